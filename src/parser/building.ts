import { type IToken, tokenMatcher } from 'chevrotain';
import type { Comment, Item, Name, Statement } from '../ast/ast.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { isBlank, type Source, type Span } from '../source/source.ts';
import { unquote } from './nodes.ts';
import type { Known } from './slips/slip.ts';

/** A document while it is being built. The grammar's actions write to it. */
export interface Building {
  readonly text: string;
  /** What a line begins with before the flow's own text. */
  readonly margin: string;
  /** The line end of the file and the margin, so that new lines look like the others. */
  readonly lineBreak: string;
  /** Names of the whole document. */
  readonly known: Known;
  readonly diagnostics: Diagnostic[];
  readonly report: Report;
  /** What is read now is what should have been written. */
  readonly isMending: boolean;
  readonly items: Item[];
  readonly lost: Name[];
  readonly lanes: LaneNote[];
  /** Closing braces with no lane open. */
  readonly strays: Span[];
  /** Where statements go now: the lane's items, or the document's. */
  target: Item[] | (Statement | Comment)[];
  hasTitle: boolean;
  /** Where the words begin that are left behind a whole statement on this line. */
  rest: number | undefined;
  /** How many lines got a second look. */
  looks: number;
  /** The diagnostic about a text without end on the last line, and where that line ends. */
  open: { readonly index: number; readonly end: number } | undefined;
  /** Open `{` of loops, whose `}` closes no lane. */
  bodies: number;
  /** The last question about a line's beginning, and its answer. */
  walked: { readonly to: number; readonly line: number };
}

/** How a lane opened and closed, for the judgment at the document's end. */
export interface LaneNote {
  readonly name: Name;
  /** From the name to the brace. */
  readonly header: Span;
  readonly isClosed: boolean;
  /** Behind the brace, or behind the last thing read. */
  readonly end: number;
  /** A header that is not written as ours. */
  readonly odd: OddHeaderNote | undefined;
  /** A `{` inside it was not closed either, so what the next `}` belongs to is a guess. */
  readonly hasOpenBody: boolean;
  /** The diagnostic about a last line that only closes something, as `)` does. */
  readonly closer: number | undefined;
}

export interface OddHeaderNote {
  /** The header as it should be. */
  readonly written: string;
  readonly wrong: Span;
  /** Its name is what is wrong. */
  readonly isName: boolean;
}

export function startBuilding(source: Source, known: Known): Building {
  const { text, margin } = source;
  const items: Item[] = [];
  const diagnostics: Diagnostic[] = [];
  return {
    text,
    margin,
    lineBreak: (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n') + margin,
    known,
    diagnostics,
    report: (diagnostic) => diagnostics.push(diagnostic),
    isMending: false,
    items,
    lost: [],
    lanes: [],
    strays: [],
    target: items,
    hasTitle: false,
    rest: undefined,
    open: undefined,
    looks: 0,
    bodies: 0,
    walked: { to: 0, line: 0 },
  };
}

/** The same document, for reading what should have stood in one of its lines. Says nothing. */
export function mendingOf(building: Building): Building {
  const silent = { diagnostics: [], lost: [], report: () => undefined };
  return { ...building, ...silent, isMending: true };
}

/** What the author wrote from the first to the last word, without quotes when it is one quoted text. */
export function textOf(building: Building, words: readonly IToken[]): string {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return '';
  if (words.length === 1 && tokenMatcher(first, t.Quoted)) return unquote(first.image).text;
  if (words.length === 1 && tokenMatcher(first, t.OtherQuoted)) return first.image.slice(1, -1);
  return building.text.slice(first.startOffset, spanOf(last).end).replace(/\p{Cc}/gu, '');
}

/** The blanks a line begins with. Walks on from the last answer, so many questions about one huge line cost one walk. */
export function indentAt(building: Building, offset: number): string {
  const { text } = building;
  const known = offset < building.walked.to ? { to: 0, line: 0 } : building.walked;
  let { line } = known;
  for (let at = known.to; at < offset; at++) if (text[at] === '\n' || text[at] === '\r') line = at + 1;
  building.walked = { to: offset, line };
  if (text.startsWith(building.margin, line)) line += building.margin.length;
  let end = line;
  while (isBlank(text[end]) && end < offset) end++;
  return text.slice(line, end);
}

/** `Shop { # Shop`, which takes all of its line, so what follows there moves to the next. */
export function headerWith({ text, lineBreak }: Building, id: string, label: string | undefined, end: number): string {
  if (label === undefined) return `${id} {`;
  const standsAlone = /^[ \t\u00A0]*(?:[\r\n]|$)/.test(text.slice(end, end + 200));
  return `${id} { # ${label}${standsAlone ? '' : lineBreak}`;
}

/** Where the blanks before the offset begin. */
export function blankBefore(text: string, offset: number): number {
  let start = offset;
  while (isBlank(text[start - 1])) start--;
  return start;
}
