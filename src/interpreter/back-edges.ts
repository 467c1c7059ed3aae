import type { Flow, NodeId } from '../graph/graph.ts';
import {
  depths,
  dominators,
  filterEdges,
  type Graph,
  graphOf,
  isWithin,
  type NumberedFlow,
  positions,
  type Reaches,
  reachability,
  type Spans,
  spansOf,
  topologicalOrder,
} from '../graph/paths.ts';
import { findNesting, type Nesting } from './nesting.ts';
import { type NumberSet, numberSet } from './number-set.ts';

/** How a flow's edges lead round: semantics.md 2.2 and 2.3, in numbers. */
export interface Cycles {
  readonly graph: Graph;
  /** Edges from the start nearest by, over all edges; -1 for nodes that are not reached. */
  readonly depth: Int32Array;
  readonly nesting: Nesting;
  /** By edge: 1 for back edges that carry no token. */
  readonly reply: Uint8Array;
  /** Reached forward edges: without a cycle. */
  readonly forward: Graph;
  /** By node: its place in a topological order of the forward graph. */
  readonly position: Int32Array;
  /** Whether forward edges lead from one node to another. Its index is built at the first question. */
  readonly reaches: Reaches;
  /** Scratch for searches. */
  readonly seen: NumberSet;
}

export function findCycles(
  flow: Flow,
  numbered: NumberedFlow,
  starts: readonly number[],
  strictTokens: boolean,
): Cycles {
  const { graph } = numbered;
  const depth = depths(graph, starts);
  const nesting = findNesting(graph, depth);
  const isForward = graph.from.map((from, edge) => (depth[from] === -1 || nesting.back[edge] === 1 ? 0 : 1));
  const forward = filterEdges(graph, Uint8Array.from(isForward)).graph;
  const position = positions(topologicalOrder(forward), graph.nodeCount);
  const reply = new Uint8Array(graph.from.length);
  const seen = numberSet(graph.nodeCount);
  const reaches = lazily(() => reachability(forward));
  const cycles: Cycles = { graph, depth, nesting, reply, forward, position, reaches, seen };
  if (!strictTokens) for (const edge of findReplies(flow, numbered, cycles, starts)) reply[edge] = 1;
  return cycles;
}

function lazily(make: () => Reaches): Reaches {
  let made: Reaches | undefined;
  return (from, to) => {
    made ??= make();
    return made(from, to);
  };
}

/** Back edges that carry tokens. */
export function isTokenBack({ nesting, reply }: Cycles, edge: number): boolean {
  return nesting.back[edge] === 1 && reply[edge] === 0;
}

// ---- bodies

/**
 * The body of back edges into the same head: the head first, then what reaches their sources inside the
 * head's component without passing the head. Stops early at a node that is enough. O(edges into the body).
 */
export function bodyOf(cycles: Cycles, edges: readonly number[], isEnough = (_: number): boolean => false): number[] {
  const { graph, seen } = cycles;
  const head = graph.to[edges[0] ?? -1];
  if (head === undefined) return [];
  seen.clear();
  seen.add(head);
  const body = [head];
  if (isEnough(head)) return body;
  for (const edge of edges) if (seen.add(graph.from[edge] ?? head)) body.push(graph.from[edge] ?? head);
  for (let index = 1; index < body.length; index++) {
    const node = body[index] ?? head;
    if (isEnough(node)) return body;
    addSources(cycles, head, node, body);
  }
  return body;
}

function addSources({ graph, nesting, seen }: Cycles, head: number, node: number, body: number[]): void {
  const end = graph.incoming.start[node + 1] ?? 0;
  for (let place = graph.incoming.start[node] ?? 0; place < end; place++) {
    const source = graph.from[graph.incoming.items[place] ?? 0] ?? head;
    if (isWithin(nesting.spans, head, source) && seen.add(source)) body.push(source);
  }
}

// ---- replies

/** Answers drawn as edges back to the step that asked, which would otherwise start it again for ever. */
function findReplies(flow: Flow, { graph, ids }: NumberedFlow, cycles: Cycles, starts: readonly number[]): number[] {
  const nodes = [...flow.nodes.values()];
  const candidates = edgesOf(graph).filter((edge) => {
    const from = nodes[graph.from[edge] ?? -1];
    const isBack = cycles.nesting.back[edge] === 1;
    return isBack && from?.shape !== 'diamond' && from?.lane !== nodes[graph.to[edge] ?? -1]?.lane;
  });
  if (candidates.length === 0) return [];
  const dominance = dominanceFrom(graph, starts);
  const share = loopSharing(flow, ids);
  const decides = (node: number): boolean => nodes[node]?.shape === 'diamond' && outDegree(graph, node) > 1;
  const holdsDecision = decisionFinder(cycles, decides);
  return candidates.filter((edge) => {
    const [from, to] = [graph.from[edge] ?? -1, graph.to[edge] ?? -1];
    const isReply = isWithin(dominance, to, from) && !share(from, to);
    return isReply && (outDegree(cycles.forward, from) > 0 || !holdsDecision(edge));
  });
}

function edgesOf(graph: Graph): number[] {
  return [...graph.from.keys()];
}

function outDegree({ outgoing }: Graph, node: number): number {
  return (outgoing.start[node + 1] ?? 0) - (outgoing.start[node] ?? 0);
}

/** Over all ways from the starts, which an extra node leads to. */
function dominanceFrom(graph: Graph, starts: readonly number[]): Spans {
  const root = graph.nodeCount;
  const from = appended(
    graph.from,
    starts.map(() => root),
  );
  const to = appended(graph.to, starts);
  return spansOf(dominators(graphOf(root + 1, from, to), root));
}

function appended(numbers: Int32Array, more: readonly number[]): Int32Array {
  const all = new Int32Array(numbers.length + more.length);
  all.set(numbers);
  all.set(more, numbers.length);
  return all;
}

/** Whether some loop lists both nodes. */
function loopSharing(flow: Flow, ids: readonly NodeId[]): (a: number, b: number) => boolean {
  const loopsOf = new Map<NodeId, Set<number>>();
  flow.loops.forEach(({ members }, loop) => {
    for (const member of members) loopsOf.set(member, (loopsOf.get(member) ?? new Set()).add(loop));
  });
  return (a, b) => {
    const others = loopsOf.get(ids[b] ?? '');
    return others !== undefined && [...(loopsOf.get(ids[a] ?? '') ?? [])].some((loop) => others.has(loop));
  };
}

/** Whether the body of an edge holds a decision. Components without any are answered without a search. */
function decisionFinder(cycles: Cycles, decides: (node: number) => boolean): (edge: number) => boolean {
  const { graph, nesting } = cycles;
  const { first, last } = nesting.spans;
  const before = new Int32Array(graph.nodeCount + 1);
  first.forEach((place, node) => {
    if (place !== -1 && decides(node)) before[place + 1] = 1;
  });
  for (let place = 1; place < before.length; place++) before[place] = (before[place] ?? 0) + (before[place - 1] ?? 0);
  return (edge) => {
    const head = graph.to[edge] ?? -1;
    if (before[(last[head] ?? 0) + 1] === before[first[head] ?? 0]) return false;
    return bodyOf(cycles, [edge], decides).some(decides);
  };
}
