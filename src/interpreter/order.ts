import { canStillCome, fireIn, isOpen, loadState, type Position, recordAfter } from './position.ts';
import type { Space } from './space.ts';

/*
 * Whether order matters: in some state m then n, and n then m, with the same answers, do not both happen or do not end
 * in the same state. Most pairs need no trying out. The firing of m concerns n only when it puts a token in front of
 * n or makes n wait; and since n is enabled, only an edge that leads round a loop, or one that is marked already, can
 * do so. Besides, both may depend on the rounds of a loop; those pairs are tried out.
 */

export interface Orders {
  /** Without ways round a loop no node fires twice, so no tokens merge, and order never matters. */
  readonly canMatter: boolean;
  /** By way: 1 when it depends on rounds or may change them. */
  readonly counts: Uint8Array;
  /** By pair of nodes, the smaller number first, as one number: where order matters first. */
  readonly found: Map<number, OrderFound>;
}

export interface OrderFound {
  readonly state: number;
  /** Of the node with the smaller number first. */
  readonly ways: readonly [number, number];
}

export function beginOrders({ tables }: Position, counts: Uint8Array): Orders {
  return {
    canMatter: tables.leadsBack.includes(1),
    counts,
    found: new Map(),
  };
}

/** Looks at all pairs of enabled nodes of the state at hand. Leaves the same state at hand. */
export function findOrders(orders: Orders, position: Position, space: Space, state: number): void {
  const { enabled, enabledCount, tables } = position;
  for (let index = 0; index < enabledCount && orders.canMatter; index++) {
    const node = enabled[index] ?? 0;
    for (let way = tables.firstWay[node] ?? 0; way < (tables.firstWay[node + 1] ?? 0); way++) {
      const concerns = tables.leadsBack[way] === 1 || merges(position, way);
      if (!(concerns || orders.counts[way] === 1) || !isOpen(position, node, way)) continue;
      findPartners(orders, position, space, state, way, concerns);
    }
  }
}

/** Whether a way marks an edge that is marked already. */
function merges({ isMarked, tables: { waysOut } }: Position, way: number): boolean {
  for (let place = waysOut.start[way] ?? 0; place < (waysOut.start[way + 1] ?? 0); place++) {
    if (isMarked[waysOut.items[place] ?? 0] === 1) return true;
  }
  return false;
}

function findPartners(
  orders: Orders,
  position: Position,
  space: Space,
  state: number,
  way: number,
  concerns: boolean,
): void {
  const node = position.nodeOf[way] ?? 0;
  for (let index = 0; index < position.enabledCount; index++) {
    const other = position.enabled[index] ?? 0;
    const key = Math.min(node, other) * position.tables.nodeCount + Math.max(node, other);
    if (other === node || orders.found.has(key)) continue;
    const partner =
      concerns && disturbs(position, way, other)
        ? firstOpenWay(position, other)
        : partnerByCounts(orders, position, space, state, way, other);
    if (partner === -1) continue;
    orders.found.set(key, { state, ways: node < other ? [way, partner] : [partner, way] });
  }
}

/** Whether a way puts a token in front of another enabled node or makes it wait. */
function disturbs(position: Position, way: number, other: number): boolean {
  const { waysOut, to, mayWait } = position.tables;
  for (let place = waysOut.start[way] ?? 0; place < (waysOut.start[way + 1] ?? 0); place++) {
    const target = to[waysOut.items[place] ?? 0] ?? 0;
    if (target === other || (mayWait[other] === 1 && canStillCome(position, target, other))) return true;
  }
  return false;
}

function firstOpenWay(position: Position, node: number): number {
  const { firstWay } = position.tables;
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
    if (isOpen(position, node, way)) return way;
  }
  return -1;
}

/** A way of the other node whose order with this way matters to the rounds of a loop, or -1. */
function partnerByCounts(
  { counts }: Orders,
  position: Position,
  space: Space,
  state: number,
  way: number,
  other: number,
): number {
  const { firstWay } = position.tables;
  if (counts[way] === 0) return -1;
  for (let partner = firstWay[other] ?? 0; partner < (firstWay[other + 1] ?? 0); partner++) {
    if (counts[partner] === 0 || !isOpen(position, other, partner)) continue;
    const one = afterBoth(position, way, partner);
    loadState(position, space, state);
    const two = afterBoth(position, partner, way);
    loadState(position, space, state);
    if (one === undefined || two === undefined || !isSame(one, two)) return partner;
  }
  return -1;
}

/** The record after two firings, or undefined when the second is not possible after the first. */
function afterBoth(position: Position, first: number, second: number): Int32Array | undefined {
  return fireIn(position, recordAfter(position, first), second);
}

function isSame(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((number, index) => number === other[index]);
}
