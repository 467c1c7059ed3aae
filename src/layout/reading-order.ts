// Which end of an edge comes first when the flow is read as a whole. Sides alone cannot tell: on a long way round, each
// edge may agree with its own sides and still work against the rest.

import { findBackEdges } from './back-edges.ts';
import { earliestRanks } from './network-simplex.ts';
import type { Problem, Wire } from './problem.ts';
import { left } from './ways.ts';

/** By node: its layer on the longest way from a start, with all ways back and to the left turned round. */
export function readingLayers({ items, wires }: Problem): Int32Array {
  const ends = wires.filter(({ from, to }) => from !== to).map(onward);
  const back = findBackEdges(items.length, ends, () => false);
  const steps = ends.map(({ from, to }, index) => (back.has(index) ? { from: to, to: from } : { from, to }));
  return earliestRanks(
    items.length,
    steps.map((step) => ({ ...step, gap: 1, weight: 1 })),
  );
}

function onward({ from, to, back, fromSide, toSide }: Wire): { readonly from: number; readonly to: number } {
  const leadsLeft = fromSide === left && toSide !== left;
  return back || leadsLeft ? { from: to, to: from } : { from, to };
}
