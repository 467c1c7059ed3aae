import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

const load = vi.hoisted(() => vi.fn());
vi.mock('yaml', async (importOriginal) => {
  load();
  return await importOriginal<object>();
});

const seedText = readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8');

it('YAML is loaded when a scenario file is read, and not before', async () => {
  const { compile, place, readScenarioFile, simulate, sourceOf } = await import('../../src/index.ts');
  const { flow, machine } = compile(sourceOf('seed.flow', seedText));
  place(flow, { effort: 'fast' });
  simulate(machine);
  expect(load).not.toHaveBeenCalled();
  expect((await readScenarioFile(sourceOf('a.yaml', 'flow: seed.flow'))).value?.flow.text).toBe('seed.flow');
  expect(load).toHaveBeenCalledOnce();
});
