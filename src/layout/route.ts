// Which strips every edge runs through: A* over (cell, way), edge by edge from the easiest, then
// rip-up and re-route. Costs are estimated lengths, bends and crossings; nothing has coordinates yet.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import { left, right, type Way, type Wire } from './problem.ts';

export interface RouteWeights {
  readonly bend: number;
  readonly crossing: number;
}

/** The cells of a path from source to target node, both included, one step apart. */
export type Path = readonly number[];

const stepX: readonly number[] = [1, 0, -1, 0];
const stepY: readonly number[] = [0, 1, 0, -1];

export function routeAll(lattice: Lattice, weights: RouteWeights): readonly Path[] {
  const { wires } = lattice.problem;
  const router = new Router(lattice, weights);
  const paths: Path[] = wires.map(() => []);
  const order = byDifficulty(lattice);
  const rounds = wires.length > 600 ? 1 : 3;
  for (let round = 0; round < rounds; round++) {
    for (const index of order) {
      router.occupy(at(paths, index), -1);
      paths[index] = router.find(at(wires, index));
      router.occupy(at(paths, index), 1);
    }
  }
  return paths;
}

/** Straight edges first, back edges last; by lattice distance in between. */
function byDifficulty({ problem, stripX, stripY }: Lattice): readonly number[] {
  const rank = problem.wires.map((wire) => {
    const dx = Math.abs(at(stripX, wire.to) - at(stripX, wire.from));
    const dy = Math.abs(at(stripY, wire.to) - at(stripY, wire.from));
    return (dx === 0 || dy === 0 ? 0 : 100) + dx + dy + (wire.back ? 10_000 : 0);
  });
  return rank.map((_, index) => index).sort((a, b) => at(rank, a) - at(rank, b) || a - b);
}

/** Holds the work arrays of the search, which are reused from edge to edge. */
class Router {
  readonly lattice: Lattice;
  readonly weights: RouteWeights;
  readonly centerX: Float64Array;
  readonly centerY: Float64Array;
  /** By cell: how many edges pass straight through, sideways and upright, and how many turn. */
  readonly passX: Int16Array;
  readonly passY: Int16Array;
  readonly turns: Int16Array;
  readonly cost: Float64Array;
  readonly seen: Int32Array;
  readonly cameFrom: Int32Array;
  readonly heap = new Heap();
  /** Above 1 the search looks at less and may miss the best route; for large flows. */
  readonly greed: number;
  stamp = 0;

  constructor(lattice: Lattice, weights: RouteWeights) {
    this.lattice = lattice;
    this.weights = weights;
    this.greed = lattice.problem.wires.length > 600 ? 1.6 : 1;
    this.centerX = centers(columnSizes(lattice));
    this.centerY = centers(rowSizes(lattice));
    const cells = lattice.across * lattice.down;
    this.passX = new Int16Array(cells);
    this.passY = new Int16Array(cells);
    this.turns = new Int16Array(cells);
    this.cost = new Float64Array(4 * cells);
    this.seen = new Int32Array(4 * cells);
    this.cameFrom = new Int32Array(4 * cells);
  }

  occupy(path: Path, amount: number): void {
    for (let k = 1; k + 1 < path.length; k++) {
      const [before, cell, after] = [at(path, k - 1), at(path, k), at(path, k + 1)];
      const steps = after - before;
      const list =
        steps === 2 || steps === -2
          ? this.passX
          : steps === 2 * this.lattice.across || steps === -2 * this.lattice.across
            ? this.passY
            : this.turns;
      list[cell] = at(list, cell) + amount;
    }
  }

  find(wire: Wire): Path {
    const { across, stripX, stripY } = this.lattice;
    const start = at(stripY, wire.from) * across + at(stripX, wire.from);
    const goal = at(stripY, wire.to) * across + at(stripX, wire.to);
    if (start === goal && wire.fromSide === wire.toSide) return [start, this.step(start, wire.fromSide), start];
    return this.search(start, goal, wire.fromSide, ((wire.toSide + 2) & 3) as Way);
  }

  step(cell: number, way: number): number {
    return cell + at(stepX, way) + at(stepY, way) * this.lattice.across;
  }

  /** States are cell · 4 + way in which the cell was entered. */
  search(start: number, goal: number, firstWay: Way, lastWay: Way): Path {
    this.stamp++;
    const { heap } = this;
    heap.clear();
    const first = this.step(start, firstWay);
    this.open(first * 4 + firstWay, start * 4 + firstWay, this.distance(start, first), goal, lastWay);
    for (let state = heap.pop(); state >= 0; state = heap.pop()) {
      const cell = state >> 2;
      if (cell === goal) return this.trace(state, start, first);
      if (this.seen[state] === -this.stamp) continue;
      this.seen[state] = -this.stamp;
      this.expand(state, goal, lastWay);
    }
    return [start, first, goal];
  }

  expand(state: number, goal: number, lastWay: Way): void {
    const { lattice, cost } = this;
    const { across, down, nodeAt } = lattice;
    const cell = state >> 2;
    const way = state & 3;
    const x = cell % across;
    const y = (cell - x) / across;
    const base = at(cost, state);
    for (let turn = -1; turn <= 1; turn++) {
      const next = (way + turn + 4) & 3;
      const [nx, ny] = [x + at(stepX, next), y + at(stepY, next)];
      if (nx < 0 || ny < 0 || nx >= across || ny >= down) continue;
      const target = ny * across + nx;
      if (at(nodeAt, target) >= 0 && (target !== goal || next !== lastWay)) continue;
      const local = turn === 0 ? this.passCost(cell, way) : this.turnCost(cell, x, y);
      this.open(target * 4 + next, state, base + local + this.distance(cell, target), goal, lastWay);
    }
  }

  passCost(cell: number, way: number): number {
    const sideways = way === right || way === left;
    const [along, athwart] = sideways ? [this.passX, this.passY] : [this.passY, this.passX];
    return this.weights.crossing * at(athwart, cell) + 5 * at(along, cell) + 16 * at(this.turns, cell);
  }

  turnCost(cell: number, x: number, y: number): number {
    const inColumn = (x & 1) === 1 ? 7 : 0;
    const inRow = this.lattice.isRow[y] === 1 ? 5 : 0;
    const both = inColumn > 0 && inRow > 0 ? 10 : 0;
    const others = 18 * (at(this.passX, cell) + at(this.passY, cell)) + 8 * at(this.turns, cell);
    return this.weights.bend + inColumn + inRow + both + others;
  }

  open(state: number, from: number, cost: number, goal: number, lastWay: Way): void {
    const mark = at(this.seen, state);
    if (mark === -this.stamp || (mark === this.stamp && cost >= at(this.cost, state))) return;
    this.seen[state] = this.stamp;
    this.cost[state] = cost;
    this.cameFrom[state] = from;
    this.heap.push(state, cost + this.greed * this.remaining(state, goal, lastWay));
  }

  /** Never more than the true rest: the distance, and the fewest bends that end in the right way. */
  remaining(state: number, goal: number, lastWay: Way): number {
    const { across } = this.lattice;
    const cell = state >> 2;
    if (cell === goal) return 0;
    const way = state & 3;
    const x = cell % across;
    const gx = goal % across;
    const dx = gx - x;
    const dy = (goal - gx - cell + x) / across;
    const ahead = dx * at(stepX, way) + dy * at(stepY, way);
    const aside = dx * at(stepY, way) + dy * at(stepX, way);
    const bends =
      way === lastWay
        ? aside === 0 && ahead > 0
          ? 0
          : 2
        : ((way + 2) & 3) === lastWay
          ? 2
          : ahead >= 0 && dx * at(stepX, lastWay) + dy * at(stepY, lastWay) > 0
            ? 1
            : 3;
    return this.distance(cell, goal) + bends * this.weights.bend;
  }

  distance(a: number, b: number): number {
    const { across } = this.lattice;
    const [ax, bx] = [a % across, b % across];
    const [ay, by] = [(a - ax) / across, (b - bx) / across];
    return (
      Math.abs(at(this.centerX, ax) - at(this.centerX, bx)) + Math.abs(at(this.centerY, ay) - at(this.centerY, by))
    );
  }

  trace(last: number, start: number, first: number): Path {
    const path: number[] = [];
    let state = last;
    for (; state >> 2 !== first || this.cameFrom[state] !== start * 4 + (state & 3); state = at(this.cameFrom, state))
      path.push(state >> 2);
    path.push(first, start);
    return path.reverse();
  }
}

const channelWidth = 44;
const channelHeight = 30;

function columnSizes({ problem, across, stripX }: Lattice): Float64Array {
  const sizes = new Float64Array(across);
  for (let strip = 0; strip < across; strip++) sizes[strip] = (strip & 1) === 1 ? 60 : channelWidth;
  return widest(sizes, stripX, (node) => at(problem.items, node).width);
}

function rowSizes({ problem, down, isRow, stripY }: Lattice): Float64Array {
  const sizes = new Float64Array(down);
  for (let strip = 0; strip < down; strip++) sizes[strip] = isRow[strip] === 1 ? 48 : channelHeight;
  return widest(sizes, stripY, (node) => at(problem.items, node).height);
}

function widest(sizes: Float64Array, strips: Int32Array, sizeOf: (node: number) => number): Float64Array {
  strips.forEach((strip, node) => {
    sizes[strip] = Math.max(at(sizes, strip), sizeOf(node));
  });
  return sizes;
}

function centers(sizes: Float64Array): Float64Array {
  let edge = 0;
  return sizes.map((size) => {
    edge += size;
    return edge - size / 2;
  });
}

/** Binary heap of states by cost; equal costs leave in the order of their states, so that results never depend on chance. */
class Heap {
  keys: number[] = [];
  states: number[] = [];

  clear(): void {
    this.keys.length = 0;
    this.states.length = 0;
  }

  push(state: number, key: number): void {
    const { keys, states } = this;
    let place = keys.length;
    keys.push(key);
    states.push(state);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isLess(key, state, parent)) break;
      keys[place] = at(keys, parent);
      states[place] = at(states, parent);
      place = parent;
    }
    keys[place] = key;
    states[place] = state;
  }

  isLess(key: number, state: number, place: number): boolean {
    const other = at(this.keys, place);
    return key < other || (key === other && state < at(this.states, place));
  }

  pop(): number {
    const { keys, states } = this;
    const first = states[0];
    const [key, state] = [keys.pop(), states.pop()];
    if (first === undefined || key === undefined || state === undefined) return -1;
    if (keys.length > 0) this.sink(key, state);
    return first;
  }

  sink(key: number, state: number): void {
    const { keys, states } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= keys.length) break;
      if (child + 1 < keys.length && this.isLess(at(keys, child + 1), at(states, child + 1), child)) child++;
      if (!(at(keys, child) < key || (at(keys, child) === key && at(states, child) < state))) break;
      keys[place] = at(keys, child);
      states[place] = at(states, child);
      place = child;
    }
    keys[place] = key;
    states[place] = state;
  }
}
