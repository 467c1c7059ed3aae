import { describe, expect, it } from 'vitest';
import { rounds } from '../long.ts';
import { plantedRows, soundRow } from './confusion.ts';

describe('what is said of flows', () => {
  it('is no error and no warning when they are sound', () => {
    const { found, flows, missed } = soundRow(rounds(300, 5000));
    expect(missed).toEqual([]);
    expect(found).toBe(flows);
  });

  for (const row of plantedRows(rounds(490, 5000))) {
    it(`is the mistake at its place: ${row.name}`, () => {
      expect(row.flows).toBeGreaterThan(rounds(50, 500));
      expect(row.found / row.flows, row.missed.join('\n')).toBeGreaterThanOrEqual(0.99);
    });
  }
});
