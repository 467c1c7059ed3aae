import type { G } from '@svgdotjs/svg.js';
import type { Point, Route } from '../layout/layout.ts';
import type { Hop, Hops } from './hops.ts';
import { drawText, drawTooltip } from './labels.ts';
import { command, polygon, polyline, round } from './path.ts';
import type { Pen } from './pen.ts';
import type { Attributes, PaintName } from './theme.ts';

const lineWidth = 1.4;
const bendRadius = 6;
const headLength = 8;
const headHalfWidth = 3.6;
/** How far the line reaches into the arrowhead, from its back. */
const headNotch = 1.5;

interface Look {
  readonly line: PaintName;
  readonly head: PaintName;
  readonly dashes: Attributes;
  /** An open arrowhead answers, a filled one goes on. */
  readonly isOpen: boolean;
}

/** An edge: line, arrowhead, and its label on a plate that interrupts the line. */
export function drawRoute(parent: G, route: Route, hops: Hops, plate: PaintName, pen: Pen): void {
  const group = parent.group().attr({ id: pen.idOf('edge', route.id), 'data-edge': route.id, ...pen.facts });
  drawTooltip(group, [route.label?.text.full, pen.tooltip]);
  drawLine(group, route, hops, pen);
  if (route.label === undefined) return;
  const { x, y, width, height } = route.label.frame;
  const place = { x: round(x), y: round(y), width: round(width), height: round(height), rx: 3 };
  group.element('rect').attr({ ...pen.paint(plate), ...place });
  drawText(group, route.label.text, { paint: 'label' }, pen);
}

/** The points where a route really turns, and its two ends. */
export function cornersOf(route: Route): readonly Point[] {
  const corners: Point[] = [];
  for (const point of route.points) {
    const [before, last] = corners.slice(-2).length === 2 ? corners.slice(-2) : [undefined, corners.at(-1)];
    if (last !== undefined && isSame(last, point)) continue;
    if (before !== undefined && last !== undefined && isStraight(before, last, point)) corners.pop();
    corners.push(point);
  }
  return corners;
}

function isSame(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) < 0.01;
}

function isStraight(a: Point, b: Point, c: Point): boolean {
  const isUpright = Math.abs(a.x - b.x) < 0.01 && Math.abs(b.x - c.x) < 0.01 && (b.y - a.y) * (c.y - b.y) > 0;
  const isLevel = Math.abs(a.y - b.y) < 0.01 && Math.abs(b.y - c.y) < 0.01 && (b.x - a.x) * (c.x - b.x) > 0;
  return isUpright || isLevel;
}

function drawLine(group: G, route: Route, hops: Hops, pen: Pen): void {
  const corners = cornersOf(route);
  const [before, tip] = corners.slice(-2);
  if (before === undefined || tip === undefined) return;
  const look = lookOf(route);
  const direction = directionTo(before, tip);
  const inset = look.isOpen ? lineWidth / 2 : headLength - headNotch;
  const end = towards(tip, direction, -Math.min(inset, distance(before, tip)));
  const line = { ...pen.paint(look.line), 'stroke-width': lineWidth + pen.wider, ...look.dashes, ...pen.dashes };
  // Among dots a hop is only noise, and dots are not read as a junction.
  group.path(linePath([...corners.slice(0, -1), end], route.implicit ? new Map() : hops)).attr(line);
  drawHead(group, tip, direction, look, pen);
}

/** What an edge means can be told without its color: by dashes and by its arrowhead. */
function lookOf({ back, reply, implicit }: Route): Look {
  const isLoop = back || implicit;
  return {
    line: isLoop ? 'back' : 'line',
    head: isLoop ? 'back-head' : 'head',
    dashes: implicit ? dotted : reply ? dashed : back ? longDashed : {},
    isOpen: reply,
  };
}

const dotted: Attributes = { 'stroke-dasharray': '0 4', 'stroke-linecap': 'round' };
const dashed: Attributes = { 'stroke-dasharray': '4 3' };
const longDashed: Attributes = { 'stroke-dasharray': '10 3' };

function drawHead(group: G, tip: Point, direction: Point, look: Look, pen: Pen): void {
  const across = { x: -direction.y, y: direction.x };
  const back = towards(tip, direction, -headLength);
  const wings = [towards(back, across, headHalfWidth), towards(back, across, -headHalfWidth)] as const;
  if (look.isOpen) {
    const open = { 'stroke-width': lineWidth + pen.wider, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
    group.path(polyline([wings[0], tip, wings[1]])).attr({ ...pen.paint(look.line), ...open });
    return;
  }
  const notch = towards(back, direction, headNotch);
  const outline = pen.wider > 0 && { 'stroke-width': pen.wider, 'stroke-linejoin': 'round' };
  group.path(polygon([tip, wings[0], notch, wings[1]])).attr({ ...pen.paint(look.head), ...outline });
}

/** Straight pieces with round bends and hops; the bends take at most half of a short piece. */
function linePath(corners: readonly Point[], hops: Hops): string {
  const [start] = corners;
  if (start === undefined) return '';
  const pieces = [command('M', start.x, start.y)];
  corners.slice(1).forEach((corner, index) => {
    const from = corners[index] ?? corner;
    const next = corners[index + 2];
    const direction = directionTo(from, corner);
    for (const hop of inOrder(hops.get(index), direction)) pieces.push(hopPath(hop, from.y, direction));
    if (next === undefined) {
      pieces.push(lineTo(corner, direction));
      return;
    }
    const radius = Math.min(bendRadius, distance(from, corner) / 2, distance(corner, next) / 2);
    const leave = towards(corner, directionTo(corner, next), radius);
    pieces.push(
      lineTo(towards(corner, direction, -radius), direction),
      command('Q', corner.x, corner.y, leave.x, leave.y),
    );
  });
  return pieces.join('');
}

function lineTo(point: Point, direction: Point): string {
  if (direction.y === 0) return command('H', point.x);
  return direction.x === 0 ? command('V', point.y) : command('L', point.x, point.y);
}

function inOrder(hops: readonly Hop[] = [], direction: Point): readonly Hop[] {
  return direction.x < 0 ? hops.toReversed() : hops;
}

function hopPath({ x, radius }: Hop, y: number, direction: Point): string {
  const sweep = direction.x > 0 ? 1 : 0;
  return (
    command('H', x - radius * direction.x) + command('A', radius, radius, 0, 0, sweep, x + radius * direction.x, y)
  );
}

/** A step of length 1. */
function directionTo(from: Point, to: Point): Point {
  const length = distance(from, to);
  return length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function towards(point: Point, direction: Point, length: number): Point {
  return { x: point.x + direction.x * length, y: point.y + direction.y * length };
}
