import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { begin, eventsOf, step } from '../../src/interpreter/step.ts';
import { compare } from '../../src/scenario/compare.ts';
import { type Generated, generateScenarios } from '../../src/scenario/generate.ts';
import { runOfScenario } from '../../src/scenario/run-scenarios.ts';
import { noSettings } from '../../src/scenario/scenario.ts';
import { writeScenarios } from '../../src/scenario/write.ts';
import { sourceOf } from '../../src/source/source.ts';
import { flows } from '../interpreter/random-flow.ts';

describe('generated scenarios', () => {
  it('of the seed document are one, which takes every edge', () => {
    const seed = readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8');
    const generated = generateScenarios(compile(sourceOf('two-factor.flow', seed)).machine);
    expect(generated.missing).toEqual([]);
    expect(writeScenarios({ flow: 'two-factor.flow', scenarios: generated.scenarios })).toBe(`flow: two-factor.flow
scenarios:
  - name: "n13 No, then Yes"
    answers: { n13: ["No", "Yes"] }
    expect:
      status: completed
      end: [n7]
      path: [
        n1, n2, n8, n9, n3, n10, n11, n12, n4, n13, n15, n4, n13, n14, n16, n17, n18, n5, n6, n7,
      ]
`);
  });

  it('take every edge that some run takes, and pass', () => {
    fc.assert(
      fc.property(flows(9), (flow) => {
        const machine = buildMachine(flow);
        const generated = generateScenarios(machine);
        expect(problemsOf(generated, machine)).toEqual([]);
        const taken = new Set(allRuns(machine, 400).flatMap((run) => [...edgesOf(run)]));
        expect(generated.missing.filter((edge) => taken.has(edge))).toEqual([]);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('are at most a tenth more than the fewest runs that could do', () => {
    const excess: string[] = [];
    let [made, fewest] = [0, 0];
    fc.assert(
      fc.property(flows(8), (flow) => {
        const machine = buildMachine(flow);
        const { scenarios } = generateScenarios(machine);
        const optimum = fewestRuns(allRuns(machine, 1000).map(outcomesOf));
        made += scenarios.length;
        fewest += optimum;
        if (scenarios.length > optimum * 1.1) excess.push(`${scenarios.length} for ${optimum}`);
      }),
      { seed: 4, numRuns: 200 },
    );
    expect(excess).toEqual([]);
    expect(made).toBeLessThanOrEqual(fewest);
  });
});

/** What a generated scenario does not keep of what it says. */
function problemsOf({ scenarios, missing }: Generated, machine: Machine): string[] {
  const taken = new Set<string>();
  const problems = scenarios.flatMap((scenario) => {
    const run = runOfScenario(scenario, noSettings, machine);
    for (const edge of edgesOf(run)) taken.add(edge);
    const places = { name: { start: 0, end: 0 }, answers: new Map(), answerWords: new Map(), expect: {} };
    return compare({ ...scenario, places }, run).map(({ expected, actual }) => `expected ${expected}, ${actual}`);
  });
  const names = new Set(scenarios.map(({ name }) => name));
  if (names.size < scenarios.length) problems.push('two names are alike');
  return [...problems, ...missing.filter((edge) => taken.has(edge)).map((edge) => `${edge} is not missing`)];
}

function edgesOf(run: Run): Set<string> {
  return new Set([...eventsOf(run)].flatMap(({ out, replies }) => [...out, ...replies]));
}

/** Edges and answers; an answer can end a token, and then takes no edge. */
function outcomesOf(run: Run): Set<string> {
  const answers = [...eventsOf(run)].map(({ node, answer }) => `${node}=${answer ?? ''}`);
  return new Set([...edgesOf(run), ...answers]);
}

/** Runs with every combination of answers, up to some length and number; those that are cut count as they are. */
function allRuns(machine: Machine, most: number): Run[] {
  const done: Run[] = [];
  const open = machine.starts.map((start) => begin(machine, start));
  for (let next = open.shift(); next !== undefined && done.length + open.length < most; next = open.shift()) {
    const { status } = next;
    if (next.length > 40 || status.kind === 'completed' || status.kind === 'exhausted') done.push(next);
    else if (status.kind !== 'waiting') open.push(step(next));
    else for (const { answer } of status.question.options) open.push(step(next, answer));
  }
  return [...done, ...open];
}

/** By trying 1, 2, 3 … of the runs that no other run contains. */
function fewestRuns(covers: readonly ReadonlySet<string>[]): number {
  const all = new Set(covers.flatMap((cover) => [...cover]));
  const distinct = [...new Map(covers.map((cover) => [[...cover].sort().join(), cover])).values()];
  const useful = distinct.filter((cover) => !distinct.some((other) => other !== cover && isWithin(cover, other)));
  for (let count = 0; ; count++) if (canCover(all, useful, count)) return count;
}

function isWithin(cover: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return cover.size < other.size && [...cover].every((edge) => other.has(edge));
}

function canCover(missing: ReadonlySet<string>, covers: readonly ReadonlySet<string>[], count: number): boolean {
  const [first] = missing;
  if (first === undefined) return true;
  if (count === 0) return false;
  return covers
    .filter((cover) => cover.has(first))
    .some((cover) => canCover(new Set([...missing].filter((edge) => !cover.has(edge))), covers, count - 1));
}
