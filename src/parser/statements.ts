import { type IToken, tokenMatcher } from 'chevrotain';
import type { Comment, Item, Statement } from '../ast/ast.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { type Building, indentAt } from './building.ts';
import * as say from './messages.ts';
import { commentOf, nameOf, spanFrom } from './nodes.ts';

/* Actions of the grammar for whatever stands in a line: keeping it, and what belongs to nothing. */

export function keep(building: Building, item: Statement | Comment): void {
  (building.target as Item[]).push(item);
}

/** Reports a second statement on one line, unless that could not be read either. `before` is the token it follows. */
export function checkLineBreak(building: Building, before: IToken, first: IToken, seen: number): void {
  if (building.diagnostics.length > seen && building.diagnostics.at(-1)?.code === 'unexpected-text') return;
  const between = { start: spanOf(before).end, end: first.startOffset };
  const line = building.lineBreak + indentAt(building, first.startOffset);
  building.report(say.missingLineBreak(spanOf(first), between, line));
}

/** A comment behind a statement belongs to it. */
export function attachComment(building: Building, token: IToken): void {
  const last = building.target.at(-1);
  const follows = last !== undefined && !/[\r\n]/.test(building.text.slice(last.span.end, token.startOffset));
  if (follows && (last.kind === 'node' || last.kind === 'edge' || last.kind === 'loop')) {
    building.target[building.target.length - 1] = { ...last, comment: commentOf(token) };
  } else keep(building, commentOf(token));
}

/** Words that belong to nothing; `isRest`: they follow a whole statement. The names among them are lost. */
export function unexpected(building: Building, words: readonly IToken[], isRest: boolean): void {
  const first = words[0];
  if (first === undefined) return;
  building.bodies += words.filter((token) => tokenMatcher(token, t.BodyOpen)).length;
  for (const word of words) if (tokenMatcher(word, t.Name)) building.lost.push(nameOf(word));
  if (isRest) building.rest ??= first.startOffset;
  const span = spanFrom(spanOf(first), spanOf(words.at(-1) ?? first));
  const hint = 'Inside a lane stand nodes (n1: rectangle), edges (n1 -> n2), loops and comments (// text).';
  building.report(say.unexpectedText(building.text.slice(span.start, span.end), span, hint));
}
