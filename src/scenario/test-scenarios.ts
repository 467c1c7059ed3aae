/** One scenario file against its flow: everything that `laneflow test` reports of it, as data. */

import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { defaultLoudness, type Loudness, settle } from '../diagnostics/settle.ts';
import { type Coverage, coverageOf } from '../interpreter/coverage.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Source } from '../source/source.ts';
import { bindScenarios } from './bind.ts';
import { unmetDemands } from './coverage-demand.ts';
import { checkEntries } from './properties.ts';
import type { DraftRead } from './read.ts';
import { redundantScenarios } from './redundant.ts';
import type { DemandResult, PropertyResult, ScenarioResult } from './result.ts';
import { type RunOptions, runScenarios, unusedAnswers } from './run-scenarios.ts';

export interface TestedFile {
  /** The scenario file. */
  readonly source: Source;
  /** Undefined when it could not be run against a flow; the diagnostics say why, or those of the flow. */
  readonly tested: TestedFlow | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface TestedFlow {
  readonly flow: Source;
  readonly machine: Machine;
  readonly results: readonly ScenarioResult[];
  readonly properties: readonly PropertyResult[];
  /** Of the runs of all these scenarios. */
  readonly coverage: Coverage;
  /** What the file demands of coverage; undefined when it does not say, or only some of its scenarios were run. */
  readonly demand: DemandResult | undefined;
}

/** The flow that a scenario file is about. */
export interface Subject {
  readonly source: Source;
  readonly machine: Machine;
}

export interface TestOptions extends RunOptions {
  readonly loudness?: Loudness;
  /** More states than this are not explored for a property. */
  readonly maxStates?: number | undefined;
}

/** Nothing is run when the file has an error: what was expected is not known then. No subject: the flow has errors. */
export function testScenarios(
  source: Source,
  read: DraftRead,
  subject: Subject | undefined,
  options: TestOptions = {},
): TestedFile {
  const { loudness = defaultLoudness } = options;
  const bound =
    read.value === undefined || subject === undefined ? undefined : bindScenarios(read.value, subject.machine);
  const found = [...read.diagnostics, ...(bound?.diagnostics ?? [])];
  const settled = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
    settle(source, diagnostics, read.comments, source.text.length, loudness);
  if (bound === undefined || subject === undefined || hasErrors(found)) {
    return { source, tested: undefined, diagnostics: settled(found) };
  }
  const results = runScenarios(bound.value, subject.machine, options);
  const properties = checkEntries(bound.value.properties, subject.machine, options.maxStates);
  const runs = results.map(({ run }) => run);
  const coverage = coverageOf(subject.machine, runs);
  const { coverage: demand } = bound.value;
  const isAsked = demand !== undefined && results.length === bound.value.scenarios.length;
  const tested: TestedFlow = {
    flow: subject.source,
    machine: subject.machine,
    results,
    properties,
    coverage,
    demand: isAsked ? { span: demand.span, unmet: unmetDemands(demand, coverage) } : undefined,
  };
  return {
    source,
    tested,
    diagnostics: settled([...found, ...unusedAnswers(results), ...redundantScenarios(results)]),
  };
}
