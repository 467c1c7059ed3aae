import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import type { Flow } from '../../src/graph/graph.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { joinsOf } from '../../src/interpreter/joins.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { eventsOf } from '../../src/interpreter/step.ts';
import { sourceOf } from '../../src/source/source.ts';
import { soundFlow } from '../check/sound-flow.ts';
import { flows } from './random-flow.ts';
import { machineOf } from './show.ts';

describe('a node with several ways in', () => {
  it('merges what a choice has parted', () => {
    expect(kinds('A: <s> [a] [b] [j]\ns -> a : x\ns -> b : y\na -> j\nb -> j')).toBe('j merge');
  });

  it('waits for what a fork has parted', () => {
    expect(kinds('A: [s] [a] [b] [j]\ns -> a -> j\ns -> b -> j')).toBe('j wait');
    expect(kinds('A: [s] [a] [j]\ns -> a -> j\ns -> j')).toBe('j wait');
  });

  it('waits the same way when a branch has choices and loops of its own', () => {
    const text = 'A: [s] <a> [b] [c] [d] [j]\ns -> a\ns -> d\na -> b : x\na -> c : y\nb -> j\nc -> j\nd -> j';
    expect(kinds(text)).toBe('j mixed');
    const inner = 'A: [s] [h] <a> [d] [j]\ns -> h -> a\ns -> d\na -> j : ok\na -> h : bad\nd -> j';
    expect(kinds(inner)).toBe('j wait');
    const repair = 'A: [s] [w] <c> [x] [d] [j]\ns -> w -> c\ns -> d -> j\nc -> j : ok\nc -> x : bad\nx -> w';
    expect(kinds(repair)).toBe('j wait');
  });

  it('is mixed when a loop in a branch sends a token in each round', () => {
    const text = 'A: [s] [w] [x] [d] [j]\ns -> w\ns -> d -> j\nw -> j\nw -> x -> w';
    expect(kinds(text)).toBe('j mixed');
  });

  it('is mixed when a branch may end elsewhere', () => {
    expect(kinds('A: [s] <a> [d] [j] [z]\ns -> a\ns -> d\na -> j : ok\na -> z : bad\nd -> j')).toBe('j mixed');
  });

  it('is mixed when a token comes back alone', () => {
    expect(kinds('A: (s) [f] [a] [b] <j> (z)\ns -> f\nf -> a -> j\nf -> b -> j\nj -> a : no\nj -> z : yes')).toBe(
      'j mixed',
    );
    expect(kinds('A: (s) [f] [a] [b] <j> (z)\ns -> f\nf -> a -> j\nf -> b -> j\nj -> j : no\nj -> z : yes')).toBe(
      'j mixed',
    );
    expect(kinds('A: (s) [f] [a] [b] <j> (z)\ns -> f\nf -> a -> j\nf -> b -> j\nj -> f : no\nj -> z : yes')).toBe(
      'j wait',
    );
  });

  it('merges what different starts lead to', () => {
    expect(kinds('A: (s) (t) [j]\ns -> j\nt -> j')).toBe('j merge');
  });

  it('is not examined when its ways in are too many', () => {
    const names = Array.from({ length: 31 }, (_, index) => `b${index}`);
    const text = `A: [s] [j] ${names.map((name) => `[${name}]`).join(' ')}\n${names.map((name) => `s -> ${name} -> j`).join('\n')}`;
    expect(kinds(text)).toBe('j unknown');
  });

  it('keeps what was said of it in every run of a flow without cycles', () => {
    fc.assert(
      fc.property(flows(), fc.integer(), (flow, seed) => {
        expectKept(buildMachine(withoutCycles(flow)), seed, 80);
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  it('keeps what was said of it in every run of a sound flow, where it waits more often than not', () => {
    const count = { wait: 0, merge: 0, mixed: 0, unknown: 0 };
    for (let seed = 1; seed <= 400; seed++) {
      const { machine } = compile(sourceOf('sound.flow', soundFlow(seed, 24)), { explore: false });
      for (const { kind } of joinsOf(machine)) count[kind]++;
      expectKept(machine, seed, 400);
    }
    expect(count.wait).toBeGreaterThan(count.mixed);
  });
});

/** Fires at random and looks at what each join takes. */
function expectKept(machine: Machine, seed: number, maxSteps: number): void {
  const events = [...eventsOf(simulate(machine, { policy: 'random', seed, maxSteps }))];
  for (const { node, waysIn, kind } of joinsOf(machine)) {
    const taken = events
      .filter((event) => event.node === node)
      .map((event) => event.in.filter((id) => waysIn.includes(id)));
    if (kind === 'merge') for (const edges of taken) expect(edges.length).toBeLessThan(2);
    if (kind === 'wait') expect(new Set(taken.map((edges) => edges.join(' '))).size).toBeLessThan(2);
  }
}

function withoutCycles(flow: Flow): Flow {
  const { back } = buildMachine(flow);
  return { ...flow, edges: flow.edges.filter(({ id }) => !back.has(id)), loops: [] };
}

function kinds(text: string): string {
  return joinsOf(machineOf(text))
    .map(({ node, kind }) => `${node} ${kind}`)
    .join(', ');
}
