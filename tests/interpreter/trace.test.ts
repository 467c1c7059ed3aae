import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/interpreter/machine.ts';
import { type Replay, replay } from '../../src/interpreter/replay.ts';
import { drive, simulate } from '../../src/interpreter/simulate.ts';
import { begin, goTo, step } from '../../src/interpreter/step.ts';
import { readTrace, type Trace, traceLines } from '../../src/interpreter/trace.ts';
import { answersOf, machineOf, show } from './show.ts';

/** semantics.md 8. */
const title = { flow: 'test.flow', hash: 'sha256:0', policy: 'happy', seed: 1 } as const;
const retry = 'A: (s) [a] <d> [r] (z)\ns -> a -> d\nd -> z : ok\nd -> r : bad\nr -> a\nloop [up to 1 times] a d r';

describe('a trace', () => {
  it('has a line for each firing, and says nothing that goes without saying', () => {
    const run = simulate(machineOf(retry), { answers: answersOf('d=bad'), policy: 'happy' });
    expect(linesOf(run)).toEqual([
      '{"trace":1,"semantics":1,"flow":"test.flow","hash":"sha256:0","start":"s","policy":"happy","seed":1}',
      '{"step":1,"node":"s","lane":"A","visit":1,"in":[],"out":["e1"]}',
      '{"step":2,"node":"a","lane":"A","visit":1,"in":["e1"],"out":["e2"]}',
      '{"step":3,"node":"d","lane":"A","visit":1,"in":["e2"],"out":["e4"],"answer":"bad","by":"scenario"}',
      '{"step":4,"node":"r","lane":"A","visit":1,"in":["e4"],"out":["e5"]}',
      '{"step":5,"node":"a","lane":"A","visit":2,"in":["e5"],"out":["e2"]}',
      '{"end":"exhausted","steps":5,"at":"d","loop":"loop1"}',
    ]);
  });

  it('tells limits, replies, merged tokens and picks', () => {
    const limited = simulate(machineOf(retry), { policy: 'worst' });
    expect(linesOf(limited)[6]).toBe(
      '{"step":6,"node":"d","lane":"A","visit":2,"in":["e2"],"out":["e3"],"answer":"ok","by":"worst","limit":{"loop":"loop1","rounds":1,"of":1}}',
    );
    const asked = simulate(machineOf('A: (s) [a] (z)\nB: [b]\ns -> a -> b -> a\na -> z'));
    expect(linesOf(asked)[4]).toBe('{"step":4,"node":"b","lane":"B","visit":1,"in":["e2"],"out":[],"replies":["e3"]}');
    const forked = machineOf('A: (s) [f] [a] [b]\ns -> f\nf -> a\nf -> b');
    expect(linesOf(step(step(step(begin(forked))), undefined, { pick: 'b' })).slice(3)).toEqual([
      '{"step":3,"node":"b","lane":"A","visit":1,"in":["e3"],"out":[],"picked":true}',
      '{"end":"running","steps":3}',
    ]);
  });

  it('names an assumed edge after its loop', () => {
    const run = simulate(machineOf('A: (s) [a] [b]\ns -> a -> b\nloop [twice] a b'));
    expect(linesOf(run)[3]).toBe(
      '{"step":3,"node":"b","lane":"A","visit":1,"in":["e2"],"out":["loop1"],"answer":"again","by":"happy","limit":{"loop":"loop1","rounds":0,"of":1}}',
    );
  });

  it('tells how a run that was not finished stands', () => {
    expect(linesOf(begin(machineOf(retry))).at(-1)).toBe('{"end":"running","steps":0}');
    expect(linesOf(step(step(begin(machineOf(retry))))).at(-1)).toBe('{"end":"waiting","steps":2,"at":"d"}');
    expect(linesOf(simulate(machineOf(retry), { maxSteps: 2 })).at(-1)).toBe('{"end":"step-limit","steps":2}');
    expect(linesOf(begin(machineOf('')))).toEqual([
      '{"trace":1,"semantics":1,"flow":"test.flow","hash":"sha256:0","policy":"happy","seed":1}',
      '{"end":"completed","steps":0,"ends":[]}',
    ]);
  });

  it('keeps what decides the run besides: items of loops, and how reply edges were read', () => {
    const machine = machineOf(retry.replace('up to 1 times', 'for each item'), { strictTokens: true });
    const run = simulate(machine, { loops: new Map([['loop1', 2]]) });
    expect(linesOf(run)[0]).toContain('"strictTokens":true,"loops":{"loop1":2}');
    expect(replayed(run).kind).toBe('same');
  });
});

describe('reading a trace', () => {
  const good = [...traceLines(simulate(machineOf(retry)), title)];

  it('gives back what was written', () => {
    const read = readTrace(`${good.join('\r\n')}\r\n\r\n`);
    if (read.kind !== 'trace') throw new Error(read.why);
    expect(read.trace.header).toMatchObject({ ...title, start: 's', strictTokens: false });
    expect(read.trace.events).toHaveLength(4);
    expect(read.trace.end).toMatchObject({ kind: 'completed', steps: 4, ends: ['z'] });
  });

  it('does without an end', () => {
    const read = readTrace(good.slice(0, 3).join('\n'));
    expect(read).toMatchObject({ kind: 'trace', trace: { end: undefined } });
  });

  it.each([
    ['', 1, 'empty'],
    ['{', 1, 'json'],
    ['[]', 1, 'json'],
    ['{"step":1}', 1, 'header'],
    [good[0]?.replace('"trace":1', '"trace":2'), 1, 'version'],
    [good[0]?.replace('happy', 'lucky'), 1, 'header'],
    [`${good[0]}\nnull`, 2, 'json'],
    [`${good[0]}\n{"step":"1"}`, 2, 'event'],
    [`${good[0]}\n\n${good[1]?.replace('[]', '[1]')}`, 3, 'event'],
    [`${good[0]}\n${good[3]?.replace('"happy"', '"nobody"')}`, 2, 'event'],
    [`${good[0]}\n{"end":"vanished","steps":1}`, 2, 'end'],
    [`${good[0]}\n${good.at(-1)}\n${good[1]}`, 3, 'after-end'],
  ])('refuses %j', (text, line, why) => expect(readTrace(text ?? '')).toEqual({ kind: 'unreadable', line, why }));
});

describe('replaying a trace', () => {
  const run = simulate(machineOf(retry), { answers: answersOf('d=bad,ok') });

  it('gives the same run, with those who decided', () => {
    const again = replayed(run);
    expect(again.kind).toBe('same');
    expect(show(again.run)).toBe('s a d r a d z completed');
    expect(linesOf(again.run)).toEqual(linesOf(run));
  });

  it('gives a run that came to its last step allowed where a limit leaves no other, and more steps would not help', () => {
    const text =
      'A: (s) [h] <d> <e> [x] [y] (z)\ns -> h\nh -> d\nh -> e\nd -> z : ok\nd -> x : bad\nx -> h\ne -> z : ok\ne -> y : bad\ny -> h\nloop [up to 1 times] h d e x y';
    const answers = answersOf('d=bad; e=bad');
    expect(simulate(machineOf(text), { answers }).status.kind).toBe('exhausted');
    const cut = simulate(machineOf(text), { answers, maxSteps: 5 });
    expect(drive(goTo(cut, 5), { answers, maxSteps: 5 }).status).toEqual(cut.status);
    const limited = replayed(cut);
    expect([limited.kind, limited.run.status]).toEqual(['same', { kind: 'exhausted', loop: 'loop1', at: 'y' }]);
  });

  it('gives a run that was cut short as it stood', () => {
    const cut = replay(run.machine, { ...traceOf(run), events: traceOf(run).events.slice(0, 2), end: undefined });
    expect(show(cut.run)).toBe('s a waiting at d');
    expect(replayed(simulate(run.machine, { maxSteps: 2 })).run.status).toEqual({ kind: 'step-limit', limit: 2 });
    expect(show(replayed(simulate(run.machine, { answers: answersOf('d=bad') })).run)).toBe(
      's a d r a exhausted loop1 at d',
    );
  });

  it('says where a changed flow no longer fits', () => {
    const changed = (from: string | RegExp, to: string): unknown => {
      const again = replay(machineOf(retry.replace(from, to)), traceOf(run));
      return again.kind === 'differs' ? { step: again.step, why: again.why.kind } : again.kind;
    };
    expect(changed('[a]', '[q] [a]')).toBe('same');
    expect(changed('loop', 's -> z\nloop')).toEqual({ step: 1, why: 'event' });
    expect(changed('s -> a', 's -> r')).toEqual({ step: 2, why: 'not-enabled' });
    expect(changed('d -> r : bad', 'a -> r : bad')).toEqual({ step: 2, why: 'event' });
    expect(changed('d -> z : ok', 'd -> r : ok')).toEqual({ step: 4, why: 'event' });
    expect(changed('up to 1 times', 'up to 0 times')).toEqual({ step: 3, why: 'stopped' });
    expect(changed('bad', 'wrong')).toEqual({ step: 3, why: 'event' });
    expect(changed('(s)', '(q) (s)')).toBe('same');
  });

  it('says when runs begin elsewhere', () => {
    const trace = traceOf(run);
    const elsewhere = { ...trace, header: { ...trace.header, start: 'r' } };
    expect(replay(run.machine, elsewhere)).toMatchObject({
      kind: 'differs',
      step: 1,
      why: { kind: 'start', start: 'r' },
    });
  });

  it('says when only the end does not fit', () => {
    const trace = traceOf(run);
    const end = trace.end === undefined ? undefined : { ...trace.end, ends: ['a'] };
    expect(replay(run.machine, { ...trace, end })).toMatchObject({ kind: 'differs', step: 8, why: { kind: 'end' } });
  });

  it('says when reply edges are read in another way', () => {
    const strict = machineOf(retry, { strictTokens: true });
    expect(replay(strict, traceOf(run))).toMatchObject({ kind: 'differs', why: { kind: 'strict-tokens' } });
  });
});

function linesOf(run: Run): string[] {
  return [...traceLines(run, title)];
}

function traceOf(run: Run): Trace {
  const read = readTrace(linesOf(run).join('\n'));
  if (read.kind !== 'trace') throw new Error(`line ${read.line}: ${read.why}`);
  return read.trace;
}

function replayed(run: Run): Replay {
  return replay(run.machine, traceOf(run));
}
