import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asRepository } from './cli/git.ts';
import { folderWith, laneflow, removeFolders, shell } from './cli/harness.ts';

removeFolders();

const page = readFileSync(join(import.meta.dirname, '../docs/ci.md'), 'utf8');

function blocks(kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);
}

describe('docs/ci.md', () => {
  const cwd = folderWith({});
  laneflow(['init', 'flows'], { cwd });
  asRepository(cwd);

  for (const line of blocks('sh').flatMap((text) => text.trimEnd().split('\n'))) {
    it(`says that ${line} passes`, () => {
      expect(shell(line, { cwd })).toMatchObject({ code: 0 });
    });
  }

  it('has YAML that is YAML, with commands that exist', () => {
    expect(blocks('yaml').map((text) => typeof parse(text))).toEqual(['object', 'object']);
    const commands = [...page.matchAll(/npx --yes laneflow (\w+)/g)].map(([, command = '']) => command);
    for (const command of commands) expect(laneflow([command, '--help']).code).toBe(0);
  });
});
