import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, canBeNobody, folderWith, laneflow, nobody, parcel, removeFolders, shell } from './harness.ts';

removeFolders();

const flows = folderWith({
  'b.flow': broken,
  'a.flow': broken,
  'UPPER.FLOW': broken,
  'c.fz': broken,
  'd.txt': broken,
  'e[1].flow': broken,
  'inner/deep/z.flow': broken,
  '.hidden/h.flow': broken,
  'node_modules/n/n.flow': broken,
  'empty/readme.md': '# nothing here\n',
});
symlinkSync('a.flow', join(flows, 'link.flow'));
mkdirSync(join(flows, 'cycle'));
symlinkSync('..', join(flows, 'cycle', 'up'));

/** The files that words stand for, in the order of their reading; each has one error to be known by. */
function filesOf(...words: string[]): readonly string[] {
  const { stdout } = laneflow(['check', '--format', 'compact', ...words], { cwd: flows });
  return [...stdout.matchAll(/^(.*):5:23-5:26: error unknown-node/gm)].map((match) => String(match[1]));
}

describe('inputs', () => {
  it('finds flows in a folder by name, skipping hidden folders and node_modules', () => {
    expect(filesOf('.')).toEqual(['UPPER.FLOW', 'a.flow', 'b.flow', 'c.fz', 'e[1].flow', 'inner/deep/z.flow']);
    expect(filesOf('inner/')).toEqual(['inner/deep/z.flow']);
    expect(filesOf(join(flows, 'inner'))).toEqual([join(flows, 'inner/deep/z.flow')]);
  });

  it('keeps the order of the words, and reads a file once', () => {
    const words = ['c.fz', 'inner', 'a.flow', 'link.flow', './a.flow', 'c.fz'];
    expect(filesOf(...words)).toEqual(['c.fz', 'inner/deep/z.flow', 'a.flow']);
  });

  it('reads a file that is named, whatever its ending', () => {
    expect(filesOf('d.txt')).toEqual(['d.txt']);
  });

  it('expands patterns itself', () => {
    expect(filesOf('[ab].flow', '?.fz')).toEqual(['a.flow', 'b.flow', 'c.fz']);
    expect(filesOf('{b,c}.*', 'inner/**')).toEqual(['b.flow', 'c.fz', 'inner/deep/z.flow']);
    expect(filesOf('**/z.flow')).toEqual(['inner/deep/z.flow']);
  });

  it('takes a path that exists as it is, not as a pattern', () => {
    expect(filesOf('e[1].flow')).toEqual(['e[1].flow']);
  });

  it.each([
    [['no.flow'], "error: There is no file or folder 'no.flow'. Did you mean "],
    [['bb.flow'], "error: There is no file or folder 'bb.flow'. Did you mean b.flow?\n"],
    [
      ['inner/deep/zz.flow'],
      "error: There is no file or folder 'inner/deep/zz.flow'. Did you mean inner/deep/z.flow?\n",
    ],
    [['nowhere/x.flow'], "error: There is no file or folder 'nowhere/x.flow'. Did you mean "],
    [['*.flwo'], "error: No file matches '*.flwo'. Did you mean "],
    [['empty'], "error: There is no .flow or .fz file in 'empty'. Did you mean UPPER.FLOW or a.flow or b.flow?\n"],
    [['a.flow/x.flow'], "error: 'a.flow/x.flow' cannot be read: a part of the path is a file, not a folder.\n"],
    [[`${'x'.repeat(300)}.flow`], 'the name is too long.\n'],
  ])('says that nothing matches %j, names near files and exits 2', (words, message) => {
    const { code, stdout, stderr } = laneflow(['check', ...words], { cwd: flows });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('still checks the other files', () => {
    const { code, stderr } = laneflow(['check', 'a.flow', 'no.flow'], { cwd: flows });
    expect(code).toBe(2);
    expect(stderr).toContain("There is no file or folder 'no.flow'");
    expect(stderr).toContain('1 file, 1 error');
  });

  it('reads standard input for -', () => {
    const piped = (...words: string[]) => laneflow(words, { cwd: flows, input: 'A { # A\n' });
    expect(piped('check', '-').stderr).toContain('stdin:1:1 error unclosed-lane');
    expect(piped('check', '-', '--stdin-filename', 'desk.flow').stderr).toContain('desk.flow:1:1 error unclosed-lane');
    expect(piped('check', '-', '-').stderr).toContain('1 file, 1 error');
  });

  it('reads what a shell offers as a file', () => {
    expect(shell('laneflow check <(cat a.flow)', { cwd: flows }).stderr).toMatch(/:5:23 error unknown-node/);
  });

  it('says what is wrong with a link that leads nowhere and with links in a circle', () => {
    const cwd = folderWith({});
    symlinkSync('gone.flow', join(cwd, 'dangling.flow'));
    symlinkSync('round.flow', join(cwd, 'round.flow'));
    expect(laneflow(['check', 'dangling.flow'], { cwd }).stderr).toContain(
      "There is no file or folder 'dangling.flow'.",
    );
    expect(laneflow(['check', 'round.flow'], { cwd }).stderr).toBe(
      "error: 'round.flow' cannot be read: its links lead in a circle.\n",
    );
  });

  it.skipIf(!canBeNobody)('says when permission is denied (only root can become somebody else)', () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, 'secret.flow'), parcel, { mode: 0o600 });
    chmodSync(cwd, 0o755);
    expect(laneflow(['check', 'secret.flow'], { cwd, uid: nobody })).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: 'secret.flow' cannot be read: permission denied.\n",
    });
  });
});

describe('bytes', () => {
  it('names the first byte that is not UTF-8', () => {
    const cwd = folderWith({ 'latin.flow': Buffer.from('Caf\u00e9 { # Caf\u00e9\n}\n', 'latin1') });
    const { code, stderr } = laneflow(['check', 'latin.flow'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('latin.flow:1:4 error invalid-utf8');
    expect(stderr).toContain('The file is not valid UTF-8 (byte 0xE9 at offset 3).');
    expect(stderr).toContain('1 file, 1 error, 0 warnings');
  });

  it('refuses a file of a gigabyte by its size alone', () => {
    const cwd = folderWith({ 'huge.flow': '' });
    truncateSync(join(cwd, 'huge.flow'), 1e9);
    const { code, stderr } = shell('ulimit -v 4000000; laneflow check huge.flow', { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('huge.flow:1:1 error source-too-large');
    expect(stderr).toContain('The source has 1000 MB; the limit is 5 MB.');
  });

  it('stops reading what never ends', () => {
    const { code, stderr } = laneflow(['check', '/dev/zero'], {});
    expect(code).toBe(1);
    expect(stderr).toContain('/dev/zero:1:1 error source-too-large');
    const endless = shell('yes "n1: circle" | laneflow check -');
    expect(endless.code).toBe(1);
    expect(endless.stderr).toContain('stdin:1:1 error source-too-large');
  });

  it('reads lines that end with CRLF', () => {
    const cwd = folderWith({ 'dos.flow': parcel.replaceAll('\n', '\r\n'), 'unix.flow': parcel });
    expect(laneflow(['check', 'dos.flow'], { cwd }).code).toBe(0);
    const unix = laneflow(['unix.flow', '-o', '-'], { cwd }).stdout;
    expect(laneflow(['dos.flow', '-o', '-'], { cwd }).stdout).toBe(unix);
  });

  it('says that an empty file has no lane', () => {
    const cwd = folderWith({ 'empty.flow': '' });
    const { code, stderr } = laneflow(['empty.flow'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('empty.flow:1:1 error no-lanes');
  });
});
