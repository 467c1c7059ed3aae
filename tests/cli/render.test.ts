import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, canBeNobody, folderWith, laneflow, nobody, parcel, removeFolders, seed, shell } from './harness.ts';

removeFolders();

const long = new Date('2001-01-01');

/** All names in a folder and below, to see that nothing else was left. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('render', () => {
  it('draws beside the input and tells in one line what it saw', () => {
    const cwd = folderWith({ 'two-factor.flow': seed });
    const { code, stdout, stderr } = laneflow(['render', 'two-factor.flow', '-q'], { cwd });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, 'two-factor.svg'), 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    const again = laneflow(['two-factor.flow', '-o', 'again.svg'], { cwd });
    expect(again.stderr).toContain('✓ two-factor.flow  3 lanes, 18 nodes, 18 edges, 1 loop → again.svg\n');
    expect(readFileSync(join(cwd, 'again.svg'), 'utf8')).toBe(readFileSync(join(cwd, 'two-factor.svg'), 'utf8'));
    expect(namesIn(cwd)).toEqual(['again.svg', 'two-factor.flow', 'two-factor.svg']);
  });

  it('says what to try next after the first drawing, and only then', () => {
    const cwd = folderWith({ 'a b.flow': parcel });
    const first = laneflow(['a b.flow'], { cwd }).stderr.split('\n');
    expect(first[1]).toMatch(/^next: node .*main\.js simulate 'a b\.flow'$/);
    expect(laneflow(['a b.flow'], { cwd }).stderr).toBe(
      '✓ a b.flow  2 lanes, 5 nodes, 5 edges → a b.svg (unchanged)\n',
    );
    const line = String(first[1]).slice('next: '.length);
    expect(shell(line, { cwd }).stdout).toBe('n1 n2 n3 n5\n');
  });

  it('leaves the next step out where scenarios stand beside the flow', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.scenario.yaml': '' });
    expect(laneflow(['a.flow'], { cwd }).stderr).toBe('✓ a.flow  2 lanes, 5 nodes, 5 edges → a.svg\n');
  });

  it('draws to standard output for -o -, and for input -', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const direct = laneflow(['a.flow', '-o', '-'], { cwd });
    expect(direct.stdout).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    expect(direct.stderr).toBe('✓ a.flow  2 lanes, 5 nodes, 5 edges → standard output\n');
    const piped = laneflow(['-'], { cwd, input: parcel });
    expect(piped.stdout).toBe(direct.stdout);
    expect(namesIn(cwd)).toEqual(['a.flow']);
  });

  it('writes a drawing from standard input to a file', () => {
    const cwd = folderWith({});
    expect(laneflow(['-', '-o', 'new/deep/x.svg'], { cwd, input: parcel }).code).toBe(0);
    expect(namesIn(cwd)).toEqual(['new', 'new/deep', 'new/deep/x.svg']);
  });

  it('draws several flows into a folder, with a line for each and one for all', () => {
    const cwd = folderWith({ 'flows/a.flow': parcel, 'flows/b.flow': parcel });
    const { code, stderr } = laneflow(['flows', '-o', 'drawings/'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe(`✓ flows/a.flow  2 lanes, 5 nodes, 5 edges → drawings/a.svg
✓ flows/b.flow  2 lanes, 5 nodes, 5 edges → drawings/b.svg
2 drawings, 0 unchanged
`);
    expect(namesIn(join(cwd, 'drawings'))).toEqual(['a.svg', 'b.svg']);
  });

  it('honors theme, direction, effort and the prefix of ids', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const draw = (...words: string[]) => laneflow(['a.flow', '-o', '-', ...words], { cwd }).stdout;
    const plain = draw();
    for (const words of [
      ['--theme', 'dark'],
      ['--theme', 'light'],
      ['--direction', 'down'],
      ['--id-prefix', 'x'],
    ]) {
      const drawing = draw(...words);
      expect(drawing).toMatch(/^<svg/);
      expect(drawing).not.toBe(plain);
    }
    expect(draw('--theme', 'auto', '--direction', 'right')).toBe(plain);
    for (const effort of ['fast', 'normal', 'best']) expect(draw('--effort', effort)).toMatch(/^<svg/);
  });

  it('shows warnings but no infos, and infos too with --verbose', () => {
    const cwd = folderWith({ 'a.flow': seed.replace('n5.handle(right) ->', 'n5 ->').replace('-> User.n3.', '-> n3.') });
    expect(laneflow(['a.flow'], { cwd }).stderr).toContain('warning missing-lane-prefix');
    expect(laneflow(['a.flow', '-q'], { cwd }).stderr).toBe('');
    expect(laneflow(['a.flow', '-v'], { cwd }).stderr).toMatch(/a\.flow drawn in \d+ ms/);
  });
});

describe('all or nothing', () => {
  it('writes no file when one input has an error', () => {
    const cwd = folderWith({ 'good.flow': parcel, 'bad.flow': broken });
    const { code, stderr } = laneflow(['good.flow', 'bad.flow'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('bad.flow:5:23 error unknown-node');
    expect(stderr).toMatch(/\n2 files, 1 error, \d+ warnings?.*; nothing was written\n$/);
    expect(namesIn(cwd)).toEqual(['bad.flow', 'good.flow']);
  });

  it('writes no file when one input is missing, even with the others fine', () => {
    const cwd = folderWith({ 'good.flow': parcel });
    expect(laneflow(['good.flow', 'gone.flow'], { cwd }).code).toBe(2);
    expect(namesIn(cwd)).toEqual(['good.flow']);
  });

  it('writes the good ones with --keep-going and tells by the exit code', () => {
    const cwd = folderWith({ 'good.flow': parcel, 'bad.flow': broken });
    expect(laneflow(['good.flow', 'bad.flow', '--keep-going'], { cwd }).code).toBe(1);
    expect(laneflow(['good.flow', 'gone.flow', '--keep-going'], { cwd }).code).toBe(2);
    expect(namesIn(cwd)).toEqual(['bad.flow', 'good.flow', 'good.svg']);
  });

  it('leaves the last good drawing when the flow has an error now', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    laneflow(['a.flow'], { cwd });
    const before = readFileSync(join(cwd, 'a.svg'), 'utf8');
    writeFileSync(join(cwd, 'a.flow'), broken);
    expect(laneflow(['a.flow'], { cwd }).code).toBe(1);
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toBe(before);
  });

  it('refuses two inputs with one output before anything is written', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.fz': parcel, 'b.flow': parcel, 'x/b.flow': parcel });
    const refused = (...words: string[]) => {
      const { code, stdout, stderr } = laneflow(words, { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      return stderr;
    };
    expect(refused('a.flow', 'a.fz')).toBe(
      "error: 'a.flow' and 'a.fz' would both be written to 'a.svg'. Rename one of them.\n",
    );
    expect(refused('b.flow', 'x/b.flow', '-o', 'out/')).toContain("would both be written to 'out/b.svg'.");
    expect(refused('a.flow', 'b.flow', '-o', 'one.svg')).toContain("would both be written to 'one.svg'. Name a folder");
    expect(refused('a.flow', 'b.flow', '-o', '-')).toContain('would both be written to stdout.');
    expect(namesIn(cwd)).toEqual(['a.flow', 'a.fz', 'b.flow', 'x', 'x/b.flow']);
  });

  it('never replaces an input, nor a file whose ending says that it holds something else', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'seed.svg': parcel, 'b.flow': parcel });
    linkSync(join(cwd, 'a.flow'), join(cwd, 'hard.svg'));
    const refused = (...words: string[]) => laneflow(words, { cwd }).code;
    expect(refused('a.flow', '-o', 'a.flow')).toBe(2);
    expect(refused('a.flow', '-o', 'hard.svg')).toBe(2);
    expect(refused('seed.svg')).toBe(2);
    expect(refused('a.flow', '-o', 'b.flow')).toBe(2);
    expect(refused('a.flow', '-o', 'a.jpg')).toBe(2);
    for (const name of ['a.flow', 'seed.svg', 'b.flow']) expect(readFileSync(join(cwd, name), 'utf8')).toBe(parcel);
    expect(namesIn(cwd)).toEqual(['a.flow', 'b.flow', 'hard.svg', 'seed.svg']);
  });
});

describe('writing', () => {
  it('does not touch a file that would stay the same', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    laneflow(['a.flow'], { cwd });
    utimesSync(join(cwd, 'a.svg'), long, long);
    expect(laneflow(['a.flow'], { cwd }).stderr).toContain('(unchanged)');
    expect(statSync(join(cwd, 'a.svg')).mtime).toEqual(long);
  });

  it('keeps the permissions of the file it replaces', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.svg': 'old' });
    chmodSync(join(cwd, 'a.svg'), 0o640);
    laneflow(['a.flow'], { cwd });
    expect(statSync(join(cwd, 'a.svg')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toContain('<svg');
  });

  it('follows links and replaces what they lead to, also when that does not exist yet', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'real/there.svg': 'old' });
    mkdirSync(join(cwd, 'links'));
    for (const name of ['there', 'later']) {
      const link = join(cwd, 'links', `${name}.svg`);
      symlinkSync(`../real/${name}.svg`, link);
      expect(laneflow(['a.flow', '-o', `links/${name}.svg`], { cwd }).code).toBe(0);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(readlinkSync(link)).toBe(`../real/${name}.svg`);
      expect(readFileSync(join(cwd, 'real', `${name}.svg`), 'utf8')).toContain('<svg');
    }
    expect(namesIn(join(cwd, 'real'))).toEqual(['later.svg', 'there.svg']);
  });

  it('replaces the file at once: a reader that has the old one open still reads all of it', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'a.svg': 'old content' });
    expect(shell('exec 3< a.svg; laneflow -q a.flow; cat <&3', { cwd }).stdout).toBe('old content');
  });

  it('writes to devices without replacing them', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    expect(laneflow(['-q', 'a.flow', '-o', '/dev/null'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(shell('laneflow -q a.flow -o /dev/stdout | cat', { cwd }).stdout).toMatch(/^<svg/);
  });

  it('leaves no temporary file and no result when a folder is in the way', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.flow': parcel, 'b.svg/keep.txt': '' });
    const { code, stderr } = laneflow(['a.flow', 'b.flow'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe("error: 'b.svg' cannot be written: it is a folder.\n");
    expect(namesIn(cwd)).toEqual(['a.flow', 'b.flow', 'b.svg', 'b.svg/keep.txt']);
  });

  it.skipIf(!canBeNobody)('says when a folder may not be written to (only root can become somebody else)', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.flow': parcel, 'b.svg': 'old' });
    chmodSync(cwd, 0o755);
    const { code, stderr } = laneflow(['a.flow', '-o', 'a.svg'], { cwd, uid: nobody });
    expect({ code, stderr }).toEqual({ code: 2, stderr: "error: 'a.svg' cannot be written: permission denied.\n" });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'b.svg'), 0o444);
    const closed = laneflow(['b.flow'], { cwd, uid: nobody });
    expect(closed).toEqual({ code: 2, stdout: '', stderr: "error: 'b.svg' cannot be written: permission denied.\n" });
    expect(readFileSync(join(cwd, 'b.svg'), 'utf8')).toBe('old');
    expect(namesIn(cwd)).toEqual(['a.flow', 'b.flow', 'b.svg']);
  });
});

describe('render --check', () => {
  it('exits 1 for a missing and for a stale drawing, and writes nothing', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.flow': parcel, 'c.flow': parcel, 'b.svg': 'old' });
    laneflow(['c.flow'], { cwd });
    const { code, stderr } = laneflow(['render', '.', '--check'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'a.svg is stale\nb.svg is stale\n3 drawings, 2 stale\n' });
    expect(existsSync(join(cwd, 'a.svg'))).toBe(false);
    expect(readFileSync(join(cwd, 'b.svg'), 'utf8')).toBe('old');
  });

  it('exits 0 when every drawing is what would be drawn', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    laneflow(['a.flow'], { cwd });
    expect(laneflow(['a.flow', '--check'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '1 drawing, 0 stale\n' });
  });

  it('takes line ends that git changed for no difference, and tells what is stale even when it is quiet', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    laneflow(['a.flow'], { cwd });
    const drawn = readFileSync(join(cwd, 'a.svg'), 'utf8');
    writeFileSync(join(cwd, 'a.svg'), drawn.replaceAll('\n', '\r\n'));
    expect(laneflow(['a.flow', '--check'], { cwd }).code).toBe(0);
    writeFileSync(join(cwd, 'a.svg'), `${drawn}\r\n`);
    expect(laneflow(['a.flow', '--check', '-q'], { cwd })).toMatchObject({ code: 1, stderr: 'a.svg is stale\n' });
  });

  it('compares files only', () => {
    expect(laneflow(['-', '--check'], { input: parcel }).code).toBe(2);
  });
});
