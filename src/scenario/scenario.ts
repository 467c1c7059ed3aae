import type { EdgeId, LaneId, LoopId, NodeId } from '../graph/graph.ts';
import type { Duration } from '../interpreter/chance.ts';
import type { Status } from '../interpreter/machine.ts';
import type { Policy } from '../interpreter/policy.ts';
import type { Property } from '../interpreter/property.ts';
import type { Span } from '../source/source.ts';

/** A scenario file with every name looked up in its flow (semantics.md, 10). */
export interface ScenarioFile {
  /** As written: a path from the scenario file on, perhaps with `#2`. */
  readonly flow: string;
  readonly defaults: Settings;
  readonly scenarios: readonly Scenario[];
  readonly properties: readonly PropertyEntry[];
  readonly coverage: CoverageDemand | undefined;
  /** By decision and by the option's own name: how likely it is against the others, for runs by chance; 1 where not named. */
  readonly weights: ReadonlyMap<NodeId, ReadonlyMap<string, number>>;
  /** How long a node takes, for runs by chance. */
  readonly durations: ReadonlyMap<NodeId, Duration>;
}

/** How a run is driven; undefined where the file does not say. */
export interface Settings {
  readonly policy: Policy | undefined;
  readonly seed: number | undefined;
  readonly maxSteps: number | undefined;
  readonly start: NodeId | undefined;
}

export const noSettings: Settings = { policy: undefined, seed: undefined, maxSteps: undefined, start: undefined };

/** One run and what is expected of it, without its places in a file. */
export interface ScenarioValue {
  readonly name: string;
  readonly settings: Settings;
  /** By node one answer for each visit; the last one repeats. */
  readonly answers: ReadonlyMap<NodeId, readonly string[]>;
  /** How many items a loop over items has. */
  readonly loops: ReadonlyMap<LoopId, number>;
  /** Which node fires at each of the first steps, where several could; then the scheduler decides. */
  readonly order: readonly NodeId[];
  readonly expect: Expectations;
}

export interface Scenario extends ScenarioValue {
  readonly places: ScenarioPlaces;
}

/** Where a scenario stands in its file. */
export interface ScenarioPlaces {
  readonly name: Span;
  readonly answers: ReadonlyMap<NodeId, Span>;
  /** Each answer of a list. */
  readonly answerWords: ReadonlyMap<NodeId, readonly Span[]>;
  readonly expect: Readonly<Partial<Record<keyof Expectations, Span>>>;
}

export const statusKinds = ['completed', 'exhausted', 'step-limit', 'waiting'] as const;
/** How a run that was driven as far as it goes can stand. */
export type StatusKind = Exclude<Status['kind'], 'running'>;

/** Undefined is not checked. */
export interface Expectations {
  /** One of these. */
  readonly status: readonly StatusKind[];
  /** Exactly the nodes where tokens ended, in any order. */
  readonly end: readonly NodeId[] | undefined;
  /** The firing order; `anySteps` stands for any steps, none included. */
  readonly path: readonly NodeId[] | undefined;
  readonly visits: ReadonlyMap<NodeId, number> | undefined;
  /** In the order of the first visit, all of them. */
  readonly lanes: readonly LaneId[] | undefined;
  readonly never: readonly Target[] | undefined;
  readonly maxSteps: number | undefined;
}

/** Of a scenario that says nothing else. */
export const noExpectations: Expectations = {
  status: ['completed'],
  end: undefined,
  path: undefined,
  visits: undefined,
  lanes: undefined,
  never: undefined,
  maxSteps: undefined,
};

/** No node can have this name. */
export const anySteps = '...';

export type Target =
  | { readonly kind: 'node'; readonly id: NodeId }
  | { readonly kind: 'edge'; readonly id: EdgeId }
  | { readonly kind: 'lane'; readonly id: LaneId };

export interface PropertyEntry {
  readonly property: Property;
  readonly span: Span;
}

export const roundKinds = ['0', '1', 'limit'] as const;
export type RoundKind = (typeof roundKinds)[number];

/** Less than this fails; percents of what can be reached. */
export interface CoverageDemand {
  readonly nodes: number | undefined;
  readonly edges: number | undefined;
  /** Rounds that every loop must have made in some run. */
  readonly loops: readonly RoundKind[];
  readonly span: Span;
}
