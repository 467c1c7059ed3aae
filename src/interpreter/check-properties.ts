import type { Exploration, Witness } from './exploration.ts';
import { findLasso } from './fair-lasso.ts';
import { lettersOf, monitorOf, opensBit } from './monitor.ts';
import { findPairs, type Product, runTo } from './product.ts';
import type { Claim, Property, Verdict } from './property.ts';
import { leavesOut, type Search, searchAllOrders, searchSpace } from './search-space.ts';
import { isComplete } from './space.ts';
import type { Tables } from './tables.ts';
import { witnessOf } from './witness.ts';

/*
 * Properties over all runs: semantics.md 11. They are checked on the states of an exploration. When that left out
 * orders of firings which a property speaks of, states are searched again with those nodes in view: for all properties
 * together, and where the budget does not suffice, for each alone.
 */

/** Pairs of a state and what a monitor remembers, for each state of the budget. */
const pairsPerState = 4;

interface Checking {
  readonly exploration: Exploration;
  /** With all nodes in view that some property speaks of; and without leaving any order out. */
  readonly common: () => Search;
  readonly full: () => Search;
}

/** The verdicts, in the order of the properties. Budget, items and reduction are those of the exploration. */
export function checkProperties(exploration: Exploration, properties: readonly Property[]): Verdict[] {
  const { tables } = exploration.machine;
  const letters = properties.map(({ claim }) => lettersOf(tables, claim));
  const views = letters.map((each) => nodesInView(tables, each));
  const inView = Uint8Array.from(tables.nodes, (_, node) => Number(views.some((view) => view[node] === 1)));
  const checking = {
    exploration,
    common: once(() => searchAgain(exploration, inView)),
    full: once(() => searchAllOrders(tables, exploration.options)),
  };
  return properties.map((property, index) => {
    return checkOne(checking, property, letters[index] ?? new Uint8Array(), views[index] ?? inView);
  });
}

function nodesInView({ firstWay, nodes }: Tables, letters: Uint8Array): Uint8Array {
  return Uint8Array.from(nodes, (_, node) =>
    Number(letters.subarray(firstWay[node], firstWay[node + 1]).some((letter) => letter !== 0)),
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function searchAgain({ machine, options }: Exploration, isVisible: Uint8Array): Search {
  return searchSpace(machine.tables, { ...options, isVisible });
}

function checkOne(checking: Checking, property: Property, letters: Uint8Array, view: Uint8Array): Verdict {
  const { exploration } = checking;
  const check = (search: Search): Verdict => verdictOn(exploration, search, property, letters);
  const search = keepsOrder(exploration.search, view) ? exploration.search : checking.common();
  const verdict = check(search);
  if (verdict.kind === 'unknown' && search !== exploration.search) return check(searchAgain(exploration, view));
  if (verdict.kind !== 'fails' || !leavesOut(search)) return verdict;
  // What was left out may hold a shorter run.
  const shorter = check(checking.full());
  return shorter.kind === 'fails' ? shorter : verdict;
}

function keepsOrder({ notes }: Search, view: Uint8Array): boolean {
  return !view.some((isSeen, node) => isSeen === 1 && notes.wasAlone[node] === 1);
}

function verdictOn(exploration: Exploration, search: Search, property: Property, letters: Uint8Array): Verdict {
  const { space } = search;
  const { claim } = property;
  const product = findPairs(space, letters, monitorOf(claim), exploration.options.maxStates * pairsPerState);
  const witness = failureOf(exploration, search, product, property.fair);
  const known = { states: space.stateCount };
  if (witness !== undefined) return { ...known, kind: 'fails', witness };
  if (!isComplete(space) || !product.isComplete) return { ...known, kind: 'unknown' };
  return { ...known, kind: isScopeOpened(product, claim) ? 'holds' : 'vacuous' };
}

function failureOf(
  { machine, options }: Exploration,
  { position }: Search,
  product: Product,
  fair: boolean,
): Witness | undefined {
  const { failure } = product;
  if (failure !== undefined) {
    const { entry, ways } = runTo(product, failure.pair);
    return witnessOf(machine, options.loops, entry, failure.way === -1 ? ways : [...ways, failure.way], []);
  }
  const lasso = findLasso(product, position, fair);
  if (lasso === undefined) return undefined;
  const { entry, ways } = runTo(product, lasso.pair);
  return witnessOf(machine, options.loops, entry, ways, lasso.cycle);
}

function isScopeOpened({ space, letters, hasInterval }: Product, claim: Claim): boolean {
  if (claim.kind === 'never-together' || claim.kind === 'ends' || claim.scope.kind === 'run') return true;
  if (claim.scope.kind === 'between') return hasInterval;
  return space.moveWay.subarray(0, space.moveCount).some((way) => ((letters[way] ?? 0) & opensBit) !== 0);
}
