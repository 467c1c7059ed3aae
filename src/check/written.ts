import type * as ast from '../ast/ast.ts';
import type { Edge, LaneId, Loop, Node } from '../graph/graph.ts';
import type { Subject } from './rule.ts';

/** The statements that a flow was made of, by the offset at which each begins. */
interface Written {
  readonly nodes: ReadonlyMap<number, ast.Node>;
  readonly edges: ReadonlyMap<number, ast.Edge>;
  readonly loops: ReadonlyMap<number, WrittenLoop>;
  readonly lanes: ReadonlyMap<LaneId, ast.Lane>;
  /** By lane and target: the last edge of the lane that leads there. */
  readonly lastInto: ReadonlyMap<string, ast.Edge>;
  /** All edges name both sides. */
  readonly hasSides: boolean;
}

export interface WrittenLoop {
  readonly statement: ast.Loop;
  /** The lane it stands in; undefined outside lanes. */
  readonly lane: LaneId | undefined;
}

export function writtenNode({ document }: Subject, node: Node): ast.Node | undefined {
  return writtenIn(document).nodes.get(node.span.start);
}

export function writtenEdge({ document }: Subject, edge: Edge): ast.Edge | undefined {
  return writtenIn(document).edges.get(edge.span.start);
}

export function writtenLoop({ document }: Subject, loop: Loop): WrittenLoop | undefined {
  return writtenIn(document).loops.get(loop.span.start);
}

export function writtenLane({ document }: Subject, lane: LaneId): ast.Lane | undefined {
  return writtenIn(document).lanes.get(lane);
}

/** The last edge in the node's own lane that leads to it. */
export function lastEdgeInto({ document }: Subject, { id, lane }: Node): ast.Edge | undefined {
  return writtenIn(document).lastInto.get(`${lane} ${id}`);
}

/** Whether the author names the sides of all edges. */
export function namesSides({ document }: Subject): boolean {
  return writtenIn(document).hasSides;
}

const known = new WeakMap<ast.Document, Written>();

function writtenIn(document: ast.Document): Written {
  const found = known.get(document) ?? collect(document);
  known.set(document, found);
  return found;
}

function collect(document: ast.Document): Written {
  const nodes = new Map<number, ast.Node>();
  const edges = new Map<number, ast.Edge>();
  const loops = new Map<number, WrittenLoop>();
  const lanes = new Map<LaneId, ast.Lane>();
  const lastInto = new Map<string, ast.Edge>();
  const add = (item: ast.Item, lane: LaneId | undefined): void => {
    if (item.kind === 'node') nodes.set(item.name.span.start, item);
    if (item.kind === 'edge') edges.set(item.span.start, item);
    if (item.kind === 'edge' && lane !== undefined) lastInto.set(`${lane} ${item.to.node.text}`, item);
    if (item.kind === 'loop') loops.set(item.span.start, { statement: item, lane });
  };
  for (const item of document.items) {
    add(item, undefined);
    if (item.kind !== 'lane') continue;
    lanes.set(item.name.text, item);
    for (const inner of item.items) add(inner, item.name.text);
  }
  const hasSides = edges.size > 0 && [...edges.values()].every(({ from, to }) => from.side && to.side);
  return { nodes, edges, loops, lanes, lastInto, hasSides };
}
