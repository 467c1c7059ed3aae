import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Layout } from '../../src/layout/layout.ts';
import { randomFlow } from './make-flow.ts';
import { type ChangeName, changes, drawn, flipsBetween } from './stability.ts';

vi.setConfig({ testTimeout: 300_000 });

const texts = [
  readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8'),
  ...Array.from({ length: 10 }, (_, k) => randomFlow(3 * k + 1, { nodes: 6 + 3 * k, lanes: 1 + ((3 * k) % 5) })),
];
const before = new Map<string, Layout>();

/** Of all orders of two nodes in all flows, the share that a change turns round. */
function shareOfFlips(name: ChangeName): number {
  let [flipped, orders] = [0, 0];
  for (const text of texts) {
    const first = before.get(text) ?? drawn(text);
    before.set(text, first);
    const flips = flipsBetween(first, drawn(changes[name](text, 1)));
    flipped += flips.flipped;
    orders += flips.orders;
  }
  return flipped / orders;
}

describe('a drawing keeps its order', () => {
  it('when a label has other words', () => {
    expect(shareOfFlips('relabelNode')).toBe(0);
    expect(shareOfFlips('relabelEdge')).toBe(0);
  });

  it('when a label grows', () => {
    expect(shareOfFlips('lengthenNode')).toBe(0);
  });

  it('when a step is added', () => {
    expect(shareOfFlips('addNode')).toBeLessThanOrEqual(0.02);
  });

  it('when an edge back is added', () => {
    expect(shareOfFlips('addBackEdge')).toBeLessThanOrEqual(0.02);
  });

  it('when edges stand in another order', () => {
    expect(shareOfFlips('reorderEdges')).toBe(0);
  });
});

describe('a change', () => {
  it('is one, of every kind', () => {
    for (const [name, change] of Object.entries(changes)) {
      const sameLines = (text: string): boolean => sorted(change(text, 1)) === sorted(text);
      expect(texts.every(sameLines), name).toBe(name === 'reorderEdges');
      expect(
        texts.some((text) => change(text, 1) === text),
        name,
      ).toBe(false);
    }
  });

  it('that swaps two nodes is counted', () => {
    const one = drawn('A {\n  n1: circle\n  n2: circle\n  n3: circle\n  n1.handle(right) -> n2.handle(left)\n}');
    const other = drawn('A {\n  n1: circle\n  n2: circle\n  n3: circle\n  n2.handle(right) -> n1.handle(left)\n}');
    expect(flipsBetween(one, one)).toEqual({ flipped: 0, orders: 6 });
    expect(flipsBetween(one, other).flipped).toBeGreaterThan(0);
  });
});

function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}
