// Paths cut into runs along strips, and the order of everything within each strip, chosen so that no
// crossing is made that the paths do not need. Still no coordinates: only before and after.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import type { Path } from './route.ts';

/**
 * Something that runs along a strip, from cell `low` to cell `high` (numbers of the strips across it).
 * Edges end at node borders, so node cells are not part of a run.
 */
export interface Run {
  readonly kind: 'edge' | 'label' | 'frame';
  /** Number of the edge; for labels of the edge they belong to, for frames the frame's number. */
  readonly owner: number;
  readonly horizontal: boolean;
  readonly strip: number;
  readonly low: number;
  readonly high: number;
  readonly lowEnd: RunEnd;
  readonly highEnd: RunEnd;
  /** For edges: place in its edge, from 0. For frames: 0 left, 1 right, 2 top, 3 bottom. */
  readonly place: number;
  /** The edge goes on at the high end. */
  readonly forward: boolean;
}

export interface RunEnd {
  /** −1: turns to smaller coordinates, 1: to larger ones, 0: ends at a node or nowhere. */
  readonly turn: -1 | 0 | 1;
  /** The run it turns into, or −1. */
  readonly run: number;
  /** The node it ends at, or −1. */
  readonly node: number;
}

export const noEnd: RunEnd = { turn: 0, run: -1, node: -1 };

export interface Runs {
  readonly runs: readonly Run[];
  /** By edge: its runs from source to target. */
  readonly ofEdge: readonly (readonly number[])[];
}

export function cutIntoRuns(lattice: Lattice, paths: readonly Path[]): Runs {
  const runs: Run[] = [];
  const ofEdge = paths.map((path, edge) => {
    const first = runs.length;
    const pieces = straightPieces(lattice.across, path);
    pieces.forEach((piece, place) => {
      runs.push(
        runOf(lattice, { edge, place, piece, before: pieces[place - 1], after: pieces[place + 1], id: first + place }),
      );
    });
    return pieces.map((_, place) => first + place);
  });
  return { runs, ofEdge };
}

/** Corner cells of a path, two by two. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly horizontal: boolean;
}

function straightPieces(across: number, path: Path): readonly Piece[] {
  const isSideways = (a: number, b: number): boolean =>
    Math.abs(b - a) === 1 && Math.floor(a / across) === Math.floor(b / across);
  if (path.length === 3 && path[0] === path[2])
    return selfLoop(at(path, 0), at(path, 1), isSideways(at(path, 0), at(path, 1)));
  const pieces: Piece[] = [];
  let start = at(path, 0);
  for (let k = 1; k < path.length; k++) {
    const [before, here, after] = [at(path, k - 1), at(path, k), path[k + 1]];
    if (after !== undefined && after - here === here - before) continue;
    pieces.push({ start, end: here, horizontal: isSideways(before, here) });
    start = here;
  }
  return pieces;
}

/** Out of a side and back into it: there, across within one cell, and back. */
function selfLoop(node: number, cell: number, horizontal: boolean): readonly Piece[] {
  return [
    { start: node, end: cell, horizontal },
    { start: cell, end: cell, horizontal: !horizontal },
    { start: cell, end: node, horizontal },
  ];
}

interface Cut {
  readonly edge: number;
  readonly place: number;
  readonly piece: Piece;
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
  readonly id: number;
}

function runOf(lattice: Lattice, { edge, place, piece, before, after, id }: Cut): Run {
  const { across, nodeAt } = lattice;
  const { start, end, horizontal } = piece;
  const along = (cell: number): number => (horizontal ? cell % across : Math.floor(cell / across));
  const other = (cell: number): number => (horizontal ? Math.floor(cell / across) : cell % across);
  const back: RunEnd =
    before === undefined
      ? { turn: 0, run: -1, node: at(nodeAt, start) }
      : { turn: turnOf(other(before.start) - other(start), -1), run: id - 1, node: -1 };
  const front: RunEnd =
    after === undefined
      ? { turn: 0, run: -1, node: at(nodeAt, end) }
      : { turn: turnOf(other(after.end) - other(end), 1), run: id + 1, node: -1 };
  const [a, b] = [along(start), along(end)];
  // A self-loop's middle has no length on the lattice; its first end counts as the low one.
  const forward = b >= a;
  const inner = (cell: number, isEnd: boolean, step: number): number => (isEnd ? cell + step : cell);
  const low = forward ? inner(a, before === undefined, 1) : inner(b, after === undefined, 1);
  const high = forward ? inner(b, after === undefined, -1) : inner(a, before === undefined, -1);
  return {
    kind: 'edge',
    owner: edge,
    horizontal,
    strip: other(start),
    low,
    high,
    lowEnd: forward ? back : front,
    highEnd: forward ? front : back,
    place,
    forward,
  };
}

/** Where two corners fall into one cell (self-loops) the sign is chosen: leave towards larger, come from smaller. */
function turnOf(difference: number, otherwise: -1 | 1): -1 | 1 {
  if (difference === 0) return otherwise;
  return difference < 0 ? -1 : 1;
}

/** Everything in one strip, first to last. */
export type StripOrder = readonly number[];

/** Says by which amount a must stand before b (> 0) or after it (< 0); 0 when it does not matter. */
export type Preference = (a: number, b: number) => number;

export function preferenceOf(runs: readonly Run[]): Preference {
  return (a, b) => {
    const [s, t] = [at(runs, a), at(runs, b)];
    if (s.kind === 'edge' && t.kind === 'edge') return edgePreference(runs, a, b);
    if (s.kind === 'frame' || t.kind === 'frame') return framePreference(s, t);
    return labelPreference(s, a, t, b);
  };
}

const forced = 1000;

function edgePreference(runs: readonly Run[], a: number, b: number): number {
  const [s, t] = [at(runs, a), at(runs, b)];
  if (s.owner === t.owner) return sameEdgePreference(runs, a, b);
  const first = s.owner < t.owner ? s : t;
  const ahead = walk(runs, a, b, first.forward, 0);
  const behind = walk(runs, a, b, !first.forward, 0);
  if (ahead !== 0 && behind !== 0) return ahead === behind ? -3 * ahead : -0.6 * ahead;
  if (ahead !== 0 || behind !== 0) return -2 * (ahead + behind);
  return -0.5 * walk(runs, a, b, first.forward, s.owner < t.owner ? -1 : 1);
}

/** Two runs of one edge in one strip: nested as they turn, else in their order. */
function sameEdgePreference(runs: readonly Run[], a: number, b: number): number {
  const [s, t] = [at(runs, a), at(runs, b)];
  const isLoopPair =
    Math.abs(s.place - t.place) === 2 &&
    s.lowEnd.node >= 0 === t.lowEnd.node >= 0 &&
    s.low === t.low &&
    s.high === t.high;
  if (isLoopPair) return s.place < t.place ? forced : -forced;
  const [low, high] = [walk(runs, a, b, false, 0), walk(runs, a, b, true, 0)];
  return low + high === 0 ? (s.place < t.place ? 0.5 : -0.5) : -2 * (low + high);
}

/**
 * Walks both edges from a shared strip to where they part, at the high or the low end. −1: a belongs
 * before b, 1: after it, 0: they end at the same port side. Round a shared corner the answer may swap.
 */
function walk(runs: readonly Run[], a: number, b: number, atHigh: boolean, tie: number): number {
  let [s, t, high, sign] = [at(runs, a), at(runs, b), atHigh, 1];
  for (let step = 0; step < 64; step++) {
    const [sEnd, tEnd] = high ? [s.highEnd, t.highEnd] : [s.lowEnd, t.lowEnd];
    const [sAt, tAt] = high ? [s.high, t.high] : [-s.low, -t.low];
    if (sAt < tAt) return sign * sEnd.turn;
    if (tAt < sAt) return -sign * tEnd.turn;
    if (sEnd.turn !== tEnd.turn) return sign * (sEnd.turn === 0 ? -tEnd.turn : sEnd.turn);
    if (sEnd.turn === 0) return sign * tie;
    sign *= high ? -sEnd.turn : sEnd.turn;
    high = sEnd.turn === 1;
    s = at(runs, sEnd.run);
    t = at(runs, tEnd.run);
  }
  return sign * tie;
}

/** Frames stand closest to their nodes: left and top lines come last in their channel, right and bottom ones first. */
function framePreference(s: Run, t: Run): number {
  const rank = (run: Run): number => {
    if (run.kind !== 'frame') return 0;
    const depth = 1 / (2 + run.owner);
    return run.place === 0 || run.place === 2 ? 1 - depth : depth - 1;
  };
  const difference = rank(t) - rank(s);
  return Math.sign(difference) * forced;
}

/** A label stays on its own side of its edge's corner; otherwise it has no wish. */
function labelPreference(s: Run, a: number, t: Run, b: number): number {
  if (t.kind === 'label' && s.kind !== 'label') return -labelPreference(t, b, s, a);
  // s is a label. Its own edge's turn lies beyond the end at which the labelled run turns.
  if (s.lowEnd.run === b) return -forced;
  if (s.highEnd.run === b) return forced;
  return 0;
}

const siftLimit = 160;

/** Orders the strip: greedily by what has least before it, then by sifting. */
export function orderStrip(members: readonly number[], runs: readonly Run[], prefer: Preference): StripOrder {
  if (members.length < 2) return members;
  const pairs = overlappingPairs(members, runs);
  const weights = members.map(() => new Map<number, number>());
  for (const [i, j] of pairs) {
    const weight = prefer(at(members, i), at(members, j));
    if (weight === 0) continue;
    at(weights, i).set(j, weight);
    at(weights, j).set(i, -weight);
  }
  const greedy = greedyOrder(weights);
  const order = members.length > siftLimit ? greedy : siftOrder(greedy, weights);
  return order.map((index) => at(members, index));
}

function overlappingPairs(members: readonly number[], runs: readonly Run[]): readonly (readonly [number, number])[] {
  const sorted = members
    .map((_, index) => index)
    .sort((i, j) => at(runs, at(members, i)).low - at(runs, at(members, j)).low || i - j);
  const pairs: [number, number][] = [];
  let open: number[] = [];
  for (const index of sorted) {
    const { low } = at(runs, at(members, index));
    open = open.filter((other) => at(runs, at(members, other)).high >= low);
    for (const other of open) pairs.push([other, index]);
    open.push(index);
  }
  return pairs;
}

/** Takes what has nothing before it, else what has the best balance (Eades, Lin and Smyth's rule). */
function greedyOrder(weights: readonly ReadonlyMap<number, number>[]): readonly number[] {
  const count = weights.length;
  const before = new Float64Array(count);
  const balance = new Float64Array(count);
  weights.forEach((row, index) => {
    for (const weight of row.values()) {
      if (weight < 0) before[index] = at(before, index) - weight;
      balance[index] = at(balance, index) + weight;
    }
  });
  const done = new Uint8Array(count);
  const order: number[] = [];
  for (let k = 0; k < count; k++) {
    let best = -1;
    for (let index = 0; index < count; index++) {
      if (done[index] === 1) continue;
      if (best < 0 || isBetter(index, best)) best = index;
    }
    done[best] = 1;
    order.push(best);
    for (const [other, weight] of at(weights, best)) {
      if (weight > 0) before[other] = at(before, other) - weight;
      balance[other] = at(balance, other) + weight;
    }
  }
  return order;

  function isBetter(a: number, b: number): boolean {
    const [freeA, freeB] = [at(before, a) < 1e-9, at(before, b) < 1e-9];
    if (freeA !== freeB) return freeA;
    if (freeA) return false;
    return at(balance, a) > at(balance, b) + 1e-9;
  }
}

function siftOrder(start: readonly number[], weights: readonly ReadonlyMap<number, number>[]): readonly number[] {
  let order = [...start];
  for (let round = 0; round < 4; round++) {
    let better = false;
    for (let item = 0; item < order.length; item++) {
      const moved = siftItem(order, item, at(weights, item));
      if (moved !== undefined) [order, better] = [moved, true];
    }
    if (!better) break;
  }
  return order;
}

function siftItem(order: readonly number[], item: number, weights: ReadonlyMap<number, number>): number[] | undefined {
  const current = order.indexOf(item);
  // Gain of standing at place k against standing at the very front.
  let gain = 0;
  let [best, most, here] = [0, 0, 0];
  let place = 0;
  for (const other of order) {
    if (other === item) {
      here = gain;
      continue;
    }
    gain -= weights.get(other) ?? 0;
    place++;
    if (gain > most + 1e-9) [best, most] = [place, gain];
  }
  if (most <= here + 1e-9) return undefined;
  const rest = [...order.slice(0, current), ...order.slice(current + 1)];
  return [...rest.slice(0, best), item, ...rest.slice(best)];
}
