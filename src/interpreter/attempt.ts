import { ambiguous, findAnswer } from './answers.ts';
import { type Board, front, queueOf } from './board.ts';
import { append, type History, packChoice } from './history.ts';
import { isOffered, removingSlot, stoppingSlot } from './limits.ts';
import type { Decider, Option, Question, Refusal, Status } from './machine.ts';
import { chooses } from './tables.ts';

/** How a run stands: semantics.md 4.5. */
export function statusOf(board: Board): Status {
  const { tables } = board;
  const node = front(board);
  if (node === -1) return completed(board);
  if (chooses(tables, node)) return asking(board, node, undefined);
  const slot = blockingSlot(board, node);
  if (slot !== -1) return exhausted(board, node, slot);
  if (board.after[node] === tables.nodeCount) return tables.words.next(node);
  return { kind: 'running', enabled: queueOf(board).map((each) => tables.nodes[each] ?? '') };
}

/**
 * Fires an enabled node at the end of a history, with an option where it chooses. Says how the run stands
 * instead, and changes nothing, when the answer is missing, does not fit, or is forbidden by a limit.
 */
export function attempt(
  history: History,
  node: number,
  option: number | Refusal | undefined,
  by: Decider,
): Status | undefined {
  const { board } = history;
  const { tables } = board;
  const isPick = node !== front(board);
  if (!chooses(tables, node)) {
    const slot = blockingSlot(board, node);
    if (slot !== -1) return exhausted(board, node, slot);
    append(history, node, packChoice(0, undefined, isPick));
    return undefined;
  }
  if (typeof option !== 'number') return asking(board, node, option);
  const slot = removingSlot(board, node, (tables.firstWay[node] ?? 0) + option);
  if (slot !== -1) return exhausted(board, node, slot);
  append(history, node, packChoice(option, by, isPick));
  return undefined;
}

/** For a node that chooses: the number of the option that an answer means, or why there is none. */
export function optionFor({ tables }: Board, node: number, answer: string): number | Refusal {
  const option = findAnswer(tables.words.book(node), answer);
  return option >= 0 ? option : { answer, why: option === ambiguous ? 'ambiguous' : 'unknown' };
}

/** For a node that chooses. */
export function questionOf(board: Board, node: number): Question {
  const { firstWay, limited, words } = board.tables;
  const asked = words.question(node);
  if (limited[node] === 0) return asked;
  const isOpen = (_: Option, option: number): boolean => isOffered(board, node, (firstWay[node] ?? 0) + option);
  const isRemoved = (one: Option, option: number): boolean => !isOpen(one, option);
  return { ...asked, options: asked.options.filter(isOpen), removed: asked.options.filter(isRemoved) };
}

/** Waiting for an answer, or exhausted when limits leave none. */
function asking(board: Board, node: number, refused: Refusal | undefined): Status {
  const question = questionOf(board, node);
  if (question.options.length > 0) return { kind: 'waiting', question, refused };
  return exhausted(board, node, removingSlot(board, node, board.tables.firstWay[node] ?? 0));
}

/** A loop at its limit whose back edge a node without a choice would have to take, or -1. */
function blockingSlot(board: Board, node: number): number {
  return board.tables.limited[node] === 0 ? -1 : stoppingSlot(board, board.tables.firstWay[node] ?? 0);
}

function exhausted({ tables }: Board, node: number, slot: number): Status {
  return { kind: 'exhausted', loop: tables.counted[slot], at: tables.nodes[node] ?? '' };
}

function completed({ tables, ends, markCount }: Board): Status {
  // Cannot happen: of the tokens' targets, the first one in topological order never waits (semantics.md 4.4).
  if (markCount > 0) throw new Error('laneflow: tokens are left and no node is enabled');
  return { kind: 'completed', ends: ends.map((node) => tables.nodes[node] ?? '') };
}
