import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const warned = parcel.replace('Counter.n3.handle', 'n3.handle').replace('label:"Parcel', 'label="Parcel');

describe('check --fix', () => {
  it('counts what it could fix', () => {
    const cwd = folderWith({ 'warned.flow': warned });
    expect(laneflow(['check', 'warned.flow'], { cwd }).stderr).toMatch(
      /\n1 file, 0 errors, 2 warnings \(2 fixable with --fix\)\n$/,
    );
    expect(readFileSync(join(cwd, 'warned.flow'), 'utf8')).toBe(warned);
  });

  it('applies safe fixes, reports what is left and writes only what changed', () => {
    const cwd = folderWith({ 'warned.flow': warned, 'bad.flow': broken, 'good.flow': parcel });
    const before = statSync(join(cwd, 'bad.flow')).mtimeMs;
    const { code, stdout, stderr } = laneflow(['check', '--fix', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^bad\.flow:5:23 error unknown-node/);
    expect(stderr).not.toContain('warned.flow');
    expect(stderr).toMatch(/\n3 files, 1 error, \d+ warnings?(, \d+ infos?)?; 2 fixed\n$/);
    expect(readFileSync(join(cwd, 'warned.flow'), 'utf8')).toBe(parcel);
    expect(readFileSync(join(cwd, 'bad.flow'), 'utf8')).toBe(broken);
    expect(statSync(join(cwd, 'bad.flow')).mtimeMs).toBe(before);
  });

  it('applies offered fixes with --unsafe, which needs --fix', () => {
    const cwd = folderWith({ 'bad.flow': broken });
    expect(laneflow(['check', '--fix', '--unsafe', 'bad.flow'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'bad.flow'), 'utf8')).toBe(parcel);
    expect(laneflow(['check', '--unsafe', 'bad.flow'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: --unsafe says which fixes --fix applies. Add --fix.\n',
    });
  });

  it('keeps line ends and the encoding', () => {
    const dos = (text: string) => text.replaceAll('\n', '\r\n');
    const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
    const files = { 'dos.flow': `\ufeff${dos(warned)}`, 'le.flow': wide(warned), 'be.flow': wide(warned).swap16() };
    const cwd = folderWith(files);
    expect(laneflow(['check', '--fix', '.'], { cwd }).stderr).toMatch(/; 6 fixed\n$/);
    expect(readFileSync(join(cwd, 'dos.flow'), 'utf8')).toBe(`\ufeff${dos(parcel)}`);
    expect(readFileSync(join(cwd, 'le.flow'))).toEqual(wide(parcel));
    expect(readFileSync(join(cwd, 'be.flow'))).toEqual(wide(parcel).swap16());
  });

  it('fixes every flow of a Markdown file and nothing around them', () => {
    const page = (flow: string, arrow: string) =>
      `Use label="x".\n\n\`\`\`flow\n${flow}\`\`\`\n- item\n\n  \`\`\`flow\n  A {\n    n1: circle\n    n2: circle\n    n1 ${arrow} n2\n  }\n  \`\`\`\n`;
    const cwd = folderWith({ 'guide.md': page(warned, '=>') });
    expect(laneflow(['check', '--fix', 'guide.md'], { cwd }).stderr).toMatch(/\n1 file, 0 errors, .*; 3 fixed\n$/);
    expect(readFileSync(join(cwd, 'guide.md'), 'utf8')).toBe(page(parcel, '->'));
  });

  it('fixes standard input to standard output', () => {
    const { code, stdout, stderr } = laneflow(['check', '--fix', '-'], { input: warned });
    expect({ code, stdout }).toEqual({ code: 0, stdout: parcel });
    expect(stderr).toMatch(/; 2 fixed\n$/);
    expect(laneflow(['check', '--fix', '-', '--format', 'json'], { input: warned })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: The fixed flow and the json report would both go to standard output. Use --format pretty.\n',
    });
  });

  it('reports for tools what is left, and tells people how many were fixed', () => {
    const cwd = folderWith({ 'warned.flow': warned });
    const { stdout, stderr } = laneflow(['check', '--fix', '--format', 'json', 'warned.flow'], { cwd });
    expect(JSON.parse(stdout).summary).toMatchObject({ warnings: 0, fixable: 0 });
    expect(stderr).toBe('2 fixed\n');
  });

  it('does not fix what is switched off', () => {
    const cwd = folderWith({ 'warned.flow': warned });
    laneflow(['check', '--fix', 'warned.flow', '--rule', 'node-attribute-equals=off'], { cwd });
    expect(readFileSync(join(cwd, 'warned.flow'), 'utf8')).toBe(warned.replace('n3.handle', 'Counter.n3.handle'));
  });
});
