/** A run that shows that a property does not hold, as a scenario that makes the same run again. */

import type { NodeId } from '../graph/graph.ts';
import type { Witness, WitnessStep } from '../interpreter/exploration.ts';
import type { Machine } from '../interpreter/machine.ts';
import { eventsOf } from '../interpreter/step.ts';
import { witnessRun } from '../interpreter/witness.ts';
import { expectationsFrom } from './generate.ts';
import { propertyText } from './properties.ts';
import type { PropertyResult } from './result.ts';
import { runOfScenario } from './run-scenarios.ts';
import { noExpectations, noSettings, type ScenarioValue } from './scenario.ts';
import { writeScenarios } from './write.ts';

/** Times that the round of an endless run is gone; once more would show nothing new. */
const rounds = 3;

/** The text of a scenario file, for a property that fails; `flow` as the new file will name it. */
export function counterexampleText(result: PropertyResult, machine: Machine, flow: string): string | undefined {
  const { entry, verdict } = result;
  if (verdict.kind !== 'fails') return undefined;
  const text = propertyText(entry.property);
  const scenario = scenarioFrom(verdict.witness, machine, `against ${text}`);
  const remarks = [
    `This property fails: ${text}`,
    'The scenario makes a run that shows it, and passes as long as there is such a run.',
  ];
  return writeScenarios({ remarks, flow, scenarios: [scenario] });
}

function scenarioFrom(witness: Witness, machine: Machine, name: string): ScenarioValue {
  const steps = [...witness.steps, ...Array.from({ length: rounds }, () => witness.cycle).flat()];
  const isPicked = [...eventsOf(witnessRun(machine, witness, rounds))].some(({ picked }) => picked);
  const asked: ScenarioValue = {
    name,
    settings: { ...noSettings, policy: 'none', maxSteps: Math.max(1, steps.length), start: witness.start },
    answers: answersIn(steps),
    loops: witness.loops,
    order: isPicked ? steps.map(({ node }) => node) : [],
    expect: noExpectations,
  };
  return { ...asked, expect: expectationsFrom(runOfScenario(asked, noSettings, machine)) };
}

function answersIn(steps: readonly WitnessStep[]): Map<NodeId, string[]> {
  const answers = new Map<NodeId, string[]>();
  for (const { node, answer } of steps) {
    if (answer !== undefined) answers.set(node, [...(answers.get(node) ?? []), answer]);
  }
  return answers;
}
