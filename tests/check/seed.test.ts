import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Compiled, compile } from '../../src/compile.ts';
import { type Code, infoOf } from '../../src/diagnostics/codes.ts';
import { sourceOf } from '../../src/source/source.ts';

/* Flows as found, and our own examples, get no false alarm from rules over the flow. */

const root = join(import.meta.dirname, '../..');

function strictly(path: string): Compiled {
  const source = sourceOf(path, readFileSync(join(root, path), 'utf8'));
  return compile(source, { loudness: { profile: 'strict', rules: {} } });
}

function isOfTier(code: Code, ...tiers: readonly string[]): boolean {
  return tiers.includes(infoOf(code).tier);
}

describe('the seed document', () => {
  const { diagnostics } = strictly('tests/flows/seed.txt');

  it('has no errors, even where warnings are errors', () => {
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('is told what its loop does not list, and nothing else about structure, decisions, loops and style', () => {
    const told = diagnostics.filter(({ code }) => isOfTier(code, 'structure', 'decision', 'loop', 'style'));
    expect(told.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'loop-misses-member: The cycle also runs through User.n4.',
    ]);
  });
});

describe.each(readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.flow')))('examples/%s', (name) => {
  it('is fine where warnings are errors', () => {
    const { diagnostics } = strictly(`examples/${name}`);
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
