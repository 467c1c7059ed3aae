import type { TestedFile } from '../scenario/test-scenarios.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { wrap } from './code-frame.ts';
import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape.ts';
import { entriesOf, type ResultEntry, type ResultMessage, type ResultPlace } from './result-entries.ts';
import type { Style } from './style.ts';

/** Names longer than this put what is said of them on a line of its own. */
const widestName = 40;
const longestExcerpt = 60;

/** What became of each scenario and property, file by file. What failed tells where, in both files. */
export function reportResults(files: readonly TestedFile[], style: Style): string {
  const lines = files.flatMap((file) => fileLines(file, style));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function fileLines(file: TestedFile, style: Style): readonly string[] {
  const { paint, symbols } = style;
  const header = paint.place(escapeTerminal(file.source.name));
  if (file.tested === undefined) return [header, `  ${paint.error(symbols.cross)} not run, because of the errors`];
  const entries = entriesOf(file).map((entry) => ({ ...entry, name: escapeTerminal(entry.name) }));
  const column = Math.max(0, ...entries.map(({ name }) => displayWidth(name)).filter((width) => width <= widestName));
  return [header, ...entries.flatMap((entry) => entryLines(entry, column, style))];
}

/** What is said of an entry, as in a terminal. */
export function detailsOf(entry: ResultEntry, style: Style): string {
  const lines = entry.messages.flatMap(({ text, places }) => [escapeTerminal(text), ...placeLines(places, style)]);
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** `  ✓ right at once   17 steps`; further messages stand below the first. */
function entryLines({ isGood, name, messages }: ResultEntry, column: number, style: Style): readonly string[] {
  const lead = `  ${mark(isGood, style)} ${name}`;
  const from = 2 + markWidth(style) + 1 + column + 3;
  const fits = displayWidth(name) <= column;
  const lines = fits ? [] : [lead];
  messages.forEach(({ text, places }, index) => {
    const rows = wrap(escapeTerminal(text), Math.max(30, style.width - from)).map((row) => ' '.repeat(from) + row);
    if (fits && index === 0) rows[0] = lead + (rows[0] ?? '').slice(from - column + displayWidth(name) - 3);
    lines.push(...rows, ...placeLines(places, style));
  });
  return lines;
}

function markWidth({ symbols }: Style): number {
  return Math.max(displayWidth(symbols.check), displayWidth(symbols.cross));
}

function mark(isGood: boolean, style: Style): string {
  const symbol = isGood ? style.symbols.check : style.symbols.cross;
  return style.paint[isGood ? 'good' : 'error'](symbol) + ' '.repeat(markWidth(style) - displayWidth(symbol));
}

function placeLines(places: ResultMessage['places'], style: Style): readonly string[] {
  const names = places.map(placeName);
  const column = Math.max(0, ...names.map(displayWidth));
  return places.map((place, index) => {
    const name = names[index] ?? '';
    return `    ${style.paint.quiet(name)}${' '.repeat(column - displayWidth(name) + 3)}${shown(place, style)}`;
  });
}

function placeName({ source, span }: ResultPlace): string {
  const { line, column } = positionAt(source, span.start);
  return `${escapeTerminal(source.name)}:${line}:${column}`;
}

function shown({ source, span, what }: ResultPlace, style: Style): string {
  return what === undefined ? excerpt(source, span, style) : escapeTerminal(what);
}

/** What stands there, as one line. */
function excerpt({ text }: Source, { start, end }: Span, { symbols }: Style): string {
  const piece = text.slice(start, Math.min(end, start + 4 * longestExcerpt));
  const line = piece.replace(/\s+/g, ' ').trim();
  return line.length > longestExcerpt
    ? escapeTerminal(line.slice(0, longestExcerpt)) + symbols.ellipsis
    : escapeTerminal(line);
}
