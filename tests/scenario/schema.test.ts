import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { policies } from '../../src/interpreter/policy.ts';
import { reportJsonResults } from '../../src/report/json-results.ts';
import { readScenarioFile } from '../../src/scenario/read.ts';
import { roundKinds, statusKinds } from '../../src/scenario/scenario.ts';
import { sourceOf } from '../../src/source/source.ts';
import { testedText } from './test-text.ts';

const folder = join(import.meta.dirname, '../../schemas');
const fits = new Ajv({ strictTypes: false }).compile(readSchema('scenario.schema.json'));

const scenario = (more: object): object => ({ flow: 'x.flow', scenarios: [{ name: 'a', ...more }] });
const expecting = (more: object): object => scenario({ expect: more });
const property = (more: object): object => ({ flow: 'x.flow', properties: [more] });

const good: readonly object[] = [
  { flow: 'x.flow' },
  {
    flow: 'guide.md#2',
    defaults: { policy: 'none', seed: 0, maxSteps: 1, start: 'A.n1' },
    scenarios: [],
    properties: [],
  },
  scenario({ answers: { n1: 'No', n2: ['No', 1, true], n3: 1.5 }, loops: { loop1: 3 }, order: ['n1'], start: 'n1' }),
  scenario({ name: 404, policy: 'cover', seed: 2147483647, maxSteps: 1000000 }),
  expecting({
    status: 'waiting',
    end: [],
    path: ['n1', '...', 7],
    visits: { n1: 0 },
    lanes: ['A'],
    never: ['e1'],
    maxSteps: 0,
  }),
  expecting({ status: ['completed', 'step-limit'] }),
  expecting({}),
  property({ always: 'n1' }),
  property({ never: 'n1=No', before: 'lane:A', fair: false }),
  property({ atMost: 0, of: 'n1', between: ['n1', 'n2'] }),
  property({ neverTogether: ['n1', 'n2'] }),
  property({ runs: 'end', fair: true }),
  { flow: 'x.flow', coverage: { nodes: 100, edges: 92.5, loops: [0, '1', 'limit'] } },
  { flow: 'x.flow', coverage: {} },
  {
    flow: 'x.flow',
    weights: { n1: { Yes: 9, No: 0 } },
    durations: { n1: 300, n2: '5m', n3: ['90s', '1.5h'], n4: [1, '1d'] },
  },
];

const bad: readonly unknown[] = [
  {},
  [],
  'x',
  null,
  { flow: '' },
  { flow: null },
  { flow: ['x.flow'] },
  { flow: 'x.flow', scenario: [] },
  { flow: 'x.flow', scenarios: {} },
  { flow: 'x.flow', scenarios: ['a'] },
  { flow: 'x.flow', scenarios: [{}] },
  { flow: 'x.flow', scenarios: null },
  { flow: 'x.flow', defaults: { policy: 'lazy' } },
  { flow: 'x.flow', defaults: { maxSteps: 0 } },
  { flow: 'x.flow', defaults: { seed: 1.5 } },
  { flow: 'x.flow', defaults: { name: 'a' } },
  scenario({ name: null }),
  scenario({ anwsers: {} }),
  scenario({ answers: ['n1'] }),
  scenario({ answers: { n1: [] } }),
  scenario({ answers: { n1: null } }),
  scenario({ answers: { n1: [['a']] } }),
  scenario({ loops: { loop1: 0 } }),
  scenario({ loops: { loop1: '3' } }),
  scenario({ order: 'n1' }),
  scenario({ maxSteps: 1000001 }),
  scenario({ expect: null }),
  expecting({ status: 'running' }),
  expecting({ status: [] }),
  expecting({ end: 'n1' }),
  expecting({ end: [null] }),
  expecting({ visits: { n1: -1 } }),
  expecting({ visits: ['n1'] }),
  expecting({ maxSteps: '3' }),
  expecting({ ends: [] }),
  property({}),
  property({ fair: false }),
  property({ always: 'n1', never: 'n2' }),
  property({ always: ['n1'] }),
  property({ atMost: 1 }),
  property({ atMost: -1, of: 'n1' }),
  property({ always: 'n1', of: 'n2' }),
  property({ always: 'n1', before: 'n2', after: 'n3' }),
  property({ always: 'n1', between: ['n2'] }),
  property({ neverTogether: ['n1', 'n2', 'n3'] }),
  property({ neverTogether: ['n1', 'n2'], after: 'n3' }),
  property({ runs: 'forever' }),
  property({ runs: 'end', between: ['n1', 'n2'] }),
  property({ always: 'n1', fair: 'no' }),
  { flow: 'x.flow', coverage: { nodes: 101 } },
  { flow: 'x.flow', coverage: { loops: [2] } },
  { flow: 'x.flow', coverage: 90 },
  { flow: 'x.flow', weights: { n1: 3 } },
  { flow: 'x.flow', weights: { n1: { Yes: -1 } } },
  { flow: 'x.flow', durations: { n1: 'soon' } },
  { flow: 'x.flow', durations: { n1: [1] } },
  { flow: 'x.flow', durations: { n1: -1 } },
];

describe('the schema of scenario files', () => {
  it.each(good)('and the reader accept %j', async (file) => {
    fits(file);
    expect(fits.errors ?? []).toEqual([]);
    expect(await mistakesIn(file)).toEqual([]);
  });

  it.each(bad)('and the reader refuse %j', async (file) => {
    expect(fits(file)).toBe(false);
    expect(await mistakesIn(file)).not.toEqual([]);
  });

  it('names the words that the program knows', () => {
    const { definitions } = readSchema('scenario.schema.json') as {
      readonly definitions: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
    };
    expect(definitions.policy?.enum).toEqual(policies);
    expect(definitions.status?.enum).toEqual(statusKinds);
    expect(JSON.stringify(definitions.coverage)).toContain(JSON.stringify([...roundKinds, 0, 1]));
  });
});

describe('the schema of test results', () => {
  const ajv = new Ajv({ strictTypes: false, formats: { uri: true } });
  ajv.addSchema(readSchema('report.schema.json'), 'report.schema.json');
  const isResult: ValidateFunction = ajv.compile(readSchema('scenario-results.schema.json'));
  const flow = `A { # A
  n1: circle label:"Go"
  n2: diamond label:"Well?"
  n3: circle label:"Done"
  n1 -> n2
  n2 -> n3 [label="Yes"]
  n2 -> n1 [label="No"]
}
`;

  it('fits results of all kinds', async () => {
    const yaml = `flow: x.flow
scenarios:
  - { name: good, answers: { n2: Yes }, expect: { maxSteps: 3 } }
  - { name: bad, answers: { n2: [No, Yes, No] }, expect: { end: [n1], path: [n3], visits: { n1: 9 }, lanes: [], never: [e1], maxSteps: 1, status: waiting } }
properties:
  - { always: n3 }
  - { always: n3, fair: false }
  - { never: n1, after: n3 }
  - { never: n2=No }
coverage: { loops: [limit] }
`;
    const tested = await testedText(flow, yaml);
    const broken = await testedText(flow, 'flow: [');
    const text = reportJsonResults([tested, broken], [broken], 'laneflow 1.2.3');
    isResult(JSON.parse(text));
    expect(isResult.errors ?? []).toEqual([]);
    expect(JSON.parse(text).summary.properties).toEqual({ holds: 2, fails: 2, vacuous: 0, unknown: 0 });
    expect(isResult({ ...JSON.parse(text), version: 2 })).toBe(false);
  });
});

/** Of its shape only; there is no flow to look names up in. JSON is YAML. */
async function mistakesIn(file: unknown): Promise<string[]> {
  const { diagnostics } = await readScenarioFile(sourceOf('a.scenario.yaml', JSON.stringify(file)));
  return diagnostics.map(({ message }) => message);
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
