// What should be true of all runs of a flow (semantics.md, 11). Data only: who checks it is not known here.

import type { LaneId, NodeId } from '../graph/graph.ts';

/** Something that happens in a run: a node fires, a decision is answered in one way, or any node of a lane fires. */
export type Happening =
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'outcome'; readonly node: NodeId; readonly answer: string }
  | { readonly kind: 'lane'; readonly lane: LaneId };

/** The part of a run that a claim speaks of. */
export type Scope =
  | { readonly kind: 'run' }
  | { readonly kind: 'before' | 'after'; readonly of: Happening }
  | { readonly kind: 'between'; readonly opens: Happening; readonly closes: Happening };

export type Claim =
  /** In its scope it happens: in every run; before each `of`; after each `of`; between each pair. */
  | { readonly kind: 'always' | 'never'; readonly what: Happening; readonly scope: Scope }
  | { readonly kind: 'at-most'; readonly times: number; readonly what: Happening; readonly scope: Scope }
  /** Not both in one run. */
  | { readonly kind: 'never-together'; readonly what: readonly [Happening, Happening] }
  /** Every run ends. */
  | { readonly kind: 'ends' };

export interface Property {
  readonly claim: Claim;
  /** Whether endless runs that never take an answer on offer again and again are ignored; true by default. */
  readonly fair: boolean;
}
