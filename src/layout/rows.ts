// Which row of its lane every node stands in, given the columns. Straight chains share a row; chains
// that overlap are ordered so that vertical handles meet nothing; then they are packed tightly.

import { at } from './at.ts';
import type { Problem } from './problem.ts';
import { bottom, left, right, top } from './ways.ts';

export interface RowRules {
  /** Chains keep only direct neighbors (`false`: also edges that skip columns). */
  readonly shortChains: boolean;
}

export interface Rows {
  /** By node: its row in its lane. */
  readonly row: Int32Array;
  /** By lane: how many rows, at least one. */
  readonly count: Int32Array;
}

interface Chain {
  readonly nodes: readonly number[];
  readonly first: number;
  readonly last: number;
}

export function rowsOf(problem: Problem, columns: Int32Array, rules: RowRules): Rows {
  const row = new Int32Array(problem.items.length);
  const count = new Int32Array(Math.max(1, problem.laneCount)).fill(1);
  const chains = chainsByLane(problem, columns, rules);
  const pull = verticalPull(problem);
  const wishes = orderWishes(problem);
  chains.forEach((ofLane, lane) => {
    const costs = pairCosts(problem, ofLane, columns, pull, wishes);
    const order = sift(ofLane.length, costs);
    const rows = pack(ofLane, order);
    ofLane.forEach((chain, index) => {
      for (const node of chain.nodes) row[node] = at(rows, index);
    });
    count[lane] = rows.reduce((a, b) => Math.max(a, b + 1), 1);
  });
  return { row, count };
}

/** Longest runs of right → left edges within a lane, by greedy matching of each node's best successor. */
function chainsByLane(problem: Problem, columns: Int32Array, rules: RowRules): readonly (readonly Chain[])[] {
  const next = new Int32Array(problem.items.length).fill(-1);
  const previous = new Int32Array(problem.items.length).fill(-1);
  const candidates = problem.wires
    .flatMap((wire) => rowPair(problem, wire))
    .map((pair) => ({ ...pair, distance: at(columns, pair.b) - at(columns, pair.a) }))
    .filter(({ distance }) => distance > 0 && (!rules.shortChains || distance === 1))
    .sort((p, q) => p.distance - q.distance);
  const taken = occupancyOf(problem, columns);
  for (const { a, b } of candidates) {
    if (next[a] !== -1 || previous[b] !== -1 || taken(a, b)) continue;
    next[a] = b;
    previous[b] = a;
  }
  const byLane: Chain[][] = Array.from({ length: Math.max(1, problem.laneCount) }, () => []);
  problem.items.forEach((item, start) => {
    if (previous[start] !== -1) return;
    const nodes: number[] = [];
    for (let node = start; node !== -1; node = at(next, node)) nodes.push(node);
    const last = at(nodes, nodes.length - 1);
    at(byLane, item.lane).push({ nodes, first: at(columns, start), last: at(columns, last) });
  });
  return byLane;
}

function rowPair(problem: Problem, wire: Problem['wires'][number]): readonly { a: number; b: number }[] {
  if (wire.from === wire.to || at(problem.items, wire.from).lane !== at(problem.items, wire.to).lane) return [];
  if (wire.fromSide === right && wire.toSide === left) return [{ a: wire.from, b: wire.to }];
  if (wire.fromSide === left && wire.toSide === right) return [{ a: wire.to, b: wire.from }];
  return [];
}

/** A long chain edge is worth a row of its own only while few lane mates stand in the columns between. */
function occupancyOf(problem: Problem, columns: Int32Array): (a: number, b: number) => boolean {
  const counts = new Map<number, number>();
  const key = (lane: number, column: number): number => lane * 1_000_003 + column;
  problem.items.forEach((item, node) => {
    const k = key(item.lane, at(columns, node));
    counts.set(k, (counts.get(k) ?? 0) + 1);
  });
  return (a, b) => {
    const { lane } = at(problem.items, a);
    let busy = 0;
    for (let c = at(columns, a) + 1; c < at(columns, b) && busy <= 3; c++)
      busy += Math.sign(counts.get(key(lane, c)) ?? 0);
    return busy > 3;
  };
}

/** By node: +1 when its edges lead to lower lanes, −1 to upper ones. */
function verticalPull(problem: Problem): Float64Array {
  const pull = new Float64Array(problem.items.length);
  for (const wire of problem.wires) {
    const step = Math.sign(at(problem.items, wire.to).lane - at(problem.items, wire.from).lane);
    pull[wire.from] = at(pull, wire.from) + step;
    pull[wire.to] = at(pull, wire.to) - step;
  }
  return pull;
}

interface OrderWish {
  readonly upper: number;
  readonly lower: number;
  readonly weight: number;
}

/** Edges between lane mates that say who should stand higher. */
function orderWishes(problem: Problem): readonly OrderWish[] {
  return problem.wires.flatMap((wire): OrderWish[] => {
    const { from, to } = wire;
    if (from === to || at(problem.items, from).lane !== at(problem.items, to).lane) return [];
    const weight = wire.back ? 1 : 3;
    const wishes: OrderWish[] = [];
    if (wire.fromSide === bottom || wire.toSide === top) wishes.push({ upper: from, lower: to, weight });
    if (wire.fromSide === top || wire.toSide === bottom) wishes.push({ upper: to, lower: from, weight });
    if (wire.fromSide === wire.toSide) return [];
    return wishes;
  });
}

/** cost(p, q): what it costs that chain p stands above chain q. Only chains that share columns are compared. */
type PairCosts = readonly ReadonlyMap<number, number>[];

function pairCosts(
  problem: Problem,
  chains: readonly Chain[],
  columns: Int32Array,
  pull: Float64Array,
  wishes: readonly OrderWish[],
): PairCosts {
  const costs = chains.map(() => new Map<number, number>());
  const add = (p: number, q: number, cost: number): void => {
    at(costs, p).set(q, (at(costs, p).get(q) ?? 0) + cost);
  };
  const chainOf = new Map<number, number>();
  chains.forEach((chain, index) => {
    for (const node of chain.nodes) chainOf.set(node, index);
  });
  addOverlaps(chains, (p, q) => {
    add(q, p, 0.01);
    const [a, b] = [averagePull(at(chains, p), pull), averagePull(at(chains, q), pull)];
    if (a > b) add(p, q, Math.min(1, a - b) * 0.5);
    if (b > a) add(q, p, Math.min(1, b - a) * 0.5);
  });
  addBlocking(problem, chains, columns, add);
  for (const { upper, lower, weight } of wishes) {
    const [p, q] = [chainOf.get(upper), chainOf.get(lower)];
    if (p !== undefined && q !== undefined && p !== q) add(q, p, weight);
  }
  return costs;
}

function addOverlaps(chains: readonly Chain[], visit: (p: number, q: number) => void): void {
  const order = chains.map((_, index) => index).sort((p, q) => at(chains, p).first - at(chains, q).first);
  for (let i = 0; i < order.length; i++) {
    const p = at(order, i);
    for (let j = i + 1; j < order.length; j++) {
      const q = at(order, j);
      if (at(chains, q).first > at(chains, p).last) break;
      visit(Math.min(p, q), Math.max(p, q));
    }
  }
}

function averagePull(chain: Chain, pull: Float64Array): number {
  return chain.nodes.reduce((sum, node) => sum + at(pull, node), 0) / chain.nodes.length;
}

/** A node in the same column blocks the handle that looks at it. */
function addBlocking(
  problem: Problem,
  chains: readonly Chain[],
  columns: Int32Array,
  add: (p: number, q: number, cost: number) => void,
): void {
  const chainAt = new Map<number, { chain: number; node: number }[]>();
  chains.forEach((chain, index) => {
    for (const node of chain.nodes) {
      const column = at(columns, node);
      const list = chainAt.get(column) ?? [];
      list.push({ chain: index, node });
      chainAt.set(column, list);
    }
  });
  const looks = verticalLooks(problem);
  for (const list of chainAt.values()) {
    for (const a of list) {
      for (const b of list) {
        if (a.chain === b.chain) continue;
        // a above b: a's bottom handles and b's top handles meet the other node.
        const cost = looks.down(a.node, b.node) + looks.up(b.node, a.node);
        if (cost !== 0) add(a.chain, b.chain, cost);
      }
    }
  }
}

interface Looks {
  readonly up: (node: number, other: number) => number;
  readonly down: (node: number, other: number) => number;
}

/** How much a node dislikes `other` right above or below: 3 per edge that is blocked, 0 for an edge that ends there. */
function verticalLooks(problem: Problem): Looks {
  const ends = new Map<number, { side: number; other: number }[]>();
  const note = (node: number, side: number, other: number): void => {
    if (side !== top && side !== bottom) return;
    const list = ends.get(node) ?? [];
    list.push({ side, other });
    ends.set(node, list);
  };
  for (const wire of problem.wires) {
    note(wire.from, wire.fromSide, wire.to);
    note(wire.to, wire.toSide, wire.from);
  }
  const count = (node: number, side: number, other: number): number =>
    (ends.get(node) ?? []).reduce((sum, end) => sum + (end.side === side && end.other !== other ? 3 : 0), 0);
  return { up: (node, other) => count(node, top, other), down: (node, other) => count(node, bottom, other) };
}

/** Orders by moving one chain at a time to its cheapest place, until nothing gets better. */
function sift(count: number, costs: PairCosts): readonly number[] {
  let order = Array.from({ length: count }, (_, index) => index);
  if (count > 400) return order;
  for (let round = 0; round < 6; round++) {
    let better = false;
    for (let item = 0; item < count; item++) {
      const moved = siftOne(order, item, costs);
      if (moved !== undefined) [order, better] = [moved, true];
    }
    if (!better) break;
  }
  return order;
}

function siftOne(order: readonly number[], item: number, costs: PairCosts): number[] | undefined {
  const rest = order.filter((other) => other !== item);
  const current = order.indexOf(item);
  const above = (p: number, q: number): number => at(costs, p).get(q) ?? 0;
  let cost = 0;
  for (const other of rest) cost += above(item, other);
  let [best, least, here] = [0, cost, current === 0 ? cost : 0];
  rest.forEach((other, index) => {
    cost += above(other, item) - above(item, other);
    if (index + 1 === current) here = cost;
    if (cost < least - 1e-9) [best, least] = [index + 1, cost];
  });
  if (least >= here - 1e-9) return undefined;
  return [...rest.slice(0, best), item, ...rest.slice(best)];
}

/** Each chain goes to the first row below all overlapping chains that stand above it. */
function pack(chains: readonly Chain[], order: readonly number[]): readonly number[] {
  const rows = chains.map(() => 0);
  const depth = new Map<number, number>();
  for (const index of order) {
    const { first, last } = at(chains, index);
    let row = 0;
    for (let column = first; column <= last; column++) row = Math.max(row, depth.get(column) ?? 0);
    rows[index] = row;
    for (let column = first; column <= last; column++) depth.set(column, row + 1);
  }
  return rows;
}
