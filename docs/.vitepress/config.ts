/** The site: the pages of `docs` as they are, their flows drawn by the library of this tree. `npm run docs` builds it. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type UserConfig } from 'vitepress';
import { drawFlows, flowStyles } from './flow-figures.ts';
import { flowGrammar, plainGrammar } from './flow-grammar.ts';
import { linkFiles } from './linked-files.ts';
import { sidebarOf } from './sidebar.ts';

const docs = join(import.meta.dirname, '..');
const root = join(docs, '..');
const files = new Set<string>();

const config: UserConfig = defineConfig({
  title: 'laneflow',
  description: 'Swimlane workflows as text: draw them, run them, check them.',
  // Where the site stands on its server, such as /laneflow/.
  base: process.env.DOCS_BASE ?? '/',
  lang: 'en-US',
  // The list of pages for those who read them in the repository; here it is the sidebar.
  srcExclude: ['README.md'],
  outDir: join(root, 'site'),
  cacheDir: join(root, 'node_modules', '.cache', 'vitepress'),
  head: [
    ['link', { rel: 'icon', href: 'data:,' }],
    ['style', {}, flowStyles()],
  ],
  markdown: {
    languages: [flowGrammar, plainGrammar],
    config: (md) => {
      drawFlows(md);
      linkFiles(md, { root, docs, found: (file) => files.add(file) });
    },
  },
  themeConfig: {
    sidebar: sidebarOf(docs),
    outline: [2, 3],
    search: { provider: 'local', options: { _render: (text, env, md) => md.render(text, { ...env, plain: true }) } },
  },
  buildEnd: ({ outDir }) => {
    for (const file of files) copyTo(join(outDir, 'files', file), join(root, file));
  },
});
export default config;

function copyTo(target: string, source: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}
