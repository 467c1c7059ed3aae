/** The sidebar: pages in reading order as far as they exist, then those that nobody gave a place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { allCodes, infoOf, type Tier, tiers } from '../../src/index.ts';

type Item = DefaultTheme.SidebarItem;

/** Groups of pages; a name ending in `*` stands for all that begin so. */
const chapters: readonly (readonly [text: string, pages: readonly string[]])[] = [
  ['Write', ['tutorial', 'language', 'semantics']],
  ['Run', ['stepping', 'scenarios', 'chance']],
  ['Work together', ['ci', 'git', 'agents', 'editors', 'coming-from*']],
  ['Look up', ['cli', 'library', 'config*', 'faq']],
];

export function sidebarOf(docs: string): Item[] {
  const pages = pagesIn(docs).filter((page) => page !== 'index' && page !== 'README');
  const placed = chapters.map(([text, names]) => ({ text, names: names.flatMap((name) => matching(name, pages)) }));
  const rest = pages.filter((page) => !placed.some(({ names }) => names.includes(page)));
  const groups = [...placed, { text: 'More', names: rest }].filter(({ names }) => names.length > 0);
  return [
    ...groups.map(({ text, names }) => ({ text, items: names.map((name) => itemOf(docs, name)) })),
    { text: 'Findings', collapsed: true, items: tiers.map((tier) => tierOf(docs, tier)) },
    { text: 'Decisions', collapsed: true, items: itemsIn(docs, 'decisions') },
  ];
}

function pagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files.map((file) => file.slice(0, -'.md'.length)).sort();
}

function matching(name: string, pages: readonly string[]): readonly string[] {
  const start = name.replace(/\*$/, '');
  return pages.filter((page) => (start === name ? page === name : page.startsWith(start)));
}

/** Rules are many, so they stand by tier. */
function tierOf(docs: string, tier: Tier): Item {
  const codes = allCodes().filter((code) => infoOf(code).tier === tier);
  const text = `${tier.slice(0, 1).toUpperCase()}${tier.slice(1)}`;
  return { text, collapsed: true, items: [...codes].sort().map((code) => itemOf(docs, `rules/${code}`)) };
}

function itemsIn(docs: string, folder: string): Item[] {
  return pagesIn(join(docs, folder)).map((page) => itemOf(docs, `${folder}/${page}`));
}

/** Named as the page names itself. */
function itemOf(docs: string, page: string): Item {
  const [, title = page] = /^# (.*)$/m.exec(readFileSync(join(docs, `${page}.md`), 'utf8')) ?? [];
  return { text: title.replaceAll('`', ''), link: `/${page}` };
}
