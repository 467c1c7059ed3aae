import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, draw, simulate, sourceOf } from '../src/index.ts';

const folder = join(import.meta.dirname, '..', 'examples');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.flow'))) {
  describe(`examples/${file}`, () => {
    const compiled = compile(sourceOf(file, readFileSync(join(folder, file), 'utf8')));

    it('has nothing to report', () => expect(compiled.diagnostics).toEqual([]));

    it('runs to an end under every policy', () => {
      for (const policy of ['happy', 'first', 'random', 'worst', 'cover'] as const) {
        expect(simulate(compiled.machine, { policy }).status.kind).toBe('completed');
      }
    });

    it('has a fresh drawing beside it', () => {
      const drawing = readFileSync(join(folder, `${basename(file, '.flow')}.svg`), 'utf8');
      expect(draw(compiled) === drawing, `run: laneflow render examples/${file}`).toBe(true);
    });
  });
}
