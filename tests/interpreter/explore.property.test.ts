import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/graph/graph.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Exploration, Finding, Witness } from '../../src/interpreter/exploration.ts';
import { explore } from '../../src/interpreter/explore.ts';
import { subjectOf } from '../../src/interpreter/findings.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import { eventAt, stateAt } from '../../src/interpreter/step.ts';
import { witnessRun } from '../../src/interpreter/witness.ts';
import { rounds } from '../long.ts';
import { flows } from './random-flow.ts';
import { referenceEndings, referenceFindings, referenceSpace } from './reference-explorer.ts';

const most = 150;

interface Case {
  readonly flow: Flow;
  readonly strictTokens: boolean;
  readonly count: number;
}

interface Given {
  readonly machine: Machine;
  readonly loops: ReadonlyMap<string, number>;
}

function given({ flow, strictTokens, count }: Case): Given {
  const loops: [string, number][] = count === 0 ? [] : flow.loops.map(({ id }) => [id, count]);
  return { machine: buildMachine(flow, { strictTokens }), loops: new Map(loops) };
}

/** Any flow of a few nodes, with numbers of items for two thirds of the loops over items. */
function check(property: (each: Given) => void, numRuns: number, nodes = 8): void {
  const cases = fc.record({ flow: flows(nodes), strictTokens: fc.boolean(), count: fc.integer({ min: 0, max: 2 }) });
  fc.assert(
    fc.property(cases, (each) => property(given(each))),
    { numRuns, seed: 21 },
  );
}

describe('exploring any small flow', () => {
  it('sees the states that the definition gives, and finds what they say', () => {
    check(
      ({ machine, loops }) => {
        const space = referenceSpace(machine, most, loops);
        if (space === undefined) return;
        const expected = referenceFindings(machine, space);
        const endings = referenceEndings(space);
        const full = explore(machine, { loops, reduce: false });
        expect(full.isComplete).toBe(true);
        expect(full.states).toBe(space.states.size);
        expect(full.moves).toBe([...space.states.values()].reduce((sum, { moves }) => sum + moves.length, 0));
        for (const each of [full, explore(machine, { loops })]) {
          expect(stepsBySubject(each)).toEqual(expected);
          expect(new Set(each.findings.filter(isEnding).map(nameOf))).toEqual(endings);
          for (const finding of each.findings) expectShown(machine, finding);
        }
      },
      rounds(2500, 30000),
    );
  });

  it('finds the same with all orders and with those that matter', () => {
    check(
      ({ machine, loops }) => {
        const full = explore(machine, { loops, reduce: false, maxStates: 2000 });
        if (!full.isComplete) return;
        const reduced = explore(machine, { loops });
        expect(reduced.states).toBeLessThanOrEqual(full.states);
        expect(reduced.ends).toEqual(full.ends);
        expect(reduced.findings.map(subjectOf).sort()).toEqual(full.findings.map(subjectOf).sort());
      },
      rounds(1500, 30000),
      14,
    );
  });

  it('finds nothing with a smaller budget that is not there', () => {
    check(
      ({ machine, loops }) => {
        const there = explore(machine, { loops }).findings.map(subjectOf);
        for (const maxStates of [1, 10, 100]) {
          const { findings, isComplete } = explore(machine, { loops, maxStates });
          if (isComplete) expect(findings.map(subjectOf)).toEqual(there);
          for (const finding of findings) expect(there).toContain(subjectOf(finding));
        }
      },
      rounds(500, 10000),
    );
  });
});

function isEnding({ kind }: Finding): boolean {
  return kind === 'endless-run' || kind === 'end-reached-twice';
}

/** The reference does not say at which of its nodes a run is stuck. */
function nameOf(finding: Finding): string {
  return finding.kind === 'no-way-left' ? finding.kind : subjectOf(finding);
}

function stepsBySubject({ findings }: Exploration): Map<string, number> {
  const found = new Map<string, number>();
  for (const finding of findings.filter((each) => !isEnding(each))) {
    const subject = nameOf(finding);
    found.set(subject, Math.min(found.get(subject) ?? Infinity, stepsOf(finding)));
  }
  return found;
}

function stepsOf(finding: Finding): number {
  if (finding.kind === 'dead-edge') return 0;
  if (finding.kind === 'mixed-merge') return finding.many.witness.steps.length;
  if (finding.kind !== 'order-dependent') return finding.witness.steps.length;
  const [one, other] = finding.witnesses;
  const shared = one.steps.findIndex(({ node }, index) => node !== other.steps[index]?.node);
  return shared + 1;
}

/** The run of each witness exists and shows what it is for. */
function expectShown(machine: Machine, finding: Finding): void {
  switch (finding.kind) {
    case 'dead-edge':
      return;
    case 'endless-run': {
      const once = lengthOf(finding.witness);
      const before = witnessRun(machine, finding.witness, 0);
      const after = witnessRun(machine, finding.witness);
      expect([before.length, after.length]).toEqual(once);
      expect(limitedState(before)).toEqual(limitedState(after));
      expect(before.length).toBeGreaterThanOrEqual(finding.lostAfter);
      return;
    }
    case 'no-way-left': {
      const run = witnessRun(machine, finding.witness);
      expect(run.length).toBe(finding.witness.steps.length);
      expect(run.status.kind).toBe('exhausted');
      return;
    }
    case 'merged-tokens':
      expect(lastEvent(machine, finding.witness)?.merged).toContain(finding.edge);
      return;
    case 'end-reached-twice':
      expect(lastEvent(machine, finding.witness)).toMatchObject({ node: finding.node, out: [] });
      expect(lastEvent(machine, finding.witness)?.visit).toBeGreaterThan(1);
      return;
    case 'early-end': {
      expect(lastEvent(machine, finding.witness)).toMatchObject({ node: finding.node, out: [] });
      const { marks } = stateAt(witnessRun(machine, finding.witness));
      expect(marks.some((bits) => bits !== 0)).toBe(true);
      return;
    }
    case 'mixed-merge':
      for (const { edges, witness } of [finding.many, finding.few]) {
        const event = lastEvent(machine, witness);
        const forward = machine.flow.edges.filter(({ id }) => !machine.back.has(id)).map(({ id }) => id);
        expect(event?.in.filter((id) => forward.includes(id))).toEqual(edges);
        expect(event?.node).toBe(finding.node);
      }
      return;
    case 'order-dependent': {
      const ends = finding.witnesses.map((witness) => witnessRun(machine, witness));
      finding.witnesses.forEach((witness, index) => {
        expect(ends[index]?.length).toBe(witness.steps.length);
      });
      const [one, other] = ends;
      if (one === undefined || other === undefined) throw new Error('two runs belong to each');
      const isSameLength = one.length === other.length && one.length > stepsOf(finding);
      if (isSameLength) expect(stateAt(one)).not.toEqual(stateAt(other));
    }
  }
}

function lengthOf({ steps, cycle }: Witness): [number, number] {
  return [steps.length, steps.length + cycle.length];
}

function lastEvent(machine: Machine, witness: Witness): ReturnType<typeof eventAt> {
  const run = witnessRun(machine, witness);
  expect(run.length).toBe(witness.steps.length);
  return eventAt(run, run.length);
}

/** Rounds of loops without a limit are counted by runs, and are no part of the state. */
function limitedState(run: ReturnType<typeof witnessRun>): unknown {
  const { marks, rounds: counts } = stateAt(run);
  const { limits } = run.history.origin;
  return { marks, counts: counts.map((count, slot) => (limits[slot] === 2 ** 31 - 1 ? 0 : count)) };
}
