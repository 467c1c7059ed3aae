// One pass from cells to a finished drawing in numbers.

import { at } from './at.ts';
import {
  type Coordinates,
  computeCoordinates,
  frameRoom,
  labelRoom,
  type Swelling,
  type Thickness,
  type Tracks,
} from './coordinates.ts';
import { boxOf, chooseSlots, type Slot } from './labels.ts';
import { buildLattice, type Cells, type Lattice } from './lattice.ts';
import { type Enclosure, encloseLoops, frameRuns, tabCell, tabLine, tabText } from './loops.ts';
import { gapOfPorts } from './node-size.ts';
import { labelOf, type Problem } from './problem.ts';
import { type RouteWeights, routeAll } from './route.ts';
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
  const bare = buildLattice(problem, cells);
  const enclosures = encloseLoops(bare);
  const lattice = { ...bare, problem: withBadges(problem, enclosures) };
  const edges = cutIntoRuns(lattice, routeAll(lattice, weights));
  const slots = chooseSlots(lattice, edges);
  const growing = startGrowing(lattice, edges);
  const boxAt = slots.map((slot) => addSlot(slot, growing));
  const frameAt = enclosures.map((enclosure, index) => addFrame(lattice, edges.runs, enclosure, index, growing));
  const { runs, thickness, swellings } = growing;
  const tracks: Tracks = { lattice, runs, ofEdge: edges.ofEdge, ...orderAll(lattice, runs), thickness, swellings };
  const coordinates = computeCoordinates(tracks, laneHeights);
  return { lattice, tracks, slots, enclosures, frameAt, boxAt, coordinates };
}

/** A loop without any frame shows its condition at the first edge that it governs. */
export function withBadges(problem: Problem, enclosures: readonly Pick<Enclosure, 'loop'>[]): Problem {
  const framed = new Set(enclosures.map((enclosure) => enclosure.loop));
  const waiting = new Set(problem.loops.keys());
  for (const loop of framed) waiting.delete(loop);
  if (waiting.size === 0) return problem;
  const wires = problem.wires.map((wire) => {
    if (!waiting.delete(wire.loop)) return wire;
    const badge = tabText(at(problem.loops, wire.loop), true);
    const label = wire.label === undefined ? badge : `${wire.label.label}\n${badge}`;
    return { ...wire, label: labelOf(label, problem.direction) };
  });
  return { ...problem, wires };
}

/** Everything that will take room, collected before it is ordered. */
interface Growing {
  readonly runs: Run[];
  readonly thickness: Thickness[];
  readonly swellings: Map<number, Swelling>;
}

function startGrowing(lattice: Lattice, { runs }: Runs): Growing {
  const ports = portCounts(lattice.problem);
  return {
    runs: [...runs],
    thickness: runs.map((run) => lineThickness(lattice.problem, ports, run)),
    swellings: new Map(),
  };
}

/** The labelled run swells where the label stands; the box keeps the strip across free. Returns the box. */
function addSlot(slot: Slot, { runs, thickness, swellings }: Growing): number {
  const { horizontal } = at(runs, slot.run);
  const { width, height } = slot.size;
  swellings.set(slot.run, { cell: slot.cell, ...halves(horizontal ? height : width) });
  thickness.push(halves(horizontal ? width : height));
  return runs.push(boxOf(slot, runs)) - 1;
}

function halves(size: number): Thickness {
  return { before: size / 2 + labelRoom, after: size / 2 + labelRoom };
}

/** Four lines and the tab's box, in this order. Returns the first. */
function addFrame(
  lattice: Lattice,
  edgeRuns: readonly Run[],
  enclosure: Enclosure,
  index: number,
  growing: Growing,
): number {
  const lines = frameRuns(enclosure, index);
  const place = tabLine(lattice.problem.direction);
  const line = at(lines, place);
  const crossings = (cell: number): number =>
    edgeRuns.reduce((sum, run) => sum + Number(crosses(run, line.horizontal, line.strip, cell)), 0);
  const first = growing.runs.length;
  for (const run of lines) {
    growing.runs.push(run);
    growing.thickness.push({ before: frameRoom, after: frameRoom });
  }
  addSlot({ edge: -1, run: first + place, cell: tabCell(line, crossings), size: enclosure.tab.size }, growing);
  return first;
}

/** Whether a run passes a line along `strip` in one of its cells. */
function crosses(run: Run, horizontal: boolean, strip: number, cell: number): boolean {
  return run.horizontal !== horizontal && run.strip === cell && run.low <= strip && run.high >= strip;
}

/** Lines into a crowded side stand closer together. */
function lineThickness(problem: Problem, ports: Int32Array, run: Run): Thickness {
  const { from, fromSide, toSide } = at(problem.wires, run.owner);
  let most = 0;
  for (const node of [run.lowEnd.node, run.highEnd.node]) {
    if (node < 0) continue;
    const side = node === from && run.place === 0 ? fromSide : toSide;
    most = Math.max(most, at(ports, 4 * node + side));
  }
  const room = gapOfPorts(most) / 2;
  return { before: room, after: room };
}

/** By 4 · node + side: how many edges end there. */
function portCounts({ items, wires }: Problem): Int32Array {
  const counts = new Int32Array(4 * items.length);
  for (const { from, to, fromSide, toSide } of wires) {
    for (const key of [4 * from + fromSide, 4 * to + toSide]) counts[key] = at(counts, key) + 1;
  }
  return counts;
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
