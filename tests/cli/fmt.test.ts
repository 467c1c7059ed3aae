import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchOf } from '../../src/cli/patch.ts';
import { broken, converse, folderWith, hasTerminal, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const loose = parcel.replaceAll('  n', '\tn').replace('label:"Parcel', 'label="Parcel');
const guide = `# Guide  \r\n\r\n\`\`\`flow\r\n${loose.replaceAll('\n', '\r\n')}\`\`\`\r\ntext  \r\n\r\n> \`\`\`fz\r\n> A {\r\n>n1 :circle\r\n> \r\n>\r\n> n1 => n1 }\r\n> \`\`\`\r\n\`\`\`mermaid\r\nA-->B  \r\n\`\`\``;

describe('fmt', () => {
  it('writes the canonical form in place and keeps the permissions', () => {
    const cwd = folderWith({ 'loose.flow': loose, 'fine.flow': parcel });
    chmodSync(join(cwd, 'loose.flow'), 0o640);
    symlinkSync('loose.flow', join(cwd, 'link.flow'));
    const before = statSync(join(cwd, 'fine.flow')).mtimeMs;
    expect(laneflow(['fmt', 'link.flow', 'fine.flow'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '1 file formatted, 1 already fine\n',
    });
    expect(readFileSync(join(cwd, 'loose.flow'), 'utf8')).toBe(parcel);
    expect(statSync(join(cwd, 'loose.flow')).mode & 0o777).toBe(0o640);
    expect(statSync(join(cwd, 'fine.flow')).mtimeMs).toBe(before);
  });

  it('leaves a file with syntax errors as it is, formats the others and exits 1', () => {
    const bad = 'A {\n n1: circle\n n2: hexagon\n}\n';
    const cwd = folderWith({ 'bad.flow': bad, 'loose.flow': loose });
    const { code, stdout, stderr } = laneflow(['fmt', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^bad\.flow:3:6 error unknown-shape\n[\s\S]*\n1 file formatted, 0 already fine, 1 left as it is\n$/,
    );
    expect(readFileSync(join(cwd, 'bad.flow'), 'utf8')).toBe(bad);
    expect(readFileSync(join(cwd, 'loose.flow'), 'utf8')).toBe(parcel);
  });

  it('formats what only names wrongly, and what a profile calls an error', () => {
    const config = '{ "profile": "flowzap" }';
    const cwd = folderWith({ 'names.flow': `${broken}\n\n`, 'odd.flow': loose, 'laneflow.config.json': config });
    expect(laneflow(['fmt', '.'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'names.flow'), 'utf8')).toBe(broken);
    expect(readFileSync(join(cwd, 'odd.flow'), 'utf8')).toBe(parcel);
  });

  it('keeps line ends, and writes UTF-8 without a mark', () => {
    const dos = parcel.replaceAll('\n', '\r\n');
    const utf16 = Buffer.from(`\ufeff${dos}`, 'utf16le');
    const cwd = folderWith({
      'dos.flow': loose.replaceAll('\n', '\r\n'),
      'wide.flow': utf16,
      'mark.flow': `\ufeff${dos}`,
    });
    expect(laneflow(['fmt', '.'], { cwd }).stderr).toBe('3 files formatted, 0 already fine\n');
    for (const name of ['dos.flow', 'wide.flow', 'mark.flow']) expect(readFileSync(join(cwd, name), 'utf8')).toBe(dos);
  });

  it('formats standard input to standard output, and nothing that it cannot read', () => {
    expect(laneflow(['fmt', '-'], { input: loose }).stdout).toBe(parcel);
    expect(laneflow(['fmt', '-'], { input: parcel })).toMatchObject({ code: 0, stdout: parcel });
    const { code, stdout, stderr } = laneflow(['fmt', '-', '--stdin-filename', 'desk.flow'], { input: 'A {\n' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('desk.flow:1:1 error unclosed-lane');
  });

  it('lists with --check what is not formatted, and writes nothing', () => {
    const cwd = folderWith({ 'loose.flow': loose, 'fine.flow': parcel });
    expect(laneflow(['fmt', '--check', '.'], { cwd })).toEqual({
      code: 1,
      stdout: 'loose.flow\n',
      stderr: '1 file to format, 1 already fine\n',
    });
    expect(readFileSync(join(cwd, 'loose.flow'), 'utf8')).toBe(loose);
    expect(laneflow(['fmt', '--check', 'fine.flow'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    expect(laneflow(['fmt', '--check', '-'], { input: loose })).toMatchObject({ code: 1, stdout: 'stdin\n' });
    expect(laneflow(['fmt', '--check', '-q', '.'], { cwd })).toEqual({ code: 1, stdout: 'loose.flow\n', stderr: '' });
  });

  it('prints with --diff what would change, in a form that patch applies', () => {
    const cwd = folderWith({ 'a.flow': loose, 'b.flow': 'A {\r\nn1: circle }', 'fine.flow': parcel });
    const { code, stdout } = laneflow(['fmt', '--diff', '.'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('--- a.flow\n+++ a.flow\n@@ -1,');
    expect(stdout).toContain('-\tn1: circle label="Parcel ready"\n');
    expect(stdout).toContain('+  n1: circle label:"Parcel ready"\n');
    expect(stdout).not.toContain('fine.flow');
    expect(laneflow(['fmt', '--diff', '--check', '.'], { cwd }).code).toBe(1);
    const [a = '', b = ''] = stdout.split(/(?=^--- b)/m);
    expect(applyPatch(loose, a)).toBe(parcel);
    expect(applyPatch('A {\r\nn1: circle }', b, { autoConvertLineEndings: false })).toBe(
      'A {\r\n  n1: circle\r\n}\r\n',
    );
  });

  it.skipIf(!hasTerminal)('colors the diff on a terminal, where no label steers it', async () => {
    const cwd = folderWith({ 'a.flow': 'A {\n n1: circle label:"\u202ex"\n}\n' });
    const { stdout } = await converse('laneflow fmt --diff a.flow', cwd);
    expect(stdout).toContain('\u001b[32m+  n1: circle label:"\\u{202E}x"\u001b[39m');
  });

  it('rewrites the inside of each fence of Markdown and nothing else', () => {
    const cwd = folderWith({ 'guide.md': `\ufeff${guide}`, 'plain.markdown': '# No flow  \n' });
    expect(laneflow(['fmt', 'guide.md', 'plain.markdown'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'guide.md'), 'utf8')).toBe(
      `\ufeff# Guide  \r\n\r\n\`\`\`flow\r\n${parcel.replaceAll('\n', '\r\n')}\`\`\`\r\ntext  \r\n\r\n> \`\`\`fz\r\n> A {\r\n>   n1: circle\r\n>\r\n>   n1 -> n1\r\n> }\r\n> \`\`\`\r\n\`\`\`mermaid\r\nA-->B  \r\n\`\`\``,
    );
    expect(readFileSync(join(cwd, 'plain.markdown'), 'utf8')).toBe('# No flow  \n');
    expect(laneflow(['fmt', '--check', '.', '--markdown'], { cwd }).code).toBe(0);
  });

  it('leaves a fence with syntax errors as it is and formats the others', () => {
    const bad = '```flow\nA {\n```\n';
    const cwd = folderWith({ 'guide.md': `${bad}\`\`\`flow\n${loose}\`\`\`\n` });
    expect(laneflow(['fmt', 'guide.md'], { cwd }).code).toBe(1);
    expect(readFileSync(join(cwd, 'guide.md'), 'utf8')).toBe(`${bad}\`\`\`flow\n${parcel}\`\`\`\n`);
  });

  it('formats one flow of a Markdown file by its number', () => {
    const two = `\`\`\`flow\n${loose}\`\`\`\n`.repeat(2);
    const cwd = folderWith({ 'guide.md': two });
    expect(laneflow(['fmt', 'guide.md#2'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'guide.md'), 'utf8')).toBe(
      `${two.slice(0, two.length / 2)}\`\`\`flow\n${parcel}\`\`\`\n`,
    );
    expect(laneflow(['fmt', 'guide.md#3'], { cwd })).toMatchObject({
      code: 2,
      stderr: "error: There is no flow 3 in 'guide.md'. It has 2 flows.\n",
    });
  });
});

describe('a patch', () => {
  const patchWith = (old: string, changed: string): string | false =>
    applyPatch(old, patchOf('a.txt', old, changed), { autoConvertLineEndings: false });

  it('makes one text of the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '\n', '\r\n'), { maxLength: 30 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (old, changed) => {
        fc.pre(old !== changed);
        expect(patchWith(old, changed)).toBe(changed);
      }),
      { seed: 31, numRuns: 2_000 },
    );
  });

  it('of ten thousand changed lines is one change, and still right', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `\tn${index}: circle\n`).join('');
    const [old, changed] = [`1\n2\n3\n4\n${lines}5\nend`, `1\n2\n3\n4\n${lines.replaceAll('\t', '  ')}5\nend`];
    expect(patchOf('a.txt', old, changed)).toMatch(
      /^--- a\.txt\n\+\+\+ a\.txt\n@@ -2,10005 \+2,10005 @@\n 2\n 3\n 4\n-\tn0/,
    );
    expect(patchWith(old, changed)).toBe(changed);
    expect(patchWith(`${lines}x`, `${lines.replaceAll('\t', '')}x\n`)).toBe(`${lines.replaceAll('\t', '')}x\n`);
  });
});
