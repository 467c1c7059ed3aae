import { type IToken, tokenMatcher } from 'chevrotain';
import type { Attribute, Text } from '../ast/ast.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import type { Span } from '../source/source.ts';
import { type Building, blankBefore, textOf } from './building.ts';
import * as say from './messages.ts';
import { contentOf, nameOf, spanFrom, trimmedSpan, unquote } from './nodes.ts';

/* Actions of the grammar for attributes of nodes and edges, and for their texts. */

export interface Value {
  readonly text: Text | undefined;
  readonly end: Span;
}

export interface AttributeParts {
  readonly key: IToken;
  readonly sign: IToken;
  readonly value: Value;
  readonly comma: IToken | undefined;
  /** The sign that the place asks for. */
  readonly expected: ':' | '=';
}

export function finishAttribute(building: Building, attributes: Attribute[], parts: AttributeParts): void {
  const { sign, value, expected } = parts;
  const key = nameOf(parts.key);
  if (value.text === undefined) {
    const hint = `Write a text in double quotes after '${key.text}${expected}'.`;
    building.report(say.unexpectedText(key.text + sign.image, spanFrom(key.span, spanOf(sign)), hint));
    return;
  }
  if (sign.image !== expected) building.report(say.attributeSign(sign, expected));
  if (attributes.some((attribute) => attribute.key.text === key.text)) {
    const whole = {
      start: blankBefore(building.text, key.span.start),
      end: parts.comma === undefined ? value.end.end : spanOf(parts.comma).end,
    };
    building.report(say.duplicateAttribute(key, whole));
  } else {
    const known = expected === ':' ? say.attributesOfNode : say.attributesOfEdge;
    if (!known.includes(key.text)) building.report(say.unknownAttribute(key, known));
  }
  attributes.push({ key, value: value.text });
}

export function quotedValue(building: Building, token: IToken): Value {
  const span = spanOf(token);
  if (tokenMatcher(token, t.Unclosed)) return unclosedValue(building, token);
  if (tokenMatcher(token, t.OtherQuoted)) {
    const text = contentOf(token);
    building.report(say.quoteStyle(token, text));
    return { text: { text, span }, end: span };
  }
  const { text, strange } = unquote(token.image);
  for (const at of strange) building.report(say.unknownEscape(token, at));
  return { text: { text, span }, end: span };
}

/** The quote most likely belongs before a bracket, brace or comment at the line's end. */
function unclosedValue(building: Building, token: IToken): Value {
  const { start, end } = trimmedSpan(token);
  const inside = building.text.slice(start + 1, end);
  const text = inside.replace(/[ \t]*[\]}]+$/, '');
  const span = { start, end: start + 1 + text.length };
  building.report(say.unterminatedText({ start, end: start + 1 }, span.end));
  return { text: { text, span: { start, end } }, end: { start, end } };
}

export function unquotedValue(building: Building, words: readonly IToken[], last: IToken): Value {
  const [first] = words;
  if (first === undefined) return { text: undefined, end: spanOf(last) };
  const span = spanFrom(spanOf(first), spanOf(words.at(-1) ?? first));
  const text = textOf(building, words);
  building.report(say.unquotedText(span, text));
  return { text: { text, span }, end: span };
}
