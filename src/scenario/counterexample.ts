/** A run that shows that something is wrong, as a scenario that makes the same run again. */

import { type Counterexample, counterexample, reproduction } from '../interpreter/counterexample.ts';
import type { Finding, Witness } from '../interpreter/exploration.ts';
import type { Machine, Run } from '../interpreter/machine.ts';
import { eventsOf, pathOf } from '../interpreter/step.ts';
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

/**
 * The same for what trying out all runs has found, told in a sentence; undefined when no run shows it. `visit` is a run
 * to the place of a finding that has no run of its own.
 */
export function findingText(
  finding: Finding,
  sentence: string,
  machine: Machine,
  flow: string,
  visit?: Witness,
): string | undefined {
  const witnesses = witnessesOf(finding, visit);
  if (witnesses.length === 0) return undefined;
  const scenarios = witnesses.map(({ name, witness }) =>
    scenarioFrom(
      reproduction(machine, witness, (run) => isShown(finding, run)),
      name,
    ),
  );
  const remarks = [sentence, 'A scenario here passes as long as there is such a run.'];
  return writeScenarios({ remarks, flow, scenarios });
}

interface Named {
  readonly name: string;
  readonly witness: Witness;
}

function witnessesOf(finding: Finding, visit: Witness | undefined): readonly Named[] {
  switch (finding.kind) {
    case 'dead-edge':
      return visit === undefined ? [] : [{ name: `comes to ${visit.steps.at(-1)?.node}`, witness: visit }];
    case 'order-dependent':
      return finding.witnesses.map((witness, index) => ({ name: `${finding.nodes[index]} comes first`, witness }));
    case 'mixed-merge':
      return [finding.many, finding.few].map(({ edges, witness }) => {
        return { name: `${finding.node} takes ${edges.length}`, witness };
      });
    case 'endless-run':
    case 'no-way-left':
    case 'merged-tokens':
    case 'end-reached-twice':
    case 'early-end':
      return [{ name: `shows ${finding.kind}`, witness: finding.witness }];
  }
}

/** Whether a run in the usual order shows the finding, so that no order has to be given. Not asked where order is the point. */
function isShown(finding: Finding, run: Run): boolean {
  switch (finding.kind) {
    case 'endless-run':
      return run.status.kind === 'step-limit';
    case 'no-way-left':
      return run.status.kind === 'exhausted';
    case 'merged-tokens':
      return [...eventsOf(run)].some(({ merged }) => merged.includes(finding.edge));
    case 'end-reached-twice':
      return [...eventsOf(run)].filter(({ node, out }) => node === finding.node && out.length === 0).length > 1;
    case 'dead-edge':
    case 'early-end':
    case 'mixed-merge':
    case 'order-dependent':
      return false;
  }
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
