import { type IToken, tokenMatcher } from 'chevrotain';
import type { Comment, Name, Statement, Text } from '../ast/ast.ts';
import { reservedWords } from '../ast/words.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import type { Span } from '../source/source.ts';
import type { Building } from './building.ts';
import { looksLikeCode } from './code-in-text.ts';
import { laneIdFrom } from './lane-names.ts';
import * as say from './messages.ts';
import { commentOf, displayLabelOf, spanFrom, trimmedSpan } from './nodes.ts';

/* Actions of the grammar for lanes and for lines outside them. */

/** `# text` outside lanes: the title, a comment, or prose. */
export function hashLine(building: Building, token: IToken): void {
  const { items, hasTitle, lanes } = building;
  if (!hasTitle && lanes.length === 0 && /^#[ \t\u00A0]+\S/.test(token.image)) {
    building.hasTitle = true;
    items.push({ kind: 'title', text: token.image.slice(1).trim(), span: trimmedSpan(token) });
  } else if (hasTitle || lanes.length > 0) items.push(commentOf(token));
  else prose(building, token);
}

export function prose(building: Building, token: IToken): void {
  const text = token.image.trimEnd();
  if (text !== '') building.items.push({ kind: 'prose', text, span: trimmedSpan(token) });
}

export interface OpenLane {
  readonly name: Name;
  readonly label: Text | undefined;
  readonly items: (Statement | Comment)[];
  readonly header: Span;
}

export function openLane(building: Building, first: IToken, open: IToken, display: IToken | undefined): OpenLane {
  const items: (Statement | Comment)[] = [];
  building.target = items;
  building.bodies = 0;
  const isSpaced = tokenMatcher(first, t.SpacedLaneName);
  const name = { text: isSpaced ? laneIdFrom(first.image) : first.image, span: spanOf(first) };
  const header = spanFrom(spanOf(first), spanOf(open));
  if (reservedWords.includes(name.text)) building.report(say.reservedName(name, 'lane'));
  if (display !== undefined) checkDisplayLabel(building, display);
  const label = display === undefined ? undefined : displayLabelOf(display);
  if (!isSpaced) return { name, label, items, header };
  building.report(say.laneNameWithSpaces(first, name.text, header, label !== undefined));
  return { name, label: label ?? { text: first.image, span: spanOf(first) }, items, header };
}

export function closeLane(building: Building, lane: OpenLane, close: IToken | undefined, last: IToken): void {
  const { name, items, header } = lane;
  const end = spanOf(close ?? last);
  const label = lane.label ?? labelOnNextLine(building, items, header);
  building.items.push({ kind: 'lane', name, label, items, span: spanFrom(name.span, end) });
  building.lanes.push({ name, header, isClosed: close !== undefined, end: end.end });
  building.target = building.items;
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
  const between = building.text.slice(header.end, first.span.start);
  const text = first.text.slice(1).trim();
  if (text === '' || !/^[ \t\u00A0>]*(?:\r\n|\r|\n)[ \t\u00A0>]*$/.test(between)) return undefined;
  items.shift();
  building.report(say.displayLabelOnNextLine(first, header.end));
  return { text, span: first.span };
}
