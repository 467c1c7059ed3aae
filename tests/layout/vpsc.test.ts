import { describe, expect, it } from 'vitest';
import { type Separation, solveSeparations, type Variable } from '../../src/layout/vpsc.ts';
import { random } from './make-flow.ts';

function cost(variables: readonly Variable[], positions: ArrayLike<number>): number {
  return variables.reduce(
    (sum, { desired, weight }, index) => sum + weight * ((positions[index] ?? 0) - desired) ** 2,
    0,
  );
}

/** Projected descent by many small steps: slow, simple, and right to a few digits. */
function slowly(variables: readonly Variable[], separations: readonly Separation[]): number {
  const positions = variables.map(({ desired }) => desired);
  const forces = separations.map(() => 0);
  // Hildreth's dual method.
  for (let round = 0; round < 20_000; round++) {
    separations.forEach(({ left, right, gap, equal }, index) => {
      const [a, b] = [variables[left], variables[right]];
      if (a === undefined || b === undefined) return;
      const missing = gap - ((positions[right] ?? 0) - (positions[left] ?? 0));
      const change = missing / (1 / a.weight + 1 / b.weight);
      const old = forces[index] ?? 0;
      const force = equal ? old + change : Math.max(0, old + change);
      forces[index] = force;
      positions[left] = (positions[left] ?? 0) - (force - old) / a.weight;
      positions[right] = (positions[right] ?? 0) + (force - old) / b.weight;
    });
  }
  return cost(variables, positions);
}

describe('separation constraints', () => {
  it('leaves variables alone where nothing is violated', () => {
    const variables = [0, 20, 40].map((desired) => ({ desired, weight: 1 }));
    expect([...solveSeparations(variables, [{ left: 0, right: 1, gap: 10, equal: false }])]).toEqual([0, 20, 40]);
  });

  it('spreads equal wishes around their middle', () => {
    const variables = [0, 0, 0].map((desired) => ({ desired, weight: 1 }));
    const separations = [
      { left: 0, right: 1, gap: 12, equal: false },
      { left: 1, right: 2, gap: 12, equal: false },
    ];
    expect([...solveSeparations(variables, separations)].map((p) => Math.round(p))).toEqual([-12, 0, 12]);
  });

  it('ends when constraints contradict each other', () => {
    const variables = [0, 0].map((desired) => ({ desired, weight: 1 }));
    const separations = [
      { left: 0, right: 1, gap: 10, equal: false },
      { left: 1, right: 0, gap: 10, equal: false },
    ];
    expect([...solveSeparations(variables, separations)].every(Number.isFinite)).toBe(true);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('is as good as a slow exact method (seed %i)', (seed) => {
    const next = random(seed);
    const count = 2 + Math.floor(next() * 9);
    const variables = Array.from({ length: count }, () => ({
      desired: Math.round(next() * 60),
      weight: 1 + Math.floor(next() * 5),
    }));
    const separations = Array.from({ length: Math.floor(next() * 14) }, () => {
      const left = Math.floor(next() * (count - 1));
      const right = left + 1 + Math.floor(next() * (count - 1 - left));
      return { left, right, gap: Math.round(next() * 15), equal: false };
    });
    const positions = solveSeparations(variables, separations);
    for (const { left, right, gap } of separations)
      expect((positions[right] ?? 0) - (positions[left] ?? 0)).toBeGreaterThanOrEqual(gap - 1e-3);
    expect(cost(variables, positions)).toBeCloseTo(slowly(variables, separations), 0);
  });
});
