import { type IToken, tokenMatcher } from 'chevrotain';
import type { Attribute, Comment, Endpoint, Item, Name, Reference, Statement, Text } from '../ast/ast.ts';
import { reservedWords } from '../ast/words.ts';
import type { Diagnostic, Edit, Fix } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { trim } from '../lexer/words.ts';
import type { Span } from '../source/source.ts';
import { type Building, blankBefore, indentAt, isBlank, textOf } from './building.ts';
import * as say from './messages.ts';
import {
  commentOf,
  makeEdge,
  makeLoop,
  makeNode,
  makeReference,
  nameOf,
  spanFrom,
  trimmedSpan,
  unquote,
} from './nodes.ts';

/* Actions of the grammar for statements: they build the AST and report what was odd. */

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

// ---- nodes

export interface NodeParts {
  readonly name: IToken;
  readonly colon: IToken | undefined;
  readonly shape: IToken | undefined;
  readonly attributes: Attribute[];
  /** Texts without a key. */
  readonly bare: readonly IToken[];
  readonly last: IToken;
}

export function finishNode(building: Building, parts: NodeParts): void {
  const { colon, attributes } = parts;
  const name = nameOf(parts.name);
  if (reservedWords.includes(name.text)) building.report(say.reservedName(name, 'node'));
  reportColon(building, parts, labelEdits(building, parts));
  const shape = parts.shape === undefined ? undefined : nameOf(parts.shape);
  const wrong = shape === undefined ? say.missingShape(name, endOf(colon, name)) : say.shapeProblem(shape);
  if (wrong !== undefined) building.report(wrong);
  keep(building, makeNode(name, shape ?? { text: 'rectangle', span: name.span }, attributes, spanOf(parts.last)));
}

function endOf(colon: IToken | undefined, name: Name): number {
  return colon === undefined ? name.span.end : spanOf(colon).end;
}

/** A text alone is the label, when there is none yet. */
function labelEdits({ text: written }: Building, { bare, attributes }: NodeParts): Edit[] {
  const token = bare[0];
  if (token === undefined || attributes.some((attribute) => attribute.key.text === 'label')) return [];
  const text = contentOf(token);
  const label = { key: { text: 'label', span: spanOf(token) }, value: { text, span: spanOf(token) } };
  const behind = attributes.findIndex(({ key }) => key.span.start > token.startOffset);
  attributes.splice(behind < 0 ? attributes.length : behind, 0, label);
  const gap = isBlank(written[token.startOffset - 1]) ? '' : ' ';
  return [{ span: spanOf(token), text: `${gap}label:${say.quote(text)}` }];
}

function reportColon(building: Building, { name, colon, bare }: NodeParts, edits: readonly Edit[]): void {
  if (colon === undefined) building.report(say.missingColon(name, [say.insert(spanOf(name).end, ':'), ...edits]));
  else if (tokenMatcher(colon, t.Equals)) {
    building.report(say.missingColon(name, [{ span: spanOf(colon), text: ':' }, ...edits]));
  } else if (bare[0] !== undefined) {
    const fixes = edits.length === 0 ? [] : [say.fixWith('Write label:', edits)];
    const hint = 'Write the text of a node as label:"…".';
    building.report(say.unexpectedText(bare[0].image, spanOf(bare[0]), hint, ...fixes));
  }
}

// ---- edges

/** A label that does not stand in brackets. */
export interface ForeignLabel {
  readonly span: Span;
  readonly text: string;
}

/** One arrow of an edge and what stands around it. */
export interface EdgeStep {
  /** The first token behind the source: the arrow, or the first half of one. */
  readonly first: IToken;
  readonly early: ForeignLabel | undefined;
  readonly arrow: IToken;
  readonly pipe: IToken | undefined;
  readonly to: Endpoint | undefined;
  readonly attributes: Attribute[];
  /** `[…]`. */
  readonly labels: Span | undefined;
  readonly late: ForeignLabel | undefined;
}

/** The edge before this one in a chain. */
export interface Previous {
  readonly end: number;
  readonly ends: string;
}

/** Keeps one edge; returns what the next one in a chain must know. */
export function finishEdge(
  building: Building,
  from: Endpoint,
  step: EdgeStep,
  previous: Previous | undefined,
): Previous | undefined {
  const { arrow, to, attributes, labels, late } = step;
  if (to === undefined) {
    const hint = `A node is missing after '${arrow.image}'.`;
    building.report(say.unexpectedText(arrow.image, spanOf(arrow), hint));
    return undefined;
  }
  const foreign = foreignLabelOf(step);
  const isLane = building.known.lanes.has(to.node.text) && !building.known.nodes.has(to.node.text);
  if (late !== undefined && isLane) building.report(say.unexpectedText(':', late.span, `Write ${to.node.text}.n1.`));
  else if (foreign !== undefined) reportForeignLabel(building, foreign, step, to.span);
  else if (tokenMatcher(arrow, t.ArrowVariant)) building.report(say.arrowVariant(arrow));
  const edge = makeEdge(from, to, attributes, late?.span ?? labels ?? to.span);
  const ends = `${from.node.text} -> ${to.node.text}`;
  if (previous !== undefined) reportChain(building, from, to, previous, ends);
  keep(building, edge);
  return { end: edge.span.end, ends };
}

/** `n1.handle(right)` and nothing more. */
export function missingArrow(building: Building, from: Endpoint | undefined, last: IToken): void {
  if (from === undefined) return;
  const span = spanFrom(from.span, spanOf(last));
  const hint = 'An arrow and a target are missing: n1 -> n2.';
  building.report(say.unexpectedText(building.text.slice(span.start, span.end), span, hint));
}

function foreignLabelOf({ early, pipe, late }: EdgeStep): ForeignLabel | undefined {
  if (pipe !== undefined) return { span: spanOf(pipe), text: pipe.image.replace(/^\|\s*"?|"?\s*\|$/g, '') };
  return early ?? late;
}

/** One report and one fix for the arrow and the label together. */
function reportForeignLabel(building: Building, label: ForeignLabel, step: EdgeStep, target: Span): void {
  const { first, arrow, pipe, attributes } = step;
  const isFree = attributes.length === 0 && label.text !== '';
  const brackets = ` [label=${say.quote(label.text)}]`;
  const arrows = { span: spanFrom(spanOf(first), spanOf(pipe ?? arrow)), text: '->' };
  const written =
    label === step.late ? { start: target.end, end: label.span.end } : { start: target.end, end: target.end };
  const edits = [arrows, { span: written, text: brackets }];
  building.report(
    say.edgeLabelPlace(label.span, isFree ? say.fixWith('Write the label in brackets', edits) : undefined),
  );
  if (isFree) attributes.push({ key: { text: 'label', span: label.span }, value: label });
}

function reportChain(building: Building, from: Endpoint, to: Endpoint, previous: Previous, ends: string): void {
  const again = building.text.slice(from.span.start, from.span.end);
  const line = building.lineBreak + indentAt(building, from.span.start) + again;
  const fix = say.fixWith('Write two edges', [say.insert(previous.end, line)]);
  building.report(say.chainedEdge(to.span, previous.ends, ends, fix));
}

export interface Handle {
  readonly side: Name | undefined;
  readonly end: Span;
}

export function finishHandle(
  building: Building,
  open: IToken,
  word: IToken | undefined,
  close: IToken | undefined,
): Handle {
  const end = spanOf(close ?? word ?? open);
  if (word === undefined) {
    const span = spanFrom(spanOf(open), end);
    const text = building.text.slice(span.start, span.end);
    const fixes = close === undefined ? [] : [say.fixWith('Remove it', [{ span, text: '' }])];
    building.report(say.unexpectedText(text, span, 'Write a side, as in .handle(right).', ...fixes));
    return { side: undefined, end };
  }
  if (close === undefined) {
    const fix = say.fixWith("Insert ')'", [say.insert(spanOf(word).end, ')')]);
    building.report(say.unexpectedText(open.image, spanOf(open), "Close it with ')'.", fix));
  }
  const side = { text: contentOf(word), span: spanOf(word) };
  const wrong = say.sideProblem(side) ?? quotedSide(word, side);
  if (wrong !== undefined) building.report(wrong);
  return { side, end };
}

/** `.handle("right")` */
function quotedSide(word: IToken, side: Name): Diagnostic | undefined {
  if (word.image === side.text) return undefined;
  const hint = `A side has no quotes: .handle(${side.text}).`;
  return say.unexpectedText(word.image, side.span, hint, say.replace(side.span, side.text, true));
}

/** Returns where the brackets end. */
export function finishLabels(
  building: Building,
  open: IToken,
  close: IToken | undefined,
  last: IToken,
  labels: { readonly attributes: Attribute[]; readonly bare: readonly IToken[] },
): Span {
  const span = spanFrom(spanOf(open), spanOf(close ?? last));
  if (labels.bare.length > 0) bareLabel(building, labels.bare, labels.attributes);
  else if (close === undefined && last.tokenType !== t.Unclosed) {
    const fix = say.fixWith("Insert ']'", [say.insert(span.end, ']')]);
    building.report(say.unexpectedText('[', spanOf(open), "Close it with ']'.", fix));
  }
  return span;
}

/** `[Yes]` or `["Yes"]`. */
function bareLabel(building: Building, bare: readonly IToken[], attributes: Attribute[]): void {
  const [first] = bare;
  if (first === undefined) return;
  const span = spanFrom(spanOf(first), spanOf(bare.at(-1) ?? first));
  const text = textOf(building, bare);
  const fixes: Fix[] = [];
  if (attributes.length === 0) {
    fixes.push(say.fixWith('Write label=', [{ span, text: `label=${say.quote(text)}` }]));
    attributes.push({ key: { text: 'label', span }, value: { text, span } });
  }
  building.report(say.unexpectedText(text, span, 'Write the label as [label="…"].', ...fixes));
}

// ---- attributes

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
    return;
  }
  const known = expected === ':' ? say.attributesOfNode : say.attributesOfEdge;
  if (!known.includes(key.text)) building.report(say.unknownAttribute(key, known));
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

function contentOf(token: IToken): string {
  if (tokenMatcher(token, t.Quoted)) return unquote(token.image).text;
  return tokenMatcher(token, t.OtherQuoted) ? token.image.slice(1, -1) : token.image;
}

// ---- loops

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
