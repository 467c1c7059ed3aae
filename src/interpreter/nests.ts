import { type Forest, type Graph, graphOf, isWithin, type Reaches, reachability } from '../graph/paths.ts';
import type { Cycles } from './back-edges.ts';
import { addBit, emptyBits, hasBit } from './bits.ts';
import { findNesting, type Nesting } from './nesting.ts';
import type { Tracks } from './ways.ts';

/*
 * What can still come: semantics.md 4.1. A node waits for a token that can come to it without going round a loop that
 * the node itself is in. The rounds of 2.2, over the edges that carry tokens, give the loops: each component with a
 * head is a nest, and nests lie apart or within each other.
 *
 * Where there are few nodes, all that leads to an edge is looked up once and kept. Where there are many, that would take
 * too long, and an index for every nest would take quadratic memory. So each nest is seen from inside as a graph of what stands
 * directly in it, inner nests as one point each, and without the edges into its head. These graphs have no cycles, and
 * each edge belongs to one of them: that of the innermost nest around both its ends. All of them together, and the
 * graph of what stands in no nest, are one graph with at most two points for a node, and have one index.
 */

export interface Nests {
  /** Whether an edge leads round a loop that a node is in: from inside some nest around the node to its head. */
  readonly leadsRound: (edge: number, node: number) => boolean;
  /**
   * Whether a token in front of a node can come to an edge, which does not lead round a loop itself, without going
   * round a loop that the edge's target is in. O(log n) as a rule; see `reachability` for the rest.
   */
  readonly canCome: (at: number, edge: number) => boolean;
  /** Whether any way leads from one node to another. */
  readonly leads: Reaches;
}

/** The nesting of the edges that carry tokens: without replies, and with those that loops assume. */
export function nestTokens(cycles: Cycles, tracks: Tracks): Nesting {
  const entryEnd = tracks.from.lastIndexOf(-1) + 1;
  const isAsDrawn = entryEnd === tracks.to.length && !cycles.reply.includes(1);
  return isAsDrawn ? cycles.nesting : findNesting(tokenGraph(tracks), cycles.depth);
}

function tokenGraph({ nodeCount, from, to, out }: Tracks): Graph {
  const edges = out.items.subarray(0, out.start[nodeCount]);
  return graphOf(
    nodeCount,
    edges.map((edge) => from[edge] ?? 0),
    edges.map((edge) => to[edge] ?? 0),
  );
}

/** By edge: 1 for those that lead from inside a nest to its head. */
export function roundEdges({ spans }: Nesting, { from, to, out, nodeCount }: Tracks): Uint8Array {
  const round = new Uint8Array(to.length);
  for (const edge of out.items.subarray(0, out.start[nodeCount])) {
    round[edge] = Number(isWithin(spans, to[edge] ?? 0, from[edge] ?? 0));
  }
  return round;
}

/** What answers questions is built at the first one that needs it. */
export function findNests(nesting: Nesting, tracks: Tracks, round: Uint8Array): Nests {
  const { spans } = nesting;
  const leadsRound = (edge: number, node: number): boolean =>
    round[edge] === 1 && isWithin(spans, tracks.to[edge] ?? 0, node);
  return tracks.nodeCount <= fewNodes ? byTables(tracks, leadsRound) : byIndex(nesting, tracks, leadsRound);
}

// ---- few nodes

/** Up to here, all answers about an edge are found at once and kept: eight numbers each. */
const fewNodes = 256;

function byTables(tracks: Tracks, leadsRound: Nests['leadsRound']): Nests {
  const { from, to, nodeCount } = tracks;
  const beforeEdge = new Array<Int32Array | undefined>(to.length).fill(undefined);
  const beforeNode = new Array<Int32Array | undefined>(nodeCount).fill(undefined);
  const lookUpEdge = (edge: number): Int32Array => {
    const target = to[edge] ?? 0;
    return nodesBefore(tracks, from[edge] ?? 0, (each) => leadsRound(each, target));
  };
  const lookUpNode = (node: number): Int32Array => nodesBefore(tracks, node, () => false);
  return {
    leadsRound,
    canCome: (at, edge) => {
      beforeEdge[edge] ??= lookUpEdge(edge);
      return hasBit(beforeEdge[edge], at);
    },
    leads: (source, target) => {
      beforeNode[target] ??= lookUpNode(target);
      return hasBit(beforeNode[target], source);
    },
  };
}

/** All nodes that lead to one of them by open edges, as bits. O(n + m). */
function nodesBefore({ from, into, nodeCount }: Tracks, goal: number, isClosed: (edge: number) => boolean): Int32Array {
  const bits = emptyBits(nodeCount);
  const stack = [goal];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (hasBit(bits, node)) continue;
    addBit(bits, node);
    const end = into.start[node + 1] ?? 0;
    for (let place = into.start[node] ?? 0; place < end; place++) {
      const edge = into.items[place] ?? 0;
      if (!isClosed(edge)) stack.push(from[edge] ?? 0);
    }
  }
  return bits;
}

// ---- many nodes

function byIndex(nesting: Nesting, tracks: Tracks, leadsRound: Nests['leadsRound']): Nests {
  let index: Index | undefined;
  const indexOf = (): Index => {
    index ??= makeIndex(nesting, tracks, leadsRound);
    return index;
  };
  return {
    leadsRound,
    canCome: (at, edge) => canCome(indexOf(), at, edge),
    leads: (from, to) => leads(indexOf(), from, to),
  };
}

/** A nest has the number of its head. No nest is -1. */
interface Index extends Nesting {
  readonly tracks: Tracks;
  readonly leadsRound: Nests['leadsRound'];
  /** Some nest further out, so that long ways outward are short. */
  readonly jump: Int32Array;
  /** By edge: the innermost nest around both ends, and the point there from which it leads. */
  readonly nest: Int32Array;
  readonly gate: Int32Array;
  /** By nest: from this level on, the nests around it and itself are entered at their heads only. */
  readonly open: Int32Array;
  /** From point to point of one nest. */
  readonly reaches: Reaches;
  /** By gate: all nodes that lead to it, as bits. */
  readonly before: Map<number, Int32Array>;
}

function makeIndex(nesting: Nesting, tracks: Tracks, leadsRound: Nests['leadsRound']): Index {
  const { nodeCount, to } = tracks;
  const jump = jumpsOf(nesting.forest, nesting.level);
  const nest = new Int32Array(to.length).fill(-1);
  const gate = new Int32Array(to.length).fill(-1);
  const base = { ...nesting, jump };
  const [sources, targets]: [number[], number[]] = [[], []];
  for (const edge of tracks.out.items.subarray(0, tracks.out.start[nodeCount])) {
    const [source, target] = [tracks.from[edge] ?? 0, to[edge] ?? 0];
    const around = nestAround(base, source, target);
    nest[edge] = around;
    if (around === target) continue;
    gate[edge] = pointIn(base, around, source);
    sources.push(gate[edge] ?? 0);
    targets.push(pointIn(base, around, target));
  }
  return {
    ...base,
    tracks,
    leadsRound,
    nest,
    gate,
    open: openFrom(nesting, tracks, nest),
    reaches: reachability(graphOf(2 * nodeCount, Int32Array.from(sources), Int32Array.from(targets))),
    before: new Map(),
  };
}

// ---- going outward

type Levels = Pick<Index, 'forest' | 'spans' | 'level' | 'jump'>;

/** By node a nest further out, by which any other is found in O(log n) steps (Myers 1983). A root jumps to itself. */
function jumpsOf({ parent, order }: Forest, level: Int32Array): Int32Array {
  const jump = new Int32Array(parent.length);
  const levelOf = (node: number): number => level[node] ?? 0;
  for (const node of order) {
    const above = parent[node] ?? -1;
    const next = jump[above] ?? node;
    const far = jump[next] ?? node;
    const isEven = levelOf(above) - levelOf(next) === levelOf(next) - levelOf(far);
    jump[node] = above === -1 ? node : isEven ? far : above;
  }
  return jump;
}

/** The innermost nest that holds both nodes, or -1. */
function nestAround({ forest, spans, jump }: Levels, node: number, other: number): number {
  let around = node;
  while (around !== -1 && !isWithin(spans, around, other)) {
    const far = jump[around] ?? around;
    around = forest.parent[isWithin(spans, far, other) ? around : far] ?? -1;
  }
  return around;
}

/** What stands directly in a nest and holds a node of it. The head itself is a point beyond all nodes. */
function pointIn(levels: Levels, nest: number, node: number): number {
  return node === nest ? levels.level.length + node : holderAt(levels, levelIn(levels, nest), node);
}

function levelIn({ level }: Levels, nest: number): number {
  return nest === -1 ? 0 : (level[nest] ?? 0) + 1;
}

function holderAt({ forest, level, jump }: Levels, wanted: number, node: number): number {
  let holder = node;
  while ((level[holder] ?? 0) > wanted) {
    const far = jump[holder] ?? holder;
    holder = ((level[far] ?? 0) >= wanted ? far : forest.parent[holder]) ?? 0;
  }
  return holder;
}

/** A nest that is entered beside its head, as an irreducible graph has them, need not lead on to all that is in it. */
function openFrom({ forest, level }: Nesting, { to, out, nodeCount }: Tracks, nest: Int32Array): Int32Array {
  const { parent, order } = forest;
  const unbounded = level.length;
  /** By nest: the level of the outermost one that is entered here or further inside, and not at its head. */
  const entered = new Int32Array(level.length).fill(unbounded);
  const enter = (inner: number, from: number): void => {
    if (inner !== -1 && from <= (level[inner] ?? 0)) entered[inner] = Math.min(entered[inner] ?? unbounded, from);
  };
  for (const edge of out.items.subarray(0, out.start[nodeCount])) {
    const [target, around] = [to[edge] ?? 0, nest[edge] ?? -1];
    if (around !== target) enter(parent[target] ?? -1, around === -1 ? 0 : (level[around] ?? 0) + 1);
  }
  for (const node of order.toReversed()) enter(parent[node] ?? -1, entered[node] ?? unbounded);
  const open = new Int32Array(level.length);
  for (const node of order) {
    const isBeside = entered[node] !== unbounded;
    open[node] = isBeside ? (level[node] ?? 0) + 1 : (open[parent[node] ?? -1] ?? 0);
  }
  return open;
}

// ---- questions

function canCome(index: Index, at: number, edge: number): boolean {
  const { nest, gate, spans, open, reaches, tracks } = index;
  if (tracks.from[edge] === at) return true;
  const inner = nest[edge] ?? -1;
  const goal = gate[edge] ?? 0;
  if (inner === -1 || isWithin(spans, inner, at)) return reaches(pointIn(index, inner, at), goal);
  const around = nestAround(index, at, inner);
  const level = levelIn(index, around);
  // Entered at their heads, nests lead to all that is in them, and so to the gate.
  if ((open[inner] ?? 0) <= level) return reaches(pointIn(index, around, at), holderAt(index, level, inner));
  return isBefore(index, at, edge);
}

function leads(index: Index, from: number, to: number): boolean {
  const [source, target] = [holderAt(index, 0, from), holderAt(index, 0, to)];
  return source === target || index.reaches(source, target);
}

/** Numbers kept for gates that are entered in several ways; with more they are found again. */
const mostKept = 4_000_000;

function isBefore({ before, gate, nest, tracks, leadsRound }: Index, at: number, edge: number): boolean {
  const goal = gate[edge] ?? 0;
  let bits = before.get(goal);
  if (bits === undefined) {
    const inner = nest[edge] ?? -1;
    bits = nodesBefore(tracks, tracks.from[edge] ?? 0, (each) => leadsRound(each, inner));
    if ((before.size + 1) * bits.length > mostKept) before.clear();
    before.set(goal, bits);
  }
  return hasBit(bits, at);
}
