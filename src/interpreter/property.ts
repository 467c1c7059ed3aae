// What should be true of all runs of a flow (semantics.md, 11). Data only: who checks it is not known here.

import type { LaneId, NodeId } from '../graph/graph.ts';
import type { Witness } from './exploration.ts';

/** Something that happens in a run: a node fires, a decision is answered in one way, or any node of a lane fires. */
export type Happening =
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'outcome'; readonly node: NodeId; readonly answer: string }
  | { readonly kind: 'lane'; readonly lane: LaneId };

/**
 * The part of a run that a claim speaks of. A firing that is the bound is not itself in the part.
 *
 * `before`: all up to the first `of`; in a run where it never comes, all of the run. `after`: all from the first `of`
 * on. `between`: from each `opens` to the next `closes` after it; what is never closed is not judged.
 */
export type Scope =
  | { readonly kind: 'run' }
  | { readonly kind: 'before' | 'after'; readonly of: Happening }
  | { readonly kind: 'between'; readonly opens: Happening; readonly closes: Happening };

export type Claim =
  /**
   * Always: in every run; before the first `of`, in runs where that comes; after each `of`; between each `opens` and
   * the next `closes`. Never: nowhere in the part.
   */
  | { readonly kind: 'always' | 'never'; readonly what: Happening; readonly scope: Scope }
  /** Counted over the whole part; between, from the first `opens` to the next `closes`. */
  | { readonly kind: 'at-most'; readonly times: number; readonly what: Happening; readonly scope: Scope }
  /** Not both in one run. */
  | { readonly kind: 'never-together'; readonly what: readonly [Happening, Happening] }
  /** Every run ends. A run that a loop limit leaves without a way does not end; it is exhausted. */
  | { readonly kind: 'ends' };

export interface Property {
  readonly claim: Claim;
  /** Whether endless runs that never take an answer on offer again and again are ignored; true by default. */
  readonly fair: boolean;
}

/** What is known of a property. `states` were seen to find it out. */
export type Verdict =
  | { readonly kind: 'holds'; readonly states: number }
  /** A shortest run that shows it. Its `cycle` says how it goes on when only the endless run shows it. */
  | { readonly kind: 'fails'; readonly states: number; readonly witness: Witness }
  /** The bounds of its scope come in no run, so nothing was tested. */
  | { readonly kind: 'vacuous'; readonly states: number }
  /** The budget ended before anything was found. */
  | { readonly kind: 'unknown'; readonly states: number };
