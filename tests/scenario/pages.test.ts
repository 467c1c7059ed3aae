import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testText } from './test-text.ts';

/*
 * A page is Markdown: a title, a sentence, and blocks: `flow`, then `yaml` with scenarios for it, then `results` with
 * all that `laneflow test` says. docs/scenarios.md is such a page too. The page is its own snapshot: it is rendered again and compared with the file.
 */

const folder = join(import.meta.dirname, 'pages');

describe('scenario pages', () => {
  const reference = join(import.meta.dirname, '../../docs/scenarios.md');
  const files = readdirSync(folder).map((page) => join(folder, page));
  for (const file of [...files.sort(), reference]) {
    const page = basename(file);
    const text = readFileSync(file, 'utf8');
    it(`${page}: ${/^# (.*)$/m.exec(text)?.[1] ?? 'untitled'}`, async () => {
      await expect(await rendered(text)).toMatchFileSnapshot(file);
    });
  }
});

// Words behind the first are for docs.test.ts.
const block = /^```(\S+)[^\n]*\n([\s\S]*?)^```$/gm;

async function rendered(page: string): Promise<string> {
  let [flow, yaml] = ['', ''];
  const blocks: string[] = [];
  for (const { 0: whole, 1: kind, 2: body = '' } of page.matchAll(block)) {
    if (kind === 'flow') flow = body;
    else if (kind === 'yaml') yaml = body;
    else if (kind !== 'results') throw new Error(`no block is called ${kind}`);
    blocks.push(kind === 'results' ? `\`\`\`results\n${await testText(flow, yaml)}\`\`\`` : whole);
  }
  return page.replace(block, () => blocks.shift() ?? '');
}
