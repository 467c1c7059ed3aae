import { groupOf } from '../graph/paths.ts';
import { fireIn } from './position.ts';
import type { Search } from './search-space.ts';

/*
 * A search that leaves orders out comes to a firing by way of steps of other branches. A short run to it is found
 * without trying all orders: by leaving those steps out again.
 */

/** A run in numbers: the entry edge of its start, and the ways that fire. */
export interface Path {
  readonly entry: number;
  readonly ways: readonly number[];
}

/** Only the firings that tokens of the last one come from, where that is a run; else the same path. */
export function withoutOthers(search: Search, path: Path): Path {
  const given = takenAlong(search, path);
  if (given === undefined) return path;
  const { waysOut } = search.position.tables;
  const needed = new Set(given.at(-1));
  const isNeeded = path.ways.map(() => true);
  for (let index = path.ways.length - 2; index >= 0; index--) {
    isNeeded[index] = groupOf(waysOut, path.ways[index] ?? 0).some((edge) => needed.has(edge));
    if (isNeeded[index]) for (const edge of given[index] ?? []) needed.add(edge);
  }
  const shorter = { entry: path.entry, ways: path.ways.filter((_, index) => isNeeded[index]) };
  return takenAlong(search, shorter) === undefined ? path : shorter;
}

/** By firing: the marked edges that it takes. Undefined when some firing is not possible where it stands. */
function takenAlong({ position }: Search, { entry, ways }: Path): number[][] | undefined {
  const taken: number[][] = [];
  let record: Int32Array = Int32Array.of(entry);
  for (const way of ways) {
    const next = fireIn(position, record, way);
    if (next === undefined) return undefined;
    const into = groupOf(position.tables.into, position.nodeOf[way] ?? 0);
    taken.push([...into].filter((edge) => position.isMarked[edge] === 1));
    record = next;
  }
  return taken;
}
