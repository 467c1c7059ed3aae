import type { EdgeId, NodeId } from '../graph/graph.ts';
import {
  dominators,
  type Graph,
  type Groups,
  graphOf,
  groupBy,
  groupOf,
  positions,
  topologicalOrder,
} from '../graph/paths.ts';
import type { Machine } from './machine.ts';
import { type NumberSet, numberSet } from './number-set.ts';
import { type Tables, wayCount } from './tables.ts';

/** A node with several forward ways in, and what can be said of it without running. */
export interface JoinFact {
  readonly node: NodeId;
  /** Its forward ways in, and the back edges that lead to it. */
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
  /** Forward edges, and the entry edges, which lead from a node after the last one. */
  readonly forward: Graph;
  readonly position: Int32Array;
  /** The last node that all forward ways to a node pass. */
  readonly dominator: Int32Array;
  readonly backInto: Groups;
  /** Nodes between the join at hand and its dominator, both included; and by which of its ways in each leads to it. */
  readonly region: NumberSet;
  readonly leadsBy: Int32Array;
  visitsLeft: number;
}

/** All nodes with several forward ways in, in source order. */
export function joinsOf({ tables }: Machine): JoinFact[] {
  const search = beginSearch(tables);
  const named = (edges: Int32Array): EdgeId[] => Array.from(edges, (edge) => tables.edges[edge] ?? '');
  return tables.nodes.flatMap((id, node) => {
    const waysIn = groupOf(tables.forwardIn, node);
    if (waysIn.length < 2) return [];
    return [
      { node: id, waysIn: named(waysIn), waysBack: named(groupOf(search.backInto, node)), kind: kindOf(search, node) },
    ];
  });
}

function beginSearch(tables: Tables): Search {
  const { nodeCount, from, to, back, forwardIn } = tables;
  const entries = [...to.keys()].filter((edge) => from[edge] === -1);
  const edges = [...forwardIn.items.subarray(0, forwardIn.start[nodeCount]), ...entries];
  const sources = Int32Array.from(edges, (edge) => (from[edge] === -1 ? nodeCount : (from[edge] ?? 0)));
  const targets = Int32Array.from(edges, (edge) => to[edge] ?? 0);
  const forward = graphOf(nodeCount + 1, sources, targets);
  return {
    tables,
    entries,
    forward,
    position: positions(topologicalOrder(forward), nodeCount + 1),
    dominator: dominators(forward, nodeCount).parent,
    backInto: groupBy(
      nodeCount + 1,
      to.map((target, edge) => (back[edge] === 1 ? target : nodeCount)),
    ),
    region: numberSet(nodeCount + 1),
    leadsBy: new Int32Array(nodeCount + 1),
    visitsLeft: mostVisits,
  };
}

function kindOf(search: Search, join: number): JoinFact['kind'] {
  const { tables, backInto, leadsBy } = search;
  const waysIn = groupOf(tables.forwardIn, join);
  const before = waysIn.length > mostWays ? undefined : nodesBefore(search, join);
  if (before === undefined) return 'unknown';
  for (const node of before)
    leadsBy[node] = union(waysFrom(search, node).flatMap((way) => waysInBy(search, way, join)));
  if (!before.some((node) => forksTo(search, node, join))) return 'merge';
  const all = 2 ** waysIn.length - 1;
  const isUneven = (node: number): boolean =>
    (leadsBy[node] !== all && isEnteredFromBehind(search, node, join)) || choosesBetween(search, node, join);
  return groupOf(backInto, join).length > 0 || before.some(isUneven) ? 'mixed' : 'wait';
}

/** Whether a back edge brings a token here that has passed the join, and so comes alone. */
function isEnteredFromBehind({ tables, backInto, region }: Search, node: number, join: number): boolean {
  return groupOf(backInto, node).some((edge) => tables.from[edge] === join || !region.has(tables.from[edge] ?? join));
}

/** The dominator of a join and what stands between, last first; undefined when too much was looked at. */
function nodesBefore(search: Search, join: number): number[] | undefined {
  const { forward, dominator, position, region } = search;
  const found = [join];
  region.clear();
  region.add(join);
  for (let index = 0; index < found.length; index++) {
    const node = found[index] ?? join;
    if (node === dominator[join]) continue;
    if (--search.visitsLeft < 0) return undefined;
    for (const edge of groupOf(forward.incoming, node)) {
      const source = forward.from[edge] ?? join;
      if (region.add(source)) found.push(source);
    }
  }
  return found.slice(1).sort((a, b) => (position[b] ?? 0) - (position[a] ?? 0));
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
 * By edge of a way: the join's ways in that it leads to, as bits; 0 for elsewhere. Edges that lead back but not
 * out of the region are left out: their tokens come again.
 */
function waysInBy({ tables, region, leadsBy }: Search, edges: readonly number[], join: number): number[] {
  return edges.flatMap((edge) => {
    const target = tables.to[edge] ?? join;
    if (!region.has(target)) return [0];
    if (tables.back[edge] === 1) return [];
    return target === join ? [1 << groupOf(tables.forwardIn, join).indexOf(edge)] : [leadsBy[target] ?? 0];
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
