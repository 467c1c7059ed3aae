import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const cwd = folderWith({
  'good.flow': parcel,
  'bad.flow': broken,
  'warned.flow': parcel.replace('Counter.n3.handle', 'n3.handle'),
  'loose.flow': `\n\n${parcel}\n\n`,
  'empty/readme.txt': '',
  'bug.mjs': 'String.prototype.matchAll = () => { throw new Error("boom"); };',
});

/** Section 4 of the diagnostics page; 130 and 143 are in streams.test.ts. */
describe('the exit code', () => {
  it.each([
    [0, ['check', 'good.flow', 'warned.flow']],
    [0, ['check', 'warned.flow', '--max-warnings', '1']],
    [0, ['check', 'empty', '--allow-empty']],
    [0, ['render', 'no*.flow', '--allow-empty']],
    [0, ['fmt', 'empty', '--allow-empty']],
    [0, ['fmt', 'good.flow', '--check']],
    [0, ['simulate', 'good.flow']],
    [0, ['explain', 'self-edge']],
    [0, ['fmt', '--help']],
    [1, ['check', 'bad.flow']],
    [1, ['check', 'warned.flow', '--max-warnings', '0']],
    [1, ['check', 'warned.flow', '--profile', 'strict']],
    [1, ['render', 'bad.flow', '-o', '-']],
    [1, ['render', 'good.flow', '--check']],
    [1, ['fmt', 'loose.flow', '--check']],
    [1, ['simulate', 'bad.flow']],
    [1, ['export', 'bad.flow', '--to', 'layout']],
    [2, ['check', 'no.flow']],
    [2, ['check', 'no.flow', 'bad.flow']],
    [2, ['check', 'no.flow', '--allow-empty']],
    [2, ['check', 'empty']],
    [2, ['fmt', 'empty']],
    [2, ['fmt', 'no*.flow', 'loose.flow', '--check']],
    [2, ['check', 'good.flow', '--config', 'no.json']],
    [2, ['check', 'good.flow', '--max-warnings', 'few']],
    [2, ['explain', 'no-rule']],
    [2, ['simulate', 'good.flow', '--start', 'n99']],
  ])('is %i for %j', (code, words) => {
    expect(laneflow(words, { cwd }).code).toBe(code);
  });

  it('is 70 for a bug, also beside findings and files that are missing', () => {
    const env = { NODE_OPTIONS: `--import ${cwd}/bug.mjs` };
    const { code, stderr } = laneflow(['check', 'no.flow', 'bad.flow', 'good.flow'], { cwd, env });
    expect(code).toBe(70);
    expect(stderr).toMatch(/^laneflow has a bug: boom\. Please report it/);
  });

  it('comes with the nearest name where an id was mistyped', () => {
    const { stderr } = laneflow(['simulate', 'good.flow', '--start', 'n11'], { cwd });
    expect(stderr).toBe("error: There is no node 'n11'. Did you mean n1?\n");
  });
});
