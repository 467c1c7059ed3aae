import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, environment, folderWith, laneflow, main, parcel, removeFolders } from './harness.ts';

removeFolders();

interface Watched {
  readonly code: number | null;
  /** What was said in each turn, before it waited for changes. */
  readonly turns: readonly string[];
}

/** Each time the command waits, the next change is made; after the last one it is interrupted. */
function watched(cwd: string, words: readonly string[], changes: readonly (() => void)[]): Promise<Watched> {
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [main, ...words], { cwd, stdio, env: environment() });
  const pending = [...changes];
  let seen = '';
  let waits = 0;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    for (; waits < seen.split('waiting for changes').length - 1; waits += 1) {
      const change = pending.shift();
      if (change === undefined) child.kill('SIGINT');
      else change();
    }
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      resolve({ code, turns: seen.split(/^waiting for changes.*\n/m).slice(0, -1) });
    }),
  );
}

describe('--watch', () => {
  it('draws again on change; an error keeps the last drawing', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const drawings: string[] = [];
    const keepAndWrite = (text: string) => () => {
      drawings.push(readFileSync(join(cwd, 'a.svg'), 'utf8'));
      writeFileSync(join(cwd, 'a.flow'), text);
    };
    const texts = [broken, parcel.replace('Add a stamp', 'Add two stamps'), parcel];
    const { code, turns } = await watched(cwd, ['render', 'a.flow', '-w'], texts.map(keepAndWrite));
    expect(code).toBe(130);
    expect(turns).toHaveLength(4);
    expect(turns[1]).toContain("There is no node 'n22'.");
    expect(drawings[1]).toBe(drawings[0]);
    expect(drawings[2]).toContain('Add two stamps');
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toBe(drawings[0]);
  });

  it('checks again by several threads', async () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.flow': parcel, 'c.flow': parcel });
    const words = ['check', '.', '--watch', '--jobs', '3'];
    const { code, turns } = await watched(cwd, words, [() => writeFileSync(join(cwd, 'b.flow'), broken)]);
    expect(code).toBe(130);
    expect(turns[0]).toMatch(/^3 files, 0 errors/m);
    expect(turns[1]).toMatch(/^b\.flow:5:23 error unknown-node[\s\S]*\n3 files, 1 error/m);
  });

  it('checks again on change, waits for files that went, and sees new ones', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const file = (name: string) => join(cwd, name);
    const { code, turns } = await watched(
      cwd,
      ['check', '.', '--watch'],
      [
        () => writeFileSync(file('a.flow'), broken),
        () => rmSync(file('a.flow')),
        () => writeFileSync(file('a.flow'), parcel),
        () => writeFileSync(file('b.flow'), broken),
      ],
    );
    expect(code).toBe(130);
    expect(
      turns.map((turn) =>
        turn
          .trimEnd()
          .split('\n')
          .at(-1)
          ?.replace(/, 0 warnings.*/, ''),
      ),
    ).toEqual([
      '1 file, 0 errors',
      expect.stringMatching(/^1 file, 1 error/),
      "error: There is no .flow or .fz file in '.'.",
      '1 file, 0 errors',
      expect.stringMatching(/^2 files, 1 error/),
    ]);
  });

  it.each(['render', 'check', 'test'])('is in the help of %s, and refused there for standard input', (command) => {
    expect(laneflow([command, '--help']).stdout).toMatch(/-w, --watch {2,}\w/);
    const { code, stderr } = laneflow([command, '-', '-w']);
    expect([code, stderr]).toEqual([2, 'error: Standard input cannot be watched. Name a file.\n']);
  });
});
