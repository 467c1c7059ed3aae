import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/interpreter/simulate.ts';
import {
  back,
  begin,
  compareRuns,
  enabled,
  eventAt,
  eventsOf,
  goTo,
  marksOf,
  pathOf,
  stateAt,
  step,
} from '../../src/interpreter/step.ts';
import { answersOf, machineOf, runOf, show } from './show.ts';

/** semantics.md 3, 4 and 8. */
const retry = machineOf(
  'A: (s) [a] <d> [r] (z)\ns -> a -> d\nd -> z : ok\nd -> r : bad\nr -> a\nloop [until ok] a d r',
);

describe('tokens', () => {
  it('are waited for where branches meet', () => {
    expect(runOf('A: (s) [f] [a] [b] [c] [j] (z)\ns -> f\nf -> a -> j\nf -> b -> c -> j\nj -> z')).toBe(
      's f a b c j z completed',
    );
  });

  it('are not waited for where none can come', () => {
    expect(runOf('A: <s> [a] [b] [j] (z)\ns -> a : x\ns -> b : y\na -> j\nb -> j\nj -> z', 's=x')).toBe(
      's a j z completed',
    );
  });

  it('of a run end where nothing leads on, each place once', () => {
    const run = simulate(machineOf('A: (s) [f] (y) [x]\ns -> f\nf -> y\nf -> x'));
    expect(run.status).toEqual({ kind: 'completed', ends: ['y', 'x'] });
  });

  it('that come round a loop make an earlier node wait again', () => {
    const text = `A: (s) [h] [f] [a] <b> [j] [k] (z)
      s -> h -> f
      f -> a -> j
      f -> b
      b -> h : back
      b -> j : on
      j -> k -> z`;
    expect(runOf(text, 'b=back,on')).toBe('s h f a b h f a b j k z completed');
  });
});

describe('the merged token', () => {
  const text = `A: (s) [f] [a] <b> [w] [j] (z)
    s -> f
    f -> a
    f -> b
    b -> f : again
    b -> j : on
    a -> w -> j
    j -> z`;

  it('is told by the event', () => {
    const run = simulate(machineOf(text), { answers: answersOf('b=again,on') });
    const merged = [...eventsOf(run)].filter((event) => event.merged.length > 0);
    expect(merged.map(({ step: number, node, merged: edges }) => `${number} ${node} ${edges.join()}`)).toEqual([
      '9 w e7',
    ]);
    const picked = ['s', 'f', 'b', 'f'].reduce((now, pick) => step(now, 'again', { pick }), begin(machineOf(text)));
    expect(eventAt(picked, 4)).toMatchObject({ node: 'f', merged: ['e2'], picked: true });
    expect(marksOf(picked, stateAt(picked))).toEqual(['e2', 'e3']);
  });
});

describe('stepping', () => {
  it('gives a new run and keeps the old one', () => {
    const first = begin(retry);
    const second = step(first);
    expect(show(first)).toBe('running');
    expect(show(second)).toBe('s running');
    expect(show(step(first))).toBe('s running');
  });

  it('stops at questions, and at the end', () => {
    const asked = step(step(begin(retry)));
    expect(show(asked)).toBe('s a waiting at d');
    expect(step(asked).length).toBe(2);
    const done = step(step(asked, 'ok'));
    expect(show(done)).toBe('s a d z completed');
    expect(step(done)).toBe(done);
  });

  it('branches off from any step', () => {
    const run = simulate(retry, { answers: answersOf('d=bad,ok') });
    const other = step(goTo(run, 2), 'ok');
    expect(show(run)).toBe('s a d r a d z completed');
    expect(show(other)).toBe('s a d running');
    expect(show(step(goTo(run, 5), 'bad'))).toBe('s a d r a d running');
    expect(show(back(back(run)))).toBe('s a d r a waiting at d');
    expect(show(goTo(run, -5))).toBe('running');
    expect(show(goTo(run, 99))).toBe('s a d r a d z completed');
  });

  it('takes back what exhausted a run', () => {
    const limited = machineOf('A: (s) [a] <d> (z)\ns -> a -> d\nd -> z : ok\nd -> a : bad\nloop [up to 0 times] a d');
    const exhausted = step(step(step(begin(limited))), 'bad');
    expect(show(exhausted)).toBe('s a exhausted loop1 at d');
    expect(step(exhausted, 'ok')).toBe(exhausted);
    expect(show(step(goTo(exhausted, 2), 'ok'))).toBe('s a d running');
  });

  it('fires another enabled node when one is picked, and none that is not', () => {
    const fork = begin(machineOf('A: (s) [f] [a] [b] (z)\ns -> f\nf -> a -> z\nf -> b -> z'));
    const forked = step(step(fork));
    expect(enabled(forked)).toEqual(['a', 'b']);
    const picked = step(forked, undefined, { pick: 'b' });
    expect(pathOf(picked)).toEqual(['s', 'f', 'b']);
    expect(eventAt(picked, 3)?.picked).toBe(true);
    expect(eventAt(step(forked, undefined, { pick: 'a' }), 3)?.picked).toBe(false);
    expect(step(forked, undefined, { pick: 'z' })).toBe(forked);
    expect(step(forked, undefined, { pick: 'nobody' })).toBe(forked);
  });

  it('keeps the queue in the order in which nodes became ready', () => {
    const text = 'A: (s) [f] [a] [b] [c] [d] (z)\ns -> f\nf -> c -> a -> z\nf -> d -> b -> z';
    expect(runOf(text)).toBe('s f c d a b z completed');
  });
});

describe('a long run', () => {
  const steps = 200_000;
  const run = simulate(retry, { answers: answersOf('d=bad'), maxSteps: steps });

  it('is left and entered anywhere', () => {
    expect(run.status).toEqual({ kind: 'step-limit', limit: steps });
    for (const length of [0, 1, 511, 512, 513, 1024, 99_999, steps]) {
      const there = goTo(run, length);
      expect(eventAt(there, length)?.visit).toBe(length < 2 ? (length === 0 ? undefined : 1) : visitsAt(length));
      expect(there.length).toBe(length);
    }
  });

  it('shares its steps with runs that branch off', () => {
    const other = step(goTo(run, 150_002), 'ok');
    expect(other.length).toBe(150_003);
    expect(other.history.chunks[0]).toBe(run.history.chunks[0]);
    expect(eventAt(run, 150_003)?.answer).toBe('bad');
    expect(eventAt(other, 150_003)?.answer).toBe('ok');
  });

  /** After `s` come `a d r`, again and again. */
  function visitsAt(length: number): number {
    return Math.floor((length - 2) / 3) + 1;
  }
});

describe('comparing runs', () => {
  const wrong = simulate(retry, { answers: answersOf('d=bad,ok') });
  const right = simulate(retry, { answers: answersOf('d=ok') });

  it('finds the first step that differs, and what only one reaches', () => {
    expect(compareRuns(wrong, right)).toMatchObject({
      step: 3,
      left: { node: 'd', answer: 'bad' },
      right: { node: 'd', answer: 'ok' },
      onlyLeft: ['r', 'a'],
      onlyRight: [],
    });
  });

  it('finds nothing between equal runs, and the end of the shorter of two', () => {
    expect(compareRuns(wrong, simulate(retry, { answers: answersOf('d=bad,ok') }))).toBeUndefined();
    expect(compareRuns(wrong, back(wrong))).toMatchObject({ step: 7, left: { node: 'z' }, right: undefined });
    expect(compareRuns(back(wrong), wrong)).toMatchObject({ step: 7, left: undefined, right: { node: 'z' } });
  });
});
