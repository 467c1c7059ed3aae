import { expect, it, vi } from 'vitest';
import { columnSteps, columnsBy, columnsOf } from '../../src/layout/columns.ts';
import { type ElkPlaces, elkLayerer } from '../../src/layout/elk.ts';
import { elkHere } from '../../src/layout/elk-here.ts';
import { type Layering, simplex } from '../../src/layout/layerer.ts';
import type { Constraint } from '../../src/layout/network-simplex.ts';
import { pose } from '../../src/layout/problem.ts';
import { flowOf, random, randomFlow } from './make-flow.ts';

vi.setConfig({ testTimeout: 300_000 });

const elk = elkLayerer(elkHere);

function cost(constraints: readonly Constraint[], ranks: ArrayLike<number>): number {
  return constraints.reduce((sum, { from, to, weight }) => sum + weight * ((ranks[to] ?? 0) - (ranks[from] ?? 0)), 0);
}

function broken(constraints: readonly Constraint[], ranks: ArrayLike<number>): readonly Constraint[] {
  return constraints.filter(({ from, to, gap }) => (ranks[to] ?? 0) - (ranks[from] ?? 0) < gap);
}

async function compare(layering: Layering): Promise<void> {
  const ranks = await elk(layering);
  if (ranks === undefined) throw new Error('ELK broke a constraint or gave up');
  expect(broken(layering.constraints, ranks)).toEqual([]);
  expect(cost(layering.constraints, ranks)).toBe(cost(layering.constraints, simplex(layering)));
}

function randomLayering(seed: number): Layering {
  const next = random(seed);
  const nodes = 2 + Math.floor(next() * 30);
  const constraints = Array.from({ length: Math.floor(nodes * (0.5 + 1.5 * next())) }, () => {
    const from = Math.floor(next() * (nodes - 1));
    const to = from + 1 + Math.floor(next() * (nodes - 1 - from));
    return { from, to, gap: Math.floor(next() * 2), weight: Math.floor(next() * 9) };
  });
  return { nodes, constraints };
}

it('ELK and our simplex reach the same cost on random constraints', async () => {
  for (let seed = 1; seed <= 250; seed++) await compare(randomLayering(seed));
});

it('ELK and our simplex reach the same cost on whatever the columns of flows ask', async () => {
  for (let seed = 1; seed <= 100; seed++) {
    const problem = pose(flowOf(randomFlow(seed, { nodes: 3 + (seed % 38), lanes: 1 + (seed % 5) })), 'right');
    const steps = columnSteps(problem, { spreadMates: true, spreadThrough: true });
    for (let step = steps.next(); step.done !== true; step = steps.next(simplex(step.value))) await compare(step.value);
  }
});

it('gives columns without holes that keep every wish', async () => {
  const rules = { spreadMates: false, spreadThrough: false };
  for (let seed = 1; seed <= 20; seed++) {
    const problem = pose(flowOf(randomFlow(seed, { nodes: 24, lanes: 3 })), 'right');
    const [columns, own] = [await columnsBy(elk, problem, rules), columnsOf(problem, rules)];
    expect(new Set(columns).size).toBe(Math.max(...columns) + 1);
    const ask = columnSteps(problem, rules).next();
    if (ask.done === true) throw new Error('a small flow asks');
    const real = ask.value.constraints.filter(({ from }) => from < problem.items.length);
    expect(broken(real, columns)).toEqual([]);
    expect(broken(real, own)).toEqual([]);
  }
});

it('goes on with our own ranks when ELK has none', async () => {
  const rules = { spreadMates: true, spreadThrough: true };
  const problem = pose(flowOf(randomFlow(3, { nodes: 24, lanes: 3 })), 'right');
  const silent = elkLayerer(() => Promise.resolve(undefined));
  expect(await columnsBy(silent, problem, rules)).toEqual(columnsOf(problem, rules));
});

function placesAt(nodes: ElkPlaces['nodes']): ElkPlaces {
  return { nodes, ways: [] };
}

it('rejects ranks that break a constraint', async () => {
  const layering = { nodes: 2, constraints: [{ from: 0, to: 1, gap: 1, weight: 1 }] };
  const same = elkLayerer(() =>
    Promise.resolve(
      placesAt([
        { x: 0, y: 0 },
        { x: 0, y: 20 },
      ]),
    ),
  );
  const wrong = elkLayerer(() =>
    Promise.resolve(
      placesAt([
        { x: 30, y: 0 },
        { x: 0, y: 0 },
      ]),
    ),
  );
  const few = elkLayerer(() => Promise.resolve(placesAt([{ x: 30, y: 0 }])));
  expect(await same(layering)).toBeUndefined();
  expect(await wrong(layering)).toBeUndefined();
  expect(await few(layering)).toBeUndefined();
});
