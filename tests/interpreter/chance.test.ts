import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Chance, ChanceOptions, Portion } from '../../src/interpreter/chance.ts';
import { chanceJson } from '../../src/interpreter/chance-json.ts';
import { advance, beginSample, seedOfRun } from '../../src/interpreter/chance-runs.ts';
import { chanceOf, runByChance } from '../../src/interpreter/chance-summary.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { eventsOf, pathOf } from '../../src/interpreter/step.ts';
import { sourceOf } from '../../src/source/source.ts';
import { rounds } from '../long.ts';
import { exactChance } from './exact-chance.ts';
import { randomFlow, singleTokenFlow } from './random-flow.ts';
import { machineOf } from './show.ts';

const root = join(import.meta.dirname, '../..');
const example = compile(
  sourceOf('01-two-factor.flow', readFileSync(join(root, 'examples/01-two-factor.flow'), 'utf8')),
).machine;
const retry = machineOf('A: (s) [a] <d> (z)\ns -> a -> d\nd -> z : Yes\nd -> a : No\nloop [up to 2 times] a d');

describe('a run by chance', () => {
  it('is the run of the policy random with its own seed, whatever the flow', () => {
    for (let flow = 1; flow <= 300; flow++) {
      const machine = buildMachine(randomFlow(flow, 4 + (flow % 9), 1.6, 1 / 5));
      const runs = [0, 1, 2].map((run) =>
        simulate(machine, { policy: 'random', seed: seedOfRun(flow, run), maxSteps: 40 }),
      );
      const chance = runByChance(machine, { runs: 3, seed: flow, maxSteps: 40 });
      expect(countsOf(chance)).toEqual(countsOfRuns(machine, runs));
    }
  });

  it('is the same again, all at once or in pieces', () => {
    const options: ChanceOptions = { runs: 500, seed: 3, durations: new Map([['n6', { least: 1, most: 9 }]]) };
    const sample = beginSample(example, options);
    for (let pieces = 0; !advance(sample, 7); pieces++) expect(pieces).toBeLessThan(5000);
    expect(chanceOf(sample)).toEqual(runByChance(example, options));
    expect(runByChance(example, { ...options, seed: 4 })).not.toEqual(chanceOf(sample));
  });

  it('begins where it is told, and otherwise at the first start', () => {
    const machine = machineOf('A: (s) (t) (y) (z)\ns -> y\nt -> z');
    const endsFrom = (start?: string) => runByChance(machine, { runs: 5, ...(start && { start }) }).endSets[0]?.nodes;
    expect([endsFrom(), endsFrom('s'), endsFrom('t')]).toEqual([['y'], ['y'], ['z']]);
  });

  it('of a flow without nodes completes and ends nowhere', () => {
    const { runs, endSets, visits } = runByChance(machineOf(''), { runs: 4 });
    expect([runs, endSets.map(({ nodes }) => nodes), visits]).toEqual([4, [[]], []]);
  });
});

/** Sums over runs that both sides know. */
interface Counts {
  readonly statuses: Readonly<Record<string, number>>;
  readonly visits: Readonly<Record<string, number>>;
  readonly ends: Readonly<Record<string, number>>;
  readonly steps: number;
}

function countsOf({ runs, statuses, visits, endSets, steps }: Chance): Counts {
  return {
    statuses: positive(Object.entries(statuses).map(([kind, { runs: count }]) => [kind, count])),
    visits: positive(visits.map(({ node, mean }) => [node, Math.round(mean * runs)])),
    ends: positive(endSets.map(({ nodes, in: { runs: count } }) => [nodes.join(), count])),
    steps: Math.round(steps.mean * runs),
  };
}

function countsOfRuns(machine: Machine, runs: readonly Run[]): Counts {
  const order = [...machine.exits.keys()];
  const endsOf = ({ status }: Run): string[] =>
    status.kind === 'completed' ? [status.ends.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).join()] : [];
  return {
    statuses: positive(summed(runs.map(({ status }) => status.kind))),
    visits: positive(summed(runs.flatMap((run) => pathOf(run)))),
    ends: positive(summed(runs.flatMap(endsOf))),
    steps: runs.reduce((sum, { length }) => sum + length, 0),
  };
}

function summed(names: readonly string[]): [string, number][] {
  return [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]);
}

function positive(counts: readonly (readonly [string, number])[]): Record<string, number> {
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('shares and means', () => {
  it('agree with the exact chain where one token moves', () => {
    const wanted = rounds(200, 5000);
    let compared = 0;
    for (let seed = 1; compared < wanted; seed++) {
      const machine = buildMachine(singleTokenFlow(seed, 4 + (seed % 10)));
      const weights = seed % 2 === 0 ? someWeights(machine) : new Map();
      const exact = exactChance(machine, 60, weights);
      if (exact === undefined || exact.steps > 200 || exact.visits.size < 3) continue;
      compared++;
      const runs = 4000;
      const chance = runByChance(machine, { runs, seed, weights, maxSteps: 100_000 });
      const isNear = (got: number, mean: number, variance: number): boolean =>
        Math.abs(got - mean) <= 4 * Math.sqrt(Math.max(0, variance) / runs) + 2 / runs;
      const off = [
        ...chance.visits.filter(({ node, mean }) => {
          const moments = exact.visits.get(node) ?? { mean: 0, variance: 0 };
          return !isNear(mean, moments.mean, moments.variance);
        }),
        ...chance.ends.filter(
          ({ node, in: { share } }) => !isNear(share, ...chanceAndVariance(exact.ends.get(node) ?? 0)),
        ),
        ...[chance.statuses.exhausted].filter(({ share }) => !isNear(share, ...chanceAndVariance(exact.exhausted))),
      ];
      expect([seed, off]).toEqual([seed, []]);
    }
  });

  it('come with the interval that solves the equation of Wilson', () => {
    const { statuses } = runByChance(retry, { runs: 1000 });
    const { ends } = runByChance(example, { runs: 1000 });
    const portions: Portion[] = [...Object.values(statuses), ...ends.map((end) => end.in)];
    for (const { share, low, high } of portions) {
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
      for (const bound of [low, high].filter((each) => each > 0 && each < 1)) {
        expect((share - bound) ** 2).toBeCloseTo((1.959963984540054 ** 2 * bound * (1 - bound)) / 1000, 12);
      }
    }
    expect(statuses.exhausted).toMatchObject({ runs: 0, low: 0 });
    expect(statuses.completed).toMatchObject({ runs: 1000, high: 1 });
  });

  it('tell how often a run goes round a loop, with and without a limit', () => {
    const limited = runByChance(retry, { runs: 20_000 }).loops[0];
    expect(limited).toMatchObject({ loop: 'loop1', most: 2 });
    expect(limited?.mean).toBeCloseTo(0.75, 1);
    const endless = machineOf('A: (s) [a] <d> (z)\ns -> a -> d\nd -> z : Yes\nd -> a : No\nloop [until done] a d');
    const free = runByChance(endless, { runs: 20_000 }).loops[0];
    expect(free?.mean).toBeCloseTo(1, 1);
    expect(free?.deviation).toBeCloseTo(Math.sqrt(2), 1);
    expect(free?.in.share).toBeCloseTo(0.5, 1);
  });

  it('count the items that loops over items are given', () => {
    const machine = machineOf('A: (s) [a] <d> (z)\ns -> a -> d\nd -> z : Yes\nd -> a : No\nloop [for each item] a d');
    expect(runByChance(machine, { runs: 9, loops: new Map([['loop1', 4]]) }).loops[0]).toMatchObject({
      mean: 3,
      most: 3,
    });
  });

  it('tell sets of ends apart from single ones', () => {
    const machine = machineOf('A: (s) [f] <d> (x) (y) (z)\ns -> f\nf -> d\nf -> z\nd -> x : 1\nd -> y : 2');
    const { ends, endSets } = runByChance(machine, { runs: 1000 });
    expect(ends.map(({ node, in: { share } }) => `${node} ${share.toFixed(1)}`)).toEqual(['x 0.5', 'y 0.5', 'z 1.0']);
    expect(endSets.map(({ nodes }) => nodes.join()).toSorted()).toEqual(['x,z', 'y,z']);
  });

  it('count runs that do not come to an end as what they are', () => {
    const round = machineOf('A: (s) [a] [b]\ns -> a -> b -> a');
    expect(runByChance(round, { runs: 7, maxSteps: 30 }).statuses['step-limit'].runs).toBe(7);
    const stuck = machineOf(
      'A: (s) [h] <d> <e> [x] [y] (z)\ns -> h\nh -> d\nh -> e\nd -> z : ok\nd -> x : bad\nx -> h\ne -> z : ok\ne -> y : bad\ny -> h\nloop [up to 1 times] h d e x y',
    );
    const bad = new Map([['ok', 0]]);
    const { statuses, duration } = runByChance(stuck, {
      runs: 7,
      weights: new Map([
        ['d', bad],
        ['e', bad],
      ]),
      durations: new Map([['h', { least: 1, most: 1 }]]),
    });
    expect([statuses.exhausted.runs, statuses.completed.runs, duration]).toEqual([7, 0, undefined]);
  });
});

function someWeights({ exits }: Machine): Map<string, Map<string, number>> {
  return new Map(
    [...exits].flatMap(([node, exit]) =>
      exit.kind === 'choose'
        ? [[node, new Map(exit.options.map(({ answer }, at) => [answer, [3, 1, 0.5][at % 3] ?? 1]))]]
        : [],
    ),
  );
}

function chanceAndVariance(chance: number): [number, number] {
  return [chance, chance * (1 - chance)];
}

describe('weights', () => {
  it('make answers likely, unlikely and impossible', () => {
    const machine = machineOf('A: (s) <d> (x) (y) (z)\ns -> d\nd -> x : 1\nd -> y : 2\nd -> z : 3');
    const weights = new Map([
      [
        'd',
        new Map([
          ['1', 4],
          ['3', 0],
        ]),
      ],
    ]);
    const { ends } = runByChance(machine, { runs: 20_000, weights });
    expect(ends.map(({ in: { share } }) => share.toFixed(1))).toEqual(['0.8', '0.2', '0.0']);
    expect(ends[2]?.in.runs).toBe(0);
  });

  it('of 0 do not keep a run from taking what limits leave', () => {
    const weights = new Map([['d', new Map([['Yes', 0]])]]);
    const { statuses, visits } = runByChance(retry, { runs: 50, weights });
    expect(statuses.completed.runs).toBe(50);
    expect(visits.find(({ node }) => node === 'a')?.mean).toBe(3);
  });
});

describe('times', () => {
  it('add up along a branch, and a join waits for the latest', () => {
    const machine = machineOf('A: (s) [f] [a] [b] [c] [j] (z)\ns -> f\nf -> a -> c -> j\nf -> b -> j\nj -> z');
    const seconds = { s: 1, f: 2, a: 10, b: 15, c: 20, j: 5 };
    const durations = new Map(Object.entries(seconds).map(([node, time]) => [node, { least: time, most: time }]));
    const { duration } = runByChance(machine, { runs: 3, durations });
    expect(duration).toMatchObject({ mean: 38, least: 38, most: 38, percentiles: { 50: 38, 90: 38, 95: 38, 99: 38 } });
  });

  it('are those of the critical path, whatever the flow', () => {
    for (let flow = 1; flow <= 300; flow++) {
      const machine = buildMachine(randomFlow(flow, 4 + (flow % 9), 1.6, 1 / 5));
      const times = new Map([...machine.exits.keys()].map((node, index) => [node, ((index * 7) % 5) + 1]));
      const durations = new Map([...times].map(([node, time]) => [node, { least: time, most: time }]));
      const run = simulate(machine, { policy: 'random', seed: seedOfRun(flow, 0), maxSteps: 40 });
      const { duration } = runByChance(machine, { runs: 1, seed: flow, maxSteps: 40, durations });
      expect(duration?.most).toBe(run.status.kind === 'completed' ? criticalPath(run, times) : undefined);
    }
  });

  it('within a range are equally likely', () => {
    const machine = machineOf('A: (s) (z)\ns -> z');
    const durations = new Map([['s', { least: 100, most: 200 }]]);
    const { duration } = runByChance(machine, { runs: 20_000, durations });
    const { mean = 0, least = 0, most = 0, percentiles } = duration ?? {};
    expect(
      [mean, percentiles?.[50], percentiles?.[90], percentiles?.[99]].map((time) => Math.round(time ?? 0)),
    ).toEqual([150, 150, 190, 199]);
    expect(least).toBeGreaterThanOrEqual(100);
    expect(most).toBeLessThan(200);
  });

  it('are percentiles by nearest rank', () => {
    const machine = machineOf('A: (s) <d> (x) (y)\ns -> d\nd -> x : 1\nd -> y : 2');
    const durations = new Map([['y', { least: 60, most: 60 }]]);
    const weights = new Map([
      [
        'd',
        new Map([
          ['1', 92],
          ['2', 8],
        ]),
      ],
    ]);
    const { duration } = runByChance(machine, { runs: 10_000, durations, weights });
    expect(duration?.percentiles).toEqual({ 50: 0, 90: 0, 95: 60, 99: 60 });
  });
});

/** From the events alone: a node begins with the latest of the tokens that it takes. */
function criticalPath(run: Run, times: ReadonlyMap<string, number>): number {
  const since = new Map<string, number>();
  let latest = 0;
  for (const { node, in: taken, out, merged } of eventsOf(run)) {
    const end = Math.max(0, ...taken.map((edge) => since.get(edge) ?? 0)) + (times.get(node) ?? 0);
    latest = Math.max(latest, end);
    for (const edge of out) since.set(edge, merged.includes(edge) ? Math.max(since.get(edge) ?? 0, end) : end);
  }
  return latest;
}

describe('runs by chance as JSON', () => {
  const weights = new Map([['n12', new Map([['Yes', 9]])]]);
  const durations = new Map([
    ['n6', { least: 10, most: 60 }],
    ['n15', { least: 2, most: 2 }],
  ]);
  const chance = runByChance(example, { runs: 10_000, weights, durations });
  const title = { flow: '01-two-factor.flow', seed: 1, scenario: 'some.scenario.yaml', wanted: 20_000 };

  it('are the same on every platform', async () => {
    await expect(chanceJson(chance, title)).toMatchFileSnapshot('__snapshots__/chance.txt');
  });

  it('fit the published schema', () => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas/chance.schema.json'), 'utf8'));
    const isValid = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
    for (const one of [chance, runByChance(machineOf(''), { runs: 3 }), runByChance(retry, { runs: 0 })]) {
      expect([isValid(JSON.parse(chanceJson(one, title))), isValid.errors]).toEqual([true, null]);
    }
    expect(isValid({ ...JSON.parse(chanceJson(chance, title)), runs: -1 })).toBe(false);
  });
});
