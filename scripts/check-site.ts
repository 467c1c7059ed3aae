/**
 * Builds the site and looks at it in a browser: every page, wide and narrow.
 *
 *     npm run docs:check -- --built     the site as it was built last
 *     npm run docs:check                with screenshots of a few pages in node_modules/.cache/laneflow/site
 *
 * A link that leads nowhere, an anchor that is not there, a word in the console, a request that leaves the machine or a
 * page that scrolls sideways is printed, and the exit code is 1.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, extname, join, posix } from 'node:path';
import type { Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../tests/render/browser.ts';

/** What a page has: its links as absolute addresses, and what a link can lead to. */
interface Visit {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

// Bundled elsewhere before it runs, so this file's own place is in the arguments.
const root = join(dirname(process.argv[1] ?? ''), '..');
const site = join(root, 'site');
const pictures = join(root, 'node_modules', '.cache', 'laneflow', 'site');
const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
const photographed = ['/', '/tutorial.html', '/rules/unknown-node.html', '/cli.html', '/library.html'];
const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.woff2', 'font/woff2'],
]);

if (noBrowser !== undefined) throw new Error(noBrowser);
const begun = Date.now();
if (!process.argv.includes('--built'))
  execFileSync('npm', ['run', '--silent', 'docs'], { cwd: root, stdio: 'inherit' });
const built = Date.now();
const server = await serve();
const problems = new Set<string>();
const visits = await crawl(originOf(server));
server.close();
judgeLinks(visits);
for (const problem of [...problems].sort()) console.log(problem);
const links = [...visits.values()].reduce((sum, visit) => sum + visit.links.length, 0);
console.log(`${visits.size} pages, ${links} links, ${problems.size} problems; pictures in ${pictures}`);
console.log(`built in ${seconds(built - begun)}, looked at in ${seconds(Date.now() - built)}`);
process.exitCode = problems.size === 0 ? 0 : 1;

function serve(): Promise<Server> {
  const served = createServer(({ url = '/' }, answer) => {
    const path = fileAt(url);
    const type = types.get(extname(path ?? '')) ?? 'text/plain; charset=utf-8';
    answer.writeHead(path === undefined ? 404 : 200, { 'content-type': type });
    answer.end(path === undefined ? 'There is no such page.' : readFileSync(path));
  });
  return new Promise((resolve) => served.listen(0, '127.0.0.1', () => resolve(served)));
}

/** As a plain static server finds it: no page without its `.html`. */
function fileAt(url: string): string | undefined {
  const path = join(site, posix.normalize(decodeURIComponent(new URL(url, 'http://site').pathname)));
  const file = path.endsWith('/') ? join(path, 'index.html') : path;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : undefined;
}

function originOf(served: Server): string {
  const address = served.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

/** From the first page on, each page once; what cannot be reached is not part of the site. */
async function crawl(origin: string): Promise<ReadonlyMap<string, Visit>> {
  mkdirSync(pictures, { recursive: true });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: wide });
  listen(page, origin);
  const visited = new Map<string, Visit>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (visited.has(path)) continue;
    const visit = await look(page, origin, path);
    visited.set(path, visit);
    waiting.push(...visit.links.map(pathOf).filter((link) => isPage(link) && !visited.has(link)));
  }
  await browser.close();
  return visited;
}

function isPage(link: string): boolean {
  return /(?:\/|\.html)$/.test(link) && fileAt(link) !== undefined;
}

function listen(page: Page, origin: string): void {
  const here = (): string => new URL(page.url()).pathname;
  page.on('console', (said) => {
    if (['error', 'warning'].includes(said.type())) problems.add(`${here()}: console says ${said.text()}`);
  });
  page.on('pageerror', (error) => problems.add(`${here()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) {
      problems.add(`${here()}: asks for ${request.url()}`);
    }
  });
}

async function look(page: Page, origin: string, path: string): Promise<Visit> {
  await page.setViewportSize(wide);
  await page.goto(`${origin}${path}`, { waitUntil: 'load' });
  // The scripts have taken over when the switch for light and dark has its words.
  await page.waitForSelector('#app [role=switch][title]', { state: 'attached' });
  await judgeWidth(page, path, 'wide');
  const links = await page.$$eval('a[href]', (all) =>
    all.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')),
  );
  const ids = await page.$$eval('[id]', (all) => all.map((element) => element.id));
  await page.setViewportSize(narrow);
  await judgeWidth(page, path, 'narrow');
  return {
    links: links.filter((link) => link.startsWith(origin)).map((link) => link.slice(origin.length)),
    ids: new Set(ids),
  };
}

async function judgeWidth(page: Page, path: string, name: 'wide' | 'narrow'): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const);
  if (content > window) problems.add(`${path}: ${content} wide in a window of ${window}`);
  if (!photographed.includes(path)) return;
  const file = path === '/' ? 'index' : path.slice(1).replaceAll('/', '-').replace('.html', '');
  await page.screenshot({
    path: join(pictures, `${file}-${name}.png`),
    fullPage: path === '/',
    animations: 'disabled',
  });
}

function judgeLinks(visited: ReadonlyMap<string, Visit>): void {
  for (const [path, visit] of visited) {
    for (const link of visit.links) judgeLink(path, link, visited);
  }
}

function judgeLink(from: string, link: string, visited: ReadonlyMap<string, Visit>): void {
  if (fileAt(link) === undefined) problems.add(`${from}: ${link} is not there`);
  const anchor = decodeURIComponent(link.split('#')[1] ?? '');
  const target = visited.get(pathOf(link));
  if (anchor !== '' && target !== undefined && !target.ids.has(anchor))
    problems.add(`${from}: ${link} has no such place`);
}

function pathOf(link: string): string {
  return link.split(/[?#]/)[0] ?? link;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
