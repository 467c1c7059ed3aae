// The generated flows that goals are set for, as text. The same in every run, here and in the bench.

import { randomFlow } from './make-flow.ts';

/** 60 flows of 3 to 12 nodes in 1 to 4 lanes. */
export const smallFlows: readonly string[] = Array.from({ length: 60 }, (_, k) =>
  randomFlow(k + 1, { nodes: 3 + (k % 10), lanes: 1 + (k % 4) }),
);

/** 60 flows of 5 to 60 nodes, half of them below 18, in 1 to 12 lanes, half of them below 5. */
export const hardFlows: readonly string[] = Array.from({ length: 60 }, (_, k) => {
  const nodes = Math.round(5 + 55 * (k / 59) ** 2.2);
  const lanes = Math.round(1 + 11 * (((k * 37) % 60) / 59) ** 1.9);
  return randomFlow(k + 1001, { nodes, lanes: Math.min(nodes, lanes) });
});
