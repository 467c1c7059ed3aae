import type { Board } from './board.ts';

/*
 * Whether a node has to wait: semantics.md 4.1. Node n waits while some token that is not in front of n can
 * come, by forward edges, to an unmarked forward edge into n. Such a token is called a witness.
 */

/** A witness, or -1. Leaves in `expected` the edge by which its token can come. */
export function findWitness(board: Board, node: number): number {
  const { tables, markCount } = board;
  if (markCount < 2 || tables.mayWait[node] === 0) return -1;
  const openCount = countOpen(board, node);
  if (openCount === 0) return -1;
  // Asking for each pair costs no more than walking through the graph: true for all but very wide forks.
  return markCount * openCount <= tables.nodeCount + 64 ? askPairs(board, node) : walkBack(board, node);
}

/** Unmarked forward edges into a node. */
function countOpen({ tables, placeOf }: Board, node: number): number {
  const { start, items } = tables.forwardIn;
  const end = start[node + 1] ?? 0;
  let count = 0;
  for (let place = start[node] ?? 0; place < end; place++) if (placeOf[items[place] ?? 0] === -1) count++;
  return count;
}

/** Latest tokens first: when a witness has moved, the edge it moved to is among them. */
function askPairs(board: Board, node: number): number {
  for (let place = board.markCount - 1; place >= 0; place--) {
    const edge = board.marks[place] ?? 0;
    if (waitsFor(board, node, edge)) return edge;
  }
  return -1;
}

/** Whether the token on an edge can still come to a node by an unmarked forward edge. */
export function waitsFor(board: Board, node: number, edge: number): boolean {
  const { tables, placeOf } = board;
  const at = tables.to[edge] ?? 0;
  if (at === node || tables.mayWait[node] === 0) return false;
  const { start, items } = tables.forwardIn;
  const end = start[node + 1] ?? 0;
  for (let place = start[node] ?? 0; place < end; place++) {
    const way = items[place] ?? 0;
    if (placeOf[way] !== -1 || !tables.reaches(at, tables.from[way] ?? 0)) continue;
    board.expected[node] = way;
    return true;
  }
  return false;
}

/** Goes back from the unmarked edges until it meets a token. */
function walkBack(board: Board, node: number): number {
  const { tables, placeOf, seen } = board;
  const { start, items } = tables.forwardIn;
  seen.clear();
  for (let place = start[node] ?? 0; place < (start[node + 1] ?? 0); place++) {
    const way = items[place] ?? 0;
    const edge = placeOf[way] === -1 ? meetToken(board, tables.from[way] ?? 0) : -1;
    if (edge === -1) continue;
    board.expected[node] = way;
    return edge;
  }
  return -1;
}

function meetToken({ tables, firstIn, seen }: Board, from: number): number {
  const { start, items } = tables.forwardIn;
  const stack = seen.add(from) ? [from] : [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const edge = firstIn[node] ?? -1;
    if (edge !== -1) return edge;
    for (let place = start[node] ?? 0; place < (start[node + 1] ?? 0); place++) {
      const source = tables.from[items[place] ?? 0] ?? 0;
      if (seen.add(source)) stack.push(source);
    }
  }
  return -1;
}

/** Whether a waiting node goes on waiting for sure: its witness has not moved, and its way is still open. */
export function stillWaits(board: Board, node: number): boolean {
  const { witness, expected, placeOf } = board;
  return witness[node] !== -1 && placeOf[expected[node] ?? 0] === -1;
}
