import { describe, expect, it } from 'vitest';
import { applyFixes, fixAll } from '../../src/diagnostics/apply-fixes.ts';
import { type Diagnostic, type Edit, type Fix, fix, problem } from '../../src/diagnostics/diagnostic.ts';
import { fencedSources } from '../../src/source/fences.ts';
import { type Source, sourceOf } from '../../src/source/source.ts';

describe('applyFixes', () => {
  it('applies the first safe fix of each diagnostic', () => {
    const first = found(fix('b', true, edit(0, 1, 'B')), fix('c', true, edit(0, 1, 'C')));
    const second = found(fix('no', false, edit(2, 3, 'X')), fix('yes', true, edit(2, 3, 'Y')));
    check('a-c', [first, second], { text: 'B-Y', applied: 2 });
  });

  it('applies offered fixes only when asked, and then a safe one first', () => {
    const offered = found(fix('x', false, edit(0, 1, 'X')), fix('z', false, edit(0, 1, 'Z')));
    const both = found(fix('no', false, edit(2, 3, 'X')), fix('yes', true, edit(2, 3, 'Y')));
    check('a-c', [offered, both], { text: 'a-Y', applied: 1 });
    expect(applyFixes('a-c', [offered, both], { unsafe: true })).toEqual({ text: 'X-Y', applied: 2 });
  });

  it('does not mind the order in which diagnostics and edits come', () => {
    const move = found(fix('move', true, edit(4, 5, ''), edit(0, 0, 'e')));
    check('abcde', [found(fix('c', true, edit(2, 3, 'C'))), move], { text: 'eabCd', applied: 2 });
  });

  it('lets edits touch that do not overlap', () => {
    const edits = [edit(1, 3, 'X'), edit(1, 1, '<'), edit(3, 3, '>'), edit(3, 4, 'Y')];
    check('abcd', edits.map(alone), { text: 'a<X>Y', applied: 4 });
  });

  it.each([
    ['the same text', edit(1, 3, 'X'), edit(2, 4, 'Y')],
    ['a piece of it', edit(0, 4, 'X'), edit(1, 2, 'Y')],
    ['all of it and more', edit(1, 2, 'X'), edit(0, 4, 'Y')],
    ['a place inside', edit(1, 3, 'X'), edit(2, 2, 'Y')],
    ['a piece around its place', edit(2, 2, 'X'), edit(1, 3, 'Y')],
    ['the same place', edit(2, 2, 'X'), edit(2, 2, 'Y')],
  ])('lets the second of two fixes wait when it changes %s', (_, first, second) => {
    const text = 'abcd';
    const only = applyFixes(text, [alone(first)], { unsafe: false });
    check(text, [alone(first), alone(second)], only);
  });

  it('applies a fix whole or not at all', () => {
    const both = found(fix('both', true, edit(0, 1, 'A'), edit(2, 3, 'C')));
    check('abc', [alone(edit(2, 3, 'X')), both], { text: 'abX', applied: 1 });
  });

  it.each([
    ['outside the text', [edit(2, 9, 'X')]],
    ['backwards', [edit(2, 1, 'X')]],
    ['across each other', [edit(0, 2, 'X'), edit(1, 3, 'Y')]],
    ['twice in one place', [edit(1, 1, 'X'), edit(1, 1, 'Y')]],
    ['nothing', []],
  ])('leaves out a fix that edits %s', (_, edits) => {
    check('abc', [found(fix('odd', true, ...edits))], { text: 'abc', applied: 0 });
  });

  it('applies very many fixes', () => {
    const text = 'ab'.repeat(100_000);
    const all = Array.from({ length: 100_000 }, (_, index) => alone(edit(2 * index, 2 * index + 1, 'A')));
    check(text, all, { text: 'Ab'.repeat(100_000), applied: 100_000 });
  });
});

describe('fixAll', () => {
  it('repeats until nothing is found', () => {
    const result = fixAll(sourceOf('x', 'aaa'), firstOf('a', 'b'), { unsafe: false });
    expect(result).toEqual({ text: 'bbb', applied: 3, passes: 3 });
  });

  it('stops after ten passes', () => {
    const result = fixAll(sourceOf('x', 'a'), firstOf('a', 'ba'), { unsafe: false });
    expect(result).toEqual({ text: `${'b'.repeat(10)}a`, applied: 10, passes: 10 });
  });

  it('stops when a fix changes nothing', () => {
    expect(fixAll(sourceOf('x', 'a'), firstOf('a', 'a'), { unsafe: false })).toEqual({
      text: 'a',
      applied: 0,
      passes: 0,
    });
  });

  it('stops before a pass that would bring more errors', () => {
    const compile = (source: Source): Diagnostic[] => [
      ...firstOf('a', 'b')(source),
      ...(source.text === 'bbaa' ? [problem('no-lanes', { start: 0, end: 0 }, 'An error.')] : []),
    ];
    expect(fixAll(sourceOf('x', 'aaaa'), compile, { unsafe: false })).toEqual({ text: 'baaa', applied: 1, passes: 1 });
  });

  it('changes one flow of a Markdown file and reads the file anew', () => {
    const text = 'aaa\n> ```flow\n> ab\n> ```\naaa\n```flow\na\n```\naaa\n';
    const source = fencedSources('guide.md', text)[0];
    expect(source).toBeDefined();
    if (source === undefined) return;
    const result = fixAll(source, firstOf('a', `b\n${source.margin}b`), { unsafe: false });
    expect(result.text).toBe('aaa\n> ```flow\n> b\n> bb\n> ```\naaa\n```flow\na\n```\naaa\n');
  });
});

function check(text: string, diagnostics: readonly Diagnostic[], expected: { text: string; applied: number }): void {
  expect(applyFixes(text, diagnostics, { unsafe: false })).toEqual(expected);
}

/** A compiler that finds the first `word` of its flow and would rather read something else. */
function firstOf(word: string, instead: string): (source: Source) => Diagnostic[] {
  return ({ text, part }) => {
    const start = text.slice(0, part.end).indexOf(word, part.start);
    return start < 0 ? [] : [alone(edit(start, start + word.length, instead))];
  };
}

function alone(only: Edit): Diagnostic {
  return found(fix('fix', true, only));
}

function found(...fixes: readonly Fix[]): Diagnostic {
  return problem('arrow-variant', { start: 0, end: 0 }, 'An edge is written with an arrow.', { fixes });
}

function edit(start: number, end: number, text: string): Edit {
  return { span: { start, end }, text };
}
