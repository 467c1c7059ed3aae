// What trying out all runs of a flow finds (semantics.md, 12). Data only.

import type { EdgeId, LoopId, NodeId } from '../graph/graph.ts';
import type { Machine } from './machine.ts';
import type { Search } from './search-space.ts';

export interface ExploreOptions {
  /** States to see at most; 200,000 when no number is given. Counted and not timed, so that it is the same everywhere. */
  readonly maxStates?: number;
  /** How many items each loop over items has; such a loop has no limit otherwise. */
  readonly loops?: ReadonlyMap<LoopId, number>;
  /** Whether orders of parallel branches that cannot matter are left out; true unless told. */
  readonly reduce?: boolean;
}

export interface Exploration {
  readonly machine: Machine;
  readonly options: Required<ExploreOptions>;
  /** Whether all states were seen. If not, what was found stands, and nothing else is known. */
  readonly isComplete: boolean;
  /** States seen, and moves between them; fewer than there are when orders are left out. */
  readonly states: number;
  readonly moves: number;
  /** Whether some run completes, and the nodes where tokens end in some run, in source order. */
  readonly completes: boolean;
  readonly ends: readonly NodeId[];
  /** By kind in the order of `Finding`; among each kind in source order, endless runs by the length of their run. */
  readonly findings: readonly Finding[];
  /** The states themselves, for those who ask more of them. */
  readonly search: Search;
}

/** Witnesses are shortest runs when all orders of the flow have few states, as in most flows; else short ones. */
export type Finding =
  /** Tokens that can never all end: the run into a round that goes on for ever. */
  | {
      readonly kind: 'endless-run';
      /** From this step of the witness on no end can be reached, counted from 1; 0 when it never can. */
      readonly lostAfter: number;
      /** Where tokens stand then. */
      readonly from: readonly NodeId[];
      /** All nodes that go on firing, in source order. */
      readonly nodes: readonly NodeId[];
      readonly witness: Witness;
    }
  /** Tokens are left and limits leave no way: the run is exhausted, not endless. */
  | { readonly kind: 'no-way-left'; readonly at: NodeId; readonly loop: LoopId | undefined; readonly witness: Witness }
  /** No run marks the edge; `isReached`: although its node fires in some run. Only after a complete exploration. */
  | { readonly kind: 'dead-edge'; readonly edge: EdgeId; readonly isReached: boolean }
  /** The last step marks an edge that holds a token. */
  | { readonly kind: 'merged-tokens'; readonly edge: EdgeId; readonly witness: Witness }
  /** The last step is the second time that a token ends at the node. */
  | { readonly kind: 'end-reached-twice'; readonly node: NodeId; readonly witness: Witness }
  /** A token ends at the node in the last step, and others are left; where the order was left out, another has ended. */
  | { readonly kind: 'early-end'; readonly node: NodeId; readonly witness: Witness }
  /** In the last step of each witness the node fires, with many and with few of its forward ways in. */
  | { readonly kind: 'mixed-merge'; readonly node: NodeId; readonly many: Gathering; readonly few: Gathering }
  /**
   * Both nodes can fire after the shorter of the runs `both` have in common. In the order in which they are named,
   * each run fires one and then the other; it stops after the one when the other then cannot fire.
   */
  | {
      readonly kind: 'order-dependent';
      readonly nodes: readonly [NodeId, NodeId];
      readonly witnesses: readonly [Witness, Witness];
    };

export interface Gathering {
  readonly edges: readonly EdgeId[];
  readonly witness: Witness;
}

/** A run as what was decided: enough to make the run again (`witnessRun`). */
export interface Witness {
  /** Undefined only for a flow without nodes. */
  readonly start: NodeId | undefined;
  readonly loops: ReadonlyMap<LoopId, number>;
  readonly steps: readonly WitnessStep[];
  /** What follows the steps again and again, for a run that never ends; else empty. */
  readonly cycle: readonly WitnessStep[];
}

export interface WitnessStep {
  readonly node: NodeId;
  /** Only at decisions. */
  readonly answer: string | undefined;
}
