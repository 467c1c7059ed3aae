import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asRepository } from './git.ts';
import { broken, folderWith, main, type Outcome, parcel, removeFolders } from './harness.ts';

removeFolders();

const root = join(import.meta.dirname, '../..');
const action = parse(readFileSync(join(root, 'action/action.yml'), 'utf8'));
const hooks: readonly Hook[] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

const scenario = 'flow: a.flow\nscenarios:\n  - { name: stamped, answers: { n3: Yes }, expect: { end: [n5] } }\n';

/** A folder with an `npx` in it that runs the laneflow of this tree and writes down what it was called with. */
function withNpx(): string {
  const bin = folderWith({
    npx: `#!/bin/sh\necho "$2" >> "$0.log"\nshift 2\nexec '${process.execPath}' '${main}' "$@"\n`,
  });
  chmodSync(join(bin, 'npx'), 0o755);
  return bin;
}

interface ActionRun extends Outcome {
  readonly summary: string;
  /** The words that named the package, one a line. */
  readonly packages: string;
}

/** Runs the steps of the action as GitHub does: inputs put into `env`, in the folder of the repository. */
function runAction(cwd: string, inputs: Readonly<Record<string, string>>): ActionRun {
  const [step] = action.runs.steps;
  const bin = withNpx();
  const page = join(bin, 'page.md');
  writeFileSync(page, '');
  const values: Readonly<Record<string, string>> = { ...defaults(), ...inputs };
  const env = Object.entries<string>(step.env).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => values[input] ?? 'no such input'),
  ]);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(env),
      ...{ PATH: `${bin}:${process.env.PATH}`, LANG: 'C.UTF-8', GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: page },
      ...{ GITHUB_ACTION_PATH: join(root, 'action'), GITHUB_WORKSPACE: cwd, LANEFLOW_EFFORT: 'fast' },
    },
  });
  const log = join(bin, 'npx.log');
  const packages = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return { code: status, stdout, stderr, summary: readFileSync(page, 'utf8'), packages };
}

function defaults(): Readonly<Record<string, string>> {
  const inputs = Object.entries<{ readonly default: string }>(action.inputs);
  return Object.fromEntries(inputs.map(([name, input]) => [name, input.default]));
}

describe('the GitHub Action', () => {
  it('hands every input to its script, and no input into the text of one', () => {
    const [step] = action.runs.steps;
    expect(action.runs.steps).toHaveLength(1);
    const handed = Object.values<string>(step.env).map((text) => /inputs\.([\w-]+)/.exec(text)?.[1]);
    expect(handed.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    expect(step.run).not.toContain('${{');
    const script = readFileSync(join(root, 'action/run.sh'), 'utf8');
    for (const name of Object.keys(step.env))
      expect(script).toContain(`$${name}`.replace('$INPUT_COMMAND', '${INPUT_COMMAND'));
    for (const { default: value } of Object.values<{ default: unknown }>(action.inputs))
      expect(typeof value).toBe('string');
  });

  it('is in the package', () => {
    const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(files).toContain('action');
  });

  it('checks the repository: matcher, annotations, page and exit code', () => {
    const cwd = asRepository(folderWith({ 'good.flow': parcel, 'bad.flow': broken }));
    const { code, stdout, summary, packages } = runAction(cwd, {});
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::add-matcher::(\S+)\n/);
    expect(existsSync(/^::add-matcher::(\S+)\n/.exec(stdout)?.[1] ?? '')).toBe(true);
    expect(stdout).toContain('::error file=bad.flow,line=5,');
    expect(summary).toMatch(/^### laneflow check\n\n2 files, 1 error/);
    expect(packages).toBe('laneflow\n');
  });

  it('runs several commands, all of them, and ends with the worst exit code', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.scenario.yaml': scenario });
    const inputs = { command: 'check test, fmt render', version: '1.2.3' };
    const { code, stderr, summary, packages } = runAction(cwd, inputs);
    expect(code).toBe(1);
    expect(stderr).toContain('1 drawing, 1 stale');
    expect(summary).toMatch(/### laneflow check[\s\S]*### laneflow test/);
    expect(packages).toBe('laneflow@1.2.3\n'.repeat(4));
    expect(existsSync(join(cwd, 'a.svg'))).toBe(false);
  });

  it('takes files one a line, with blanks and signs of the shell in their names', () => {
    const odd = 'a b $(touch x) \' ".flow';
    const cwd = folderWith({ [odd]: parcel, 'more/b.flow': parcel, 'bad.flow': broken });
    const { code, summary } = runAction(cwd, { files: `  ${odd}\n\nmore\n` });
    expect(code).toBe(0);
    expect(summary).toContain('2 files, 0 errors');
    expect(existsSync(join(cwd, 'x'))).toBe(false);
  });

  it('takes flags for check and writes reports to a file', () => {
    const warned = parcel.replace('Counter.n3.handle', 'n3.handle');
    const cwd = asRepository(folderWith({ 'a.flow': warned }));
    expect(runAction(cwd, {}).code).toBe(0);
    expect(runAction(cwd, { 'max-warnings': '0' }).code).toBe(1);
    expect(runAction(cwd, { 'max-warnings': '0', since: 'HEAD' }).code).toBe(0);
    expect(runAction(cwd, { baseline: 'none.json' }).code).toBe(2);
    const report = runAction(cwd, { profile: 'strict', format: 'sarif', output: 'report.sarif' });
    expect(report.code).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, 'report.sarif'), 'utf8')).runs[0].results[0].level).toBe('error');
    const compact = runAction(cwd, { format: 'compact' });
    expect(compact.stdout).toMatch(/\na\.flow:6:24-6:26: warning missing-lane-prefix /);
  });

  it('refuses commands it does not have', () => {
    const { code, stderr, packages } = runAction(folderWith({ 'a.flow': parcel }), { command: 'check; rm -r .' });
    expect([code, packages]).toEqual([2, '']);
    expect(stderr).toContain('one or more of check, test, fmt and render');
  });
});

describe('the pre-commit hooks', () => {
  it('are three, for flows and scenario files', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['laneflow-check', 'laneflow-fmt', 'laneflow-test']);
    const wanted = ['a.flow', 'sub/b.fz', 'a.scenario.yaml', 'a.svg', 'flow'];
    const takes = hooks.map(({ files }) => wanted.filter((name) => new RegExp(files).test(name)));
    expect(takes).toEqual([wanted.slice(0, 2), wanted.slice(0, 2), wanted.slice(0, 3)]);
  });

  it('pass what is good and stop what is bad', () => {
    const cwd = folderWith({ 'a b.flow': parcel, 'bad.flow': broken });
    const run = (id: string, ...files: readonly string[]): number | null => {
      const hook = hooks.find((each) => each.id === id);
      const [command = '', ...words] = (hook?.entry ?? '').split(' ');
      const given = hook?.pass_filenames === false ? [] : files;
      const env = { PATH: `${withNpx()}:${process.env.PATH}` };
      return spawnSync(command, [...words, ...given], { cwd, env }).status;
    };
    expect(run('laneflow-check', 'a b.flow')).toBe(0);
    expect(run('laneflow-check', 'a b.flow', 'bad.flow')).toBe(1);
    expect(run('laneflow-fmt', 'a b.flow')).toBe(0);
    expect(run('laneflow-test', 'a b.flow')).toBe(0);
    writeFileSync(join(cwd, 'a.scenario.yaml'), scenario.replace('a.flow', 'a b.flow').replace('[n5]', '[n4]'));
    expect(run('laneflow-test', 'a b.flow')).toBe(1);
  });
});
