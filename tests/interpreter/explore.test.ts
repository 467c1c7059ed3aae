import { describe, expect, it } from 'vitest';
import type { ExploreOptions, Finding, Witness } from '../../src/interpreter/exploration.ts';
import { explore } from '../../src/interpreter/explore.ts';
import { enabled } from '../../src/interpreter/step.ts';
import { witnessRun } from '../../src/interpreter/witness.ts';
import { machineOf } from './show.ts';

function found(text: string, options?: ExploreOptions): string[] {
  return explore(machineOf(text), options).findings.map(wordsOf);
}

function wordsOf(finding: Finding): string {
  switch (finding.kind) {
    case 'endless-run':
      return `endless-run from ${finding.from.join(' ')} after ${finding.lostAfter}: ${way(finding.witness)}`;
    case 'no-way-left':
      return `no-way-left at ${finding.at} by ${finding.loop}: ${way(finding.witness)}`;
    case 'dead-edge':
      return `dead-edge ${finding.edge}${finding.isReached ? '' : ' behind others'}`;
    case 'merged-tokens':
      return `merged-tokens ${finding.edge}: ${way(finding.witness)}`;
    case 'end-reached-twice':
    case 'early-end':
      return `${finding.kind} ${finding.node}: ${way(finding.witness)}`;
    case 'mixed-merge':
      return `mixed-merge ${finding.node}: ${finding.many.edges.join(' ')} or ${finding.few.edges.join(' ')}`;
    case 'order-dependent':
      return `order-dependent ${finding.nodes.join(' ')}: ${finding.witnesses.map(way).join(' or ')}`;
  }
}

function way({ steps, cycle }: Witness): string {
  const words = (list: Witness['steps']): string[] =>
    list.map(({ node, answer }) => (answer ? `${node}=${answer}` : node));
  const round = cycle.length === 0 ? [] : [`(${words(cycle).join(' ')})`];
  return [...words(steps), ...round].join(' ');
}

const table = `Kitchen: (n1) [n2] [n3] [n5] <n6> (n7)\nBar: [n4]
n1 -> n2 -> n3 -> n5 -> n6\nn2 -> n4 -> n5\nn6 -> n7 : Yes\nn6 -> n3 : No`;

describe('exploring', () => {
  it('finds nothing in a plain flow', () => {
    const { findings, isComplete, completes, ends } = explore(
      machineOf('A: (s) <d> [a] (z)\ns -> d\nd -> a : Yes\nd -> z : No\na -> z'),
    );
    expect({ findings, isComplete, completes, ends }).toEqual({
      findings: [],
      isComplete: true,
      completes: true,
      ends: ['z'],
    });
  });

  it('tells a round that nothing leaves', () => {
    expect(found('A: (s) <d> [a] [b] (z)\ns -> d\nd -> z : Yes\nd -> a : No\na -> b -> a')).toEqual([
      'endless-run from a after 2: s d=No a (b a)',
    ]);
  });

  it('does not call a run endless that may end', () => {
    expect(found('A: (s) <d> [a] (z)\ns -> d\nd -> z : Yes\nd -> a : No\na -> d')).toEqual([]);
  });

  it('tells where a limit leaves no way', () => {
    const text = 'A: (s) [a] <d> [b] (z)\ns -> a -> d\nd -> b : No\nd -> z : Yes\nb -> a\nloop [up to 0 times] a d b';
    expect(found(text)).toContain('dead-edge e3');
  });

  it('tells edges that no run takes', () => {
    const text = 'A: (s) [a] <d> [b] (z)\ns -> a -> d\nd -> b : No\nd -> z : Yes\nb -> a\nloop [up to 0 times] a d b';
    expect(found(text)).toEqual(['dead-edge e3', 'dead-edge e5 behind others']);
  });

  it('tells joins that wait in some runs', () => {
    expect(found(table)).toEqual(['mixed-merge n5: e3 e6 or e3']);
  });

  it('tells an end that is reached twice, and where two tokens become one', () => {
    // A branch goes back before the fork while the other is still on its way.
    const text = 'A: (s) [f] <a> [b] [c] (z)\ns -> f\nf -> a\nf -> b -> c -> z\na -> z : Yes\na -> f : No';
    const findings = found(text);
    expect(findings).toContain('merged-tokens e3: s f a=No f');
    expect(findings.some((each) => each.startsWith('order-dependent'))).toBe(true);
  });

  it('explores loops over items as often as there are items', () => {
    const text = 'A: (s) [a] <d> (z)\ns -> a -> d\nd -> a : More\nd -> z : Done\nloop [for each item] a d';
    const states = (loops?: ReadonlyMap<string, number>): number =>
      explore(machineOf(text), loops === undefined ? {} : { loops }).states;
    expect(states()).toBe(6);
    expect(states(new Map([['loop1', 3]]))).toBe(9);
  });

  it('begins at every start', () => {
    const { ends, states } = explore(machineOf('A: (s) (t) [a] (y) (z)\ns -> a -> y\nt -> z'));
    expect({ ends, states }).toEqual({ ends: ['y', 'z'], states: 6 });
  });

  it('knows the one run of a flow without nodes', () => {
    const { states, isComplete, completes, findings } = explore(machineOf(''));
    expect({ states, isComplete, completes, findings }).toEqual({
      states: 1,
      isComplete: true,
      completes: true,
      findings: [],
    });
  });
});

const branches = (count: number, steps: number, more = ''): string => {
  const rows = Array.from({ length: count }, (_, row) => Array.from({ length: steps }, (_, step) => `b${row}_${step}`));
  const nodes = rows.flat().map((node) => `[${node}]`);
  const edges = rows.map((row) => `f -> ${row.join(' -> ')} -> j`);
  return `A: (s) [f] <j> (z) ${nodes.join(' ')}\ns -> f\n${edges.join('\n')}\nj -> z : Yes\n${more}`;
};

describe('leaving orders out', () => {
  it('takes one order of branches that do not concern each other', () => {
    expect(explore(machineOf(branches(8, 5)), { reduce: false, maxStates: 5000 }).isComplete).toBe(false);
    expect(explore(machineOf(branches(8, 5))).states).toBe(8 * 5 + 5);
  });

  it('does so inside a loop, where every branch leads to every other round the outside', () => {
    const again = branches(8, 5, 'j -> f : No');
    expect(explore(machineOf(again)).states).toBeLessThan(60);
    expect(found(again)).toEqual([]);
  });
});

describe('the budget', () => {
  const text = branches(4, 3, 'j -> b0_0 : No');

  it.each([0, 1, 10, 15])('of %i states is kept, and what it did not see is not known', (maxStates) => {
    const exploration = explore(machineOf(text), { maxStates });
    expect(exploration.isComplete).toBe(false);
    expect(exploration.states).toBeLessThanOrEqual(maxStates);
    expect(exploration.findings.map(({ kind }) => kind)).not.toContain('dead-edge');
  });

  it('ends no run: what was found before stands', () => {
    const endless = 'A: (s) [a] [b]\ns -> a -> b -> a';
    expect(found(endless, { maxStates: 4 })).toEqual(['endless-run from s after 0: s a (b a)']);
    expect(found(endless, { maxStates: 3 })).toEqual([]);
  });
});

describe('a witness', () => {
  it('becomes a run again, with orders that the scheduler would not take', () => {
    const machine = machineOf('A: (s) [f] [a] [b] [c] (z)\ns -> f\nf -> a -> z\nf -> b -> c -> z');
    const steps = ['s', 'f', 'b', 'c'].map((node) => ({ node, answer: undefined }));
    const run = witnessRun(machine, { start: 's', loops: new Map(), steps, cycle: [] });
    expect(run.length).toBe(4);
    expect(enabled(run)).toEqual(['a']);
  });

  it('stops where the machine does not follow', () => {
    const steps = ['s', 'nowhere'].map((node) => ({ node, answer: undefined }));
    expect(witnessRun(machineOf('A: (s) [a]\ns -> a'), { start: 's', loops: new Map(), steps, cycle: [] }).length).toBe(
      1,
    );
  });
});
