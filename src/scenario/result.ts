import type { Run } from '../interpreter/machine.ts';
import type { Verdict } from '../interpreter/property.ts';
import type { Span } from '../source/source.ts';
import type { Expectations, PropertyEntry, Scenario } from './scenario.ts';

/** A scenario that was run. It passed when there is no mismatch. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly run: Run;
  readonly mismatches: readonly Mismatch[];
}

/** An expectation that the run did not meet. */
export interface Mismatch {
  readonly kind: keyof Expectations;
  /** Reads after the word "expected". */
  readonly expected: string;
  /** A clause that tells what happened instead. */
  readonly actual: string;
  /** What asked for it in the scenario file: the expectation, or the answers that led elsewhere. */
  readonly span: Span;
  /** Where it shows in the flow. */
  readonly places: readonly FlowPlace[];
}

export interface FlowPlace {
  readonly span: Span;
  readonly message: string;
}

/** A property and what is known about it. It passed when it holds. */
export interface PropertyResult {
  readonly entry: PropertyEntry;
  readonly verdict: Verdict;
}

/** What a file demands of coverage. It is met when nothing is unmet. */
export interface DemandResult {
  readonly span: Span;
  /** Each reads after the word "expected". */
  readonly unmet: readonly string[];
}
