import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* What README shows is what a reader gets: each command is run in a folder with the README's own flow. */

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const flow = block('flow');

describe('README', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'laneflow-readme-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  for (const session of blocks('console')) {
    const [command = '', ...shown] = session.trimEnd().split('\n');
    it(`shows what ${command.slice(2)} prints`, () => {
      // The message of check is shown on the same flow with one slip.
      const slip = session.includes('n44') ? flow.replace('n3.handle(right) -> n4.', 'n3.handle(right) -> n44.') : flow;
      writeFileSync(join(folder, 'library.flow'), slip);
      if (command.includes(' test ')) writeFileSync(join(folder, 'library.scenario.yaml'), block('yaml'));
      expect(outputOf(command, folder)).toBe(shown.join('\n'));
    });
  }
});

/** Standard output, then standard error, as a terminal shows a command that first works and then sums up. */
function outputOf(command: string, folder: string): string {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words.slice(2)], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
  });
  return `${stdout}${stderr}`.trimEnd().replaceAll(/node \S*main\.js/g, 'laneflow');
}

function block(kind: string): string {
  const [first] = blocks(kind);
  if (first === undefined) throw new Error(`README has no ${kind} block`);
  return first;
}

function blocks(kind: string): string[] {
  const form = new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...readme.matchAll(form)].map((match) => match[1] ?? '');
}
