import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, removeFolders } from './cli/harness.ts';
import { play } from './console-blocks.ts';

removeFolders();

const file = join(import.meta.dirname, '..', 'README.md');
const readme = readFileSync(file, 'utf8');

it('README shows what its commands print', async () => {
  await expect(play(readme, folderWith({})).page).toMatchFileSnapshot(file);
});

it('README fits on two screens', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(155);
});
