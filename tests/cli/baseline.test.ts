import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, type Outcome, parcel, removeFolders } from './harness.ts';

removeFolders();

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/baseline.schema.json'), 'utf8'));
const fits = new Ajv().compile(schema);
const file = 'known.json';

function check(cwd: string, ...words: readonly string[]): Outcome {
  return laneflow(['check', '.', '--baseline', file, ...words], { cwd });
}

/** A folder whose findings are all in its baseline. */
function adopted(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith(files);
  expect(check(cwd, '--update-baseline').code).toBe(0);
  return cwd;
}

describe('check --baseline', () => {
  it('keeps quiet what it knows and reports what is new', () => {
    const cwd = adopted({ 'old.flow': broken, 'sub/good.flow': parcel });
    expect(check(cwd)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^\d+ findings? kept quiet by known\.json\n2 files, 0 errors, 0 warnings\n$/),
    });
    writeFileSync(join(cwd, 'sub', 'good.flow'), parcel.replace('-> n5', '-> n55'));
    const { code, stderr } = check(cwd);
    expect(code).toBe(1);
    expect(stderr).toContain("There is no node 'n55'.");
    expect(stderr).not.toContain('n22');
    expect(stderr).toMatch(/\n2 files, 1 error, /);
  });

  it('knows findings whose lines moved or were indented, and not a second one of the same kind', () => {
    const cwd = adopted({ 'old.flow': broken });
    writeFileSync(join(cwd, 'old.flow'), `# Moved\n\n${broken.replaceAll('\n  ', '\n      ')}`);
    expect(check(cwd).code).toBe(0);
    const edge = '  n1.handle(right) -> n22.handle(left)\n';
    writeFileSync(join(cwd, 'old.flow'), broken.replace(edge, edge + edge));
    const { code, stderr } = check(cwd, '--format', 'compact');
    expect([code, stderr]).toEqual([1, expect.stringContaining('kept quiet')]);
  });

  it('counts only new warnings for --max-warnings, and writes nothing but findings to stdout', () => {
    const warned = parcel.replace('Counter.n3.handle', 'n3.handle');
    const cwd = adopted({ 'old.flow': warned });
    expect(check(cwd, '--max-warnings', '0').code).toBe(0);
    writeFileSync(join(cwd, 'new.flow'), warned);
    const report = check(cwd, '--max-warnings', '0', '--format', 'json');
    expect(report.code).toBe(1);
    expect(JSON.parse(report.stdout).diagnostics.map((found: { file: string }) => found.file)).toContain('new.flow');
    expect(JSON.parse(report.stdout).summary).toMatchObject({ warnings: 1 });
  });

  it('tells which findings are gone, of files that are gone too, and forgets them', () => {
    const cwd = adopted({ 'old.flow': broken, 'left.flow': broken, 'other.flow': broken });
    writeFileSync(join(cwd, 'old.flow'), parcel);
    rmSync(join(cwd, 'left.flow'));
    const { code, stderr } = check(cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^gone from known\.json: \d+ findings?; --update-baseline forgets them\n/);
    expect(stderr).toContain("\n  old.flow unknown-node There is no node 'n22'.\n");
    expect(stderr).toContain("\n  left.flow unknown-node There is no node 'n22'.\n");
    expect(check(cwd, '--update-baseline').stderr).not.toContain('gone');
    expect(Object.keys(JSON.parse(readFileSync(join(cwd, file), 'utf8')).files)).toEqual(['other.flow']);
  });

  it('says nothing of files that were not looked at, and leaves what it knows of them', () => {
    const cwd = adopted({ 'a.flow': broken, 'b.flow': broken });
    const before = readFileSync(join(cwd, file), 'utf8');
    const words = ['check', 'a.flow', '--baseline', file];
    expect(laneflow(words, { cwd }).stderr).not.toContain('gone');
    expect(laneflow([...words, '--update-baseline'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(before);
  });

  it('knows the flows of Markdown one by one', () => {
    const fence = (flow: string): string => `\`\`\`flow\n${flow}\`\`\`\n`;
    const cwd = folderWith({ 'guide.md': fence(parcel) + fence(broken) + fence(broken.replace('n22', 'n23')) });
    const words = (name: string) => ['check', name, '--baseline', file];
    expect(laneflow([...words('guide.md'), '--update-baseline'], { cwd }).code).toBe(0);
    expect(laneflow(words('guide.md#2'), { cwd }).stderr).not.toContain('gone');
    expect(laneflow([...words('guide.md#2'), '--update-baseline'], { cwd }).code).toBe(0);
    expect(laneflow(words('guide.md'), { cwd })).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('gone'),
    });
  });

  it('names files from its own place on, so that it fits from every folder', () => {
    const cwd = adopted({ 'sub/old.flow': broken });
    const inside = laneflow(['check', 'old.flow', '--baseline', '../known.json'], { cwd: join(cwd, 'sub') });
    expect(inside.code).toBe(0);
  });

  it('writes a file that its schema knows, the same bytes each time', () => {
    const cwd = adopted({ 'b.flow': broken, 'a.flow': broken });
    const text = readFileSync(join(cwd, file), 'utf8');
    fits(JSON.parse(text));
    expect(fits.errors ?? []).toEqual([]);
    expect(Object.keys(JSON.parse(text).files)).toEqual(['a.flow', 'b.flow']);
    rmSync(join(cwd, file));
    check(cwd, '--update-baseline');
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(text);
    expect(fits({ version: 1, files: { 'a.flow': [{ code: 'x', fingerprint: 'y', count: 0, message: '' }] } })).toBe(
      false,
    );
  });

  it('does not let a flow with known errors be drawn', () => {
    const cwd = adopted({ 'old.flow': broken });
    expect(laneflow(['render', 'old.flow'], { cwd }).code).toBe(1);
    expect(existsSync(join(cwd, 'old.svg'))).toBe(false);
  });

  it.each([
    ['{', /^error: known\.json:1:2: A '\}' is missing at the end\. Mend it, or remove it/],
    ['[]', /^error: known\.json:1:1: This is no baseline/],
    ['{"version": 2}', /^error: known\.json:1:13: Baselines of format 2 are not known here\./],
    ['{"version": 1, "files": {"a": 1}}', /^error: known\.json:1:31: 'a' is a list in brackets\./],
    ['{"version": 1, "files": {"a": [{"code": "x"}]}}', /^error: known\.json:1:32: .* has no 'fingerprint'\./],
    ['\xff\xfe\xff', /^error: /],
    ['', /^error: known\.json:1:1: /],
  ])('refuses the baseline %j with exit 2 and leaves it as it is', (text, message) => {
    const cwd = folderWith({ 'a.flow': parcel, [file]: Buffer.from(text, 'latin1') });
    for (const words of [[], ['--update-baseline']]) {
      const { code, stderr } = check(cwd, ...words);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
    expect(readFileSync(join(cwd, file), 'latin1')).toBe(text);
  });

  it('refuses a baseline that is not there, and one that has no name', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    expect(check(cwd)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: There is no baseline 'known\.json'\. --update-baseline writes one\./),
    });
    const nameless = laneflow(['check', 'a.flow', '--update-baseline'], { cwd });
    expect(nameless).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--update-baseline needs to know which.'),
    });
  });

  it('learns nothing when a file could not be looked at', () => {
    const cwd = folderWith({ 'a.flow': broken });
    const { code } = laneflow(['check', 'a.flow', 'no.flow', '--baseline', file, '--update-baseline'], { cwd });
    expect([code, existsSync(join(cwd, file))]).toEqual([2, false]);
  });
});
