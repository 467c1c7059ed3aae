// Which end of an edge comes first when the flow is read as a whole. Sides alone cannot tell: on a long way round, each
// edge may agree with its own sides and still work against the rest.

import { at } from './at.ts';
import { findBackEdges } from './back-edges.ts';
import { earliestRanks } from './network-simplex.ts';
import type { Problem, Wire } from './problem.ts';
import { left } from './ways.ts';

/** By node: its layer on the longest way from a start, with all turned edges the other way round. */
export function readingLayers(problem: Problem): Int32Array {
  const turned = turnedWires(problem);
  const steps = problem.wires.flatMap(({ from, to }, edge) => {
    if (from === to) return [];
    const ends = turned.has(edge) ? { from: to, to: from } : { from, to };
    return [{ ...ends, gap: 1, weight: 1 }];
  });
  return earliestRanks(problem.items.length, steps);
}

/** Ways back and to the left, then whatever still closes a cycle. Edges from a node to itself have no order. */
export function turnedWires({ items, wires }: Problem): ReadonlySet<number> {
  const turned = new Set<number>();
  wires.forEach((wire, edge) => {
    if (wire.from !== wire.to && leadsBack(wire)) turned.add(edge);
  });
  const ends = wires.map(({ from, to }, edge) => (turned.has(edge) ? { from: to, to: from } : { from, to }));
  for (const edge of findBackEdges(items.length, ends, () => false)) {
    const { from, to } = at(wires, edge);
    if (from !== to && !turned.delete(edge)) turned.add(edge);
  }
  return turned;
}

/** Whether the target comes first in a layering. */
export function leadsBack({ back, fromSide, toSide }: Wire): boolean {
  return back || (fromSide === left && toSide !== left);
}
