import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Outcome, parcel, removeFolders, shell } from './harness.ts';

removeFolders();

/** What the page says to type, by the heading above it. */
const page = readFileSync(join(import.meta.dirname, '../../docs/git.md'), 'utf8');

function commandsBelow(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  const commands = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, text = '']) =>
    text.trim().split('\n'),
  );
  if (commands.length === 0) throw new Error(`docs/git.md has no commands below '${heading}'`);
  return commands;
}

const attributes = /^```gitattributes\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';

const changed = parcel.replace('label="Yes"', 'label="It is"');

/** git runs commands through a shell of its own, which finds laneflow on its path. */
const command = '#!/bin/sh\nexec "$LANEFLOW_NODE" "$LANEFLOW_MAIN" "$@"\n';

interface Repository {
  readonly folder: string;
  readonly run: (line: string) => Outcome;
}

/** With one flow, committed. */
function repository(): Repository {
  const folder = folderWith({ '.gitattributes': attributes, 'parcel.flow': parcel });
  const tools = folderWith({ laneflow: command });
  chmodSync(join(tools, 'laneflow'), 0o755);
  const env = {
    PATH: `${tools}:${process.env.PATH}`,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    LANEFLOW_NODE: process.execPath,
    LANEFLOW_MAIN: join(import.meta.dirname, '../../dist/cli/main.js'),
  };
  const run = (line: string): Outcome => shell(`unset -f laneflow; ${line}`, { cwd: folder, env });
  const made = run(`git init -q -b main . && git config user.name T && git config user.email t@example.org &&
    git config core.pager cat && git add -A && git commit -qm first`);
  expect(made).toMatchObject({ code: 0 });
  return { folder, run };
}

function configure({ run }: Repository, heading: string): void {
  for (const line of commandsBelow(heading).filter((each) => each.startsWith('git config'))) {
    expect(run(line)).toMatchObject({ code: 0, stderr: '' });
  }
}

describe('git diff with laneflow as its command', () => {
  const made = repository();
  configure(made, '`git diff` in meaning');
  const { folder, run } = made;
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  it('shows what the page shows', () => {
    write('parcel.flow', changed);
    const { code, stdout } = run('git diff');
    expect(code).toBe(0);
    const shown = /^```\n(laneflow diff parcel[\s\S]*?)^```/m.exec(page)?.[1] ?? '';
    expect(stdout).toBe(`${shown}\n`);
  });

  it('compares the lines of a flow with errors, and says so', () => {
    write('parcel.flow', parcel.replace('-> n2', '-> n22'));
    const { code, stdout } = run('git diff');
    expect(code).toBe(0);
    expect(stdout).toContain('Not both files are one flow without errors, so their lines are compared.');
    expect(stdout).toContain('-  n1.handle(right) -> n2.handle(left)\n+  n1.handle(right) -> n22.handle(left)\n');
  });

  it('shows new, removed and renamed files', () => {
    write('parcel.flow', parcel);
    const made = run(
      'git mv parcel.flow letter.flow && sed -i s/Yes/Perhaps/ letter.flow && git add -A && git diff --cached -M',
    );
    expect(made.stdout).toContain(
      'laneflow diff parcel.flow → letter.flow\n~ edge  n3 → n5   label "Yes" is now "Perhaps"\n',
    );
    expect(run('git diff --cached --no-renames').stdout).toMatch(
      /letter\.flow\n[^\n]*\n\+ lane {2}Sender\n[\s\S]*parcel\.flow\n[^\n]*\n- lane {2}Sender\n/,
    );
    run('git reset -q --hard');
  });

  it('names a file that is not merged yet', () => {
    const { stdout } = run(
      `git checkout -qb other && sed -i s/Yes/Sure/ parcel.flow && git commit -qam b && git checkout -q main &&
       sed -i s/Yes/Perhaps/ parcel.flow && git commit -qam c && ! git merge -q other >/dev/null && git diff --base`,
    );
    expect(stdout).toContain('laneflow diff parcel.flow\n');
    expect(run('git diff').stdout).toMatch(/not merged yet|diff --cc parcel\.flow|Unmerged/);
  });
});

describe('git with laneflow for textconv', () => {
  const made = repository();
  configure(made, 'Lines of the canonical form');
  const { folder, run } = made;

  it('sees no change where only spaces differ', () => {
    writeFileSync(join(folder, 'parcel.flow'), parcel.replaceAll('\n  ', '\n       ').replaceAll(' -> ', '   ->   '));
    expect(run('git diff')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(run('git diff --no-textconv --stat').stdout).toContain('parcel.flow');
  });

  it('shows changed lines of the canonical form below the name of their lane', () => {
    writeFileSync(join(folder, 'parcel.flow'), changed.replaceAll('\n  ', '\n       '));
    const { code, stdout } = run('git diff -U1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^@@ .* @@ Counter \{ # Counter$/m);
    expect(stdout.match(/^[-+] .*/gm)).toEqual([
      '-  n3.handle(right) -> n5.handle(left) [label="Yes"]',
      '+  n3.handle(right) -> n5.handle(left) [label="It is"]',
    ]);
  });

  it('leaves as it is what is no flow', () => {
    writeFileSync(join(folder, 'parcel.flow'), Buffer.from([0xff, 0x00, 0x41, 0x0a]));
    expect(run('git diff').code).toBe(0);
    writeFileSync(join(folder, 'parcel.flow'), 'A {\n  n1 circle ->\n');
    expect(run('git diff')).toMatchObject({ code: 0, stdout: expect.stringContaining('+  n1 circle ->') });
  });
});

describe('git difftool and pipes', () => {
  const made = repository();
  configure(made, '`git difftool`');
  writeFileSync(join(made.folder, 'parcel.flow'), changed);

  it('shows what changed', () => {
    const [line = ''] = commandsBelow('`git difftool`').filter((each) => each.startsWith('git difftool'));
    expect(made.run(line)).toMatchObject({ code: 0, stdout: '~ edge  n3 → n5   label "Yes" is now "It is"\n' });
  });

  it('compares with any older version', () => {
    const [first = '', second = '', third = ''] = commandsBelow('Any two versions');
    for (const line of [first, third]) {
      expect(made.run(line)).toMatchObject({ code: 0, stdout: '~ edge  n3 → n5   label "Yes" is now "It is"\n' });
    }
    expect(made.run(second)).toMatchObject({ code: 0, stdout: expect.stringContaining('| part | what |') });
  });

  it.each([
    ['laneflow diff HEAD:nothing.flow parcel.flow', "There is no file 'HEAD:nothing.flow' and git knows no such"],
    ['laneflow diff --cwd / HEAD:parcel.flow x', 'git knows no such version, and git says: not a git repository'],
    ['laneflow diff -- --help:parcel.flow parcel.flow', "There is no file '--help:parcel.flow'"],
    ['laneflow diff HEAD:./ parcel.flow', "'HEAD:./'"],
  ])('refuses %s', (line, message) => {
    expect(made.run(line)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('knows one flow of Markdown in a commit', () => {
    const fence = `\`\`\`flow\n${parcel}\`\`\`\n`;
    writeFileSync(join(made.folder, 'guide.md'), fence + fence);
    expect(made.run('git add guide.md && laneflow diff :0:guide.md#2 parcel.flow')).toMatchObject({ code: 2 });
    const { code, stdout } = made.run('git commit -qm guide && laneflow diff HEAD:guide.md#2 parcel.flow');
    expect([code, stdout]).toEqual([0, '~ edge  n3 → n5   label "Yes" is now "It is"\n']);
  });
});
