import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { format } from '../../src/format/format.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceOf } from '../../src/source/source.ts';
import { canonicalDocuments, damagedDocuments, looseDocuments } from '../documents.ts';
import { mistakes } from '../mistakes/mistakes.ts';
import { bare } from '../without-places.ts';

const root = join(import.meta.dirname, '../..');

describe('formatting', () => {
  it('leaves canonical text as it is', () => {
    fc.assert(
      fc.property(canonicalDocuments, (text) => {
        expect(formatted(text)).toBe(text);
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  it('keeps the tree, and twice is once', () => {
    fc.assert(fc.property(looseDocuments, keepsTheTree), { seed: 2, numRuns: 10_000 });
  });

  it('keeps the tree of what accidents left readable', () => {
    fc.assert(fc.property(damagedDocuments, keepsTheTree), { seed: 3, numRuns: 7_000 });
  });

  it('keeps the tree of the seed document', () => {
    const seed = readFileSync(join(import.meta.dirname, '../flows/seed.txt'), 'utf8');
    expect(read(seed).isReadable).toBe(true);
    keepsTheTree(seed);
    expect(formatted(seed)).toContain('\n}\nAPI key rotation workflow with');
  });

  it('keeps the tree of examples, and of planted mistakes that can be read', () => {
    const examples = globSync('examples/*.flow', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
    const texts = mistakes.map(({ planted }) => planted.text);
    const readable = [...examples, ...texts].filter((text) => read(text).isReadable);
    expect(readable.length).toBeGreaterThan(60);
    for (const text of readable) keepsTheTree(text);
  });

  it('writes only the line end that the text uses first', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        const first = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
        const written = new Set(formatted(text).match(/\r\n|\r|\n/g));
        expect([...written]).toEqual([first]);
      }),
      { seed: 4, numRuns: 1_000 },
    );
  });
});

interface Read {
  readonly tree: unknown;
  readonly formatted: string;
  /** Without errors, and without nodes outside lanes, which are reported when names are looked up. */
  readonly isReadable: boolean;
}

function read(text: string): Read {
  const source = sourceOf('any.flow', text);
  const { value, diagnostics } = parse(source);
  const isReadable = !hasErrors(diagnostics) && value.items.every((item) => item.kind !== 'node');
  return { tree: bare(value), formatted: format(value, source), isReadable };
}

function keepsTheTree(text: string): void {
  const before = read(text);
  if (!before.isReadable) return;
  const after = read(before.formatted);
  expect(after.formatted).toBe(before.formatted);
  if (isDeepStrictEqual(after.tree, before.tree)) return;
  expect({ text, tree: after.tree }).toEqual({ text, tree: before.tree });
}

function formatted(text: string): string {
  return read(text).formatted;
}
