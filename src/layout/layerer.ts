// The column step as an interface: ranks for nodes under constraints. Whoever keeps all of them at the
// least cost may do it: our network simplex here, ELK in elk.ts.

import { type Constraint, networkSimplex } from './network-simplex.ts';

export interface Layering {
  readonly nodes: number;
  /** Without a cycle. */
  readonly constraints: readonly Constraint[];
}

/** Ranks by node, at the least sum of weight · length; nothing when it could not find any. */
export type Layerer = (layering: Layering) => Int32Array | Promise<Int32Array | undefined>;

/** Our own: at once, and always. */
export function simplex({ nodes, constraints }: Layering): Int32Array {
  return networkSimplex(nodes, constraints);
}
