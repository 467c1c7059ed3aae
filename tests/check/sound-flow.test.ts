import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { sourceOf } from '../../src/source/source.ts';
import { soundFlow } from './sound-flow.ts';

describe('sound flows', () => {
  it('get no error and no warning', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const text = soundFlow(seed, 4 + (seed % 20));
      const { diagnostics } = compile(sourceOf('sound.flow', text));
      const loud = diagnostics.filter(({ severity }) => severity !== 'info');
      if (loud.length > 0) expect([loud.map(({ code, message }) => `${code}: ${message}`), text]).toEqual([[], text]);
    }
  });

  it('are of many kinds', () => {
    const flows = Array.from({ length: 200 }, (_, seed) => compile(sourceOf('sound.flow', soundFlow(seed))));
    const some = (isSo: (compiled: (typeof flows)[number]) => boolean): number => flows.filter(isSo).length;
    expect(some(({ flow }) => flow.loops.length > 1)).toBeGreaterThan(20);
    expect(some(({ machine }) => machine.loops.some(({ condition }) => condition.kind === 'limit'))).toBeGreaterThan(
      20,
    );
    expect(some(({ machine }) => [...machine.exits.values()].some(({ kind }) => kind === 'all'))).toBeGreaterThan(100);
    expect(some(({ flow }) => flow.lanes.length === 3)).toBeGreaterThan(20);
  });
});
