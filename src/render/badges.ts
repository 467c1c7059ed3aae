/** Counts and tokens of a highlight, put where they hide nothing: no text, no arrowhead, no other mark. */
import type { G } from '@svgdotjs/svg.js';
import type { Box, LaneBox, Layout, LoopFrame, LoopMark, Point, Rect, Route } from '../layout/layout.ts';
import { textWidth } from '../layout/text-size.ts';
import { cornersOf } from './edges.ts';
import { type Ground, groundOf, linesThrough, occupy } from './ground.ts';
import {
  type ChangeMark,
  colorOf,
  type Highlight,
  type Mark,
  markAt,
  routeId,
  type Visited,
  type Visits,
  visitsOf,
} from './highlight.ts';
import { onOutline } from './loops.ts';
import { centerOf, round } from './path.ts';
import type { Pen } from './pen.ts';

const fontSize = 9;
const height = 13;
const tokenSize = 12;
/** Free of badges before an arrowhead's tip, and behind a line's beginning. */
const tipRoom = 12;
const startRoom = 3;

/** A place that could be taken; the one with the smallest cost is. */
interface Place {
  readonly center: Point;
  readonly cost: number;
}

export function drawBadges(parent: G, layout: Layout, highlight: Highlight, pen: Pen): void {
  const ground = groundOf(layout);
  for (const lane of layout.lanes) drawLaneBadge(parent, lane, highlight, pen);
  for (const loop of layout.loops) drawLoopBadge(parent, loop, highlight, ground, pen);
  for (const box of layout.boxes) drawNodeBadges(parent, box, highlight, ground, pen);
  layout.routes.forEach((route, index) => {
    drawEdgeBadges(parent, { route, index }, highlight, ground, pen);
  });
}

function drawNodeBadges(parent: G, box: Box, highlight: Highlight, ground: Ground, pen: Pen): void {
  const { text, isNow } = shownAt(highlight, 'nodes', box.id);
  const owner = `node ${box.id}`;
  const find = (size: Size, places: readonly Place[]): Rect | undefined => choose(size, places, ground, owner);
  if (isNow) drawToken(parent, find({ width: tokenSize, height: tokenSize }, cornersFrom(box, -1, -1)), pen);
  if (text === undefined) return;
  drawBadge(parent, find(sizeOf(text), cornersFrom(box, -1, 1)), text, markAt(highlight, 'nodes', box.id), pen);
}

/** The corner that is wanted first, then the others; loops have theirs at the upper right. */
function cornersFrom(box: Box, right: 1 | -1, down: 1 | -1): readonly Place[] {
  const other = (sign: 1 | -1): 1 | -1 => (sign === 1 ? -1 : 1);
  const signs = [
    [right, down],
    [other(right), other(down)],
    [right, other(down)],
    [other(right), down],
  ] as const;
  return signs.map(([x, y], index) => ({ center: onOutline(box, x, y), cost: index }));
}

interface NumberedRoute {
  readonly route: Route;
  readonly index: number;
}

function drawEdgeBadges(parent: G, numbered: NumberedRoute, highlight: Highlight, ground: Ground, pen: Pen): void {
  const id = routeId(numbered.route);
  const { text, isNow } = shownAt(highlight, 'edges', id);
  const owner = `edge ${numbered.index}`;
  if (isNow) {
    const size = { width: tokenSize, height: tokenSize };
    drawToken(parent, choose(size, placesOn(numbered.route, size, true), ground, owner), pen);
  }
  if (text === undefined) return;
  const size = sizeOf(text);
  drawBadge(
    parent,
    choose(size, placesOn(numbered.route, size, false), ground, owner),
    text,
    markAt(highlight, 'edges', id),
    pen,
  );
}

/** Where the header of a lane has room before its name; else the tooltip says it alone. */
function drawLaneBadge(parent: G, { id, header, text }: LaneBox, highlight: Highlight, pen: Pen): void {
  const change = highlight.look === 'diff' ? highlight.lanes.get(id) : undefined;
  if (change === undefined) return;
  const size = sizeOf(changeSigns[change.mark]);
  const length = Math.max(0, ...text.lines.map(({ width }) => width));
  const room = ((text.turned ? header.height : header.width) - length) / 2;
  const gap = Math.min(laneGap, (room - size.width) / 2);
  if (gap < leastLaneGap) return;
  const { x, y } = centerOf(header);
  const center = text.turned ? { x, y: header.y + gap + size.height / 2 } : { x: header.x + gap + size.width / 2, y };
  drawBadge(
    parent,
    { x: center.x - size.width / 2, y: center.y - size.height / 2, ...size },
    changeSigns[change.mark],
    change.mark,
    pen,
  );
}

const laneGap = 5;
const leastLaneGap = 2;

/** Beside a tab of the loop, or on a corner of a frame; a loop without frames has its tooltip. */
function drawLoopBadge(parent: G, { id, frames }: LoopMark, highlight: Highlight, ground: Ground, pen: Pen): void {
  const change = highlight.look === 'diff' ? highlight.loops.get(id) : undefined;
  if (change === undefined) return;
  const text = changeSigns[change.mark];
  const size = sizeOf(text);
  const conditionFirst = frames.toSorted((a, b) => b.tab.frame.width - a.tab.frame.width);
  const places = conditionFirst.flatMap((frame, index) => placesAtFrame(frame, size, 10 * index));
  drawBadge(parent, choose(size, places, ground, `loop ${id}`), text, change.mark, pen);
}

function placesAtFrame({ frame, tab }: LoopFrame, { width }: Size, cost: number): readonly Place[] {
  const { x, y } = centerOf(tab.frame);
  const away = (tab.frame.width + width) / 2 + 2;
  const [right, bottom] = [frame.x + frame.width, frame.y + frame.height];
  const centers = [
    { x: x - away, y },
    { x: x + away, y },
    { x: frame.x, y: frame.y },
    { x: right, y: bottom },
    { x: frame.x, y: bottom },
    { x: right, y: frame.y },
  ];
  return centers.map((center, index) => ({ center, cost: cost + index }));
}

// ---- what a badge says

export const changeSigns: Readonly<Record<ChangeMark, string>> = { added: '+', removed: '−', changed: '~' };

interface Shown {
  readonly text: string | undefined;
  /** A token stands here. */
  readonly isNow: boolean;
}

function shownAt(highlight: Highlight, kind: 'nodes' | 'edges', id: string): Shown {
  if (highlight.look === 'diff') {
    const change = highlight[kind].get(id);
    return { text: change && changeSigns[change.mark], isNow: false };
  }
  const visits = visitsOf(highlight, kind, id);
  return { text: badgeText(highlight, visits), isNow: visits.isNow };
}

/** A trace tells only what happened more than once; coverage counts everything that counts. */
function badgeText({ look }: Visited, { count, isUnreachable }: Visits): string | undefined {
  if (look === 'trace') return count > 1 ? `×${short(count)}` : undefined;
  return isUnreachable && count === 0 ? undefined : short(count);
}

/** `999`, `12k`, `3M`: at most four characters; the tooltip has the number. */
function short(count: number): string {
  if (count < 1000) return String(count);
  const [unit, name] = count < 1e6 ? [1e3, 'k'] : count < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${Math.min(999, Math.floor(count / unit))}${name}`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(text: string): Size {
  return { width: Math.max(height, Math.ceil(textWidth(text, fontSize, 'bold')) + 7), height };
}

// ---- where it goes

/** The best place that is free, which is then taken; undefined where there is none. */
function choose({ width, height }: Size, places: readonly Place[], ground: Ground, owner: string): Rect | undefined {
  let best: { readonly frame: Rect; readonly cost: number } | undefined;
  for (const { center, cost } of places) {
    if (best !== undefined && cost >= best.cost) continue;
    const frame = { x: center.x - width / 2, y: center.y - height / 2, width, height };
    const lines = linesThrough(ground, frame, owner);
    if (lines === undefined) continue;
    const total = cost + strangeLine * lines;
    if (best === undefined || total < best.cost) best = { frame, cost: total };
  }
  if (best !== undefined) occupy(ground, best.frame);
  return best?.frame;
}

/** On a line that is not its own a badge would be read as the other's. */
const strangeLine = 60;
const beside = 25;
const pieceStep = 6;
/** Tried on one piece. */
const mostPlaces = 40;
/** Clear of the wings of an arrowhead. */
const besideGap = 5;

interface Piece {
  readonly from: Point;
  readonly to: Point;
  readonly length: number;
}

/** Along the straight pieces, in the middle of the longest one first; a token goes near the arrowhead. */
function placesOn(route: Route, size: Size, isNearTip: boolean): readonly Place[] {
  const pieces = piecesOf(cornersOf(route));
  const longest = pieces.reduce((most, { length }) => Math.max(most, length), 0);
  const places = pieces.flatMap((piece, index) => {
    const rank = isNearTip ? (pieces.length - 1 - index) * 20 : Math.min(15, (longest - piece.length) / 10);
    return placesOnPiece(piece, size, isNearTip).map(({ center, cost }) => ({ center, cost: cost + rank }));
  });
  return [...places, ...placesAtLabel(route, size)].toSorted((a, b) => a.cost - b.cost);
}

/** Touching the label's plate, where a short line has no room of its own. */
function placesAtLabel({ label }: Route, { width, height }: Size): readonly Place[] {
  if (label === undefined) return [];
  const { frame } = label;
  const { x, y } = centerOf(frame);
  const [across, along] = [(frame.width + width) / 2, (frame.height + height) / 2];
  return [
    { center: { x: x + across, y }, cost: 2 * beside },
    { center: { x, y: y - along }, cost: 2 * beside + 1 },
    { center: { x, y: y + along }, cost: 2 * beside + 2 },
    { center: { x: x - across, y }, cost: 2 * beside + 3 },
  ];
}

function piecesOf(corners: readonly Point[]): readonly Piece[] {
  return corners.slice(1).map((to, index) => {
    const from = corners[index] ?? to;
    const isLast = index === corners.length - 2;
    const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    const [cutFrom, cutTo] = [index === 0 ? startRoom : 0, isLast ? tipRoom : 0];
    const at = (distance: number): Point => pointAt(from, to, length === 0 ? 0 : distance / length);
    return {
      from: at(Math.min(cutFrom, length)),
      to: at(Math.max(length - cutTo, 0)),
      length: length - cutFrom - cutTo,
    };
  });
}

function pointAt(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function placesOnPiece({ from, to, length }: Piece, { width, height }: Size, isNearTip: boolean): readonly Place[] {
  const isLevel = Math.abs(from.y - to.y) < 0.01;
  const along = isLevel ? width : height;
  const across = (isLevel ? height : width) / 2 + besideGap;
  const aside = (center: Point, cost: number): Place[] =>
    [-across, across].map((shift) => {
      const shifted = isLevel ? { x: center.x, y: center.y + shift } : { x: center.x + shift, y: center.y };
      return { center: shifted, cost: cost + beside };
    });
  if (along > length) return aside(pointAt(from, to, 0.5), beside);
  const places: Place[] = [];
  const [first, last] = [along / 2, length - along / 2];
  const wanted = isNearTip ? last : length / 2;
  for (let at = first; at <= last; at += Math.max(pieceStep, length / mostPlaces)) {
    const center = pointAt(from, to, at / length);
    const cost = Math.abs(at - wanted) / 10;
    places.push({ center, cost });
    places.push(...aside(center, cost));
  }
  return places;
}

// ---- drawing

/** A pill with white or black digits; a thin rim keeps it apart from lines. */
export function drawBadge(parent: G, frame: Rect | undefined, text: string, mark: Mark, pen: Pen): void {
  if (frame === undefined) return;
  const { x, y, width, height } = frame;
  const place = { x: round(x), y: round(y), width: round(width), height: round(height), rx: height / 2 };
  parent.element('rect').attr({ ...pen.paint(`${colorOf(mark)}-badge`), ...place, 'stroke-width': 1 });
  const letters = {
    'font-size': fontSize,
    'font-weight': 600,
    x: round(x + width / 2),
    y: round(y + height / 2 + 3.2),
  };
  parent
    .element('text')
    .attr({ ...pen.paint('badge-text'), ...letters })
    .words(text);
}

export function drawToken(parent: G, frame: Rect | undefined, pen: Pen): void {
  if (frame === undefined) return;
  const [cx, cy] = [round(frame.x + frame.width / 2), round(frame.y + frame.height / 2)];
  parent.element('circle').attr({ ...pen.paint('now-badge'), cx, cy, r: frame.width / 2 - 1, 'stroke-width': 2 });
}
