import { bitsOf } from './bits.ts';
import { type Board, beginTurning, emptyBoard, joinQueue, lookAgain, mark, queueOf } from './board.ts';
import type { State } from './machine.ts';

/** A board at rest. What can be computed again, such as who waits for whom, is left out. */
export interface Snapshot {
  readonly marks: Int32Array;
  readonly queue: Int32Array;
  readonly visits: Int32Array;
  readonly lastWay: Int32Array;
  readonly streak: Int32Array;
  readonly rounds: Int32Array;
  readonly ends: Int32Array;
}

export function takeSnapshot(board: Board): Snapshot {
  return {
    marks: board.marks.slice(0, board.markCount),
    queue: Int32Array.from(queueOf(board)),
    visits: board.visits.slice(),
    lastWay: board.lastWay.slice(),
    streak: board.streak.slice(),
    rounds: board.rounds.slice(),
    ends: Int32Array.from(board.ends),
  };
}

/** A new board like the one the snapshot was taken of; `like` gives the tables and limits. */
export function fromSnapshot(like: Board, snapshot: Snapshot): Board {
  const board = emptyBoard(like.tables, like.limits, like.exact);
  for (const edge of snapshot.marks) mark(board, edge);
  for (const node of snapshot.queue) joinQueue(board, node);
  lookAgain(board);
  board.visits.set(snapshot.visits);
  board.lastWay.set(snapshot.lastWay);
  board.streak.set(snapshot.streak);
  board.rounds.set(snapshot.rounds);
  for (const node of snapshot.ends) board.hasEnded[node] = 1;
  board.ends.push(...snapshot.ends);
  snapshot.rounds.forEach((rounds, slot) => {
    if (rounds > 0) beginTurning(board, slot);
  });
  return board;
}

/** What semantics.md calls the state: marks and rounds. */
export function stateOf({ marks, markCount, rounds, tables }: Board): State {
  return { marks: bitsOf(marks.subarray(0, markCount), tables.edgeCount), rounds: rounds.slice() };
}
