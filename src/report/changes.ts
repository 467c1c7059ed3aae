import type { Behavior } from '../diff/behavior.ts';
import type { Changes } from '../diff/changes.ts';
import { behaviorRows } from './behavior-rows.ts';
import { type ChangeRow, changeRows } from './change-rows.ts';
import { wrap } from './code-frame.ts';
import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape.ts';
import { counted } from './findings.ts';
import type { Style } from './style.ts';

/** For a terminal: one line for each change; what runs do differently stands below. Empty when nothing changed. */
export function reportChanges(changes: Changes, behavior: Behavior, style: Style): string {
  const lines = changeRows(changes).flatMap((row) => linesOf(row, '', style));
  const runs = behaviorRows(behavior, changes).flatMap((row) => linesOf(row, '  ', style));
  const between = lines.length > 0 && runs.length > 0 ? [''] : [];
  const all = [...lines, ...between, ...(runs.length > 0 ? [style.paint.place('behavior'), ...runs] : [])];
  return all.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Two columns for the sign and the kind, so that names stand below each other. */
const kindWidth = 5;
const gap = '   ';

/** What does not fit beside the name stands below it. */
function linesOf({ sign, kind, name, words }: ChangeRow, indent: string, style: Style): readonly string[] {
  const show = (text: string): string => escapeTerminal(text).replaceAll('→', style.symbols.arrow);
  const lead = `${indent}${sign} ${kind.padEnd(kindWidth)} `;
  const head = lead + show(name);
  const told = show(words.join('; '));
  const between = name === '' || told === '' ? '' : gap;
  const whole = head + between + told;
  if (displayWidth(whole) <= style.width) return [painted(whole, indent, sign, style)];
  const beside = wrap(name === '' ? told : show(name), Math.max(20, style.width - lead.length));
  const hang = name === '' ? ' '.repeat(lead.length) : `${indent}        `;
  const below = name === '' ? [] : words.flatMap((each) => wrap(show(each), Math.max(20, style.width - hang.length)));
  const [first = '', ...rest] = beside;
  return [painted(lead + first, indent, sign, style), ...[...rest, ...below].map((line) => hang + line)];
}

/** The sign alone has color; it says the same without. */
function painted(line: string, indent: string, sign: ChangeRow['sign'], { paint }: Style): string {
  const paints = { '+': paint.good, '-': paint.error, '~': paint.warning, '?': paint.info };
  return indent + paints[sign](sign) + line.slice(indent.length + 1);
}

/** `2 added, 1 removed, 3 changed; 1 change of behavior` */
export function changesLine({ changes }: Changes, behavior: Behavior): string {
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  const parts = (['added', 'removed', 'changed'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`);
  const runs = behavior.changes.length;
  const told = parts.length === 0 ? 'no changes in meaning' : parts.join(', ');
  const unknown = behavior.explored.every(({ isComplete }) => isComplete) ? '' : '; not all states were explored';
  return `${told}${runs === 0 ? '' : `; ${counted(runs, 'change')} of behavior`}${unknown}`;
}
