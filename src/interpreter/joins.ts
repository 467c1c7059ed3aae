import type { EdgeId, NodeId } from '../graph/graph.ts';
import { dominators, type Graph, graphOf, groupOf } from '../graph/paths.ts';
import type { Machine } from './machine.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import { type Tables, wayCount } from './tables.ts';

/** A node with several ways in besides back edges, and what can be said of it without running. */
export interface JoinFact {
  readonly node: NodeId;
  /** The ways in whose tokens it may wait for, and the edges that lead round a loop to it. */
  readonly waysIn: readonly EdgeId[];
  readonly waysBack: readonly EdgeId[];
  /**
   * `merge`: never waits, since no fork sends tokens to two of its ways in. `wait`: waits, and always for the
   * same ways in. `mixed`: may wait for several in some runs and for fewer in others. `unknown`: not examined.
   *
   * `mixed` and `wait` err on the careful side. `merge` and `wait` speak of the tokens of one round: whether a
   * loop sends new tokens after old ones that are still on their way is seen only by trying all runs.
   */
  readonly kind: 'merge' | 'wait' | 'mixed' | 'unknown';
}

/** Nodes looked at for all joins together; ladders of branches would otherwise take quadratic time. */
const mostVisits = 5_000_000;
/** Ways in are told apart by the bits of a number. */
const mostWays = 30;

interface Search {
  readonly tables: Tables;
  readonly entries: readonly number[];
  /** All edges that carry tokens, by their place in `edges`, and the entry edges, from a node after the last one. */
  readonly tokens: Graph;
  readonly edges: readonly number[];
  /** The last node that all ways to a node pass. */
  readonly dominator: Int32Array;
  /** The join at hand, nodes between it and its dominator, both included; and by which of its ways in each leads to it. */
  readonly region: NumberSet;
  readonly leadsBy: Int32Array;
  visitsLeft: number;
}

/** All nodes with several ways in that tokens come by without going round the node's loops, in source order. */
export function joinsOf({ tables }: Machine): JoinFact[] {
  const search = beginSearch(tables);
  const named = (edges: Int32Array): EdgeId[] => Array.from(edges, (edge) => tables.edges[edge] ?? '');
  return tables.nodes.flatMap((id, node) => {
    const waysIn = groupOf(tables.openIn, node);
    if (waysIn.length < 2) return [];
    return [{ node: id, waysIn: named(waysIn), waysBack: named(waysBackTo(tables, node)), kind: kindOf(search, node) }];
  });
}

function waysBackTo({ into, nests }: Tables, node: number): Int32Array {
  return groupOf(into, node).filter((edge) => nests.leadsRound(edge, node));
}

function beginSearch(tables: Tables): Search {
  const { nodeCount, from, to, into } = tables;
  const entries = [...to.keys()].filter((edge) => from[edge] === -1);
  const edges = [...into.items.subarray(0, into.start[nodeCount]), ...entries];
  const sources = Int32Array.from(edges, (edge) => (from[edge] === -1 ? nodeCount : (from[edge] ?? 0)));
  const targets = Int32Array.from(edges, (edge) => to[edge] ?? 0);
  const tokens = graphOf(nodeCount + 1, sources, targets);
  return {
    tables,
    entries,
    tokens,
    edges,
    dominator: dominators(tokens, nodeCount).parent,
    region: numberSet(nodeCount + 1),
    leadsBy: new Int32Array(nodeCount + 1),
    visitsLeft: mostVisits,
  };
}

function kindOf(search: Search, join: number): JoinFact['kind'] {
  const { tables, leadsBy } = search;
  const waysIn = groupOf(tables.openIn, join);
  const before = waysIn.length > mostWays ? undefined : nodesBefore(search, join);
  if (before === undefined) return 'unknown';
  if (!before.some((node) => forksTo(search, node, join))) return 'merge';
  const all = 2 ** waysIn.length - 1;
  const isUneven = (node: number): boolean =>
    (leadsBy[node] !== all && isEnteredFromBehind(search, node)) ||
    choosesBetween(search, node, join) ||
    sendsAgain(search, node, join);
  return waysBackTo(tables, join).length > 0 || before.some(isUneven) ? 'mixed' : 'wait';
}

/** Whether a token comes here that has gone round a loop of the join, not from before the join, and so comes alone. */
function isEnteredFromBehind({ tables, region }: Search, node: number): boolean {
  return groupOf(tables.into, node).some((edge) => !region.has(tables.from[edge] ?? 0));
}

/**
 * The dominator of a join and what stands between, and by which ways in each leads to the join. Undefined when too
 * much was looked at.
 */
function nodesBefore(search: Search, join: number): number[] | undefined {
  const { tables, tokens, edges, dominator, region, leadsBy } = search;
  const found: number[] = [];
  const raised: number[] = [];
  const raise = (node: number, bits: number): void => {
    if (region.add(node)) {
      leadsBy[node] = 0;
      found.push(node);
    }
    const known = leadsBy[node] ?? 0;
    if ((known | bits) === known) return;
    leadsBy[node] = known | bits;
    raised.push(node);
  };
  region.clear();
  groupOf(tables.openIn, join).forEach((edge, index) => {
    raise(tables.from[edge] ?? 0, 1 << index);
  });
  for (let node = raised.pop(); node !== undefined; node = raised.pop()) {
    if (node === dominator[join]) continue;
    if (--search.visitsLeft < 0) return undefined;
    for (const place of groupOf(tokens.incoming, node)) {
      if (!tables.nests.leadsRound(edges[place] ?? 0, join)) raise(tokens.from[place] ?? 0, leadsBy[node] ?? 0);
    }
  }
  return found;
}

function union(bits: readonly number[]): number {
  return bits.reduce((all, each) => all | each, 0);
}

/** The edges of each way out of a node. The starts are alternatives: what stands for them has a way for each. */
function waysFrom({ tables, entries }: Search, node: number): readonly (readonly number[])[] {
  const { nodeCount, firstWay, waysOut } = tables;
  if (node === nodeCount) return entries.map((edge) => [edge]);
  const first = firstWay[node] ?? 0;
  return Array.from({ length: wayCount(tables, node) }, (_, index) => [...groupOf(waysOut, first + index)]);
}

/**
 * By edge of a way: the join's ways in that it leads to, as bits; 0 for elsewhere. Edges that lead round a loop of the
 * join, but not out of the region, are left out: their tokens come again.
 */
function waysInBy({ tables, region, leadsBy }: Search, edges: readonly number[], join: number): number[] {
  return edges.flatMap((edge) => {
    const target = tables.to[edge] ?? join;
    if (target === join) return [1 << groupOf(tables.openIn, join).indexOf(edge)];
    if (!region.has(target)) return [0];
    return tables.nests.leadsRound(edge, join) ? [] : [leadsBy[target] ?? 0];
  });
}

/** Whether a node can send tokens to two ways in at once. */
function forksTo(search: Search, node: number, join: number): boolean {
  return waysFrom(search, node).some((way) => {
    const leading = waysInBy(search, way, join).filter((bits) => bits !== 0);
    const first = leading[0] ?? 0;
    // Edges that all lead to one and the same way in bring their tokens together before the join.
    return leading.length > 1 && (leading.some((bits) => bits !== first) || (first & (first - 1)) !== 0);
  });
}

/** Whether it depends on a choice here which ways in a token comes to. */
function choosesBetween(search: Search, node: number, join: number): boolean {
  const ways = waysFrom(search, node).filter((way) => !staysBefore(search, way, join));
  return new Set(ways.map((way) => union(waysInBy(search, way, join)))).size > 1;
}

/** A way that leads back within the region, and nowhere else. */
function staysBefore(search: Search, way: readonly number[], join: number): boolean {
  return way.length > 0 && waysInBy(search, way, join).length === 0;
}

/**
 * Whether a fork sends one token on and keeps another, which comes round to the fork again before the join: then the
 * join has tokens by one way in, and later more.
 */
function sendsAgain({ tables, region }: Search, node: number, join: number): boolean {
  const { nests, to, waysOut, firstWay } = tables;
  if (node === tables.nodeCount) return false;
  const isBefore = (edge: number): boolean =>
    (to[edge] === join || region.has(to[edge] ?? join)) && !nests.leadsRound(edge, join);
  const first = firstWay[node] ?? 0;
  return Array.from({ length: wayCount(tables, node) }, (_, index) => groupOf(waysOut, first + index)).some((way) => {
    const leading = way.filter(isBefore);
    const leaving = leading.filter((edge) => !nests.leadsRound(edge, to[edge] ?? join));
    return leaving.some((edge) => leading.some((other) => other !== edge && nests.canCome(to[other] ?? join, edge)));
  });
}
