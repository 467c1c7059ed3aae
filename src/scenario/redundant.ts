import { type Diagnostic, problem } from '../diagnostics/diagnostic.ts';
import { type Coverage, coverageOf, roundNames } from '../interpreter/coverage.ts';
import { pathOf } from '../interpreter/step.ts';
import type { ScenarioResult } from './result.ts';

/**
 * Scenarios that could go: nodes, edges and loop rounds all come in those that stay, and nothing is expected that another
 * does not expect of the same run. Of those that differ in nothing the first stays.
 */
export function redundantScenarios(results: readonly ScenarioResult[]): Diagnostic[] {
  const parts = new Map(results.map((result) => [result, partsOf(coverageOf(result.run.machine, [result.run]))]));
  const holders = new Map<string, number>();
  const add = (part: string, count: number): void => void holders.set(part, (holders.get(part) ?? 0) + count);
  for (const part of [...parts.values()].flat()) add(part, 1);
  const paths = new Map(results.map((result) => [result, String(pathOf(result.run))]));
  const left = new Set(results);
  for (const result of results.toReversed()) {
    const own = parts.get(result) ?? [];
    if (!own.every((part) => (holders.get(part) ?? 0) > 1) || expectsMore(result, left, paths)) continue;
    for (const part of own) add(part, -1);
    left.delete(result);
  }
  return results
    .filter((result) => !left.has(result))
    .map(({ scenario: { name, places } }) => {
      return problem('redundant-scenario', places.name, `'${name}' covers and expects nothing that others do not.`);
    });
}

/** Whether some expectation is nobody else's. */
function expectsMore(
  result: ScenarioResult,
  all: ReadonlySet<ScenarioResult>,
  paths: ReadonlyMap<ScenarioResult, string>,
): boolean {
  const expected = expectedOf(result);
  if (expected.length === 0) return false;
  const same = [...all].filter((other) => other !== result && paths.get(other) === paths.get(result));
  const known = new Set(same.flatMap(expectedOf));
  return expected.some((each) => !known.has(each));
}

/** What the file says in so many words, each as a text to compare. */
function expectedOf({ scenario: { expect, places } }: ScenarioResult): readonly string[] {
  const written = Object.entries(expect).filter(([key]) => key in places.expect);
  return written.map(([key, value]) => `${key} ${JSON.stringify(value instanceof Map ? [...value] : value)}`);
}

/** What was covered at all, under names of its own. */
function partsOf({ nodes, edges, loops }: Coverage): string[] {
  const covered = (kind: string, counts: ReadonlyMap<string, number>): string[] =>
    [...counts].flatMap(([id, count]) => (count > 0 ? [`${kind} ${id}`] : []));
  const rounds = [...loops].flatMap(([loop, counts]) =>
    roundNames.flatMap((name) => ((counts[name] ?? 0) > 0 ? [`loop ${loop} ${name}`] : [])),
  );
  return [...covered('node', nodes), ...covered('edge', edges), ...rounds];
}
