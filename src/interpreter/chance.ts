import type { LoopId, NodeId } from '../graph/graph.ts';

/** Many runs of a flow in which chance decides, and what came of them. */
export interface Chance {
  /** Runs that were made. */
  readonly runs: number;
  /** Firings in a run. */
  readonly steps: Amount;
  readonly statuses: Readonly<Record<RunEnding, Portion>>;
  /** Every node where a token can end, in source order: the runs in which one did. */
  readonly ends: readonly NodeChance[];
  /** The nodes where the tokens of completed runs ended, all of a run together; the most frequent first. */
  readonly endSets: readonly EndSet[];
  /** Completed runs that ended in yet another way, after as many as are told apart. */
  readonly otherEnds: number;
  /** Every node that can be reached, in source order. */
  readonly visits: readonly NodeAmount[];
  /** Loops that govern something, in source order: how often a run goes round. */
  readonly loops: readonly LoopAmount[];
  /** Of completed runs; undefined when no time is known, or none was completed. */
  readonly duration: DurationChance | undefined;
}

/** `exhausted`: loop limits left no way. `step-limit`: no end within the steps allowed. semantics.md 4.5. */
export const runEndings = ['completed', 'exhausted', 'step-limit'] as const;
export type RunEnding = (typeof runEndings)[number];

/** A part of all runs. */
export interface Portion {
  readonly runs: number;
  /** From 0 to 1. */
  readonly share: number;
  /** Between these the true share lies, by the 95 % interval of Wilson. */
  readonly low: number;
  readonly high: number;
}

/** How often something happened in a run. */
export interface Amount {
  readonly mean: number;
  /** The standard deviation between runs; the mean is about as exact as this divided by the square root of the runs. */
  readonly deviation: number;
  readonly most: number;
  /** The runs in which it happened at all. */
  readonly in: Portion;
}

interface NodeChance {
  readonly node: NodeId;
  readonly in: Portion;
}

export interface EndSet {
  /** In source order; none for a flow without nodes. */
  readonly nodes: readonly NodeId[];
  readonly in: Portion;
}

interface NodeAmount extends Amount {
  readonly node: NodeId;
}

interface LoopAmount extends Amount {
  readonly loop: LoopId;
}

/** Seconds from the start of a run until its last token has ended. */
export interface DurationChance {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** So many percent of the runs take this long or less. */
  readonly percentiles: Readonly<Record<Percentile, number>>;
}

export const percentiles = [50, 90, 95, 99] as const;
export type Percentile = (typeof percentiles)[number];

/** Seconds; any time between the two is equally likely. */
export interface Duration {
  readonly least: number;
  readonly most: number;
}

export interface ChanceOptions {
  /** How many runs; 10,000 when no number is given. */
  readonly runs?: number;
  /** The same seed, the same runs, on every platform; 1 when none is given. */
  readonly seed?: number;
  /** The first one when none is given. */
  readonly start?: NodeId;
  /** Firings in a run; 1,000 when no number is given. */
  readonly maxSteps?: number;
  /** How many items each loop over items has; such a loop has no limit otherwise. */
  readonly loops?: ReadonlyMap<LoopId, number>;
  /** By decision and answer, against the other answers that limits leave; 1 where none is given. */
  readonly weights?: ReadonlyMap<NodeId, ReadonlyMap<string, number>>;
  /** How long each firing of a node takes; no time where none is given. */
  readonly durations?: ReadonlyMap<NodeId, Duration>;
}

export const defaultRuns = 10_000;
