// What a drawing costs its reader. Lower is better; the weights are those of layout.md, 4.8.

import { at } from './at.ts';
import type { Drawing } from './drawing.ts';
import { bottom, left, right, top, type Wire } from './problem.ts';

const crossingCost = 70;
const bendCost = 22;
const lengthCost = 0.05;
const pageCost = 0.35;
const rowCost = 40;
const offRowCost = 12;
const brokenRowCost = 45;
const brokenColumnCost = 25;
/** A step that leads against the reading direction although no handle asks for it. */
const againstCost = 35;

export function scoreOf(drawing: Drawing): number {
  const { lattice, coordinates } = drawing;
  const width = at(coordinates.x.starts, lattice.across);
  const height = at(coordinates.bands, coordinates.bands.length - 1);
  const { crossings, length, bends } = measureRuns(drawing);
  const page = pageCost * (width + height);
  return crossingCost * crossings + bendCost * bends + lengthCost * length + page + tidiness(drawing);
}

interface Measures {
  readonly crossings: number;
  readonly bends: number;
  readonly length: number;
}

/** Runs as x or y position and the stretch between their neighbors' positions. */
function measureRuns({ tracks, coordinates }: Drawing): Measures {
  const upright: number[] = [];
  const sideways: number[] = [];
  let [bends, length] = [0, 0];
  const { runs } = tracks;
  for (const ids of tracks.ofEdge) {
    bends += ids.length - 1;
    for (const id of ids) {
      const run = at(runs, id);
      const { x, y } = coordinates;
      const [own, other] = run.horizontal ? [y, x] : [x, y];
      const endAt = (end: typeof run.lowEnd): number =>
        end.run >= 0 ? at(other.position, end.run) : at(other.center, end.node);
      const [a, b] = [endAt(run.lowEnd), endAt(run.highEnd)];
      length += Math.abs(a - b);
      (run.horizontal ? sideways : upright).push(at(own.position, id), Math.min(a, b), Math.max(a, b));
    }
  }
  return { crossings: countCrossings(sideways, upright), bends, length };
}

function countCrossings(sideways: readonly number[], upright: readonly number[]): number {
  let count = 0;
  for (let s = 0; s < sideways.length; s += 3) {
    const [y, x1, x2] = [at(sideways, s), at(sideways, s + 1) + 0.6, at(sideways, s + 2) - 0.6];
    for (let u = 0; u < upright.length; u += 3) {
      const x = at(upright, u);
      if (x > x1 && x < x2 && y > at(upright, u + 1) + 0.6 && y < at(upright, u + 2) - 0.6) count++;
    }
  }
  return count;
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
