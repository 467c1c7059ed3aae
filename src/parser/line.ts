import type { IToken } from 'chevrotain';
import { type Diagnostic, fix, problem } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import type { Span } from '../source/source.ts';
import { type Building, indentAt } from './building.ts';
import { mendedTokens } from './mended.ts';
import * as say from './messages.ts';
import { type Found, isRead } from './slips/slip.ts';
import { explain } from './slips/tables.ts';

/*
 * A line that could not be read as it stands gets a second look at its text. When a slip explains it,
 * what was read and said of it is taken back, the slip is told instead, and the line is read as it
 * should have been. So a slip is one diagnostic, and what the line declares is known to the rest.
 */

/** How things were when a line began. */
export interface LineNote {
  readonly start: number;
  readonly diagnostics: number;
  readonly items: number;
  readonly lost: number;
}

export function beginLine(building: Building, first: IToken): LineNote {
  building.rest = undefined;
  return {
    start: first.startOffset,
    diagnostics: building.diagnostics.length,
    items: building.target.length,
    lost: building.lost.length,
  };
}

/** The tokens of the statements that should have stood here; undefined when the line stays as it was read. */
export function finishLine(building: Building, note: LineNote, last: IToken): readonly IToken[][] | undefined {
  if (building.isMending) return undefined;
  const span = { start: note.start, end: spanOf(last).end };
  const { open } = building;
  building.open = openTextIn(building, note, span.end);
  if (!hasSlip(building, note)) return undefined;
  const text = building.text.slice(span.start, span.end);
  if (open !== undefined && continuesText(building, open, span)) {
    takeBack(building, note);
    joinLines(building, open, span.start);
    return undefined;
  }
  return secondLook(building, note, text, span);
}

function secondLook(building: Building, note: LineNote, text: string, span: Span): readonly IToken[][] | undefined {
  const rest = building.rest === undefined ? undefined : building.rest - span.start;
  const found = isLookedAt(building, text) ? explain({ text, rest }, building.known) : undefined;
  if (found === undefined) {
    if (!isRead(text)) loosen(building, note);
    return undefined;
  }
  takeBack(building, note);
  building.report(slipProblem(building, found, span));
  return found.mended === undefined ? undefined : mendedTokens(found.mended, text, span.start);
}

/** Of a line that stays a riddle, no part is sure: mending one may give the others another meaning. */
function loosen({ diagnostics }: Building, note: LineNote): void {
  for (let index = note.diagnostics; index < diagnostics.length; index++) {
    const told = diagnostics[index];
    if (told === undefined) continue;
    diagnostics[index] = { ...told, fixes: told.fixes.map((each) => ({ ...each, safe: false })) };
  }
}

/** Nobody reads as many; it bounds the work that a text made to be slow can ask for. */
const mostLooks = 1_000;

/** A character that is not read would get into the mended line. */
function isLookedAt(building: Building, text: string): boolean {
  return !/(?!\t)\p{Cc}/u.test(text) && building.looks++ < mostLooks;
}

/** As if the line had not been read. */
function takeBack(building: Building, note: LineNote): void {
  building.diagnostics.length = note.diagnostics;
  building.target.length = note.items;
  building.lost.length = note.lost;
}

/** An error whose remedy is not already sure. */
function hasSlip({ diagnostics }: Building, note: LineNote): boolean {
  for (let index = note.diagnostics; index < diagnostics.length; index++) {
    const { severity, fixes = [] } = diagnostics[index] ?? {};
    if (severity === 'error' && !fixes.some((fix) => fix.safe)) return true;
  }
  return false;
}

function slipProblem(building: Building, { slip, hint, wrong, edit }: Found, line: Span): Diagnostic {
  const place = { start: line.start + wrong.start, end: line.start + wrong.end };
  const written = building.text.slice(place.start, place.end);
  const message = say.slipMessage(slip.code ?? 'unexpected-text', written);
  const fixes = edit === undefined ? [] : [fixOf(building, edit, slip.isSure ?? false, line)];
  return problem(slip.code ?? 'unexpected-text', place, message, { hint, fixes });
}

function fixOf(building: Building, edit: NonNullable<Found['edit']>, isSafe: boolean, line: Span) {
  const span = { start: line.start + edit.span.start, end: line.start + edit.span.end };
  const text = edit.text.replaceAll('\n', building.lineBreak + indentAt(building, line.start));
  const title = edit.text.trim() === '' ? 'Remove it' : `Write ${say.shorten(edit.text)}`;
  return fix(title, isSafe, { span, text });
}

// ---- a text over two lines

type OpenText = NonNullable<Building['open']>;

function openTextIn({ diagnostics }: Building, note: LineNote, end: number): OpenText | undefined {
  for (let index = diagnostics.length - 1; index >= note.diagnostics; index--) {
    if (diagnostics[index]?.code === 'unterminated-text') return { index, end };
  }
  return undefined;
}

/** The line right below closes the text: `for an hour"`. */
function continuesText({ text }: Building, open: OpenText, { start, end }: Span): boolean {
  const between = text.slice(open.end, start);
  return /^[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*$/.test(between) && /^[^"]*"[^"]*$/.test(text.slice(start, end));
}

function joinLines({ diagnostics }: Building, open: OpenText, start: number): void {
  const told = diagnostics[open.index];
  if (told === undefined) return;
  const joined = fix('Write \\n for the line break', false, { span: { start: open.end, end: start }, text: '\\n' });
  diagnostics[open.index] = {
    ...told,
    hint: 'A text stands on one line; write \\n for a line break in it.',
    fixes: [joined],
  };
}
