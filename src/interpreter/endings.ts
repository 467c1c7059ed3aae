import { components, numbersUpTo } from '../graph/paths.ts';
import type { Position } from './position.ts';
import type { Place, Search } from './search-space.ts';
import { isEnd, type Space } from './space.ts';
import { chooses } from './tables.ts';

/*
 * How runs end, from the graph of states: which states cannot reach the end, and which ends are reached twice. Both
 * are asked of strongly connected parts, in an order in which what a part leads to stands before it.
 *
 * Of two tokens that end in one run, the first may as well end last, when it stands where there is no way on: nobody
 * waits for it. That makes early ends a matter of what ends in the same run, which does not depend on the orders that
 * were left out. Where a loop is asked whether to go round again, somebody may wait for the answer; such nodes are
 * never expanded alone.
 */

export interface Endings {
  /** Rounds that nothing leaves, one for each set of nodes that fire in them. */
  readonly endless: readonly EndlessRound[];
  /** Nodes at which tokens end twice in some run. */
  readonly twice: ReadonlySet<number>;
  /** Nodes at which a token ends in some run while others are left. */
  readonly early: ReadonlySet<number>;
}

export interface EndlessRound {
  /** The first state of the round that was found. */
  readonly state: number;
  /** Ways taken in a shortest round from there. */
  readonly cycle: readonly number[];
  readonly nodes: readonly number[];
  /** The first state of the run to it from which no end can be reached, and how many steps lead there. */
  readonly lostIn: number;
  readonly lostAfter: number;
}

interface Parts {
  readonly space: Space;
  readonly count: number;
  readonly of: Int32Array;
  /** By the part they are in. */
  readonly states: Int32Array;
  /** By part: 1 when an end can be reached, or may be, as far as is known. */
  readonly mayEnd: Uint8Array;
}

export function findEndings({ position, space, notes }: Search): Endings {
  // Without a move round a loop, runs only go forward: they end, and no node fires twice.
  const leadsBack = notes.isTaken.some((taken, way) => taken === 1 && position.tables.leadsBack[way] === 1);
  if (!leadsBack && notes.early.size === 0) return { endless: [], twice: new Set(), early: new Set() };
  const parts = findParts(position, space);
  const { twice, together } = endsInOneRun(position, parts);
  return {
    endless: leadsBack ? endlessRounds(position, parts) : [],
    twice,
    early: new Set([...notes.early.keys(), ...together]),
  };
}

function findParts(position: Position, space: Space): Parts {
  const { expandedCount, stateCount, moveCount, firstMove, moveTo } = space;
  const start = new Int32Array(stateCount + 1).fill(moveCount);
  start.set(firstMove.subarray(0, expandedCount + 1));
  const outgoing = { start, items: numbersUpTo(moveCount) };
  const { count, of } = components({ nodeCount: stateCount, to: moveTo, outgoing });
  const parts = { space, count, of, states: statesByPart(of, count), mayEnd: new Uint8Array(count) };
  markEnds(position, parts);
  return parts;
}

/** States whose moves are not known may lead to an end. */
function markEnds(position: Position, parts: Parts): void {
  const { space, of, mayEnd } = parts;
  for (let state = 0; state < space.stateCount; state++) {
    if (isEnd(space, state) || state >= space.expandedCount) mayEnd[of[state] ?? 0] = 1;
  }
  forEachMove(position, parts, (from, to) => {
    if (mayEnd[to] === 1) mayEnd[from] = 1;
  });
}

/** Parts as ends of each move, and its way; moves out of a part after all moves of the parts it leads to. */
function forEachMove(
  { nodeOf }: Position,
  { space, of, states }: Parts,
  visit: (from: number, to: number, node: number, move: number) => void,
): void {
  for (const state of states) {
    if (state >= space.expandedCount) continue;
    for (let move = space.firstMove[state] ?? 0; move < (space.firstMove[state + 1] ?? 0); move++) {
      visit(of[state] ?? 0, of[space.moveTo[move] ?? 0] ?? 0, nodeOf[space.moveWay[move] ?? 0] ?? 0, move);
    }
  }
}

function statesByPart(of: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const part of of) next[part + 1] = (next[part + 1] ?? 0) + 1;
  for (let part = 0; part < count; part++) next[part + 1] = (next[part + 1] ?? 0) + (next[part] ?? 0);
  const states = new Int32Array(of.length);
  of.forEach((part, state) => {
    const place = next[part] ?? 0;
    states[place] = state;
    next[part] = place + 1;
  });
  return states;
}

// ---- runs that never end

/** Of the parts that never end, those that nothing leaves and that have moves at all. */
function endlessRounds(position: Position, parts: Parts): EndlessRound[] {
  const { space, of, mayEnd } = parts;
  const isLeft = new Uint8Array(parts.count);
  const firing = new Map<number, Set<number>>();
  forEachMove(position, parts, (from, to, node) => {
    if (from !== to) isLeft[from] = 1;
    else if (mayEnd[from] === 0) firing.set(from, (firing.get(from) ?? new Set()).add(node));
  });
  const rounds = new Map<string, EndlessRound>();
  for (let state = 0; state < space.expandedCount; state++) {
    const part = of[state] ?? 0;
    const nodes = isLeft[part] === 0 ? firing.get(part) : undefined;
    if (nodes === undefined) continue;
    const sorted = [...nodes].sort((a, b) => a - b);
    const name = sorted.join(' ');
    if (rounds.has(name)) continue;
    rounds.set(name, { state, cycle: shortestRound(space, state), nodes: sorted, ...whereLost(parts, state) });
  }
  return [...rounds.values()];
}

function whereLost({ space: { parent }, of, mayEnd }: Parts, state: number): { lostIn: number; lostAfter: number } {
  const run = [state];
  for (let at = parent[state] ?? -1; at !== -1; at = parent[at] ?? -1) run.push(at);
  run.reverse();
  const lostAfter = run.findIndex((each) => mayEnd[of[each] ?? 0] === 0);
  return { lostIn: run[lostAfter] ?? state, lostAfter };
}

/** The ways of a shortest round from a state to itself; there is one. */
function shortestRound(space: Space, state: number): number[] {
  const cameBy = new Map<number, Place>();
  const queue = [state];
  for (let index = 0; index < queue.length && !cameBy.has(state); index++) {
    const from = queue[index] ?? state;
    for (let move = space.firstMove[from] ?? 0; move < (space.firstMove[from + 1] ?? 0); move++) {
      const to = space.moveTo[move] ?? 0;
      if (cameBy.has(to)) continue;
      cameBy.set(to, { state: from, way: space.moveWay[move] ?? 0 });
      queue.push(to);
    }
  }
  const ways: number[] = [];
  let at = state;
  do {
    const by = cameBy.get(at);
    if (by === undefined) return [];
    ways.push(by.way);
    at = by.state;
  } while (at !== state);
  return ways.reverse();
}

// ---- ends of one run

/** Bits of a number, so that many ends are followed together. */
const atOnce = 32;

/** `together`: ends that some run reaches after an end. */
function endsInOneRun(
  position: Position,
  parts: Parts,
): { readonly twice: ReadonlySet<number>; readonly together: ReadonlySet<number> } {
  const ends = endsOf(position);
  const twice = new Set<number>();
  const together = new Set<number>();
  for (let begin = 0; begin < ends.length; begin += atOnce) {
    const bit = new Map(ends.slice(begin, begin + atOnce).map((end, index) => [end, 1 << index]));
    const ahead = endsAhead(position, parts, bit);
    let seen = 0;
    forEachMove(position, parts, (_, to, node, move) => {
      const later = endsToken(position, parts.space.moveWay[move] ?? 0) ? (ahead[to] ?? 0) : 0;
      if ((later & (bit.get(node) ?? 0)) !== 0) twice.add(node);
      if (!chooses(position.tables, node)) seen |= later;
    });
    for (const [end, own] of bit) if ((seen & own) !== 0) together.add(end);
  }
  return { twice, together };
}

function endsToken({ tables: { waysOut } }: Position, way: number): boolean {
  return waysOut.start[way] === waysOut.start[way + 1];
}

function endsOf(position: Position): number[] {
  const ways = [...position.nodeOf.keys()].filter((way) => endsToken(position, way));
  return ways.map((way) => position.nodeOf[way] ?? 0);
}

/** By part: the ends at which a token can still end. */
function endsAhead(position: Position, parts: Parts, bit: ReadonlyMap<number, number>): Int32Array {
  const ahead = new Int32Array(parts.count);
  forEachMove(position, parts, (from, to, node, move) => {
    const own = endsToken(position, parts.space.moveWay[move] ?? 0) ? (bit.get(node) ?? 0) : 0;
    ahead[from] = (ahead[from] ?? 0) | (ahead[to] ?? 0) | own;
  });
  return ahead;
}
