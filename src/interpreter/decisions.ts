import { groupOf, numbersUpTo } from '../graph/paths.ts';
import { bodyOf, type Cycles } from './back-edges.ts';
import type { Binding, Bindings } from './loops.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import { type Tracks, type Ways, withQuestions } from './ways.ts';

/*
 * Who decides whether a loop goes round again: semantics.md 5.2, in numbers. "Committed" is computed as its
 * opposite, so that inner loops do not disturb: a node escapes from loop L when some continuation ends or
 * leaves the body without a back edge of L. At a choice one such way is enough, at a fork all must escape.
 */

export interface Decisions {
  /** With the questions that loops add. */
  readonly ways: Ways;
  /** By way, the loops whose limit governs it. Missing where there are none. */
  readonly governs: ReadonlyMap<number, readonly number[]>;
  /** By loop: the nodes where it is decided, in source order. */
  readonly asksAt: readonly (readonly number[])[];
}

/** The body of a loop; empty when it governs nothing. O(edges into the body). */
export function loopBody(cycles: Cycles, binding: Binding): readonly number[] {
  if (binding.kind === 'bound') return bodyOf(cycles, binding.edges);
  return binding.kind === 'implicit' ? assumedBody(cycles, binding) : [];
}

/** The first member, then the other ones, and the nodes on forward ways from the first to the last. */
function assumedBody({ forward, reaches, seen }: Cycles, binding: Extract<Binding, { kind: 'implicit' }>): number[] {
  const { to: first, from: last, members } = binding;
  const found = [first, ...members.filter((member) => member !== first)];
  const onWay = new Set([first]);
  seen.clear();
  for (const node of found) seen.add(node);
  const stack = [first];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const edge of groupOf(forward.outgoing, node)) {
      const target = forward.to[edge] ?? last;
      if (onWay.has(target) || !reaches(target, last)) continue;
      onWay.add(target);
      if (seen.add(target)) found.push(target);
      stack.push(target);
    }
  }
  return found;
}

export function findDecisions(cycles: Cycles, tracks: Tracks, drawn: Ways, bindings: Bindings): Decisions {
  if (bindings.loops.length === 0) return { ways: drawn, governs: new Map(), asksAt: [] };
  const search = beginSearch(tracks, drawn);
  const found = bindings.loops.map((binding, loop) => decide(search, loop, loopBody(cycles, binding)));
  return settle(search, found);
}

// ---- one loop

interface Search {
  readonly tracks: Tracks;
  readonly ways: Ways;
  /** The node of each way, and the way of each edge. */
  readonly nodeOf: Int32Array;
  readonly wayOf: Int32Array;
  readonly inBody: NumberSet;
  readonly escapes: NumberSet;
  readonly reached: NumberSet;
  /** How many edges of a way do not escape yet; valid for nodes of the body. */
  readonly kept: Int32Array;
}

function beginSearch(tracks: Tracks, ways: Ways): Search {
  const wayCount = ways.again.length;
  const set = (): NumberSet => numberSet(tracks.nodeCount);
  return {
    tracks,
    ways,
    nodeOf: ownerOf(ways.firstWay, numbersUpTo(wayCount), wayCount),
    wayOf: ownerOf(ways.edges.start, ways.edges.items, tracks.to.length),
    inBody: set(),
    escapes: set(),
    reached: set(),
    kept: new Int32Array(wayCount),
  };
}

/** By item of any group: the number of its group, or -1. */
function ownerOf(start: Int32Array, items: Int32Array, bound: number): Int32Array {
  const owner = new Int32Array(bound).fill(-1);
  for (let group = 0; group + 1 < start.length; group++) {
    for (let place = start[group] ?? 0; place < (start[group + 1] ?? 0); place++) owner[items[place] ?? 0] = group;
  }
  return owner;
}

/** Numbers of ways that the loop governs, and nodes that must be asked in addition. */
interface Found {
  readonly governed: readonly number[];
  readonly asked: readonly number[];
}

function decide(search: Search, loop: number, body: readonly number[]): Found {
  search.inBody.clear();
  for (const node of body) search.inBody.add(node);
  findEscapes(search, loop, body);
  const governed = new Set<number>();
  for (const node of body) addDecidingWays(search, loop, node, governed);
  const asked = guardFrom(search, loop, body.slice(0, 1), governed);
  // No token comes from the head to a back edge when only an assumed edge joins two branches, for example.
  if (governed.size === 0 && asked.length === 0) asked.push(...guardFrom(search, loop, body, governed));
  return { governed: [...governed], asked };
}

/** Least fixpoint by counting down: each way knows how many of its edges still keep the token. */
function findEscapes(search: Search, loop: number, body: readonly number[]): void {
  const { escapes, kept } = search;
  const { firstWay } = search.ways;
  const free: number[] = [];
  escapes.clear();
  for (const node of body) {
    for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
      const count = countKept(search, loop, way);
      kept[way] = count;
      if (count === 0 && escapes.add(node)) free.push(node);
    }
  }
  for (let node = free.pop(); node !== undefined; node = free.pop()) releaseSources(search, loop, node, free);
}

function countKept({ tracks, ways: { edges }, inBody }: Search, loop: number, way: number): number {
  let count = 0;
  for (let place = edges.start[way] ?? 0; place < (edges.start[way + 1] ?? 0); place++) {
    const edge = edges.items[place] ?? 0;
    if (tracks.loopOf[edge] === loop || inBody.has(tracks.to[edge] ?? -1)) count++;
  }
  return count;
}

/** A node has escaped: ways of the body that lead to it keep one edge less. */
function releaseSources(search: Search, loop: number, node: number, free: number[]): void {
  const { tracks, inBody, escapes, kept, wayOf, nodeOf } = search;
  const { start, items } = tracks.into;
  for (let place = start[node] ?? 0; place < (start[node + 1] ?? 0); place++) {
    const edge = items[place] ?? 0;
    const way = wayOf[edge] ?? -1;
    const source = nodeOf[way] ?? -1;
    if (tracks.loopOf[edge] === loop || !inBody.has(source)) continue;
    const left = (kept[way] ?? 0) - 1;
    kept[way] = left;
    if (left === 0 && escapes.add(source)) free.push(source);
  }
}

/** At a choice that can escape, the ways that cannot; and every `again`. */
function addDecidingWays(search: Search, loop: number, node: number, governed: Set<number>): void {
  const { kept, escapes } = search;
  const { firstWay, again } = search.ways;
  const first = firstWay[node] ?? 0;
  const end = firstWay[node + 1] ?? 0;
  if (end - first < 2) return;
  const canEscape = escapes.has(node);
  for (let way = first; way < end; way++) {
    if (again[way] === loop || (canEscape && (kept[way] ?? 0) > 0)) governed.add(way);
  }
}

/**
 * Follows the tokens from some nodes along ways that the loop does not govern. Where they come to a back edge
 * of the loop unasked, a choice is governed there, and any other node is asked.
 */
function guardFrom(search: Search, loop: number, nodes: readonly number[], governed: Set<number>): number[] {
  const { reached } = search;
  const { firstWay } = search.ways;
  const asked: number[] = [];
  const stack = [...nodes];
  reached.clear();
  for (const node of nodes) reached.add(node);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const first = firstWay[node] ?? 0;
    const end = firstWay[node + 1] ?? 0;
    for (let way = first; way < end; way++) {
      if (governed.has(way) || !followWay(search, loop, way, stack)) continue;
      if (end - first > 1) governed.add(way);
      else asked.push(node);
    }
  }
  return asked;
}

/** Adds the targets of a way to the stack. Says whether it leads back in the loop. */
function followWay(
  { tracks, ways: { edges }, inBody, reached }: Search,
  loop: number,
  way: number,
  stack: number[],
): boolean {
  let leadsBack = false;
  for (let place = edges.start[way] ?? 0; place < (edges.start[way + 1] ?? 0); place++) {
    const edge = edges.items[place] ?? 0;
    const target = tracks.to[edge] ?? -1;
    if (tracks.loopOf[edge] === loop) leadsBack = true;
    else if (inBody.has(target) && reached.add(target)) stack.push(target);
  }
  return leadsBack;
}

// ---- all loops together

function settle({ tracks, ways: drawn, nodeOf }: Search, found: readonly Found[]): Decisions {
  const ways = withQuestions(drawn, tracks, new Set(found.flatMap(({ asked }) => asked)));
  const governs = new Map<number, number[]>();
  const asksAt = found.map(({ governed, asked }, loop) => {
    const add = (node: number, index: number): number => {
      const way = (ways.firstWay[node] ?? 0) + index;
      const loops = governs.get(way);
      if (loops === undefined) governs.set(way, [loop]);
      else loops.push(loop);
      return node;
    };
    const deciding = governed.map((way) => add(nodeOf[way] ?? 0, way - (drawn.firstWay[nodeOf[way] ?? 0] ?? 0)));
    // Of a question that a loop adds, "again" is the first way.
    return [...new Set([...deciding, ...asked.map((node) => add(node, 0))])].sort((a, b) => a - b);
  });
  return { ways, governs, asksAt };
}
