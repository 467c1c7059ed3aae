import { edgeSlips } from './edges.ts';
import { loopSlips } from './loops.ts';
import { nodeSlips } from './nodes.ts';
import { type Found, findSlip, findSlips, isRead, type Known, type Line, type Slip } from './slip.ts';
import { textSlips } from './texts.ts';
import { bulletSlips, lastResorts, otherSlips, remarkSlips, signSlips } from './words.ts';

/** Forms of our own language gone wrong, the more telling ones first. */
const ours = [...signSlips, ...loopSlips, ...edgeSlips, ...textSlips, ...nodeSlips];

/** Every slip there is. */
export const allSlips: readonly Slip[] = [...bulletSlips, ...remarkSlips, ...otherSlips, ...ours, ...lastResorts];

/** Longer lines are not looked at, which keeps the work linear. */
const longestLine = 400;

/** What went wrong in a line that is no statement: what it is elsewhere, what it nearly is, or mere words. */
export function explain(line: Line, known: Known): Found | undefined {
  if (line.text.length > longestLine || isRead(line.text)) return undefined;
  return (
    findSlip(line, bulletSlips, known) ??
    findSlip(line, remarkSlips, known) ??
    findSlip(line, otherSlips, known) ??
    findSlip(line, ours, known) ??
    findSlips(line, ours, known) ??
    findSlip(line, lastResorts, known)
  );
}
