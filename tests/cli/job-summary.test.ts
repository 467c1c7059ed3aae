import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const warned = parcel.replace('Counter.n3.handle', 'n3.handle');
const off = ['--rule', 'implicit-end=off'];

describe('the summary of a job', () => {
  it('counts by file, then shows the worst first with links to their lines', () => {
    const cwd = folderWith({ 'warned.flow': warned, 'a b(1).flow': broken, 'good.flow': parcel });
    expect(laneflow(['check', '.', '--summary', 'page.md', ...off], { cwd }).code).toBe(1);
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(page).toMatch(/^### laneflow check\n\n3 files, 1 error, \d+ warnings?/);
    const rows = page.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows[0]).toMatch(/^\| \[a b&#40;1&#41;\.flow\]\(a%20b%281%29\.flow\) \| 1 \|/);
    expect(rows[1]).toMatch(/^\| \[warned\.flow\]\(warned\.flow\) \| 0 \| 1 \|/);
    const found = page.split('\n').filter((line) => line.startsWith('- '));
    expect(found[0]).toMatch(
      /^- error \[a b&#40;1&#41;\.flow:5\]\(a%20b%281%29\.flow#L5\) unknown-node There is no node/,
    );
    expect(found.map((line) => line.split(' ')[1])).toEqual(
      [...found.map((line) => line.split(' ')[1] ?? '')].sort((a, b) => rank(a) - rank(b)),
    );
  });

  it('says why a job without errors failed', () => {
    const scenario = 'flow: a.flow\nscenarios:\n  - { name: one, answers: { n3: Yes } }\n';
    const cwd = folderWith({ 'a.flow': warned, 'a.scenario.yaml': scenario });
    expect(laneflow(['check', '.', '--max-warnings', '0', '--summary', 'page.md'], { cwd }).code).toBe(1);
    expect(readFileSync(join(cwd, 'page.md'), 'utf8')).toContain('\n\nMore warnings than --max-warnings 0 allows.\n');
    const quiet = laneflow(['test', '--coverage=100', '--summary', 'page.md', '-q'], { cwd });
    expect(quiet).toMatchObject({ code: 1, stderr: 'edges 60 %, and --coverage demands 100 %\n' });
    expect(readFileSync(join(cwd, 'page.md'), 'utf8')).toMatch(/\n\nedges 60 .*100 &#37;\n/);
  });

  it('is added to the page of a GitHub job, with addresses of the commit', () => {
    const cwd = folderWith({ 'bad.flow': broken, 'page.md': 'before\n' });
    const scenario = 'flow: good.flow\nscenarios:\n  - { name: "a|b", answers: { n3: Yes }, expect: { end: [n4] } }\n';
    const tests = folderWith({ 'good.flow': parcel, 'a.scenario.yaml': scenario });
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: join(cwd, 'page.md'),
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'team/flows',
      GITHUB_SHA: 'abc',
      GITHUB_WORKSPACE: cwd,
    };
    expect(laneflow(['check', 'bad.flow'], { cwd, env }).stdout).toMatch(/^::error file=bad\.flow/);
    expect(laneflow(['test'], { cwd: tests, env: { ...env, GITHUB_WORKSPACE: tests } }).code).toBe(1);
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(page).toMatch(/^before\n### laneflow check\n[\s\S]*\n### laneflow test\n/);
    expect(page).toContain('](https://github.example/team/flows/blob/abc/bad.flow#L5)');
    expect(page).toMatch(
      /\n- scenario \[a\.scenario\.yaml:3\]\(https:\S+\/a\.scenario\.yaml#L3\) a&#124;b: expected an end/,
    );
    expect(laneflow(['check', 'bad.flow'], { cwd, env: { ...env, GITHUB_ACTIONS: '' } }).code).toBe(1);
    expect(readFileSync(join(cwd, 'page.md'), 'utf8')).toBe(page);
  });

  it('lets nothing that strangers wrote come to life', () => {
    const evil = '<img src=x>|[a](b)`*_@you #1 www.x.y &lt; \u202e';
    const name = '](evil)|<b>.flow';
    const cwd = folderWith({ [name]: `A { # A\n  n1: circle label:"${evil}"\n  n2: rectangle label:"${evil}"\n}\n` });
    laneflow(['check', name, '--summary', 'page.md'], { cwd });
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(page).toContain('&#60;img src&#61;x&#62;&#124;');
    expect(page).not.toMatch(/<|`|\*|_|@|www\.|\u202e|\]\(evil|\]\(b\)/);
    for (const row of page.split('\n').filter((line) => line.startsWith('|'))) expect(row.split('|')).toHaveLength(6);
  });

  it('stays within what a host takes, and says what is left out', () => {
    const label = 'x'.repeat(5_000);
    const bad = Array.from({ length: 80 }, (_, index) => `  n1 -> m${index}\n`).join('');
    const files = Array.from({ length: 120 }, (_, index) => [
      `${index}.flow`,
      `A {\n  n1: rectangle\n  n2: circle label:"${label}"\n}\n`,
    ]);
    const cwd = folderWith({ ...Object.fromEntries(files), 'bad.flow': `A {\n  n1: circle label:"a"\n${bad}}\n` });
    const { stderr } = laneflow(['check', '.', '--format', 'github', '--summary', 'page.md'], { cwd });
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(page).toMatch(/\n- and [\d,]+ more\n/);
    expect(page).toMatch(/\| and \d+ files more \|/);
    expect(page.split('\n').filter((line) => /^- error .* There is no node/.test(line))).toHaveLength(50);
    expect(stderr).toMatch(
      /^GitHub shows the first 10 of a kind beside their lines; 70 errors, .*more are in this log\.\n/,
    );
  });

  it('is refused where it cannot be written', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    mkdirSync(join(cwd, 'page'));
    const named = laneflow(['check', 'a.flow', '--summary', 'page'], { cwd });
    expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining("'page' cannot be written") });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'page') };
    expect(laneflow(['check', 'a.flow'], { cwd, env })).toMatchObject({ code: 2 });
  });
});

function rank(severity: string): number {
  return ['error', 'warning', 'info'].indexOf(severity);
}
