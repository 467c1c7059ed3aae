import type { LoopId } from '../graph/graph.ts';
import { groupOf } from '../graph/paths.ts';
import { countingWays } from './counting-ways.ts';
import { beginOrders, findOrders, type Orders } from './order.ts';
import { emptyPosition, isOpen, loadState, type Position, stateAfter } from './position.ts';
import { beginReduction, nodeAlone, type Reduction } from './reduction.ts';
import { addMove, dropMoves, emptySpace, endMoves, isEnd, numberOf, roomFor, type Space } from './space.ts';
import type { Tables } from './tables.ts';

/* Breadth first through all states, and what can be noted on the way: semantics.md 12. */

export interface SearchOptions {
  readonly maxStates: number;
  readonly loops: ReadonlyMap<LoopId, number> | undefined;
  /** By node, whether somebody asks for the order of its firings; undefined to leave no order out. */
  readonly isVisible: Uint8Array | undefined;
}

export interface Search {
  readonly position: Position;
  readonly space: Space;
  readonly notes: Notes;
  readonly orders: Orders;
}

/** A state and a way that is taken there; -1 for none. */
export interface Place {
  readonly state: number;
  readonly way: number;
}

interface Notes {
  /** By way: 1 when some run takes it. */
  readonly isTaken: Uint8Array;
  /** By edge: where it was first marked although it held a token. */
  readonly merged: Map<number, Place>;
  /** By node with several forward ways in: the fewest and the most of them that gave a token at once. */
  readonly fewest: Map<number, Arrival>;
  readonly most: Map<number, Arrival>;
  /** By node: where a token first ended there while others were left. */
  readonly early: Map<number, Place>;
  /** States where tokens are left, and limits leave no way for any of them. */
  readonly stuck: number[];
  /** By node: 1 when it was once expanded alone while others could fire, so that orders are left out. */
  readonly wasAlone: Uint8Array;
}

export interface Arrival extends Place {
  readonly count: number;
}

/** The state without tokens, of which there is one, is where completed runs end. */
export function searchSpace(tables: Tables, { maxStates, loops, isVisible }: SearchOptions): Search {
  const position = emptyPosition(tables, loops);
  const counts = countingWays(position);
  const space = emptySpace(maxStates);
  const search = { position, space, notes: emptyNotes(tables), orders: beginOrders(position, counts) };
  const reduction = isVisible === undefined ? undefined : beginReduction(position, counts, isVisible);
  for (const edge of entriesOf(tables)) if (addStart(search, edge) === -1) return search;
  for (let state = 0; state < space.stateCount; state++) {
    loadState(position, space, state);
    if (expand(search, reduction, state)) endMoves(space);
    else {
      dropMoves(space);
      return search;
    }
  }
  return search;
}

function emptyNotes({ firstWay, nodeCount }: Tables): Notes {
  return {
    isTaken: new Uint8Array(firstWay[nodeCount] ?? 0),
    merged: new Map(),
    fewest: new Map(),
    most: new Map(),
    early: new Map(),
    stuck: [],
    wasAlone: new Uint8Array(nodeCount),
  };
}

/** A flow without nodes has one run, without tokens. */
function entriesOf({ from }: Tables): number[] {
  const entries = [...from.keys()].filter((edge) => from[edge] === -1);
  return entries.length === 0 ? [-1] : entries;
}

function addStart({ position, space }: Search, edge: number): number {
  const begin = roomFor(space, 1);
  if (edge === -1) return numberOf(space, 0, begin, begin, -1, edge);
  space.cells[begin] = edge;
  return numberOf(space, position.keys[edge] ?? 0, begin, begin + 1, -1, edge);
}

/** False when the budget ended before all moves were found. */
function expand(search: Search, reduction: Reduction | undefined, state: number): boolean {
  const { position, notes } = search;
  const { enabledCount } = position;
  if (enabledCount === 0 && position.markCount > 0) notes.stuck.push(state);
  if (enabledCount > 1) {
    const alone = reduction === undefined ? -1 : nodeAlone(reduction);
    if (alone !== -1) {
      notes.wasAlone[alone] = 1;
      return expandNode(search, state, alone);
    }
    findOrders(search.orders, position, search.space, state);
  }
  for (let index = 0; index < enabledCount; index++) {
    if (!expandNode(search, state, position.enabled[index] ?? 0)) return false;
  }
  return true;
}

function expandNode({ position, space, notes }: Search, state: number, node: number): boolean {
  const { firstWay, limited, forwardIn } = position.tables;
  const end = firstWay[node + 1] ?? 0;
  const isJoin = (forwardIn.start[node + 1] ?? 0) - (forwardIn.start[node] ?? 0) > 1;
  for (let way = firstWay[node] ?? 0; way < end; way++) {
    if (limited[node] === 1 && !isOpen(position, node, way)) continue;
    notes.isTaken[way] = 1;
    if (isJoin) noteArrival(position, notes, state, way);
    const next = stateAfter(position, space, way, state);
    if (position.merges) noteMerged(position, notes, state, way);
    if (next === -1) return false;
    if (isLast(position, way) && !isEnd(space, next) && !notes.early.has(node)) notes.early.set(node, { state, way });
    addMove(space, next, way);
  }
  return true;
}

function isLast({ tables: { waysOut } }: Position, way: number): boolean {
  return waysOut.start[way] === waysOut.start[way + 1];
}

function noteMerged({ isMarked, nodeOf, tables }: Position, { merged }: Notes, state: number, way: number): void {
  for (const edge of groupOf(tables.waysOut, way)) {
    const isMerged = isMarked[edge] === 1 && tables.to[edge] !== nodeOf[way];
    if (isMerged && !merged.has(edge)) merged.set(edge, { state, way });
  }
}

/** With how many of its forward ways in a node fires. */
function noteArrival({ isMarked, nodeOf, tables }: Position, notes: Notes, state: number, way: number): void {
  const { start, items } = tables.forwardIn;
  const node = nodeOf[way] ?? 0;
  const end = start[node + 1] ?? 0;
  let count = 0;
  for (let place = start[node] ?? 0; place < end; place++) count += isMarked[items[place] ?? 0] ?? 0;
  if (count === 0) return;
  const arrival = { state, way, count };
  if (count < (notes.fewest.get(node)?.count ?? Number.POSITIVE_INFINITY)) notes.fewest.set(node, arrival);
  if (count > (notes.most.get(node)?.count ?? 0)) notes.most.set(node, arrival);
}

/** States of all orders that are looked at for shorter runs; more would take longer than a reader gains. */
const mostForShorter = 20_000;

/** The same without leaving any order out, as far as that is worthwhile. */
export function searchAllOrders(tables: Tables, options: Omit<SearchOptions, 'isVisible'>): Search {
  return searchSpace(tables, {
    ...options,
    maxStates: Math.min(options.maxStates, mostForShorter),
    isVisible: undefined,
  });
}

/** Whether a search left orders out. */
export function leavesOut({ notes }: Search): boolean {
  return notes.wasAlone.includes(1);
}
