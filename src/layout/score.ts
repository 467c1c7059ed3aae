// What a drawing costs its reader. Lower is better; the weights are set by `npm run bench:layout` and by eye.

import { at } from './at.ts';
import type { Drawing } from './drawing.ts';
import type { Wire } from './problem.ts';
import type { Run } from './tracks.ts';
import { bottom, left, right, top } from './ways.ts';

const crossingCost = 95;
const bendCost = 28;
/** More for each bend beyond two: such an edge makes a detour. */
const detourCost = 26;
/** And beyond four it is hard to follow. */
const mazeCost = 120;
const lengthCost = 0.05;
const pageCost = 0.4;
const rowCost = 40;
const offRowCost = 12;
const brokenRowCost = 60;
const brokenColumnCost = 40;
/** A step that leads against the reading direction although no handle asks for it. */
const againstCost = 35;

export function scoreOf(drawing: Drawing): number {
  const { lattice, coordinates } = drawing;
  const width = at(coordinates.x.starts, lattice.across);
  const height = at(coordinates.bands, coordinates.bands.length - 1);
  const { crossings, length, bends } = measureRuns(drawing);
  const page = pageCost * (width + height);
  return crossingCost * crossings + bends + lengthCost * length + page + tidiness(drawing);
}

interface Measures {
  readonly crossings: number;
  /** What the bends cost. */
  readonly bends: number;
  readonly length: number;
}

function measureRuns({ tracks, coordinates }: Drawing): Measures {
  const upright: Stretch[] = [];
  const sideways: Stretch[] = [];
  let length = 0;
  tracks.runs.forEach((run, id) => {
    if (run.kind !== 'edge') return;
    const stretch = stretchOf(run, id, coordinates);
    length += stretch.high - stretch.low + 1.2;
    (run.horizontal ? sideways : upright).push(stretch);
  });
  const bends = tracks.ofEdge.reduce((sum, ids) => sum + bendsCost(ids.length - 1), 0);
  return { crossings: countCrossings(sideways, upright), bends, length };
}

function bendsCost(bends: number): number {
  return bendCost * bends + detourCost * Math.max(0, bends - 2) + mazeCost * Math.max(0, bends - 4);
}

function countCrossings(sideways: readonly Stretch[], upright: readonly Stretch[]): number {
  let count = 0;
  for (const h of sideways) {
    for (const v of upright) {
      if (v.place > h.low && v.place < h.high && h.place > v.low && h.place < v.high) count++;
    }
  }
  return count;
}

/** By node: the bends and crossings of its edges, weighed like in the score. */
export function troubleOf({ lattice, tracks, coordinates }: Drawing): Float64Array {
  const trouble = new Float64Array(lattice.problem.items.length);
  const crossed = crossingsByEdge(tracks.runs, coordinates, tracks.ofEdge.length);
  lattice.problem.wires.forEach(({ from, to }, edge) => {
    const cost = bendCost * (at(tracks.ofEdge, edge).length - 1) + crossingCost * at(crossed, edge);
    trouble[from] = at(trouble, from) + cost;
    trouble[to] = at(trouble, to) + cost;
  });
  return trouble;
}

function crossingsByEdge(runs: readonly Run[], coordinates: Drawing['coordinates'], edges: number): Float64Array {
  const crossed = new Float64Array(edges);
  const lines = runs.flatMap((run, id) => (run.kind === 'edge' ? [stretchOf(run, id, coordinates)] : []));
  const upright = lines.filter(({ run }) => !run.horizontal);
  for (const h of lines) {
    if (!h.run.horizontal) continue;
    for (const v of upright) {
      if (v.place <= h.low || v.place >= h.high || h.place <= v.low || h.place >= v.high) continue;
      crossed[h.run.owner] = at(crossed, h.run.owner) + 1;
      crossed[v.run.owner] = at(crossed, v.run.owner) + 1;
    }
  }
  return crossed;
}

interface Stretch {
  readonly run: Run;
  readonly place: number;
  readonly low: number;
  readonly high: number;
}

/** A run with its coordinates, 0.6 px short of its ends. */
function stretchOf(run: Run, id: number, { x, y }: Drawing['coordinates']): Stretch {
  const [own, other] = run.horizontal ? [y, x] : [x, y];
  const endAt = (end: Run['lowEnd']): number =>
    end.run >= 0 ? at(other.position, end.run) : at(other.center, end.node);
  const [a, b] = [endAt(run.lowEnd), endAt(run.highEnd)];
  return { run, place: at(own.position, id), low: Math.min(a, b) + 0.6, high: Math.max(a, b) - 0.6 };
}

/** Without these terms a search breaks straight rows to save a few pixels. */
function tidiness({ lattice, tracks }: Drawing): number {
  const { problem, cells } = lattice;
  let cost = 0;
  for (const rows of cells.rows) cost += rowCost * (rows - 1);
  const main = mainRows(drawingRows(lattice));
  problem.items.forEach((item, node) => {
    if (at(cells.row, node) !== main.get(item.lane)) cost += offRowCost;
  });
  problem.wires.forEach((wire, edge) => {
    if (wire.from === wire.to || wire.back) return;
    const step = at(problem.items, wire.to).lane - at(problem.items, wire.from).lane;
    if (at(tracks.ofEdge, edge).length > 1) cost += brokenCost(wire, step);
    const asksForLeft = wire.fromSide === left || wire.toSide === right;
    if (!asksForLeft && at(cells.column, wire.to) < at(cells.column, wire.from)) cost += againstCost;
  });
  return cost;
}

/** Extra for a bent edge whose sides promise a straight one. */
function brokenCost({ fromSide, toSide }: Wire, step: number): number {
  if ((fromSide === right && toSide === left) || (fromSide === left && toSide === right))
    return step === 0 ? brokenRowCost : 0;
  const isColumn =
    (fromSide === bottom && toSide === top && step >= 0) || (fromSide === top && toSide === bottom && step <= 0);
  return isColumn ? brokenColumnCost : 0;
}

/** By lane and row: how many nodes. */
function drawingRows({ problem, cells }: Drawing['lattice']): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const counts = new Map<number, Map<number, number>>();
  problem.items.forEach(({ lane }, node) => {
    const rows = counts.get(lane) ?? new Map<number, number>();
    counts.set(lane, rows);
    const row = at(cells.row, node);
    rows.set(row, (rows.get(row) ?? 0) + 1);
  });
  return counts;
}

function mainRows(counts: ReadonlyMap<number, ReadonlyMap<number, number>>): ReadonlyMap<number, number> {
  const main = new Map<number, number>();
  for (const [lane, rows] of counts) {
    const [best] = [...rows].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best !== undefined) main.set(lane, best[0]);
  }
  return main;
}
