/**
 * The lines of a source around a range, with carets below it. Only what fits on the screen is ever looked at, so a
 * line of megabytes costs no more than a short one.
 */

import { type Position, positionAt, type Source, type Span } from '../source/source.ts';
import { type Cell, cellsOf, displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';

/** A row of the frame; `gutter` is a line number, an ellipsis or nothing. */
export interface Row {
  readonly gutter: string;
  readonly text: string;
  readonly kind: 'code' | 'carets';
}

/** Offsets of one line's part of a range, and where the line begins. */
interface Stretch {
  readonly line: number;
  readonly lineStart: number;
  readonly start: number;
  readonly end: number;
}

/** A line cut to the screen; columns count from its first visible one. */
interface Cut {
  readonly text: string;
  readonly caretColumn: number;
  readonly caretWidth: number;
  readonly isCutLeft: boolean;
}

/** The widest gutter column a frame of this range needs. */
export function gutterWidth(source: Source, span: Span): number {
  return 2 + String(positionAt(source, lastOffset(source, span)).line).length;
}

/** The range with carets; the line before it comes along `withContext`. A range over lines shows its first and last. */
export function codeFrame(source: Source, span: Span, withContext: boolean, style: Style): readonly Row[] {
  const room = Math.max(20, style.width - gutterWidth(source, span) - ` ${style.symbols.bar} `.length);
  const first = firstStretch(source, span);
  const cut = cutLine(source, first, room, style.symbols.ellipsis);
  const context = withContext && !cut.isCutLeft ? contextRow(source, first, room, style) : [];
  return [...context, ...rowsOf(first, cut), ...lastRows(source, span, first, room, style)];
}

function firstStretch(source: Source, span: Span): Stretch {
  const { line, column } = positionAt(source, span.start);
  return { line, lineStart: span.start - column + 1, start: span.start, end: Math.max(span.start, span.end) };
}

function lastRows(source: Source, span: Span, first: Stretch, room: number, style: Style): readonly Row[] {
  const end = lastOffset(source, span);
  const { line, column }: Position = positionAt(source, end);
  if (line === first.line) return [];
  const lineStart = end - column + 1;
  const indent = /^[ \t]*/.exec(source.text.slice(lineStart, end))?.[0].length ?? 0;
  const last: Stretch = { line, lineStart, start: lineStart + indent, end: end + 1 };
  const gap: Row[] = line > first.line + 1 ? [{ gutter: style.symbols.ellipsis, text: '', kind: 'code' }] : [];
  return [...gap, ...rowsOf(last, cutLine(source, last, room, style.symbols.ellipsis))];
}

/** The last character of the range that is not a line end. */
function lastOffset(source: Source, span: Span): number {
  let end = span.end;
  while (end > span.start && /[\r\n]/.test(source.text.charAt(end - 1))) end -= 1;
  return Math.max(span.start, end - 1);
}

function contextRow(source: Source, first: Stretch, room: number, style: Style): readonly Row[] {
  if (first.line === 1) return [];
  const { line, column } = positionAt(source, first.lineStart - 1);
  const lineStart = first.lineStart - column;
  const { text } = cutLine(source, { line, lineStart, start: lineStart, end: lineStart }, room, style.symbols.ellipsis);
  return text.trim() === '' ? [] : [{ gutter: String(line), text, kind: 'code' }];
}

function rowsOf({ line }: Stretch, cut: Cut): readonly Row[] {
  return [
    { gutter: String(line), text: cut.text, kind: 'code' },
    { gutter: '', text: ' '.repeat(cut.caretColumn) + '^'.repeat(cut.caretWidth), kind: 'carets' },
  ];
}

function cutLine(source: Source, stretch: Stretch, room: number, ellipsis: string): Cut {
  const { lineStart, start, end } = stretch;
  const reach = room * 4;
  const before = shown(source.text.slice(Math.max(lineStart, start - reach), start));
  const inside = shown(untilLineEnd(source.text.slice(start, Math.min(end, start + reach))));
  const after = shown(
    untilLineEnd(source.text.slice(start, start + 2 * reach)).slice(Math.min(end, start + reach) - start),
  );
  const beyond = start - reach > lineStart;
  if (!beyond && widthOf(before) + widthOf(inside) + widthOf(after) <= room)
    return joined(before, inside, after, '', '');
  return fitted(before, inside, after, room, ellipsis, beyond);
}

/** The range first; what room is left goes to both sides, most of it to the right when there is much. */
function fitted(
  before: readonly Cell[],
  inside: readonly Cell[],
  after: readonly Cell[],
  room: number,
  ellipsis: string,
  beyond: boolean,
): Cut {
  const kept = firstColumns(inside, room - 2 * ellipsis.length);
  const isInsideCut = kept.length < inside.length;
  const rest = room - 2 * ellipsis.length - widthOf(kept);
  const right = isInsideCut ? [] : firstColumns(after, Math.max(rest - widthOf(before), Math.floor(rest / 2)));
  const left = lastColumns(before, rest - widthOf(right));
  const isCutLeft = beyond || left.length < before.length;
  const isCutRight = isInsideCut || right.length < after.length;
  return joined(left, kept, right, isCutLeft ? ellipsis : '', isCutRight ? ellipsis : '');
}

function joined(
  before: readonly Cell[],
  inside: readonly Cell[],
  after: readonly Cell[],
  left: string,
  right: string,
): Cut {
  return {
    text: left + textOf(before) + textOf(inside) + textOf(after) + right,
    caretColumn: left.length + widthOf(before),
    caretWidth: Math.max(1, widthOf(inside)),
    isCutLeft: left !== '',
  };
}

/** What a reader sees of a piece of a line: tabs as four spaces, nothing that steers a terminal. */
function shown(text: string): readonly Cell[] {
  return cellsOf(escapeTerminal(text.replaceAll('\t', '    ')));
}

function untilLineEnd(text: string): string {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : text.slice(0, end);
}

function firstColumns(cells: readonly Cell[], columns: number): readonly Cell[] {
  let width = 0;
  const end = cells.findIndex((cell) => {
    width += cell.width;
    return width > columns;
  });
  return end < 0 ? cells : cells.slice(0, end);
}

function lastColumns(cells: readonly Cell[], columns: number): readonly Cell[] {
  return firstColumns(cells.toReversed(), columns).toReversed();
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}

/** Lines of at most `width` columns, broken at spaces, and inside a word only when it is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((word) => pieces(word, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let cells = cellsOf(word);
  while (cells.length > 0) {
    const part = firstColumns(cells, width);
    const taken = Math.max(1, part.length);
    parts.push(textOf(cells.slice(0, taken)));
    cells = cells.slice(taken);
  }
  return parts;
}
