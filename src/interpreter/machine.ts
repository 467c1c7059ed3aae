import type { EdgeId, Flow, LaneId, LoopId, NodeId } from '../graph/graph.ts';

/** A flow made ready to run: what each node does when it fires. Built once per flow. */
export interface Machine {
  readonly flow: Flow;
  /** Alternatives; a run uses one of them. */
  readonly starts: readonly NodeId[];
  readonly exits: ReadonlyMap<NodeId, Exit>;
  readonly back: ReadonlySet<EdgeId>;
  /** Answers drawn as edges; they carry no token. */
  readonly replies: ReadonlySet<EdgeId>;
  readonly loops: readonly LoopPlan[];
}

/** How a node hands its token on. */
export type Exit =
  | { readonly kind: 'end' }
  | { readonly kind: 'all'; readonly edges: readonly EdgeId[] }
  | { readonly kind: 'choose'; readonly options: readonly Option[] };

export interface Option {
  readonly answer: string;
  readonly edges: readonly EdgeId[];
  /** The loop that this option goes round again, if it does. */
  readonly repeats: LoopId | undefined;
}

/** What a `loop` line governs. */
export interface LoopPlan {
  readonly loop: LoopId;
  readonly edges: readonly EdgeId[];
  readonly body: ReadonlySet<NodeId>;
  readonly condition: Condition;
  /** No edge leads back in the drawing; one from the last to the first member is assumed. */
  readonly implicit: boolean;
  readonly asksAt: readonly NodeId[];
}

export type Condition =
  | { readonly kind: 'open'; readonly until: string | undefined; readonly guessed: boolean }
  | { readonly kind: 'limit'; readonly rounds: number; readonly exact: boolean; readonly until: string | undefined }
  | { readonly kind: 'each'; readonly of: string };

/** Marked edges as bits, loop rounds as numbers. Never written after begin or step. */
export interface State {
  readonly marks: Int32Array;
  readonly rounds: Uint16Array;
}

/** A run is a value: stepping returns a new one that shares the old steps. */
export interface Run {
  readonly machine: Machine;
  readonly start: NodeId;
  readonly states: readonly State[];
  readonly events: readonly TraceEvent[];
  readonly status: Status;
}

export type Status =
  | { readonly kind: 'running'; readonly enabled: readonly NodeId[] }
  | { readonly kind: 'waiting'; readonly question: Question }
  | { readonly kind: 'completed'; readonly ends: readonly NodeId[] }
  | { readonly kind: 'exhausted'; readonly loop: LoopId | undefined; readonly at: NodeId }
  | { readonly kind: 'step-limit'; readonly limit: number };

export interface Question {
  readonly node: NodeId;
  readonly options: readonly Option[];
  /** Taken off the table by a loop limit. */
  readonly removed: readonly Option[];
}

/** One firing. */
export interface TraceEvent {
  /** From 1. */
  readonly step: number;
  readonly node: NodeId;
  readonly lane: LaneId;
  /** How often the node has fired, this time included. */
  readonly visit: number;
  readonly in: readonly EdgeId[];
  readonly out: readonly EdgeId[];
  readonly answer: string | undefined;
  /** `scenario`, `user`, `replay`, or the policy's name; only at decisions. */
  readonly by: string | undefined;
  readonly limit: { readonly loop: LoopId; readonly rounds: number; readonly of: number } | undefined;
  /** Edges that already held a token. */
  readonly merged: readonly EdgeId[];
  /** Reply edges passed on the way. */
  readonly replies: readonly EdgeId[];
  /** The user fired another node than the scheduler's. */
  readonly picked: boolean;
}
