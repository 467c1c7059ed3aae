// Frames around the members of a loop: which cells they enclose, and their lines as runs in the
// channels around, so that room is reserved for them like for edges.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import type { Direction, Size } from './layout.ts';
import { measureTab } from './node-size.ts';
import { type LoopItem, turned } from './problem.ts';
import { noEnd, type Run } from './tracks.ts';

/** A rectangle of cells, by strips, that holds members of one loop and nobody else. */
export interface Enclosure {
  readonly loop: number;
  readonly members: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly tab: { readonly text: string; readonly size: Size };
}

/** Frames from the outermost inwards; those that would cut another one are left out. */
export function encloseLoops(lattice: Lattice): readonly Enclosure[] {
  const { loops, direction } = lattice.problem;
  const found = loops.flatMap((loop, index) => enclosuresOf(lattice, index, loop.members));
  const kept: Omit<Enclosure, 'tab'>[] = [];
  for (const enclosure of found) {
    if (kept.every((other) => !cuts(enclosure, other))) kept.push(enclosure);
  }
  const named = kept.map((enclosure, place): Enclosure => {
    const isFirst = kept.findIndex((other) => other.loop === enclosure.loop) === place;
    const text = tabText(at(loops, enclosure.loop), isFirst);
    return { ...enclosure, tab: { text, size: turned(measureTab(text).size, direction) } };
  });
  return named.sort((a, b) => areaOf(b) - areaOf(a) || a.loop - b.loop);
}

const loopSign = '↻';

/** `↻ until done`, among loops that share members `↻ 2 · until done`; further frames carry the sign, and the number, alone. */
export function tabText({ condition, number }: LoopItem, isFirst: boolean): string {
  const words = isFirst && condition !== '' ? [condition] : [];
  const told = number === undefined ? words : [String(number), ...words];
  return [loopSign, told.join(' · ')].join(' ').trim();
}

function areaOf({ left, right, top, bottom }: Omit<Enclosure, 'tab'>): number {
  return (right - left) * (bottom - top);
}

/** True when two frames overlap without one holding the other, or are the same. */
function cuts(a: Omit<Enclosure, 'tab'>, b: Omit<Enclosure, 'tab'>): boolean {
  // Two frames may share a channel: the line of the first comes first.
  if (a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom) return false;
  const holds = (p: typeof a, q: typeof a): boolean =>
    p.left <= q.left && p.right >= q.right && p.top <= q.top && p.bottom >= q.bottom;
  return !holds(a, b) && !holds(b, a);
}

function enclosuresOf(lattice: Lattice, loop: number, members: readonly number[]): readonly Omit<Enclosure, 'tab'>[] {
  const inLoop = new Set(members);
  const byLane = new Map<number, number[]>();
  for (const member of inLoop) {
    const { lane } = at(lattice.problem.items, member);
    byLane.set(lane, [...(byLane.get(lane) ?? []), member]);
  }
  const whole = [...byLane.values()].map((mates) => box(lattice, loop, mates));
  return whole.flatMap((enclosure) =>
    isFull(lattice, enclosure) && holdsOnly(lattice, enclosure, inLoop)
      ? [enclosure]
      : perRow(lattice, loop, enclosure.members, inLoop),
  );
}

/** Members stand in about two of three columns: a frame around two that are far apart would be mostly empty. */
function isFull({ stripX }: Lattice, { members, left, right }: Omit<Enclosure, 'tab'>): boolean {
  const used = new Set(members.map((member) => at(stripX, member))).size;
  return (right - left) / 2 <= 1.5 * used + 0.5;
}

function box({ stripX, stripY }: Lattice, loop: number, members: readonly number[]): Omit<Enclosure, 'tab'> {
  const xs = members.map((member) => at(stripX, member));
  const ys = members.map((member) => at(stripY, member));
  return {
    loop,
    members,
    left: Math.min(...xs) - 1,
    right: Math.max(...xs) + 1,
    top: Math.min(...ys) - 1,
    bottom: Math.max(...ys) + 1,
  };
}

function holdsOnly(
  { nodeAt, across }: Lattice,
  { left, right, top, bottom }: Omit<Enclosure, 'tab'>,
  members: ReadonlySet<number>,
): boolean {
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const node = at(nodeAt, y * across + x);
      if (node >= 0 && !members.has(node)) return false;
    }
  }
  return true;
}

/** Runs of at least two members side by side in one row. */
function perRow(
  lattice: Lattice,
  loop: number,
  members: readonly number[],
  inLoop: ReadonlySet<number>,
): readonly Omit<Enclosure, 'tab'>[] {
  const sorted = [...members].sort(
    (a, b) => at(lattice.stripY, a) - at(lattice.stripY, b) || at(lattice.stripX, a) - at(lattice.stripX, b),
  );
  const groups: number[][] = [];
  for (const member of sorted) {
    const group = groups[groups.length - 1];
    const fits = group !== undefined && fitsBeside(lattice, box(lattice, loop, [...group, member]), inLoop);
    if (group !== undefined && fits) group.push(member);
    else groups.push([member]);
  }
  return groups.filter((group) => group.length > 1).map((group) => box(lattice, loop, group));
}

function fitsBeside(lattice: Lattice, enclosure: Omit<Enclosure, 'tab'>, inLoop: ReadonlySet<number>): boolean {
  const isOneRow = enclosure.bottom - enclosure.top === 2;
  return isOneRow && isFull(lattice, enclosure) && holdsOnly(lattice, enclosure, inLoop);
}

/** The four lines of a frame, in the channels around its cells: left, right, top, bottom. */
export function frameRuns({ left, right, top, bottom }: Enclosure, owner: number): readonly Run[] {
  const line = (place: number, horizontal: boolean, strip: number): Run => ({
    kind: 'frame',
    owner,
    horizontal,
    strip,
    low: horizontal ? left : top,
    high: horizontal ? right : bottom,
    lowEnd: noEnd,
    highEnd: noEnd,
    place,
    forward: true,
  });
  return [line(0, false, left), line(1, false, right), line(2, true, top), line(3, true, bottom)];
}

/** The tab stands on the line that is on top of the page: of the frame's four, its top or (turned) its left one. */
export function tabLine(direction: Direction): number {
  return direction === 'right' ? 2 : 0;
}

/** Where the tab stands along its line: the first node strip that few edges cross. */
export function tabCell(line: Run, crossings: (cell: number) => number): number {
  let best = line.low + 1;
  let least = Number.POSITIVE_INFINITY;
  for (let cell = line.low + 1; cell < line.high; cell++) {
    const isChannel = ((cell - line.low) & 1) === 0;
    const cost = 20 * crossings(cell) + 3 * (cell - line.low) + (isChannel ? 8 : 0);
    if (cost < least) [best, least] = [cell, cost];
  }
  return best;
}
