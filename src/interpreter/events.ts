import type { EdgeId } from '../graph/graph.ts';
import type { Board } from './board.ts';
import { unpackChoice } from './history.ts';
import { deciders, type LimitReached, type TraceEvent } from './machine.ts';
import type { Tables } from './tables.ts';

const none: readonly EdgeId[] = [];

/** The event of the board's last firing. */
export function eventOf(board: Board, step: number, choice: number): TraceEvent {
  const { tables, last } = board;
  const { words } = tables;
  const { node } = last;
  return {
    step,
    node: tables.nodes[node] ?? '',
    lane: tables.lanes[node] ?? '',
    visit: board.visits[node] ?? 0,
    in: edgesTaken(board),
    out: words.wayEdges[last.way] ?? none,
    answer: words.options[node]?.[unpackChoice(choice).option]?.answer,
    by: deciders[((choice >> 1) & 15) - 1],
    limit: last.limitSlot === -1 ? undefined : limitReached(board),
    merged: last.mergedCount === 0 ? none : named(tables, last.merged.subarray(0, last.mergedCount)),
    replies: words.replies[node] ?? none,
    picked: (choice & 1) === 1,
  };
}

function edgesTaken({ tables, last }: Board): readonly EdgeId[] {
  if (last.takenCount === 1) return tables.words.alone[last.taken[0] ?? 0] ?? none;
  return named(tables, last.taken.subarray(0, last.takenCount));
}

/** In source order. Entry edges have no name and are left out. */
function named({ edges }: Tables, numbers: Int32Array): EdgeId[] {
  return Array.from(numbers.toSorted(), (edge) => edges[edge] ?? '').filter((edge) => edge !== '');
}

function limitReached({ tables, limits, last }: Board): LimitReached {
  return { loop: tables.counted[last.limitSlot] ?? '', rounds: last.limitRounds, of: limits[last.limitSlot] ?? 0 };
}
