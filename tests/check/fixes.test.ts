import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { fixAll } from '../../src/diagnostics/apply-fixes.ts';
import type { Code } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { format } from '../../src/format/format.ts';
import { type Source, sourceOf } from '../../src/source/source.ts';
import { flows } from '../interpreter/random-flow.ts';
import { soundFlow } from './sound-flow.ts';
import { writeFlow } from './write-flow.ts';

/** Rules over the flow that offer a fix. */
const repairable: readonly Code[] = [
  'no-start-circle',
  'no-end-circle',
  'implicit-end',
  'single-outcome',
  'choice-on-task',
  'loop-without-cycle',
  'loop-misses-member',
  'loop-extra-member',
  'undeclared-cycle',
];

const texts = [
  ...fc.sample(flows(9), { seed: 7, numRuns: 300 }).map(writeFlow),
  ...Array.from({ length: 50 }, (_, seed) => withoutSomeEnds(soundFlow(seed, 20))),
];
const diagnosed = new Map(texts.map((text) => [text, diagnose(text)]));

/** A sound flow in which ways that were given up lead nowhere. */
function withoutSomeEnds(text: string): string {
  const ends = [...text.matchAll(/(n\d+): circle label:"Ended early/g)].map(([, id]) => id);
  const isEnd = (line: string): boolean => ends.some((id) => new RegExp(`^  ${id}: |[ .]${id}( |$)`).test(line));
  return text
    .split('\n')
    .filter((line) => line.includes('loop [') || !isEnd(line))
    .join('\n');
}

function diagnose(text: string): readonly Diagnostic[] {
  return compile(sourceOf('made.flow', text), { explore: false }).diagnostics;
}

/** Findings of the code that offer a fix. */
function offered(text: string, code: Code): readonly Diagnostic[] {
  const found = diagnosed.get(text) ?? diagnose(text);
  return found.filter((diagnostic) => diagnostic.code === code && diagnostic.fixes.length > 0);
}

function repair(text: string, code: Code): string {
  const find = (source: Source): readonly Diagnostic[] => offered(source.text, code);
  return fixAll(sourceOf('made.flow', text), find, { unsafe: true }).text;
}

describe.each(repairable)('the fix of %s', (code) => {
  const cases = texts.filter((text) => offered(text, code).length > 0);
  const repaired = cases.map((text) => [text, repair(text, code)] as const);

  it('is offered in many flows', () => expect(cases.length).toBeGreaterThan(5));

  it('leaves no finding of its kind that it could repair', () => {
    const left = repaired.filter(([, text]) => offered(text, code).length > 0);
    expect(left.map(([text, now]) => `${text}\n${now}`)).toEqual([]);
  });

  it('brings no error', () => {
    const errors = (text: string): number => diagnose(text).filter(({ severity }) => severity === 'error').length;
    const worse = repaired.filter(([before, after]) => errors(after) > errors(before));
    expect(worse.map(([, after]) => after)).toEqual([]);
  });

  it('writes the canonical form', () => {
    const others = repaired.filter(([, text]) => {
      const source = sourceOf('made.flow', text);
      return format(compile(source).document, source) !== text;
    });
    expect(others.map(([, text]) => text)).toEqual([]);
  });
});
