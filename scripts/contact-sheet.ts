// All pictures on one page, to be looked at: the goldens, the examples and the seed document.
// node scripts/run.mjs scripts/contact-sheet.ts [FOLDER]
// Writes index.html, and page-1.png, page-2.png, … where a browser is found.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, draw, sourceOf } from '../src/index.ts';
import { noBrowser, openBrowser } from '../tests/render/browser.ts';

interface Picture {
  readonly name: string;
  readonly svg: string;
}

const perPage = 6;
// Bundled elsewhere before it runs, so this file's own place is in the arguments.
const root = join(dirname(process.argv[1] ?? ''), '..');
const folder = resolve(process.argv[2] ?? join(root, 'node_modules', '.cache', 'laneflow', 'pictures'));

const pages = inPages([seed(), ...svgsIn('examples'), ...svgsIn('tests/render/golden')]);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'index.html'), pageText(pages));
console.log(join(folder, 'index.html'));
if (noBrowser === undefined) await photograph();
else console.log(`no PNG pages: ${noBrowser}`);

function seed(): Picture {
  const text = readFileSync(join(root, 'tests', 'flows', 'seed.txt'), 'utf8');
  return { name: 'seed', svg: draw(compile(sourceOf('seed.flow', text))) };
}

function svgsIn(path: string): readonly Picture[] {
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svg'))
    .sort()
    .map((name) => ({ name: basename(name, '.svg'), svg: readFileSync(join(root, path, name), 'utf8') }));
}

/** Tall pictures take a page's whole height, so they come alone. */
function inPages(pictures: readonly Picture[]): readonly (readonly Picture[])[] {
  const isTall = ({ svg }: Picture): boolean => Number(/height="([\d.]+)"/.exec(svg)?.[1] ?? 0) > 1_500;
  const usual = pictures.filter((picture) => !isTall(picture));
  const count = Math.ceil(usual.length / perPage);
  const together = Array.from({ length: count }, (_, k) => usual.slice(k * perPage, (k + 1) * perPage));
  return [...together, ...pictures.filter(isTall).map((picture) => [picture])];
}

/** Each picture as an image of its own, since ids and style sheets would meet on one page. */
function pageText(sheets: readonly (readonly Picture[])[]): string {
  const style =
    'body{margin:0;font:14px sans-serif;background:#fff}section{padding:12px;display:flex;flex-wrap:wrap;gap:20px}' +
    'figure{margin:0}figcaption{font-weight:bold;margin-bottom:4px}img{max-width:1560px;outline:1px solid #ddd}';
  const figures = (sheet: readonly Picture[]): string => sheet.map(figureText).join('\n');
  const sections = sheets.map((sheet) => `<section>\n${figures(sheet)}\n</section>`).join('\n');
  return `<!doctype html><meta charset="utf-8"><title>laneflow: all pictures</title><style>${style}</style>\n${sections}\n`;
}

function figureText({ name, svg }: Picture): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return `<figure><figcaption>${name}</figcaption><img alt="${name}" src="${source}"></figure>`;
}

async function photograph(): Promise<void> {
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  for (const [index, section] of (await page.locator('section').all()).entries()) {
    const path = join(folder, `page-${index + 1}.png`);
    await section.screenshot({ path });
    console.log(path);
  }
  await browser.close();
}
