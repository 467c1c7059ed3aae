import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { git } from './git.ts';
import { canBeNobody, folderWith, laneflow, main, nobody, parcel, removeFolders } from './harness.ts';

removeFolders();

const own = ['first.flow', 'first.scenario.yaml', 'laneflow.config.json'];

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name !== '.git')
    .sort();
}

function readIn(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe('init', () => {
  it('writes a flow, a scenario and settings that pass everything, and says how to go on', () => {
    const cwd = folderWith({});
    const { code, stdout, stderr } = laneflow(['init'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^✓ first\.flow\n[\s\S]*next: .* first\.flow\n {6}.* check \.\n {6}.* test \.\n$/);
    expect(namesIn(cwd)).toEqual(own);
    const checked = laneflow(['check', '.', '--profile', 'strict'], { cwd });
    expect(checked).toEqual({ code: 0, stdout: '', stderr: '1 file, 0 errors, 0 warnings\n' });
    expect(laneflow(['fmt', '.', '--check'], { cwd }).code).toBe(0);
    expect(laneflow(['test', '--coverage=100'], { cwd })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('2 scenarios: 2 passed; 1 property: 1 holds; edges 100 %\n'),
    });
    expect(laneflow(['render', 'first.flow'], { cwd }).code).toBe(0);
  });

  it('keeps every byte that was there, and says so', () => {
    const cwd = folderWith({ 'laneflow.config.json': '{}' });
    expect(laneflow(['init'], { cwd }).stderr).toContain('kept laneflow.config.json, which was there\n');
    const before = own.map((name) => readIn(cwd, name));
    const again = laneflow(['init'], { cwd });
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(/^kept first\.flow, which was there\nkept laneflow\.config/);
    expect(own.map((name) => readIn(cwd, name))).toEqual(before);
    expect(before[2]).toBe('{}');
  });

  it('knows its own files again after a checkout with other line ends, and its hooks among others', () => {
    const cwd = folderWith({});
    git(cwd, 'init', '-q');
    laneflow(['init'], { cwd });
    writeFileSync(join(cwd, 'first.flow'), readIn(cwd, 'first.flow').replaceAll('\n', '\r\n'));
    const { stderr } = laneflow(['init'], { cwd, env: { npm_command: 'exec' } });
    expect(stderr).toContain('kept first.scenario.yaml, which was there\n');
    expect(stderr).toContain('kept .pre-commit-config.yaml, which was there\n');
    expect(stderr).toContain('next: npx laneflow first.flow\n');
    writeFileSync(join(cwd, 'first.flow'), parcel);
    expect(laneflow(['init'], { cwd }).stderr).toContain('kept first.scenario.yaml, which was there\n');
  });

  it('says how to go on in a folder whose name could be a flag', () => {
    const { stderr } = laneflow(['init', '--', '-f'], { cwd: folderWith({}) });
    expect(stderr).toMatch(/next: .* \.\/-f\/first\.flow\n {6}.* check \.\/-f\n/);
  });

  it('writes no scenario about a flow that is not its own', () => {
    const cwd = folderWith({ 'first.flow': parcel });
    const { code, stderr } = laneflow(['init'], { cwd });
    expect([code, namesIn(cwd)]).toEqual([0, ['first.flow', 'laneflow.config.json']]);
    expect(stderr).toContain('first.scenario.yaml is about another first.flow, so there is none\n');
    expect(stderr).not.toContain('next:');
  });

  it('makes the folder it is given', () => {
    const cwd = folderWith({});
    expect(laneflow(['init', 'new/flows'], { cwd }).stderr).toContain('✓ new/flows/first.flow\n');
    expect(namesIn(join(cwd, 'new/flows'))).toEqual(own);
  });

  it('adds hooks in a repository, and a workflow when asked or where GitHub is used', () => {
    const cwd = folderWith({});
    git(cwd, 'init', '-q');
    const first = laneflow(['init', 'my flows'], { cwd });
    expect(first.stderr).toContain('--github adds a workflow for GitHub Actions\n');
    expect(namesIn(cwd)).toEqual(['.pre-commit-config.yaml', 'my flows']);
    const [{ hooks }] = parse(readIn(cwd, '.pre-commit-config.yaml')).repos;
    expect(hooks.map(({ id }: { id: string }) => id)).toEqual(['laneflow-check', 'laneflow-test']);
    mkdirSync(join(cwd, '.github'));
    writeFileSync(join(cwd, '.pre-commit-config.yaml'), 'repos: []\n');
    const second = laneflow(['init', 'my flows'], { cwd });
    expect(second.stderr).toContain('✓ .github/workflows/laneflow.yml\n');
    expect(second.stderr).toMatch(/for laneflow, add to its repos:\n {2}- repo: local\n/);
    const { jobs } = parse(readIn(cwd, '.github/workflows/laneflow.yml'));
    expect(jobs.flows.env).toEqual({ FLOWS: 'my flows' });
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(jobs.flows.steps[2].run).toBe(`npx --yes laneflow@${version} check "$FLOWS"`);
  });

  it('writes a workflow whose commands pass, in any folder', () => {
    const cwd = folderWith({});
    laneflow(['init', 'a "b" $c', '--github'], { cwd });
    const { jobs } = parse(readIn(join(cwd, 'a "b" $c'), '.github/workflows/laneflow.yml'));
    const lines = jobs.flows.steps.flatMap(({ run }: { run?: string }) => run ?? []);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const script = `npx() { shift 2; '${process.execPath}' '${main}' "$@"; }; ${line}`;
      const env = { PATH: process.env.PATH, FLOWS: jobs.flows.env.FLOWS };
      const options = { cwd: join(cwd, 'a "b" $c'), env, encoding: 'utf8' } as const;
      expect(spawnSync('bash', ['-c', script], options)).toMatchObject({ status: 0 });
    }
  });

  it('refuses a file in place of the folder', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const { code, stderr } = laneflow(['init', 'a.flow'], { cwd });
    expect([code, stderr]).toEqual([2, "error: 'a.flow' is a file, and init takes a folder. A new one is made.\n"]);
    expect(namesIn(cwd)).toEqual(['a.flow']);
  });

  it.runIf(canBeNobody)('says why nothing is written in a folder that is read-only, and writes nothing', () => {
    const cwd = folderWith({});
    chmodSync(cwd, 0o555);
    const { code, stderr } = laneflow(['init'], { cwd, uid: nobody });
    expect([code, stderr]).toEqual([2, "error: 'first.flow' cannot be written: permission denied.\n"]);
    expect(namesIn(cwd)).toEqual([]);
  });

  it.runIf(canBeNobody)('writes all or nothing', () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, '.github'), { mode: 0o555 });
    chmodSync(cwd, 0o777);
    const { code, stderr } = laneflow(['init'], { cwd, uid: nobody });
    expect(code).toBe(2);
    expect(stderr).toContain("'.github/workflows/laneflow.yml' cannot be written: permission denied.");
    expect(namesIn(cwd)).toEqual(['.github']);
    expect(existsSync(join(cwd, '.github/workflows'))).toBe(false);
  });

  it('takes a link that leads nowhere for a file that is there', () => {
    const cwd = folderWith({});
    symlinkSync('nowhere', join(cwd, 'laneflow.config.json'));
    expect(laneflow(['init'], { cwd }).stderr).toContain('kept laneflow.config.json, which was there\n');
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
  });
});
