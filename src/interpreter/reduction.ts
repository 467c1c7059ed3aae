import { components, type Graph, graphOf, groupBy, reachability } from '../graph/paths.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import type { Position } from './position.ts';
import type { Tables } from './tables.ts';

/*
 * Which enabled node may be expanded alone: semantics.md 12. Of all orders of parallel branches it leaves one, where
 * the order cannot matter.
 *
 * The first condition there asks that no other token has any path to the node. Branches inside a loop all have one,
 * round the outside. So where it fails, the question is put more exactly: can another token come here while this one
 * stands still? A join on its way that waits for this token cannot fire meanwhile. What can fire is found by spreading
 * from the other tokens, and a node is held back while a forward edge into it is unmarked, leads from what this token
 * reaches by forward edges, and from a node that cannot fire either.
 */

export interface Reduction {
  readonly position: Position;
  /** By node: whether its firing is of no concern to counts and properties, and never leads back. */
  readonly isQuiet: Uint8Array;
  /** By node: whether it stands on a cycle; and whether a path leads from one node to another, back edges included. */
  readonly leads: (from: number, to: number) => boolean;
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
    leads: lazily(() => pathFinder(tables)),
    present: numberSet(tables.nodeCount),
    firing: numberSet(tables.nodeCount),
    held: [],
    spread: [],
    left: 0,
  };
}

function isQuiet({ firstWay, leadsBack }: Tables, counts: Uint8Array, node: number): boolean {
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
    if (leadsBack[way] === 1 || counts[way] === 1) return false;
  }
  return true;
}

function lazily(make: () => Reduction['leads']): Reduction['leads'] {
  let made: Reduction['leads'] | undefined;
  return (from, to) => {
    made ??= make();
    return made(from, to);
  };
}

/** Over all ways out. Components become nodes of an acyclic graph, for which there is an index. */
function pathFinder(tables: Tables): Reduction['leads'] {
  const all = tokenGraph(tables);
  const parts = components(all);
  const between = [...all.from.keys()].filter((edge) => parts.of[all.from[edge] ?? 0] !== parts.of[all.to[edge] ?? 0]);
  const partOf = (node: number | undefined): number => parts.of[node ?? 0] ?? 0;
  const from = Int32Array.from(between, (edge) => partOf(all.from[edge]));
  const to = Int32Array.from(between, (edge) => partOf(all.to[edge]));
  const reaches = reachability(graphOf(parts.count, from, to));
  return (source, target) => reaches(partOf(source), partOf(target));
}

function tokenGraph({ nodeCount, firstWay, waysOut, to }: Tables): Graph {
  const edges = waysOut.items;
  const from = new Int32Array(edges.length);
  for (let node = 0; node < nodeCount; node++) {
    const begin = waysOut.start[firstWay[node] ?? 0] ?? 0;
    from.fill(node, begin, waysOut.start[firstWay[node + 1] ?? 0] ?? 0);
  }
  const targets = edges.map((edge) => to[edge] ?? 0);
  return { nodeCount, from, to: targets, outgoing: groupBy(nodeCount, from), incoming: groupBy(nodeCount, targets) };
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
  const { targets, targetCount } = reduction.position;
  for (let index = 0; index < targetCount; index++) {
    const at = targets[index] ?? 0;
    if (at !== node && reduction.leads(at, node)) return isReachedMeanwhile(reduction, node);
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
  const { start, items } = tables.forwardIn;
  const end = start[at + 1] ?? 0;
  for (let place = start[at] ?? 0; place < end; place++) {
    const edge = items[place] ?? 0;
    const source = tables.from[edge] ?? 0;
    if (isMarked[edge] === 0 && !firing.has(source) && tables.reaches(waiting, source)) return true;
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
