import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { checkProperties } from '../../src/interpreter/check-properties.ts';
import { breaksIn, counterexample } from '../../src/interpreter/counterexample.ts';
import { explore } from '../../src/interpreter/explore.ts';
import type { Claim, Happening, Property, Verdict } from '../../src/interpreter/property.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { pathOf } from '../../src/interpreter/step.ts';
import { sourceOf } from '../../src/source/source.ts';
import { machineOf } from './show.ts';

const seed = readFileSync(join(import.meta.dirname, '../flows/seed.txt'), 'utf8');
const exploration = explore(compile(sourceOf('seed.flow', seed)).machine);

const node = (id: string): Happening => ({ kind: 'node', node: id });
const run = { kind: 'run' } as const;

function verdict(claim: Claim, fair = true): Verdict {
  const property: Property = { claim, fair };
  return checkProperties(exploration, [property])[0] ?? { kind: 'unknown', states: 0 };
}

function failure(claim: Claim, fair = true): string {
  const found = verdict(claim, fair);
  if (found.kind !== 'fails') return found.kind;
  const { steps, cycle } = found.witness;
  const round = cycle.map(({ node: id, answer }) => (answer === undefined ? id : `${id}=${answer}`)).join(' ');
  return `${steps.length} steps, last ${steps.at(-1)?.node}${round === '' ? '' : `, then ${round}`}`;
}

describe('the seed document', () => {
  it('activates before it ends, stores before it shows, and ends', () => {
    expect(verdict({ kind: 'always', what: node('n14'), scope: { kind: 'before', of: node('n7') } }).kind).toBe(
      'holds',
    );
    expect(verdict({ kind: 'always', what: node('n17'), scope: { kind: 'after', of: node('n16') } }).kind).toBe(
      'holds',
    );
    expect(verdict({ kind: 'always', what: node('n7'), scope: run }).kind).toBe('holds');
    expect(verdict({ kind: 'ends' }).kind).toBe('holds');
  });

  it('does not end when No is answered for ever', () => {
    const forever = '9 steps, last n4, then n13=No n15 n4';
    expect(failure({ kind: 'always', what: node('n7'), scope: run }, false)).toBe(forever);
    expect(failure({ kind: 'ends' }, false)).toBe(forever);
  });

  it('may activate without an error', () => {
    expect(failure({ kind: 'always', what: node('n15'), scope: { kind: 'before', of: node('n14') } })).toBe(
      '11 steps, last n14',
    );
  });

  it('counts rounds, knows answers and lanes, and what never comes', () => {
    expect(failure({ kind: 'at-most', times: 1, what: node('n15'), scope: run })).toBe('14 steps, last n15');
    const no: Happening = { kind: 'outcome', node: 'n13', answer: 'no' };
    expect(failure({ kind: 'never', what: no, scope: run })).toBe('10 steps, last n13');
    expect(verdict({ kind: 'never-together', what: [no, node('n1')] }).kind).toBe('fails');
    const backup: Happening = { kind: 'lane', lane: 'BackupCodes' };
    expect(
      verdict({ kind: 'always', what: backup, scope: { kind: 'between', opens: node('n14'), closes: node('n7') } })
        .kind,
    ).toBe('holds');
    expect(verdict({ kind: 'never', what: node('n1'), scope: { kind: 'after', of: node('nowhere') } }).kind).toBe(
      'vacuous',
    );
    expect(
      verdict({ kind: 'always', what: node('n1'), scope: { kind: 'between', opens: node('n7'), closes: node('n1') } })
        .kind,
    ).toBe('vacuous');
  });
});

describe('a counterexample', () => {
  function example(claim: Claim, fair = true): ReturnType<typeof counterexample> {
    const found = verdict(claim, fair);
    if (found.kind !== 'fails') throw new Error('it does not fail');
    return counterexample(exploration.machine, claim, found.witness);
  }

  it('goes on to the end of its run', () => {
    const { answers, picks, run: ran } = example({ kind: 'at-most', times: 1, what: node('n15'), scope: run });
    expect([...answers]).toEqual([['n13', ['No', 'No', 'Yes']]]);
    expect({ picks, status: ran.status }).toEqual({ picks: [], status: { kind: 'completed', ends: ['n7'] } });
  });

  it('of a run without end stops at its last step', () => {
    const { answers, maxSteps, run: ran } = example({ kind: 'ends' }, false);
    expect([...answers]).toEqual([['n13', ['No']]]);
    expect({ maxSteps, status: ran.status }).toEqual({ maxSteps: 18, status: { kind: 'step-limit', limit: 18 } });
  });

  it('does without picks where the answers suffice', () => {
    // The scheduler fires a and b in turn; the shortest run fires b, c and d alone.
    const machine = machineOf('A: (s) [f] [a] [b] [c] [d] (z)\ns -> f\nf -> a -> z\nf -> b -> c -> d -> z');
    const claim: Claim = { kind: 'never', what: node('d'), scope: run };
    const [found] = checkProperties(explore(machine), [{ claim, fair: true }]);
    if (found?.kind !== 'fails') throw new Error('it does not fail');
    expect(found.witness.steps.map((step) => step.node)).toEqual(['s', 'f', 'b', 'c', 'd']);
    const { picks, run: ran } = counterexample(machine, claim, found.witness);
    expect({ picks, path: pathOf(ran) }).toEqual({ picks: [], path: ['s', 'f', 'a', 'b', 'c', 'd', 'z'] });
  });

  it('names picks where only another order shows it', () => {
    const machine = machineOf('A: (s) [f] [a] [b] [c] (z)\ns -> f\nf -> a -> z\nf -> b -> c -> z');
    const claim: Claim = { kind: 'always', what: node('a'), scope: { kind: 'before', of: node('c') } };
    const [found] = checkProperties(explore(machine), [{ claim, fair: true }]);
    if (found?.kind !== 'fails') throw new Error('it does not fail');
    const { picks, run: ran } = counterexample(machine, claim, found.witness);
    expect(picks.length).toBeGreaterThan(0);
    expect(breaksIn(machine, claim, ran)).toBe(true);
    expect(breaksIn(machine, claim, simulate(machine))).toBe(false);
  });
});
