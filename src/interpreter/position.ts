import type { LoopId } from '../graph/graph.ts';
import { groupOf } from '../graph/paths.ts';
import { hasBit } from './bits.ts';
import { isOffered, limitsFor } from './limits.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import { numberOf, roomFor, type Space } from './space.ts';
import { type Tables, unlimited } from './tables.ts';

/*
 * One state at a time, laid out for questions: who is enabled, what is offered, and which state comes next. Unlike
 * the board it has no queue and no memory, so that any state of a space can be loaded in any order.
 */

export interface Position {
  readonly tables: Tables;
  /** By slot, as on a board. */
  readonly limits: Int32Array;
  readonly exact: Uint8Array;
  readonly rounds: Int32Array;
  /** Slots with rounds, ascending. */
  readonly turning: Int32Array;
  turningCount: number;
  /** Slots with a limit. The others need no count: nothing depends on it. */
  readonly slots: readonly number[];
  /** By edge: the number of bits that it gives to the hash of a state. */
  readonly keys: Int32Array;
  /** By way: its node. */
  readonly nodeOf: Int32Array;

  /** Marked edges, ascending, and the same by edge. */
  readonly marks: Int32Array;
  markCount: number;
  readonly isMarked: Uint8Array;
  /** Of the marks alone. */
  hash: number;
  /** Nodes in front of which tokens stand, each once. */
  readonly targets: Int32Array;
  targetCount: number;
  /** Those among them that can fire: they need not wait, and limits leave them a way. */
  readonly enabled: Int32Array;
  enabledCount: number;
  readonly seen: NumberSet;
  /** Of the record that was written last: its hash, and whether two tokens became one. */
  nextHash: number;
  merges: boolean;
}

export function emptyPosition(tables: Tables, loops: ReadonlyMap<LoopId, number> | undefined): Position {
  const { nodeCount, edgeCount, counted } = tables;
  const { limits, exact } = limitsFor(tables, loops);
  const keys = Int32Array.from({ length: edgeCount }, (_, edge) => scatter(edge + 1));
  return {
    tables,
    limits,
    exact,
    rounds: new Int32Array(counted.length),
    turning: new Int32Array(counted.length),
    turningCount: 0,
    slots: [...counted.keys()].filter((slot) => limits[slot] !== unlimited),
    keys,
    nodeOf: nodesOfWays(tables),
    marks: new Int32Array(edgeCount),
    markCount: 0,
    isMarked: new Uint8Array(edgeCount),
    hash: 0,
    targets: new Int32Array(nodeCount),
    targetCount: 0,
    enabled: new Int32Array(nodeCount),
    enabledCount: 0,
    seen: numberSet(nodeCount),
    nextHash: 0,
    merges: false,
  };
}

function nodesOfWays({ firstWay, nodeCount }: Tables): Int32Array {
  const nodes = new Int32Array(firstWay[nodeCount] ?? 0);
  for (let node = 0; node < nodeCount; node++) nodes.fill(node, firstWay[node], firstWay[node + 1]);
  return nodes;
}

/** The finalizer of MurmurHash3 (Appleby, public domain) over spread numbers. */
function scatter(number: number): number {
  let mixed = Math.imul(number, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

// ---- loading

export function loadState(position: Position, { cells, begin, end }: Space, state: number): void {
  load(position, cells, begin[state] ?? 0, end[state] ?? 0);
}

/** Loads the record that stands in some cells. */
function load(position: Position, cells: Int32Array, begin: number, end: number): void {
  const { marks, isMarked, keys, tables } = position;
  for (let index = 0; index < position.markCount; index++) isMarked[marks[index] ?? 0] = 0;
  let count = 0;
  let hash = 0;
  let place = begin;
  for (; place < end; place++) {
    const edge = cells[place] ?? 0;
    if (edge >= tables.edgeCount) break;
    marks[count++] = edge;
    isMarked[edge] = 1;
    hash ^= keys[edge] ?? 0;
  }
  position.markCount = count;
  position.hash = hash;
  if (position.slots.length > 0) loadRounds(position, cells, place, end);
  findTargets(position);
  findEnabled(position);
}

function loadRounds(position: Position, cells: Int32Array, begin: number, end: number): void {
  const { rounds, turning, tables } = position;
  for (let index = 0; index < position.turningCount; index++) rounds[turning[index] ?? 0] = 0;
  let count = 0;
  for (let place = begin; place < end; place += 2) {
    const slot = (cells[place] ?? 0) - tables.edgeCount;
    rounds[slot] = cells[place + 1] ?? 0;
    turning[count++] = slot;
  }
  position.turningCount = count;
}

function findTargets(position: Position): void {
  const { marks, markCount, targets, seen, tables } = position;
  let count = 0;
  seen.clear();
  for (let index = 0; index < markCount; index++) {
    const node = tables.to[marks[index] ?? 0] ?? 0;
    if (seen.add(node)) targets[count++] = node;
  }
  position.targetCount = count;
}

function findEnabled(position: Position): void {
  const { targets, targetCount, enabled, tables } = position;
  let count = 0;
  for (let index = 0; index < targetCount; index++) {
    const node = targets[index] ?? 0;
    if (targetCount > 1 && tables.mayWait[node] === 1 && hasToWait(position, node)) continue;
    if (tables.limited[node] === 1 && !hasWay(position, node)) continue;
    enabled[count++] = node;
  }
  position.enabledCount = count;
}

/** semantics.md 4.1: some token elsewhere can still come to the node. */
function hasToWait(position: Position, node: number): boolean {
  const { targets, targetCount } = position;
  for (let index = 0; index < targetCount; index++) {
    const at = targets[index] ?? 0;
    if (at !== node && canStillCome(position, at, node)) return true;
  }
  return false;
}

/** Whether a token in front of one node can come to an unmarked edge into another without going round its loops. */
export function canStillCome({ isMarked, tables }: Position, at: number, node: number): boolean {
  const { start, items } = tables.openIn;
  const end = start[node + 1] ?? 0;
  for (let place = start[node] ?? 0; place < end; place++) {
    const edge = items[place] ?? 0;
    if (isMarked[edge] === 0 && tables.nests.canCome(at, edge)) return true;
  }
  return false;
}

function hasWay(position: Position, node: number): boolean {
  const { firstWay } = position.tables;
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
    if (isOpen(position, node, way)) return true;
  }
  return false;
}

/** Whether limits leave a way of a node. A node that does not choose is stopped by a limit, but driven by none. */
export function isOpen(position: Position, node: number, way: number): boolean {
  return position.tables.limited[node] === 0 || isOffered(position, node, way);
}

function isEnabled({ enabled, enabledCount }: Position, node: number): boolean {
  return enabled.subarray(0, enabledCount).includes(node);
}

// ---- the next state

/** The state after a firing, found or kept in the space; -1 when the budget has ended. */
export function stateAfter(position: Position, space: Space, way: number, parent: number): number {
  const begin = roomFor(space, roomAfter(position, way));
  const end = writeAfter(position, way, space.cells, begin);
  return numberOf(space, position.nextHash, begin, end, parent, way);
}

/** How many numbers the record after a firing has at most. */
function roomAfter({ markCount, slots, tables }: Position, way: number): number {
  const { start } = tables.waysOut;
  return markCount + (start[way + 1] ?? 0) - (start[way] ?? 0) + slots.length * 2;
}

/** Loads a record and gives the one after a firing there; undefined when the firing is not possible. */
export function fireIn(position: Position, record: Int32Array, way: number): Int32Array | undefined {
  load(position, record, 0, record.length);
  const node = position.nodeOf[way] ?? 0;
  return isEnabled(position, node) && isOpen(position, node, way) ? recordAfter(position, way) : undefined;
}

/** The record after a firing of an enabled node. */
export function recordAfter(position: Position, way: number): Int32Array {
  const cells = new Int32Array(roomAfter(position, way));
  return cells.subarray(0, writeAfter(position, way, cells, 0));
}

/** Writes the record after a firing of an enabled node and returns where it ends. semantics.md 4.2. */
function writeAfter(position: Position, way: number, cells: Int32Array, begin: number): number {
  const { marks, markCount, keys, tables } = position;
  const { to } = tables;
  const { start, items } = tables.waysOut;
  const node = position.nodeOf[way] ?? 0;
  const last = start[way + 1] ?? 0;
  let next = start[way] ?? 0;
  let hash = position.hash;
  let merges = false;
  let end = begin;
  // Both lists are ascending, and so is what they make.
  for (let index = 0; index < markCount; index++) {
    const edge = marks[index] ?? 0;
    for (; next < last && (items[next] ?? 0) < edge; next++) {
      hash ^= keys[items[next] ?? 0] ?? 0;
      cells[end++] = items[next] ?? 0;
    }
    if (next < last && items[next] === edge) {
      next++;
      // An edge from a node to itself gives its token before it gets the next one.
      if (to[edge] !== node) merges = true;
    } else if (to[edge] === node) {
      hash ^= keys[edge] ?? 0;
      continue;
    }
    cells[end++] = edge;
  }
  for (; next < last; next++) {
    hash ^= keys[items[next] ?? 0] ?? 0;
    cells[end++] = items[next] ?? 0;
  }
  position.nextHash = hash;
  position.merges = merges;
  return position.slots.length === 0 ? end : writeRounds(position, way, cells, begin, end);
}

function writeRounds(position: Position, way: number, cells: Int32Array, begin: number, marksEnd: number): number {
  const { tables, rounds } = position;
  const turned = turnedBy(position, way);
  let end = marksEnd;
  for (const slot of slotsAfter(position, turned)) {
    // A way that turns a loop is open only below the limit, so no count passes it.
    const count = (rounds[slot] ?? 0) + Number(turned.includes(slot));
    if (!isActive(tables, slot, cells, begin, marksEnd)) continue;
    position.nextHash ^= scatter(Math.imul(tables.edgeCount + slot + 1, 0x01000193) ^ count);
    cells[end++] = tables.edgeCount + slot;
    cells[end++] = count;
  }
  return end;
}

/** The slots with a limit of which a way counts a round. */
function turnedBy({ tables, limits }: Position, way: number): Int32Array {
  const turned = groupOf(tables.turns, way);
  return turned.length === 0 ? turned : turned.filter((slot) => limits[slot] !== unlimited);
}

/** Slots that may have rounds after a firing, ascending. */
function slotsAfter({ turning, turningCount }: Position, turned: Int32Array): Iterable<number> {
  const before = turning.subarray(0, turningCount);
  if (turned.every((slot) => before.includes(slot))) return before;
  return [...new Set([...before, ...turned])].sort((a, b) => a - b);
}

/** Whether one of some edges points into the body of a loop. */
function isActive(tables: Tables, slot: number, cells: Int32Array, begin: number, end: number): boolean {
  const body = tables.bodyBits(slot);
  for (let place = begin; place < end; place++) {
    if (hasBit(body, tables.to[cells[place] ?? 0] ?? 0)) return true;
  }
  return false;
}
