import type { Flow } from '../graph/graph.ts';
import { type Groups, groupBy, groupOf } from '../graph/paths.ts';
import { type Cycles, isTokenBack } from './back-edges.ts';
import type { Bindings } from './loops.ts';

/*
 * What tokens move on, and the ways out of each node: semantics.md 2.4, in numbers. Drawn edges keep their
 * numbers; after them come the entry edges, one for each start, and then the edges that loops assume.
 */

export interface Tracks {
  readonly nodeCount: number;
  readonly drawnCount: number;
  /** -1 for entry edges. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 for edges that lead back and carry a token. */
  readonly back: Uint8Array;
  /** The loop an edge is bound to, or -1. */
  readonly loopOf: Int32Array;
  /** Edges that carry tokens, by source and by target; entry edges are in neither. */
  readonly out: Groups;
  readonly into: Groups;
  /** The same without edges that lead back, by target. */
  readonly forwardInto: Groups;
}

/**
 * Ways out of nodes, numbered through. A token takes all edges of a way at once; without any it ends. Every node
 * has one way at least, and chooses when it has several.
 */
export interface Ways {
  /** By node, and one more entry at the end. */
  readonly firstWay: Int32Array;
  /** By way. */
  readonly edges: Groups;
  /** By way: the loop that it goes round again where no drawn way says so, or -1. */
  readonly again: Int32Array;
}

export function layTracks(cycles: Cycles, starts: readonly number[], { loops, loopOf }: Bindings): Tracks {
  const { graph, depth, reply } = cycles;
  const implicit = loops.flatMap((binding, loop) => (binding.kind === 'implicit' ? [{ ...binding, loop }] : []));
  const [sources, targets] = [implicit.map((edge) => edge.from), implicit.map((edge) => edge.to)];
  const boundTo = implicit.map((edge) => edge.loop);
  const nowhere = starts.map(() => -1);
  const from = appended(graph.from, nowhere, sources);
  const to = appended(graph.to, starts, targets);
  const drawnCount = graph.from.length;
  const entryEnd = drawnCount + starts.length;
  const back = new Uint8Array(to.length).fill(1, entryEnd);
  for (let edge = 0; edge < drawnCount; edge++) back[edge] = Number(isTokenBack(cycles, edge));
  const carries = (edge: number): boolean => from[edge] !== -1 && depth[from[edge] ?? 0] !== -1 && reply[edge] !== 1;
  const { nodeCount } = graph;
  return {
    nodeCount,
    drawnCount,
    from,
    to,
    back,
    loopOf: appended(loopOf, nowhere, boundTo),
    out: gather(nodeCount, from, carries),
    into: gather(nodeCount, to, carries),
    forwardInto: gather(nodeCount, to, (edge) => carries(edge) && back[edge] === 0),
  };
}

/** Edges of some kind by one of their ends; all others stand in a last group. */
function gather(nodeCount: number, ends: Int32Array, isWanted: (edge: number) => boolean): Groups {
  const keys = ends.map((node, edge) => (isWanted(edge) ? node : nodeCount));
  return groupBy(nodeCount + 1, keys);
}

function appended(numbers: Int32Array, ...more: readonly (readonly number[])[]): Int32Array {
  const all = new Int32Array(more.reduce((length, each) => length + each.length, numbers.length));
  all.set(numbers);
  all.set(more.flat(), numbers.length);
  return all;
}

/** The ways out of every node, as the drawing and the bound loops have it. */
export function findWays(flow: Flow, tracks: Tracks): Ways {
  const builder = beginWays();
  let node = 0;
  for (const { shape } of flow.nodes.values()) {
    const edges = groupOf(tracks.out, node++);
    if (shape === 'diamond' && edges.length > 1) for (const edge of edges) addWay(builder, [edge], -1);
    else if (asksAgain(edges, tracks.loopOf)) addQuestion(builder, edges, tracks.loopOf);
    else addWay(builder, edges, -1);
    endNode(builder);
  }
  return endWays(builder);
}

/** Whether a node that does not choose leads on as well as round a loop, or round several. */
function asksAgain(edges: Int32Array, loopOf: Int32Array): boolean {
  return edges.some((edge) => loopOf[edge] !== loopOf[edges[0] ?? 0]);
}

/** The same ways, but some nodes are asked whether to go round again or to go on, which ends the token there. */
export function withQuestions(ways: Ways, tracks: Tracks, asked: ReadonlySet<number>): Ways {
  if (asked.size === 0) return ways;
  const builder = beginWays();
  for (let node = 0; node < tracks.nodeCount; node++) {
    const first = ways.firstWay[node] ?? 0;
    if (asked.has(node)) addQuestion(builder, groupOf(ways.edges, first), tracks.loopOf);
    else {
      for (let way = first; way < (ways.firstWay[node + 1] ?? 0); way++) {
        addWay(builder, groupOf(ways.edges, way), ways.again[way] ?? -1);
      }
    }
    endNode(builder);
  }
  return endWays(builder);
}

interface WayBuilder {
  readonly firstWay: number[];
  readonly start: number[];
  readonly items: number[];
  readonly again: number[];
}

function beginWays(): WayBuilder {
  return { firstWay: [0], start: [0], items: [], again: [] };
}

function addWay({ start, items, again }: WayBuilder, edges: Iterable<number>, loop: number): void {
  for (const edge of edges) items.push(edge);
  start.push(items.length);
  again.push(loop);
}

/** Each loop again, in source order, or go on. */
function addQuestion(builder: WayBuilder, edges: Int32Array, loopOf: Int32Array): void {
  const loops = new Set([...edges].map((edge) => loopOf[edge] ?? -1));
  for (const loop of [...loops].sort((a, b) => a - b)) {
    if (loop === -1) continue;
    addWay(
      builder,
      edges.filter((edge) => loopOf[edge] === loop),
      loop,
    );
  }
  addWay(
    builder,
    edges.filter((edge) => loopOf[edge] === -1),
    -1,
  );
}

function endNode({ firstWay, again }: WayBuilder): void {
  firstWay.push(again.length);
}

function endWays({ firstWay, start, items, again }: WayBuilder): Ways {
  const edges = { start: Int32Array.from(start), items: Int32Array.from(items) };
  return { firstWay: Int32Array.from(firstWay), edges, again: Int32Array.from(again) };
}
