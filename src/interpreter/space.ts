/*
 * The states of a flow that were seen, and the moves between them, in flat arrays: no object per state. States are
 * numbered from 0 in the order in which they were found, so each number stands after that of its parent. A state
 * is a record of numbers: its marked edges, ascending; then, for each counted loop that has rounds, the number of
 * edges plus its slot, and the rounds. Records have no fixed length, since most states of a large flow hold few
 * tokens. What takes time is memory far apart, so the table holds hashes beside places, and in front of each record
 * stand the state's number and the length: a question then looks at two places only.
 */

/** The moves between things that are numbered as they are found. */
export interface Moves {
  /** By move: where it leads to, and the way that fires. */
  moveTo: Int32Array;
  moveWay: Int32Array;
  moveCount: number;
}

export interface Space extends Moves {
  /** Records one after the other, each behind its two numbers. What stands behind the last one is scratch. */
  cells: Int32Array;
  /** By state: where its record begins, and where it ends. */
  begin: Int32Array;
  end: Int32Array;
  /** By state: from where it was found first, -1 for a start; and the way that was taken, or the start's entry edge. */
  parent: Int32Array;
  parentWay: Int32Array;
  stateCount: number;
  /** Hash table with open addressing: pairs of where a record begins, 0 for free places, and its hash. */
  table: Int32Array;

  /** By state: its first move; and one more entry behind the last state whose moves are known. */
  firstMove: Int32Array;
  /** States below this number have all their moves. */
  expandedCount: number;
  readonly maxStates: number;
}

/** Numbers in all records together; states of very many tokens would otherwise fill any memory. */
const mostCells = 64_000_000;
const firstSize = 256;

export function emptySpace(maxStates: number): Space {
  // Most flows have few states: one piece of memory for all is quicker to get than many.
  const memory = new ArrayBuffer(9 * firstSize * Int32Array.BYTES_PER_ELEMENT);
  let taken = 0;
  const numbers = (): Int32Array =>
    new Int32Array(memory, taken++ * firstSize * Int32Array.BYTES_PER_ELEMENT, firstSize);
  return {
    cells: numbers(),
    begin: numbers(),
    end: numbers(),
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

/** Whether a state holds no token: there a run is completed. */
export function isEnd({ begin, end }: Space, state: number): boolean {
  return begin[state] === end[state];
}

/** Makes room for a record of at most so many numbers. Returns where it is to be written. */
export function roomFor(space: Space, length: number): number {
  const begin = (space.stateCount === 0 ? 0 : (space.end[space.stateCount - 1] ?? 0)) + 2;
  if (begin + length > space.cells.length) space.cells = grown(space.cells, begin + length);
  return begin;
}

/**
 * The number of the state whose record was just written into the room for it. A new state is kept; -1 when there
 * is no budget for it.
 */
export function numberOf(space: Space, hash: number, begin: number, end: number, parent: number, way: number): number {
  const { table, cells } = space;
  const mask = table.length - 2;
  let place = (hash << 1) & mask;
  for (let other = table[place] ?? 0; other !== 0; other = table[place] ?? 0) {
    if (table[place + 1] === hash && isSame(cells, other, begin, end)) return cells[other - 2] ?? 0;
    place = (place + 2) & mask;
  }
  if (space.stateCount >= space.maxStates || end > mostCells) return -1;
  table[place] = begin;
  table[place + 1] = hash;
  return keep(space, begin, end, parent, way);
}

function isSame(cells: Int32Array, other: number, begin: number, end: number): boolean {
  const length = end - begin;
  if (cells[other - 1] !== length) return false;
  for (let index = 0; index < length; index++) if (cells[other + index] !== cells[begin + index]) return false;
  return true;
}

function keep(space: Space, begin: number, end: number, parent: number, way: number): number {
  const state = space.stateCount;
  if (state + 2 > space.begin.length) growStates(space);
  space.cells[begin - 2] = state;
  space.cells[begin - 1] = end - begin;
  space.begin[state] = begin;
  space.end[state] = end;
  space.parent[state] = parent;
  space.parentWay[state] = way;
  space.stateCount++;
  if (space.stateCount * 4 > space.table.length) growTable(space);
  return state;
}

function growStates(space: Space): void {
  const size = space.begin.length + 1;
  space.begin = grown(space.begin, size);
  space.end = grown(space.end, size);
  space.parent = grown(space.parent, size);
  space.parentWay = grown(space.parentWay, size);
  space.firstMove = grown(space.firstMove, size);
}

function growTable(space: Space): void {
  const old = space.table;
  const table = new Int32Array(old.length * 2);
  const mask = table.length - 2;
  for (let from = 0; from < old.length; from += 2) {
    if (old[from] === 0) continue;
    let place = ((old[from + 1] ?? 0) << 1) & mask;
    while (table[place] !== 0) place = (place + 2) & mask;
    table[place] = old[from] ?? 0;
    table[place + 1] = old[from + 1] ?? 0;
  }
  space.table = table;
}

export function addMove(moves: Moves, to: number, way: number): void {
  const move = moves.moveCount++;
  if (move === moves.moveTo.length) {
    moves.moveTo = grown(moves.moveTo, move + 1);
    moves.moveWay = grown(moves.moveWay, move + 1);
  }
  moves.moveTo[move] = to;
  moves.moveWay[move] = way;
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
export function pathTo(space: Space, state: number): { entry: number; ways: number[] } {
  const { root, ways } = waysTo(space, state);
  return { entry: space.parentWay[root] ?? -1, ways };
}

/** The ways from a root of the tree of parents, first to last. */
export function waysTo(
  { parent, parentWay }: Pick<Space, 'parent' | 'parentWay'>,
  last: number,
): { root: number; ways: number[] } {
  const ways: number[] = [];
  let root = last;
  for (let from = parent[root] ?? -1; from !== -1; from = parent[root] ?? -1) {
    ways.push(parentWay[root] ?? 0);
    root = from;
  }
  return { root, ways: ways.reverse() };
}

/** A longer copy, with room to spare. */
export function grown(numbers: Int32Array, size: number): Int32Array {
  const longer = new Int32Array(Math.max(size, numbers.length * 2));
  longer.set(numbers);
  return longer;
}
