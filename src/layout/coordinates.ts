// Offsets within every strip, then the strips side by side. Strips with nodes are solved around their
// center line, channels between their borders; the sizes add up, so that nothing can overlap.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import { portMargin, usableShare } from './node-size.ts';
import type { Run, StripOrder } from './tracks.ts';
import { type Separation, solveSeparations, type Variable } from './vpsc.ts';

/** Room that something takes on both sides of its line, px. */
export interface Thickness {
  readonly before: number;
  readonly after: number;
}

/** A run that is thicker in one cell: it carries a label there. */
export interface Swelling extends Thickness {
  readonly cell: number;
}

export interface Tracks {
  readonly lattice: Lattice;
  readonly runs: readonly Run[];
  readonly ofEdge: readonly (readonly number[])[];
  /** By vertical and by horizontal strip. */
  readonly orderX: readonly StripOrder[];
  readonly orderY: readonly StripOrder[];
  readonly thickness: readonly Thickness[];
  readonly swellings: ReadonlyMap<number, Swelling>;
}

/** Positions along one axis. */
interface Axis {
  readonly horizontalRuns: boolean;
  /** By strip: where it begins, and where the last one ends. */
  readonly starts: Float64Array;
  /** By run of this axis: its position, from the axis' origin. */
  readonly position: Float64Array;
  /** By node: its center. */
  readonly center: Float64Array;
}

export interface Coordinates {
  readonly x: Axis;
  readonly y: Axis;
  /** By node, where sides had to grow for their ports. */
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** By lane: where its band begins; one more entry at the end. */
  readonly bands: Float64Array;
}

export const frameRoom = 4;
export const labelRoom = 3;

const outerChannel = 18;
const columnChannel = 32;
const laneEdgeChannel = 12;
const rowChannel = 26;
export const leastLaneHeight = 92;

export function computeCoordinates(tracks: Tracks, laneHeights: readonly number[]): Coordinates {
  const { problem } = tracks.lattice;
  const width = Float64Array.from(problem.items, (item) => item.width);
  const height = Float64Array.from(problem.items, (item) => item.height);
  const x = newAxis(tracks, false);
  const y = newAxis(tracks, true);
  const sizesX = solveStrips(tracks, { axis: x, size: width, other: height });
  const sizesY = solveStrips(tracks, { axis: y, size: height, other: width });
  // A circle that grew for its ports on one axis may be wider than its strip on the other.
  const again = growCircles(tracks.lattice, width, height);
  const finalX = again ? solveStrips(tracks, { axis: x, size: width, other: height }) : sizesX;
  const finalY = again ? solveStrips(tracks, { axis: y, size: height, other: width }) : sizesY;
  lineUp(tracks, x, finalX, new Float64Array(tracks.lattice.across));
  const pads = lanePads(tracks.lattice, finalY, laneHeights);
  lineUp(tracks, y, finalY, pads.before);
  const bands = bandsOf(tracks.lattice, y, pads);
  return { x, y, width, height, bands };
}

function newAxis({ lattice, runs }: Tracks, horizontalRuns: boolean): Axis {
  const strips = horizontalRuns ? lattice.down : lattice.across;
  return {
    horizontalRuns,
    starts: new Float64Array(strips + 1),
    position: new Float64Array(runs.length),
    center: new Float64Array(lattice.problem.items.length),
  };
}

/** How far a strip reaches before and after its origin (its center line, or its border for channels). */
interface StripSize {
  readonly before: number;
  readonly after: number;
}

interface Solving {
  readonly axis: Axis;
  /** Node sizes along this axis, which may grow; and along the other one. */
  readonly size: Float64Array;
  readonly other: Float64Array;
}

function solveStrips(tracks: Tracks, solving: Solving): readonly StripSize[] {
  const { lattice } = tracks;
  const isY = solving.axis.horizontalRuns;
  const orders = isY ? tracks.orderY : tracks.orderX;
  const nodes = nodesByStrip(lattice, isY);
  return orders.map((order, strip) => {
    const holdsNodes = isY ? lattice.isRow[strip] === 1 : (strip & 1) === 1;
    if (holdsNodes) return solveNodeStrip(tracks, solving, order, nodes.get(strip) ?? []);
    return solveChannel(tracks, solving, order, strip);
  });
}

function nodesByStrip({ stripX, stripY }: Lattice, isY: boolean): ReadonlyMap<number, readonly number[]> {
  const byStrip = new Map<number, number[]>();
  (isY ? stripY : stripX).forEach((strip, node) => {
    const list = byStrip.get(strip);
    if (list === undefined) byStrip.set(strip, [node]);
    else list.push(node);
  });
  return byStrip;
}

/** Neighbors in the order, cell by cell, with the room they need between them. */
function neighborGaps(tracks: Tracks, order: StripOrder): ReadonlyMap<string, { a: number; b: number; gap: number }> {
  const gaps = new Map<string, { a: number; b: number; gap: number }>();
  const lastAt = new Map<number, number>();
  for (const b of order) {
    const run = at(tracks.runs, b);
    for (let cell = run.low; cell <= run.high; cell++) {
      const a = lastAt.get(cell);
      lastAt.set(cell, b);
      if (a === undefined) continue;
      const gap = roomAt(tracks, a, cell).after + roomAt(tracks, b, cell).before;
      const key = `${a} ${b}`;
      const known = gaps.get(key);
      if (known === undefined) gaps.set(key, { a, b, gap });
      else known.gap = Math.max(known.gap, gap);
    }
  }
  return gaps;
}

function roomAt({ thickness, swellings }: Tracks, run: number, cell: number): Thickness {
  const swelling = swellings.get(run);
  return swelling !== undefined && swelling.cell === cell ? swelling : at(thickness, run);
}

/** The most room a run needs anywhere. */
function mostRoom({ thickness, swellings }: Tracks, run: number): Thickness {
  const [own, swelling] = [at(thickness, run), swellings.get(run)];
  return swelling === undefined
    ? own
    : { before: Math.max(own.before, swelling.before), after: Math.max(own.after, swelling.after) };
}

function solveNodeStrip(tracks: Tracks, solving: Solving, order: StripOrder, nodes: readonly number[]): StripSize {
  const gaps = [...neighborGaps(tracks, order).values()];
  const { size, axis } = solving;
  // Ports may need more room than their side has: then the node grows and the strip is solved again.
  for (let attempt = 0; attempt < 4; attempt++) {
    const bound = attempt < 3;
    solveAround(tracks, solving, order, nodes, gaps, bound);
    if (!growNodes(tracks, solving, order, nodes, bound)) break;
  }
  let [before, after] = [0, 0];
  for (const node of nodes) {
    before = Math.max(before, at(size, node) / 2 - at(axis.center, node));
    after = Math.max(after, at(size, node) / 2 + at(axis.center, node));
  }
  for (const run of order) {
    const room = mostRoom(tracks, run);
    before = Math.max(before, room.before - at(axis.position, run));
    after = Math.max(after, room.after + at(axis.position, run));
  }
  return { before: Math.ceil(before), after: Math.ceil(after) };
}

/** One solution around the center line, written to the axis. `bound`: ports are held to their nodes. */
function solveAround(
  tracks: Tracks,
  { axis, size }: Solving,
  order: StripOrder,
  nodes: readonly number[],
  gaps: readonly { a: number; b: number; gap: number }[],
  bound: boolean,
): void {
  const number = new Map<number, number>();
  const variables: Variable[] = order.map((run, index) => {
    number.set(run, index);
    return { desired: 0, weight: pullOf(at(tracks.runs, run)) };
  });
  const separations: Separation[] = gaps.map(({ a, b, gap }) => ({
    left: number.get(a) ?? 0,
    right: number.get(b) ?? 0,
    gap,
    equal: false,
  }));
  const nodeNumber = new Map(nodes.map((node) => [node, variables.push({ desired: 0, weight: 10_000 }) - 1]));
  if (bound) separations.push(...portBounds(tracks, order, number, nodeNumber, size));
  const positions = solveSeparations(variables, separations);
  order.forEach((run, index) => {
    axis.position[run] = Math.round(2 * at(positions, index)) / 2;
  });
  for (const [node, index] of nodeNumber) axis.center[node] = Math.round(2 * at(positions, index)) / 2;
}

/** Straight edges hold to the middle, the others make room. */
function pullOf(run: Run): number {
  const ends = Number(run.lowEnd.node >= 0) + Number(run.highEnd.node >= 0);
  if (run.kind !== 'edge') return 0.2;
  return ends === 2 ? 20_000 : ends === 1 ? 3 : 0.5;
}

/** How far from the node's middle a port may stand: nowhere else for a lone port on a round or pointed side. */
function portReach({ problem }: Lattice, node: number, size: number, alone: boolean): number {
  const { shape } = at(problem.items, node);
  if (shape === 'rectangle' || shape === 'taskbox') return Math.max(0, size / 2 - portMargin);
  return alone ? 0 : (size / 2) * usableShare[shape];
}

function portBounds(
  { lattice, runs }: Tracks,
  order: StripOrder,
  number: ReadonlyMap<number, number>,
  nodeNumber: ReadonlyMap<number, number>,
  size: Float64Array,
): readonly Separation[] {
  const counts = portCounts(runs, order);
  return order.flatMap((id): Separation[] => {
    const run = at(runs, id);
    const port = number.get(id) ?? 0;
    return [run.lowEnd.node, run.highEnd.node].flatMap((node, end): Separation[] => {
      const center = nodeNumber.get(node);
      if (center === undefined) return [];
      const reach = portReach(lattice, node, at(size, node), counts.get(2 * node + end) === 1);
      if (reach === 0) return [{ left: center, right: port, gap: 0, equal: true }];
      return [
        { left: center, right: port, gap: -reach, equal: false },
        { left: port, right: center, gap: -reach, equal: false },
      ];
    });
  });
}

/** By 2 · node + end: how many runs end there. Low ends lie at a node's right or bottom, high ends at its left or top. */
function portCounts(runs: readonly Run[], order: StripOrder): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const id of order) {
    const run = at(runs, id);
    [run.lowEnd.node, run.highEnd.node].forEach((node, end) => {
      if (node >= 0) counts.set(2 * node + end, (counts.get(2 * node + end) ?? 0) + 1);
    });
  }
  return counts;
}

/** Makes nodes as large as their ports ask for; says whether any grew. */
function growNodes(
  { lattice, runs }: Tracks,
  { axis, size }: Solving,
  order: StripOrder,
  nodes: readonly number[],
  bound: boolean,
): boolean {
  const counts = portCounts(runs, order);
  const here = new Set(nodes);
  let grown = false;
  const spans = new Map<number, { low: number; high: number; count: number }>();
  for (const id of order) {
    const run = at(runs, id);
    [run.lowEnd.node, run.highEnd.node].forEach((node, end) => {
      if (!here.has(node)) return;
      const key = 2 * node + end;
      const place = at(axis.position, id);
      const span = spans.get(key) ?? { low: place, high: place, count: counts.get(key) ?? 1 };
      spans.set(key, { ...span, low: Math.min(span.low, place), high: Math.max(span.high, place) });
    });
  }
  for (const [key, { low, high, count }] of spans) {
    const node = key >> 1;
    const center = at(axis.center, node);
    const off = Math.max(high - center, center - low);
    const reach = portReach(lattice, node, at(size, node), count === 1);
    if (off <= reach + 0.75) continue;
    grown = true;
    // Grow for the spread first; where even that does not hold, for the distance itself.
    const half = bound ? Math.min(off, (high - low) / 2 + 1) : off;
    size[node] = Math.max(at(size, node) + (bound ? 2 : 0), sizeForReach(lattice, node, half));
  }
  return grown;
}

function sizeForReach({ problem }: Lattice, node: number, reach: number): number {
  const { shape } = at(problem.items, node);
  if (shape === 'rectangle' || shape === 'taskbox') return 2 * Math.ceil(reach + portMargin);
  return 2 * Math.ceil(reach / usableShare[shape]);
}

function growCircles({ problem }: Lattice, width: Float64Array, height: Float64Array): boolean {
  let grown = false;
  problem.items.forEach(({ shape }, node) => {
    if (shape !== 'circle' || width[node] === height[node]) return;
    const diameter = Math.max(at(width, node), at(height, node));
    width[node] = diameter;
    height[node] = diameter;
    grown = true;
  });
  return grown;
}

/** Longest paths from both borders, averaged. */
function solveChannel(tracks: Tracks, { axis }: Solving, order: StripOrder, strip: number): StripSize {
  const least = leastChannel(tracks.lattice, axis.horizontalRuns, strip);
  const margins = channelMargins(tracks.lattice, axis.horizontalRuns, strip);
  const gaps = neighborGaps(tracks, order);
  const into = new Map<number, { other: number; gap: number }[]>();
  const out = new Map<number, { other: number; gap: number }[]>();
  for (const { a, b, gap } of gaps.values()) {
    into.set(b, [...(into.get(b) ?? []), { other: a, gap }]);
    out.set(a, [...(out.get(a) ?? []), { other: b, gap }]);
  }
  const fromStart = new Map<number, number>();
  for (const run of order) {
    const first = marginOf(tracks, run, margins.before, 'before');
    fromStart.set(
      run,
      (into.get(run) ?? []).reduce((most, { other, gap }) => Math.max(most, (fromStart.get(other) ?? 0) + gap), first),
    );
  }
  const fromEnd = new Map<number, number>();
  for (const run of [...order].reverse()) {
    const last = marginOf(tracks, run, margins.after, 'after');
    fromEnd.set(
      run,
      (out.get(run) ?? []).reduce((most, { other, gap }) => Math.max(most, (fromEnd.get(other) ?? 0) + gap), last),
    );
  }
  const size = order.reduce((most, run) => Math.max(most, (fromStart.get(run) ?? 0) + (fromEnd.get(run) ?? 0)), least);
  for (const run of order) {
    const place = ((fromStart.get(run) ?? 0) + size - (fromEnd.get(run) ?? 0)) / 2;
    axis.position[run] = Math.round(2 * place) / 2;
  }
  return { before: 0, after: Math.ceil(size) };
}

function leastChannel({ across, laneStart, laneOf }: Lattice, isY: boolean, strip: number): number {
  if (!isY) return strip === 0 || strip === across - 1 ? outerChannel : columnChannel;
  const lane = at(laneOf, strip);
  const isEdge = strip === at(laneStart, lane) || strip === at(laneStart, lane + 1) - 1;
  return isEdge ? laneEdgeChannel : rowChannel;
}

type Border = 'nodes' | 'lane';

function channelMargins(
  { across, laneStart, laneOf }: Lattice,
  isY: boolean,
  strip: number,
): { before: Border; after: Border } {
  if (!isY) return { before: strip === 0 ? 'lane' : 'nodes', after: strip === across - 1 ? 'lane' : 'nodes' };
  const lane = at(laneOf, strip);
  return {
    before: strip === at(laneStart, lane) ? 'lane' : 'nodes',
    after: strip === at(laneStart, lane + 1) - 1 ? 'lane' : 'nodes',
  };
}

/** Distance of the first line of a channel from its border: room for an arrowhead and a corner at nodes. */
function marginOf(tracks: Tracks, id: number, border: Border, end: 'before' | 'after'): number {
  const run = at(tracks.runs, id);
  const room = mostRoom(tracks, id)[end];
  if (run.kind === 'frame') return Math.max(10, room);
  if (run.kind === 'label') return room - labelRoom + (border === 'lane' ? 6 : 14);
  const swelling = tracks.swellings.get(id);
  const plain = border === 'lane' ? 11 : 19;
  return swelling === undefined ? plain : Math.max(plain, swelling[end] + 2);
}

function lineUp({ lattice, runs }: Tracks, axis: Axis, sizes: readonly StripSize[], pads: Float64Array): void {
  const { starts, position, center, horizontalRuns } = axis;
  const origin = new Float64Array(sizes.length);
  sizes.forEach(({ before, after }, strip) => {
    const start = at(starts, strip) + at(pads, strip);
    origin[strip] = start + before;
    starts[strip + 1] = start + before + after;
  });
  runs.forEach((run, id) => {
    if (run.horizontal === horizontalRuns) position[id] = at(position, id) + at(origin, run.strip);
  });
  const strips = horizontalRuns ? lattice.stripY : lattice.stripX;
  strips.forEach((strip, node) => {
    center[node] = at(center, node) + at(origin, strip);
  });
}

interface Pads {
  /** By horizontal strip: empty space before it. */
  readonly before: Float64Array;
  /** By lane: empty space at its end. */
  readonly atEnd: Float64Array;
}

/** Lanes that are too low for their header get space above and below. */
function lanePads({ laneStart, down }: Lattice, sizes: readonly StripSize[], laneHeights: readonly number[]): Pads {
  const before = new Float64Array(down + 1);
  const atEnd = new Float64Array(laneStart.length - 1);
  for (let lane = 0; lane + 1 < laneStart.length; lane++) {
    let height = 0;
    for (let strip = at(laneStart, lane); strip < at(laneStart, lane + 1); strip++)
      height += at(sizes, strip).before + at(sizes, strip).after;
    const missing = Math.max(0, Math.max(leastLaneHeight, laneHeights[lane] ?? 0) - height);
    const above = Math.floor(missing / 2);
    before[at(laneStart, lane)] = at(before, at(laneStart, lane)) + above;
    before[at(laneStart, lane + 1)] = missing - above;
    atEnd[lane] = missing - above;
  }
  return { before, atEnd };
}

function bandsOf({ laneStart }: Lattice, y: Axis, { atEnd }: Pads): Float64Array {
  const bands = new Float64Array(laneStart.length);
  for (let lane = 0; lane + 1 < laneStart.length; lane++) {
    const last = at(laneStart, lane + 1) - 1;
    // The end of the last strip, wherever the next lane's own space begins.
    bands[lane + 1] = at(y.starts, last + 1) + at(atEnd, lane);
  }
  return bands;
}
