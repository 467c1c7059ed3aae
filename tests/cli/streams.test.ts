import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasColor } from '../../src/cli/color.ts';
import { broken, converse, folderWith, hasTerminal, laneflow, main, removeFolders, shell } from './harness.ts';

removeFolders();

const color = String.fromCodePoint(0x1b);
const many = `A { # A\n${'n1 -> n2\n'.repeat(3000)}}\n`;
const cwd = folderWith({ 'bad.flow': broken, 'many.flow': many });

describe('streams', () => {
  it('ends quietly when the reader of stdout has seen enough', () => {
    const { stdout, stderr, code } = shell('laneflow check --format compact many.flow | head -1; echo "$PIPESTATUS"', {
      cwd,
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^many\.flow:\d+:\d+-.*\n[01]\n$/);
  });

  it('ends quietly when the reader of stderr has seen enough', () => {
    const { stdout, stderr } = shell('laneflow check many.flow 2>&1 >/dev/null | head -1; echo "$PIPESTATUS"', {
      cwd,
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^many\.flow:\d+:\d+ .*\n1\n$/);
  });

  it('writes the whole report to a slow reader', () => {
    const { stdout } = shell('laneflow check --format compact many.flow | (sleep 0.3; wc -l)', { cwd });
    expect(Number(stdout)).toBeGreaterThanOrEqual(3000);
  });

  it.skipIf(!existsSync('/dev/full'))('says when stdout cannot be written (needs /dev/full)', () => {
    expect(shell('laneflow check --format json bad.flow > /dev/full', { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: Standard output cannot be written: the disk is full.\n',
    });
  });

  it('ends with the signal when it is interrupted', async () => {
    const child = spawn(process.execPath, [main, 'check', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
    setTimeout(() => child.kill('SIGINT'), 300);
    const ended = await new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
    expect(['SIGINT', 130]).toContain(ended);
  });
});

describe('color', () => {
  it('is decided by the first that speaks: --color, NO_COLOR, FORCE_COLOR, the terminal', () => {
    const screen = { isTTY: true };
    const pipe = {};
    expect(hasColor(screen, 'never', { FORCE_COLOR: '1' })).toBe(false);
    expect(hasColor(pipe, 'always', { NO_COLOR: '1', TERM: 'dumb' })).toBe(true);
    expect(hasColor(screen, 'auto', { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
    expect(hasColor(screen, 'auto', { NO_COLOR: '' })).toBe(true);
    expect(hasColor(pipe, 'auto', { FORCE_COLOR: '1', TERM: 'dumb' })).toBe(true);
    expect(hasColor(screen, 'auto', { FORCE_COLOR: '0' })).toBe(false);
    expect(hasColor(screen, 'auto', { TERM: 'xterm' })).toBe(true);
    expect(hasColor(screen, 'auto', { TERM: 'dumb' })).toBe(false);
    expect(hasColor(pipe, 'auto', { TERM: 'xterm' })).toBe(false);
  });

  it('is absent in a pipe and present when asked for', () => {
    const check = (env: NodeJS.ProcessEnv, ...words: string[]) =>
      laneflow(['check', 'bad.flow', ...words], { cwd, env }).stderr.includes(color);
    expect(check({})).toBe(false);
    expect(check({ FORCE_COLOR: '1' })).toBe(true);
    expect(check({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(check({ NO_COLOR: '1' }, '--color', 'always')).toBe(true);
    expect(check({ FORCE_COLOR: '1' }, '--color', 'never')).toBe(false);
  });

  it('never reaches the product', () => {
    const { stdout } = laneflow(['check', 'bad.flow', '--format', 'compact', '--color', 'always'], { cwd });
    expect(stdout).not.toContain(color);
  });

  it('leaves the same words without it', () => {
    const strip = (text: string) => text.replaceAll(new RegExp(`${color}\\[\\d+m`, 'g'), '');
    const colored = laneflow(['check', 'bad.flow', '--color', 'always'], { cwd }).stderr;
    expect(strip(colored)).toBe(laneflow(['check', 'bad.flow'], { cwd }).stderr);
  });

  it('uses ASCII without UTF-8 in the locale', () => {
    const check = (env: NodeJS.ProcessEnv) => laneflow(['check', 'bad.flow'], { cwd, env }).stderr;
    for (const env of [{ LANG: '' }, { LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }]) {
      expect(check(env)).toContain('\n  5 |   n1.handle(right) -> n22');
      expect(check(env)).toMatch(/^[\n -~]*$/);
    }
    expect(check({ LANG: 'C', LC_CTYPE: 'de_DE.utf8' })).toContain('  5 │ ');
  });
});

describe.skipIf(!hasTerminal)('a terminal (needs script of util-linux)', () => {
  it('gets color, and none with NO_COLOR or TERM=dumb', async () => {
    expect((await converse('laneflow check bad.flow', cwd)).stdout).toContain(color);
    expect((await converse('NO_COLOR=1 laneflow check bad.flow', cwd)).stdout).not.toContain(color);
    expect((await converse('TERM=dumb laneflow check bad.flow', cwd)).stdout).not.toContain(color);
  });

  it.each([
    [60, 60],
    [70, 70],
    [30, 60],
    [400, 100],
  ])('of %i columns gets lines of at most %i', async (columns, most) => {
    const wide = `A { # ${'label '.repeat(30)}\n  n1 -> ${'n'.repeat(150)}\n}\n`;
    const folder = folderWith({ 'wide.flow': wide });
    const { stdout } = await converse(`stty cols ${columns}; laneflow check --color never wide.flow`, folder);
    const lengths = stdout.split(/\r?\n/).map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
    expect(Math.max(...lengths)).toBeGreaterThan(most - 15);
  });

  it('shows the short help with exit 0', async () => {
    const { code, stdout } = await converse('laneflow', cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('laneflow check library.flow');
  });

  it('shows how far a long command has come, and wipes it', async () => {
    const step = `A { # A\n${Array.from({ length: 1500 }, (_, i) => `n${i}: rectangle label:"${i}"`).join('\n')}\n}\n`;
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i + 10}.flow`, step]));
    const { stdout } = await converse('laneflow check .', folderWith(files));
    expect(stdout).toMatch(/\r\d+\/12 f\d\d\.flow/);
    expect(stdout).toContain(`\r${color}[K`);
  });

  it('is told that input is awaited', async () => {
    const { stdout } = await converse('laneflow check -', cwd, [[/end it with Ctrl-D/i, 'A {\r\u0004']]);
    expect(stdout).toContain('stdin:1:1');
  });

  it('ends with 130 on Ctrl-C', async () => {
    const { code } = await converse('laneflow check -', cwd, [[/end it with Ctrl-D/i, '\u0003']]);
    expect(code).toBe(130);
  });
});
