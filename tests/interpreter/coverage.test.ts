import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../src/graph/resolve.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import {
  addRun,
  type Coverage,
  coverageOf,
  emptyCoverage,
  type LoopRounds,
  mergeCoverage,
  missingFrom,
  percentOf,
  sharesOf,
} from '../../src/interpreter/coverage.ts';
import { type CoveredFlow, coverageJson, coverageLcov, readCoverage } from '../../src/interpreter/coverage-file.ts';
import type { LoopPlan, Machine, Run } from '../../src/interpreter/machine.ts';
import { policies } from '../../src/interpreter/policy.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { begin, eventsOf, goTo, marksOf, stateAt } from '../../src/interpreter/step.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceOf } from '../../src/source/source.ts';
import { flows } from './random-flow.ts';
import { answersOf, machineOf } from './show.ts';

const seedText = readFileSync(join(import.meta.dirname, '../flows/seed.txt'), 'utf8');
const seedSource = sourceOf('seed.flow', seedText);
const seed = buildMachine(resolve(parse(seedSource).value, seedSource).value);

function run(machine: Machine, answers = '', loops?: ReadonlyMap<string, number>): Run {
  return simulate(machine, { answers: answersOf(answers), ...(loops && { loops }) });
}

/** Ids with their counts, those of 1 without: `n1 n2:2 n3:0`. */
function shown(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([id, count]) => (count === 1 ? id : `${id}:${count}`)).join(' ');
}

describe('the coverage of the seed', () => {
  it('is nothing without a run', () => {
    const none = emptyCoverage(seed);
    expect([...none.nodes.values(), ...none.edges.values()]).toEqual(Array(36).fill(0));
    expect(missingFrom(none).nodes).toEqual([...seed.flow.nodes.keys()]);
    expect(sharesOf(none)).toEqual({
      nodes: { covered: 0, total: 18 },
      edges: { covered: 0, total: 18 },
      loops: { covered: 0, total: 3 },
    });
  });

  it('counts what a run with one wrong code went through', () => {
    const coverage = coverageOf(seed, [run(seed, 'n13=No,Yes')]);
    expect(shown(coverage.nodes)).toBe('n1 n2 n3 n4:2 n5 n6 n7 n8 n9 n10 n11 n12 n13:2 n14 n15 n16 n17 n18');
    const [submit] = seed.flow.edges.filter(({ from }) => from.node === 'n4');
    expect(coverage.edges.get(submit?.id ?? '')).toBe(2);
    expect([...coverage.edges.values()].reduce((sum, count) => sum + count)).toBe(19);
    expect(coverage.loops).toEqual(new Map([['loop1', { zero: 0, one: 1, limit: 0 }]]));
    expect(coverage.unreachable).toEqual({ nodes: [], edges: [] });
  });

  it('lacks what the happy path leaves out', () => {
    const coverage = coverageOf(seed, [run(seed)]);
    expect(missingFrom(coverage)).toEqual({
      nodes: ['n15'],
      edges: seed.flow.edges.filter(({ from, to }) => [from.node, to.node].includes('n15')).map(({ id }) => id),
      loops: [
        { loop: 'loop1', rounds: 'one' },
        { loop: 'loop1', rounds: 'limit' },
      ],
    });
    expect(Object.values(sharesOf(coverage)).map(percentOf)).toEqual([94, 88, 33]);
  });

  it('is complete only after runs of no round, one and two', () => {
    const runs = ['n13=Yes', 'n13=No,Yes', 'n13=No,No,Yes'].map((answers) => run(seed, answers));
    expect(missingFrom(coverageOf(seed, runs))).toEqual({ nodes: [], edges: [], loops: [] });
  });
});

describe('rounds of a loop', () => {
  const loopWith = (condition: string): Machine =>
    machineOf(`A: (s) [a] <b> (t)
      s -> a -> b
      b -> t : Yes
      b -> a : No
      loop [${condition}] a b`);
  const rounds = (machine: Machine, ...answers: string[]): unknown =>
    coverageOf(
      machine,
      answers.map((each) => run(machine, `b=${each}`)),
    ).loops.get('loop1');

  it('count to two where nothing limits them', () => {
    const machine = loopWith('until done');
    expect(rounds(machine, 'Yes', 'No,Yes', 'No,Yes', 'No,No,Yes', 'No,No,No,Yes')).toEqual({
      zero: 1,
      one: 2,
      limit: 2,
    });
  });

  it('count to the limit where there is one', () => {
    const machine = loopWith('up to 3 times');
    expect(rounds(machine, 'Yes', 'No,Yes', 'No,No,Yes', 'No,No,No,Yes')).toEqual({ zero: 1, one: 1, limit: 1 });
  });

  it('are not asked for where the limit rules them out', () => {
    expect(rounds(loopWith('up to 1 times'), 'Yes', 'No,Yes')).toEqual({ zero: 1, one: undefined, limit: 1 });
    expect(rounds(loopWith('repeat 3 times'), 'No,No,Yes')).toEqual({ zero: undefined, one: undefined, limit: 1 });
    expect(rounds(loopWith('1 tries'), 'Yes')).toEqual({ zero: undefined, one: undefined, limit: 1 });
  });

  it('are those of each run on its own, and of each time a run comes to the loop', () => {
    const machine = machineOf(`A: (s) [a] <b> <c> (t)
      s -> a -> b
      b -> a : No
      b -> c : Yes
      c -> a : Again
      c -> t : Done
      loop [until right] a b
      loop [until enough] a b c`);
    const coverage = coverageOf(machine, [run(machine, 'b=No,Yes,Yes,No,No,Yes; c=Again,Again,Done')]);
    expect(coverage.loops.get('loop2')).toEqual({ zero: 0, one: 0, limit: 1 });
    expect(coverage.loops.get('loop1')).toEqual({ zero: 1, one: 1, limit: 1 });
  });

  it('are not over in a run that is not', () => {
    const machine = loopWith('up to 2 times');
    const whole = run(machine, 'b=No,No,Yes');
    const cutAt = (steps: number): unknown => coverageOf(machine, [goTo(whole, steps)]).loops.get('loop1');
    expect(cutAt(3)).toEqual({ zero: 0, one: 0, limit: 0 });
    expect(cutAt(5)).toEqual({ zero: 0, one: 0, limit: 1 });
    expect(cutAt(whole.length)).toEqual({ zero: 0, one: 0, limit: 1 });
  });

  it('go along an edge that the loop assumes, which counts under its name', () => {
    const machine = machineOf(`A: (s) [a] [b] (t)
      s -> a -> b -> t
      loop [until done] a b`);
    const coverage = coverageOf(machine, [run(machine, 'b=again,go on')]);
    expect(shown(coverage.edges)).toBe('e1 e2:2 e3 loop1');
    expect(coverage.loops.get('loop1')).toEqual({ zero: 0, one: 1, limit: 0 });
  });

  it('follow the items that a scenario gives', () => {
    const machine = loopWith('for each item');
    const coverage = coverageOf(machine, [run(machine, '', new Map([['loop1', 3]]))]);
    expect(coverage.loops.get('loop1')).toEqual({ zero: 0, one: 0, limit: 1 });
    expect(shown(coverage.nodes)).toBe('s a:3 b:3 t');
  });
});

describe('coverage', () => {
  it('counts replies as passed, and leaves out what cannot be reached', () => {
    const machine = machineOf(`A: (s) [a] (t)
      B: [b] [x] [y]
      s -> a -> b -> a
      b -> t
      x -> y -> x
      y -> t`);
    expect([...machine.replies]).toEqual(['e3']);
    const coverage = coverageOf(machine, [run(machine)]);
    expect(shown(coverage.nodes)).toBe('s a t b');
    expect(shown(coverage.edges)).toBe('e1 e2 e3 e4');
    expect(coverage.unreachable).toEqual({ nodes: ['x', 'y'], edges: ['e5', 'e6', 'e7'] });
    expect(missingFrom(coverage)).toEqual({ nodes: [], edges: [], loops: [] });
  });

  it('is 100 percent only when it is', () => {
    expect([999, 1000].map((covered) => percentOf({ covered, total: 1000 }))).toEqual([99, 100]);
    expect(percentOf({ covered: 0, total: 0 })).toBe(100);
  });

  it('is of a flow without nodes as of any other', () => {
    const machine = machineOf('');
    expect(sharesOf(coverageOf(machine, [begin(machine)])).nodes).toEqual({ covered: 0, total: 0 });
  });

  it('of any runs is what their traces say', () => {
    eachCase((machine, runs) => {
      expect(coverageOf(machine, runs)).toEqual(recount(machine, runs));
    });
  });

  it('is the same whether runs are counted at once, one by one, or in parts that are merged', () => {
    eachCase((machine, runs) => {
      const whole = coverageOf(machine, runs);
      expect(runs.reduce(addRun, emptyCoverage(machine))).toEqual(whole);
      const [first, others] = [coverageOf(machine, runs.slice(0, 1)), coverageOf(machine, runs.slice(1))];
      expect(mergeCoverage(first, others)).toEqual(whole);
      expect(mergeCoverage(others, first)).toEqual(whole);
    });
  });
});

function eachCase(property: (machine: Machine, runs: readonly Run[]) => void): void {
  const cases = fc.record({
    flow: flows(),
    strictTokens: fc.boolean(),
    seeds: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
    policy: fc.constantFrom(...policies.filter((each) => each !== 'none')),
    cut: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(cases, ({ flow, strictTokens, seeds, policy, cut }) => {
      const machine = buildMachine(flow, { strictTokens });
      const runs = seeds.map((number) => simulate(machine, { policy, seed: number, maxSteps: 60 }));
      property(machine, [...runs, ...runs.slice(0, 1).map((each) => goTo(each, cut))]);
    }),
    { seed: 31, numRuns: 400 },
  );
}

/** Slowly and from outside: events and states, without the engine's numbers. */
function recount(machine: Machine, runs: readonly Run[]): Coverage {
  const empty = emptyCoverage(machine);
  const events = runs.flatMap((each) => [...eventsOf(each)]);
  const passed = events.flatMap(({ out, replies }) => [...out, ...replies]);
  const count = (ids: readonly string[], of: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
    new Map([...of.keys()].map((id) => [id, ids.filter((each) => each === id).length]));
  return {
    nodes: count(
      events.map(({ node }) => node),
      empty.nodes,
    ),
    edges: count(passed, empty.edges),
    loops: new Map(machine.loops.map((plan) => [plan.loop, recountRounds(machine, plan, runs)])),
    unreachable: empty.unreachable,
  };
}

function recountRounds(machine: Machine, plan: LoopPlan, runs: readonly Run[]): LoopRounds {
  const { condition } = plan;
  const limit = condition.kind === 'limit' ? condition.rounds : 2;
  const isExact = condition.kind === 'limit' && condition.exact;
  const turns = runs.flatMap((each) => turnsOf(machine, plan, each));
  const left = (rounds: number): number => turns.filter((turn) => turn.isLeft && turn.rounds === rounds).length;
  return {
    zero: isExact || limit === 0 ? undefined : left(0),
    one: isExact || limit < 2 ? undefined : left(1),
    limit: turns.filter(({ rounds }) => rounds >= limit).length,
  };
}

/** Each time that tokens are in the body: rounds, and whether they were gone in the end. */
function turnsOf(machine: Machine, { loop, edges }: LoopPlan, of: Run): { rounds: number; isLeft: boolean }[] {
  const { flow, tables } = machine;
  const body = new Set(
    tables.loopNodes(flow.loops.findIndex(({ id }) => id === loop)).map((node) => tables.nodes[node] ?? ''),
  );
  const targetOf = (edge: string): string => tables.nodes[tables.to[tables.edges.indexOf(edge)] ?? -1] ?? '';
  const isInside = (step: number): boolean =>
    step === 0 ? body.has(of.start ?? '') : marksOf(of, stateAt(of, step)).some((edge) => body.has(targetOf(edge)));
  const turns: { rounds: number; isLeft: boolean }[] = [];
  let rounds = 0;
  let isActive = isInside(0);
  for (const { step, out } of eventsOf(of)) {
    if (out.some((edge) => edges.includes(edge))) rounds++;
    if (isInside(step)) {
      isActive = true;
      continue;
    }
    if (isActive) turns.push({ rounds, isLeft: true });
    rounds = 0;
    isActive = false;
  }
  if (isActive) turns.push({ rounds, isLeft: of.status.kind === 'completed' });
  return turns;
}

// ---- files

const seedCoverage = coverageOf(seed, [run(seed, 'n13=No,Yes')]);
const seedFile: CoveredFlow = { flow: 'seed.flow', hash: 'sha256:1', coverage: seedCoverage };

describe('a coverage file', () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/coverage.schema.json'), 'utf8'));
  const fits = new Ajv2020({ strictTypes: false }).compile(schema);

  it('is read as it was written, and fits its schema', () => {
    eachCase((machine, runs) => {
      const written = [{ flow: 'a "b".flow', hash: 'sha256:0', coverage: coverageOf(machine, runs) }, seedFile];
      const text = coverageJson(written);
      expect(fits(JSON.parse(text)), JSON.stringify(fits.errors)).toBe(true);
      expect(readCoverage(text)).toEqual({ kind: 'coverage', flows: written });
    });
  });

  it('keeps names that JavaScript has plans for', () => {
    const nodes = new Map([
      ['__proto__', 1],
      ['constructor', 2],
      ['7', 0],
    ]);
    const read = readCoverage(coverageJson([{ ...seedFile, coverage: { ...seedCoverage, nodes } }]));
    expect(read.kind === 'coverage' && new Map(read.flows[0]?.coverage.nodes)).toEqual(nodes);
  });

  it('is refused with the place and the reason', () => {
    const good = coverageJson([seedFile]);
    const refusal = (text: string): string => {
      const read = readCoverage(text);
      return read.kind === 'coverage' ? 'read' : `${text.slice(read.span.start, read.span.end)} | ${read.message}`;
    };
    const cases = [
      '',
      'nodes',
      '[]',
      '{}',
      '{"trace": 1}',
      '{"coverage": "1", "flows": []}',
      '{"coverage": 2, "flows": []}',
      '{"coverage": 1}',
      '{"coverage": 1, "flows": {}}',
      '{"coverage": 1, "flows": [1]}',
      '{"coverage": 1, "flows": [{}]}',
      good.slice(0, 400),
      good.replace('"n1": 1', '"n1": -1'),
      good.replace('"n1": 1', '"n1": 1.5'),
      good.replace('"n1": 1', '"n1": "1"'),
      good.replace('"limit": 0', '"most": 0'),
      good.replace('"zero": 0', '"zero": null'),
      good.replace('"hash": "sha256:1"', '"hash": 1'),
      good.replace('"unreachable"', '"unreached"'),
      good.replace('"nodes": []', '"nodes": [null]'),
    ];
    expect(cases.map(refusal).join('\n')).toMatchSnapshot();
  });

  it('is refused by its schema where the reader refuses it', () => {
    const good = coverageJson([seedFile]);
    const pieces = ['1', '-1', '1.5', '"x"', 'null', '{}', '[]', 'true', '1e3'];
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.constantFrom(...pieces), (place, piece) => {
        const values = [...good.matchAll(/(?<=: |\[)(?:\d+|"[^"]*"|\[\])/g)];
        const found = values[place % values.length];
        const index = found?.index ?? 0;
        const text = good.slice(0, index) + piece + good.slice(index + (found?.[0].length ?? 0));
        expect(readCoverage(text).kind === 'coverage', text).toBe(fits(JSON.parse(text)));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is read or refused whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const read = readCoverage(text);
        if (read.kind === 'unreadable') expect(read.span.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('LCOV', () => {
  it('has nodes as functions, decisions as branches, and the lines of both and of edges', () => {
    const text = coverageLcov([{ path: 'flows/seed.flow', source: seedSource, machine: seed, coverage: seedCoverage }]);
    expect(text).toMatchSnapshot();
  });

  it('follows its grammar and counts itself right, for any flow', () => {
    const lines =
      /^(TN:|SF:.+|FN:\d+,.+|FNDA:\d+,.+|FN[FH]:\d+|BRDA:\d+,\d+,\d+,(\d+|-)|BR[FH]:\d+|DA:\d+,\d+|L[FH]:\d+|end_of_record)$/;
    eachCase((machine, runs) => {
      const coverage = coverageOf(machine, runs);
      const source = sourceOf('a.flow', '\n'.repeat(3));
      const text = coverageLcov([{ path: 'a.flow', source, machine, coverage }]);
      const written = text.trimEnd().split('\n');
      for (const line of written) expect(line).toMatch(lines);
      const branches = written.filter((line) => line.startsWith('BRDA:'));
      expect(written).toContain(`BRF:${branches.length}`);
      expect(written).toContain(`BRH:${branches.filter((line) => !/,(0|-)$/.test(line)).length}`);
      expect(written).toContain(`FNF:${coverage.nodes.size}`);
    });
  });

  it('gives a way out that ends the token what the others left', () => {
    const machine = machineOf(`A: (s) [a] [b]
      s -> a -> b
      loop [until done] a b`);
    const coverage = coverageOf(machine, [run(machine, 'b=again,again,go on'), run(machine, 'b=go on')]);
    const source = sourceOf('a.flow', '');
    const text = coverageLcov([{ path: 'a.flow', source, machine, coverage }]);
    expect(text.match(/^BRDA.*$/gm)).toEqual(['BRDA:1,0,0,2', 'BRDA:1,0,1,2']);
  });

  it('puts the flows of one file into one record', () => {
    const one = { path: 'a.md', source: { ...seedSource, flow: 1 }, machine: seed, coverage: seedCoverage };
    const text = coverageLcov([one, { ...one, source: { ...seedSource, flow: 2 } }]);
    expect(text.match(/^SF:.*$/gm)).toEqual(['SF:a.md']);
    expect(text).toContain('FNDA:2,flow1.n4\n');
    expect(text).toContain('FNDA:2,flow2.n4\n');
  });
});
