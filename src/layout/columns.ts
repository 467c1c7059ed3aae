// Which column every node stands in. Edges wish for distances (by their sides and the step between
// their lanes), lane mates that follow one another never share a column, and what would stand in the
// way of a straight edge is spread. Knows columns only: no rows, no pixels.

import { at } from './at.ts';
import { type Layerer, type Layering, simplex } from './layerer.ts';
import { type Constraint, earliestRanks } from './network-simplex.ts';
import type { Problem, Wire } from './problem.ts';
import { bottom, left, right, top } from './ways.ts';

export interface ColumnRules {
  /** Spread lane mates in one column whose vertical handles would block each other. */
  readonly spreadMates: boolean;
  /** Spread nodes that stand between the ends of an edge in one column. */
  readonly spreadThrough: boolean;
  /** By node: layers that say which end of an edge comes first, whatever its sides wish for. */
  readonly guide?: Int32Array;
}

/** An edge's wish: column(to) − column(from) ≥ gap, `stack` when both may share column and lane. */
interface Wish extends Constraint {
  readonly stack: boolean;
  readonly late: boolean;
}

const simplexLimit = 2000;

export function columnsOf(problem: Problem, rules: ColumnRules): Int32Array {
  const steps = columnSteps(problem, rules);
  let step = steps.next();
  while (step.done !== true) step = steps.next(simplex(step.value));
  return step.value;
}

/** The same with ranks of any layerer; where it gives up, our own ranks stand in. */
export async function columnsBy(layerer: Layerer, problem: Problem, rules: ColumnRules): Promise<Int32Array> {
  const steps = columnSteps(problem, rules);
  let step = steps.next();
  while (step.done !== true) step = steps.next((await layerer(step.value)) ?? simplex(step.value));
  return step.value;
}

type Asking = Generator<Layering, Int32Array, Int32Array>;

/** Yields what is to be layered and goes on with the ranks, so that a layerer may answer at once or later. */
export function* columnSteps(problem: Problem, rules: ColumnRules): Asking {
  const wishes = problem.wires.flatMap((wire) => wishOf(problem, wire));
  const web = new Web(problem.items.length);
  if (rules.guide === undefined) heed(web, wishes);
  else heedGuided(web, wishes, rules.guide);
  sequence(problem, web, wishes);
  followPredecessors(problem, web);
  let columns = yield* solve(problem, web);
  const rounds = problem.items.length > 800 ? 2 : 12;
  for (let round = 0; round < rounds; round++) {
    if (!spread(problem, web, columns, rules)) break;
    columns = yield* solve(problem, web);
  }
  return packComponents(problem, columns);
}

/** All early wishes, then the late ones that close no cycle. */
function heed(web: Web, wishes: readonly Wish[]): void {
  for (const wish of wishes) if (!wish.late) web.add(wish);
  for (const wish of wishes) if (wish.late && !web.addIfAcyclic(wish)) web.attract(wish.from, wish.to);
}

/** Wishes against the layers are turned round. All constraints lead to higher layers, so that no cycle closes. */
function heedGuided(web: Web, wishes: readonly Wish[], layer: Int32Array): void {
  for (const wish of wishes) {
    const { from, to } = wish;
    const step = at(layer, to) - at(layer, from);
    if (step > 0) web.add(wish);
    else if (step < 0) web.add({ ...wish, from: to, to: from });
    else web.attract(from, to);
  }
}

/** Constraints that grow, with attractions beside them. Attractions use nodes of their own behind the real ones. */
class Web {
  readonly nodes: number;
  readonly constraints: Constraint[] = [];
  readonly attractions: (readonly [number, number])[] = [];
  readonly out: number[][];

  constructor(nodes: number) {
    this.nodes = nodes;
    this.out = Array.from({ length: nodes }, () => []);
  }

  add(constraint: Constraint): void {
    at(this.out, constraint.from).push(constraint.to);
    this.constraints.push(constraint);
  }

  addIfAcyclic(constraint: Constraint): boolean {
    if (this.reaches(constraint.to, constraint.from)) return false;
    this.add(constraint);
    return true;
  }

  attract(a: number, b: number): void {
    if (a !== b) this.attractions.push([a, b]);
  }

  reaches(from: number, to: number): boolean {
    if (from === to) return true;
    const seen = new Uint8Array(this.nodes);
    const stack = [from];
    seen[from] = 1;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (const next of at(this.out, node)) {
        if (next === to) return true;
        if (seen[next] === 1) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    return false;
  }
}

function wishOf(problem: Problem, wire: Wire): readonly Wish[] {
  if (wire.from === wire.to) return [];
  const { gap, weight, mirrored, stack } = kindOf(problem, wire);
  const [from, to] = mirrored ? [wire.to, wire.from] : [wire.from, wire.to];
  const late = wire.back || mirrored;
  if (wire.back && gap === 0) return [{ from: wire.to, to: wire.from, gap: 0, weight, stack, late }];
  if (wire.back && !mirrored && isSymmetric(wire)) return [{ from: wire.to, to: wire.from, gap, weight, stack, late }];
  return [{ from, to, gap, weight, stack, late }];
}

function isSymmetric(wire: Wire): boolean {
  return wire.fromSide === wire.toSide || (wire.fromSide !== right && wire.toSide !== left);
}

interface Kind {
  readonly gap: 0 | 1;
  readonly weight: number;
  /** The target belongs to the left of the source. */
  readonly mirrored: boolean;
  readonly stack: boolean;
}

/** The table of layout.md, 4.2. */
function kindOf(problem: Problem, wire: Wire): Kind {
  const step = at(problem.items, wire.to).lane - at(problem.items, wire.from).lane;
  const { fromSide: a, toSide: b } = wire;
  const sideways = (side: number): boolean => side === left || side === right;
  const plain = { mirrored: false, stack: false };
  if (a === b) {
    if (sideways(a)) return { gap: 0, weight: 2, mirrored: false, stack: step === 0 };
    return { gap: 1, weight: 2, ...plain };
  }
  if (sideways(a) && sideways(b)) return { gap: 1, weight: step === 0 ? 8 : 3, mirrored: a === left, stack: false };
  if (sideways(a) || sideways(b)) return { gap: 1, weight: 3, mirrored: a === left || b === right, stack: false };
  if (step === 0) return { gap: 0, weight: 6, mirrored: false, stack: true };
  const agrees = (a === bottom && step > 0) || (a === top && step < 0);
  return agrees ? { gap: 0, weight: 6, ...plain } : { gap: 1, weight: 2, ...plain };
}

/** Lane mates that follow one another on a path get a column each, except direct stacks up to three high. */
function sequence(problem: Problem, web: Web, wishes: readonly Wish[]): void {
  const count = problem.items.length;
  const order = topologicalOrder(count, web.constraints);
  const reach = count <= 4000 ? reachability(count, web, order) : undefined;
  const stacks = stackPairs(problem, wishes, order);
  const byLane: number[][] = Array.from({ length: Math.max(1, problem.laneCount) }, () => []);
  for (const node of order) at(byLane, at(problem.items, node).lane).push(node);
  for (const mates of byLane) {
    mates.forEach((node, place) => {
      const seen: number[] = [];
      for (let k = place - 1; k >= 0 && seen.length < 6 && place - k < 400; k--) {
        const before = at(mates, k);
        const follows = reach === undefined ? place - k === 1 && web.reaches(before, node) : reach(before, node);
        if (!follows || seen.some((between) => reach?.(before, between))) continue;
        if (stacks.has(before * count + node)) continue;
        seen.push(before);
        web.add({ from: before, to: node, gap: 1, weight: 0 });
      }
    });
  }
}

function topologicalOrder(nodes: number, constraints: readonly Constraint[]): readonly number[] {
  const out: number[][] = Array.from({ length: nodes }, () => []);
  const waiting = new Int32Array(nodes);
  for (const { from, to } of constraints) {
    at(out, from).push(to);
    waiting[to] = at(waiting, to) + 1;
  }
  const order: number[] = [];
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) order.push(node);
  for (let head = 0; head < order.length; head++) {
    for (const next of at(out, at(order, head))) {
      waiting[next] = at(waiting, next) - 1;
      if (waiting[next] === 0) order.push(next);
    }
  }
  return order;
}

/** All pairs as bits, filled against the topological order. */
function reachability(nodes: number, web: Web, order: readonly number[]): (from: number, to: number) => boolean {
  const words = (nodes + 31) >>> 5;
  const bits = new Uint32Array(nodes * words);
  for (let k = order.length - 1; k >= 0; k--) {
    const node = at(order, k);
    for (const next of at(web.out, node)) {
      for (let w = 0; w < words; w++) bits[node * words + w] = at(bits, node * words + w) | at(bits, next * words + w);
      const word = node * words + (next >>> 5);
      bits[word] = at(bits, word) | (1 << (next & 31));
    }
  }
  return (from, to) => ((at(bits, from * words + (to >>> 5)) >>> (to & 31)) & 1) === 1;
}

const stackLimit = 3;

function stackPairs(problem: Problem, wishes: readonly Wish[], order: readonly number[]): ReadonlySet<number> {
  const count = problem.items.length;
  const height = new Int32Array(count).fill(1);
  const place = new Int32Array(count);
  order.forEach((node, index) => {
    place[node] = index;
  });
  const pairs = new Set<number>();
  const stacked = wishes.filter((wish) => wish.stack).sort((a, b) => at(place, a.to) - at(place, b.to));
  const hasStack = new Uint8Array(count);
  const isStacked = new Uint8Array(count);
  for (const { from, to } of stacked) {
    if (at(height, from) >= stackLimit || hasStack[from] === 1 || isStacked[to] === 1) continue;
    height[to] = Math.max(at(height, to), at(height, from) + 1);
    hasStack[from] = 1;
    isStacked[to] = 1;
    pairs.add(from * count + to);
  }
  return pairs;
}

/** A node without edges stands after the one before it in its lane. */
function followPredecessors(problem: Problem, web: Web): void {
  const touched = new Uint8Array(problem.items.length);
  for (const wire of problem.wires) {
    touched[wire.from] = 1;
    touched[wire.to] = 1;
  }
  const last = new Map<number, number>();
  problem.items.forEach((item, node) => {
    const before = last.get(item.lane);
    if (before !== undefined && (touched[node] === 0 || touched[before] === 0)) {
      web.addIfAcyclic({ from: before, to: node, gap: 1, weight: 1 });
    }
    last.set(item.lane, node);
  });
}

function* solve(problem: Problem, web: Web): Asking {
  const count = problem.items.length;
  if (count > simplexLimit) return sweep(count, web.constraints);
  const constraints: Constraint[] = [...web.constraints];
  web.attractions.forEach(([a, b], index) => {
    constraints.push(
      { from: count + index, to: a, gap: 0, weight: 1 },
      { from: count + index, to: b, gap: 0, weight: 1 },
    );
  });
  const ranks = (yield { nodes: count + web.attractions.length, constraints }).slice(0, count);
  const least = ranks.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return ranks.map((rank) => rank - (count === 0 ? 0 : least));
}

/** Near-linear stand-in for large flows: earliest columns, then three sweeps that pull nodes to their targets. */
function sweep(count: number, constraints: readonly Constraint[]): Int32Array {
  const ranks = earliestRanks(count, constraints);
  const order = topologicalOrder(count, constraints);
  const out: Constraint[][] = Array.from({ length: count }, () => []);
  const into: Constraint[][] = Array.from({ length: count }, () => []);
  for (const constraint of constraints) {
    at(out, constraint.from).push(constraint);
    at(into, constraint.to).push(constraint);
  }
  for (let round = 0; round < 3; round++) {
    for (let k = count - 1; k >= 0; k--) pullRight(at(order, k), ranks, out, into);
  }
  return ranks;
}

function pullRight(
  node: number,
  ranks: Int32Array,
  out: readonly (readonly Constraint[])[],
  into: readonly (readonly Constraint[])[],
): void {
  let room = Number.POSITIVE_INFINITY;
  let pull = 0;
  for (const { to, gap, weight } of at(out, node)) {
    room = Math.min(room, at(ranks, to) - at(ranks, node) - gap);
    pull += weight;
  }
  for (const { weight } of at(into, node)) pull -= weight;
  if (pull > 0 && room > 0 && Number.isFinite(room)) ranks[node] = at(ranks, node) + room;
}

/** Adds one constraint per conflict in a column; says whether there was any. */
function spread(problem: Problem, web: Web, columns: Int32Array, rules: ColumnRules): boolean {
  const byColumn = new Map<number, number[]>();
  problem.items.forEach((_, node) => {
    const column = at(columns, node);
    const list = byColumn.get(column);
    if (list === undefined) byColumn.set(column, [node]);
    else list.push(node);
  });
  const straight = problem.wires.filter((wire) => isColumnWire(wire, columns));
  let changed = false;
  if (rules.spreadThrough) {
    for (const wire of straight) changed = spreadThrough(problem, web, wire, byColumn) || changed;
  }
  if (rules.spreadMates) changed = spreadMates(problem, web, straight, byColumn) || changed;
  return changed;
}

function isColumnWire(wire: Wire, columns: Int32Array): boolean {
  const vertical =
    (wire.fromSide === bottom && wire.toSide === top) || (wire.fromSide === top && wire.toSide === bottom);
  return vertical && wire.from !== wire.to && columns[wire.from] === columns[wire.to];
}

/** A foreign node between the lanes of a straight vertical edge goes to another column. */
function spreadThrough(
  problem: Problem,
  web: Web,
  wire: Wire,
  byColumn: ReadonlyMap<number, readonly number[]>,
): boolean {
  const [a, b] = [at(problem.items, wire.from).lane, at(problem.items, wire.to).lane];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  let changed = false;
  for (const mates of byColumn.values()) {
    if (!mates.includes(wire.from)) continue;
    for (const node of mates) {
      const { lane } = at(problem.items, node);
      if (lane <= low || lane >= high) continue;
      changed = separate(web, wire.from, node) || separate(web, wire.to, node) || changed;
    }
  }
  return changed;
}

/** Two lane mates in one column that both want their straight edge on the same side, or to both sides. */
function spreadMates(
  problem: Problem,
  web: Web,
  straight: readonly Wire[],
  byColumn: ReadonlyMap<number, readonly number[]>,
): boolean {
  const wantsUp = new Uint8Array(problem.items.length);
  const wantsDown = new Uint8Array(problem.items.length);
  for (const wire of straight) {
    if (wire.back) continue;
    const step = at(problem.items, wire.to).lane - at(problem.items, wire.from).lane;
    if (step === 0) continue;
    (step > 0 ? wantsDown : wantsUp)[wire.from] = 1;
    (step > 0 ? wantsUp : wantsDown)[wire.to] = 1;
  }
  let changed = false;
  for (const mates of byColumn.values()) {
    for (let i = 0; i < mates.length; i++) {
      for (let j = i + 1; j < mates.length && j < i + 40; j++) {
        const [a, b] = [at(mates, i), at(mates, j)];
        if (at(problem.items, a).lane !== at(problem.items, b).lane) continue;
        const up = wantsUp[a] === 1 && wantsUp[b] === 1;
        const down = wantsDown[a] === 1 && wantsDown[b] === 1;
        const crossed = (wantsUp[a] === 1 && wantsDown[a] === 1) || (wantsUp[b] === 1 && wantsDown[b] === 1);
        const wanted = wantsUp[a] === 1 || wantsDown[a] === 1;
        const wantedToo = wantsUp[b] === 1 || wantsDown[b] === 1;
        if (up || down || (crossed && wanted && wantedToo)) changed = separate(web, a, b) || changed;
      }
    }
  }
  return changed;
}

function separate(web: Web, a: number, b: number): boolean {
  return (
    web.addIfAcyclic({ from: a, to: b, gap: 1, weight: 0 }) || web.addIfAcyclic({ from: b, to: a, gap: 1, weight: 0 })
  );
}

/** Parts without a common edge go one after the other where they would share lanes. */
function packComponents(problem: Problem, columns: Int32Array): Int32Array {
  const part = components(problem);
  const count = part.reduce((a, b) => Math.max(a, b), -1) + 1;
  if (count <= 1) return columns;
  const packed = columns.slice();
  const filled = new Int32Array(Math.max(1, problem.laneCount));
  const members: number[][] = Array.from({ length: count }, () => []);
  part.forEach((p, node) => {
    at(members, p).push(node);
  });
  for (const nodes of members) placeComponent(problem, nodes, columns, packed, filled);
  return packed;
}

function placeComponent(
  problem: Problem,
  nodes: readonly number[],
  columns: Int32Array,
  packed: Int32Array,
  filled: Int32Array,
): void {
  let [lowLane, highLane, first, last] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0];
  for (const node of nodes) {
    const { lane } = at(problem.items, node);
    [lowLane, highLane] = [Math.min(lowLane, lane), Math.max(highLane, lane)];
    [first, last] = [Math.min(first, at(columns, node)), Math.max(last, at(columns, node))];
  }
  let start = 0;
  for (let lane = lowLane; lane <= highLane; lane++) start = Math.max(start, at(filled, lane));
  for (const node of nodes) packed[node] = at(columns, node) - first + start;
  for (let lane = lowLane; lane <= highLane; lane++) filled[lane] = start + last - first + 1;
}

/** By node: the number of its part, in source order of the first node. Nodes without edges join their lane mate before. */
function components(problem: Problem): Int32Array {
  const parent = Int32Array.from(problem.items.keys());
  const find = (node: number): number => {
    let root = node;
    while (at(parent, root) !== root) root = at(parent, root);
    for (let step = node; step !== root; ) {
      const next = at(parent, step);
      parent[step] = root;
      step = next;
    }
    return root;
  };
  const join = (a: number, b: number): void => {
    const [x, y] = [find(a), find(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  };
  for (const wire of problem.wires) join(wire.from, wire.to);
  const lonely = new Set(problem.items.keys());
  for (const wire of problem.wires) {
    lonely.delete(wire.from);
    lonely.delete(wire.to);
  }
  const last = new Map<number, number>();
  problem.items.forEach((item, node) => {
    const before = last.get(item.lane);
    if (before !== undefined && lonely.has(node)) join(before, node);
    last.set(item.lane, node);
  });
  const numbers = new Map<number, number>();
  return Int32Array.from(problem.items.keys(), (node) => {
    const root = find(node);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}
