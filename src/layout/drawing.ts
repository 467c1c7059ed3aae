// One pass from cells to a finished drawing in numbers.

import { at } from './at.ts';
import {
  type Coordinates,
  computeCoordinates,
  frameRoom,
  labelRoom,
  roomOfLine,
  type Swelling,
  type Thickness,
  type Tracks,
} from './coordinates.ts';
import { boxOf, chooseSlots, type Slot } from './labels.ts';
import { buildLattice, type Cells, type Lattice } from './lattice.ts';
import { type Enclosure, encloseLoops, frameRuns, tabCell } from './loops.ts';
import type { Problem } from './problem.ts';
import { type Path, type RouteWeights, routeAll } from './route.ts';
import { cutIntoRuns, orderStrip, preferenceOf, type Run, type Runs, type StripOrder } from './tracks.ts';

export interface Drawing {
  readonly lattice: Lattice;
  readonly tracks: Tracks;
  readonly slots: readonly Slot[];
  readonly enclosures: readonly Enclosure[];
  /** By enclosure: the run of its left line; right, top, bottom and the tab's box follow. */
  readonly frameAt: readonly number[];
  /** By slot: its box. */
  readonly boxAt: readonly number[];
  readonly coordinates: Coordinates;
}

export function draw(problem: Problem, cells: Cells, weights: RouteWeights, laneHeights: readonly number[]): Drawing {
  const lattice = buildLattice(problem, cells);
  const paths = routeAll(lattice, weights);
  return drawRouted(lattice, paths, laneHeights);
}

function drawRouted(lattice: Lattice, paths: readonly Path[], laneHeights: readonly number[]): Drawing {
  const edges = cutIntoRuns(lattice, paths);
  const slots = chooseSlots(lattice, edges, new Set());
  const enclosures = encloseLoops(lattice);
  const runs: Run[] = [...edges.runs];
  const swellings = new Map<number, Swelling>();
  const thickness: Thickness[] = edges.runs.map((run) => lineThickness(lattice, run));
  const boxAt = slots.map((slot) => {
    const run = at(runs, slot.run);
    swellings.set(slot.run, { cell: slot.cell, ...halves(run.horizontal ? slot.size.height : slot.size.width) });
    thickness.push(halves(run.horizontal ? slot.size.width : slot.size.height));
    return runs.push(boxOf(slot, runs)) - 1;
  });
  const frameAt = enclosures.map((enclosure, index) =>
    addFrame(lattice, edges, enclosure, index, { runs, thickness, swellings }),
  );
  const { orderX, orderY } = orderAll(lattice, runs);
  const tracks: Tracks = { lattice, runs, ofEdge: edges.ofEdge, orderX, orderY, thickness, swellings };
  return { lattice, tracks, slots, enclosures, frameAt, boxAt, coordinates: computeCoordinates(tracks, laneHeights) };
}

function halves(size: number): Thickness {
  return { before: size / 2 + labelRoom, after: size / 2 + labelRoom };
}

/** Lines into a crowded side stand closer together. */
function lineThickness({ problem }: Lattice, run: Run): Thickness {
  let ports = 0;
  for (const node of [run.lowEnd.node, run.highEnd.node])
    if (node >= 0) ports = Math.max(ports, sideCount(problem, run, node));
  const room = roomOfLine(ports);
  return { before: room, after: room };
}

function sideCount(problem: Problem, run: Run, node: number): number {
  const wire = at(problem.wires, run.owner);
  const side = wire.from === node && run.place === 0 ? wire.fromSide : wire.toSide;
  return at(portCountsOf(problem), 4 * node + side);
}

const portCountCache = new WeakMap<Problem, Int32Array>();

function portCountsOf(problem: Problem): Int32Array {
  const known = portCountCache.get(problem);
  if (known !== undefined) return known;
  const counts = new Int32Array(4 * problem.items.length);
  for (const wire of problem.wires) {
    for (const key of [4 * wire.from + wire.fromSide, 4 * wire.to + wire.toSide]) counts[key] = at(counts, key) + 1;
  }
  portCountCache.set(problem, counts);
  return counts;
}

interface Growing {
  readonly runs: Run[];
  readonly thickness: Thickness[];
  readonly swellings: Map<number, Swelling>;
}

function addFrame(
  lattice: Lattice,
  { runs: edgeRuns }: Runs,
  enclosure: Enclosure,
  index: number,
  { runs, thickness, swellings }: Growing,
): number {
  const first = runs.length;
  for (const line of frameRuns([enclosure])) {
    runs.push({ ...line, owner: index });
    thickness.push({ before: frameRoom, after: frameRoom });
  }
  const topLine = first + 2;
  const crossings = (cell: number): number =>
    edgeRuns.reduce(
      (sum, run) =>
        sum + Number(!run.horizontal && run.strip === cell && run.low <= enclosure.top && run.high >= enclosure.top),
      0,
    );
  const cell = tabCell(enclosure, crossings);
  const { size } = enclosure.tab;
  swellings.set(topLine, { cell, ...halves(size.height) });
  thickness.push(halves(size.width));
  const slot: Slot = { edge: -1, run: topLine, cell, beside: 0, size };
  runs.push(boxOf(slot, runs));
  void lattice;
  return first;
}

function orderAll(
  { across, down }: Lattice,
  runs: readonly Run[],
): { orderX: readonly StripOrder[]; orderY: readonly StripOrder[] } {
  const byX: number[][] = Array.from({ length: across }, () => []);
  const byY: number[][] = Array.from({ length: down }, () => []);
  runs.forEach((run, id) => {
    at(run.horizontal ? byY : byX, run.strip).push(id);
  });
  const prefer = preferenceOf(runs);
  const order = (members: readonly number[]): StripOrder => orderStrip(members, runs, prefer);
  return { orderX: byX.map(order), orderY: byY.map(order) };
}
