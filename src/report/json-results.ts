import { sharesOf } from '../interpreter/coverage.ts';
import type { WitnessStep } from '../interpreter/exploration.ts';
import { propertyText } from '../scenario/properties.ts';
import type { Mismatch, PropertyResult, ScenarioResult } from '../scenario/result.ts';
import type { TestedFile, TestedFlow } from '../scenario/test-scenarios.ts';
import type { Source } from '../source/source.ts';
import { escapeJson } from './escape.ts';
import type { Findings } from './findings.ts';
import { diagnosticJson, rangeJson } from './json.ts';
import { summarizeTests } from './test-summary.ts';

/** One JSON document with everything that is known; `tool` is `laneflow` and its version. */
export function reportJsonResults(files: readonly TestedFile[], flows: readonly Findings[], tool: string): string {
  const report = {
    version: 1,
    tool,
    summary: summarizeTests(files),
    flows: flows.map((findings) => ({ ...placeOf(findings.source), diagnostics: diagnosticsOf(findings, tool) })),
    files: files.map((file) => fileJson(file, tool)),
  };
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
}

function placeOf({ name, flow }: Source): object {
  return { file: name, flow: flow ?? null };
}

function diagnosticsOf({ source, diagnostics }: Findings, tool: string): object[] {
  return diagnostics.map((found) => diagnosticJson(source, found, tool));
}

function fileJson(file: TestedFile, tool: string): object {
  const { source, tested } = file;
  return {
    file: source.name,
    about: tested === undefined ? null : placeOf(tested.flow),
    diagnostics: diagnosticsOf(file, tool),
    scenarios: tested?.results.map((result) => scenarioJson(result, source, tested)) ?? [],
    properties: tested?.properties.map((result) => propertyJson(result, source)) ?? [],
    coverage: tested === undefined ? null : { ...sharesOf(tested.coverage), unmet: tested.demand?.unmet ?? [] },
  };
}

function scenarioJson({ scenario, run, mismatches }: ScenarioResult, source: Source, { flow }: TestedFlow): object {
  return {
    name: scenario.name,
    range: rangeJson(source, scenario.places.name),
    passed: mismatches.length === 0,
    status: run.status.kind,
    steps: run.length,
    mismatches: mismatches.map((mismatch) => mismatchJson(mismatch, source, flow)),
  };
}

function mismatchJson({ kind, expected, actual, span, places }: Mismatch, source: Source, flow: Source): object {
  const inFlow = places.map((place) => ({
    message: place.message,
    ...placeOf(flow),
    range: rangeJson(flow, place.span),
  }));
  return { expectation: kind, expected, actual, range: rangeJson(source, span), places: inFlow };
}

function propertyJson({ entry, verdict }: PropertyResult, source: Source): object {
  return {
    text: propertyText(entry.property),
    fair: entry.property.fair,
    range: rangeJson(source, entry.span),
    verdict: verdict.kind,
    states: verdict.states,
    witness:
      verdict.kind === 'fails'
        ? {
            start: verdict.witness.start ?? null,
            steps: stepsOf(verdict.witness.steps),
            cycle: stepsOf(verdict.witness.cycle),
          }
        : null,
  };
}

function stepsOf(steps: readonly WitnessStep[]): object[] {
  return steps.map(({ node, answer }) => ({ node, answer: answer ?? null }));
}
