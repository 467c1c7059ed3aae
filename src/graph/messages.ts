import type * as ast from '../ast/ast.ts';
import { type Diagnostic, type Fix, fix, problem } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import type { LaneId, Node, NodeId } from './graph.ts';

/* Our wording of what looking up names finds. */

export function unknownNode(name: ast.Name, nodes: ReadonlyMap<NodeId, Node>): Diagnostic {
  const near = nearest(name.text, nodes.keys());
  const label = near === undefined ? undefined : nodes.get(near)?.label;
  const called = label === undefined || label === near ? near : `${near} "${label}"`;
  return problem('unknown-node', name.span, `There is no node '${name.text}'.`, {
    hint: near === undefined ? undefined : `Did you mean ${called}?`,
    fixes: near === undefined ? [] : [replace(name.span, near, false)],
  });
}

export function unknownLane(prefix: ast.Name, lane: LaneId, lanes: Iterable<LaneId>): Diagnostic {
  const near = nearest(prefix.text, lanes);
  const hint = near === undefined || near === lane ? `Did you mean ${lane}?` : `The node is in lane ${lane}.`;
  return problem('unknown-lane', prefix.span, `There is no lane '${prefix.text}'.`, {
    hint,
    fixes: [replace(prefix.span, lane, false)],
  });
}

export function wrongLane(node: ast.Name, prefix: ast.Name, lane: LaneId): Diagnostic {
  return problem('wrong-lane', prefix.span, `'${node.text}' is in lane ${lane}, not in ${prefix.text}.`, {
    hint: `Did you mean ${lane}.${node.text}, or another node?`,
    fixes: [replace(prefix.span, lane, false)],
  });
}

export function missingLanePrefix(node: ast.Name, lane: LaneId): Diagnostic {
  const message = `'${node.text}' is in lane ${lane}, so it is written ${lane}.${node.text}.`;
  return problem('missing-lane-prefix', node.span, message, {
    fixes: [fix(`Write ${lane}.${node.text}`, true, insert(node.span.start, `${lane}.`))],
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

export function nodeOutsideLane(node: ast.Node): Diagnostic {
  const wrapped = [insert(node.span.start, 'main { # Main\n'), insert(node.span.end, '\n}')];
  return problem('node-outside-lane', node.name.span, `Node '${node.name.text}' is not inside a lane.`, {
    hint: 'Move it between the braces of its lane.',
    fixes: [fix('Put it into a lane of its own', false, ...wrapped)],
  });
}

export function duplicateEdge(span: Span, first: Span, source: Source): Diagnostic {
  return problem('duplicate-edge', span, `This edge is already written at line ${lineOf(source, first)}.`, {
    related: [{ message: 'the same edge', span: first, file: undefined }],
    fixes: [fix('Remove it', true, { span: wholeLine(source, span), text: '' })],
  });
}

interface Home {
  readonly id: LaneId;
  readonly whole: Span;
}

export function edgeInForeignLane(edge: ast.Edge, home: Home, here: LaneId, source: Source): Diagnostic {
  const message = `This edge starts in lane ${home.id} and stands in lane ${here}.`;
  return problem('edge-in-foreign-lane', edge.from.span, message, { fixes: [moveInto(home, edge.span, source)] });
}

export function statementOutsideLane(
  statement: ast.Edge | ast.Loop,
  home: Home | undefined,
  source: Source,
): Diagnostic {
  return problem('statement-outside-lane', statement.span, `This ${statement.kind} is outside its lane.`, {
    hint: home === undefined ? undefined : `It belongs into lane ${home.id}.`,
    fixes: home === undefined ? [] : [moveInto(home, statement.span, source)],
  });
}

/** The statement's line goes, and its text stands before the lane's closing brace. */
function moveInto(home: Home, span: Span, source: Source): Fix {
  const { text } = source;
  const lineBreak = (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n') + source.margin;
  const brace = home.whole.end - 1;
  const line = Math.max(text.lastIndexOf('\n', brace - 1), text.lastIndexOf('\r', brace - 1)) + 1;
  const standsAlone = text.slice(line, brace).trim() === '';
  const at = standsAlone ? line : brace;
  const moved = `${standsAlone ? '' : lineBreak}  ${text.slice(span.start, span.end)}${lineBreak}`;
  return fix(`Move it into lane ${home.id}`, true, insert(at, moved), { span: wholeLine(source, span), text: '' });
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

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\u00A0';
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
