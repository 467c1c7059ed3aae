import { type Groups, groupBy } from '../graph/paths.ts';
import { bodyOf, type Cycles } from './back-edges.ts';
import type { Binding, Bindings } from './loops.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import { againOrOn, type Tracks, type Way } from './ways.ts';

/*
 * Who decides whether a loop goes round again: semantics.md 5.2, in numbers. "Committed" is computed as its
 * opposite, so that inner loops do not disturb: a node escapes from loop L when some continuation ends or
 * leaves the body without a back edge of L. At a choice one such way is enough, at a fork all must escape.
 */

export interface Decisions {
  /** The ways out of every node, with the questions that loops add. */
  readonly ways: readonly (readonly Way[])[];
  /** By node and way: the loops whose limit governs it. Missing where there are none. */
  readonly governs: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** By loop: where it is decided. */
  readonly asksAt: readonly (readonly number[])[];
}

/** The body of a loop; empty when it governs nothing. O(edges into the body). */
export function loopBody(cycles: Cycles, binding: Binding): readonly number[] {
  if (binding.kind === 'bound') return bodyOf(cycles, binding.edges);
  return binding.kind === 'implicit' ? between(cycles, binding.to, binding.from) : [];
}

/** Nodes on forward ways from first to last, both included, whether or not such a way exists. */
function between({ forward, seen }: Cycles, first: number, last: number): number[] {
  const below = collect(seen, first, forward.outgoing, forward.to);
  const isBelow = new Set(below);
  const above = collect(seen, last, forward.incoming, forward.from);
  return [...new Set([first, ...above.filter((node) => isBelow.has(node)), last])];
}

function collect(seen: NumberSet, from: number, ways: Groups, ends: Int32Array): number[] {
  seen.clear();
  seen.add(from);
  const found = [from];
  for (let index = 0; index < found.length; index++) {
    const node = found[index] ?? from;
    const end = ways.start[node + 1] ?? 0;
    for (let place = ways.start[node] ?? 0; place < end; place++) {
      const other = ends[ways.items[place] ?? 0] ?? from;
      if (seen.add(other)) found.push(other);
    }
  }
  return found;
}

export function findDecisions(cycles: Cycles, tracks: Tracks, drawn: readonly Way[][], bindings: Bindings): Decisions {
  const search = beginSearch(tracks, drawn);
  const found = bindings.loops.map((binding, loop) => decide(search, loop, loopBody(cycles, binding)));
  return settle(search, found);
}

// ---- one loop

interface Search {
  readonly tracks: Tracks;
  readonly drawn: readonly (readonly Way[])[];
  /** The first way of each node, where ways are numbered through; and the node and way of each. */
  readonly firstWay: Int32Array;
  readonly nodeOf: Int32Array;
  /** The way that each edge belongs to. */
  readonly wayOf: Int32Array;
  readonly inBody: NumberSet;
  readonly escapes: NumberSet;
  readonly reached: NumberSet;
  /** How many edges of a way do not escape yet; valid for nodes of the body. */
  readonly kept: Int32Array;
}

function beginSearch(tracks: Tracks, drawn: readonly (readonly Way[])[]): Search {
  const nodeOf = Int32Array.from(drawn.flatMap((ways, node) => ways.map(() => node)));
  const wayOf = new Int32Array(tracks.to.length).fill(-1);
  let number = 0;
  for (const ways of drawn) {
    for (const way of ways) {
      for (const edge of way.edges) wayOf[edge] = number;
      number++;
    }
  }
  const set = (): NumberSet => numberSet(tracks.nodeCount);
  return {
    tracks,
    drawn,
    firstWay: groupBy(tracks.nodeCount, nodeOf).start,
    nodeOf,
    wayOf,
    inBody: set(),
    escapes: set(),
    reached: set(),
    kept: new Int32Array(number),
  };
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
  const governed = new Set(body.flatMap((node) => decidingWays(search, loop, node)));
  const asked = body[0] === undefined ? [] : guardAll(search, loop, body[0], governed);
  return { governed: [...governed], asked };
}

function waysOf({ firstWay }: Search, node: number): number[] {
  const first = firstWay[node] ?? 0;
  return Array.from({ length: (firstWay[node + 1] ?? 0) - first }, (_, index) => first + index);
}

function wayAt({ drawn, firstWay, nodeOf }: Search, way: number): Way | undefined {
  const node = nodeOf[way] ?? -1;
  return drawn[node]?.[way - (firstWay[node] ?? 0)];
}

/** Least fixpoint by counting down: each way knows how many of its edges still keep the token. */
function findEscapes(search: Search, loop: number, body: readonly number[]): void {
  const { tracks, inBody, escapes, kept, wayOf, nodeOf } = search;
  const free: number[] = [];
  const release = (node: number): void => {
    if (escapes.add(node)) free.push(node);
  };
  escapes.clear();
  for (const node of body) {
    for (const way of waysOf(search, node)) {
      const edges = wayAt(search, way)?.edges ?? [];
      kept[way] = edges.filter((edge) => tracks.loopOf[edge] === loop || inBody.has(tracks.to[edge] ?? -1)).length;
      if (kept[way] === 0) release(node);
    }
  }
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const edge of tracks.into.items.subarray(tracks.into.start[node], tracks.into.start[node + 1])) {
      const way = wayOf[edge] ?? -1;
      const source = nodeOf[way] ?? -1;
      if (tracks.loopOf[edge] === loop || !inBody.has(source)) continue;
      kept[way] = (kept[way] ?? 0) - 1;
      if (kept[way] === 0) release(source);
    }
  }
}

/** At a choice that can escape, the ways that cannot; and every `again`. */
function decidingWays(search: Search, loop: number, node: number): number[] {
  const ways = waysOf(search, node);
  if (ways.length < 2) return [];
  return ways.filter((way) => {
    const isAgain = wayAt(search, way)?.again === loop;
    return isAgain || (search.escapes.has(node) && (search.kept[way] ?? 0) > 0);
  });
}

/**
 * Follows the tokens from the head along ways that the loop does not govern. Where they come to a back edge
 * of the loop unasked, a choice is governed there, and any other node is asked.
 */
function guardAll(search: Search, loop: number, head: number, governed: Set<number>): number[] {
  const { tracks, inBody, reached } = search;
  const asked: number[] = [];
  const stack = [head];
  reached.clear();
  reached.add(head);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const ways = waysOf(search, node).filter((way) => !governed.has(way));
    for (const way of ways) {
      const edges = wayAt(search, way)?.edges ?? [];
      if (edges.some((edge) => tracks.loopOf[edge] === loop)) {
        if (waysOf(search, node).length < 2) asked.push(node);
        else governed.add(way);
      }
      for (const edge of edges) {
        const target = tracks.to[edge] ?? -1;
        if (tracks.loopOf[edge] !== loop && inBody.has(target) && reached.add(target)) stack.push(target);
      }
    }
  }
  return asked;
}

// ---- all loops together

function settle(search: Search, found: readonly Found[]): Decisions {
  const ways = search.drawn.map((each) => [...each]);
  const governs = new Map<number, number[][]>();
  const asksAt = found.map(() => new Set<number>());
  const govern = (node: number, way: number, loop: number): void => {
    const lists = governs.get(node) ?? (ways[node] ?? []).map((): number[] => []);
    lists[way]?.push(loop);
    governs.set(node, lists);
    asksAt[loop]?.add(node);
  };
  found.forEach(({ asked }, loop) => {
    for (const node of asked) {
      ways[node] = againOrOn(ways[node]?.[0]?.edges ?? [], search.tracks.loopOf);
      govern(node, 0, loop);
    }
  });
  found.forEach(({ governed }, loop) => {
    for (const way of governed) {
      const node = search.nodeOf[way] ?? -1;
      govern(node, way - (search.firstWay[node] ?? 0), loop);
    }
  });
  return { ways, governs, asksAt: asksAt.map((nodes) => [...nodes].sort((a, b) => a - b)) };
}
