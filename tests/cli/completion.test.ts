import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment, folderWith, laneflow, main, parcel, removeFolders } from './harness.ts';

removeFolders();

const cwd = folderWith({
  'a b.flow': parcel,
  'parcel.flow': parcel,
  'parcel.scenario.yaml': '',
  'notes.txt': '',
  'guide.md': `\`\`\`flow\n${parcel.replaceAll('n2', 'walk')}\`\`\`\n`,
  'bin/laneflow': `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`,
  'broken.flow': 'A {\n  n1: circle\n  ??? \u0000 {',
});
chmodSync(join(cwd, 'bin/laneflow'), 0o755);
mkdirSync(join(cwd, 'sub'));

const env = environment({ PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, HOME: cwd });

/** A shell that need not be installed. */
const fish = 'fish';

function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

/** What bash offers behind this line; its words are split as readline splits them. */
function inBash(line: string): readonly string[] {
  const words = line.split(/\s+|(?<=[:=])|(?=[:=])/).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const script = `source <(laneflow completion bash)
    COMP_LINE=$1; COMP_POINT=\${#1}; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    complete -p laneflow >/dev/null && _laneflow && printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', line], { cwd, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

function inFish(line: string): readonly string[] {
  const script = 'laneflow completion fish | source; complete -C $argv[1]';
  const { stdout } = spawnSync(fish, ['--no-config', '-c', script, line], { cwd, env, encoding: 'utf8' });
  return stdout.split('\n').flatMap((word) => (word === '' ? [] : [word.replace(/\t.*/, '')]));
}

const files = ['bin/', 'broken.flow', 'parcel.flow', 'sub/'];
const nodes = ['n1', 'n2', 'n3', 'n4', 'n5'];

describe('completion in bash', () => {
  it.each<[string, readonly string[]]>([
    ['laneflow ch', ['check']],
    ['laneflow check --format ', ['pretty', 'compact', 'json', 'github', 'sarif', 'junit']],
    ['laneflow check --format=j', ['json', 'junit']],
    ['laneflow -q check --since main --fo', ['--format']],
    ['laneflow check ', ['a\\ b.flow', ...files]],
    ['laneflow par', ['parcel.flow']],
    ['laneflow test ', ['bin/', 'parcel.scenario.yaml', 'sub/']],
    ['laneflow init ', ['bin/', 'sub/']],
    ['laneflow check --baseline no', ['notes.txt']],
    ['laneflow explain unknown-no', ['unknown-node']],
    ['laneflow check --rule implicit-e', ['implicit-end=']],
    ['laneflow check --rule implicit-end=', ['off', 'info', 'warning', 'error']],
    ['laneflow completion p', ['pwsh']],
    ['laneflow help comp', ['completion']],
    ['laneflow simulate parcel.flow --start ', nodes],
    ['laneflow simulate parcel.flow --break n', ['node:']],
    ['laneflow simulate parcel.flow --break node:', nodes],
    ['laneflow simulate parcel.flow --break visit:n3', ['n3=']],
    ['laneflow simulate guide.md#1 --start w', ['walk']],
    ['laneflow simulate "a b.flow" --start n5', ['n5']],
    ['laneflow simulate broken.flow --start ', ['n1']],
    ['laneflow simulate nowhere.flow --start ', []],
    ['laneflow check nowhere/', []],
  ])('offers behind %j what can stand there', (line, offered) => {
    expect([...inBash(line)].sort()).toEqual([...offered].sort());
  });

  it('offers every command and flag of the help, and nothing else', () => {
    const help = laneflow(['--help']).stdout;
    const commands = [...(/\nCommands:\n([\s\S]*?)\n\n/.exec(help)?.[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)];
    const offered = inBash('laneflow ').filter((word) => /^[a-z]+$/.test(word));
    expect(commands.length).toBeGreaterThan(8);
    expect([...offered].sort()).toEqual(commands.map(([, name]) => name).sort());
    for (const command of offered) {
      const own = laneflow([command, '--help']).stdout;
      const flags = [...own.matchAll(/^ {2,}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
      const known = new Set(inBash(`laneflow ${command} --`));
      expect(flags.filter((flag) => flag !== '--help' && !known.has(flag ?? ''))).toEqual([]);
      expect([...known].filter((flag) => !flags.includes(flag))).toEqual([]);
    }
  });
});

describe('completion in other shells', () => {
  it.runIf(has(fish))('works in fish', () => {
    expect(inFish('laneflow check --form')).toEqual(['--format']);
    expect(inFish('laneflow check --format j')).toEqual(['json', 'junit']);
    expect(inFish('laneflow test ')).toEqual(['bin/', 'parcel.scenario.yaml', 'sub/']);
    expect(inFish('laneflow simulate parcel.flow --start ')).toEqual(nodes);
    expect(inFish('laneflow explain unknown-no')).toEqual(['unknown-node']);
  });

  it.runIf(has('zsh'))('is read by zsh, and hands over what there is', () => {
    const script = `compdef() { print "$@"; }; compadd() { print -l "\${(@)\${@: -1}}" \${(P)\${@: -1}}; }
      source <(laneflow completion zsh); words=(laneflow simulate 'a b.flow' --start n); CURRENT=5; _laneflow`;
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { cwd, env, encoding: 'utf8' });
    expect([stderr, stdout.trim().split('\n')]).toEqual(['', ['_laneflow laneflow', 'open', 'closed', ...nodes]]);
  });

  it('prints a script for each shell, and knows no other', () => {
    for (const shell of ['bash', 'zsh', 'fish', 'pwsh']) {
      const { code, stdout } = laneflow(['completion', shell]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('laneflow complete-words')]);
    }
    const { code, stderr } = laneflow(['completion', 'tcsh']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish, pwsh')]);
  });
});
