import { describe, expect, it } from 'vitest';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { mostImportant } from '../../src/report/findings.ts';
import { sourceOf } from '../../src/source/source.ts';

const source = sourceOf('a.flow', 'A {\n}\n');
const at = (start: number) => ({ start, end: start });
const info = problem('no-end-circle', at(0), 'an info');
const warning = problem('empty-lane', at(1), 'a warning');
const error = problem('unknown-node', at(2), 'an error');

describe('the most important findings', () => {
  it('are all of them when they fit', () => {
    const findings = [{ source, diagnostics: [info, warning, error] }];
    expect(mostImportant(findings, 3)).toEqual({ shown: findings, left: 0 });
  });

  it('are errors before warnings before infos, in the order they had', () => {
    const findings = [
      { source, diagnostics: [info, warning] },
      { source, diagnostics: [error] },
    ];
    const { shown, left } = mostImportant(findings, 2);
    expect(shown.map(({ diagnostics }) => diagnostics)).toEqual([[warning], [error]]);
    expect(left).toBe(1);
  });
});
