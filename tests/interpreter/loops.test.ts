import { describe, expect, it } from 'vitest';
import { bodyOf, missesOf } from '../../src/interpreter/facts.ts';
import type { LoopBinding } from '../../src/interpreter/machine.ts';
import { machineOf, runOf } from './show.ts';

/** semantics.md 5.1. */
const retry = 'A: (s) [a] [b] <c> [d] (z)\ns -> a -> b -> c\nc -> z : ok\nc -> d : bad\nd -> a';

describe('a loop is bound to', () => {
  it('the edge back whose body holds most of its members', () => {
    expect(bindings(`${retry}\nloop [until ok] a b c d`)).toEqual(['e6']);
    expect(bindings(`${retry}\nloop [until ok] c d`)).toEqual(['e6']);
  });

  it('the inner edge when two hold as much, by its ends or its smaller body', () => {
    const nested = 'A: (s) [a] [b] <c> <d> (z)\ns -> a -> b -> c\nc -> b : in\nc -> d\nd -> a : out\nd -> z';
    expect(bindings(`${nested}\nloop [x] b c`)).toEqual(['e4']);
    expect(bindings(`${nested}\nloop [x] a b c`)).toEqual(['e6']);
    expect(bindings(`${nested}\nloop [x] a d`)).toEqual(['e6']);
    expect(bindings(`${nested}\nloop [x] b c\nloop [y] a b c d`)).toEqual(['e4', 'e6']);
  });

  it('an edge between its two members, however short', () => {
    expect(bindings('A: (s) [a] (z)\ns -> a -> a -> z\nloop [x] a')).toEqual(['e2']);
  });

  it('all edges back to the same head that hold as much of it', () => {
    const two = 'A: (s) [a] <b> <c> (z)\ns -> a -> b\nb -> a : no\nb -> c : yes\nc -> a : no\nc -> z : yes';
    expect(bindings(`${two}\nloop [x] a b`)).toEqual(['e3 e5']);
    expect(bindings(`${two}\nloop [x] a b\nloop [y] a b c`)).toEqual(['e3', 'e5']);
  });

  it('an edge that two loops could have as a further one, when it is the one that covers more of it', () => {
    const three = `A: (s) [a] <b> <c> <d> (z)
      s -> a -> b
      b -> a : no
      b -> c : yes
      c -> a : no
      c -> d : yes
      d -> a : no
      d -> z : yes`;
    expect(bindings(`${three}\nloop [x] a b\nloop [y] a b c`)).toEqual(['e3', 'e5 e7']);
  });

  it('nothing when another loop has its best edge already', () => {
    const machine = machineOf(`${retry}\nloop [until ok] a b c d\nloop [up to 3 times] c d`);
    expect(machine.facts.loops[1]?.binding).toEqual({ kind: 'ambiguous', edge: 'e6', keptBy: 'loop1' });
    expect(machine.loops.map(({ loop }) => loop)).toEqual(['loop1']);
  });

  it('nothing when none of its members can be reached', () => {
    expect(bindings('A: (s) [t] [a] [b]\ns -> t\nloop [x] a b')).toEqual(['unreachable']);
  });
});

describe('an edge back is assumed', () => {
  it('from the last member to the first when none is drawn', () => {
    const row = 'A: (s) [a] [b] [c] (z)\ns -> a -> b -> c -> z\nloop [twice] b a c';
    expect(bindings(row)).toEqual(['c→a']);
    expect(runOf(row)).toBe('s a b c a b c z completed');
  });

  it('around what lies between, listed or not', () => {
    const machine = machineOf('A: (s) [a] [b] [c] (z)\ns -> a -> b -> c -> z\nloop [twice] a c');
    expect(bodyOf(machine, 'loop1')).toEqual(['a', 'b', 'c']);
    expect(missesOf(machine, 'loop1')).toEqual(['b']);
  });

  it('around members that lie beside the way', () => {
    const machine = machineOf('A: (s) [a] [b] [c] [d] (z)\ns -> a -> b -> z\na -> c -> d -> z\nloop [twice] a c b d');
    expect(bodyOf(machine, 'loop1')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('from a lone member to itself', () => {
    expect(bindings('A: (s) [a] (z)\ns -> a -> z\nloop [twice] a')).toEqual(['a→a']);
    expect(runOf('A: (s) [a] (z)\ns -> a -> z\nloop [3 times] a')).toBe('s a a a z completed');
  });

  it('never forward, though a shortcut makes the last member look like the first', () => {
    const shortcut = 'A: <s> [b] [c] [d] (z)\ns -> b : long\ns -> d : short\nb -> c -> d -> z\nloop [twice] d c';
    expect(bindings(shortcut)).toEqual(['d→c']);
    expect(runOf(shortcut, 's=long')).toBe('s b c d c d z completed');
  });

  it('between branches too, where it is asked about at its source', () => {
    expect(runOf('A: <s> [a] [b]\ns -> a : x\ns -> b : y\nloop [twice] a b', 's=y')).toBe('s b a completed');
  });

  it('once, when two loops would assume the same', () => {
    const machine = machineOf('A: (s) [a] [b] (z)\ns -> a -> b -> z\nloop [twice] a b\nloop [x] b a');
    expect(machine.facts.loops.map(({ binding }) => binding)).toEqual([
      { kind: 'implicit', from: 'b', to: 'a' },
      { kind: 'ambiguous', edge: undefined, keptBy: 'loop1' },
    ]);
  });
});

describe('a bound loop', () => {
  it('misses nodes that its cycle runs through, and lists others for nothing', () => {
    const machine = machineOf(`${retry}\nloop [until ok] z d c s`);
    expect(missesOf(machine, 'loop1')).toEqual(['a', 'b']);
    expect(machine.facts.loops[0]?.binding).toEqual({ kind: 'bound', edges: ['e6'], extra: ['z', 's'] });
  });

  it('leaves other cycles undeclared', () => {
    const machine = machineOf(`${retry}\nz -> s\nloop [until ok] c d`);
    expect(machine.facts.undeclared).toEqual(['e7']);
  });
});

/** By loop: its edges, an assumed edge, or why there are none. */
function bindings(text: string): string[] {
  return machineOf(text).facts.loops.map(({ binding }) => spelled(binding));
}

function spelled(binding: LoopBinding): string {
  if (binding.kind === 'bound') return binding.edges.join(' ');
  return binding.kind === 'implicit' ? `${binding.from}→${binding.to}` : binding.kind;
}
