import { groupBy, groupOf } from '../graph/paths.ts';
import { hasBit } from './bits.ts';
import type { Position } from './position.ts';

/**
 * By way: 1 when taking it depends on how often some loop with a limit went round, or may change what such counts
 * depend on: a round is counted, or a token comes into the body of a loop, leaves it, or ends there. O(edges into and
 * out of the bodies).
 */
export function countingWays({ tables, slots, nodeOf }: Position): Uint8Array {
  const { firstWay, limited, waysOut, to, nodeCount } = tables;
  const counts = new Uint8Array(nodeOf.length);
  if (slots.length === 0) return counts;
  nodeOf.forEach((node, way) => {
    counts[way] = limited[node] ?? 0;
  });
  const wayOf = wayOfItems(waysOut.start, waysOut.items.length);
  const into = groupBy(
    nodeCount,
    waysOut.items.map((edge) => to[edge] ?? 0),
  );
  for (const slot of slots) {
    const body = tables.bodyBits(slot);
    const isInside = (node: number | undefined): boolean => hasBit(body, node ?? 0);
    for (const node of nodesIn(body)) {
      for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
        const edges = groupOf(waysOut, way);
        if (edges.length === 0 || edges.some((edge) => !isInside(to[edge]))) counts[way] = 1;
      }
      for (const item of groupOf(into, node)) {
        const way = wayOf[item] ?? 0;
        if (!isInside(nodeOf[way])) counts[way] = 1;
      }
    }
  }
  return counts;
}

/** By place in the list of all ways' edges: the way. */
function wayOfItems(start: Int32Array, length: number): Int32Array {
  const ways = new Int32Array(length);
  for (let way = 0; way + 1 < start.length; way++) ways.fill(way, start[way], start[way + 1]);
  return ways;
}

function nodesIn(bits: Int32Array): number[] {
  const nodes: number[] = [];
  bits.forEach((word, place) => {
    for (let left = word; left !== 0; left &= left - 1) nodes.push(place * 32 + 31 - Math.clz32(left & -left));
  });
  return nodes;
}
