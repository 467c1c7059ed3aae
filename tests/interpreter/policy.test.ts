import { describe, expect, it } from 'vitest';
import { answerBook, findAnswer, properName } from '../../src/interpreter/answers.ts';
import { newTally, randomBelow } from '../../src/interpreter/policy.ts';
import { drive, simulate } from '../../src/interpreter/simulate.ts';
import { goTo } from '../../src/interpreter/step.ts';
import { answersOf, machineOf, runOf, show } from './show.ts';

/** semantics.md 6. */
const retry = 'A: (s) [a] <d> [r] (z)\ns -> a -> d\nd -> r : bad\nd -> z : ok\nr -> a\nloop [until ok] a d r';

describe('an answer', () => {
  const options = [
    { label: 'Yes - paid in full', targets: ['n2'], edges: ['e1'] },
    { label: 'No', targets: ['n3'], edges: ['e2'] },
    { label: undefined, targets: ['n4'], edges: ['e3'] },
  ];

  it.each([
    ['Yes - paid in full', 0],
    ['  yes - PAID in full ', 0],
    ['n2', 0],
    ['yes', 0],
    ['e1', 0],
    ['No', 1],
    ['else', 2],
    ['N4', 2],
    ['maybe', -1],
    ['', -1],
  ])('"%s" means option %d', (answer, option) => expect(findAnswer(answerBook(options), answer)).toBe(option));

  it('is a label before it is anything else', () => {
    const book = answerBook([
      { label: 'n3', targets: ['n2'], edges: ['e1'] },
      { label: 'No', targets: ['n3'], edges: ['e2'] },
      { label: 'else', targets: ['n4'], edges: ['e3'] },
      { label: undefined, targets: ['n5'], edges: ['e4'] },
    ]);
    expect(findAnswer(book, 'n3')).toBe(0);
    expect(findAnswer(book, 'else')).toBe(2);
  });

  it('may fit two options of one kind', () => {
    const twins = [
      { label: 'Yes', targets: ['n2'], edges: ['e1'] },
      { label: 'yes', targets: ['n2'], edges: ['e2'] },
      { label: undefined, targets: ['n3'], edges: ['e3'] },
      { label: undefined, targets: ['n4'], edges: ['e4'] },
    ];
    const book = answerBook(twins);
    expect(findAnswer(book, 'Yes')).toBe(-2);
    expect(findAnswer(book, 'n2')).toBe(-2);
    expect(findAnswer(book, 'else')).toBe(-1);
    expect(twins.map((option, index) => properName(book, option, index))).toEqual(['e1', 'e2', 'n3', 'n4']);
  });

  it('is given for each visit, and the last one repeats', () => {
    expect(runOf(retry, 'd=bad,bad,ok')).toBe('s a d r a d r a d z completed');
    expect(runOf(retry, 'd=bad', { maxSteps: 9 })).toBe('s a d r a d r a d step-limit');
  });

  it('that fits nothing leaves the run waiting', () => {
    expect(runOf(retry, 'd=perhaps')).toBe('s a waiting at d');
    expect(simulate(machineOf(retry), { answers: answersOf('d=perhaps') }).status).toMatchObject({
      refused: { answer: 'perhaps', why: 'unknown' },
    });
  });
});

describe('the policy', () => {
  it('none waits', () => {
    expect(runOf(retry, '', { policy: 'none' })).toBe('s a waiting at d');
    expect(runOf(retry, 'd=ok', { policy: 'none' })).toBe('s a d z completed');
  });

  it('first takes the first option', () => {
    expect(runOf(retry, '', { policy: 'first', maxSteps: 6 })).toBe('s a d r a d step-limit');
  });

  it('happy leaves loops', () => {
    expect(runOf(retry)).toBe('s a d z completed');
    expect(runOf('A: (s) [a] [b]\ns -> a -> b -> a\nloop [until done] a b')).toBe('s a b completed');
  });

  it('happy leaves an inner loop even where nothing ends the outer one', () => {
    const text = 'A: (s) [a] [b] <d> [e]\ns -> a -> b -> d\nd -> b : bad\nd -> e : ok\ne -> a';
    expect(runOf(text, '', { maxSteps: 9 })).toBe('s a b d e a b d e step-limit');
  });

  it('happy takes the first way when all lead back alike', () => {
    expect(runOf('A: (s) [a] <d>\ns -> a -> d\nd -> a : x\nd -> a : y', '', { maxSteps: 4 })).toBe(
      's a d a step-limit',
    );
  });

  it('worst stays in loops, three rounds where nothing limits them', () => {
    expect(runOf(retry, '', { policy: 'worst' })).toBe('s a d r a d r a d r a d z completed');
  });

  it('worst stays as long as a limit allows', () => {
    const limited = retry.replace('until ok', 'up to 5 times');
    expect(runOf(limited, '', { policy: 'worst' }).match(/r/g)).toHaveLength(5);
  });

  it('worst goes three rounds anew each time it comes back', () => {
    const text = 'A: (s) [a] <d> <e> (z)\ns -> a -> d\nd -> a : bad\nd -> e : ok\ne -> a : bad\ne -> z : ok';
    const path = runOf(text, '', { policy: 'worst' });
    expect(path.split(' ').filter((node) => node === 'e')).toHaveLength(4);
    expect(path).toMatch(/z completed$/);
  });

  it('cover takes what was taken least, in all runs of a command together', () => {
    const machine = machineOf('A: <s> (a) (b) (c)\ns -> a : x\ns -> b : y\ns -> c : z');
    const tally = newTally(machine);
    const next = (): string => show(simulate(machine, { policy: 'cover', tally }));
    expect([next(), next(), next(), next()]).toEqual([
      's a completed',
      's b completed',
      's c completed',
      's a completed',
    ]);
    expect(show(simulate(machine, { policy: 'cover' }))).toBe('s a completed');
  });

  it('cover counts what others decided', () => {
    const machine = machineOf('A: <s> (a) (b)\ns -> a : x\ns -> b : y');
    const tally = newTally(machine);
    simulate(machine, { answers: answersOf('s=x'), tally });
    expect(show(simulate(machine, { policy: 'cover', tally }))).toBe('s b completed');
  });

  it('random decides the same for the same seed, wherever the run goes on from', () => {
    const machine = machineOf('A: (s) <d> [a] [b]\ns -> d\nd -> a : x\nd -> b : y\na -> d\nb -> d');
    const run = simulate(machine, { policy: 'random', seed: 5, maxSteps: 300 });
    expect(show(run)).toBe(show(drive(goTo(run, 77), { policy: 'random', seed: 5, maxSteps: 300 })));
    expect(show(run)).not.toBe(show(simulate(machine, { policy: 'random', seed: 6, maxSteps: 300 })));
  });

  it('random draws these numbers on every machine', () => {
    expect(Array.from({ length: 12 }, (_, step) => randomBelow(10, 1, step)).join(' ')).toBe('1 3 7 6 0 9 7 1 3 2 5 6');
  });

  it('random takes each of three options about equally often', () => {
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 300; seed++) {
      for (let step = 0; step < 100; step++) {
        const option = randomBelow(3, seed, step);
        counts[option] = (counts[option] ?? 0) + 1;
      }
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
