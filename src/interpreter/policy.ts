import type { Board } from './board.ts';
import { choiceAt, nodeAt, optionOf } from './history.ts';
import { isOffered } from './limits.ts';
import type { Decider, Machine, Run } from './machine.ts';
import { type Tables, unlimited, wayCount } from './tables.ts';

/** Who decides when nobody answers: semantics.md 6. `none` leaves the run waiting. */
export const policies = ['happy', 'first', 'random', 'worst', 'cover', 'none'] as const;
export type Policy = (typeof policies)[number];

/** How often each way out was taken. One tally serves all runs of a command, for the policy `cover`. */
export interface Tally {
  readonly taken: Int32Array;
}

export function newTally({ tables }: Machine): Tally {
  return { taken: new Int32Array(tables.firstWay.at(-1) ?? 0) };
}

/** What a run has taken so far. */
export function tallyOf({ machine, history, length }: Run): Tally {
  const tally = newTally(machine);
  for (let step = 0; step < length; step++) {
    const way = (machine.tables.firstWay[nodeAt(history, step)] ?? 0) + optionOf(choiceAt(history, step));
    tally.taken[way] = (tally.taken[way] ?? 0) + 1;
  }
  return tally;
}

/** What a policy may look at. */
export interface Deciding {
  readonly board: Board;
  readonly node: number;
  /** Steps so far: with the seed, it makes the random choice. */
  readonly step: number;
  readonly seed: number;
  readonly tally: Tally;
}

/** The number of the option a policy takes, or -1 when limits leave none. */
export function decide(policy: Decider, deciding: Deciding): number {
  switch (policy) {
    case 'first':
      return best(deciding, () => 0);
    case 'random':
      return pickRandom(deciding);
    case 'worst':
      return stayInLoops(deciding);
    case 'cover':
      return best(deciding, (way) => deciding.tally.taken[way] ?? 0);
    default:
      return leaveLoops(deciding);
  }
}

/** The offered option with the least cost, the first of equals. */
function best({ board, node }: Deciding, costOf: (way: number) => number): number {
  const { tables } = board;
  const first = tables.firstWay[node] ?? 0;
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let option = 0; option < wayCount(tables, node); option++) {
    if (!isOffered(board, node, first + option)) continue;
    const cost = costOf(first + option);
    if (cost >= least) continue;
    least = cost;
    found = option;
  }
  return found;
}

/** An option that is not committed to a back edge; in endless surroundings the one that leaves most loops. */
function leaveLoops(deciding: Deciding): number {
  const { committed } = deciding.board.tables;
  return best(deciding, (way) => committed[way] ?? 0);
}

const mostRoundsInARow = 3;

/** A committed option as long as its limit allows, and where nothing limits it, three times in a row. */
function stayInLoops(deciding: Deciding): number {
  const { board, node } = deciding;
  const { committed } = board.tables;
  const isWorn = (way: number): boolean =>
    board.lastWay[node] === way && (board.streak[node] ?? 0) >= mostRoundsInARow && !isLimited(board, way);
  const stay = best(deciding, (way) => (committed[way] === -1 || isWorn(way) ? Number.POSITIVE_INFINITY : 0));
  return stay === -1 ? leaveLoops(deciding) : stay;
}

function isLimited({ tables, limits }: Board, way: number): boolean {
  const { start, items } = tables.stops;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    if ((limits[items[place] ?? 0] ?? unlimited) !== unlimited) return true;
  }
  return false;
}

// ---- chance

function pickRandom(deciding: Deciding): number {
  const { board, node, seed, step } = deciding;
  let left = randomBelow(countOffered(board.tables, board, node), seed, step);
  return best(deciding, () => (left-- === 0 ? 0 : 1));
}

function countOffered({ firstWay }: Tables, board: Board, node: number): number {
  let count = 0;
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++)
    count += Number(isOffered(board, node, way));
  return count;
}

/**
 * A number from 0 up to, not including, `bound`, from a seed and a counter. Since nothing is carried from step
 * to step, a run that goes on from any earlier step decides as it would have.
 */
export function randomBelow(bound: number, seed: number, counter: number): number {
  const mixed = mix((mix(seed) + Math.imul(counter, 0x9e3779b9)) | 0);
  return Math.floor(((mixed >>> 0) * bound) / 2 ** 32);
}

/** The finalizer of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit of the result. */
function mix(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
