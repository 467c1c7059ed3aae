import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { outputs } from './outputs.ts';

/*
 * A case page is Markdown: a title, a sentence, a `flow` block and the outputs expected of it. The page
 * is its own snapshot: it is rendered again with the actual outputs and compared with the file.
 */

const root = import.meta.dirname;
const pages = globSync('**/cases/*.md', { cwd: root }).sort();

describe('case pages', () => {
  it('exist', () => expect(pages.length).toBeGreaterThan(0));
  for (const page of pages) {
    it(`${page}: ${titleOf(page)}`, async () => {
      const file = join(root, page);
      await expect(rendered(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
    });
  }
});

function titleOf(page: string): string {
  return /^# (.*)$/m.exec(readFileSync(join(root, page), 'utf8'))?.[1] ?? 'untitled';
}

/** Every output block holds what the flow block above it gives. */
function rendered(page: string): string {
  let flow = '';
  return page.replace(
    /^(`{3,})(\S+)(.*)\n([\s\S]*?)^\1$/gm,
    (whole: string, fence: string, kind: string, args: string, body: string) => {
      if (kind === 'flow') {
        flow = body;
        return whole;
      }
      const output = outputs[kind];
      if (output === undefined) throw new Error(`no output is called ${kind}`);
      return `${fence}${kind}${args}\n${output(flow, args.trim()).trimEnd()}\n${fence}`;
    },
  );
}
