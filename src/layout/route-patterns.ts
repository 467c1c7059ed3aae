// One path among fixed patterns: straight (I), one corner (L), out and in by one channel (Z and U), or by two and a strip
// between them. Nodes block what leads through them; since channels surround every node, the last pattern always fits.

import { at } from './at.ts';
import { distance, type Grid, type Journey, type Path, passCost, stepX, stepY, turnCost } from './route-grid.ts';
import type { Way } from './ways.ts';

export interface Pattern {
  readonly path: Path;
  /** With hardly more bends and crossings than its ends ask for. */
  readonly isGood: boolean;
}

/** The cheapest pattern by the same costs that a search would count. */
export function patternPath(grid: Grid, journey: Journey): Pattern {
  let best: readonly Spot[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const corners of patternsOf(grid, journey)) {
    const cost = costOf(grid, corners, least);
    if (cost < least) [best, least] = [corners, cost];
  }
  const [first, last] = [at(best, 0), at(best, best.length - 1)];
  const length = distance(grid, first.x, first.y, last.x, last.y);
  const { bend, crossing } = grid.weights;
  return { path: cellsOf(grid, best), isGood: least <= 1.25 * length + 2.5 * bend + crossing };
}

/** A corner, by strips. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

function patternsOf(grid: Grid, journey: Journey): readonly (readonly Spot[])[] {
  const { across } = grid.lattice;
  const spot = (cell: number): Spot => ({ x: cell % across, y: Math.floor(cell / across) });
  const [start, goal] = [spot(journey.start), spot(journey.goal)];
  const out = exitsOf(grid, start, goal, journey.firstWay);
  const into = exitsOf(grid, goal, start, ((journey.lastWay + 2) & 3) as Way);
  const isSideways = (way: Way): boolean => (way & 1) === 0;
  const [leavesSideways, entersSideways] = [isSideways(journey.firstWay), isSideways(journey.lastWay)];
  if (leavesSideways !== entersSideways) return cornered(start, goal, out, into, journey);
  const found = [...straight(start, goal, journey), ...throughOne(start, goal, out, into, leavesSideways)];
  return [...found, ...throughTwo(grid, start, goal, out, into, leavesSideways)];
}

/** How many channels from an end are looked at. */
const nearest = 3;

/** Channels across the way out of a node, the nearest first, before something stands in the way; also those at the other end. */
function exitsOf({ lattice }: Grid, from: Spot, other: Spot, way: Way): readonly number[] {
  const { across, down, nodeAt } = lattice;
  const [dx, dy] = [at(stepX, way), at(stepY, way)];
  const isWanted = (place: number): boolean => Math.abs(place - (dx === 0 ? other.y : other.x)) === 1;
  const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < across && y < down;
  const exits: number[] = [];
  for (let { x, y } = { x: from.x + dx, y: from.y + dy }; isInside(x, y); x += dx, y += dy) {
    if (at(nodeAt, y * across + x) >= 0) break;
    const place = dx === 0 ? y : x;
    const isChannel = dx === 0 ? lattice.isRow[y] === 0 : (x & 1) === 0;
    if (isChannel && (exits.length < nearest || isWanted(place))) exits.push(place);
  }
  return exits;
}

function straight(start: Spot, goal: Spot, { firstWay, lastWay }: Journey): readonly (readonly Spot[])[] {
  const [dx, dy] = [goal.x - start.x, goal.y - start.y];
  const ahead = dx * at(stepX, firstWay) + dy * at(stepY, firstWay);
  const aside = dx * at(stepY, firstWay) + dy * at(stepX, firstWay);
  return firstWay === lastWay && aside === 0 && ahead > 0 ? [[start, goal]] : [];
}

/** One end leaves sideways, the other is entered upright: one corner, or three. */
function cornered(
  start: Spot,
  goal: Spot,
  out: readonly number[],
  into: readonly number[],
  { firstWay, lastWay }: Journey,
): readonly (readonly Spot[])[] {
  const isSideways = (firstWay & 1) === 0;
  const corner = isSideways ? { x: goal.x, y: start.y } : { x: start.x, y: goal.y };
  const isAhead = leads(start, corner, firstWay) && leads(corner, goal, lastWay);
  const patterns: (readonly Spot[])[] = isAhead ? [[start, corner, goal]] : [];
  for (const a of out) {
    for (const b of into) {
      patterns.push(
        isSideways
          ? [start, { x: a, y: start.y }, { x: a, y: b }, { x: goal.x, y: b }, goal]
          : [start, { x: start.x, y: a }, { x: b, y: a }, { x: b, y: goal.y }, goal],
      );
    }
  }
  return patterns;
}

function leads(from: Spot, to: Spot, way: Way): boolean {
  return (to.x - from.x) * at(stepX, way) + (to.y - from.y) * at(stepY, way) > 0;
}

/** Z and U: out to a channel, along it, and in. */
function throughOne(
  start: Spot,
  goal: Spot,
  out: readonly number[],
  into: readonly number[],
  isSideways: boolean,
): readonly (readonly Spot[])[] {
  if (isSideways ? start.y === goal.y : start.x === goal.x) return [];
  return out
    .filter((place) => into.includes(place))
    .map((place) =>
      isSideways
        ? [start, { x: place, y: start.y }, { x: place, y: goal.y }, goal]
        : [start, { x: start.x, y: place }, { x: goal.x, y: place }, goal],
    );
}

/** Out to a channel, along it to a strip across, along that to the other end's channel, and in. */
function throughTwo(
  grid: Grid,
  start: Spot,
  goal: Spot,
  out: readonly number[],
  into: readonly number[],
  isSideways: boolean,
): readonly (readonly Spot[])[] {
  const between = isSideways ? rowsBetween(grid, start, goal) : columnsBetween(grid, start, goal);
  const patterns: (readonly Spot[])[] = [];
  for (const a of out.slice(0, 2)) {
    for (const b of into.slice(0, 2)) {
      if (a === b) continue;
      for (const c of between) {
        patterns.push(
          isSideways
            ? [start, { x: a, y: start.y }, { x: a, y: c }, { x: b, y: c }, { x: b, y: goal.y }, goal]
            : [start, { x: start.x, y: a }, { x: c, y: a }, { x: c, y: b }, { x: goal.x, y: b }, goal],
        );
      }
    }
  }
  return patterns;
}

/** Horizontal channels beside both ends, and the first and last of every lane between them. */
function rowsBetween(
  { lattice: { laneStart, laneOf, down } }: Grid,
  { y: a }: Spot,
  { y: b }: Spot,
): readonly number[] {
  const rows = new Set([a - 1, a + 1, b - 1, b + 1]);
  for (let lane = at(laneOf, Math.min(a, b)); lane <= at(laneOf, Math.max(a, b)); lane++) {
    rows.add(at(laneStart, lane));
    rows.add(at(laneStart, lane + 1) - 1);
  }
  return [...rows].filter((row) => row >= 0 && row < down);
}

function columnsBetween({ lattice: { across } }: Grid, { x: a }: Spot, { x: b }: Spot): readonly number[] {
  const all = [a - 1, a + 1, a - 3, a + 3, b - 1, b + 1, b - 3, b + 3];
  return [...new Set(all)].filter((column) => column >= 0 && column < across);
}

/** Like a search counts; infinite where a node stands in the way, and at least `limit` once it is reached. */
function costOf(grid: Grid, corners: readonly Spot[], limit: number): number {
  const last = corners.length - 1;
  let cost = 0;
  for (let k = 1; k <= last && cost < limit; k++) {
    const [from, to] = [at(corners, k - 1), at(corners, k)];
    if (k > 1) cost += turnCost(grid, from.y * grid.lattice.across + from.x, from.x, from.y);
    cost += distance(grid, from.x, from.y, to.x, to.y) + pieceCost(grid, from, to, k === 1, k === last);
  }
  return cost;
}

/** What stands and passes in the cells of one straight piece; its own corners are not passed. */
function pieceCost(grid: Grid, from: Spot, to: Spot, isFirst: boolean, isLast: boolean): number {
  const { across, nodeAt } = grid.lattice;
  const [dx, dy] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
  const step = dy * across + dx;
  const way = dx !== 0 ? 0 : 1;
  const [first, last] = [from.y * across + from.x, to.y * across + to.x];
  if ((!isFirst && (nodeAt[first] ?? 0) >= 0) || (!isLast && (nodeAt[last] ?? 0) >= 0)) return Number.POSITIVE_INFINITY;
  let cost = 0;
  for (let cell = first + step; cell !== last; cell += step) {
    if ((nodeAt[cell] ?? 0) >= 0) return Number.POSITIVE_INFINITY;
    cost += passCost(grid, cell, way);
  }
  return cost;
}

function cellsOf({ lattice: { across } }: Grid, corners: readonly Spot[]): Path {
  const path: number[] = [];
  corners.forEach((to, index) => {
    const from = index === 0 ? to : at(corners, index - 1);
    const [dx, dy] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
    for (let { x, y } = from; x !== to.x || y !== to.y; x += dx, y += dy) path.push(y * across + x);
  });
  const goal = at(corners, corners.length - 1);
  path.push(goal.y * across + goal.x);
  return path;
}
