import { describe, expect, it } from 'vitest';
import { type Constraint, improveRanks, networkSimplex } from '../../src/layout/network-simplex.ts';
import { random } from './make-flow.ts';

function cost(constraints: readonly Constraint[], ranks: ArrayLike<number>): number {
  return constraints.reduce((sum, { from, to, weight }) => sum + weight * ((ranks[to] ?? 0) - (ranks[from] ?? 0)), 0);
}

function keeps(constraints: readonly Constraint[], ranks: ArrayLike<number>): boolean {
  return constraints.every(({ from, to, gap }) => (ranks[to] ?? 0) - (ranks[from] ?? 0) >= gap);
}

/** The least cost over all rankings with ranks up to `most`. */
function exhaustive(nodes: number, constraints: readonly Constraint[], most: number): number {
  const ranks = new Array<number>(nodes).fill(0);
  let best = Number.POSITIVE_INFINITY;
  for (let code = 0; code < (most + 1) ** nodes; code++) {
    for (let node = 0, rest = code; node < nodes; node++, rest = Math.floor(rest / (most + 1)))
      ranks[node] = rest % (most + 1);
    if (keeps(constraints, ranks)) best = Math.min(best, cost(constraints, ranks));
  }
  return best;
}

function randomConstraints(seed: number, nodes: number): readonly Constraint[] {
  const next = random(seed);
  return Array.from({ length: 2 + Math.floor(next() * 8) }, () => {
    const from = Math.floor(next() * (nodes - 1));
    const to = from + 1 + Math.floor(next() * (nodes - 1 - from));
    return { from, to, gap: Math.floor(next() * 2), weight: Math.floor(next() * 6) };
  });
}

describe('network simplex', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('finds the cheapest ranks (seed %i)', (seed) => {
    const nodes = 5;
    const constraints = randomConstraints(seed, nodes);
    const ranks = networkSimplex(nodes, constraints);
    expect(keeps(constraints, ranks)).toBe(true);
    expect(cost(constraints, ranks)).toBe(exhaustive(nodes, constraints, 4));
  });

  it.each(Array.from({ length: 30 }, (_, seed) => seed))('reaches the same cost from other ranks (seed %i)', (seed) => {
    const chain = [0, 1, 2, 3].map((from) => ({ from, to: from + 1, gap: 0, weight: 0 }));
    const constraints = [...chain, ...randomConstraints(seed, 5)];
    const loose = improveRanks(5, constraints, Int32Array.from([0, 3, 7, 9, 20]));
    expect(keeps(constraints, loose)).toBe(true);
    expect(cost(constraints, loose)).toBe(cost(constraints, networkSimplex(5, constraints)));
  });

  it('accepts nothing at all', () => {
    expect([...networkSimplex(0, [])]).toEqual([]);
    expect([...networkSimplex(3, [])]).toEqual([0, 0, 0]);
  });
});
