// What ELK answered as a Drawing, so that the page is put together as for our own. Lanes grow to their headers here: a
// border is crossed at right angles only, so everything beyond it may move away.

import { at } from './at.ts';
import { type Coordinates, leastLaneHeight } from './coordinates.ts';
import { type Drawing, withBadges } from './drawing.ts';
import type { ElkRunner } from './elk.ts';
import { type Area, areaAround, frameLoops, type Scene } from './elk-frames.ts';
import { type ElkLanes, lanesByElk } from './elk-lanes.ts';
import type { Slot } from './labels.ts';
import type { Lattice } from './lattice.ts';
import type { Point } from './layout.ts';
import type { Enclosure } from './loops.ts';
import type { Problem } from './problem.ts';
import { noEnd, type Run } from './tracks.ts';
import { bottom, top, type Way } from './ways.ts';

export interface ElkAsked {
  readonly problem: Problem;
  /** By lane: the least height of its band. */
  readonly laneHeights: readonly number[];
  readonly run: ElkRunner;
  /** Told when ELK answered with something that is no drawing in lanes. */
  readonly note: (text: string) => void;
}

/**
 * Nothing when ELK has no answer, or none of use. Whether a loop's frame fits shows only at the end: where it does not,
 * ELK is asked again with the loop's condition as a label.
 */
export function drawByElk(asked: ElkAsked): Promise<Drawing | undefined> {
  return drawWithFrames(asked, new Set(asked.problem.loops.keys()));
}

/** Each round has fewer loops that may have frames, so it ends. */
async function drawWithFrames(asked: ElkAsked, loops: ReadonlySet<number>): Promise<Drawing | undefined> {
  const problem = withBadges(
    asked.problem,
    [...loops].map((loop) => ({ loop })),
  );
  const lanes = await lanesByElk(problem, asked.run);
  if (lanes === undefined) return undefined;
  const drawing = lanes === 'crooked' ? undefined : drawingOf(problem, lanes, asked.laneHeights, loops);
  if (drawing === undefined) {
    asked.note('ELK left the lanes; the drawing does without it.');
    return undefined;
  }
  const framed = new Set(drawing.enclosures.map(({ loop }) => loop));
  const lacksBadge = problem.wires.some(({ loop }) => loops.has(loop) && !framed.has(loop));
  return lacksBadge ? drawWithFrames(asked, framed) : drawing;
}

/** Nothing when a way is not made of level and upright lines. */
function drawingOf(
  problem: Problem,
  found: ElkLanes,
  laneHeights: readonly number[],
  loops: ReadonlySet<number>,
): Drawing | undefined {
  const scene = fitted(problem, found, laneHeights);
  const ways = scene.ways.map((way, edge) => linesOf(way, at(problem.wires, edge).fromSide));
  if (!ways.every((lines) => lines !== undefined)) return undefined;
  const ink: Ink = { runs: [], x: [], y: [] };
  const ofEdge = ways.map((lines, edge) => lines.map((line) => addLine(ink, line, edge)));
  const { slots, boxAt } = addPlates(ink, problem, scene);
  const framed = frameLoops(problem, scene, loops);
  const frameAt = framed.map(({ frame, tab }, index) => addFrame(ink, frame, tab, index));
  return {
    lattice: oneStrip(problem),
    tracks: { lattice: oneStrip(problem), runs: ink.runs, ofEdge, orderX: [], orderY: [], thickness: [], swellings },
    slots,
    enclosures: framed.map(({ enclosure }): Enclosure => enclosure),
    frameAt,
    boxAt,
    coordinates: coordinatesOf(problem, scene, ink),
  };
}

const swellings: ReadonlyMap<number, never> = new Map<number, never>();

/** From the outermost things to the lanes' ends, and to the outer borders, px. Frames and their tabs want more. */
const endRoom = 18;
const borderRoom = 14;
const frameRoom = 26;

/** Moved to the drawing's corner, every lane as high as its header asks; numbers are half pixels. */
function fitted({ items, wires, loops }: Problem, found: ElkLanes, laneHeights: readonly number[]): Scene {
  const areas = [
    ...found.nodes.map((middle, node) => areaAround(middle, at(items, node))),
    ...found.labels.flatMap((middle, edge) => {
      const label = at(wires, edge).label;
      return middle === undefined || label === undefined ? [] : [areaAround(middle, label.size)];
    }),
    ...found.ways.flat().map((corner) => areaAround(corner, { width: 0, height: 0 })),
  ];
  const span = (low: keyof Area, high: keyof Area): readonly [number, number] => [
    areas.reduce((least, area) => Math.min(least, area[low]), Number.POSITIVE_INFINITY),
    areas.reduce((most, area) => Math.max(most, area[high]), Number.NEGATIVE_INFINITY),
  ];
  const [[first, last], [highest, lowest]] = [span('left', 'right'), span('top', 'bottom')];
  const [side, edge] = loops.length > 0 ? [frameRoom, frameRoom] : [endRoom, borderRoom];
  const rows = growLanes([highest - edge, ...found.borders, lowest + edge], laneHeights);
  const moved = ({ x, y }: Point): Point => ({ x: half(x - first + side), y: half(rows.moved(y)) });
  return {
    nodes: found.nodes.map(moved),
    ways: found.ways.map((way) => way.map(moved)),
    labels: found.labels.map((label) => label && moved(label)),
    bands: rows.bands,
    length: Math.ceil(last - first + 2 * side),
  };
}

function half(value: number): number {
  return Math.round(2 * value) / 2;
}

/** What is missing in a lane's height is added on both sides of what it holds. */
function growLanes(
  borders: readonly number[],
  laneHeights: readonly number[],
): { readonly bands: readonly number[]; readonly moved: (y: number) => number } {
  const bands = [0];
  const shifts: number[] = [];
  for (let lane = 0; lane + 1 < borders.length; lane++) {
    const [start, end, band] = [at(borders, lane), at(borders, lane + 1), at(bands, lane)];
    const height = Math.ceil(Math.max(end - start, laneHeights[lane] ?? 0, leastLaneHeight));
    shifts.push(band - start + (height - (end - start)) / 2);
    bands.push(band + height);
  }
  const laneAt = (y: number): number => {
    const next = borders.findIndex((border, index) => index > 0 && y < border);
    return next < 0 ? shifts.length - 1 : next - 1;
  };
  return { bands, moved: (y) => y + at(shifts, laneAt(y)) };
}

/** A line along x at a y, or the other way round. */
interface Line {
  readonly horizontal: boolean;
  readonly place: number;
}

/** The lines between a way's corners, in turn level and upright; what goes straight on is one line. */
function linesOf(way: readonly Point[], fromSide: Way): readonly Line[] | undefined {
  const lines: Line[] = [];
  for (let k = 1; k < way.length; k++) {
    const [a, b] = [at(way, k - 1), at(way, k)];
    const [width, height] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)];
    if (Math.min(width, height) >= askew) return undefined;
    const horizontal = width > height;
    if (Math.max(width, height) < askew || lines.at(-1)?.horizontal === horizontal) continue;
    const end = k === way.length - 1 ? b : a;
    lines.push({ horizontal, place: horizontal ? end.y : end.x });
  }
  const isUpright = fromSide === top || fromSide === bottom;
  return lines[0]?.horizontal === !isUpright ? lines : undefined;
}

/** Self-loops of ELK end up to a third of a pixel beside their ports. */
const askew = 1;

/** Lines as they collect, with their places: level ones by y, upright ones by x. */
interface Ink {
  readonly runs: Run[];
  readonly x: number[];
  readonly y: number[];
}

function addLine({ runs, x, y }: Ink, { horizontal, place }: Line, owner: number, kind: Run['kind'] = 'edge'): number {
  x.push(horizontal ? 0 : place);
  y.push(horizontal ? place : 0);
  const nowhere = { strip: 0, low: 0, high: 0, lowEnd: noEnd, highEnd: noEnd, place: 0, forward: true };
  return runs.push({ ...nowhere, kind, owner, horizontal }) - 1;
}

/** A plate stands where two lines of its own meet. */
function addPlates(ink: Ink, { wires }: Problem, { labels }: Scene): Pick<Drawing, 'slots' | 'boxAt'> {
  const slots: Slot[] = [];
  const boxAt: number[] = [];
  labels.forEach((middle, edge) => {
    const label = at(wires, edge).label;
    if (label === undefined || middle === undefined) return;
    const run = addLine(ink, { horizontal: true, place: middle.y }, edge, 'label');
    slots.push({ edge, run, cell: 0, size: label.size });
    boxAt.push(addLine(ink, { horizontal: false, place: middle.x }, edge, 'label'));
  });
  return { slots, boxAt };
}

function addFrame(ink: Ink, frame: Area, tab: Line, owner: number): number {
  const upright = (place: number): number => addLine(ink, { horizontal: false, place }, owner, 'frame');
  const level = (place: number): number => addLine(ink, { horizontal: true, place }, owner, 'frame');
  const first = upright(frame.left);
  upright(frame.right);
  level(frame.top);
  level(frame.bottom);
  addLine(ink, tab, owner, 'label');
  return first;
}

/** ELK's layers are none of our columns: one strip as long as the page, and nothing said about cells. */
function oneStrip(problem: Problem): Lattice {
  const none = new Int32Array();
  const cells = { column: none, row: none, rows: none };
  const axis = {
    across: 1,
    down: 0,
    laneStart: none,
    laneOf: none,
    isRow: new Uint8Array(),
    stripX: none,
    stripY: none,
  };
  return { problem, cells, ...axis, nodeAt: none };
}

function coordinatesOf({ items }: Problem, { nodes, bands, length }: Scene, ink: Ink): Coordinates {
  return {
    x: {
      horizontalRuns: false,
      starts: Float64Array.of(0, length),
      position: Float64Array.from(ink.x),
      center: Float64Array.from(nodes, ({ x }) => x),
    },
    y: {
      horizontalRuns: true,
      starts: new Float64Array(1),
      position: Float64Array.from(ink.y),
      center: Float64Array.from(nodes, ({ y }) => y),
    },
    width: Float64Array.from(items, ({ width }) => width),
    height: Float64Array.from(items, ({ height }) => height),
    bands: Float64Array.from(bands),
  };
}
