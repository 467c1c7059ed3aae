import { describe, expect, it } from 'vitest';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { goTo } from '../../src/interpreter/step.ts';
import { makeFlow } from './make-flow.ts';
import { randomFlow } from './random-flow.ts';

/** Shapes that are slow or deep for a careless algorithm. No clocks here: what hangs does not end. */
const count = 20_000;
const numbers = Array.from({ length: count }, (_, index) => index);

describe('a large flow', () => {
  it('may be one long row', () => {
    const run = simulate(
      rowOf('[', ({ to }) => [to]),
      { maxSteps: count },
    );
    expect(run.status).toEqual({ kind: 'completed', ends: [`n${count - 1}`] });
    expect(goTo(run, count / 2).status).toEqual({ kind: 'running', enabled: [`n${count / 2}`] });
  });

  it('may lead back from every step to the one before, each cycle inside the last', () => {
    const machine = rowOf('<', ({ from, to }) => [`${to} : on`, `n${Math.max(0, from - 1)} : back`]);
    expect(machine.back.size).toBe(count - 1);
    expect(simulate(machine, { maxSteps: count }).length).toBe(count);
  });

  it('may lead back from every step to the first', () => {
    const machine = rowOf('<', ({ to }) => [`${to} : on`, 'n0 : back'], 'loop [up to 3 times] n0 n500');
    expect(machine.facts.loops[0]?.binding).toMatchObject({ kind: 'bound' });
    expect(simulate(machine, { maxSteps: count }).status.kind).toBe('completed');
  });

  it('may lead back from the last step to every other', () => {
    const all = numbers.slice(0, -1).map((node) => `n${count - 1} -> n${node}`);
    const machine = rowOf('[', ({ to }) => [to], all.join('\n'));
    expect(machine.back.size).toBe(count - 1);
    expect(simulate(machine, { maxSteps: count + 100 }).length).toBe(count + 100);
  });

  it('may fork into very many branches', () => {
    const branches = numbers.map((node) => `s -> n${node} -> z`);
    const machine = buildMachine(
      makeFlow(`A: [s] ${numbers.map((node) => `[n${node}]`).join(' ')} [z]\n${branches.join('\n')}`),
    );
    expect(simulate(machine, { maxSteps: count + 2 }).status).toEqual({ kind: 'completed', ends: ['z'] });
  });

  it('may make a short branch wait for a very long one', () => {
    const machine = rowOf('[', ({ to }) => [to], `n0 -> n${count - 1}`);
    expect(simulate(machine, { maxSteps: count }).status.kind).toBe('completed');
  });

  it('may have forks and repairs in loops in loops', () => {
    const levels = numbers.slice(0, count / 8);
    const shapes = levels.map((i) => `[h${i}] [f${i}] [a${i}] [w${i}] <c${i}> [x${i}] [j${i}] <d${i}>`);
    const edges = levels.map((i) => {
      const inner = i + 1 < levels.length ? `h${i + 1}` : `d${i}`;
      const outer = i === 0 ? 'z' : `d${i - 1}`;
      return `h${i} -> f${i} -> a${i} -> j${i} -> ${inner}
        f${i} -> w${i} -> c${i}\nc${i} -> x${i} : bad\nx${i} -> w${i}\nc${i} -> j${i} : ok
        d${i} -> ${outer} : done\nd${i} -> h${i} : again`;
    });
    const machine = buildMachine(makeFlow(`A: ${shapes.join(' ')} (z)\n${edges.join('\n')}`));
    const run = simulate(machine, { maxSteps: count });
    expect(run.status).toEqual({ kind: 'completed', ends: ['z'] });
    expect(run.length).toBe(levels.length * 7 + 1);
  });

  it('may be a net of everything', () => {
    const machine = buildMachine(randomFlow(1, count, 1.5));
    expect(machine.exits.size).toBeGreaterThan(0);
    expect(simulate(machine, { policy: 'random', maxSteps: count }).length).toBeGreaterThan(0);
  });
});

/** `n0` to the last in a row; each leads to what `targets` says. */
function rowOf(
  bracket: '[' | '<',
  targets: (ends: { readonly from: number; readonly to: string }) => readonly string[],
  more = '',
): Machine {
  const close = bracket === '[' ? ']' : '>';
  const lane = `A: ${numbers.map((node) => `${bracket}n${node}${close}`).join(' ')}`;
  const edges = numbers
    .slice(0, -1)
    .flatMap((from) => targets({ from, to: `n${from + 1}` }).map((target) => `n${from} -> ${target}`));
  return buildMachine(makeFlow([lane, ...edges, more].join('\n')));
}
