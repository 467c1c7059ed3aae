import type { Board } from './board.ts';

/*
 * Whether a node has to wait: semantics.md 4.1. Node n waits while some token that is not in front of n can
 * come to an unmarked edge into n without going round a loop that n is in. Such a token is called a witness.
 *
 * There are two ways to look for one: ask the reachability index about every pair of a token and an unmarked
 * edge, or walk back from the unmarked edges until a token is met. With few tokens the first is cheap whatever
 * the flow; the second is cheap where tokens are near. So with many tokens the walk goes first and may cost as
 * much as the questions would.
 */

const fewPairs = 16;
const gaveUp = -2;

/** A witness, or -1. Leaves in `expected` by which edge its token can come. */
export function findWitness(board: Board, node: number): number {
  const { tables, markCount } = board;
  if (markCount < 2 || tables.mayWait[node] === 0) return -1;
  const { start } = tables.openIn;
  const pairs = markCount * ((start[node + 1] ?? 0) - (start[node] ?? 0));
  const met = pairs > fewPairs ? walkBack(board, node, pairs) : gaveUp;
  return met === gaveUp ? askPairs(board, node) : met;
}

/** Latest tokens first: when a witness has moved, the edge it moved to is among them. */
function askPairs(board: Board, node: number): number {
  for (let place = board.markCount - 1; place >= 0; place--) {
    const edge = board.marks[place] ?? 0;
    if (waitsFor(board, node, edge)) return edge;
  }
  return -1;
}

/** Whether the token on an edge can still come to a node by an unmarked edge. */
export function waitsFor(board: Board, node: number, edge: number): boolean {
  const { tables, placeOf } = board;
  const at = tables.to[edge] ?? 0;
  if (at === node || tables.mayWait[node] === 0) return false;
  const { start, items } = tables.openIn;
  const end = start[node + 1] ?? 0;
  for (let place = start[node] ?? 0; place < end; place++) {
    const way = items[place] ?? 0;
    if (placeOf[way] !== -1 || !tables.nests.canCome(at, way)) continue;
    board.expected[node] = way;
    return true;
  }
  return false;
}

/**
 * Goes back from the unmarked edges until it meets a token, or gives up after `budget` nodes. Begins with the
 * edge by which the last witness was expected: branches that arrive in order are then not passed again.
 */
function walkBack(board: Board, node: number, budget: number): number {
  const { start, items } = board.tables.openIn;
  const first = start[node] ?? 0;
  const count = (start[node + 1] ?? 0) - first;
  const begin = board.expectedPlace[node] ?? 0;
  const walk = { left: budget };
  board.seen.clear();
  for (let turn = 0; turn < count; turn++) {
    const place = (begin + turn) % count;
    const way = items[first + place] ?? 0;
    if (board.placeOf[way] !== -1) continue;
    const met = meetToken(board, node, board.tables.from[way] ?? 0, walk);
    if (met === -1) continue;
    board.expected[node] = way;
    board.expectedPlace[node] = place;
    return met;
  }
  return -1;
}

function meetToken({ tables, firstIn, seen }: Board, goal: number, from: number, walk: { left: number }): number {
  const { start, items } = tables.into;
  const stack = seen.add(from) ? [from] : [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const edge = firstIn[node] ?? -1;
    if (edge !== -1) return edge;
    if (walk.left-- === 0) return gaveUp;
    const end = start[node + 1] ?? 0;
    for (let place = start[node] ?? 0; place < end; place++) {
      const way = items[place] ?? 0;
      const source = tables.from[way] ?? 0;
      if (!seen.has(source) && !tables.nests.leadsRound(way, goal) && seen.add(source)) stack.push(source);
    }
  }
  return -1;
}

/** Whether a waiting node goes on waiting for sure: its witness has not moved, and its way is still open. */
export function stillWaits(board: Board, node: number): boolean {
  const { witness, expected, placeOf } = board;
  return witness[node] !== -1 && placeOf[expected[node] ?? 0] === -1;
}
