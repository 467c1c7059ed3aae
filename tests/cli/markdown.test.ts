import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const small = 'A { # A\n  n1: circle label:"Go"\n  n2: circle label:"Gone"\n  n1 -> n2\n}\n';
const fence = (flow: string) => `\`\`\`flow\n${flow}\`\`\`\n`;
const guide = `# Guide\n\n${fence(parcel)}\nand\n\n${fence(small)}`;

describe('Markdown', () => {
  it('is read as the flows of its fences, with places in the file', () => {
    const cwd = folderWith({ 'guide.md': `# Guide\n${fence(small)}${fence(broken)}`, 'plain.markdown': '# Nothing\n' });
    const { code, stdout } = laneflow(['check', 'guide.md', '--format', 'json'], { cwd });
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.summary).toMatchObject({ files: 1, errors: 1 });
    expect(report.diagnostics[0]).toMatchObject({
      ...{ code: 'unknown-node', file: 'guide.md', flow: 2 },
      range: { start: { line: 14, column: 23 } },
    });
    expect(laneflow(['check', 'guide.md#1'], { cwd })).toMatchObject({ code: 0 });
  });

  it('without a flow is no error', () => {
    const cwd = folderWith({ 'plain.markdown': '# Nothing\n\n```js\n{\n```\n' });
    expect(laneflow(['check', 'plain.markdown'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '1 file, 0 errors, 0 warnings\n',
    });
    expect(laneflow(['render', 'plain.markdown'], { cwd })).toMatchObject({
      code: 0,
      stderr: 'There is no flow to draw.\n',
    });
    expect(laneflow(['fmt', 'plain.markdown'], { cwd })).toMatchObject({ code: 0 });
    expect(readdirSync(cwd)).toEqual(['plain.markdown']);
    expect(laneflow(['simulate', 'plain.markdown'], { cwd })).toMatchObject({
      code: 2,
      stderr: "error: There is no flow in 'plain.markdown'. It stands in a fence: ```flow\n",
    });
  });

  it('belongs to a folder only with --markdown', () => {
    const cwd = folderWith({ 'a.flow': broken, 'guide.md': fence(broken), 'more.MARKDOWN': fence(broken) });
    const files = (...words: string[]) =>
      [
        ...laneflow(['check', '.', '--format', 'compact', ...words], { cwd }).stdout.matchAll(
          /^(.*?):.* unknown-node /gm,
        ),
      ].map((match) => match[1]);
    expect(files()).toEqual(['a.flow']);
    expect(files('--markdown')).toEqual(['a.flow', 'guide.md', 'more.MARKDOWN']);
  });

  it('is drawn flow by flow', () => {
    const cwd = folderWith({ 'guide.md': guide });
    const { code, stderr } = laneflow(['render', 'guide.md'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('guide.md#1  2 lanes, 5 nodes, 5 edges → guide-1.svg\n');
    expect(stderr).toContain('guide.md#2  1 lane, 2 nodes, 1 edge → guide-2.svg\n');
    expect(readFileSync(join(cwd, 'guide-2.svg'), 'utf8')).toContain('Gone');
    expect(laneflow(['render', 'guide.md', '--check'], { cwd })).toMatchObject({ code: 0 });
    expect(laneflow(['render', 'guide.md', '-o', 'one.svg'], { cwd })).toMatchObject({
      code: 2,
      stderr:
        "error: 'guide.md#1' and 'guide.md#2' would both be written to 'one.svg'. Name a folder with -o, such as -o drawings/.\n",
    });
  });

  it('is drawn in part by number or title', () => {
    const cwd = folderWith({ 'guide.md': guide });
    const draw = (...words: string[]) => laneflow(['render', ...words, '-o', '-'], { cwd });
    expect(draw('guide.md', '--flow', '2').stdout).toContain('Gone');
    expect(draw('guide.md', '--flow', 'Send a parcel').stdout).toContain('Stamp enough?');
    expect(draw('guide.md#2').stdout).toBe(draw('guide.md', '--flow', '2').stdout);
    expect(draw('guide.md', '--flow', '3')).toMatchObject({
      code: 2,
      stderr: "error: There is no flow '3'. There are 1, 2.\n",
    });
    expect(draw('guide.md', '--flow', 'Send a parcl').stderr).toBe(
      "error: There is no flow 'Send a parcl'. Did you mean 'Send a parcel'?\n",
    );
  });

  it('runs and exports one flow by its number', () => {
    const cwd = folderWith({ 'guide.md': guide });
    expect(laneflow(['simulate', 'guide.md#2'], { cwd })).toMatchObject({ code: 0, stdout: 'n1 n2\n' });
    const exported = laneflow(['export', 'guide.md#2', '--to', 'layout'], { cwd });
    expect(JSON.parse(exported.stdout)).toBeTypeOf('object');
    expect(exported.stdout).toContain('n2');
    expect(exported.stdout).not.toContain('n5');
    expect(laneflow(['simulate', 'guide.md'], { cwd })).toMatchObject({
      code: 2,
      stderr: "error: One flow is needed here, and 'guide.md' has 2. Take one of them, such as guide.md#1.\n",
    });
    expect(laneflow(['export', 'guide.md#3', '--to', 'layout'], { cwd })).toMatchObject({
      code: 2,
      stderr: "error: There is no flow 3 in 'guide.md'. It has 2 flows.\n",
    });
  });

  it('and only that has flows with numbers', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.md#1': parcel });
    expect(laneflow(['check', 'a.flow#1'], { cwd })).toMatchObject({
      code: 2,
      stderr: "error: 'a.flow' is no Markdown file, so it has no flow #1.\n",
    });
    expect(laneflow(['check', 'b.md#1'], { cwd }).code).toBe(0);
  });

  it('can come from standard input', () => {
    const { code, stdout } = laneflow(['check', '-', '--stdin-filename', 'x.md', '--format', 'compact'], {
      input: fence(broken),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^x\.md:6:23-6:26: error unknown-node /m);
  });
});
