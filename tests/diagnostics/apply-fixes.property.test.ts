import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFixes, fixAll } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { characterProblems } from '../../src/diagnostics/input.ts';
import type { Flow } from '../../src/graph/graph.ts';
import { resolve } from '../../src/graph/resolve.ts';
import { parse } from '../../src/parser/parse.ts';
import { type Source, sourceOf } from '../../src/source/source.ts';
import { damagedDocuments, looseDocuments } from '../documents.ts';
import { bare } from '../without-places.ts';

describe('safe fixes', () => {
  it('keep the flow, and fixing twice is fixing once', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        const fixed = fix(text, false);
        expectSameFlow(fixed, text);
        expect(fix(fixed, false)).toBe(fixed);
      }),
      { seed: 1, numRuns: 2_500 },
    );
  });

  it('keep the flow one by one', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        for (const diagnostic of oneOfEach(diagnosticsOf(text))) {
          expectSameFlow(applyFixes(text, [diagnostic], { unsafe: false }).text, text);
        }
      }),
      { seed: 2, numRuns: 1_000 },
    );
  });
});

describe('fixes of damaged documents', () => {
  it('never leave more errors than there were', () => {
    const options = fc.constantFrom(true, false);
    fc.assert(
      fc.property(damagedDocuments, options, (text, unsafe) => {
        expect(errorsIn(fix(text, unsafe))).toBeLessThanOrEqual(errorsIn(text));
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });
});

/**
 * The first of each code. A statement moves to the end of its lane, behind those that are on their way
 * there; so moves are safe in order, and only the first of them alone.
 */
function oneOfEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const kind = movers.includes(diagnostic.code) ? 'move' : diagnostic.code;
    if (!first.has(kind)) first.set(kind, diagnostic);
  }
  return [...first.values()];
}

const movers: readonly string[] = ['statement-outside-lane', 'edge-in-foreign-lane'];

function fix(text: string, unsafe: boolean): string {
  return fixAll(sourceOf('any.flow', text), (source) => compile(source).diagnostics, { unsafe }).text;
}

function expectSameFlow(fixed: string, text: string): void {
  const [before, after] = [bare(flowOf(text)), bare(flowOf(fixed))];
  if (!isDeepStrictEqual(after, before)) expect({ text, fixed, flow: after }).toEqual({ text, fixed, flow: before });
}

function flowOf(text: string): Flow {
  return compile(sourceOf('any.flow', text)).flow;
}

function diagnosticsOf(text: string): readonly Diagnostic[] {
  return compile(sourceOf('any.flow', text)).diagnostics;
}

function errorsIn(text: string): number {
  return diagnosticsOf(text).filter(({ severity }) => severity === 'error').length;
}

/** The stages that offer fixes, by position as the pipeline sorts them. */
function compile(source: Source): { readonly flow: Flow; readonly diagnostics: readonly Diagnostic[] } {
  const document = parse(source);
  const flow = resolve(document.value, source);
  const found = [...characterProblems(source), ...document.diagnostics, ...flow.diagnostics];
  return { flow: flow.value, diagnostics: found.sort((a, b) => a.span.start - b.span.start) };
}
