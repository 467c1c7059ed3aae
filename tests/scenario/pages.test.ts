import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testText } from './test-text.ts';

/*
 * A page is Markdown: a title, a sentence, and blocks: `flow`, then `yaml` with scenarios for it, then `results` with
 * all that `laneflow test` says. The page is its own snapshot: it is rendered again and compared with the file.
 */

const folder = join(import.meta.dirname, 'pages');

describe('scenario pages', () => {
  for (const page of readdirSync(folder).sort()) {
    const file = join(folder, page);
    const text = readFileSync(file, 'utf8');
    it(`${page}: ${/^# (.*)$/m.exec(text)?.[1] ?? 'untitled'}`, async () => {
      await expect(await rendered(text)).toMatchFileSnapshot(file);
    });
  }
});

async function rendered(page: string): Promise<string> {
  let [flow, yaml, text] = ['', '', page];
  for (const { 0: whole, 1: kind, 2: body = '' } of page.matchAll(/^```(\S+)\n([\s\S]*?)^```$/gm)) {
    if (kind === 'flow') flow = body;
    else if (kind === 'yaml') yaml = body;
    else if (kind === 'results') text = text.replace(whole, `\`\`\`results\n${await testText(flow, yaml)}\`\`\``);
    else throw new Error(`no block is called ${kind}`);
  }
  return text;
}
