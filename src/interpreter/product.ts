import { broken, type Monitor } from './monitor.ts';
import { addMove, grown, isEnd, type Moves, type Space, waysTo } from './space.ts';

/*
 * The states of a flow together with what a monitor remembers. Breadth first, so that the first broken claim has a
 * shortest run. What a settled monitor has seen is not followed further.
 */

export interface Product extends Moves {
  readonly space: Space;
  readonly letters: Uint8Array;
  readonly monitor: Monitor;
  /** By pair: the state, what the monitor remembers, and from where and by which way it was found. */
  state: Int32Array;
  memory: Int32Array;
  parent: Int32Array;
  parentWay: Int32Array;
  count: number;
  readonly known: Map<number, number>;
  /** By pair: its first move; and one more entry at the end. */
  firstMove: Int32Array;
  /** A shortest run that breaks the claim, if one does: the last pair and the way that follows, or -1 for none. */
  failure: { readonly pair: number; readonly way: number } | undefined;
  /** Whether an interval was seen that opens and closes. */
  hasInterval: boolean;
  /** Whether the budget lasted. */
  isComplete: boolean;
}

export function findPairs(space: Space, letters: Uint8Array, monitor: Monitor, maxPairs: number): Product {
  const product = emptyProduct(space, letters, monitor);
  for (let start = 0; start < space.stateCount && space.parent[start] === -1; start++) {
    numberOfPair(product, start, monitor.initial, -1, -1, maxPairs);
  }
  for (let pair = 0; pair < product.count && product.failure === undefined && product.isComplete; pair++) {
    expandPair(product, pair, maxPairs);
    product.firstMove[pair + 1] = product.moveCount;
  }
  return product;
}

function emptyProduct(space: Space, letters: Uint8Array, monitor: Monitor): Product {
  const numbers = (): Int32Array => new Int32Array(256);
  return {
    space,
    letters,
    monitor,
    state: numbers(),
    memory: numbers(),
    parent: numbers(),
    parentWay: numbers(),
    count: 0,
    known: new Map(),
    firstMove: numbers(),
    moveTo: numbers(),
    moveWay: numbers(),
    moveCount: 0,
    failure: undefined,
    hasInterval: false,
    isComplete: true,
  };
}

function expandPair(product: Product, pair: number, maxPairs: number): void {
  const { space, monitor, letters } = product;
  const state = product.state[pair] ?? 0;
  const memory = product.memory[pair] ?? 0;
  if (state >= space.expandedCount) return;
  const begin = space.firstMove[state] ?? 0;
  const end = space.firstMove[state + 1] ?? 0;
  if (begin === end && failsAtEnd(product, state, memory)) product.failure = { pair, way: -1 };
  for (let move = begin; move < end && product.failure === undefined; move++) {
    const way = space.moveWay[move] ?? 0;
    const letter = letters[way] ?? 0;
    if (monitor.closes(memory, letter)) product.hasInterval = true;
    const next = monitor.next(memory, letter);
    if (next === broken) product.failure = { pair, way };
    else if (!monitor.isSettled(next)) {
      const to = numberOfPair(product, space.moveTo[move] ?? 0, next, pair, way, maxPairs);
      if (to !== -1) addMove(product, to, way);
    }
  }
}

/** A run without a next move is completed, or tokens are left, and it is exhausted. */
function failsAtEnd({ space, monitor }: Product, state: number, memory: number): boolean {
  return monitor.owes(memory) || (monitor.mustEnd && !isEnd(space, state));
}

function numberOfPair(
  product: Product,
  state: number,
  memory: number,
  parent: number,
  way: number,
  maxPairs: number,
): number {
  const key = memory * product.space.stateCount + state;
  const known = product.known.get(key);
  if (known !== undefined) return known;
  const pair = product.count;
  if (pair === maxPairs) {
    product.isComplete = false;
    return -1;
  }
  if (pair + 2 > product.state.length) growPairs(product);
  product.known.set(key, pair);
  product.state[pair] = state;
  product.memory[pair] = memory;
  product.parent[pair] = parent;
  product.parentWay[pair] = way;
  product.count++;
  return pair;
}

function growPairs(product: Product): void {
  const size = product.state.length + 1;
  product.state = grown(product.state, size);
  product.memory = grown(product.memory, size);
  product.parent = grown(product.parent, size);
  product.parentWay = grown(product.parentWay, size);
  product.firstMove = grown(product.firstMove, size);
}

/** The run to a pair: the start's entry edge, and the ways taken. */
export function runTo(product: Product, pair: number): { entry: number; ways: number[] } {
  const { root, ways } = waysTo(product, pair);
  return { entry: product.space.parentWay[product.state[root] ?? 0] ?? -1, ways };
}
