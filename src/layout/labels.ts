// Where every edge label stands: a cell along its edge, chosen before any coordinate exists. The slot
// becomes a box in the strip across, so that ordering and spacing treat it like everything else.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import type { Size } from './layout.ts';
import { noEnd, type Run, type Runs } from './tracks.ts';

/** A label's place. */
export interface Slot {
  readonly edge: number;
  /** The labelled run and the cell along it. */
  readonly run: number;
  readonly cell: number;
  readonly size: Size;
}

/** What fills the lattice already; updated slot by slot. */
interface Filling {
  readonly lattice: Lattice;
  readonly runs: readonly Run[];
  /** By cell: how many runs lie there, sideways and upright. */
  readonly sideways: Int16Array;
  readonly upright: Int16Array;
  readonly labels: Int16Array;
  readonly widths: Float64Array;
  readonly heights: Float64Array;
}

export function chooseSlots(lattice: Lattice, { runs, ofEdge }: Runs): readonly Slot[] {
  const filling = fill(lattice, runs);
  const slots: Slot[] = [];
  lattice.problem.wires.forEach((wire, edge) => {
    if (wire.label === undefined) return;
    const slot = bestSlot(filling, edge, at(ofEdge, edge), wire.label.size);
    if (slot === undefined) return;
    slots.push(slot);
    take(filling, slot);
  });
  return slots;
}

function fill(lattice: Lattice, runs: readonly Run[]): Filling {
  const { across, down, problem, stripX, stripY } = lattice;
  const sideways = new Int16Array(across * down);
  const upright = new Int16Array(across * down);
  for (const run of runs) {
    const list = run.horizontal ? sideways : upright;
    for (let cell = run.low; cell <= run.high; cell++) {
      const index = cellOf(lattice, run, cell);
      list[index] = at(list, index) + 1;
    }
  }
  const widths = new Float64Array(across).fill(36);
  const heights = new Float64Array(down).fill(24);
  problem.items.forEach((item, node) => {
    widths[at(stripX, node)] = Math.max(at(widths, at(stripX, node)), item.width);
    heights[at(stripY, node)] = Math.max(at(heights, at(stripY, node)), item.height);
  });
  return { lattice, runs, sideways, upright, labels: new Int16Array(across * down), widths, heights };
}

function cellOf({ across }: Lattice, run: Run, cell: number): number {
  return run.horizontal ? run.strip * across + cell : cell * across + run.strip;
}

function bestSlot(filling: Filling, edge: number, ids: readonly number[], size: Size): Slot | undefined {
  let best: Slot | undefined;
  let least = Number.POSITIVE_INFINITY;
  const places = placesAlong(filling.runs, ids);
  places.forEach(({ run, cell }, place) => {
    const cost = slotCost(filling, at(filling.runs, run), cell, size) + placeCost(filling, edge, place, places.length);
    if (cost < least) [best, least] = [{ edge, run, cell, size }, cost];
  });
  return best;
}

/** All cells of an edge, from source to target. */
function placesAlong(runs: readonly Run[], ids: readonly number[]): readonly Pick<Slot, 'run' | 'cell'>[] {
  return ids.flatMap((id) => {
    const { low, high, forward } = at(runs, id);
    const length = high - low + 1;
    return Array.from({ length }, (_, k) => ({ run: id, cell: forward ? low + k : high - k }));
  });
}

/** Branch labels stand near their decision, others near the middle. */
function placeCost({ lattice }: Filling, edge: number, place: number, total: number): number {
  const wire = at(lattice.problem.wires, edge);
  const isBranch = at(lattice.problem.items, wire.from).shape === 'diamond';
  return isBranch ? 9 * place : 2 * Math.abs(place - (total - 1) / 2);
}

function slotCost(filling: Filling, run: Run, cell: number, size: Size): number {
  const { lattice, sideways, upright, labels, widths, heights } = filling;
  const index = cellOf(lattice, run, cell);
  const [along, athwart] = run.horizontal ? [sideways, upright] : [upright, sideways];
  const [x, y] = run.horizontal ? [cell, run.strip] : [run.strip, cell];
  const corners = cornersAt(run, cell);
  const wider = Math.max(0, neededWidth(run, x, size, corners > 0) - at(widths, x));
  const higher = Math.max(0, neededHeight(run, lattice.isRow[y] === 1, size, corners > 0) - at(heights, y));
  const parallels = (at(along, index) - 1) * (run.horizontal ? 9 : size.width / 3);
  // The edge's own corner is no crossing.
  const crossings = 30 * (at(athwart, index) - corners);
  const isTight = run.horizontal && run.low === run.high && corners > 0;
  const cornerCost = (corners > 0 ? 10 : 0) + (isTight ? 14 : 0);
  return crossings + 0.5 * wider + 0.6 * higher + parallels + 25 * at(labels, index) + cornerCost;
}

/** Room that a vertical strip must have for the label. At a corner in a node's column only one half is left. */
function neededWidth(run: Run, strip: number, { width }: Size, sideOnly: boolean): number {
  if (!run.horizontal) return width + 6;
  if ((strip & 1) === 0) return width + (sideOnly ? 40 : 28);
  return sideOnly ? 2 * (width + 12) : width + 6;
}

function neededHeight(run: Run, isRow: boolean, { height }: Size, sideOnly: boolean): number {
  if (run.horizontal) return height + 8;
  return isRow && sideOnly ? 2 * (height + 12) : height + 24;
}

/** How many of the edge's own corners lie in a cell of its run. */
function cornersAt(run: Run, cell: number): number {
  return Number(cell === run.low && run.lowEnd.run >= 0) + Number(cell === run.high && run.highEnd.run >= 0);
}

function take(filling: Filling, slot: Slot): void {
  const { lattice, runs, labels, widths, heights } = filling;
  const run = at(runs, slot.run);
  const index = cellOf(lattice, run, slot.cell);
  labels[index] = at(labels, index) + 1;
  const [x, y] = run.horizontal ? [slot.cell, run.strip] : [run.strip, slot.cell];
  const sideOnly = cornersAt(run, slot.cell) > 0;
  widths[x] = Math.max(at(widths, x), neededWidth(run, x, slot.size, sideOnly));
  heights[y] = Math.max(at(heights, y), neededHeight(run, lattice.isRow[y] === 1, slot.size, sideOnly));
}

/** The label as a box in the strip across its run. */
export function boxOf(slot: Slot, runs: readonly Run[]): Run {
  const run = at(runs, slot.run);
  const lowEnd = slot.cell === run.low ? { ...noEnd, run: run.lowEnd.run } : noEnd;
  const highEnd = slot.cell === run.high ? { ...noEnd, run: run.highEnd.run } : noEnd;
  return {
    kind: 'label',
    owner: slot.edge,
    horizontal: !run.horizontal,
    strip: slot.cell,
    low: run.strip,
    high: run.strip,
    lowEnd,
    highEnd,
    place: 0,
    forward: true,
  };
}
