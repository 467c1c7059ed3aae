// Frames of loops in a drawing that is finished: where one fits between what stands there, it is drawn; nothing moves
// for it.

import { at } from './at.ts';
import type { Point, Size } from './layout.ts';
import { type Enclosure, tabLine, tabText } from './loops.ts';
import { measureTab } from './node-size.ts';
import { type LoopItem, type Problem, turned } from './problem.ts';

/** A finished drawing to the right: middles by node and by edge, corners by edge, where bands begin, and its length. */
export interface Scene {
  readonly nodes: readonly Point[];
  readonly ways: readonly (readonly Point[])[];
  readonly labels: readonly (Point | undefined)[];
  readonly bands: readonly number[];
  readonly length: number;
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function areaAround({ x, y }: Point, { width, height }: Size): Area {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

interface Framed {
  readonly enclosure: Enclosure;
  readonly frame: Area;
  readonly tabArea: Area;
  /** The line across the frame's own on which the tab's middle stands. */
  readonly tab: { readonly horizontal: boolean; readonly place: number };
}

/** For each lane and each of these loops one frame, where it fits; the outermost first. */
export function frameLoops(problem: Problem, scene: Scene, loops: ReadonlySet<number>): readonly Framed[] {
  const things = thingsOf(problem, scene);
  const kept: Framed[] = [];
  for (const loop of loops) {
    const item = at(problem.loops, loop);
    for (const [lane, mates] of matesByLane(problem, item.members)) {
      const isFirst = kept.every(({ enclosure }) => enclosure.loop !== loop);
      const framed = frameAround(problem, things, kept, {
        loop,
        lane,
        members: mates,
        tab: tabOf(problem, item, isFirst),
      });
      if (framed !== undefined) kept.push(framed);
    }
  }
  return kept.sort((a, b) => sizeOf(b.frame) - sizeOf(a.frame));
}

function sizeOf({ left, right, top, bottom }: Area): number {
  return (right - left) * (bottom - top);
}

function tabOf({ direction }: Problem, loop: LoopItem, isFirst: boolean): Enclosure['tab'] {
  const text = tabText(loop, isFirst);
  return { text, size: turned(measureTab(text).size, direction) };
}

/** What a frame must respect. */
interface Things {
  readonly nodes: readonly Area[];
  readonly plates: readonly Area[];
  readonly lines: readonly Area[];
  readonly bands: readonly number[];
  readonly length: number;
}

function thingsOf({ items, wires }: Problem, { nodes, ways, labels, bands, length }: Scene): Things {
  return {
    nodes: nodes.map((middle, node) => areaAround(middle, at(items, node))),
    plates: labels.flatMap((middle, edge) => {
      const label = at(wires, edge).label;
      return middle === undefined || label === undefined ? [] : [areaAround(middle, label.size)];
    }),
    lines: ways.flatMap((way) =>
      way.slice(1).map((corner, index) => around([at(way, index), corner].map(areaOfPoint))),
    ),
    bands,
    length,
  };
}

function areaOfPoint({ x, y }: Point): Area {
  return { left: x, right: x, top: y, bottom: y };
}

function around(areas: readonly Area[]): Area {
  return areas.reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    top: Math.min(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
  }));
}

function matesByLane({ items }: Problem, members: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const byLane = new Map<number, number[]>();
  for (const member of new Set(members)) {
    const { lane } = at(items, member);
    byLane.set(lane, [...(byLane.get(lane) ?? []), member]);
  }
  return byLane;
}

interface Wish {
  readonly loop: number;
  readonly lane: number;
  readonly members: readonly number[];
  readonly tab: Enclosure['tab'];
}

/** From the members to their frame, px: the first that fits. */
const paddings = [10, 12, 8, 14, 16, 6, 20, 24];

function frameAround(problem: Problem, things: Things, kept: readonly Framed[], wish: Wish): Framed | undefined {
  const bare = around(wish.members.map((member) => at(things.nodes, member)));
  for (const padding of paddings) {
    const frame = grown(bare, padding);
    if (!isFree(problem, things, kept, wish, frame)) continue;
    const tab = placeTab(problem, things, kept, wish, frame);
    if (tab !== undefined)
      return { frame, ...tab, enclosure: { ...frame, loop: wish.loop, members: wish.members, tab: wish.tab } };
  }
  return undefined;
}

function grown({ left, right, top, bottom }: Area, by: number): Area {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

/** Between a frame and what runs along it, or another frame, px. */
const frameGap = 4;

function isFree(problem: Problem, things: Things, kept: readonly Framed[], wish: Wish, frame: Area): boolean {
  const { nodes, plates, lines, bands, length } = things;
  const isInLane =
    frame.top >= at(bands, wish.lane) + frameGap &&
    frame.bottom <= at(bands, wish.lane + 1) - frameGap &&
    frame.left >= frameGap &&
    frame.right <= length - frameGap;
  const others = problem.items.flatMap((_, node) => (wish.members.includes(node) ? [] : [at(nodes, node)]));
  return (
    isInLane &&
    others.every((node) => !meet(node, grown(frame, 2))) &&
    kept.every((other) => areApart(other.frame, frame) && !onBorder(other.tabArea, frame)) &&
    plates.every((plate) => !onBorder(plate, frame)) &&
    lines.every((line) => !runsAlong(line, frame))
  );
}

function meet(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function holds(outer: Area, inner: Area): boolean {
  return (
    outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom
  );
}

function areApart(a: Area, b: Area): boolean {
  return !meet(a, grown(b, frameGap)) || holds(a, grown(b, frameGap)) || holds(b, grown(a, frameGap));
}

function onBorder(area: Area, frame: Area): boolean {
  return meet(area, grown(frame, 1)) && !holds(grown(frame, -1), area);
}

function runsAlong(line: Area, frame: Area): boolean {
  return bordersOf(frame).some(
    (border) => (line.top === line.bottom) === (border.top === border.bottom) && meet(grown(line, 2), grown(border, 2)),
  );
}

function bordersOf(frame: Area): readonly Area[] {
  return [
    { ...frame, right: frame.left },
    { ...frame, left: frame.right },
    { ...frame, bottom: frame.top },
    { ...frame, top: frame.bottom },
  ];
}

/** The tab stands on the frame's upper line, as near to its start as it can. */
function placeTab(
  { direction }: Problem,
  things: Things,
  kept: readonly Framed[],
  { tab: { size } }: Wish,
  frame: Area,
): Pick<Framed, 'tab' | 'tabArea'> | undefined {
  const isLevel = at([false, false, true, true], tabLine(direction));
  const reach = (isLevel ? size.width : size.height) / 2 + 6;
  const [start, end] = isLevel ? [frame.left, frame.right] : [frame.top, frame.bottom];
  for (let place = start + reach; place <= end - reach; place += 4) {
    const tabArea = areaAround(isLevel ? { x: place, y: frame.top } : { x: frame.left, y: place }, size);
    if (isTabFree(things, kept, tabArea)) return { tabArea, tab: { horizontal: !isLevel, place } };
  }
  return undefined;
}

function isTabFree({ nodes, plates, lines }: Things, kept: readonly Framed[], tab: Area): boolean {
  const room = grown(tab, 2);
  return (
    tab.left >= 2 &&
    tab.top >= 2 &&
    [...nodes, ...plates, ...lines].every((area) => !meet(area, room)) &&
    kept.every(
      (other) => !meet(other.tabArea, room) && bordersOf(other.frame).every((border) => !meet(grown(border, 1), room)),
    )
  );
}
