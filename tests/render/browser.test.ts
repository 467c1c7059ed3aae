import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SVG } from '@svgdotjs/svg.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolve } from '../../src/graph/resolve.ts';
import type { Layout, Rect } from '../../src/layout/layout.ts';
import { place } from '../../src/layout/place.ts';
import { textWidth } from '../../src/layout/text-size.ts';
import { parse } from '../../src/parser/parse.ts';
import { type draw, render } from '../../src/render/render.ts';
import { palettes } from '../../src/render/theme.ts';
import { sourceOf } from '../../src/source/source.ts';
import { bundleForBrowser } from '../bundle.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { box, gallery, rect, textIn } from './fixtures.ts';

const root = join(import.meta.dirname, '../..');
const layouts: Readonly<Record<string, Layout>> = {
  gallery,
  hebrew: {
    ...gallery,
    boxes: [box('n1', 'rectangle', rect(100, 100, 140, 48), 'קוד (2) תקין?')],
    title: textIn(rect(16, 12, 300, 28), 'שלום!', { fontSize: 16, weight: 'bold' }),
    routes: [],
    loops: [],
  },
  seed: layoutOf('tests/flows/seed.txt'),
};
const usualFonts = ['Liberation Sans', 'DejaVu Sans'] as const;

function layoutOf(file: string): Layout {
  const source = sourceOf(file, readFileSync(join(root, file), 'utf8'));
  return place(resolve(parse(source).value, source).value);
}

const bundle = () => bundleForBrowser(join(import.meta.dirname, 'in-browser.ts'));

it('is bundled for a browser without Node', async () => {
  const { code, warnings } = await bundle();
  expect(warnings).toEqual([]);
  expect(code).not.toMatch(/require\("|from "node:|process\.env/);
});

describe.skipIf(noBrowser !== undefined)(`in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function show(svg: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ colorScheme });
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    return page;
  }

  for (const font of usualFonts) {
    for (const [name, layout] of Object.entries(layouts)) {
      it(`keeps all text inside: ${name} in ${font}`, async () => {
        const page = await show(inFont(render(layout), font));
        const found = await page.evaluate(measureTexts);
        await page.close();
        expect(found.length).toBeGreaterThan(layout.boxes.length);
        for (const { text, box, within, name: place, isWithinOutline } of found) {
          expect(isInside(box, within), `${text} in ${place}: ${JSON.stringify([box, within])}`).toBe(true);
          expect(isWithinOutline, `${text} in the outline of ${place}`).toBe(true);
        }
      });
    }

    it(`measures no text narrower than it is in ${font}`, async () => {
      const page = await show('');
      const texts = sampleTexts();
      for (const weight of ['normal', 'bold'] as const) {
        const widths = await page.evaluate(measureOnCanvas, [`${weight} 100px "${font}"`, texts] as const);
        texts.forEach((text, index) => {
          expect(widths[index], `${text} ${weight}`).toBeLessThanOrEqual(textWidth(text, 100, weight));
        });
      }
      await page.close();
    });
  }

  it('has both fonts, or the tests above would say little', async () => {
    const page = await show('');
    const [first, second, other] = await Promise.all(
      [...usualFonts, 'monospace'].map((font) =>
        page.evaluate(measureOnCanvas, [`100px "${font}"`, ['illi']] as const),
      ),
    );
    await page.close();
    expect(new Set([first?.[0], second?.[0], other?.[0]]).size).toBe(3);
  });

  it('follows the viewer into the dark, and stays light where asked to', async () => {
    const cases = [
      { theme: 'auto', scheme: 'light', palette: palettes.light },
      { theme: 'auto', scheme: 'dark', palette: palettes.dark },
      { theme: 'light', scheme: 'dark', palette: palettes.light },
      { theme: 'dark', scheme: 'light', palette: palettes.dark },
    ] as const;
    for (const { theme, scheme, palette } of cases) {
      const page = await show(render(gallery, { theme }), scheme);
      const colors = await page.evaluate(paintedColors);
      await page.close();
      expect(colors, `${theme} ${scheme}`).toEqual({
        paper: palette.paper,
        task: palette.task,
        line: palette.line,
        text: palette.text,
      });
    }
  });

  it('has its arrows touch what they point at', async () => {
    const page = await show(render(gallery));
    const ends = gallery.routes.map((route) => ({ to: route.to, tip: route.points.at(-1) ?? { x: 0, y: 0 } }));
    const touching = await page.evaluate(tipsOnOutline, ends);
    await page.close();
    expect(touching).toEqual(ends.map(() => true));
  });

  it('renders the same bytes as Node', async () => {
    const page = await show('');
    const script = (await bundle()).code;
    await page.addScriptTag({ content: script });
    const inBrowser = await page.evaluate((layout) => window.laneflow.render(layout), gallery);
    await page.close();
    expect(inBrowser).toBe(render(gallery));
  });

  it('draws the same over the real DOM', async () => {
    const page = await show('');
    const script = (await bundle()).code;
    await page.addScriptTag({ content: script });
    const [drawn, rendered] = await page.evaluate(drawBothWays, gallery);
    await page.close();
    expect(drawn).toEqual(rendered);
    expect(drawn?.length).toBeGreaterThan(100);
  });
});

interface LaneflowScript {
  readonly render: typeof render;
  readonly draw: typeof draw;
  readonly SVG: typeof SVG;
}

declare global {
  interface Window {
    readonly laneflow: LaneflowScript;
  }
}

function inFont(svg: string, font: string): string {
  return svg.replace(/font-family="[^"]*"/, `font-family="${font}"`);
}

function isInside(box: Rect, within: Rect): boolean {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  return (
    box.x >= within.x && box.y >= within.y && right <= within.x + within.width && bottom <= within.y + within.height
  );
}

/** Letters alone and in words, so that no width is right by chance. */
function sampleTexts(): readonly string[] {
  const alphabets = [
    [0x21, 0x7e],
    [0xa1, 0x17f],
    [0x391, 0x3c9],
    [0x410, 0x44f],
  ] as const;
  const letters = alphabets.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  );
  const words = ['Navigate to security settings', 'illicit lilliputian', 'WWWW MMMM', 'AVATAR Typ', 'Größenänderung'];
  return [
    ...letters.filter((letter) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter)),
    ...words,
    'Проверить код',
    'naïve – 3 × “4”…',
  ];
}

// What follows runs in the page.

interface Measured {
  readonly name: string;
  readonly text: string;
  readonly box: Rect;
  readonly within: Rect;
  /** Both ends of each line lie in the round or slanted outline too. */
  readonly isWithinOutline: boolean;
}

/** Every text with the room it was given. */
function measureTexts(): Measured[] {
  const plain = ({ x, y, width, height }: DOMRect): Rect => ({ x, y, width, height });
  const onScreen = (element: Element): Rect => plain(element.getBoundingClientRect());
  const lineEnds = (text: Element): DOMPoint[] => {
    const lines = text.childElementCount === 0 ? [text] : [...text.children];
    return lines.flatMap((line) => {
      if (!(line instanceof SVGTextContentElement)) return [];
      const ends = [line.getStartPositionOfChar(0), line.getEndPositionOfChar(line.getNumberOfChars() - 1)];
      return ends.flatMap(({ x, y }) => [new DOMPoint(x, y), new DOMPoint(x, y - 8)]);
    });
  };
  return [...document.querySelectorAll('svg text')].map((text) => {
    const group = text.closest('[data-node],[data-edge],[data-lane],[data-loop],[data-badge]');
    const lane = group?.querySelector('.lf-header') ?? null;
    const ground = lane ?? (group?.hasAttribute('data-edge') ? group.querySelector('rect') : undefined);
    const tab = text.classList.contains('lf-tab-text') ? text.parentElement?.querySelector('rect') : undefined;
    const room = ground ?? tab ?? group?.querySelector('rect,circle,path') ?? document.querySelector('svg');
    if (room === null) throw new Error('A text stands nowhere.');
    const name = group?.id ?? 'page';
    const isWithinOutline =
      !(room instanceof SVGGeometryElement) || lane !== null || lineEnds(text).every((end) => room.isPointInFill(end));
    return { name, text: text.textContent ?? '', box: onScreen(text), within: onScreen(room), isWithinOutline };
  });
}

function measureOnCanvas([font, texts]: readonly [string, readonly string[]]): number[] {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('The browser has no canvas.');
  context.font = font;
  return texts.map((text) => context.measureText(text).width);
}

function paintedColors(): Record<string, string> {
  const hex = (color: string): string =>
    `#${(color.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  const style = (selector: string): CSSStyleDeclaration => {
    const element = document.querySelector(selector);
    if (element === null) throw new Error(`There is no ${selector}.`);
    return getComputedStyle(element);
  };
  return {
    paper: hex(style('.lf-paper').fill),
    task: hex(style('.lf-task').fill),
    line: hex(style('.lf-line').stroke),
    text: hex(style('.lf-text').fill),
  };
}

function tipsOnOutline(ends: readonly { to: string; tip: { x: number; y: number } }[]): boolean[] {
  return ends.map(({ to, tip }) => {
    const outline = document.querySelector(`[data-node="${to}"] :is(rect,circle,path)`);
    if (!(outline instanceof SVGGeometryElement)) throw new Error(`${to} has no outline.`);
    return outline.isPointInStroke(new DOMPoint(tip.x, tip.y));
  });
}

/** Tag, attributes and text of every element, drawn into the page and read from the text of a drawing. */
function drawBothWays(layout: Layout): readonly (readonly string[])[] {
  const { SVG, draw, render } = window.laneflow;
  const list = (svg: Element): string[] =>
    [svg, ...svg.querySelectorAll('*')].map((element) => {
      const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
      const text = element.childElementCount === 0 ? element.textContent : '';
      return `${element.tagName} ${attributes.join(' ')} ${text}`;
    });
  const drawn = SVG().addTo(document.body);
  draw(drawn, layout);
  const parsed = new DOMParser().parseFromString(render(layout), 'image/svg+xml').documentElement;
  return [list(drawn.node), list(parsed)];
}
