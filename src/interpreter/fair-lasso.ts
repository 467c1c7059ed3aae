import { components, type Groups, groupOf } from '../graph/paths.ts';
import { loadState, type Position } from './position.ts';
import type { Product } from './product.ts';
import { chooses } from './tables.ts';

/*
 * Runs that never end and never give what they owe. Such a run stays, from some step on, in a strongly connected set of
 * pairs. Two kinds of runs do not count:
 *
 * - runs that no scheduler makes: a node is enabled all the time and never fires;
 * - unless unfair runs are asked for, runs in which an answer is on offer again and again and is never given.
 *
 * A run that goes round all of a set is of neither kind, if each node that is enabled everywhere in the set fires in
 * it, and each answer on offer somewhere in the set is given in it. Where an answer is not, no fair run can come again
 * and again to the pairs that offer it; they are taken out, and what is left is looked at again (Emerson and Lei 1987).
 */

export interface Lasso {
  /** The pair where the round begins; how a run comes there is known from its parents. */
  readonly pair: number;
  /** Ways. */
  readonly cycle: readonly number[];
}

interface Hunt {
  readonly product: Product;
  readonly position: Position;
  readonly fair: boolean;
  /** By pair: its number in the part at hand, or -1. */
  readonly local: Int32Array;
}

/** A strongly connected set with at least one move: its pairs, ascending, and the moves that stay in it. */
interface Part {
  readonly pairs: readonly number[];
  /** By pair as it stands in `pairs`. The moves are numbers of the product. */
  readonly moves: Groups;
}

/** The lasso that begins earliest, or undefined if there is none. */
export function findLasso(product: Product, position: Position, fair: boolean): Lasso | undefined {
  const { monitor, memory, count } = product;
  const hunt: Hunt = { product, position, fair, local: new Int32Array(count).fill(-1) };
  const owing = [...Array(count).keys()].filter((pair) => monitor.mustEnd || monitor.owes(memory[pair] ?? 0));
  const todo = [owing];
  let best: Part | undefined;
  for (let pairs = todo.pop(); pairs !== undefined; pairs = todo.pop()) {
    for (const part of partsOf(hunt, pairs)) {
      if ((part.pairs[0] ?? 0) >= (best?.pairs[0] ?? count) || isStarving(hunt, part)) continue;
      const unfair = fair ? waysRefused(hunt, part) : new Set<number>();
      if (unfair.size === 0) best = part;
      else todo.push(part.pairs.filter((pair) => !offeredAt(product, pair).some((way) => unfair.has(way))));
    }
  }
  return best === undefined ? undefined : lassoIn(hunt, best);
}

function movesOf({ firstMove }: Product, pair: number): number[] {
  const begin = firstMove[pair] ?? 0;
  return Array.from({ length: (firstMove[pair + 1] ?? 0) - begin }, (_, index) => begin + index);
}

// ---- strongly connected sets

function partsOf({ product, local }: Hunt, pairs: readonly number[]): Part[] {
  pairs.forEach((pair, index) => {
    local[pair] = index;
  });
  const moves = movesAmong(product, local, pairs);
  const to = Int32Array.from(moves.items, (move) => local[product.moveTo[move] ?? 0] ?? 0);
  const outgoing = { start: moves.start, items: Int32Array.from(moves.items.keys()) };
  const parts = components({ nodeCount: pairs.length, to, outgoing });
  for (const pair of pairs) local[pair] = -1;
  const members: number[][] = Array.from({ length: parts.count }, () => []);
  pairs.forEach((pair, index) => {
    members[parts.of[index] ?? 0]?.push(pair);
  });
  return members.flatMap((own) => {
    own.forEach((pair, index) => {
      local[pair] = index;
    });
    const part = { pairs: own, moves: movesAmong(product, local, own) };
    for (const pair of own) local[pair] = -1;
    return part.moves.items.length === 0 ? [] : [part];
  });
}

function movesAmong(product: Product, local: Int32Array, pairs: readonly number[]): Groups {
  const { monitor, letters } = product;
  const start = new Int32Array(pairs.length + 1);
  const items: number[] = [];
  pairs.forEach((pair, index) => {
    for (const move of movesOf(product, pair)) {
      const isPaid = monitor.pays(letters[product.moveWay[move] ?? 0] ?? 0);
      if (!isPaid && local[product.moveTo[move] ?? 0] !== -1) items.push(move);
    }
    start[index + 1] = items.length;
  });
  return { start, items: Int32Array.from(items) };
}

// ---- what does not count

/** Whether some node is enabled in all of some pairs and fires in none of some moves. */
function isStarving(hunt: Hunt, { pairs, moves }: Part): boolean {
  return starvingNodes(hunt, pairs, firedBy(hunt, moves.items)).size > 0;
}

function firedBy({ product, position }: Hunt, moves: Iterable<number>): Set<number> {
  return new Set(Array.from(moves, (move) => position.nodeOf[product.moveWay[move] ?? 0] ?? 0));
}

function starvingNodes({ product, position }: Hunt, pairs: readonly number[], fired: ReadonlySet<number>): Set<number> {
  let starving: Set<number> | undefined;
  for (const pair of pairs) {
    if (starving?.size === 0) break;
    loadState(position, product.space, product.state[pair] ?? 0);
    const enabled = position.enabled.subarray(0, position.enabledCount);
    const here = starving === undefined ? [...enabled] : [...enabled].filter((node) => starving?.has(node));
    starving = new Set(here.filter((node) => !fired.has(node)));
  }
  return starving ?? new Set();
}

/** Answers on offer in a set and not given in it. */
function waysRefused({ product, position }: Hunt, { pairs, moves }: Part): Set<number> {
  const taken = new Set(Array.from(moves.items, (move) => product.moveWay[move] ?? 0));
  const refused = new Set<number>();
  for (const pair of pairs) {
    for (const way of offeredAt(product, pair)) {
      if (!taken.has(way) && chooses(position.tables, position.nodeOf[way] ?? 0)) refused.add(way);
    }
  }
  return refused;
}

/** Also those whose firing settles the claim, and so leads to no pair. */
function offeredAt({ space, state }: Product, pair: number): Int32Array {
  const at = state[pair] ?? 0;
  return space.moveWay.subarray(space.firstMove[at] ?? 0, space.firstMove[at + 1] ?? 0);
}

// ---- the round itself

/** A round through the earliest pair: a shortest one, with detours for what would make it unfair. */
function lassoIn(hunt: Hunt, part: Part): Lasso {
  const { product, local } = hunt;
  part.pairs.forEach((pair, index) => {
    local[pair] = index;
  });
  const pair = part.pairs[0] ?? 0;
  const cycle = wayTo(hunt, part, pair, (move) => product.moveTo[move] === pair);
  for (let next = detour(hunt, part, pair, cycle); next.length > 0; next = detour(hunt, part, pair, cycle)) {
    cycle.push(...next);
  }
  return { pair, cycle: cycle.map((move) => product.moveWay[move] ?? 0) };
}

/** A round that has something which a round lacks, or no moves. */
function detour(hunt: Hunt, part: Part, pair: number, cycle: readonly number[]): number[] {
  const { product, position } = hunt;
  const pairs = cycle.map((move) => product.moveTo[move] ?? 0);
  const refused = hunt.fair
    ? waysRefused(hunt, { pairs, moves: { start: new Int32Array(), items: Int32Array.from(cycle) } })
    : [];
  const [starving] = starvingNodes(hunt, pairs, firedBy(hunt, cycle));
  const [way] = refused;
  const isWanted = (move: number): boolean => {
    if (way !== undefined) return product.moveWay[move] === way;
    return position.nodeOf[product.moveWay[move] ?? 0] === starving || !isEnabledAfter(hunt, move, starving ?? -1);
  };
  if (way === undefined && starving === undefined) return [];
  const there = wayTo(hunt, part, pair, isWanted);
  const last = product.moveTo[there.at(-1) ?? 0] ?? pair;
  return last === pair ? there : [...there, ...wayTo(hunt, part, last, (move) => product.moveTo[move] === pair)];
}

function isEnabledAfter({ product, position }: Hunt, move: number, node: number): boolean {
  loadState(position, product.space, product.state[product.moveTo[move] ?? 0] ?? 0);
  return position.enabled.subarray(0, position.enabledCount).includes(node);
}

/** The moves of a shortest way in a part from a pair, the last one as wanted. In such a set there is one. */
function wayTo({ product, local }: Hunt, { moves }: Part, from: number, isWanted: (move: number) => boolean): number[] {
  const cameBy = new Map<number, { readonly move: number; readonly pair: number }>();
  const queue = [from];
  const walkBack = (last: number, end: number): number[] => {
    const way = [last];
    for (let at = cameBy.get(end); at !== undefined; at = cameBy.get(at.pair)) way.push(at.move);
    return way.reverse();
  };
  for (const pair of queue) {
    for (const move of groupOf(moves, local[pair] ?? 0)) {
      if (isWanted(move)) return walkBack(move, pair);
      const to = product.moveTo[move] ?? 0;
      if (to === from || cameBy.has(to)) continue;
      cameBy.set(to, { move, pair });
      queue.push(to);
    }
  }
  throw new Error('laneflow: a strongly connected set is not connected');
}
