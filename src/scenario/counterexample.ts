/** A run that shows that a property does not hold, as a scenario that makes the same run again. */

import { type Counterexample, counterexample } from '../interpreter/counterexample.ts';
import type { Machine } from '../interpreter/machine.ts';
import { pathOf } from '../interpreter/step.ts';
import { expectationsFrom } from './generate.ts';
import { propertyText } from './properties.ts';
import type { PropertyResult } from './result.ts';
import { noSettings, type ScenarioValue } from './scenario.ts';
import { writeScenarios } from './write.ts';

const usualSteps = 1000;

/** The text of a scenario file, for a property that fails; `flow` as the new file will name it. */
export function counterexampleText(result: PropertyResult, machine: Machine, flow: string): string | undefined {
  const { entry, verdict } = result;
  if (verdict.kind !== 'fails') return undefined;
  const text = propertyText(entry.property);
  const scenario = scenarioFrom(counterexample(machine, entry.property.claim, verdict.witness), `against ${text}`);
  const remarks = [
    `This property fails: ${text}`,
    'The scenario makes a run that shows it, and passes as long as there is such a run.',
  ];
  return writeScenarios({ remarks, flow, scenarios: [scenario] });
}

/** The order of firing up to the last one that the scheduler would not have chosen. */
function scenarioFrom({ start, loops, answers, maxSteps, picks, run }: Counterexample, name: string): ScenarioValue {
  const ordered = picks.at(-1)?.step ?? 0;
  return {
    name,
    settings: { ...noSettings, maxSteps: maxSteps === usualSteps ? undefined : Math.max(1, maxSteps), start },
    answers,
    loops,
    order: pathOf(run).slice(0, ordered),
    expect: expectationsFrom(run),
  };
}
