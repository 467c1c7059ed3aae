/** Runs as scenarios: `--record` and the key r. Each scenario makes its run again, whoever decided in it. */

import { basename, dirname, relative, sep } from 'node:path';
import {
  eventsOf,
  expectationsFrom,
  type NodeId,
  noSettings,
  pathOf,
  type Run,
  type ScenarioValue,
  type SimulateOptions,
  writeScenarios,
} from '../index.ts';
import { type Attempt, failure, refused } from './failure.ts';
import type { Input } from './inputs.ts';
import { planTargets, type Target } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Where scenarios go; an existing file is replaced, as drawings are. */
export function planRecord(name: string | undefined, input: Input, { folder }: Terminal): Attempt<Target | undefined> {
  if (name === undefined) return { value: undefined, failures: [] };
  if (input.path === undefined) {
    return {
      value: undefined,
      failures: [failure('A scenario names the file of its flow, and standard input has none.')],
    };
  }
  const { value, failures } = planTargets([input], name, '.scenario.yaml', folder);
  const [target] = value;
  if (target === undefined || target.path !== undefined) return { value: target, failures };
  return refused(failure('--record needs the name of a file.', 'Such as my.scenario.yaml.'));
}

/** Those of the runs that have a step; without any, undefined. */
export function recordText(runs: readonly Run[], target: Target, options: SimulateOptions): string | undefined {
  const scenarios = runs.flatMap((run, index) => (run.length === 0 ? [] : [scenarioOf(run, index + 1, options)]));
  if (scenarios.length === 0) return undefined;
  return writeScenarios({ flow: flowFrom(target), scenarios });
}

/** From the scenario file on, as every system reads it. */
function flowFrom({ path, input }: Target): string {
  const file = relative(dirname(path ?? ''), input.path ?? '').replaceAll(sep, '/');
  return input.flow === undefined ? file : `${file}#${input.flow}`;
}

function scenarioOf(
  run: Run,
  number: number,
  { answers = new Map(), loops = new Map() }: SimulateOptions,
): ScenarioValue {
  const { start, machine } = run;
  const events = [...eventsOf(run)];
  const maxSteps = stepsAllowed(run);
  const scenario: ScenarioValue = {
    name: `run ${number} of ${machine.flow.title || basename(start ?? '')}`,
    settings: { ...noSettings, policy: 'none', maxSteps, start: machine.starts.length > 1 ? start : undefined },
    answers: answersIn(run, answers),
    loops,
    order: events.some(({ picked }) => picked) ? pathOf(run) : [],
    expect: expectationsFrom(maxSteps === undefined ? run : asEnded(run)),
  };
  return scenario;
}

const usualSteps = 1000;

/** How far a scenario has to go to stand where the run stood; undefined when it gets there by itself. */
function stepsAllowed({ status, length }: Run): number | undefined {
  if (status.kind === 'exhausted') return length < usualSteps ? undefined : length + 1;
  return status.kind === 'completed' && length <= usualSteps ? undefined : length;
}

/** A run that was left before its end is one that had no more steps. */
function asEnded(run: Run): Run {
  const { kind } = run.status;
  if (kind === 'completed' || kind === 'exhausted') return run;
  return { ...run, status: { kind: 'step-limit', limit: run.length } };
}

/** By decision what was answered; for a run that an answer has stopped, that answer too. */
function answersIn(run: Run, given: ReadonlyMap<NodeId, readonly string[]>): Map<NodeId, readonly string[]> {
  const answers = new Map<NodeId, string[]>();
  for (const { node, answer } of eventsOf(run)) {
    if (answer !== undefined) answers.set(node, [...(answers.get(node) ?? []), answer]);
  }
  const { status } = run;
  const [at, list] = status.kind === 'exhausted' ? [status.at, given.get(status.at)] : [];
  if (at !== undefined && list !== undefined) {
    const known = answers.get(at) ?? [];
    answers.set(at, [...known, list[Math.min(known.length, list.length - 1)] ?? '']);
  }
  return answers;
}
