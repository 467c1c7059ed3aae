import { type NumberSet, numberSet } from './number-set.ts';
import type { Position } from './position.ts';
import { chooses, type Tables } from './tables.ts';

/*
 * Which enabled node may be expanded alone: semantics.md 12. Of all orders of parallel branches it leaves one, where
 * the order cannot matter.
 *
 * The first condition there asks that no other token has any path to the node. Branches inside a loop all have one,
 * round the outside. So where it fails, the question is put more exactly: can another token come here while this one
 * stands still? A join on its way that waits for this token cannot fire meanwhile. What can fire is found by spreading
 * from the other tokens, and a node is held back while it waits for this token (4.1) at an edge that no other token
 * comes to, since it leads from a node that cannot fire either.
 *
 * No other token can make the node wait meanwhile. It would have a way here that goes round no loop of this node, and
 * on it a node held back by this token, so that the two would wait for each other; by 4.4 nobody does.
 */

export interface Reduction {
  readonly position: Position;
  /** By node: whether its firing is of no concern to counts and properties, and never leads back. */
  readonly isQuiet: Uint8Array;
  /** Nodes a token stands in front of or can come to, those of them that can fire, and those held back. */
  readonly present: NumberSet;
  readonly firing: NumberSet;
  readonly held: number[];
  readonly spread: number[];
  /** Nodes that may still be looked at for the state at hand. */
  left: number;
}

/** Nodes looked at for one state; afterwards no node is expanded alone. */
const mostSpread = 2000;

/** `counts`: by way, as `countingWays` says. `isVisible`: by node, whether somebody asks for the order of its firings. */
export function beginReduction(position: Position, counts: Uint8Array, isVisible: Uint8Array): Reduction {
  const { tables } = position;
  return {
    position,
    isQuiet: Uint8Array.from(isVisible, (seen, node) => Number(seen === 0 && isQuiet(tables, counts, node))),
    present: numberSet(tables.nodeCount),
    firing: numberSet(tables.nodeCount),
    held: [],
    spread: [],
    left: 0,
  };
}

function isQuiet(tables: Tables, counts: Uint8Array, node: number): boolean {
  const { firstWay, leadsBack, waysOut } = tables;
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
    if (leadsBack[way] === 1 || counts[way] === 1) return false;
    // Whether such a token ends before others, which wait for the answer, is seen only where all are expanded.
    if (chooses(tables, node) && waysOut.start[way] === waysOut.start[way + 1]) return false;
  }
  return true;
}

// ---- in a state

/** A node that may be expanded alone in the state at hand, or -1. */
export function nodeAlone(reduction: Reduction): number {
  const { enabled, enabledCount } = reduction.position;
  reduction.left = mostSpread;
  for (let index = 0; index < enabledCount; index++) {
    const node = enabled[index] ?? 0;
    if (reduction.isQuiet[node] === 1 && isClear(reduction, node) && !canBeReached(reduction, node)) return node;
  }
  return -1;
}

/** Whether no edge that the node may mark is marked. */
function isClear({ position: { isMarked, tables } }: Reduction, node: number): boolean {
  const { firstWay, waysOut } = tables;
  const end = waysOut.start[firstWay[node + 1] ?? 0] ?? 0;
  for (let place = waysOut.start[firstWay[node] ?? 0] ?? 0; place < end; place++) {
    if (isMarked[waysOut.items[place] ?? 0] === 1) return false;
  }
  return true;
}

/** Whether another token can come to the node while its own token stands there. */
function canBeReached(reduction: Reduction, node: number): boolean {
  const { targets, targetCount, tables } = reduction.position;
  for (let index = 0; index < targetCount; index++) {
    const at = targets[index] ?? 0;
    if (at !== node && tables.nests.leads(at, node)) return isReachedMeanwhile(reduction, node);
  }
  return false;
}

function isReachedMeanwhile(reduction: Reduction, node: number): boolean {
  const { position, present, firing, held, spread } = reduction;
  present.clear();
  firing.clear();
  held.length = 0;
  spread.length = 0;
  for (let index = 0; index < position.targetCount; index++) {
    const at = position.targets[index] ?? 0;
    if (at !== node && present.add(at)) spread.push(at);
  }
  for (let at = spread.pop(); at !== undefined; at = spread.pop()) {
    if (reduction.left-- <= 0 || present.has(node)) return true;
    if (isHeldBack(reduction, at, node)) held.push(at);
    else fireAll(reduction, at);
    if (spread.length === 0) releaseHeld(reduction, node);
  }
  return present.has(node);
}

/** Whether a node waits for the token in front of `waiting`, whatever else fires. */
function isHeldBack({ position, firing }: Reduction, at: number, waiting: number): boolean {
  const { isMarked, tables } = position;
  const { start, items } = tables.openIn;
  const end = start[at + 1] ?? 0;
  for (let place = start[at] ?? 0; place < end; place++) {
    const edge = items[place] ?? 0;
    if (isMarked[edge] === 1 || firing.has(tables.from[edge] ?? 0)) continue;
    if (tables.nests.canCome(waiting, edge)) return true;
  }
  return false;
}

function fireAll({ position: { tables }, present, firing, spread }: Reduction, node: number): void {
  const { firstWay, waysOut, to } = tables;
  firing.add(node);
  const end = waysOut.start[firstWay[node + 1] ?? 0] ?? 0;
  for (let place = waysOut.start[firstWay[node] ?? 0] ?? 0; place < end; place++) {
    const target = to[waysOut.items[place] ?? 0] ?? 0;
    if (present.add(target)) spread.push(target);
  }
}

/** More nodes can fire now, so some of those held back may be free. */
function releaseHeld(reduction: Reduction, waiting: number): void {
  const { held, spread } = reduction;
  const still = held.filter((at) => {
    const isStill = isHeldBack(reduction, at, waiting);
    if (!isStill) spread.push(at);
    return isStill;
  });
  held.length = 0;
  held.push(...still);
}
