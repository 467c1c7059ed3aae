import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asRepository } from './git.ts';
import { action, baseOf, runAction, writeNpx } from './github-run.ts';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';
import { writePullRequest } from './pull-request.ts';

removeFolders();

const root = join(import.meta.dirname, '../..');
const hooks: readonly Hook[] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

const scenario = 'flow: a.flow\nscenarios:\n  - { name: stamped, answers: { n3: Yes }, expect: { end: [n5] } }\n';

describe('the GitHub Action', () => {
  it('hands every input to its script, and no input into the text of one', () => {
    const [step = { run: '', env: {} }] = action.runs.steps;
    expect(action.runs.steps).toHaveLength(1);
    const handed = Object.values(step.env).map((text) => /inputs\.([\w-]+)/.exec(text)?.[1]);
    expect(handed.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    expect(step.run).not.toContain('${{');
    const script = readFileSync(join(root, 'action/run.sh'), 'utf8');
    for (const name of Object.keys(step.env))
      expect(script).toContain(`$${name}`.replace('$INPUT_COMMAND', '${INPUT_COMMAND'));
    for (const { default: value } of Object.values(action.inputs)) expect(typeof value).toBe('string');
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

  it.each(['check; rm -r .', '', ' , ', 'check *'])('refuses %j in the place of commands', (command) => {
    const { code, stderr, packages } = runAction(folderWith({ 'a.flow': parcel }), { command });
    expect([code, packages]).toEqual([2, '']);
    expect(stderr).toContain('one or more of check, test, fmt and render');
  });

  it('puts one document into the file for reports, and the rest into the log', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.scenario.yaml': scenario });
    const output = { output: 'report', command: 'check\ntest fmt' };
    expect(runAction(cwd, { ...output, format: 'sarif' })).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(cwd, 'report'), 'utf8')).version).toBe('2.1.0');
    const refused = runAction(cwd, { ...output, format: 'junit' });
    expect([refused.code, refused.packages]).toEqual([2, '']);
    expect(refused.stderr).toContain("so 'command' is check or test, not both");
  });
});

describe('a pull request', () => {
  const cwd = join(folderWith({}), 'work');
  writePullRequest(cwd);
  const inputs = { command: 'check, test, fmt', since: baseOf('pull_request') };
  const { code, annotations, summary } = runAction(cwd, inputs, 'pull_request');

  it('is judged by what it changes, the worst of every file among the ten that are shown', () => {
    expect(code).toBe(1);
    const errors = annotations.filter(({ command }) => command === 'error').slice(0, 10);
    const named = new Set(errors.map(({ file, line }) => `${file}:${line}`));
    expect([...named]).toEqual(expect.arrayContaining(['a-many.flow:3', 'renamed.flow:3']));
    expect(annotations.filter(({ command }) => command === 'warning')).toEqual([
      expect.objectContaining({ file: 'flows ü/50%, odd.flow', line: '3', title: 'isolated-node' }),
    ]);
    expect(annotations.map(({ title }) => title)).toEqual(expect.arrayContaining(['laneflow fmt']));
    expect(annotations.map(({ file }) => file)).not.toContain('gone.flow');
    expect(annotations.find(({ title }) => title.startsWith('scenario'))).toMatchObject({
      file: 'stamp.scenario.yaml',
    });
  });

  it('has a page that is Markdown, whatever labels say', () => {
    expect(summary).toContain('5 files, 14 errors, 1 warning');
    const rows = summary.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect(row.split('|')).toHaveLength(6);
    expect(summary).toContain("isolated-node 'lonely &#124; &#60;script&#62;");
    expect(summary).not.toMatch(/<|`|u&#123;A/);
  });

  it('becomes a push that is judged as a whole', () => {
    const pushed = runAction(cwd, { since: baseOf('push') }, 'push');
    expect(pushed.code).toBe(1);
    expect(pushed.summary).not.toContain('unchanged since');
  });

  it('names files from the repository on, in whatever folder a step runs', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: cwd };
    const { stdout } = laneflow(['check', '50%, odd.flow'], { cwd: join(cwd, 'flows ü'), env });
    expect(stdout).toMatch(/^::warning file=flows ü\/50%25%2C odd\.flow,/);
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
      const bin = folderWith({});
      writeNpx(bin);
      const env = { PATH: `${bin}:${process.env.PATH}` };
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
