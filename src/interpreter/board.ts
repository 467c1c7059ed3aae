import { hasBit } from './bits.ts';
import { noteLimit } from './limits.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import type { Tables } from './tables.ts';
import { findWitness, stillWaits, waitsFor } from './waiting.ts';

/*
 * The board on which tokens move: semantics.md 3 and 4, in place. It is the only thing in the interpreter that
 * is written again and again; histories keep the choices, and runs are values over them.
 *
 * A node with tokens in front of it is ready, and stands in the queue, or it waits. A waiting node watches one
 * marked edge whose token can still come to it, its witness, and is looked at again only when that token moves
 * or another one arrives. As a rule a move makes no ready node wait: what can come to it after the move could do
 * so before. Only an edge that leads round a loop of that node can, so then the queue is looked through.
 */

export interface Board {
  readonly tables: Tables;
  /** By slot: rounds allowed in this run, and 1 when they must be used up. */
  readonly limits: Int32Array;
  readonly exact: Uint8Array;

  /** The marked edges, in no order; and by edge where it stands there, -1 when it is not marked. */
  readonly marks: Int32Array;
  readonly placeOf: Int32Array;
  markCount: number;
  /** The marked edges into a node as a list: by node the first, by edge the next; -1 ends it. */
  readonly firstIn: Int32Array;
  readonly nextIn: Int32Array;

  readonly standing: Uint8Array;
  /** The queue as a ring of ready nodes; `nodeCount` is where it begins and ends. */
  readonly after: Int32Array;
  readonly before: Int32Array;
  /** By waiting node: its witness, and the unmarked edge by which that token can come. */
  readonly witness: Int32Array;
  readonly expected: Int32Array;
  /** By node: the place of that edge among those it may wait at, where the next search begins. */
  readonly expectedPlace: Int32Array;
  /** The nodes that watch an edge as a list: by edge the first, by node the neighbors; -1 ends it. */
  readonly firstWatcher: Int32Array;
  readonly nextWatcher: Int32Array;
  readonly previousWatcher: Int32Array;

  readonly visits: Int32Array;
  /** By node: the way last taken, and how often in a row. */
  readonly lastWay: Int32Array;
  readonly streak: Int32Array;
  /** By slot: rounds; and, for those in `turning`, which have rounds, marks that point into the body. */
  readonly rounds: Int32Array;
  readonly inside: Int32Array;
  readonly bodies: Int32Array[];
  turning: number[];
  /** Nodes where tokens ended, in the order of their first end. */
  readonly ends: number[];
  readonly hasEnded: Uint8Array;

  /** What the last firing did. */
  readonly last: Firing;
  /** Nodes to look at again after a firing, each once. */
  readonly doubtful: Int32Array;
  readonly isDoubtful: Uint8Array;
  doubtCount: number;
  readonly fresh: Int32Array;
  /** Scratch for searches. */
  readonly seen: NumberSet;
}

interface Firing {
  node: number;
  way: number;
  readonly taken: Int32Array;
  takenCount: number;
  readonly merged: Int32Array;
  mergedCount: number;
  /** The loop whose limit took options away, and its rounds then; -1 for none. */
  limitSlot: number;
  limitRounds: number;
}

/** More edges than this are not asked about one by one. */
const fewEdges = 4;

const idle = 0;
const ready = 1;
const waiting = 2;

/** A board without tokens. */
export function emptyBoard(tables: Tables, limits: Int32Array, exact: Uint8Array): Board {
  const { nodeCount, edgeCount, counted } = tables;
  const none = (count: number): Int32Array => new Int32Array(count).fill(-1);
  const board: Board = {
    tables,
    limits,
    exact,
    marks: none(edgeCount),
    placeOf: none(edgeCount),
    markCount: 0,
    firstIn: none(nodeCount),
    nextIn: none(edgeCount),
    standing: new Uint8Array(nodeCount),
    after: none(nodeCount + 1),
    before: none(nodeCount + 1),
    witness: none(nodeCount),
    expected: none(nodeCount),
    expectedPlace: new Int32Array(nodeCount),
    firstWatcher: none(edgeCount),
    nextWatcher: none(nodeCount),
    previousWatcher: none(nodeCount),
    visits: new Int32Array(nodeCount),
    lastWay: none(nodeCount),
    streak: new Int32Array(nodeCount),
    rounds: new Int32Array(counted.length),
    inside: new Int32Array(counted.length),
    bodies: [],
    turning: [],
    ends: [],
    hasEnded: new Uint8Array(nodeCount),
    last: {
      node: -1,
      way: -1,
      taken: none(edgeCount),
      takenCount: 0,
      merged: none(edgeCount),
      mergedCount: 0,
      limitSlot: -1,
      limitRounds: 0,
    },
    doubtful: none(nodeCount),
    isDoubtful: new Uint8Array(nodeCount),
    doubtCount: 0,
    fresh: none(nodeCount),
    seen: numberSet(nodeCount),
  };
  board.after[nodeCount] = nodeCount;
  board.before[nodeCount] = nodeCount;
  return board;
}

// ---- questions

/** The node that fires next, or -1. */
export function front({ after, tables }: Board): number {
  const node = after[tables.nodeCount] ?? -1;
  return node === tables.nodeCount ? -1 : node;
}

export function isReady({ standing }: Board, node: number): boolean {
  return standing[node] === ready;
}

/** Ready nodes in the order of the queue. */
export function queueOf({ after, tables }: Board): number[] {
  const queue: number[] = [];
  for (let node = after[tables.nodeCount] ?? 0; node !== tables.nodeCount; node = after[node] ?? 0) queue.push(node);
  return queue;
}

// ---- firing

/** Fires a ready node: its tokens go along the edges of one of its ways. */
export function fire(board: Board, node: number, way: number): void {
  const { tables, last } = board;
  last.node = node;
  last.way = way;
  last.limitSlot = -1;
  if (tables.limited[node] === 1) noteLimit(board, node);
  const { start } = tables.waysOut;
  const first = start[way] ?? 0;
  if (board.markCount === 1 && start[way + 1] === first + 1) moveAlone(board, tables.waysOut.items[first] ?? 0);
  else moveAmongOthers(board, node, way);
  remember(board, node, way);
  if (tables.counted.length > 0) countRounds(board, way);
}

/** The usual case, which most flows never leave: one token is on the board, and stays one. Nobody waits. */
function moveAlone(board: Board, edge: number): void {
  const { last } = board;
  const taken = board.marks[0] ?? 0;
  last.taken[0] = taken;
  last.takenCount = 1;
  last.mergedCount = 0;
  moveLone(board, edge);
  if (board.turning.length === 0) return;
  countInside(board, taken, -1);
  countInside(board, edge, 1);
}

/** The only token, which stands before a ready node, goes to another edge, and nobody waits. */
export function moveLone(board: Board, edge: number): void {
  const { tables, marks, placeOf, firstIn, after, before, standing } = board;
  const taken = marks[0] ?? 0;
  const node = tables.to[taken] ?? 0;
  const target = tables.to[edge] ?? 0;
  placeOf[taken] = -1;
  firstIn[node] = -1;
  standing[node] = idle;
  marks[0] = edge;
  placeOf[edge] = 0;
  board.nextIn[edge] = -1;
  firstIn[target] = edge;
  standing[target] = ready;
  const end = tables.nodeCount;
  after[end] = target;
  before[end] = target;
  after[target] = end;
  before[target] = end;
}

function moveAmongOthers(board: Board, node: number, way: number): void {
  leaveQueue(board, node);
  take(board, node);
  put(board, way);
  if (board.tables.leadsBack[way] === 1) lookThroughQueue(board, way);
  lookAgain(board);
}

function take(board: Board, node: number): void {
  const { last, firstIn, nextIn } = board;
  let count = 0;
  for (let edge = firstIn[node] ?? -1; edge !== -1; edge = nextIn[edge] ?? -1) {
    last.taken[count++] = edge;
    unmark(board, edge);
  }
  last.takenCount = count;
  firstIn[node] = -1;
}

function unmark(board: Board, edge: number): void {
  const { marks, placeOf } = board;
  const place = placeOf[edge] ?? 0;
  const moved = marks[--board.markCount] ?? 0;
  marks[place] = moved;
  placeOf[moved] = place;
  placeOf[edge] = -1;
  for (let node = board.firstWatcher[edge] ?? -1; node !== -1; node = board.nextWatcher[node] ?? -1) {
    board.witness[node] = -1;
    doubt(board, node);
  }
  board.firstWatcher[edge] = -1;
  if (board.turning.length > 0) countInside(board, edge, -1);
}

function put(board: Board, way: number): void {
  const { tables, placeOf, last } = board;
  const { start, items } = tables.waysOut;
  last.mergedCount = 0;
  const end = start[way + 1] ?? 0;
  for (let place = start[way] ?? 0; place < end; place++) {
    const edge = items[place] ?? 0;
    if (placeOf[edge] === -1) mark(board, edge);
    else last.merged[last.mergedCount++] = edge;
  }
}

/** `lookAgain` has to follow when all marks are placed. */
export function mark(board: Board, edge: number): void {
  const target = board.tables.to[edge] ?? 0;
  board.marks[board.markCount] = edge;
  board.placeOf[edge] = board.markCount++;
  board.nextIn[edge] = board.firstIn[target] ?? -1;
  board.firstIn[target] = edge;
  doubt(board, target);
  if (board.turning.length > 0) countInside(board, edge, 1);
}

function remember(board: Board, node: number, way: number): void {
  board.visits[node] = (board.visits[node] ?? 0) + 1;
  board.streak[node] = board.lastWay[node] === way ? (board.streak[node] ?? 0) + 1 : 1;
  board.lastWay[node] = way;
  const { start } = board.tables.waysOut;
  if (start[way] !== start[way + 1] || board.hasEnded[node] === 1) return;
  board.hasEnded[node] = 1;
  board.ends.push(node);
}

// ---- ready or waiting

function doubt(board: Board, node: number): void {
  if (board.isDoubtful[node] === 1) return;
  board.isDoubtful[node] = 1;
  board.doubtful[board.doubtCount++] = node;
}

/** Those found ready join the queue in source order. */
export function lookAgain(board: Board): void {
  const { doubtful, isDoubtful, standing, fresh } = board;
  let freshCount = 0;
  for (let index = 0; index < board.doubtCount; index++) {
    const node = doubtful[index] ?? 0;
    isDoubtful[node] = 0;
    if (standing[node] === ready || (standing[node] === waiting && stillWaits(board, node))) continue;
    if (standing[node] === waiting) stopWatching(board, node);
    const edge = findWitness(board, node);
    if (edge === -1) fresh[freshCount++] = node;
    else watch(board, node, edge);
  }
  board.doubtCount = 0;
  if (freshCount > 1) fresh.subarray(0, freshCount).sort();
  for (let index = 0; index < freshCount; index++) joinQueue(board, fresh[index] ?? 0);
}

/** After a way round a loop: ready nodes to which its tokens may still come wait for them. */
function lookThroughQueue(board: Board, way: number): void {
  const { tables, after } = board;
  for (let node = after[tables.nodeCount] ?? 0; node !== tables.nodeCount; ) {
    const next = after[node] ?? 0;
    const edge = newWitness(board, node, way);
    if (edge !== -1) {
      leaveQueue(board, node);
      watch(board, node, edge);
    }
    node = next;
  }
}

/** One of a way's edges whose token can come to a ready node. Older tokens cannot, or it would not be ready. */
function newWitness(board: Board, node: number, way: number): number {
  const { start, items } = board.tables.waysOut;
  const first = start[way] ?? 0;
  const end = start[way + 1] ?? 0;
  if (end - first > fewEdges) return findWitness(board, node);
  for (let place = first; place < end; place++) {
    const edge = items[place] ?? 0;
    if (waitsFor(board, node, edge)) return edge;
  }
  return -1;
}

export function joinQueue({ after, before, standing, tables }: Board, node: number): void {
  const end = tables.nodeCount;
  const last = before[end] ?? end;
  after[last] = node;
  before[node] = last;
  after[node] = end;
  before[end] = node;
  standing[node] = ready;
}

function leaveQueue({ after, before, standing }: Board, node: number): void {
  const next = after[node] ?? 0;
  const previous = before[node] ?? 0;
  after[previous] = next;
  before[next] = previous;
  standing[node] = idle;
}

function watch(
  { standing, witness, firstWatcher, nextWatcher, previousWatcher }: Board,
  node: number,
  edge: number,
): void {
  const next = firstWatcher[edge] ?? -1;
  standing[node] = waiting;
  witness[node] = edge;
  previousWatcher[node] = -1;
  nextWatcher[node] = next;
  firstWatcher[edge] = node;
  if (next !== -1) previousWatcher[next] = node;
}

function stopWatching({ witness, firstWatcher, nextWatcher, previousWatcher }: Board, node: number): void {
  const edge = witness[node] ?? -1;
  if (edge === -1) return;
  const next = nextWatcher[node] ?? -1;
  const previous = previousWatcher[node] ?? -1;
  if (next !== -1) previousWatcher[next] = previous;
  if (previous === -1) firstWatcher[edge] = next;
  else nextWatcher[previous] = next;
  witness[node] = -1;
}

// ---- rounds

function countRounds(board: Board, way: number): void {
  const { rounds, inside, tables } = board;
  const { start, items } = tables.turns;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const slot = items[place] ?? 0;
    if (rounds[slot] === 0) beginTurning(board, slot);
    rounds[slot] = (rounds[slot] ?? 0) + 1;
  }
  if (board.turning.every((slot) => inside[slot] !== 0)) return;
  for (const slot of board.turning) if (inside[slot] === 0) rounds[slot] = 0;
  board.turning = board.turning.filter((slot) => inside[slot] !== 0);
}

/** A loop without rounds needs no watching; from its first round on, its tokens are counted. */
export function beginTurning(board: Board, slot: number): void {
  const { tables, marks, bodies, inside } = board;
  bodies[slot] ??= tables.bodyBits(slot);
  inside[slot] = 0;
  for (let place = 0; place < board.markCount; place++) {
    if (isInBody(board, slot, marks[place] ?? 0)) inside[slot] = (inside[slot] ?? 0) + 1;
  }
  board.turning.push(slot);
}

function countInside(board: Board, edge: number, change: number): void {
  for (const slot of board.turning) {
    if (isInBody(board, slot, edge)) board.inside[slot] = (board.inside[slot] ?? 0) + change;
  }
}

function isInBody({ bodies, tables }: Board, slot: number, edge: number): boolean {
  const body = bodies[slot];
  return body !== undefined && hasBit(body, tables.to[edge] ?? 0);
}
