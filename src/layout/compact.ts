// Strips side by side waste room where a wide thing in one lane meets nothing in another. This pass
// moves columns, channel lines and labels together along one axis, then the other: whatever can see
// one another keeps its distance and its order, so a drawing without faults stays without faults.
// The positions come from network simplex: shortest page first, then shortest lines.

import { at } from './at.ts';
import { type Coordinates, leastLaneHeight } from './coordinates.ts';
import type { Drawing } from './drawing.ts';
import { tabLine } from './loops.ts';
import { type Constraint, improveRanks } from './network-simplex.ts';
import type { Run } from './tracks.ts';

/** Something that keeps its distance along the axis. */
interface Thing {
  readonly kind: 'node' | 'line' | 'label' | 'frame' | 'border';
  /** The variable it moves with, and its distance from it. */
  readonly variable: number;
  readonly offset: number;
  /** Half its size along the axis. */
  readonly half: number;
  /** Its stretch across the axis, with the room it wants there. */
  readonly low: number;
  readonly high: number;
  /** Node, run or slot number, by kind; −1 for borders. */
  readonly id: number;
  /** The edge of a line or label, or −1. */
  readonly edge: number;
}

interface Scene {
  readonly drawing: Drawing;
  /** True: things move up and down. */
  readonly isY: boolean;
  readonly things: Thing[];
  readonly start: number[];
  /** By run: its variable, or −1. */
  readonly variableOf: Int32Array;
}

export function compactDrawing(drawing: Drawing, laneHeights: readonly number[]): Drawing {
  const narrow = { ...drawing, coordinates: compactAxis(drawing, false, laneHeights) };
  const low = { ...narrow, coordinates: compactAxis(narrow, true, laneHeights) };
  return { ...low, coordinates: compactAxis(low, false, laneHeights) };
}

/** Positions are half pixels while they are whole numbers. */
const scale = 2;
const pageWeight = 40;
/** Of a page with nothing on it, px. */
const leastLength = 36;

function compactAxis(drawing: Drawing, isY: boolean, laneHeights: readonly number[]): Coordinates {
  const scene = sceneOf(drawing, isY);
  const constraints = [
    ...visibilities(scene),
    ...lengths(scene),
    ...frameTightness(scene),
    ...pageLimits(scene, laneHeights),
  ];
  const start = Int32Array.from(scene.start, (value) => Math.round(value * scale));
  const solved = improveRanks(start.length, constraints, start);
  center(scene, constraints, solved);
  return written(scene, solved);
}

function sceneOf(drawing: Drawing, isY: boolean): Scene {
  const { runs } = drawing.tracks;
  const scene: Scene = { drawing, isY, things: [], start: [], variableOf: new Int32Array(runs.length).fill(-1) };
  addBorders(scene);
  const groups = addNodes(scene);
  runs.forEach((run, id) => {
    if (run.horizontal === isY && run.kind !== 'label') addLine(scene, run, id, groups);
  });
  addLabels(scene);
  return scene;
}

/** Both ends of the page along x; every lane border along y. */
function addBorders({ drawing, isY, things, start }: Scene): void {
  const { x, bands } = drawing.coordinates;
  const places = isY ? [...bands] : [0, at(x.starts, drawing.lattice.across)];
  for (const place of places) {
    const variable = start.push(place) - 1;
    things.push({ kind: 'border', variable, offset: 0, half: 0, low: -1e9, high: 1e9, id: -1, edge: -1 });
  }
}

/** Nodes of one column, or of one row in one lane, move as one. Returns the variables by strip. */
function addNodes({ drawing, isY, things, start }: Scene): ReadonlyMap<number, number> {
  const { lattice, coordinates } = drawing;
  const { x, y, width, height } = coordinates;
  const [along, across] = isY ? [y, x] : [x, y];
  const [size, breadth] = isY ? [height, width] : [width, height];
  const groups = new Map<number, number>();
  (isY ? lattice.stripY : lattice.stripX).forEach((strip, node) => {
    const place = at(along.center, node);
    const variable = groups.get(strip) ?? start.push(place) - 1;
    groups.set(strip, variable);
    const [middle, reach] = [at(across.center, node), at(breadth, node) / 2 + 8];
    things.push({
      kind: 'node',
      variable,
      offset: place - at(start, variable),
      half: at(size, node) / 2,
      low: middle - reach,
      high: middle + reach,
      id: node,
      edge: -1,
    });
  });
  return groups;
}

/** Lines that end at nodes move with them; lines in channels move alone. */
function addLine(scene: Scene, run: Run, id: number, groups: ReadonlyMap<number, number>): void {
  const { drawing, isY, things, start, variableOf } = scene;
  const { x, y } = drawing.coordinates;
  const place = at((isY ? y : x).position, id);
  const endsAtNode = run.lowEnd.node >= 0 || run.highEnd.node >= 0;
  const group = endsAtNode ? groups.get(run.strip) : undefined;
  const variable = group ?? start.push(place) - 1;
  variableOf[id] = variable;
  const [low, high] = run.kind === 'frame' ? frameStretch(drawing, run, isY) : lineStretch(drawing, run, isY);
  const kind = run.kind === 'frame' ? 'frame' : 'line';
  things.push({
    kind,
    variable,
    offset: place - at(start, variable),
    half: 0,
    low,
    high,
    id,
    edge: run.kind === 'frame' ? -1 : run.owner,
  });
}

const lineReach = 6;

function lineStretch({ coordinates }: Drawing, run: Run, isY: boolean): readonly [number, number] {
  const across = isY ? coordinates.x : coordinates.y;
  const size = isY ? coordinates.width : coordinates.height;
  // At its own node a line stops where the node's own room begins.
  const stop = (end: Run['lowEnd'], sign: number): number =>
    end.run >= 0
      ? at(across.position, end.run) - sign * lineReach
      : at(across.center, end.node) + sign * (at(size, end.node) / 2 + 8.5);
  const [low, high] = [stop(run.lowEnd, 1), stop(run.highEnd, -1)];
  return low <= high ? [low, high] : [(low + high) / 2, (low + high) / 2];
}

function frameStretch({ coordinates, frameAt }: Drawing, run: Run, isY: boolean): readonly [number, number] {
  const first = at(frameAt, run.owner);
  const across = isY ? coordinates.x : coordinates.y;
  const [a, b] = isY ? [0, 1] : [2, 3];
  return [at(across.position, first + a) - 4, at(across.position, first + b) + 4];
}

/** Labels and tabs: on a line that moves they move with it, on a line along the axis alone. */
function addLabels(scene: Scene): void {
  const { drawing } = scene;
  drawing.slots.forEach((slot, index) => {
    addPlate(scene, slot.run, at(drawing.boxAt, index), slot.size, slot.edge);
  });
  drawing.enclosures.forEach((enclosure, index) => {
    const first = at(drawing.frameAt, index);
    addPlate(scene, first + tabLine(drawing.lattice.problem.direction), first + 4, enclosure.tab.size, -1);
  });
}

function addPlate(
  { drawing, isY, things, start, variableOf }: Scene,
  run: number,
  box: number,
  size: { width: number; height: number },
  edge: number,
): void {
  const { x, y } = drawing.coordinates;
  const { horizontal } = at(drawing.tracks.runs, run);
  const movesWithLine = horizontal === isY;
  const [along, across] = isY ? [y, x] : [x, y];
  const place = at(along.position, movesWithLine ? run : box);
  const middle = at(across.position, movesWithLine ? box : run);
  const [half, reach] = isY ? [size.height / 2, size.width / 2 + 3] : [size.width / 2, size.height / 2 + 3];
  const variable = movesWithLine ? at(variableOf, run) : start.push(place) - 1;
  if (movesWithLine) cutOut(things, run, middle - reach, middle + reach);
  else variableOf[box] = variable;
  things.push({
    kind: 'label',
    variable,
    offset: place - at(start, variable),
    half,
    low: middle - reach,
    high: middle + reach,
    id: box,
    edge,
  });
}

/** A line gives way where its own plate stands, so that other plates see the plate and not the line. */
function cutOut(things: Thing[], run: number, low: number, high: number): void {
  const index = things.findIndex((thing) => thing.id === run && (thing.kind === 'line' || thing.kind === 'frame'));
  const line = things[index];
  if (line === undefined) return;
  const pieces = [
    { ...line, high: low },
    { ...line, low: high },
  ].filter((piece) => piece.low < piece.high);
  things.splice(index, 1, ...pieces);
}

/** One constraint per pair of things that see one another along the axis. */
function visibilities(scene: Scene): readonly Constraint[] {
  const { things, start } = scene;
  const place = (index: number): number => at(start, at(things, index).variable) + at(things, index).offset;
  const order = things.map((_, index) => index).sort((a, b) => place(a) - place(b) || a - b);
  const pairs = new Map<string, Constraint>();
  const note = (a: number, b: number): void => {
    const [s, t] = [at(things, a), at(things, b)];
    if (s.variable === t.variable) return;
    const room = s.half + t.half + roomBetween(scene, s, t);
    const gap = Math.floor(
      Math.min(
        Math.ceil(scale * (room + s.offset - t.offset)),
        Math.round(scale * at(start, t.variable)) - Math.round(scale * at(start, s.variable)),
      ),
    );
    const key = `${s.variable} ${t.variable}`;
    const known = pairs.get(key);
    if (known === undefined || known.gap < gap) pairs.set(key, { from: s.variable, to: t.variable, gap, weight: 0 });
  };
  sweep(order, things, note);
  // Things of one column or row hide each other without a constraint; from behind the rest is seen.
  const backwards = [...order].reverse();
  sweep(backwards, things, (a, b) => note(b, a));
  return [...pairs.values()];
}

interface Visible {
  readonly low: number;
  readonly high: number;
  readonly thing: number;
}

/** Keeps the skyline of what was passed last, stretch by stretch. */
function sweep(
  order: readonly number[],
  things: readonly Thing[],
  note: (before: number, after: number) => void,
): void {
  let skyline: readonly Visible[] = [];
  for (const index of order) {
    const { low, high } = at(things, index);
    const next: Visible[] = [];
    for (const part of skyline) {
      if (part.high <= low || part.low >= high) {
        next.push(part);
        continue;
      }
      note(part.thing, index);
      if (part.low < low) next.push({ ...part, high: low });
      if (part.high > high) next.push({ ...part, low: high });
    }
    next.push({ low, high, thing: index });
    skyline = next;
  }
}

/** Free room between two things, beyond their own sizes, px. */
function roomBetween(scene: Scene, a: Thing, b: Thing): number {
  const [s, t] = rankOf[a.kind] <= rankOf[b.kind] ? [a, b] : [b, a];
  if (s.kind === 'border') return borderRoom(scene.isY, t.kind);
  if (s.kind === 'node') return nodeRoom(scene, s, t);
  if (s.kind === 'frame') return t.kind === 'frame' ? 8 : t.kind === 'line' ? 10 : 7;
  if (s.kind === 'line' && t.kind === 'line') {
    const { thickness } = scene.drawing.tracks;
    return at(thickness, s.id).after + at(thickness, t.id).after;
  }
  return s.kind === 'line' ? 8 : 6;
}

const rankOf = { border: 0, node: 1, frame: 2, line: 3, label: 4 } as const;

function borderRoom(isY: boolean, kind: Thing['kind']): number {
  switch (kind) {
    case 'border':
      return 0;
    case 'node':
      return isY ? 12 : 18;
    case 'frame':
      return 8;
    case 'line':
      return isY ? 10 : 12;
    case 'label':
      return 5;
  }
}

function nodeRoom({ drawing, isY }: Scene, node: Thing, other: Thing): number {
  const wire = other.edge < 0 ? undefined : at(drawing.lattice.problem.wires, other.edge);
  const isOwn = wire !== undefined && (wire.from === node.id || wire.to === node.id);
  switch (other.kind) {
    case 'node':
      return isY ? 26 : 32;
    case 'frame':
      return 10;
    case 'line':
      return isOwn ? 19 : 12;
    case 'label':
      return isOwn ? 14 : 8;
    case 'border':
      return 0;
  }
}

/** Lines along the axis want to be short. */
function lengths({ drawing, isY, variableOf, start }: Scene): readonly Constraint[] {
  const { tracks, lattice } = drawing;
  const groupOf = new Map<number, number>();
  const strips = isY ? lattice.stripY : lattice.stripX;
  tracks.runs.forEach((run, id) => {
    if (run.horizontal === isY && run.kind === 'edge' && (run.lowEnd.node >= 0 || run.highEnd.node >= 0))
      groupOf.set(run.strip, at(variableOf, id));
  });
  return tracks.runs.flatMap((run): Constraint[] => {
    if (run.horizontal === isY || run.kind !== 'edge') return [];
    const variable = (end: Run['lowEnd']): number =>
      end.run >= 0 ? at(variableOf, end.run) : (groupOf.get(at(strips, end.node)) ?? nodeVariable(end.node));
    const [a, b] = [variable(run.lowEnd), variable(run.highEnd)];
    if (a < 0 || b < 0 || a === b) return [];
    const distance = Math.round(scale * at(start, b)) - Math.round(scale * at(start, a));
    // Offsets may turn the order of the variables round; then the length is left to other terms.
    return distance < 0 ? [] : [{ from: a, to: b, gap: 0, weight: 1 }];
  });

  function nodeVariable(node: number): number {
    return nodeVariables(drawing, isY).get(at(strips, node)) ?? -1;
  }
}

function nodeVariables({ lattice, coordinates }: Drawing, isY: boolean): ReadonlyMap<number, number> {
  const borders = isY ? coordinates.bands.length : 2;
  const groups = new Map<number, number>();
  for (const strip of isY ? lattice.stripY : lattice.stripX)
    if (!groups.has(strip)) groups.set(strip, borders + groups.size);
  return groups;
}

/** Frames want to be tight: each line is drawn to the outermost node on its side. */
function frameTightness({ drawing, isY, variableOf, start }: Scene): readonly Constraint[] {
  const variables = nodeVariables(drawing, isY);
  return drawing.enclosures.flatMap((enclosure, index): Constraint[] => {
    const first = at(drawing.frameAt, index) + (isY ? 2 : 0);
    const [low, high] = isY ? [enclosure.top, enclosure.bottom] : [enclosure.left, enclosure.right];
    const [inner, outer] = [variables.get(low + 1), variables.get(high - 1)];
    if (inner === undefined || outer === undefined) return [];
    const [before, after] = [at(variableOf, first), at(variableOf, first + 1)];
    const wishes = [
      { from: before, to: inner, gap: 0, weight: 2 },
      { from: outer, to: after, gap: 0, weight: 2 },
    ];
    return wishes.filter(({ from, to }) => at(start, from) <= at(start, to));
  });
}

/** The page wants to be small; lanes keep their least height. */
function pageLimits({ drawing, isY, start }: Scene, laneHeights: readonly number[]): readonly Constraint[] {
  const last = isY ? drawing.coordinates.bands.length - 1 : 1;
  const limit: Constraint = { from: 0, to: last, gap: 0, weight: pageWeight };
  const lengthOf = (from: number, to: number): number =>
    Math.round(scale * at(start, to)) - Math.round(scale * at(start, from));
  if (!isY) return [{ ...limit, gap: Math.min(lengthOf(0, 1), scale * leastLength) }];
  const limits = [limit];
  for (let lane = 0; lane < last; lane++) {
    const least = scale * Math.max(leastLaneHeight, laneHeights[lane] ?? 0);
    limits.push({ from: lane, to: lane + 1, gap: Math.min(lengthOf(lane, lane + 1), least), weight: 0 });
  }
  return limits;
}

/** What gains nothing by leaning to one side goes to the middle of its room. */
function center(scene: Scene, constraints: readonly Constraint[], solved: Int32Array): void {
  const pull = new Float64Array(solved.length);
  const into: Constraint[][] = Array.from({ length: solved.length }, () => []);
  const out: Constraint[][] = Array.from({ length: solved.length }, () => []);
  for (const constraint of constraints) {
    at(out, constraint.from).push(constraint);
    at(into, constraint.to).push(constraint);
    pull[constraint.from] = at(pull, constraint.from) + constraint.weight;
    pull[constraint.to] = at(pull, constraint.to) - constraint.weight;
  }
  const borders = scene.isY ? scene.drawing.coordinates.bands.length : 2;
  for (let round = 0; round < 4; round++) {
    for (let variable = borders; variable < solved.length; variable++) {
      if (pull[variable] !== 0) continue;
      const low = at(into, variable).reduce(
        (most, { from, gap }) => Math.max(most, at(solved, from) + gap),
        Number.NEGATIVE_INFINITY,
      );
      const high = at(out, variable).reduce(
        (least, { to, gap }) => Math.min(least, at(solved, to) - gap),
        Number.POSITIVE_INFINITY,
      );
      if (Number.isFinite(low) && Number.isFinite(high) && low < high) solved[variable] = Math.floor((low + high) / 2);
    }
  }
  if (scene.isY) centerLanes(scene, constraints, solved);
}

/** Moves all of a lane's content to the middle of its band. */
function centerLanes({ drawing, things }: Scene, constraints: readonly Constraint[], solved: Int32Array): void {
  const lanes = drawing.coordinates.bands.length - 1;
  const above = new Float64Array(lanes).fill(Number.POSITIVE_INFINITY);
  const below = new Float64Array(lanes).fill(Number.POSITIVE_INFINITY);
  for (const { from, to, gap } of constraints) {
    const slack = at(solved, to) - at(solved, from) - gap;
    if (from < lanes && to > lanes) above[from] = Math.min(at(above, from), slack);
    if (to <= lanes && to > 0 && from > lanes) below[to - 1] = Math.min(at(below, to - 1), slack);
  }
  const moved = new Set<number>();
  for (const { kind, variable } of things) {
    if (kind === 'border' || moved.has(variable)) continue;
    moved.add(variable);
    const lane = laneAt(solved, lanes, at(solved, variable));
    const shift = (at(below, lane) - at(above, lane)) / 2;
    if (Number.isFinite(shift)) solved[variable] = at(solved, variable) + Math.floor(shift);
  }
}

function laneAt(solved: Int32Array, lanes: number, place: number): number {
  let lane = 0;
  while (lane + 1 < lanes && at(solved, lane + 1) <= place) lane++;
  return lane;
}

function written({ drawing, isY, things, variableOf }: Scene, solved: Int32Array): Coordinates {
  const { coordinates, lattice } = drawing;
  const old = isY ? coordinates.y : coordinates.x;
  const axis = { ...old, starts: old.starts.slice(), position: old.position.slice(), center: old.center.slice() };
  const origin = at(solved, 0);
  const place = (thing: Thing): number => (at(solved, thing.variable) - origin) / scale + thing.offset;
  for (const thing of things) {
    if (thing.kind === 'node') axis.center[thing.id] = place(thing);
    else if (thing.kind === 'line' || thing.kind === 'frame') axis.position[thing.id] = place(thing);
    else if (thing.kind === 'label' && variableOf[thing.id] === thing.variable) axis.position[thing.id] = place(thing);
  }
  if (isY) {
    const bands = coordinates.bands.map((_, index) => (at(solved, index) - origin) / scale);
    return { ...coordinates, y: axis, bands };
  }
  axis.starts[lattice.across] = (at(solved, 1) - origin) / scale;
  return { ...coordinates, x: axis };
}
