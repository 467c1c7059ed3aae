import type { Comment, Document, Edge, Endpoint, Item, Lane, Name, Node } from '../ast/ast.ts';
import type { Code } from '../diagnostics/codes.ts';
import { type Diagnostic, fix, problem, type Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';

/*
 * What authors who also edit in FlowZap want to hear. All of it is off unless the profile or a rule
 * asks for it, so it is looked for only then.
 */

export const habitCodes: readonly Code[] = [
  'prose-outside-lanes',
  'extra-comment',
  'missing-handle',
  'missing-display-label',
  'node-id-form',
  'id-gap',
  'id-order',
];

export function habits(document: Document, source: Source): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const lanes = document.items.filter((item) => item.kind === 'lane');
  const laneOf = new Map(lanes.flatMap((lane) => nodesIn(lane).map((node) => [node.name.text, lane.name.text])));
  for (const item of document.items) checkItem(item, laneOf, source, report);
  checkIds(lanes.flatMap(nodesIn), report);
  return diagnostics;
}

type LaneOf = ReadonlyMap<string, string>;

function checkItem(item: Item, laneOf: LaneOf, source: Source, report: Report): void {
  if (item.kind === 'prose') report(problem('prose-outside-lanes', item.span, 'There is text outside the lanes.'));
  if (item.kind === 'edge') checkHandles(item, laneOf, report);
  if (item.kind !== 'lane') return;
  if (item.label === undefined) report(missingDisplayLabel(item, source));
  for (const inner of item.items) {
    const comment = inner.kind === 'comment' ? inner : inner.comment;
    if (comment !== undefined) report(extraComment(comment));
    if (inner.kind === 'edge') checkHandles(inner, laneOf, report);
    if (inner.kind === 'node' && !/^n\d+$/.test(inner.name.text)) report(nodeIdForm(inner.name));
  }
}

function nodesIn(lane: Lane): Node[] {
  return lane.items.filter((item) => item.kind === 'node');
}

/** The id as words: `NightShift` becomes `Night Shift`. */
function missingDisplayLabel({ name }: Lane, { text }: Source): Diagnostic {
  const brace = text.indexOf('{', name.span.end) + 1;
  const words = name.text.replace(/[_-]+/g, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const label = ` # ${words}`;
  const standsAlone = /^[ \t\u00A0]*(?:[\r\n]|$)/.test(text.slice(brace, brace + 200));
  const written = { span: { start: brace, end: brace }, text: label };
  return problem('missing-display-label', name.span, `Lane '${name.text}' has no display label.`, {
    hint: `Write ${name.text} {${label}`,
    fixes: standsAlone ? [fix('Add the name as label', false, written)] : [],
  });
}

function extraComment(comment: Comment): Diagnostic {
  return problem('extra-comment', comment.span, "A lane has room for one '#' line, its label.");
}

function nodeIdForm(name: Name): Diagnostic {
  return problem('node-id-form', name.span, `'${name.text}' is not n and a number.`);
}

/** Within a lane flows go from right to left sides, across lanes from bottom to top. */
function checkHandles({ from, to }: Edge, laneOf: LaneOf, report: Report): void {
  const isAcross = laneOf.get(from.node.text) !== laneOf.get(to.node.text);
  if (from.side === undefined) report(missingHandle(from, isAcross ? 'bottom' : 'right'));
  if (to.side === undefined) report(missingHandle(to, isAcross ? 'top' : 'left'));
}

function missingHandle(end: Endpoint, side: string): Diagnostic {
  const at = { start: end.node.span.end, end: end.node.span.end };
  return problem('missing-handle', end.node.span, `'${end.node.text}' has no handle.`, {
    fixes: [fix(`Write .handle(${side})`, false, { span: at, text: `.handle(${side})` })],
  });
}

function checkIds(nodes: readonly Node[], report: Report): void {
  const numbered = nodes.flatMap(({ name }) =>
    /^n\d{1,9}$/.test(name.text) ? [{ name, number: numberOf(name) }] : [],
  );
  numbered.forEach(({ name, number }, index) => {
    const next = numbered[index + 1];
    if (next === undefined || next.number > number) return;
    report(problem('id-order', name.span, `'${name.text}' stands before '${next.name.text}'.`));
  });
  const sorted = numbered.toSorted((a, b) => a.number - b.number);
  sorted.forEach(({ name, number }, index) => {
    const before = sorted[index - 1];
    if (before === undefined || number <= before.number + 1) return;
    report(problem('id-gap', name.span, `Ids go from ${before.name.text} to ${name.text}.`));
  });
}

function numberOf(name: Name): number {
  return Number(name.text.slice(1));
}
