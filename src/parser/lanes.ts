import { type IToken, tokenMatcher } from 'chevrotain';
import type { Comment, Name, Statement, Text } from '../ast/ast.ts';
import { reservedWords } from '../ast/words.ts';
import { spanOf } from '../lexer/lex.ts';
import { readOddHeader } from '../lexer/odd-header.ts';
import * as t from '../lexer/tokens.ts';
import { trim, trimEnd } from '../lexer/words.ts';
import type { Span } from '../source/source.ts';
import { type Building, blankBefore, headerWith, type OddHeaderNote } from './building.ts';
import { looksLikeCode } from './code-in-text.ts';
import { laneIdFrom, laneLabelFrom, lostNamesIn } from './lane-names.ts';
import * as say from './messages.ts';
import { commentOf, displayLabelOf, spanFrom, trimmedSpan } from './nodes.ts';

/* Actions of the grammar for lanes and for lines outside them. */

/** `# text` outside lanes: the title, a comment, or prose. */
export function hashLine(building: Building, token: IToken): void {
  const { items, hasTitle, lanes } = building;
  if (!hasTitle && lanes.length === 0 && isTitle(token.image)) {
    building.hasTitle = true;
    items.push({ kind: 'title', text: trim(token.image.slice(1)), span: trimmedSpan(token) });
  } else if (hasTitle || lanes.length > 0) items.push(commentOf(token));
  else prose(building, token);
}

/** One `#`, a blank, and words. */
function isTitle(image: string): boolean {
  return /^#[ \t\u00A0]/.test(image) && trim(image.slice(1)) !== '';
}

export function prose(building: Building, token: IToken): void {
  const text = trimEnd(token.image);
  if (text !== '') building.items.push({ kind: 'prose', text, span: trimmedSpan(token) });
}

export interface OpenLane {
  readonly name: Name;
  readonly label: Text | undefined;
  readonly items: (Statement | Comment)[];
  readonly header: Span;
  readonly odd: OddHeaderNote | undefined;
}

export function openLane(
  building: Building,
  first: IToken,
  open: IToken | undefined,
  display: IToken | undefined,
): OpenLane {
  const items: (Statement | Comment)[] = [];
  building.target = items;
  building.bodies = 0;
  const header = spanFrom(spanOf(first), spanOf(open ?? first));
  const lane = { items, header, odd: undefined, ...headerOf(building, first, header, display) };
  if (reservedWords.includes(lane.name.text)) building.report(say.reservedName(lane.name, 'lane'));
  if (display !== undefined) checkDisplayLabel(building, display);
  return lane;
}

type Header = Pick<OpenLane, 'name' | 'label'> & Partial<Pick<OpenLane, 'odd'>>;

function headerOf(building: Building, first: IToken, header: Span, display: IToken | undefined): Header {
  const label = display === undefined ? undefined : displayLabelOf(display);
  if (tokenMatcher(first, t.OddHeader)) return oddHeader(building, first, label);
  if (tokenMatcher(first, t.SpacedLaneName)) return spacedHeader(building, first, header, label);
  return { name: { text: first.image, span: spanOf(first) }, label };
}

/** `Night Shift {` */
function spacedHeader(building: Building, first: IToken, header: Span, label: Text | undefined): Header {
  const name = { text: laneIdFrom(first.image), span: spanOf(first) };
  const words = laneLabelFrom(first.image);
  const own = words === name.text ? undefined : { text: words, span: name.span };
  loseNames(building, first.image, name.span);
  const written = headerWith(building, name.text, label === undefined ? own?.text : undefined, header.end);
  building.report(say.laneNameWithSpaces(name, header, written));
  return { name, label: label ?? own };
}

/** Told when it is known whether the lane is closed. */
function oddHeader(building: Building, first: IToken, label: Text | undefined): Header {
  const { name: words, label: written, wrong } = readOddHeader(first.image);
  const span = spanOf(first);
  const text = laneIdFrom(words);
  const own = written ?? (text === words ? undefined : words);
  loseNames(building, words, span);
  const odd = {
    written: headerWith(building, text, label === undefined ? own?.trim() : undefined, span.end),
    wrong: { start: span.start + wrong.start, end: span.start + wrong.end },
    isName: text !== words,
  };
  return { name: { text, span }, label: label ?? (own === undefined ? undefined : { text: own.trim(), span }), odd };
}

/** Edges may call the lane by any word of its broken name. */
function loseNames(building: Building, words: string, span: Span): void {
  for (const text of lostNamesIn(words)) building.lost.push({ text, span });
}

export function closeLane(building: Building, lane: OpenLane, close: IToken | undefined, last: IToken): void {
  const { name, items, header, odd } = lane;
  const { end } = spanOf(close ?? last);
  const label = lane.label ?? labelOnNextLine(building, items, header);
  const closer = close === undefined ? closerBefore(building, end) : undefined;
  building.items.push({ kind: 'lane', name, label, items, span: { start: name.span.start, end } });
  const hasOpenBody = building.bodies > 0;
  building.lanes.push({ name, header, isClosed: close !== undefined, end, odd, hasOpenBody, closer });
  building.target = building.items;
}

/** The last diagnostic, when it is about a `)`, `]` or `end` in the last line of the lane. */
function closerBefore({ diagnostics, text }: Building, end: number): number | undefined {
  const { code, span } = diagnostics.at(-1) ?? {};
  if (code !== 'unexpected-text' || span === undefined) return undefined;
  const before = text[blankBefore(text, span.start) - 1] ?? '\n';
  const isSign = /[\r\n]/.test(before) && /^(?:[)\]>]|end)$/.test(text.slice(span.start, span.end));
  return isSign && text.slice(span.end, end).trim() === '' ? diagnostics.length - 1 : undefined;
}

/** Code after `# Label` lost its line break; its node counts as known, so that only this is reported. */
function checkDisplayLabel(building: Building, token: IToken): void {
  const code = looksLikeCode(token.image);
  if (code === undefined) return;
  const start = token.startOffset + code.start;
  building.report(say.codeInLabel({ start, end: token.startOffset + code.end }));
  for (const name of code.names) building.lost.push({ text: name, span: { start, end: start + name.length } });
}

/** A `#` line right below the header is the label that should stand behind the brace. */
function labelOnNextLine(building: Building, items: (Statement | Comment)[], header: Span): Text | undefined {
  const first = items[0];
  if (first?.kind !== 'comment' || !first.text.startsWith('#')) return undefined;
  const between = building.text.slice(header.end, first.span.start).replace(/(?![\t\r\n])\p{Cc}/gu, '');
  const text = trim(first.text.slice(1));
  if (text === '' || looksLikeCode(text) !== undefined || !/^[ \t\u00A0>]*(?:\r\n|\r|\n)[ \t\u00A0>]*$/.test(between))
    return undefined;
  items.shift();
  building.report(say.displayLabelOnNextLine(first, header.end));
  return { text, span: first.span };
}
