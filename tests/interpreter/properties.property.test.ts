import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { checkProperties } from '../../src/interpreter/check-properties.ts';
import { breaksIn, counterexample } from '../../src/interpreter/counterexample.ts';
import type { Witness, WitnessStep } from '../../src/interpreter/exploration.ts';
import { explore } from '../../src/interpreter/explore.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import type { Claim, Happening, Property, Scope, Verdict } from '../../src/interpreter/property.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { pathOf } from '../../src/interpreter/step.ts';
import { witnessRun } from '../../src/interpreter/witness.ts';
import { rounds } from '../long.ts';
import { flows } from './random-flow.ts';
import { type ReferenceMove, type ReferenceSpace, referenceSpace } from './reference-explorer.ts';
import { breaks, endlesslyBroken, matcher, runTree } from './reference-properties.ts';

const mostStates = 80;
const mostRuns = 400;

/** Numbers that become a claim about whatever nodes a flow has. */
const numbers = fc.record({
  kind: fc.nat({ max: 7 }),
  scope: fc.nat({ max: 4 }),
  times: fc.nat({ max: 2 }),
  things: fc.array(fc.record({ kind: fc.nat({ max: 4 }), node: fc.nat({ max: 7 }), option: fc.nat({ max: 2 }) }), {
    minLength: 3,
    maxLength: 3,
  }),
});

type Numbers = typeof numbers extends fc.Arbitrary<infer T> ? T : never;

function claimOf(machine: Machine, { kind, scope, times, things }: Numbers): Claim {
  const [what, one, other] = things.map((thing) => happeningOf(machine, thing));
  if (what === undefined || one === undefined || other === undefined) throw new Error('a claim speaks of three things');
  const scopes: readonly Scope[] = [
    { kind: 'run' },
    { kind: 'before', of: one },
    { kind: 'after', of: one },
    { kind: 'between', opens: one, closes: other },
    { kind: 'run' },
  ];
  const part = scopes[scope] ?? { kind: 'run' };
  if (kind === 0) return { kind: 'ends' };
  if (kind === 1) return { kind: 'never-together', what: [what, one] };
  if (kind < 4) return { kind: 'at-most', times, what, scope: part };
  return { kind: kind < 5 ? 'never' : 'always', what, scope: part };
}

function happeningOf(machine: Machine, { kind, node, option }: Numbers['things'][number]): Happening {
  const ids = [...machine.flow.nodes.keys()];
  const id = ids[node % ids.length] ?? '';
  const exit = machine.exits.get(id);
  if (kind === 0) return { kind: 'lane', lane: machine.flow.nodes.get(id)?.lane ?? '' };
  if (kind < 3 || exit?.kind !== 'choose') return { kind: 'node', node: id };
  return { kind: 'outcome', node: id, answer: exit.options[option % exit.options.length]?.answer ?? '' };
}

interface Case {
  readonly machine: Machine;
  readonly property: Property;
  readonly budget: number;
}

function check(test: (each: Case) => void, numRuns: number): void {
  const cases = fc.record({
    flow: flows(7),
    strictTokens: fc.boolean(),
    numbers,
    fair: fc.boolean(),
    budget: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(cases, ({ flow, strictTokens, numbers: each, fair, budget }) => {
      const machine = buildMachine(flow, { strictTokens });
      test({ machine, property: { claim: claimOf(machine, each), fair }, budget });
    }),
    { numRuns, seed: 31 },
  );
}

function verdict(
  machine: Machine,
  property: Property,
  options: { reduce?: boolean; maxStates?: number } = {},
): Verdict {
  const [found] = checkProperties(explore(machine, options), [property]);
  if (found === undefined) throw new Error('each property has a verdict');
  return found;
}

describe('the verdict on any property of any small flow', () => {
  it('is what the definitions say, with all orders and with those that matter', () => {
    check(
      ({ machine, property }) => {
        const space = referenceSpace(machine, mostStates);
        if (space === undefined) return;
        const found = verdict(machine, property);
        expect(verdict(machine, property, { reduce: false })).toMatchObject({ kind: found.kind });
        const tree = runTree(machine, space, property.claim, mostRuns);
        if (tree.broken !== undefined) expect(summary(found)).toEqual(`fails after ${tree.broken}`);
        else if (tree.isWhole) expect(found.kind).toBe(tree.isOpened ? 'holds' : 'vacuous');
        const endless = endlesslyBroken(machine, space, property.claim, property.fair);
        if (endless === true) expect(found.kind).toBe('fails');
        if (found.kind === 'fails') expectBroken(machine, space, property, found.witness);
        if (endless === false && found.kind === 'fails') expect(found.witness.cycle).toEqual([]);
        if (found.kind === 'fails') expectReproduced(machine, property.claim, found.witness);
      },
      rounds(1500, 20000),
    );
  });

  it('is never better for a smaller budget', () => {
    check(
      ({ machine, property, budget }) => {
        const whole = verdict(machine, property);
        if (whole.kind === 'unknown') return;
        const found = verdict(machine, property, { maxStates: budget });
        if (found.kind !== 'unknown') expect(found.kind).toBe(whole.kind);
        if (explore(machine, { reduce: false }).states > budget) {
          expect(verdict(machine, property, { maxStates: budget, reduce: false }).kind).toMatch(/^(fails|unknown)$/);
        }
      },
      rounds(1000, 10000),
    );
  });
});

function summary(found: Verdict): string {
  if (found.kind !== 'fails') return found.kind;
  const { steps, cycle } = found.witness;
  return cycle.length === 0 ? `fails after ${steps.length}` : `fails after ${steps.length}, and then for ever`;
}

/** The run exists, and breaks the claim; a round begins and ends in one state, and counts. */
function expectBroken(machine: Machine, space: ReferenceSpace, { claim, fair }: Property, witness: Witness): void {
  const { steps, cycle } = witness;
  expect(witnessRun(machine, witness).length).toBe(steps.length + cycle.length);
  const start = `entry ${witness.start}`;
  const first = space.first.find((name) => space.states.get(name)?.marked.has(start)) ?? '';
  const run = follow(space, first, steps);
  if (cycle.length === 0) {
    const state = space.states.get(run.at(-1)?.to ?? first);
    const isOver = state?.moves.length === 0;
    expect(breaks(machine, claim, run, isOver ? (state.marked.size > 0 ? 'exhausted' : 'completed') : undefined)).toBe(
      true,
    );
    return;
  }
  const turning = follow(space, run.at(-1)?.to ?? first, cycle);
  expect(turning.at(-1)?.to).toBe(run.at(-1)?.to ?? first);
  expectToCount(space, turning, fair);
  if (claim.kind === 'ends') return;
  if (claim.kind !== 'always') throw new Error('only claims that something happens fail for ever');
  expect(turning.some(matcher(machine, claim.what))).toBe(false);
  expect(breaks(machine, claim, [...run, ...turning], 'completed')).toBe(true);
}

/** The counterexample breaks the claim, and without picks a scenario with its answers is the same run. */
function expectReproduced(machine: Machine, claim: Claim, witness: Witness): void {
  const { start = '', answers, maxSteps, picks, run } = counterexample(machine, claim, witness);
  expect(breaksIn(machine, claim, run)).toBe(true);
  if (picks.length > 0) return;
  const again = simulate(machine, { start, answers, maxSteps });
  expect(pathOf(again)).toEqual(pathOf(run));
  expect(again.status.kind).toBe(run.status.kind);
}

function follow({ states }: ReferenceSpace, from: string, steps: readonly WitnessStep[]): ReferenceMove[] {
  let at = from;
  return steps.map(({ node, answer }) => {
    const move = states.get(at)?.moves.find((each) => each.node === node && each.answer === answer);
    if (move === undefined) throw new Error(`${node} cannot fire`);
    at = move.to;
    return move;
  });
}

function expectToCount({ states }: ReferenceSpace, cycle: readonly ReferenceMove[], fair: boolean): void {
  const turned = cycle.flatMap(({ to }) => states.get(to) ?? []);
  const fired = new Set(cycle.map(({ node }) => node));
  const [one] = turned;
  const always = one?.able.filter((node) => turned.every(({ able }) => able.includes(node))) ?? [];
  expect(always.filter((node) => !fired.has(node))).toEqual([]);
  if (!fair) return;
  const given = new Set(cycle.map(({ node, answer }) => `${node}=${answer}`));
  const offered = turned.flatMap(({ moves }) => moves.map(({ node, answer }) => ({ node, answer })));
  expect(offered.filter((o) => o.answer !== undefined && !given.has(`${o.node}=${o.answer}`))).toEqual([]);
}
