import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/interpreter/simulate.ts';
import { begin, eventsOf, questionAt, stateAt, step } from '../../src/interpreter/step.ts';
import { answersOf, machineOf, runOf } from './show.ts';

/** semantics.md 5.3 and 4.5. */
const retry = (condition: string): string =>
  `A: (s) [a] <d> [r] (z)\ns -> a -> d\nd -> z : ok\nd -> r : bad\nr -> a\nloop [${condition}] a d r`;

describe('at its limit a loop', () => {
  it('is not offered again, and a policy takes what remains', () => {
    expect(runOf(retry('up to 2 times'), '', { policy: 'worst' })).toBe('s a d r a d r a d z completed');
    expect(runOf(retry('2 tries'), '', { policy: 'worst' })).toBe('s a d r a d z completed');
    expect(runOf(retry('up to 0 times'), '', { policy: 'worst' })).toBe('s a d z completed');
  });

  it('makes a run exhausted when somebody asks for it all the same', () => {
    expect(runOf(retry('up to 1 times'), 'd=bad')).toBe('s a d r a exhausted loop1 at d');
  });

  it('tells the event, and the one who is asked', () => {
    const run = simulate(machineOf(retry('up to 1 times')), { policy: 'worst' });
    const limits = [...eventsOf(run)]
      .filter(({ node }) => node === 'd')
      .map(({ answer, limit }) => ({ answer, limit }));
    expect(limits).toEqual([
      { answer: 'bad', limit: undefined },
      { answer: 'ok', limit: { loop: 'loop1', rounds: 1, of: 1 } },
    ]);
    const waiting = simulate(machineOf(retry('up to 0 times')), { policy: 'none' });
    expect(questionAt(waiting, 'd')).toEqual({
      node: 'd',
      options: [{ answer: 'ok', edges: ['e3'], repeats: [] }],
      removed: [{ answer: 'bad', edges: ['e4'], repeats: ['loop1'] }],
    });
  });
});

describe('a loop that runs an exact number of times', () => {
  it('offers nothing else before', () => {
    expect(runOf(retry('repeat 3 times'))).toBe('s a d r a d r a d z completed');
    expect(runOf(retry('twice'), 'd=bad,ok')).toBe('s a d r a d z completed');
    expect(runOf(retry('twice'), 'd=ok')).toBe('s a exhausted loop1 at d');
  });

  it('may be left by decisions that are not about it', () => {
    const text =
      'A: (s) <a> <d> (y) (z)\ns -> a\na -> y : stop\na -> d : on\nd -> z : ok\nd -> a : bad\nloop [3 times] a d';
    expect(runOf(text, 'a=on,stop')).toBe('s a d a y completed');
  });
});

describe('a loop over items', () => {
  const text = retry('for each item');

  it('has no limit by itself', () => {
    expect(runOf(text, 'd=bad,bad,bad,bad,ok')).toBe('s a d r a d r a d r a d r a d z completed');
  });

  it('runs once for each when a scenario says how many', () => {
    expect(runOf(text, '', { loops: new Map([['loop1', 3]]) })).toBe('s a d r a d r a d z completed');
    expect(runOf(text, '', { loops: new Map([['loop1', 1]]), policy: 'worst' })).toBe('s a d z completed');
    expect(runOf(retry('until ok'), '', { loops: new Map([['loop1', 3]]) })).toBe('s a d z completed');
  });
});

describe('rounds', () => {
  const nested = `A: (s) [h] [a] <d> <e> (z)
    s -> h -> a -> d
    d -> e : on
    d -> a : inner
    e -> z : done
    e -> h : outer
    loop [up to 2 times] a d
    loop [up to 1 times] h e`;

  it('begin again when no token is left in the body', () => {
    expect(runOf(nested, '', { policy: 'worst' })).toBe('s h a d a d a d e h a d a d a d e z completed');
  });

  it('are part of the state', () => {
    const run = simulate(machineOf(nested), { policy: 'worst' });
    const rounds = Array.from({ length: run.length + 1 }, (_, length) => [...stateAt(run, length).rounds].join(''));
    expect(rounds.join(' ')).toBe('00 00 00 00 10 10 20 20 00 01 01 01 11 11 21 21 01 00 00');
  });

  it('stay when one branch leaves while another is still inside', () => {
    const text = `A: (s) [h] <q> <d> (z)
      s -> h
      h -> q
      h -> d
      q -> d : in
      q -> z : out
      d -> z : ok
      d -> h : bad
      loop [up to 1 times] h d`;
    const run = simulate(machineOf(text), { answers: answersOf('q=out; d=bad,ok') });
    const events = [...eventsOf(run)].map(({ step: number, node }) => `${node}${stateAt(run, number).rounds[0]}`);
    expect(events.join(' ')).toBe('s0 h0 q0 d1 h1 q1 d0 z0');
  });

  it('are never more than the limit, even when two branches are past the question', () => {
    const text = `A: (s) [h] <d> <e> [x] [y] (z)
      s -> h
      h -> d
      h -> e
      d -> z : ok
      d -> x : bad
      x -> h
      e -> z : ok
      e -> y : bad
      y -> h
      loop [up to 1 times] h d e x y`;
    expect(runOf(text, 'd=bad; e=bad')).toBe('s h d e x exhausted loop1 at y');
  });
});

describe('a question', () => {
  const machine = machineOf('A: <s> (y) (n)\ns -> y : Yes\ns -> n : No');

  it('waits for an answer that fits', () => {
    const run = begin(machine);
    expect(run.status).toMatchObject({ kind: 'waiting', question: { node: 's' }, refused: undefined });
    expect(step(run).status).toEqual(run.status);
    expect(step(run, 'Maybe').status).toMatchObject({ kind: 'waiting', refused: { answer: 'Maybe', why: 'unknown' } });
    expect(step(step(run, 'Maybe'), 'no').status).toMatchObject({ kind: 'running', enabled: ['n'] });
  });

  it('says when an answer fits several options', () => {
    const twins = begin(machineOf('A: <s> (y) (n)\ns -> y : Yes\ns -> n : Yes'));
    expect(step(twins, 'yes').status).toMatchObject({ refused: { answer: 'yes', why: 'ambiguous' } });
    expect(twins.status.kind === 'waiting' && twins.status.question.options.map(({ answer }) => answer)).toEqual([
      'y',
      'n',
    ]);
  });
});
