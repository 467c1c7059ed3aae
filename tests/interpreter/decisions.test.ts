import { describe, expect, it } from 'vitest';
import { machineOf, runOf } from './show.ts';

/** semantics.md 2.4 and 5.2. */
describe('a node', () => {
  const machine = machineOf(
    'A: (s) [fork] <one> <two> (z)\ns -> fork\nfork -> one\nfork -> two\none -> z\ntwo -> z : ok\ntwo -> s',
  );

  it('passes its token on, forks it, chooses or ends it', () => {
    expect(machine.exits.get('s')).toEqual({ kind: 'all', edges: ['e1'] });
    expect(machine.exits.get('fork')).toEqual({ kind: 'all', edges: ['e2', 'e3'] });
    expect(machine.exits.get('one')).toEqual({ kind: 'all', edges: ['e4'] });
    expect(machine.exits.get('z')).toEqual({ kind: 'end' });
  });

  it('is chosen from by label, or by target where there is none', () => {
    expect(machine.exits.get('two')).toEqual({
      kind: 'choose',
      options: [
        { answer: 'ok', edges: ['e5'], repeats: [] },
        { answer: 's', edges: ['e6'], repeats: [] },
      ],
    });
  });
});

describe('whether a loop goes round again is decided', () => {
  it('at the diamond before the way back, however long that is', () => {
    const text = 'A: (s) [a] <d> [r] [q] (z)\ns -> a -> d\nd -> z : ok\nd -> r : bad\nr -> q -> a\nloop [x] a q';
    expect(decided(text)).toBe('e4; asks at d');
  });

  it('at each of two diamonds', () => {
    const text =
      'A: (s) [a] <b> <c> (z)\ns -> a -> b\nb -> a : no\nb -> c : yes\nc -> a : no\nc -> z : yes\nloop [x] a b';
    expect(decided(text)).toBe('e3 e5; asks at b c');
  });

  it('past an inner loop, which only delays it', () => {
    const text = `A: (s) [h] [a] <d> <e> [x] (z)
      s -> h -> a -> d
      d -> a : inner
      d -> e : on
      e -> z : done
      e -> x : more
      x -> h
      loop [outer] h x
      loop [inner] a d`;
    expect(decided(text)).toBe('e7; asks at e');
    expect(decided(text, 1)).toBe('e4; asks at d');
  });

  it('at the source of the way back when nothing else decides', () => {
    const text = 'A: (s) [a] [b] [c]\ns -> a -> b -> c -> a\nloop [x] a b c';
    expect(decided(text)).toBe('; asks at c, again?');
    expect(machineOf(text).exits.get('c')).toEqual({
      kind: 'choose',
      options: [
        { answer: 'again', edges: ['e4'], repeats: ['loop1'] },
        { answer: 'go on', edges: [], repeats: [] },
      ],
    });
    expect(runOf(text, 'c=again,go on')).toBe('s a b c a b c completed');
  });

  it('at a step that leads back and on, instead of forking', () => {
    const text = 'A: (s) [a] [b] (z)\ns -> a -> b -> a\nb -> z\nloop [x] a b';
    expect(decided(text)).toBe('; asks at b, again?');
    expect(runOf(text, 'b=again,go on')).toBe('s a b a b z completed');
  });

  it('at that step only, though a diamond leads to nothing else', () => {
    const text = 'A: (s) [a] <d> [u] (y) (z)\ns -> a -> d\nd -> z : ok\nd -> u : bad\nu -> a\nu -> y\nloop [x] a d u';
    expect(decided(text)).toBe('; asks at u, again?');
  });

  it('at a step of its own for each loop that it leads round', () => {
    const text = 'A: (s) [a] [b] [c] (z)\ns -> a -> b -> c -> b\nc -> a\nc -> z\nloop [x] b c\nloop [y] a c';
    expect(machineOf(text).facts.loopDecisions).toEqual([
      { node: 'c', loop: 'loop1' },
      { node: 'c', loop: 'loop2' },
    ]);
    expect(runOf(text, 'c=b,a,go on')).toBe('s a b c b c a b c z completed');
  });

  it('at a diamond with one way out, when that leads back', () => {
    const text = 'A: (s) [a] <d>\ns -> a -> d -> a\nloop [twice] a d';
    expect(decided(text)).toBe('; asks at d, again?');
    expect(runOf(text)).toBe('s a d a d completed');
  });

  it('at a diamond that always leads back, by leaving nothing to choose', () => {
    const text = 'A: (s) [a] <d>\ns -> a -> d\nd -> a : x\nd -> a : y\nloop [up to 2 times] a d';
    expect(decided(text)).toBe('e3 e4; asks at d');
    expect(runOf(text)).toBe('s a d a d a exhausted loop1 at d');
  });

  it('also on a branch that no diamond guards', () => {
    const text = 'A: (s) [h] <d> [b] (z)\ns -> h\nh -> d\nh -> b\nd -> z : ok\nd -> h : bad\nb -> h\nloop [x] h d b';
    expect(decided(text)).toBe('e5; asks at d b, again?');
  });

  it('at the last member when the way back is only assumed', () => {
    const text = 'A: (s) [a] [b] (z)\ns -> a -> b -> z\nloop [x] a b';
    expect(decided(text)).toBe('; asks at b, again?');
    const diamond = 'A: (s) [a] <b> (y) (z)\ns -> a -> b\nb -> y : yes\nb -> z : no\nloop [x] a b';
    expect(runOf(diamond, 'b=again,no')).toBe('s a b a b z completed');
  });

  it('in the same way whether the assumed edge is drawn or not', () => {
    for (const answers of ['b=again,again,go on', 'b=go on']) {
      const assumed = runOf('A: (s) [a] [b] (z)\ns -> a -> b -> z\nloop [up to 5 times] a b', answers);
      const drawn = runOf('A: (s) [a] [b] (z)\ns -> a -> b -> z\nb -> a\nloop [up to 5 times] a b', answers);
      expect(drawn).toBe(assumed);
    }
  });
});

/** Deciding edges of a loop, and where it is asked; `again?` when the question is not drawn. */
function decided(text: string, loop = 0): string {
  const machine = machineOf(text);
  const { deciding = [] } = machine.facts.loops[loop] ?? {};
  const { asksAt = [] } = machine.loops[loop] ?? {};
  return `${deciding.join(' ')}; asks at ${asksAt.join(' ')}${machine.facts.loopDecisions.length > 0 ? ', again?' : ''}`;
}
