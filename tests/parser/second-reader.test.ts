import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/ast/ast.ts';
import { infoOf } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parser/parse.ts';
import { type Span, sourceOf } from '../../src/source/source.ts';
import { damagedDocuments, looseDocuments, wordSalads } from '../documents.ts';
import { type Bare, readReference } from '../reference-reader.ts';
import { bare } from '../without-places.ts';

/*
 * Two readers that share no code read the same texts: they must see the same tree, or both refuse.
 * What one of them alone gets wrong shows here, with a short text that fast-check has shrunk.
 */

describe('the parser and the reference reader', () => {
  it('see the same tree in every accepted form', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        const tree = readReference(text);
        expect(tree).not.toBe('refused');
        expectSame(parsed(text), tree, text);
      }),
      { seed: 1, numRuns: 6_000 },
    );
  });

  it.each([21, 22])('agree about damaged documents, seed %i', (seed) => {
    fc.assert(fc.property(damagedDocuments, agree), { seed, numRuns: 12_000 });
  });

  it('agree about words in any order', () => {
    fc.assert(fc.property(wordSalads, agree), { seed: 3, numRuns: 20_000 });
  });
});

describe('any text at all', () => {
  it('has a tree and diagnostics with places inside it', () => {
    const texts = fc.oneof(damagedDocuments, wordSalads, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(texts, (text) => {
        const { value, diagnostics } = parse(sourceOf('any.flow', text));
        const outside = spansOf([value, diagnostics]).filter((span) => !isInside(span, text));
        expect(outside).toEqual([]);
      }),
      { seed: 4, numRuns: 4_000 },
    );
  });
});

function agree(text: string): void {
  const [tree, reference] = [parsed(text), readReference(text)];
  if (tree !== 'foreign' && !knowsMore(text, tree, reference)) expectSame(tree, reference, text);
}

/**
 * Where the parser knows more than the definition lists. It reads signs of other languages as ours, and
 * refuses prose that was most likely meant as a header or a loop; the definition names fewer such lines.
 */
function knowsMore(text: string, tree: Tree, reference: Tree): boolean {
  if (reference === 'refused') return tree !== 'refused' && otherSigns.test(text);
  return tree === 'refused' && reference.items.some((item) => item.kind === 'prose' && likeCode.test(item.text));
}

const otherSigns = /=->|-\.{1,3}->|[-=~]{2,}->|[-=~]{3,}>|-->>|=>>|[-=]=>|~>|[–—]>|[⟶⇒➔➜‘’„“”«»`＂]|'''/;
const likeCode = /\{|\bloop[ \t]*\[|^[\p{L}\p{M}\p{N}_-]+[ \t\u00A0]*(?:[#:([<].*)?$/u;

/** Much faster than a matcher, which then words the difference. */
function expectSame(parsed: unknown, reference: unknown, text: string): void {
  if (!isDeepStrictEqual(parsed, reference)) expect({ text, tree: parsed }).toEqual({ text, tree: reference });
}

type Tree = Bare<Document> | 'refused';

/** Texts that begin like another language have no forms of their own. */
function parsed(text: string): Tree | 'foreign' {
  const { value, diagnostics } = parse(sourceOf('any.flow', text));
  if (diagnostics.some(({ code }) => code === 'foreign-language')) return 'foreign';
  const hasNodeOutside = value.items.some((item) => item.kind === 'node');
  return diagnostics.some(isSyntaxError) || hasNodeOutside ? 'refused' : bare(value);
}

function isSyntaxError({ severity, code }: Diagnostic): boolean {
  return severity === 'error' && infoOf(code).tier === 'syntax';
}

/** Every span in a tree of plain data. */
function spansOf(data: unknown): Span[] {
  if (typeof data !== 'object' || data === null) return [];
  const inside = Object.values(data).flatMap(spansOf);
  return 'start' in data && 'end' in data ? [data as Span, ...inside] : inside;
}

function isInside({ start, end }: Span, text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
}
