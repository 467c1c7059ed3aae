/** Runs that come to a node, for findings that are about a place and not about a run. */

import type { Related } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Exploration, Witness } from '../interpreter/exploration.ts';
import type { Machine } from '../interpreter/machine.ts';
import { leavesOut, type Place, type Search, searchAllOrders } from '../interpreter/search-space.ts';
import { withoutOthers } from '../interpreter/short-run.ts';
import { pathTo } from '../interpreter/space.ts';
import { witnessOf, witnessTo } from '../interpreter/witness.ts';
import type { Subject } from './rule.ts';
import { stepsOf } from './steps.ts';

/** A run whose last step fires the node, and where that step was found. */
export interface Visit {
  readonly witness: Witness;
  readonly search: Search;
  readonly place: Place;
}

/** A shortest one, as far as all orders of the flow are few; else a short one. Undefined when no run was seen to fire the node. */
export function shortestVisit(exploration: Exploration, node: NodeId): Visit | undefined {
  const { machine, options, search } = exploration;
  if (!leavesOut(search)) return visitIn(search, exploration, node);
  const all = searchAllOrders(machine.tables, options);
  return visitIn(all, exploration, node) ?? visitIn(search, exploration, node);
}

/**
 * A short run to a node in the words of the author; empty when nobody saw all runs and none of those seen comes there.
 * Undefined when no run ever does: then what keeps runs away is told, and not what would happen there.
 */
export function stepsTo({ flow, exploration }: Subject, node: NodeId): readonly Related[] | undefined {
  if (exploration === undefined) return [];
  const witness = shortVisit(exploration, node);
  if (witness === undefined) return exploration.isComplete ? undefined : [];
  return stepsOf(flow, witness);
}

/** A short one for little work: what other branches do on the way is left out where the run does not need it. */
function shortVisit({ machine, options, search }: Exploration, node: NodeId): Witness | undefined {
  const place = firstFiring(search, machine, node);
  if (place === undefined) return undefined;
  const { entry, ways } = pathTo(search.space, place.state);
  const whole = { entry, ways: [...ways, place.way] };
  const path = leavesOut(search) ? withoutOthers(search, whole) : whole;
  return witnessOf(machine, options.loops, path.entry, path.ways, []);
}

function visitIn(search: Search, { machine, options }: Exploration, node: NodeId): Visit | undefined {
  const place = firstFiring(search, machine, node);
  if (place === undefined) return undefined;
  return { witness: witnessTo(machine, options.loops, search.space, place.state, [place.way]), search, place };
}

const known = new WeakMap<Search, ReadonlyMap<number, Place>>();

function firstFiring(search: Search, { tables }: Machine, node: NodeId): Place | undefined {
  return firstFirings(search).get(tables.numberOf.get(node) ?? -1);
}

function firstFirings(search: Search): ReadonlyMap<number, Place> {
  const firings = known.get(search) ?? findFirings(search);
  known.set(search, firings);
  return firings;
}

/** By node, in the order in which states were found: the first is one of the nearest. O(moves). */
function findFirings({ space, position }: Search): ReadonlyMap<number, Place> {
  const { firstMove, moveWay, expandedCount } = space;
  const firings = new Map<number, Place>();
  for (let state = 0; state < expandedCount; state++) {
    for (let move = firstMove[state] ?? 0; move < (firstMove[state + 1] ?? 0); move++) {
      const way = moveWay[move] ?? 0;
      const node = position.nodeOf[way] ?? 0;
      if (!firings.has(node)) firings.set(node, { state, way });
    }
  }
  return firings;
}
