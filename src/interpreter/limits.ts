import type { LoopId } from '../graph/graph.ts';
import type { Board } from './board.ts';
import { type Tables, wayCount } from './tables.ts';

/*
 * Loop limits: semantics.md 5.3. At its limit a loop takes the ways that lead round again off the table; below
 * it, a loop that must use its rounds up leaves only those. Limits never answer a question.
 */

/** What limits depend on. */
export type Counts = Pick<Board, 'tables' | 'rounds' | 'limits' | 'exact'>;

/** The limits of a run, where the number of items of loops over items may be known. */
export function limitsFor(
  tables: Tables,
  loops: ReadonlyMap<LoopId, number> = new Map(),
): Pick<Counts, 'limits' | 'exact'> {
  const limits = tables.limits.slice();
  const exact = tables.exact.slice();
  tables.counted.forEach((loop, slot) => {
    const items = loops.get(loop);
    if (items === undefined || tables.overItems[slot] === 0) return;
    limits[slot] = Math.max(0, Math.floor(items) - 1);
    exact[slot] = 1;
  });
  return { limits, exact };
}

/** Whether a way of a node may be taken now. */
export function isOffered(board: Counts, node: number, way: number): boolean {
  if (board.tables.limited[node] === 0) return true;
  return stoppingSlot(board, way) === -1 && (drivingSlot(board, way) !== -1 || nodeDrivingSlot(board, node) === -1);
}

/** A loop at its limit that the way would go round again, or -1. */
export function stoppingSlot({ tables, rounds, limits }: Counts, way: number): number {
  const { start, items } = tables.stops;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const slot = items[place] ?? 0;
    if ((rounds[slot] ?? 0) >= (limits[slot] ?? 0)) return slot;
  }
  return -1;
}

/** A loop that must go on, and does so by this way, or -1. */
function drivingSlot({ tables, rounds, limits, exact }: Counts, way: number): number {
  const { start, items } = tables.drives;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const slot = items[place] ?? 0;
    if (exact[slot] === 1 && (rounds[slot] ?? 0) < (limits[slot] ?? 0)) return slot;
  }
  return -1;
}

function nodeDrivingSlot(board: Counts, node: number): number {
  const first = board.tables.firstWay[node] ?? 0;
  for (let index = 0; index < wayCount(board.tables, node); index++) {
    const slot = drivingSlot(board, first + index);
    if (slot !== -1) return slot;
  }
  return -1;
}

/** The loop whose limit takes a way off the table, or -1. */
export function removingSlot(board: Counts, node: number, way: number): number {
  if (isOffered(board, node, way)) return -1;
  const slot = stoppingSlot(board, way);
  return slot === -1 ? nodeDrivingSlot(board, node) : slot;
}

/** The loop whose limit takes one of the ways of a choice off the table, or -1. */
export function limitingSlot(board: Counts, node: number): number {
  const first = board.tables.firstWay[node] ?? 0;
  const count = wayCount(board.tables, node);
  for (let index = 0; index < count && count > 1; index++) {
    const slot = removingSlot(board, node, first + index);
    if (slot !== -1) return slot;
  }
  return -1;
}

/** Notes it for the event. */
export function noteLimit(board: Board, node: number): void {
  board.last.limitSlot = limitingSlot(board, node);
  board.last.limitRounds = board.rounds[board.last.limitSlot] ?? 0;
}
