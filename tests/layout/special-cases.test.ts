import { describe, expect, it, vi } from 'vitest';
import { compile } from '../../src/compile.ts';
import { placeCompiled } from '../../src/draw.ts';
import { type Direction, directions } from '../../src/layout/layout.ts';
import { render } from '../../src/render/render.ts';
import { sourceOf } from '../../src/source/source.ts';
import { brokenRules } from './rules.ts';
import { alsoDown, specialCases } from './special-cases.ts';

vi.setConfig({ testTimeout: 300_000 });

const cases = directions.flatMap((direction) =>
  Object.entries(specialCases).map(([name, text]) => [name, direction, text] as const),
);

describe('special cases', () => {
  it.each(cases)('%s, drawn %s, keeps every hard rule and looks as it did', async (name, direction, text) => {
    const compiled = compile(sourceOf(`${name}.flow`, text));
    const layout = placeCompiled(compiled, { direction });
    expect(brokenRules(compiled.flow, layout)).toEqual([]);
    const golden = goldenOf(name, direction);
    if (golden !== undefined) await expect(render(layout)).toMatchFileSnapshot(golden);
  });
});

function goldenOf(name: string, direction: Direction): string | undefined {
  if (direction === 'right') return `../render/golden/cases/${name}.svg`;
  return alsoDown.includes(name) ? `../render/golden/cases/${name}.down.svg` : undefined;
}
