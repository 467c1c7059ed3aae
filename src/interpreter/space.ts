/*
 * The states of a flow that were seen, and the moves between them, in flat arrays: no object per state. States are
 * numbered from 0 in the order in which they were found, so each number stands after that of its parent. A state
 * is a record of numbers: its marked edges, ascending; then, for each counted loop that has rounds, the number of
 * edges plus its slot, and the rounds. Records have no fixed length, since most states of a large flow hold few
 * tokens.
 */

export interface Space {
  /** Records one after the other. What stands behind the last one is scratch for the next. */
  cells: Int32Array;
  /** By state: where its record begins; and one more entry at the end. */
  begin: Int32Array;
  hashes: Int32Array;
  /** By state: from where it was found first, -1 for a start; and the way that was taken, or the start's entry edge. */
  parent: Int32Array;
  parentWay: Int32Array;
  stateCount: number;
  /** Hash table with open addressing: states plus 1, 0 for free places. */
  table: Int32Array;

  /** By state: its first move; and one more entry behind the last state whose moves are known. */
  firstMove: Int32Array;
  /** By move: the state it leads to, and the way that fires. */
  moveTo: Int32Array;
  moveWay: Int32Array;
  moveCount: number;
  /** States below this number have all their moves. */
  expandedCount: number;
  readonly maxStates: number;
}

/** Numbers in all records together; states of very many tokens would otherwise fill any memory. */
const mostCells = 64_000_000;
const firstSize = 256;

export function emptySpace(maxStates: number): Space {
  const numbers = (): Int32Array => new Int32Array(firstSize);
  return {
    cells: numbers(),
    begin: numbers(),
    hashes: numbers(),
    parent: numbers(),
    parentWay: numbers(),
    stateCount: 0,
    table: numbers(),
    firstMove: numbers(),
    moveTo: numbers(),
    moveWay: numbers(),
    moveCount: 0,
    expandedCount: 0,
    maxStates,
  };
}

/** Whether all states were found, and all their moves. */
export function isComplete({ expandedCount, stateCount, maxStates }: Space): boolean {
  return expandedCount === stateCount && maxStates > 0;
}

/** Makes room for a record of at most so many numbers. Returns where it is to be written. */
export function roomFor(space: Space, length: number): number {
  const end = space.begin[space.stateCount] ?? 0;
  if (end + length > space.cells.length) space.cells = grown(space.cells, end + length);
  return end;
}

/**
 * The number of the state whose record was just written behind the last one. A new state is kept; -1 when there
 * is no budget for it.
 */
export function numberOf(space: Space, hash: number, length: number, parent: number, way: number): number {
  const mask = space.table.length - 1;
  let place = hash & mask;
  for (let entry = space.table[place] ?? 0; entry !== 0; entry = space.table[place] ?? 0) {
    if (space.hashes[entry - 1] === hash && isSame(space, entry - 1, length)) return entry - 1;
    place = (place + 1) & mask;
  }
  const end = (space.begin[space.stateCount] ?? 0) + length;
  if (space.stateCount >= space.maxStates || end > mostCells) return -1;
  space.table[place] = space.stateCount + 1;
  return keep(space, hash, end, parent, way);
}

function isSame({ cells, begin, stateCount }: Space, state: number, length: number): boolean {
  const first = begin[state] ?? 0;
  const other = begin[stateCount] ?? 0;
  if ((begin[state + 1] ?? 0) - first !== length) return false;
  for (let index = 0; index < length; index++) if (cells[first + index] !== cells[other + index]) return false;
  return true;
}

function keep(space: Space, hash: number, end: number, parent: number, way: number): number {
  const state = space.stateCount;
  if (state + 2 > space.begin.length) growStates(space);
  space.begin[state + 1] = end;
  space.hashes[state] = hash;
  space.parent[state] = parent;
  space.parentWay[state] = way;
  space.stateCount++;
  if (space.stateCount * 2 > space.table.length) growTable(space);
  return state;
}

function growStates(space: Space): void {
  const size = space.begin.length + 1;
  space.begin = grown(space.begin, size);
  space.hashes = grown(space.hashes, size);
  space.parent = grown(space.parent, size);
  space.parentWay = grown(space.parentWay, size);
  space.firstMove = grown(space.firstMove, size);
}

function growTable(space: Space): void {
  const table = new Int32Array(space.table.length * 2);
  const mask = table.length - 1;
  for (let state = 0; state < space.stateCount; state++) {
    let place = (space.hashes[state] ?? 0) & mask;
    while (table[place] !== 0) place = (place + 1) & mask;
    table[place] = state + 1;
  }
  space.table = table;
}

export function addMove(space: Space, to: number, way: number): void {
  const move = space.moveCount++;
  if (move === space.moveTo.length) {
    space.moveTo = grown(space.moveTo, move + 1);
    space.moveWay = grown(space.moveWay, move + 1);
  }
  space.moveTo[move] = to;
  space.moveWay[move] = way;
}

/** All moves of the next state are there. */
export function endMoves(space: Space): void {
  space.expandedCount++;
  space.firstMove[space.expandedCount] = space.moveCount;
}

/** Forgets the moves of a state that could not be finished. */
export function dropMoves(space: Space): void {
  space.moveCount = space.firstMove[space.expandedCount] ?? 0;
}

/** The ways from a start to a state, first to last; and the entry edge of the start. */
export function pathTo({ parent, parentWay }: Space, state: number): { entry: number; ways: number[] } {
  const ways: number[] = [];
  let at = state;
  for (let from = parent[at] ?? -1; from !== -1; from = parent[at] ?? -1) {
    ways.push(parentWay[at] ?? 0);
    at = from;
  }
  return { entry: parentWay[at] ?? -1, ways: ways.reverse() };
}

/** A longer copy, with room to spare. */
export function grown(numbers: Int32Array, size: number): Int32Array {
  const longer = new Int32Array(Math.max(size, numbers.length * 2));
  longer.set(numbers);
  return longer;
}
