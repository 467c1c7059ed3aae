/** Links that leave the pages, to an example or to a snippet: the site brings the file along, under `files`. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

interface Places {
  readonly root: string;
  readonly docs: string;
  /** Is told each file that is linked, from the root on. */
  readonly found: (file: string) => void;
}

export function linkFiles(md: MarkdownRenderer, places: Places): void {
  md.core.ruler.push('linked-files', ({ tokens, env }) => {
    const links = tokens.flatMap((token) => token.children ?? []).filter((token) => token.type === 'link_open');
    for (const link of links) link.attrSet('href', addressOf(String(link.attrGet('href')), String(env.path), places));
  });
}

function addressOf(href: string, page: string, { root, docs, found }: Places): string {
  if (/^(?:[a-z]+:|[/#])/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = join(dirname(page), decodeURI(path));
  if (target === join(root, 'README.md') || target === join(docs, 'README.md')) return '/';
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true) return firstPageOf(target, docs) ?? href;
  const isPage = target.startsWith(join(docs, '/')) && target.endsWith('.md');
  if (isPage || statSync(target, { throwIfNoEntry: false })?.isFile() !== true) return href;
  const file = relative(root, target).replaceAll('\\', '/');
  found(file);
  return `/files/${file}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** A folder is opened at its first page, with all the others beside it. */
function firstPageOf(folder: string, docs: string): string | undefined {
  const [first] = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort();
  return first && `/${relative(docs, join(folder, first)).replaceAll('\\', '/')}`;
}
