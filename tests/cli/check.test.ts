import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders, seed } from './harness.ts';

removeFolders();

const warned = parcel.replace('Counter.n3.handle', 'n3.handle');
const cwd = folderWith({ 'good.flow': parcel, 'bad.flow': broken, 'warned.flow': warned, 'seed.txt': seed });

describe('check', () => {
  it('says that nothing is wrong, on stderr', () => {
    const { code, stdout, stderr } = laneflow(['check', 'good.flow'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/(^|\n)1 file, 0 errors, 0 warnings(, \d+ infos?)?\n$/);
  });

  it('shows the place, the message and a summary as its last line', () => {
    const { code, stdout, stderr } = laneflow(['check', 'bad.flow'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`bad.flow:5:23 error unknown-node
  4 │   n2: rectangle label:"Bring it to the counter"
  5 │   n1.handle(right) -> n22.handle(left)
    │                       ^^^ There is no node 'n22'.
`);
    expect(stderr).toMatch(/\n1 file, 1 error, .*\n$/);
  });

  it('exits 0 with warnings, and 1 when there are more than --max-warnings', () => {
    expect(laneflow(['check', 'warned.flow'], { cwd }).code).toBe(0);
    const { code, stderr } = laneflow(['check', 'warned.flow', '--max-warnings', '0'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\nMore warnings than --max-warnings 0 allows\.\n$/);
    const quiet = laneflow(['check', 'warned.flow', '--max-warnings', '0', '--quiet'], { cwd });
    expect(quiet).toEqual({ code: 1, stdout: '', stderr: 'More warnings than --max-warnings 0 allows.\n' });
    expect(laneflow(['check', 'warned.flow', '--max-warnings', '99'], { cwd }).code).toBe(0);
  });

  it('does not let infos change the exit code', () => {
    const { code, stderr } = laneflow(['check', 'seed.txt', '--max-warnings', '0'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('1 file, 0 errors, 0 warnings');
  });

  it('prints compact lines to stdout and nothing else', () => {
    const { code, stdout, stderr } = laneflow(['check', '--format', 'compact', 'bad.flow', 'warned.flow'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain("bad.flow:5:23-5:26: error unknown-node There is no node 'n22'.\n");
    expect(stdout).toContain('warned.flow:6:24-6:26: warning missing-lane-prefix ');
  });

  it('prints one json document to stdout and nothing else', () => {
    const { code, stdout, stderr } = laneflow(['check', '--format', 'json', 'bad.flow', 'good.flow'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report.summary).toMatchObject({ files: 2, errors: 1 });
    expect(report.tool).toMatch(/^laneflow \d+\.\d+\.\d+$/);
    expect(report.diagnostics.map((found: { code: string }) => found.code)).toContain('unknown-node');
  });

  it('prints github, sarif and junit to stdout and nothing else', () => {
    const report = (format: string) => laneflow(['check', '--format', format, 'bad.flow', 'good.flow'], { cwd });
    const github = report('github');
    expect(github).toMatchObject({ code: 1, stderr: '' });
    expect(github.stdout).toMatch(/^::error file=bad\.flow,line=5,col=23,endLine=5,endColumn=26,title=unknown-node::/);
    const sarif = report('sarif');
    expect(sarif).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(sarif.stdout).runs[0].results[0]).toMatchObject({ ruleId: 'unknown-node', level: 'error' });
    const junit = report('junit');
    expect(junit).toMatchObject({ code: 1, stderr: '' });
    expect(junit.stdout).toMatch(/^<\?xml [\s\S]*<testsuite name="bad\.flow"[\s\S]*<testsuite name="good\.flow"/);
  });

  it('reports to GitHub in its Actions, unless told otherwise', () => {
    const check = (...words: string[]) =>
      laneflow(['check', 'bad.flow', ...words], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    expect(check().stdout).toMatch(/^::error file=bad\.flow/);
    expect(check('--format', 'pretty')).toMatchObject({ stdout: '' });
  });

  it('tells in SARIF and on stderr what could not be read', () => {
    const { code, stdout, stderr } = laneflow(['check', 'no.flow', 'good.flow', '--format', 'sarif'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: There is no file or folder 'no\.flow'\./);
    expect(JSON.parse(stdout).runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: "There is no file or folder 'no.flow'." } }],
    });
  });

  it('shows errors alone with --quiet', () => {
    const { code, stderr } = laneflow(['check', '-q', 'bad.flow', 'warned.flow'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('error unknown-node');
    expect(stderr).not.toMatch(/warning|2 files/);
    expect(laneflow(['check', '-q', 'warned.flow'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('reports every file in the order given', () => {
    const { stdout } = laneflow(['check', '--format', 'compact', 'warned.flow', 'bad.flow'], { cwd });
    expect(stdout.indexOf('warned.flow:')).toBeLessThan(stdout.indexOf('bad.flow:'));
  });

  it('ends for any bytes', () => {
    const odd = [
      '\u0000',
      '\ufeff',
      '{{{{',
      '}',
      '"',
      '\\',
      '\r',
      '\u2028',
      '->',
      'loop',
      'n1:',
      '\u202e',
      '\ud83d\ude00',
    ];
    for (const text of ['\u0000\ufeff{', odd.join(''), odd.join('\n'), 'A {\n'.repeat(2000)]) {
      const { code, stderr } = laneflow(['check', '-'], { input: text });
      expect([0, 1], `${JSON.stringify(text.slice(0, 50))}: ${stderr.slice(0, 200)}`).toContain(code);
    }
  });
});
