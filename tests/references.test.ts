import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cliReference } from '../scripts/cli-reference.ts';
import { libraryReference } from '../scripts/library-reference.ts';

/* Pages that are made from the code are as the code makes them; `npm run docs:references` writes them anew. */

const root = join(import.meta.dirname, '..');
const snippets = join(root, 'docs', 'snippets');
const remedy = 'npm run docs:references writes the page anew';

describe('docs/cli.md', () => {
  it('says what the command tree says', () => expect(cliReference(), remedy).toBe(pageNamed('cli')));
});

describe('docs/library.md', () => {
  it('says what the exports of src/index.ts say', () =>
    expect(libraryReference(root), remedy).toBe(pageNamed('library')));
});

describe('snippets', () => {
  afterEach(() => vi.restoreAllMocks());

  for (const file of readdirSync(snippets)) {
    it(`${file} prints what its comments say`, async () => {
      const printed: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')));
      await import(join(snippets, file));
      const text = readFileSync(join(snippets, file), 'utf8');
      const promised = [...text.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
      expect(printed.join('\n')).toBe(promised.join('\n'));
      expect(promised.length).toBeGreaterThan(0);
    });
  }
});

function pageNamed(name: string): string {
  return readFileSync(join(root, 'docs', `${name}.md`), 'utf8');
}
