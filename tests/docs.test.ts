import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sheets } from '../scripts/agents.ts';
import { nodeAttributes, shapes, sides } from '../src/ast/words.ts';
import { compile, sourceOf } from '../src/index.ts';
import { folderWith, removeFolders, shell } from './cli/harness.ts';
import { type Fence, fencesIn, picturesIn, play } from './console-blocks.ts';

/*
 * The manual is true: its flows compile, its commands print what it shows, its pictures are drawn by them, its links
 * lead somewhere. How a page is played stands in console-blocks.ts.
 *
 *   ```flow findings=chained-edge,shape-alias      what this flow is told, info aside; nothing where nothing is said
 */

removeFolders();

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const pages = ['README.md', ...markdownIn(docs).map((name) => join('docs', name))];
// Pages of rules are run by rule-pages.test.ts, in their own way; index.md is the front of the site.
const manual = markdownIn(docs).filter((name) => !/^(rules|decisions)\/|^index\.md$/.test(name));

describe.each(manual)('docs/%s', (name) => {
  const page = readFileSync(join(docs, name), 'utf8');
  const fences = fencesIn(page);

  it.each(fences.filter(({ kind }) => kind === 'flow'))('has a flow at line $line that is told what it says', (fence) =>
    expect(codesOf(fence)).toEqual(fence.settings.get('findings')?.split(',') ?? []),
  );

  const isPlayed = fences.some(({ kind }) => kind === 'console');
  it.runIf(isPlayed)('shows what its commands print and draw', async () => {
    const now = play(page, folderWith({}));
    await expect(now.page).toMatchFileSnapshot(join(docs, name));
    for (const [picture, drawn] of now.pictures) await expect(drawn).toMatchFileSnapshot(join(docs, picture));
  });
});

describe('the grammar in docs/language.md', () => {
  const grammar = readFileSync(join(docs, 'language.md'), 'utf8');
  const lists = { shape: shapes, side: sides, key: nodeAttributes };
  it.each(Object.entries(lists))('has every %s', (rule, words) => {
    const line = new RegExp(`^${rule} += (.*) ;$`, 'm').exec(grammar)?.[1];
    expect(line).toBe(words.map((word) => `"${word}"`).join(' | '));
  });
});

describe('sheets for language models', () => {
  it.each([...sheets()])('%s is fresh, and short', async (file, text) => {
    expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    await expect(text).toMatchFileSnapshot(join(root, file)); // or: node scripts/run.mjs scripts/agents.ts
  });

  it('name commands that work on the flow above them', () => {
    const fences = fencesIn(readFileSync(join(docs, 'agents.md'), 'utf8'));
    const bodyOf = (kind: string): string => fences.find((fence) => fence.kind === kind)?.body ?? '';
    const cwd = folderWith({ 'refund.flow': bodyOf('flow') });
    const commands = bodyOf('sh').trimEnd().split('\n');
    expect(commands.filter((command) => shell(command, { cwd }).code !== 0)).toEqual([]);
  });
});

describe('pictures of the manual', () => {
  it('are all shown', () => {
    const shown = manual.flatMap((name) => picturesIn(readFileSync(join(docs, name), 'utf8')));
    expect(readdirSync(join(docs, 'pictures')).sort()).toEqual(
      [...new Set(shown)].map((name) => basename(name)).sort(),
    );
  });
});

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    expect(linksIn(readFileSync(join(root, page), 'utf8')).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('lead from the index to every page of the manual', () => {
    const links = linksIn(readFileSync(join(docs, 'README.md'), 'utf8'));
    expect(manual.filter((name) => name !== 'README.md' && !links.includes(name))).toEqual([]);
  });
});

function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

function codesOf({ body, settings }: Fence): readonly string[] {
  const { diagnostics } = compile(sourceOf(settings.get('file') ?? 'page.flow', body));
  return [...new Set(diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code))].sort();
}

function linksIn(page: string): readonly string[] {
  const prose = page.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

function leadsSomewhere(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(root, page) : join(root, dirname(page), path);
  if (relative(root, target).startsWith('..') || !existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** As GitHub names headings: lower case, without punctuation, a hyphen for each blank. */
function anchorsOf(page: string): readonly string[] {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? '');
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
