/** Where a level line passes over an upright one, it hops, so that a crossing is not read as a junction. */
import type { Point } from '../layout/layout.ts';

export interface Hop {
  readonly x: number;
  readonly radius: number;
}

/** By segment of one route; segment i runs from corner i to corner i + 1. */
export type Hops = ReadonlyMap<number, readonly Hop[]>;

const fullRadius = 5;
/** Smaller ones are not seen; the lines then simply cross. */
const smallestRadius = 2;
/** Kept free for the bend or arrowhead at a segment's end. */
const endRoom = 7;
/** Lines that only touch, as at a shared port, do not cross. */
const touch = 1;

interface Upright {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** Takes the corners of each route and gives the hops of each, in the same order. */
export function findHops(routes: readonly (readonly Point[])[]): readonly Hops[] {
  const uprights = routes.flatMap(uprightsOf).sort((a, b) => a.x - b.x || a.top - b.top || a.bottom - b.bottom);
  return routes.map((corners) => {
    const hops = new Map<number, readonly Hop[]>();
    corners.forEach((start, index) => {
      const end = corners[index + 1];
      if (end === undefined || !isLevel(start, end)) return;
      const found = hopsOnSegment(start, end, uprights);
      if (found.length > 0) hops.set(index, found);
    });
    return hops;
  });
}

function uprightsOf(corners: readonly Point[]): Upright[] {
  return corners.flatMap((start, index) => {
    const end = corners[index + 1];
    if (end === undefined || Math.abs(start.x - end.x) >= 0.01) return [];
    return [{ x: start.x, top: Math.min(start.y, end.y), bottom: Math.max(start.y, end.y) }];
  });
}

function isLevel(start: Point, end: Point): boolean {
  return Math.abs(start.y - end.y) < 0.01 && start.x !== end.x;
}

/** From left to right. */
function hopsOnSegment(start: Point, end: Point, uprights: readonly Upright[]): Hop[] {
  const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
  const xs = crossingsBetween(left, right, start.y, uprights);
  return xs.flatMap((x, index) => {
    const before = xs[index - 1];
    const after = xs[index + 1];
    const roomBefore = before === undefined ? x - left - endRoom : (x - before) / 2;
    const roomAfter = after === undefined ? right - x - endRoom : (after - x) / 2;
    const radius = Math.min(fullRadius, roomBefore, roomAfter);
    return radius < smallestRadius ? [] : [{ x, radius }];
  });
}

/** Lines on top of one another, from a shared port, are crossed once. */
function crossingsBetween(left: number, right: number, y: number, uprights: readonly Upright[]): number[] {
  const xs: number[] = [];
  for (let index = firstAfter(uprights, left + touch); index < uprights.length; index += 1) {
    const upright = uprights[index];
    if (upright === undefined || upright.x >= right - touch) break;
    const isCrossed = upright.top < y - touch && upright.bottom > y + touch;
    if (isCrossed && upright.x - (xs.at(-1) ?? Number.NEGATIVE_INFINITY) > touch) xs.push(upright.x);
  }
  return xs;
}

/** The first of the uprights, sorted by x, to the right of a place. */
function firstAfter(uprights: readonly Upright[], x: number): number {
  let [low, high] = [0, uprights.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uprights[middle]?.x ?? 0) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
