import type * as ast from '../ast/ast.ts';
import { linesAtEnd, linesBelow } from '../ast/lane-end.ts';
import { type Edit, type Fix, fix } from '../diagnostics/diagnostic.ts';
import type { Flow, LaneId, Node, NodeId, Shape } from '../graph/graph.ts';
import type { Subject } from './rule.ts';
import { lastEdgeInto, namesSides, writtenLane, writtenNode } from './written.ts';

/* Fixes that write statements: in canonical form, in the lane where they belong. */

/** The node's shape, replaced. */
export function reshape(subject: Subject, node: Node, shape: Shape): Fix[] {
  const written = writtenNode(subject, node);
  return written === undefined ? [] : [fix(`Make it a ${shape}`, false, { span: written.shape.span, text: shape })];
}

/** A circle in the lane of a node, and an edge between the two. */
export function addCircle(subject: Subject, node: Node, id: NodeId, role: 'start' | 'end'): Fix[] {
  const label = role === 'start' ? 'Start' : 'End';
  const circle = `${id}: circle label:"${label}"`;
  const [from, to] = role === 'start' ? [id, node.id] : [node.id, id];
  const edge = edgeWords(subject, { id: from, lane: node.lane }, { id: to, lane: node.lane });
  const edits = placeCircle(subject, node, circle, edge);
  return edits.length === 0 ? [] : [fix(`Add ${id} "${label}" and ${from} -> ${to}`, false, ...edits)];
}

/** The circle below its neighbor, the edge below one that leads to the neighbor; else at the end of the lane. */
function placeCircle(subject: Subject, node: Node, circle: string, edge: string): readonly Edit[] {
  const atNode = below(subject, writtenNode(subject, node), circle);
  const atEdge = below(subject, lastEdgeInto(subject, node), edge);
  const rest = [...(atNode === undefined ? [circle] : []), ...(atEdge === undefined ? [edge] : [])];
  const atEnd = rest.length === 0 ? undefined : atEndOf(subject, node.lane, rest);
  return rest.length > 0 && atEnd === undefined ? [] : [atNode, atEdge, atEnd].filter((edit) => edit !== undefined);
}

function below({ source }: Subject, statement: ast.Node | ast.Edge | undefined, line: string): Edit | undefined {
  if (statement === undefined) return undefined;
  return linesBelow(statement.comment?.span.end ?? statement.span.end, [line], source);
}

/** New lines at the end of a lane. */
export function atEndOf(subject: Subject, lane: LaneId, lines: readonly string[]): Edit | undefined {
  const written = writtenLane(subject, lane);
  return written === undefined ? undefined : linesAtEnd(written.span, lines, subject.source);
}

/** An edge as its lane writes it, with sides where all edges of the flow have them. */
export function edgeWords(subject: Subject, from: Pick<Node, 'id' | 'lane'>, to: Pick<Node, 'id' | 'lane'>): string {
  const target = to.lane === from.lane ? to.id : `${to.lane}.${to.id}`; // it may be a node that is yet to be written
  if (!namesSides(subject)) return `${from.id} -> ${target}`;
  const [out, into] = to.lane === from.lane ? ['right', 'left'] : ['bottom', 'top'];
  return `${from.id}.handle(${out}) -> ${target}.handle(${into})`;
}

/** The number behind the highest of n1, n2, …, for new nodes. */
export function freeNumber({ nodes }: Flow): number {
  let highest = 0;
  for (const id of nodes.keys()) {
    const [, digits] = /^n(\d{1,9})$/.exec(id) ?? [];
    highest = Math.max(highest, Number(digits ?? 0));
  }
  return highest + 1;
}
