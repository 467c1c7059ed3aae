import { describe, expect, it } from 'vitest';
import { folderWith, laneflow, removeFolders } from './harness.ts';

removeFolders();

/** Eighty steps in a row with jumps ahead: large enough for ELK to be asked. */
const long = [
  'Line { # Line',
  ...Array.from({ length: 80 }, (_, index) => `  n${index}: rectangle label:"Step ${index}"`),
  ...Array.from({ length: 79 }, (_, index) => `  n${index} -> n${index + 1}`),
  ...Array.from({ length: 9 }, (_, index) => `  n${index * 8} -> n${index * 8 + 11} [label="jump ${index}"]`),
  '}',
].join('\n');

describe('render --layout', () => {
  it('lets ELK compete in a worker for a large flow, with the same bytes every time', () => {
    const folder = folderWith({ 'long.flow': long });
    const drawn = ['auto', 'auto', 'lanes'].map((layout) =>
      laneflow(['render', 'long.flow', '--layout', layout, '--effort', 'fast', '-o', '-'], { cwd: folder }),
    );
    expect(drawn.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(drawn[0]?.stdout).toBe(drawn[1]?.stdout);
    expect(drawn[0]?.stderr).not.toMatch(/ELK/);
    expect(drawn[2]?.stdout).toMatch(/^<svg /);
  });

  it('knows its choices', () => {
    const { code, stderr } = laneflow(['render', 'x.flow', '--layout', 'elk2']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/auto, lanes/);
  });
});
