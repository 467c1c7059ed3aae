import { type IToken, tokenMatcher } from 'chevrotain';
import type { Attribute, Endpoint, Name } from '../ast/ast.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import type { Span } from '../source/source.ts';
import { type Building, indentAt, textOf } from './building.ts';
import * as say from './messages.ts';
import { contentOf, makeEdge, spanFrom } from './nodes.ts';
import { keep } from './statements.ts';

/* Actions of the grammar for edges: their ends, arrows and labels. */

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
