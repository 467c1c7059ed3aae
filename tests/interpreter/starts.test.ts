import { describe, expect, it } from 'vitest';
import { begin, enabled, eventAt, questionAt, step } from '../../src/interpreter/step.ts';
import { machineOf, runOf, show } from './show.ts';

/** semantics.md 2.1. */
describe('runs begin', () => {
  it('at the start circle', () => {
    expect(startOf('A: [n1] (n2) [n3]\nn2 -> n3 -> n1')).toBe('circles: n2');
  });

  it('at one of several start circles, the first unless another is named', () => {
    const text = 'A: (n1) (n2) [n3]\nn1 -> n3\nn2 -> n3';
    expect(startOf(text)).toBe('circles: n1 n2');
    expect(runOf(text)).toBe('n1 n3 completed');
    expect(runOf(text, '', { start: 'n2' })).toBe('n2 n3 completed');
  });

  it('not at a circle without edges, nor at one on the way', () => {
    expect(startOf('A: (n1) (n2) [n3] (n4)\nn2 -> n3 -> n4')).toBe('circles: n2');
    expect(startOf('A: [n1] (n2) [n3]\nn1 -> n2 -> n3')).toBe('source: n1');
  });

  it('at the only node without a way in', () => {
    expect(startOf('A: [n2] [n1]\nn1 -> n2')).toBe('source: n1');
    expect(startOf('A: (n1)')).toBe('source: n1');
  });

  it('at the first of several nodes without a way in, preferably one that leads somewhere', () => {
    expect(startOf('A: [n1] [n2] [n3]\nn1 -> n3\nn2 -> n3')).toBe('guessed: n1');
    expect(startOf('A: [n0] [n1] [n2] [n3]\nn1 -> n3\nn2 -> n3')).toBe('guessed: n1');
    expect(startOf('A: [n1] [n2]')).toBe('guessed: n1');
  });

  it('at the first node when every node has a way in', () => {
    expect(startOf('A: [n1] [n2]\nn1 -> n2 -> n1')).toBe('guessed: n1');
  });

  it('nowhere in a flow without nodes, whose run is over at once', () => {
    const machine = machineOf('');
    const run = begin(machine);
    expect(startOf('')).toBe('none: ');
    expect(run).toMatchObject({ start: undefined, length: 0, status: { kind: 'completed', ends: [] } });
    expect(step(run)).toBe(run);
    expect(enabled(run)).toEqual([]);
    expect(eventAt(run, 1)).toBeUndefined();
    expect(questionAt(run, 'n1')).toBeUndefined();
    expect(machine.exits.size).toBe(0);
  });

  it('at the first start when an unknown one is named, and the run tells', () => {
    const machine = machineOf('A: (n1) (n2) [n3]\nn1 -> n3\nn2 -> n3');
    expect(begin(machine, 'n3').start).toBe('n1');
  });
});

describe('nodes that no start reaches', () => {
  const machine = machineOf('A: (n1) [n2] [n3] [n4]\nn1 -> n2\nn3 -> n4 -> n3\nn4 -> n2');

  it('are no part of the machine', () => {
    expect(machine.facts.unreachable).toEqual(['n3', 'n4']);
    expect([...machine.exits.keys()]).toEqual(['n1', 'n2']);
    expect(machine.back.size).toBe(0);
  });

  it('make nobody wait', () => expect(show(step(step(begin(machine))))).toBe('n1 n2 completed'));
});

function startOf(text: string): string {
  const { how, starts } = machineOf(text).facts.start;
  return `${how}: ${starts.join(' ')}`;
}
