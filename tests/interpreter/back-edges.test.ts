import { describe, expect, it } from 'vitest';
import { cycleThrough } from '../../src/interpreter/facts.ts';
import { machineOf, runOf } from './show.ts';

/** semantics.md 2.2 and 2.3. */
describe('back edges', () => {
  it('lead to the node of the cycle that is nearest to the start', () => {
    expect(backOf('A: (s) [b] [a] [c]\ns -> a -> b -> c -> a')).toBe('c→a');
  });

  it('lead to the first of two nodes that are equally near', () => {
    expect(backOf('A: <s> [b] [a]\ns -> a : x\ns -> b : y\na -> b\nb -> a')).toBe('a→b');
  });

  it('do not depend on the order of sibling edges', () => {
    const one = 'A: (s) [a] [b] [c]\ns -> a -> b -> c\nc -> a\nc -> b';
    const other = 'A: (s) [a] [b] [c]\nc -> b\nc -> a\ns -> a -> b -> c';
    expect(backOf(one)).toBe('c→a, c→b');
    expect(backOf(other)).toBe('c→b, c→a');
  });

  it('are found in cycles inside cycles', () => {
    expect(backOf('A: (s) [a] [b] [c] [d]\ns -> a -> b -> c -> b\nc -> d -> a')).toBe('c→b, d→a');
  });

  it('may lead to their own source', () => {
    expect(backOf('A: (s) [a] (z)\ns -> a -> a -> z')).toBe('a→a');
  });

  it('close a cycle that can be shown', () => {
    const machine = machineOf('A: (s) [a] [b] [c] [d]\ns -> a -> b -> c -> b\nc -> d -> a\nd -> d');
    expect(machine.facts.undeclared.map((edge) => cycleThrough(machine, edge).join(' '))).toEqual([
      'b c b',
      'a b c d a',
      'd d',
    ]);
  });
});

describe('a reply', () => {
  const request = 'Desk: (n1) [n2] [n3]\nStore: [n4]\nn1 -> n2 -> n4\nn2 -> n3\nn4 -> n2';

  it('is an edge back to the step that asked, from another lane', () => {
    const machine = machineOf(request);
    expect([...machine.replies]).toEqual(['e4']);
    expect(runOf(request)).toBe('n1 n2 n3 n4 completed');
    expect(machine.exits.get('n4')).toEqual({ kind: 'end' });
    expect(machine.facts.undeclared).toEqual([]);
  });

  it('carries a token when tokens are strict', () => {
    const machine = machineOf(request, { strictTokens: true });
    expect(machine.replies.size).toBe(0);
    expect([...machine.back]).toEqual(['e4']);
    expect(machine.facts.undeclared).toEqual(['e4']);
  });

  it('may answer over several steps', () => {
    expect(repliesOf('A: (a) [b] [z]\nB: [c] [d]\na -> b -> c -> d -> b\nb -> z')).toBe('d→b');
  });

  it('does not stay in its lane', () => expect(repliesOf('A: (a) [b] [c] [z]\na -> b -> c -> b\nb -> z')).toBe(''));

  it('is no decision', () => expect(repliesOf('A: (a) [b] [z]\nB: <c>\na -> b -> c -> b\nb -> z')).toBe(''));

  it('answers a step that every way passes', () => {
    expect(repliesOf('A: <a> [b] [z]\nB: [c]\na -> b : x\na -> c : y\nb -> c -> b\nb -> z')).toBe('');
  });

  it('is no retry after a decision, unless its source goes on as well', () => {
    const retry = 'A: (a) [b] (z)\nB: <c> [d]\na -> b -> c\nc -> z : ok\nc -> d : bad\nd -> b';
    expect(repliesOf(retry)).toBe('');
    expect(repliesOf(`${retry}\nd -> z`)).toBe('d→b');
  });

  it('is not what a loop lists with both its ends', () => {
    expect(repliesOf(`${request}\nloop [until done] n2 n4`)).toBe('');
    expect(repliesOf(`${request}\nloop [until done] n3 n4`)).toBe('n4→n2');
  });

  it('appears in the run, in the event of its source', () => {
    expect(runOf('A: (a) [b] [z]\nB: [c]\na -> b -> c -> b\nc -> z')).toBe('a b c z completed');
  });
});

function backOf(text: string): string {
  return drawn(text, ({ back }) => back);
}

function repliesOf(text: string): string {
  return drawn(text, ({ replies }) => replies);
}

function drawn(text: string, pick: (machine: ReturnType<typeof machineOf>) => ReadonlySet<string>): string {
  const machine = machineOf(text);
  const chosen = machine.flow.edges.filter((edge) => pick(machine).has(edge.id));
  return chosen.map((edge) => `${edge.from.node}→${edge.to.node}`).join(', ');
}
