/** Two versions of a file as a unified diff, which `patch -p0` applies. */

import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import { escapeTerminal, type Style } from '../index.ts';

/** Lines before and after a change. */
const context = 3;

/** The search for the fewest changed lines takes time in their square; beyond this many they count as one change. */
const mostEdits = 2_000;

export function patchOf(name: string, old: string, changed: string): string {
  const found = structuredPatch(name, name, old, changed, undefined, undefined, { context, maxEditLength: mostEdits });
  return formatPatch(found ?? asOneChange(name, old, changed), FILE_HEADERS_ONLY);
}

function asOneChange(name: string, old: string, changed: string): StructuredPatch {
  const [before, after] = [linesOf(old), linesOf(changed)];
  const start = commonStart(before, after);
  const tail = Math.min(
    commonStart(before.toReversed(), after.toReversed()),
    before.length - start,
    after.length - start,
  );
  const from = Math.max(0, start - context);
  const end = before.length - tail;
  const lines = [
    ...before.slice(from, start).flatMap((line) => marked(' ', line)),
    ...before.slice(start, end).flatMap((line) => marked('-', line)),
    ...after.slice(start, after.length - tail).flatMap((line) => marked('+', line)),
    ...before.slice(end, end + context).flatMap((line) => marked(' ', line)),
  ];
  const shownAfter = Math.min(context, tail);
  const hunk = {
    oldStart: from + 1,
    oldLines: end + shownAfter - from,
    newStart: from + 1,
    newLines: after.length - tail + shownAfter - from,
    lines,
  };
  const names = { oldFileName: name, newFileName: name, oldHeader: undefined, newHeader: undefined };
  return { ...names, hunks: [hunk] };
}

/** Lines with their line feeds. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((line, index) => line !== other[index]);
  return different < 0 ? one.length : different;
}

function marked(sign: string, line: string): readonly string[] {
  return line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'];
}

/** For people: what came in green, what went in red, and nothing in it steers the terminal. */
export function paintPatch(patch: string, { paint }: Style): string {
  return patch.replace(/[^\n]+/g, (line) => {
    const shown = escapeTerminal(line.replace(/\r$/, ''));
    if (line.startsWith('+')) return paint.good(shown);
    if (line.startsWith('-')) return paint.error(shown);
    return line.startsWith('@') ? paint.info(shown) : shown;
  });
}
