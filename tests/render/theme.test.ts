import { describe, expect, it } from 'vitest';
import type { Highlight } from '../../src/render/highlight.ts';
import { render } from '../../src/render/render.ts';
import {
  fillOf,
  highlightGrounds,
  type PaintName,
  type Palette,
  palettes,
  styleSheet,
  textGrounds,
  themes,
} from '../../src/render/theme.ts';
import { gallery } from './fixtures.ts';
import { elementsNamed, readXml } from './xml.ts';

describe('colors', () => {
  for (const [name, palette] of Object.entries(palettes)) {
    it(`let every text be read: at least 4.5 to 1, ${name}`, () => {
      for (const [text, ground] of [...textGrounds, ...highlightGrounds]) {
        expect(contrast(text, ground, palette), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    });

    it(`let every line be seen: at least 3 to 1, ${name}`, () => {
      const lines = ['line', 'task-line', 'decision-line', 'start-line', 'end-line', 'loop-line'] as const;
      for (const line of lines) {
        for (const ground of ['lane-even', 'lane-odd', 'loop'] as const) {
          expect(ratio(palette[line], palette[ground]), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
        }
      }
    });

    it(`let every line of a highlight be seen, faded ones too: at least 3 to 1, ${name}`, () => {
      for (const mark of ['path', 'faded', 'now', 'hit', 'miss'] as const) {
        for (const ground of ['lane-even', 'lane-odd', 'loop', 'paper', `${mark}-box`] as const) {
          const line = `${mark}-line` as const;
          expect(ratio(palette[line], palette[ground]), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
        }
      }
    });

    it(`let the path stand out from what has faded: at least 1.8 to 1, ${name}`, () => {
      expect(ratio(palette['path-line'], palette['faded-line'])).toBeGreaterThanOrEqual(1.8);
    });
  }

  it('were compared for every text that is drawn', () => {
    const texts = elementsNamed(readXml(render(gallery)), 'text').map((text) => text.attributes.get('class'));
    expect(new Set(texts)).toEqual(new Set(textGrounds.map(([text]) => `lf-${text}`)));
    const painted = elementsNamed(readXml(render(gallery, { highlight: faint })), 'text');
    const compared = new Set([...textGrounds, ...highlightGrounds].map(([text]) => `lf-${text}`));
    for (const { attributes } of painted) expect(compared).toContain(attributes.get('class'));
  });
});

describe('style sheets', () => {
  it('follow the viewer only in the theme auto', () => {
    expect(themes.filter((theme) => styleSheet(theme).includes('prefers-color-scheme'))).toEqual(['auto']);
  });

  it('know colors of highlights only where there is one', () => {
    expect(styleSheet('auto')).not.toMatch(/path-line|miss-|badge/);
    expect(styleSheet('auto', true)).toContain('--lf-path-line:');
  });

  it('give every class of a drawing a rule, and every variable a value', () => {
    const cases = themes.flatMap((theme) => [{ theme }, { theme, highlight: faint }]);
    for (const options of cases) {
      const sheet = styleSheet(options.theme, 'highlight' in options);
      const root = readXml(render(gallery, options));
      const classes = ['rect', 'circle', 'path', 'text'].flatMap((name) => elementsNamed(root, name));
      for (const { attributes } of classes) expect(sheet).toContain(`.${attributes.get('class')}{`);
      for (const [, variable] of sheet.matchAll(/var\((--lf-[\w-]+)\)/g)) expect(sheet).toContain(`${variable}:#`);
    }
  });
});

/** Everything is faded, but for a token and a count. */
const faint: Highlight = {
  look: 'trace',
  caption: 'A run',
  nodes: new Map([['fair', { count: 2, steps: [1, 2], isNow: true, isUnreachable: false }]]),
  edges: new Map(),
  loops: new Map(),
};

function contrast(text: PaintName, ground: PaintName, palette: Palette): number {
  return ratio(fillOf(text, palette), fillOf(ground, palette));
}

/** Contrast as WCAG 2.2 defines it. */
function ratio(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
