import type * as ast from '../ast/ast.ts';
import { lineBreakOf, linesAtEnd } from '../ast/lane-end.ts';
import { sideOf } from '../ast/words.ts';
import { type Diagnostic, type Fix, fix, problem } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { isBlank, positionAt, type Source, type Span } from '../source/source.ts';
import type { LaneId, Node, NodeId } from './graph.ts';

/* Our wording of what looking up names finds. */

/** What a name can be mistaken for. */
export interface Known {
  readonly nodes: ReadonlyMap<NodeId, Node>;
  readonly lanes: ReadonlyMap<LaneId, { readonly nodes: readonly NodeId[] }>;
}

export function unknownNode(reference: ast.Reference, known: Known, source: Source): Diagnostic {
  const { node: name } = reference;
  const { hint, fixes } = sideAsNode(reference, known) ?? laneAsNode(reference, known) ?? similarNode(name, known);
  const written = isWritten(name, source) && (reference.lane === undefined || isWritten(reference.lane, source));
  return problem('unknown-node', name.span, `There is no node '${name.text}'.`, { hint, fixes: written ? fixes : [] });
}

/** A line that was read as it should have been may hold names that do not stand in it; there is nothing to edit. */
function isWritten({ text, span }: ast.Name, source: Source): boolean {
  return source.text.slice(span.start, span.end) === text;
}

interface Advice {
  readonly hint: string | undefined;
  readonly fixes: readonly Fix[];
}

/** `n1.right` is meant as `n1.handle(right)`. */
function sideAsNode({ lane, node }: ast.Reference, { nodes }: Known): Advice | undefined {
  if (lane === undefined || !nodes.has(lane.text) || sideOf(node.text) === undefined) return undefined;
  return instead({ start: lane.span.start, end: node.span.end }, `${lane.text}.handle(${node.text})`);
}

/** `n1.Shop` is meant as `Shop.n1`; `Shop` alone could be any of its nodes. */
function laneAsNode({ lane: prefix, node }: ast.Reference, { nodes, lanes }: Known): Advice | undefined {
  const lane = lanes.get(node.text);
  if (lane === undefined) return undefined;
  if (prefix !== undefined && nodes.has(prefix.text)) {
    return instead({ start: prefix.span.start, end: node.span.end }, `${node.text}.${prefix.text}`);
  }
  const example = `${node.text}.${lane.nodes[0] ?? 'n1'}`;
  return { hint: `'${node.text}' is a lane; write one of its nodes, as in ${example}.`, fixes: [] };
}

function similarNode(name: ast.Name, { nodes }: Known): Advice {
  const near = nearest(name.text, nodes.keys());
  if (near === undefined) return { hint: undefined, fixes: [] };
  const label = nodes.get(near)?.label ?? near;
  const called = label === near ? near : `${near} "${label}"`;
  return { hint: `Did you mean ${called}?`, fixes: [replace(name.span, near, false)] };
}

function instead(span: Span, text: string): Advice {
  return { hint: `Did you mean ${text}?`, fixes: [replace(span, text, false)] };
}

export function unknownLane(prefix: ast.Name, lane: LaneId, lanes: Iterable<LaneId>, source: Source): Diagnostic {
  const near = nearest(prefix.text, lanes);
  const hint = near === undefined || near === lane ? `Did you mean ${lane}?` : `The node is in lane ${lane}.`;
  return problem('unknown-lane', prefix.span, `There is no lane '${prefix.text}'.`, {
    hint,
    fixes: isWritten(prefix, source) ? [replace(prefix.span, lane, false)] : [],
  });
}

export function wrongLane(node: ast.Name, prefix: ast.Name, lane: LaneId, source: Source): Diagnostic {
  return problem('wrong-lane', prefix.span, `'${node.text}' is in lane ${lane}, not in ${prefix.text}.`, {
    hint: `Did you mean ${lane}.${node.text}, or another node?`,
    fixes: isWritten(prefix, source) ? [replace(prefix.span, lane, false)] : [],
  });
}

export function missingLanePrefix(node: ast.Name, lane: LaneId, source: Source): Diagnostic {
  const message = `'${node.text}' is in lane ${lane}, so it is written ${lane}.${node.text}.`;
  return problem('missing-lane-prefix', node.span, message, {
    fixes: isWritten(node, source)
      ? [fix(`Write ${lane}.${node.text}`, true, insert(node.span.start, `${lane}.`))]
      : [],
  });
}

export function duplicateNode(name: ast.Name, first: Span, source: Source): Diagnostic {
  const message = `'${name.text}' is already declared at line ${lineOf(source, first)}.`;
  return problem('duplicate-node', name.span, message, {
    hint: 'Ids are unique in the file, not in the lane; give this node another one.',
    related: [{ message: `'${name.text}' is declared here`, span: first, file: undefined }],
  });
}

export function duplicateLane(name: ast.Name, first: Span, source: Source): Diagnostic {
  const message = `Lane '${name.text}' is already declared at line ${lineOf(source, first)}; both are read as one.`;
  return problem('duplicate-lane', name.span, message, {
    hint: 'Write all of a lane between one pair of braces, or give this lane another name.',
    related: [{ message: `lane ${name.text} begins here`, span: first, file: undefined }],
  });
}

/** `whole`: the statements that stand together with the node. */
export function nodeOutsideLane(name: ast.Name, whole: Span, lanes: ReadonlySet<LaneId>, source: Source): Diagnostic {
  const lineBreak = lineBreakOf(source);
  const id = freeLane(lanes);
  const wrapped = [insert(whole.start, `${id} { # Main${lineBreak}`), insert(whole.end, `${lineBreak}}`)];
  return problem('node-outside-lane', name.span, `Node '${name.text}' is not inside a lane.`, {
    hint: 'Move it between the braces of its lane.',
    fixes: [fix('Put it into a lane of its own', false, ...wrapped)],
  });
}

/** `main`, or `main2` when there is one. */
function freeLane(lanes: ReadonlySet<LaneId>): string {
  let number = 1;
  while (lanes.has(number === 1 ? 'main' : `main${number}`)) number++;
  return number === 1 ? 'main' : `main${number}`;
}

export function duplicateEdge(span: Span, first: Span, isAlone: boolean, source: Source): Diagnostic {
  return problem('duplicate-edge', span, `This edge is already written at line ${lineOf(source, first)}.`, {
    related: [{ message: 'the same edge', span: first, file: undefined }],
    fixes:
      isAlone && hasOwnLine(source, span) ? [fix('Remove it', true, { span: wholeLine(source, span), text: '' })] : [],
  });
}

interface Home {
  readonly id: LaneId;
  readonly whole: Span;
}

export function edgeInForeignLane(edge: ast.Edge, home: Home, here: LaneId, moves: readonly Fix[]): Diagnostic {
  const message = `This edge starts in lane ${home.id} and stands in lane ${here}.`;
  return problem('edge-in-foreign-lane', edge.from.span, message, { fixes: moves });
}

export function statementOutsideLane(
  statement: ast.Edge | ast.Loop,
  home: Home | undefined,
  moves: readonly Fix[],
): Diagnostic {
  return problem('statement-outside-lane', statement.span, `This ${statement.kind} is outside its lane.`, {
    hint: home === undefined ? undefined : `It belongs into lane ${home.id}.`,
    fixes: moves,
  });
}

/** The statement's line goes, and its text stands before the lane's closing brace; not when that is missing. */
export function moveInto(home: Home, span: Span, source: Source): Fix[] {
  const written = linesAtEnd(home.whole, [source.text.slice(span.start, span.end)], source);
  if (written === undefined || !hasOwnLine(source, span)) return [];
  return [fix(`Move it into lane ${home.id}`, true, written, { span: wholeLine(source, span), text: '' })];
}

/** Nothing stands beside the statement but braces; words there would mean something else without it. */
function hasOwnLine({ text }: Source, { start, end }: Span): boolean {
  let first = start;
  let last = end;
  while (isBlank(text[first - 1])) first--;
  while (isBlank(text[last])) last++;
  const isFirst = first === 0 || /[\r\n{}>]/.test(text[first - 1] ?? '');
  return isFirst && (last === text.length || /[\r\n}]/.test(text[last] ?? ''));
}

/** The statement with its line, when it is alone there. */
function wholeLine(source: Source, span: Span): Span {
  const { text } = source;
  let start = span.start;
  let end = span.end;
  while (isBlank(text[start - 1])) start--;
  while (isBlank(text[end])) end++;
  const beginsLine = start === 0 || /[\r\n]/.test(text[start - 1] ?? '');
  const lineEnd = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0] ?? '';
  if (!beginsLine || (lineEnd === '' && end < text.length)) return span;
  return { start, end: end + lineEnd.length };
}

function lineOf(source: Source, span: Span): number {
  return positionAt(source, span.start).line;
}

function insert(at: number, text: string): { span: Span; text: string } {
  return { span: { start: at, end: at }, text };
}

function replace(span: Span, text: string, safe: boolean): Fix {
  return fix(`Replace with ${text}`, safe, { span, text });
}
