import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { checkProperties } from '../../src/interpreter/check-properties.ts';
import { counterexample } from '../../src/interpreter/counterexample.ts';
import { explore } from '../../src/interpreter/explore.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import type { Property } from '../../src/interpreter/property.ts';
import { pathOf } from '../../src/interpreter/step.ts';
import { bindScenarios } from '../../src/scenario/bind.ts';
import { counterexampleText } from '../../src/scenario/counterexample.ts';
import { readScenarioFile } from '../../src/scenario/read.ts';
import { runScenarios } from '../../src/scenario/run-scenarios.ts';
import { sourceOf } from '../../src/source/source.ts';
import { flows } from '../interpreter/random-flow.ts';
import { testedText } from './test-text.ts';

const kitchen = `Kitchen { # Kitchen
  n1: circle label:"Order"
  n2: rectangle label:"Split the ticket"
  n3: rectangle label:"Cook"
  n5: circle label:"Served"
  n1 -> n2
  n2 -> n3
  n2 -> Bar.n4
  n3 -> n5
}
Bar { # Bar
  n4: rectangle label:"Mix drinks"
  n4 -> Kitchen.n5
}
`;

describe('a counterexample', () => {
  it('says in which order branches go on, where that is not the usual one', async () => {
    const yaml = 'flow: case.flow\nproperties:\n  - { always: n3, before: n4 }\n';
    const { tested } = await testedText(kitchen, yaml);
    const [result] = tested?.properties ?? [];
    if (tested === undefined || result === undefined) throw new Error('nothing was checked');
    const text = counterexampleText(result, tested.machine, 'case.flow');
    expect(text).toBe(`# This property fails: always n3 before n4
# The scenario makes a run that shows it, and passes as long as there is such a run.
flow: case.flow
scenarios:
  - name: against always n3 before n4
    start: n1
    order: [n1, n2, n4]
    expect:
      status: completed
      end: [n5]
      path: [n1, n2, n4, n3, n5]
`);
    expect((await testedText(kitchen, text ?? '')).tested?.results[0]?.mismatches).toEqual([]);
  });

  it('makes the same run again, whatever the flow', async () => {
    let [failures, ordered] = [0, 0];
    for (const flow of fc.sample(flows(8), { seed: 8, numRuns: 150 })) {
      const machine = buildMachine(flow);
      const exploration = explore(machine, { maxStates: 3000 });
      const properties = propertiesOf(machine);
      const verdicts = checkProperties(exploration, properties);
      for (const [index, verdict] of verdicts.entries()) {
        const property = properties[index];
        if (verdict.kind !== 'fails' || property === undefined) continue;
        const entry = { property, span: { start: 0, end: 0 } };
        const text = counterexampleText({ entry, verdict }, machine, 'x.flow') ?? '';
        failures++;
        ordered += Number(text.includes('order:'));
        const read = await readScenarioFile(sourceOf('a.scenario.yaml', text));
        if (read.value === undefined) throw new Error(text);
        const bound = bindScenarios(read.value, machine);
        expect([...read.diagnostics, ...bound.diagnostics]).toEqual([]);
        const [made] = runScenarios(bound.value, machine);
        expect(made?.mismatches).toEqual([]);
        if (made === undefined) throw new Error('nothing was run');
        const { run } = counterexample(machine, property.claim, verdict.witness);
        expect(pathOf(made.run)).toEqual(pathOf(run));
      }
    }
    expect(failures).toBeGreaterThan(150);
    expect(ordered).toBeGreaterThan(0);
  });
});

/** About the last node, which many runs never come to. */
function propertiesOf({ flow }: Machine): Property[] {
  const [first, ...others] = flow.nodes.keys();
  const what = { kind: 'node', node: others.at(-1) ?? first ?? '' } as const;
  const other = { kind: 'node', node: others[0] ?? first ?? '' } as const;
  return [
    { claim: { kind: 'always', what, scope: { kind: 'run' } }, fair: false },
    { claim: { kind: 'always', what, scope: { kind: 'before', of: other } }, fair: true },
    { claim: { kind: 'never', what: other, scope: { kind: 'after', of: what } }, fair: true },
    { claim: { kind: 'ends' }, fair: false },
  ];
}
