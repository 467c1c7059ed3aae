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

/** What all patterns between two ends begin with. */
interface Trip {
  readonly start: Spot;
  readonly goal: Spot;
  /** Channels across the way out, and across the way in. */
  readonly out: readonly number[];
  readonly into: readonly number[];
  /** A spot by its strips along the way out and across it. */
  readonly spot: (along: number, across: number) => Spot;
  /** Strips of the ends: across the way out for both, along it for the goal. */
  readonly startAcross: number;
  readonly goalAcross: number;
  readonly goalAlong: number;
}

function patternsOf(grid: Grid, journey: Journey): readonly (readonly Spot[])[] {
  const trip = tripOf(grid, journey);
  if (isSideways(journey.firstWay) !== isSideways(journey.lastWay)) return cornered(trip, journey);
  const between = isSideways(journey.firstWay) ? rowsBetween(grid, trip) : columnsBetween(grid, trip);
  return [...straight(trip, journey), ...throughOne(trip), ...throughTwo(trip, between)];
}

function tripOf(grid: Grid, { start: from, goal: to, firstWay, lastWay }: Journey): Trip {
  const { across } = grid.lattice;
  const spotAt = (cell: number): Spot => ({ x: cell % across, y: Math.floor(cell / across) });
  const [start, goal] = [spotAt(from), spotAt(to)];
  const channels = {
    out: exitsOf(grid, start, goal, firstWay),
    into: exitsOf(grid, goal, start, ((lastWay + 2) & 3) as Way),
  };
  return isSideways(firstWay)
    ? {
        start,
        goal,
        ...channels,
        spot: (x, y) => ({ x, y }),
        startAcross: start.y,
        goalAcross: goal.y,
        goalAlong: goal.x,
      }
    : {
        start,
        goal,
        ...channels,
        spot: (y, x) => ({ x, y }),
        startAcross: start.x,
        goalAcross: goal.x,
        goalAlong: goal.y,
      };
}

function isSideways(way: Way): boolean {
  return (way & 1) === 0;
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

function straight({ start, goal }: Trip, { firstWay, lastWay }: Journey): readonly (readonly Spot[])[] {
  const [dx, dy] = [goal.x - start.x, goal.y - start.y];
  const ahead = dx * at(stepX, firstWay) + dy * at(stepY, firstWay);
  const aside = dx * at(stepY, firstWay) + dy * at(stepX, firstWay);
  return firstWay === lastWay && aside === 0 && ahead > 0 ? [[start, goal]] : [];
}

/** One end leaves sideways, the other is entered upright, or the other way round: one corner, or three. */
function cornered(trip: Trip, { firstWay, lastWay }: Journey): readonly (readonly Spot[])[] {
  const { start, goal, out, into, spot, startAcross, goalAlong } = trip;
  const corner = spot(goalAlong, startAcross);
  const isAhead = leads(start, corner, firstWay) && leads(corner, goal, lastWay);
  const patterns = out.flatMap((a) =>
    into.map((b) => [start, spot(a, startAcross), spot(a, b), spot(goalAlong, b), goal]),
  );
  return isAhead ? [[start, corner, goal], ...patterns] : patterns;
}

function leads(from: Spot, to: Spot, way: Way): boolean {
  return (to.x - from.x) * at(stepX, way) + (to.y - from.y) * at(stepY, way) > 0;
}

/** Z and U: out to a channel, along it, and in. */
function throughOne({ start, goal, out, into, spot, startAcross, goalAcross }: Trip): readonly (readonly Spot[])[] {
  if (startAcross === goalAcross) return [];
  const shared = out.filter((place) => into.includes(place));
  return shared.map((place) => [start, spot(place, startAcross), spot(place, goalAcross), goal]);
}

/** Out to a channel, along it to a strip across, along that to the other end's channel, and in. */
function throughTwo(trip: Trip, between: readonly number[]): readonly (readonly Spot[])[] {
  const { start, goal, out, into, spot, startAcross, goalAcross } = trip;
  const pairs = out.slice(0, 2).flatMap((a) => into.slice(0, 2).flatMap((b) => (a === b ? [] : [[a, b] as const])));
  return pairs.flatMap(([a, b]) =>
    between.map((c) => [start, spot(a, startAcross), spot(a, c), spot(b, c), spot(b, goalAcross), goal]),
  );
}

/** Horizontal channels beside both ends, and the first and last of every lane between them. */
function rowsBetween({ lattice: { laneStart, laneOf, down } }: Grid, { start, goal }: Trip): readonly number[] {
  const [a, b] = [start.y, goal.y];
  const rows = new Set([a - 1, a + 1, b - 1, b + 1]);
  for (let lane = at(laneOf, Math.min(a, b)); lane <= at(laneOf, Math.max(a, b)); lane++) {
    rows.add(at(laneStart, lane));
    rows.add(at(laneStart, lane + 1) - 1);
  }
  return [...rows].filter((row) => row >= 0 && row < down);
}

function columnsBetween({ lattice: { across } }: Grid, { start, goal }: Trip): readonly number[] {
  const [a, b] = [start.x, goal.x];
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
