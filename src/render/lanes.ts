import type { G } from '@svgdotjs/svg.js';
import type { Direction, LaneBox, Rect } from '../layout/layout.ts';
import { drawText, drawTooltip } from './labels.ts';
import { type Corners, command, round, roundedRect } from './path.ts';
import { named, type Pen } from './pen.ts';
import type { PaintName } from './theme.ts';

const poolRadius = 8;

/** Bands with their headers, tinted in turn, inside one outline with round corners. */
export function drawLanes(
  parent: G,
  lanes: readonly LaneBox[],
  direction: Direction,
  penFor: (lane: string) => Pen,
  pen: Pen,
): void {
  const pool = union(lanes.map((lane) => lane.frame));
  if (pool === undefined) return;
  lanes.forEach((lane, index) => {
    drawLane(parent, lane, laneTint(index), pool, named(penFor(lane.id), `Lane ${lane.label}`));
  });
  const outline = { ...pen.paint('frame'), 'stroke-width': 1.2 };
  const rules = lanes.flatMap((lane, index) => [
    headerRule(lane, direction),
    ...(index > 0 ? [borderOf(lane, direction)] : []),
  ]);
  parent.path(rules.join('')).attr({ ...pen.paint('frame'), 'stroke-width': 1 });
  parent.path(roundedRect(pool, [poolRadius, poolRadius, poolRadius, poolRadius])).attr(outline);
}

export function laneTint(index: number): PaintName {
  return index % 2 === 0 ? 'lane-even' : 'lane-odd';
}

function drawLane(parent: G, lane: LaneBox, tint: PaintName, pool: Rect, pen: Pen): void {
  const group = parent.group().attr({ id: pen.idOf('lane', lane.id), 'data-lane': lane.id, ...pen.facts });
  drawTooltip(group, [lane.text.full, pen.tooltip]);
  group.path(roundedRect(lane.frame, cornersWithin(lane.frame, pool))).attr(pen.paint(tint));
  group.path(roundedRect(lane.header, cornersWithin(lane.header, pool))).attr(pen.paint('header'));
  drawText(group, lane.text, { paint: 'header-text', bold: true }, pen);
}

/** Round where a corner is the pool's corner. */
function cornersWithin(rect: Rect, pool: Rect): Corners {
  const [isLeft, isTop] = [same(rect.x, pool.x), same(rect.y, pool.y)];
  const isRight = same(rect.x + rect.width, pool.x + pool.width);
  const isBottom = same(rect.y + rect.height, pool.y + pool.height);
  const radius = (isCorner: boolean): number => (isCorner ? Math.min(poolRadius, rect.width / 2, rect.height / 2) : 0);
  return [radius(isLeft && isTop), radius(isRight && isTop), radius(isRight && isBottom), radius(isLeft && isBottom)];
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.5;
}

function headerRule({ header }: LaneBox, direction: Direction): string {
  const [right, bottom] = [header.x + header.width, header.y + header.height];
  return direction === 'right'
    ? command('M', right, header.y) + command('V', bottom)
    : command('M', header.x, bottom) + command('H', right);
}

/** The line before a lane. */
function borderOf({ frame }: LaneBox, direction: Direction): string {
  return direction === 'right'
    ? command('M', frame.x, frame.y) + command('H', frame.x + frame.width)
    : command('M', frame.x, frame.y) + command('V', frame.y + frame.height);
}

function union(rects: readonly Rect[]): Rect | undefined {
  const [first] = rects;
  if (first === undefined) return undefined;
  let [left, top, right, bottom] = [first.x, first.y, first.x + first.width, first.y + first.height];
  for (const { x, y, width, height } of rects) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
  }
  return { x: round(left), y: round(top), width: right - left, height: bottom - top };
}
