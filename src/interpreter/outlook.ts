import type { LaneId, LoopId, NodeId } from '../graph/graph.ts';
import { type Board, front, isReady, queueOf } from './board.ts';
import { limitingSlot, stoppingSlot } from './limits.ts';
import type { Run } from './machine.ts';
import { boardOf } from './step.ts';
import { chooses } from './tables.ts';

/** Where the tokens of a run stand, and what it would fire next. */
export interface Outlook {
  /** Nodes that could fire now, the scheduler's choice first. */
  readonly enabled: readonly NodeId[];
  /** Nodes that have a token and wait for another one, in source order. */
  readonly waiting: readonly NodeId[];
  readonly next: Ahead | undefined;
}

/** A firing that has not happened yet. */
export interface Ahead {
  readonly node: NodeId;
  readonly lane: LaneId;
  /** How often the node will have fired then. */
  readonly visit: number;
  /** The loop whose limit takes one of its ways off the table, or its only one. */
  readonly limit: LoopId | undefined;
}

export function outlookOf(run: Run): Outlook {
  const board = boardOf(run, run.length);
  const { nodes } = board.tables;
  const enabled = queueOf(board).map((node) => nodes[node] ?? '');
  return { enabled, waiting: waitingOn(board).map((node) => nodes[node] ?? ''), next: aheadOn(board) };
}

function waitingOn(board: Board): number[] {
  const { marks, markCount, tables } = board;
  const targets = Array.from(marks.subarray(0, markCount), (edge) => tables.to[edge] ?? 0);
  return [...new Set(targets)].filter((node) => !isReady(board, node)).sort((a, b) => a - b);
}

function aheadOn(board: Board): Ahead | undefined {
  const { tables, visits } = board;
  const node = front(board);
  if (node === -1) return undefined;
  const slot = chooses(tables, node) ? limitingSlot(board, node) : stoppingSlot(board, tables.firstWay[node] ?? 0);
  return {
    node: tables.nodes[node] ?? '',
    lane: tables.lanes[node] ?? '',
    visit: (visits[node] ?? 0) + 1,
    limit: slot === -1 ? undefined : tables.counted[slot],
  };
}
