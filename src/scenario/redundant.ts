import { type Diagnostic, problem } from '../diagnostics/diagnostic.ts';
import { type Coverage, coverageOf, roundNames } from '../interpreter/coverage.ts';
import type { ScenarioResult } from './result.ts';

/** Scenarios whose nodes, edges and loop rounds all come in others too. Of those that differ in nothing, all are told. */
export function redundantScenarios(results: readonly ScenarioResult[]): Diagnostic[] {
  const parts = results.map(({ run }) => partsOf(coverageOf(run.machine, [run])));
  const holders = new Map<string, number>();
  for (const part of parts.flat()) holders.set(part, (holders.get(part) ?? 0) + 1);
  return results.flatMap(({ scenario }, index) => {
    if (!(parts[index] ?? []).every((part) => (holders.get(part) ?? 0) > 1)) return [];
    const message = `'${scenario.name}' covers nothing that others do not.`;
    return [problem('redundant-scenario', scenario.places.name, message)];
  });
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
