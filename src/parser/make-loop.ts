import type { IToken } from 'chevrotain';
import type { Reference } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import { trim } from '../lexer/words.ts';
import type { Span } from '../source/source.ts';
import { type Building, blankBefore, textOf } from './building.ts';
import * as say from './messages.ts';
import { makeLoop, makeReference, nameOf, spanFrom, trimmedSpan } from './nodes.ts';
import { keep } from './statements.ts';

/* Actions of the grammar for loops. */

export interface LoopParts {
  readonly word: IToken;
  readonly open: IToken | undefined;
  readonly condition: IToken | undefined;
  readonly close: IToken | undefined;
  /** `{`, or `{ n1 n2 }`. */
  readonly body: IToken | undefined;
  readonly members: readonly Reference[];
  /** There are words behind the loop that are no members. */
  readonly hasMore: boolean;
  /** Everything behind a `loop` without brackets. */
  readonly words: readonly IToken[];
  readonly last: IToken;
}

export function finishLoop(building: Building, parts: LoopParts): void {
  const { word, open, condition, close, members, last } = parts;
  if (parts.body !== undefined) reportBody(building, parts.body, parts);
  else if (open === undefined) loopWithoutBrackets(building, parts);
  if (open === undefined) return;
  const span = condition === undefined ? spanOf(open) : trimmedSpan(condition);
  if (close === undefined) {
    building.report(say.loopWithoutBrackets(spanFrom(spanOf(open), span), []));
    return;
  }
  const text = trim(condition?.image ?? '');
  if (members.length === 0 && parts.body === undefined) {
    if (!parts.hasMore) building.report(noMembers(building, spanFrom(spanOf(word), spanOf(last))));
    return;
  }
  keep(building, makeLoop(spanOf(word), { text, span }, withoutJoins(building, members), spanOf(last)));
}

function noMembers({ text }: Building, span: Span): Diagnostic {
  const written = text.slice(span.start, span.end);
  return say.unexpectedText(written, span, `Name the nodes that repeat: ${say.shorten(written)} n1 n2`);
}

/** `n1 n2 and n3` has three members. */
function withoutJoins(building: Building, members: readonly Reference[]): Reference[] {
  return members.filter(({ lane, node }) => {
    const joins = lane === undefined && joiningWords.includes(node.text) && !building.known.nodes.has(node.text);
    if (!joins) return true;
    const whole = { start: blankBefore(building.text, node.span.start), end: node.span.end };
    const fix = say.fixWith('Remove it', [{ span: whole, text: '' }]);
    building.report(say.unexpectedText(node.text, node.span, 'A loop lists its nodes with blanks between them.', fix));
    return false;
  });
}

const joiningWords: readonly string[] = ['and', 'then', 'to', 'und', 'y', 'et'];

/** The names in `{ n1 n2 }` are surely the members; a body of statements cannot be told apart from the lane. */
function reportBody(building: Building, body: IToken, { open, members }: LoopParts): void {
  const inside = body.image.slice(1, -1).trim();
  const { start, end } = spanOf(body);
  const isList = open !== undefined && /^[\p{L}\p{N}\s,.-]*$/u.test(inside) && (inside === '' || members.length === 0);
  const fixes =
    isList && body.image !== '{'
      ? [say.fixWith('Remove the braces', [{ span: { start, end }, text: inside }], false)]
      : [];
  building.report(say.loopWithBody({ start, end: start + 1 }, fixes));
}

/** `loop retry n1 n2`: the declared ids at the end of the line are the members. */
function loopWithoutBrackets(building: Building, { word, words, last }: LoopParts): void {
  let split = words.length;
  while (split > 0 && building.known.nodes.has(words[split - 1]?.image ?? '')) split--;
  const [first] = words;
  const condition = words.slice(0, split);
  const members = words.slice(split);
  const isPlain = condition.every((token) => /^[^"'“”()[\]{}:]+$/u.test(token.image));
  if (first === undefined || condition.length === 0 || members.length === 0 || !isPlain) {
    building.report(say.loopWithoutBrackets(spanFrom(spanOf(word), spanOf(last)), []));
    return;
  }
  const span = spanFrom(spanOf(first), spanOf(condition.at(-1) ?? first));
  const fix = say.fixWith('Write brackets', [say.insert(span.start, '['), say.insert(span.end, ']')]);
  building.report(say.loopWithoutBrackets(span, [fix]));
  const references = members.map((token) => makeReference(undefined, nameOf(token)));
  keep(building, makeLoop(spanOf(word), { text: textOf(building, condition), span }, references, spanOf(last)));
}
