import { type IToken, tokenMatcher } from 'chevrotain';
import type { Attribute, Comment, Edge, Endpoint, Loop, Name, Node, Reference, Text } from '../ast/ast.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { trim, trimEnd } from '../lexer/words.ts';
import type { Span } from '../source/source.ts';

/* Makers of AST nodes from tokens. The one place that reads offsets and images. */

export function nameOf(token: IToken): Name {
  return { text: token.image, span: spanOf(token) };
}

export function commentOf(token: IToken): Comment {
  return { kind: 'comment', text: trimEnd(token.image), span: trimmedSpan(token) };
}

/** From the first character of one to the last of the other. */
export function spanFrom(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}

/** The token's span without white space at its end. */
export function trimmedSpan(token: IToken): Span {
  const { start, end } = spanOf(token);
  return { start, end: end - (token.image.length - trimEnd(token.image).length) };
}

/** The label in `{ # Label`; undefined when nothing stands after the mark. */
export function displayLabelOf(token: IToken): Text | undefined {
  const text = trim(token.image.slice(1));
  return text === '' ? undefined : { text, span: trimmedSpan(token) };
}

export interface Read {
  readonly text: string;
  /** Offsets of backslashes in the image that escape nothing. */
  readonly strange: readonly number[];
}

/** What stands between the quotes, with `\"`, `\\` and `\n` resolved; any other escape keeps both characters. */
export function unquote(image: string): Read {
  const inside = image.slice(1, -1);
  if (!inside.includes('\\')) return { text: inside, strange: [] };
  const strange: number[] = [];
  const text = inside.replace(/\\([\s\S])/g, (both: string, char: string, at: number) => {
    if (char === 'n') return '\n';
    if (char === '"' || char === '\\') return char;
    strange.push(at + 1);
    return both;
  });
  return { text, strange };
}

/** A text without its quotes, or the word itself. */
export function contentOf(token: IToken): string {
  if (tokenMatcher(token, t.Quoted)) return unquote(token.image).text;
  return tokenMatcher(token, t.OtherQuoted) ? token.image.slice(1, -1) : token.image;
}

export function makeNode(name: Name, shape: Name, attributes: readonly Attribute[], end: Span): Node {
  return { kind: 'node', name, shape, attributes, comment: undefined, span: spanFrom(name.span, end) };
}

export function makeReference(lane: Name | undefined, node: Name): Reference {
  return { lane, node, span: spanFrom((lane ?? node).span, node.span) };
}

export function makeEndpoint({ lane, node, span }: Reference, side: Name | undefined, end: Span): Endpoint {
  return { lane, node, side, span: spanFrom(span, end) };
}

export function makeEdge(from: Endpoint, to: Endpoint, attributes: readonly Attribute[], end: Span): Edge {
  return { kind: 'edge', from, to, attributes, comment: undefined, span: spanFrom(from.span, end) };
}

export function makeLoop(first: Span, condition: Text, members: readonly Reference[], end: Span): Loop {
  return { kind: 'loop', condition, members, comment: undefined, span: spanFrom(first, end) };
}
