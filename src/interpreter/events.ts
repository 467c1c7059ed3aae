import type { EdgeId } from '../graph/graph.ts';
import type { Board } from './board.ts';
import { choiceAt, deciderOf, type History, isPicked, optionOf } from './history.ts';
import type { LimitReached, TraceEvent } from './machine.ts';
import type { Tables } from './tables.ts';

const none: readonly EdgeId[] = [];

/** The event of the board's last firing. */
export function eventOf(board: Board, step: number, choice: number): TraceEvent {
  const { tables, last } = board;
  const { words } = tables;
  const { node } = last;
  const by = deciderOf(choice);
  return {
    step,
    node: tables.nodes[node] ?? '',
    lane: tables.lanes[node] ?? '',
    visit: board.visits[node] ?? 0,
    in: last.takenCount === 1 ? words.alone(last.taken[0] ?? 0) : named(tables, last.taken, last.takenCount),
    out: words.edgesOf(last.way),
    answer: by === undefined ? undefined : words.options(node)[optionOf(choice)]?.answer,
    by,
    limit: last.limitSlot === -1 ? undefined : limitReached(board),
    merged: last.mergedCount === 0 ? none : named(tables, last.merged, last.mergedCount),
    replies: words.replies(node),
    picked: isPicked(choice),
  };
}

/** The event of a history's last step; it must have been fired on its board, not restored. */
export function latestEvent(history: History): TraceEvent {
  return eventOf(history.board, history.length, choiceAt(history, history.length - 1));
}

/** In source order, which is that of the numbers. Entry edges have no name and are left out. */
function named({ edges }: Tables, numbers: Int32Array, count: number): readonly EdgeId[] {
  sortFirst(numbers, count);
  const names: EdgeId[] = [];
  for (let place = 0; place < count; place++) {
    const name = edges[numbers[place] ?? 0] ?? '';
    if (name !== '') names.push(name);
  }
  return names;
}

/** Most joins have two ways in, for which a sort by insertion costs a comparison. */
function sortFirst(numbers: Int32Array, count: number): void {
  if (count > 16) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let end = 1; end < count; end++) {
    const number = numbers[end] ?? 0;
    let place = end;
    for (; place > 0 && (numbers[place - 1] ?? 0) > number; place--) numbers[place] = numbers[place - 1] ?? 0;
    numbers[place] = number;
  }
}

function limitReached({ tables, limits, last }: Board): LimitReached {
  return { loop: tables.counted[last.limitSlot] ?? '', rounds: last.limitRounds, of: limits[last.limitSlot] ?? 0 };
}
