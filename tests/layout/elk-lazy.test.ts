import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { elkHere } from '../../src/layout/elk-here.ts';
import { placeWithElk } from '../../src/layout/place-with-elk.ts';
import { flowOf, randomFlow } from './make-flow.ts';

const load = vi.hoisted(() => vi.fn());
vi.mock('elkjs/lib/elk.bundled.js', async (importOriginal) => {
  load();
  return await importOriginal<object>();
});

const seedText = readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8');

it('ELK is loaded when it is asked, and not before', async () => {
  const { place } = await import('../../src/index.ts');
  place(flowOf(seedText));
  await placeWithElk(flowOf(seedText));
  await placeWithElk(flowOf(randomFlow(1, { nodes: 60, lanes: 4 })), { layout: 'lanes', effort: 'fast' });
  expect(load).not.toHaveBeenCalled();
  expect((await elkHere({ options: {}, nodes: [{ width: 10, height: 10 }], edges: [] }))?.nodes).toHaveLength(1);
  expect(load).toHaveBeenCalledOnce();
});
