import type { EdgeId, Flow, LaneId, LoopId, NodeId } from '../graph/graph.ts';
import type { History } from './history.ts';
import type { Tables } from './tables.ts';

/** A flow made ready to run: what each node does when it fires. Built once per flow. */
export interface Machine {
  readonly flow: Flow;
  /** Alternatives; a run uses one of them. Empty only for a flow without nodes. */
  readonly starts: readonly NodeId[];
  /** For every node that can be reached, in source order; others are not part of the machine. */
  readonly exits: ReadonlyMap<NodeId, Exit>;
  /** Edges that lead back in the drawing, replies included. */
  readonly back: ReadonlySet<EdgeId>;
  /** Answers drawn as edges; they carry no token. */
  readonly replies: ReadonlySet<EdgeId>;
  /** The loops that govern something, in source order. */
  readonly loops: readonly LoopPlan[];
  readonly facts: MachineFacts;
  /** Whether it was built with reply edges that carry tokens. */
  readonly strictTokens: boolean;
  /** The same in numbers, for the engine. */
  readonly tables: Tables;
}

/** How a node hands its token on. */
export type Exit =
  | { readonly kind: 'end' }
  | { readonly kind: 'all'; readonly edges: readonly EdgeId[] }
  | { readonly kind: 'choose'; readonly options: readonly Option[] };

export interface Option {
  /** The name that chooses this option and no other: its label, else its target, else its edge. */
  readonly answer: string;
  /** Empty when the token ends, as with `go on` where no other edge is drawn. */
  readonly edges: readonly EdgeId[];
  /** The loops whose limit governs this option; taking it leads to their back edges for sure. */
  readonly repeats: readonly LoopId[];
}

/** What a `loop` line governs. */
export interface LoopPlan {
  readonly loop: LoopId;
  /** The back edges bound to it; for an implicit one its name, which is the loop's. */
  readonly edges: readonly EdgeId[];
  readonly condition: Condition;
  /** No edge leads back in the drawing; one from the last to the first member is assumed. */
  readonly implicit: { readonly from: NodeId; readonly to: NodeId } | undefined;
  /** Where it is decided whether to go round again. */
  readonly asksAt: readonly NodeId[];
}

export type Condition =
  /** No limit. `guessed`: the words were not understood and stand in `while`. */
  | {
      readonly kind: 'open';
      readonly until: string | undefined;
      readonly while: string | undefined;
      readonly guessed: boolean;
    }
  /** Back edges are taken at most `rounds` times; when `exact`, not fewer either. */
  | {
      readonly kind: 'limit';
      readonly rounds: number;
      readonly exact: boolean;
      readonly until: string | undefined;
      readonly while: string | undefined;
    }
  /** As often as there are items, which only a scenario knows; else without limit. */
  | { readonly kind: 'each'; readonly of: string }
  /** A remark such as `every 5 minutes`, without effect. */
  | { readonly kind: 'note' };

/** What building the machine found out; `check` turns it into words. All lists are in source order. */
export interface MachineFacts {
  readonly start: StartFact;
  readonly unreachable: readonly NodeId[];
  readonly loops: readonly LoopFact[];
  /** Back edges that are neither replies nor bound to a loop. */
  readonly undeclared: readonly EdgeId[];
  /** Nodes that ask `again?` although nothing is drawn to decide it. */
  readonly loopDecisions: readonly { readonly node: NodeId; readonly loop: LoopId }[];
}

export interface StartFact {
  /**
   * `circles`: drawn as start circles. `source`: the only node without a way in. `guessed`: the first of
   * several such nodes, or the first node of all. `none`: there are no nodes.
   */
  readonly how: 'circles' | 'source' | 'guessed' | 'none';
  readonly starts: readonly NodeId[];
}

export interface LoopFact {
  readonly loop: LoopId;
  readonly condition: Condition;
  readonly binding: LoopBinding;
  /** Ways out of drawn decisions that lead round again for sure. */
  readonly deciding: readonly EdgeId[];
}

export type LoopBinding =
  /** `extra`: members that are not repeated. What the cycle runs through besides: `missesOf`. */
  | { readonly kind: 'bound'; readonly edges: readonly EdgeId[]; readonly extra: readonly NodeId[] }
  /** An edge back is assumed. */
  | { readonly kind: 'implicit'; readonly from: NodeId; readonly to: NodeId }
  /** Its back edge belongs to the loop `keptBy`; this loop governs nothing. */
  | { readonly kind: 'ambiguous'; readonly edge: EdgeId | undefined; readonly keptBy: LoopId }
  /** No member can be reached; it governs nothing. */
  | { readonly kind: 'unreachable' };

/** Marked edges as bits, loop rounds as numbers. A copy; never written after it was made. */
export interface State {
  /** Edge `e` of `machine.tables.edges` is marked when bit `e % 32` of number `e / 32` is 1. */
  readonly marks: Int32Array;
  /** By counted loop, in the order of `machine.tables.counted`. */
  readonly rounds: Int32Array;
}

/**
 * A run is a value: stepping returns a new one that shares the old steps. Its states and events are
 * computed when asked for (`stateAt`, `eventAt`, `eventsOf`), since a long run keeps only its choices.
 */
export interface Run {
  readonly machine: Machine;
  /** Undefined only for a flow without nodes. */
  readonly start: NodeId | undefined;
  /** Firings so far. */
  readonly length: number;
  readonly status: Status;
  readonly history: History;
}

export type Status =
  /** `enabled`: in the order in which they will fire, the next one first. */
  | { readonly kind: 'running'; readonly enabled: readonly NodeId[] }
  /** `refused`: an answer was given, and fits none or several of the options. */
  | { readonly kind: 'waiting'; readonly question: Question; readonly refused: Refusal | undefined }
  /** `ends`: where tokens ended, each node once, in the order of the first end. */
  | { readonly kind: 'completed'; readonly ends: readonly NodeId[] }
  /** A limit forbids what was answered, or leaves nothing. */
  | { readonly kind: 'exhausted'; readonly loop: LoopId | undefined; readonly at: NodeId }
  | { readonly kind: 'step-limit'; readonly limit: number };

export interface Refusal {
  readonly answer: string;
  readonly why: 'unknown' | 'ambiguous';
}

export interface Question {
  readonly node: NodeId;
  readonly options: readonly Option[];
  /** Taken off the table by a loop limit. */
  readonly removed: readonly Option[];
}

/** Who can decide, as traces name them. */
export const deciders = ['scenario', 'user', 'replay', 'happy', 'first', 'random', 'worst', 'cover'] as const;
export type Decider = (typeof deciders)[number];

/** One firing. */
export interface TraceEvent {
  /** From 1. */
  readonly step: number;
  readonly node: NodeId;
  readonly lane: LaneId;
  /** How often the node has fired, this time included. */
  readonly visit: number;
  /** Edges that gave their token, in source order; none at a start, which no drawn edge leads to. */
  readonly in: readonly EdgeId[];
  readonly out: readonly EdgeId[];
  readonly answer: string | undefined;
  /** Only at decisions. */
  readonly by: Decider | undefined;
  /** Only when a limit took options away. */
  readonly limit: LimitReached | undefined;
  /** Edges that already held a token. */
  readonly merged: readonly EdgeId[];
  /** Reply edges passed on the way. */
  readonly replies: readonly EdgeId[];
  /** The user fired another node than the scheduler's. */
  readonly picked: boolean;
}

export interface LimitReached {
  readonly loop: LoopId;
  readonly rounds: number;
  readonly of: number;
}
