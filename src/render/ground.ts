/** What stands where in a drawing, so that marks can be added where they hide nothing. */
import type { Box, Layout, Point, Rect, TextBlock } from '../layout/layout.ts';
import { cornersOf } from './edges.ts';
import { badgeFrames } from './loops.ts';

/** A page in squares, each with what reaches into it. */
export interface Ground {
  readonly squares: Map<number, Thing[]>;
}

interface Thing {
  readonly frame: Rect;
  /** Who may lie on it, such as `node n1`; a line hides no more than itself. */
  readonly owner: string | undefined;
  readonly isLine: boolean;
}

const square = 64;
/** Around an arrowhead's tip. */
const headLength = 10;
const headWidth = 9;

export function groundOf(layout: Layout): Ground {
  const ground: Ground = { squares: new Map() };
  const put = (frame: Rect, owner?: string, isLine = false): void => place(ground, { frame, owner, isLine });
  for (const { header } of layout.lanes) put(header);
  if (layout.title !== undefined) put(layout.title.frame);
  for (const box of layout.boxes) putBox(box, put);
  layout.routes.forEach((route, index) => {
    const corners = cornersOf(route);
    corners.slice(1).forEach((corner, at) => {
      put(between(corners[at] ?? corner, corner, 1), `edge ${index}`, true);
    });
    const [before, tip] = corners.slice(-2);
    if (before !== undefined && tip !== undefined) put(headFrame(before, tip));
    if (route.label !== undefined) put(route.label.frame);
  });
  putLoops(layout, put);
  return ground;
}

type Put = (frame: Rect, owner?: string, isLine?: boolean) => void;

function putBox(box: Box, put: Put): void {
  put(box.frame, `node ${box.id}`);
  for (const block of [box.text, ...(box.note === undefined ? [] : [box.note])]) {
    for (const frame of lineFrames(block)) put(frame);
  }
}

/** As large as the letters; text that is turned never stands in a box. */
function lineFrames({ lines, fontSize }: TextBlock): readonly Rect[] {
  return lines.map(({ x, y, width }) => {
    return { x: x - width / 2, y: y - fontSize * 0.75, width, height: fontSize * 0.95 };
  });
}

function putLoops({ loops, boxes }: Layout, put: Put): void {
  const badges = new Map<string, number>();
  for (const { frames, marked } of loops) {
    for (const { tab } of frames) put(tab.frame);
    for (const member of marked) badges.set(member, (badges.get(member) ?? 0) + 1);
  }
  for (const box of boxes) for (const frame of badgeFrames(box, badges.get(box.id) ?? 0)) put(frame);
}

function between(a: Point, b: Point, half: number): Rect {
  const [x, y] = [Math.min(a.x, b.x) - half, Math.min(a.y, b.y) - half];
  return { x, y, width: Math.abs(a.x - b.x) + 2 * half, height: Math.abs(a.y - b.y) + 2 * half };
}

function headFrame(before: Point, tip: Point): Rect {
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const back = {
    x: tip.x - ((tip.x - before.x) / length) * headLength,
    y: tip.y - ((tip.y - before.y) / length) * headLength,
  };
  const isLevel = Math.abs(tip.y - before.y) < 0.01;
  const { x, y, width, height } = between(back, tip, 0);
  return isLevel
    ? { x, y: y - headWidth / 2, width, height: headWidth }
    : { x: x - headWidth / 2, y, width: headWidth, height };
}

// ---- asking

/**
 * How many lines of others run through a frame; undefined when something would be hidden. What the owner owns may
 * be. A line in several squares is met in each of them, and counts once.
 */
export function linesThrough({ squares }: Ground, frame: Rect, owner: string): number | undefined {
  const lines = new Set<Thing>();
  for (const key of squaresOf(frame)) {
    for (const thing of squares.get(key) ?? []) {
      if (thing.owner === owner || !overlap(thing.frame, frame)) continue;
      if (!thing.isLine) return undefined;
      lines.add(thing);
    }
  }
  return lines.size;
}

export function occupy(ground: Ground, frame: Rect): void {
  place(ground, { frame, owner: undefined, isLine: false });
}

function place({ squares }: Ground, thing: Thing): void {
  for (const key of squaresOf(thing.frame)) {
    const known = squares.get(key);
    if (known === undefined) squares.set(key, [thing]);
    else known.push(thing);
  }
}

/** More than any drawing has in one direction. */
const mostSquares = 2 ** 24;

function squaresOf({ x, y, width, height }: Rect): readonly number[] {
  const keys: number[] = [];
  // Frames of numbers that are none reach into no square, and none reaches beyond the page's.
  const [right, bottom] = [Math.min(x + width, mostSquares), Math.min(y + height, mostSquares)];
  for (let column = Math.floor(Math.max(x, -square) / square); column <= right / square; column++) {
    for (let row = Math.floor(Math.max(y, -square) / square); row <= bottom / square; row++) {
      keys.push(column * mostSquares + row);
    }
  }
  return keys;
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
