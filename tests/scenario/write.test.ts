import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Property } from '../../src/interpreter/property.ts';
import { bindScenarios } from '../../src/scenario/bind.ts';
import { readScenarioFile } from '../../src/scenario/read.ts';
import {
  anySteps,
  type Scenario,
  type ScenarioValue,
  type Settings,
  statusKinds,
} from '../../src/scenario/scenario.ts';
import { writeScenarios } from '../../src/scenario/write.ts';
import { sourceOf } from '../../src/source/source.ts';
import { flowFrom } from './flow-from.ts';

const labels = [
  'No',
  'on',
  '1',
  '1.0',
  'true',
  'null',
  '~',
  'yes - or so',
  '# no comment',
  'a: b',
  '"',
  "it's",
  '\u2028',
  ' x ',
  '👍',
  '-',
  '?',
  '[',
  '&a',
  '*a',
  '!t',
  '%',
  '@',
  '`',
  '...',
  '---',
  'NaN',
  '0x1F',
  '2001-01-01',
  'No.',
  'ünï',
];
const flow = flowFrom(labels);
const machine = buildMachine(flow);

const settings: fc.Arbitrary<Settings> = fc.record({
  policy: fc.constantFrom(undefined, 'happy', 'none', 'cover'),
  seed: fc.constantFrom(undefined, 0, 7),
  maxSteps: fc.constantFrom(undefined, 1, 1_000_000),
  start: fc.constantFrom(undefined, 'n1'),
});
const node = fc.constantFrom(...flow.nodes.keys());
const scenario: fc.Arbitrary<ScenarioValue> = fc.record({
  name: fc.oneof(fc.constantFrom(...labels), fc.string({ unit: 'binary', minLength: 1 })),
  settings,
  answers: fc
    .option(fc.array(fc.constantFrom(...labels), { minLength: 1 }), { nil: undefined })
    .map((list) => new Map(list === undefined ? [] : [['n2', list]])),
  loops: fc.constantFrom(new Map(), new Map([['loop1', 3]])),
  order: fc.constantFrom([], ['n1', 'n2']),
  expect: fc.record({
    status: fc.uniqueArray(fc.constantFrom(...statusKinds), { minLength: 1 }),
    end: fc.option(fc.array(node), { nil: undefined }),
    path: fc.option(fc.array(fc.oneof(node, fc.constant(anySteps)), { maxLength: 60 }), { nil: undefined }),
    visits: fc.option(
      fc.array(fc.tuple(node, fc.nat(9))).map((pairs) => new Map(pairs)),
      { nil: undefined },
    ),
    lanes: fc.option(fc.array(fc.constant('A')), { nil: undefined }),
    never: fc.option(
      fc.array(
        fc.constantFrom(
          { kind: 'node', id: 'n3' } as const,
          { kind: 'edge', id: 'e2' } as const,
          { kind: 'lane', id: 'A' } as const,
        ),
      ),
      { nil: undefined },
    ),
    maxSteps: fc.option(fc.nat(1000), { nil: undefined }),
  }),
});

const outcome = { kind: 'outcome', node: 'n2', answer: 'No' } as const;
const properties: readonly Property[] = [
  { claim: { kind: 'always', what: { kind: 'node', node: 'n3' }, scope: { kind: 'run' } }, fair: false },
  { claim: { kind: 'never', what: outcome, scope: { kind: 'before', of: { kind: 'lane', lane: 'A' } } }, fair: true },
  {
    claim: { kind: 'at-most', times: 2, what: outcome, scope: { kind: 'between', opens: outcome, closes: outcome } },
    fair: true,
  },
  { claim: { kind: 'never-together', what: [outcome, { kind: 'node', node: 'n1' }] }, fair: true },
  { claim: { kind: 'ends' }, fair: false },
];

describe('written scenarios', () => {
  it('read back as the same values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(scenario, { maxLength: 3 }), settings, async (scenarios, defaults) => {
        const named = scenarios.map((each, index) => ({ ...each, name: `${each.name}${index}` }));
        const text = writeScenarios({ flow: '../a b/x.flow#2', defaults, scenarios: named, properties });
        const read = await readScenarioFile(sourceOf('a.scenario.yaml', text));
        expect(read.diagnostics).toEqual([]);
        if (read.value === undefined) throw new Error('nothing was read');
        const { value, diagnostics } = bindScenarios(read.value, machine);
        expect(diagnostics).toEqual([]);
        expect(value.flow).toBe('../a b/x.flow#2');
        expect(value.defaults).toEqual(defaults);
        expect(value.scenarios.map(withoutPlaces)).toEqual(named);
        expect(value.properties.map(({ property }) => property)).toEqual(properties);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('quotes what YAML 1.1 would take for a truth or a number', () => {
    const given: ScenarioValue = {
      name: 'No',
      settings: { policy: undefined, seed: undefined, maxSteps: undefined, start: undefined },
      answers: new Map([['n2', ['No', 'on', '1', 'true', 'No, thanks']]]),
      loops: new Map(),
      order: [],
      expect: {
        status: ['completed'],
        end: undefined,
        path: undefined,
        visits: undefined,
        lanes: undefined,
        never: undefined,
        maxSteps: undefined,
      },
    };
    const text = writeScenarios({ flow: 'x.flow', scenarios: [given] });
    expect(text).toContain('answers: { n2: ["No", "on", "1", "true", "No, thanks"] }');
    expect(parse(text, { version: '1.1' }).scenarios[0].answers.n2).toEqual(['No', 'on', '1', 'true', 'No, thanks']);
  });
});

function withoutPlaces({ places: _, ...value }: Scenario): ScenarioValue {
  return value;
}
