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
    const yaml = blocks('yaml').map((text) => parse(text));
    expect(yaml.map((value) => typeof value)).toEqual(['object', 'object', 'object']);
    const used = yaml.flat().find(({ uses }: { uses?: string }) => uses?.endsWith('laneflow/action') === true);
    const { inputs } = parse(readFileSync('action/action.yml', 'utf8'));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(used.with)));
    const commands = [...page.matchAll(/npx --yes laneflow (\w+)/g)].map(([, command = '']) => command);
    for (const command of commands) expect(laneflow([command, '--help']).code).toBe(0);
  });
});
