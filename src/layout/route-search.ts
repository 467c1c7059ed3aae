// One path by A* (Hart, Nilsson, Raphael 1968) over states (cell, way in which it was entered).

import { at } from './at.ts';
import { distance, type Grid, type Journey, type Path, passCost, stepX, stepY, turnCost } from './route-grid.ts';
import type { Way } from './ways.ts';

/** Cells that a search may enter, by strips, both ends included. */
export interface Window {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Holds the work arrays, which are reused from edge to edge. */
export interface Search {
  readonly grid: Grid;
  /** Above 1 the search looks at less and may miss the best route; for large flows. */
  readonly greed: number;
  readonly cost: Float64Array;
  /** By state: the number of the search that opened it, negative once that search has closed it. */
  readonly seen: Int32Array;
  readonly cameFrom: Int32Array;
  readonly heap: Heap;
  stamp: number;
}

export function searchOf(grid: Grid, greed: number): Search {
  const states = 4 * grid.lattice.across * grid.lattice.down;
  return {
    grid,
    greed,
    cost: new Float64Array(states),
    seen: new Int32Array(states),
    cameFrom: new Int32Array(states),
    heap: { keys: [], states: [] },
    stamp: 0,
  };
}

/** There is always one in the whole lattice, since channels surround every node. */
export function findPath(search: Search, journey: Journey, window: Window): Path | undefined {
  const { grid, heap, seen } = search;
  const { start, goal, firstWay, lastWay } = journey;
  search.stamp++;
  heap.keys.length = 0;
  heap.states.length = 0;
  const { across } = grid.lattice;
  const first = start + at(stepX, firstWay) + at(stepY, firstWay) * across;
  const length = distance(grid, start % across, Math.floor(start / across), first % across, Math.floor(first / across));
  const target = targetOf(grid, goal, lastWay);
  open(search, target, 4 * first + firstWay, 4 * start + firstWay, length, first % across, Math.floor(first / across));
  for (let state = pop(heap); state >= 0; state = pop(heap)) {
    if (state >> 2 === goal) return trace(search, state, start, first);
    if (seen[state] === -search.stamp) continue;
    seen[state] = -search.stamp;
    expand(search, target, state, window);
  }
  return undefined;
}

interface Target {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  readonly way: Way;
}

function targetOf({ lattice }: Grid, cell: number, way: Way): Target {
  const x = cell % lattice.across;
  return { cell, x, y: (cell - x) / lattice.across, way };
}

function expand(search: Search, target: Target, state: number, window: Window): void {
  const { grid, cost } = search;
  const { across, nodeAt } = grid.lattice;
  const cell = state >> 2;
  const way = state & 3;
  const x = cell % across;
  const y = (cell - x) / across;
  const base = cost[state] ?? 0;
  const turning = turnCost(grid, cell, x, y);
  for (let turn = 3; turn <= 5; turn++) {
    const next = (way + turn) & 3;
    const nx = x + (stepX[next] ?? 0);
    const ny = y + (stepY[next] ?? 0);
    if (nx < window.left || ny < window.top || nx > window.right || ny > window.bottom) continue;
    const to = ny * across + nx;
    if ((nodeAt[to] ?? 0) >= 0 && (to !== target.cell || next !== target.way)) continue;
    const local = turn === 4 ? passCost(grid, cell, way) : turning;
    open(search, target, 4 * to + next, state, base + local + distance(grid, x, y, nx, ny), nx, ny);
  }
}

function open(search: Search, target: Target, state: number, from: number, cost: number, x: number, y: number): void {
  const { seen, stamp } = search;
  const mark = seen[state];
  if (mark === -stamp || (mark === stamp && cost >= (search.cost[state] ?? 0))) return;
  seen[state] = stamp;
  search.cost[state] = cost;
  search.cameFrom[state] = from;
  push(search.heap, state, cost + search.greed * remaining(search.grid, target, x, y, state & 3));
}

/** Never more than the true rest: the distance, and the fewest bends that end in the right way. */
function remaining(grid: Grid, target: Target, x: number, y: number, way: number): number {
  const dx = target.x - x;
  const dy = target.y - y;
  if (dx === 0 && dy === 0) return 0;
  return distance(grid, x, y, target.x, target.y) + bendsLeft(dx, dy, way, target.way) * grid.weights.bend;
}

function bendsLeft(dx: number, dy: number, way: number, lastWay: number): number {
  const wayX = stepX[way] ?? 0;
  const wayY = stepY[way] ?? 0;
  if (way === lastWay) return dx * wayY + dy * wayX === 0 && dx * wayX + dy * wayY > 0 ? 0 : 2;
  if (((way + 2) & 3) === lastWay) return 2;
  const meets = dx * (stepX[lastWay] ?? 0) + dy * (stepY[lastWay] ?? 0) > 0;
  return dx * wayX + dy * wayY >= 0 && meets ? 1 : 3;
}

function trace({ cameFrom }: Search, last: number, start: number, first: number): Path {
  const path: number[] = [];
  let state = last;
  for (; state >> 2 !== first || cameFrom[state] !== start * 4 + (state & 3); state = cameFrom[state] ?? 0)
    path.push(state >> 2);
  path.push(first, start);
  return path.reverse();
}

/** Binary heap of states by cost; equal costs leave in the order of their states, so that results never depend on chance. */
interface Heap {
  readonly keys: number[];
  readonly states: number[];
}

function push({ keys, states }: Heap, state: number, key: number): void {
  let place = keys.length;
  keys.push(key);
  states.push(state);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const [otherKey, other] = [keys[parent] ?? 0, states[parent] ?? 0];
    if (otherKey < key || (otherKey === key && other <= state)) break;
    keys[place] = otherKey;
    states[place] = other;
    place = parent;
  }
  keys[place] = key;
  states[place] = state;
}

/** The cheapest state, or −1. */
function pop(heap: Heap): number {
  const first = heap.states[0];
  const key = heap.keys.pop();
  const state = heap.states.pop();
  if (first === undefined || key === undefined || state === undefined) return -1;
  if (heap.keys.length > 0) sink(heap, key, state);
  return first;
}

function sink({ keys, states }: Heap, key: number, state: number): void {
  const { length } = keys;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= length) break;
    let childKey = keys[child] ?? 0;
    let childState = states[child] ?? 0;
    if (child + 1 < length) {
      const otherKey = keys[child + 1] ?? 0;
      const other = states[child + 1] ?? 0;
      if (otherKey < childKey || (otherKey === childKey && other < childState)) {
        child++;
        childKey = otherKey;
        childState = other;
      }
    }
    if (childKey > key || (childKey === key && childState >= state)) break;
    keys[place] = childKey;
    states[place] = childState;
    place = child;
  }
  keys[place] = key;
  states[place] = state;
}
