import { expect, it, vi } from 'vitest';
import { type Direction, directions } from '../../src/layout/layout.ts';
import { place } from '../../src/layout/place.ts';
import { flowOf, randomFlow } from './make-flow.ts';
import { brokenRules } from './rules.ts';

vi.setConfig({ testTimeout: 300_000 });

function keepsRules(seed: number, nodes: number, lanes: number, direction: Direction): void {
  const flow = flowOf(randomFlow(seed, { nodes, lanes }));
  expect(brokenRules(flow, place(flow, { direction, effort: 'fast' })), `seed ${seed}`).toEqual([]);
}

it.each(directions)('flows of 100 nodes keep every hard rule, drawn %s', (direction) => {
  for (let seed = 1; seed <= 10; seed++) keepsRules(seed, 100, 1 + seed, direction);
});

it('flows of 500 nodes keep every hard rule', () => {
  keepsRules(1, 500, 4, 'right');
  keepsRules(2, 500, 8, 'down');
  keepsRules(3, 500, 12, 'right');
});

it('a flow of 2,000 nodes keeps every hard rule', () => keepsRules(1, 2000, 8, 'right'));
