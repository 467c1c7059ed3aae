import { type Board, moveLone } from './board.ts';
import { type History, keepSnapshot, optionOf, spaceIn } from './history.ts';

/*
 * The straight road, on which most steps of most runs lie: one token, ways with one edge, no limit in sight. It is
 * driven without moving the board, which is set down where the road ends. The steps are the same as `append` makes.
 */

export interface Cruise {
  readonly maxSteps: number;
  /** At a node that chooses: what is chosen, packed (`packChoice`), or -1 to ask the long way round. */
  readonly choose: (node: number, visitsBefore: number, step: number) => number;
  /** By way, how often it was chosen; counted on. */
  readonly tally: Int32Array;
}

/** Fires as many steps as it can, up to `maxSteps` in all. */
export function cruise(history: History, options: Cruise): void {
  let goesOn = true;
  while (goesOn && history.length < options.maxSteps && isOpen(history.board)) goesOn = drive(history, options);
}

/** Rounds are counted the long way round. */
function isOpen({ markCount, tables }: Board): boolean {
  return markCount === 1 && tables.counted.length === 0;
}

/** To the end of the road or of the space for steps; says whether the road goes on. */
function drive(history: History, { maxSteps, choose, tally }: Cruise): boolean {
  const { board } = history;
  const { tables, visits, lastWay, streak } = board;
  const { firstWay, to, waysOut } = tables;
  const { start, items } = waysOut;
  const space = spaceIn(history);
  const stop = Math.min(history.length + space.room, maxSteps);
  let edge = board.marks[0] ?? 0;
  let node = to[edge] ?? 0;
  let taken = -1;
  let from = -1;
  let way = 0;
  let { place } = space;
  let length = history.length;
  while (length < stop) {
    const first = firstWay[node] ?? 0;
    const visit = visits[node] ?? 0;
    const isChoice = (firstWay[node + 1] ?? 0) - first > 1;
    const choice = isChoice ? choose(node, visit, length) : 0;
    if (choice < 0) break;
    const next = first + optionOf(choice);
    const out = start[next] ?? 0;
    if (start[next + 1] !== out + 1) break;
    way = next;
    if (isChoice) tally[way] = (tally[way] ?? 0) + 1;
    space.numbers[place] = node;
    space.numbers[place + 1] = choice;
    place += 2;
    visits[node] = visit + 1;
    streak[node] = lastWay[node] === way ? (streak[node] ?? 0) + 1 : 1;
    lastWay[node] = way;
    taken = edge;
    from = node;
    edge = items[out] ?? 0;
    node = to[edge] ?? 0;
    length++;
  }
  if (from === -1) return false;
  setDown(board, { taken, from, way, edge });
  const isEnd = length < stop;
  history.length = length;
  keepSnapshot(history);
  return !isEnd;
}

/** The last step of a drive: the token taken from an edge, the node, its way, and the edge now marked. */
interface LastStep {
  readonly taken: number;
  readonly from: number;
  readonly way: number;
  readonly edge: number;
}

function setDown(board: Board, { taken, from, way, edge }: LastStep): void {
  const { last } = board;
  moveLone(board, edge);
  last.node = from;
  last.way = way;
  last.taken[0] = taken;
  last.takenCount = 1;
  last.mergedCount = 0;
  last.limitSlot = -1;
}
