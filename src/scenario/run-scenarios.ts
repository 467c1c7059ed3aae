/** Runs scenarios and compares what happened with what was expected. */

import { type Diagnostic, problem } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Machine, Run } from '../interpreter/machine.ts';
import { newTally, type Policy, type Tally } from '../interpreter/policy.ts';
import { drive } from '../interpreter/simulate.ts';
import { begin, pathOf, step } from '../interpreter/step.ts';
import { compare } from './compare.ts';
import { times } from './comparison.ts';
import type { ScenarioResult } from './result.ts';
import type { Scenario, ScenarioFile, ScenarioValue, Settings } from './scenario.ts';

export interface RunOptions {
  /** Where the file does not say; `happy` when nobody does. */
  readonly policy?: Policy | undefined;
  /** Which of the scenarios; all when absent. */
  readonly isWanted?: (name: string) => boolean;
}

export function runScenarios(file: ScenarioFile, machine: Machine, options: RunOptions = {}): ScenarioResult[] {
  const { isWanted = () => true } = options;
  // The policy `cover` takes turns across all runs of the file.
  const tally = newTally(machine);
  const wanted = file.scenarios.filter(({ name }) => isWanted(name));
  return wanted.map((scenario) => {
    const run = runOfScenario(scenario, file.defaults, machine, { ...options, tally });
    return { scenario, run, mismatches: compare(scenario, run) };
  });
}

/** The run that a scenario describes, as far as it goes. */
export function runOfScenario(
  { settings, answers, loops, order }: ScenarioValue,
  defaults: Settings,
  machine: Machine,
  { policy = 'happy', tally }: Pick<RunOptions, 'policy'> & { readonly tally?: Tally } = {},
): Run {
  const seed = settings.seed ?? defaults.seed;
  const maxSteps = settings.maxSteps ?? defaults.maxSteps;
  const begun = begin(machine, settings.start ?? defaults.start, { loops });
  return drive(inOrder(begun, order, answers), {
    answers,
    policy: settings.policy ?? defaults.policy ?? policy,
    ...(seed !== undefined && { seed }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(tally !== undefined && { tally }),
  });
}

/** As far as the order can be followed: a node that is not enabled ends it, and so does a missing answer. */
function inOrder(begun: Run, order: readonly NodeId[], answers: ScenarioValue['answers']): Run {
  const visits = new Map<NodeId, number>();
  let run = begun;
  for (const node of order) {
    const visit = visits.get(node) ?? 0;
    const given = answers.get(node);
    const next = step(run, given?.[Math.min(visit, given.length - 1)], { by: 'scenario', pick: node });
    if (next.length === run.length) return run;
    visits.set(node, visit + 1);
    run = next;
  }
  return run;
}

// ---- answers that nobody asked for

export function unusedAnswers(results: readonly ScenarioResult[]): Diagnostic[] {
  return results.flatMap(({ scenario, run }) => {
    const asked = askedIn(run);
    return [...scenario.answers].flatMap(([node, answers]) => unusedAt(node, answers, asked.get(node) ?? 0, scenario));
  });
}

/** How often each node was asked; a question that stopped the run counts. */
function askedIn(run: Run): Map<NodeId, number> {
  const asked = new Map<NodeId, number>();
  for (const node of pathOf(run)) asked.set(node, (asked.get(node) ?? 0) + 1);
  const { status } = run;
  if (status.kind === 'exhausted') asked.set(status.at, (asked.get(status.at) ?? 0) + 1);
  return asked;
}

function unusedAt(node: NodeId, answers: readonly string[], asked: number, { places }: Scenario): Diagnostic[] {
  const all = places.answers.get(node) ?? places.name;
  if (asked === 0)
    return [problem('unused-answer', all, `No run of this scenario asks '${node}'.`, { hint: unusedHint })];
  const answer = answers[asked];
  const span = places.answerWords.get(node)?.[asked];
  if (answer === undefined || span === undefined) return [];
  const message = `'${node}' is asked ${times(asked)}, so '${answer}' is never used.`;
  return [problem('unused-answer', span, message, { hint: unusedHint })];
}

const unusedHint = 'Remove it, or find out why the run does not come there.';
