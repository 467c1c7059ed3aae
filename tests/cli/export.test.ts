import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, removeFolders, seed } from './harness.ts';

removeFolders();

const cwd = folderWith({ 'two-factor.flow': seed, 'broken.flow': broken, 'taken/two-factor.flow': seed });

describe('export --to layout', () => {
  it('prints one json document to stdout and nothing else', () => {
    const { code, stdout, stderr } = laneflow(['export', 'two-factor.flow', '--to', 'layout'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { graph, layout } = JSON.parse(stdout);
    expect(graph.nodes).toHaveLength(18);
    expect(Object.keys(layout.edges)).toHaveLength(18);
    expect(layout.orient).toBe('h');
  });

  it('honors the direction', () => {
    const { stdout } = laneflow(['export', 'two-factor.flow', '--to', 'layout', '--direction', 'down'], { cwd });
    expect(JSON.parse(stdout).layout.orient).toBe('v');
  });

  it('writes to a file and into a folder', () => {
    laneflow(['export', 'two-factor.flow', '--to', 'layout', '-o', 'x.json'], { cwd });
    laneflow(['export', 'two-factor.flow', '--to', 'layout', '-o', 'out/'], { cwd });
    const { stdout } = laneflow(['export', 'two-factor.flow', '--to', 'layout', '-o', '-'], { cwd });
    expect(JSON.parse(laneflow(['export', '-', '--to', 'layout'], { input: seed }).stdout).graph.nodes).toHaveLength(
      18,
    );
    expect(readFileSync(join(cwd, 'x.json'), 'utf8')).toBe(stdout);
    expect(readFileSync(join(cwd, 'out', 'two-factor.layout.json'), 'utf8')).toBe(stdout);
  });

  it('writes nothing for a flow with errors', () => {
    const before = readdirSync(cwd);
    const { code, stdout, stderr } = laneflow(['export', 'broken.flow', '--to', 'layout', '-o', 'no.json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error unknown-node');
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('never replaces its input', () => {
    const { code } = laneflow(['export', 'two-factor.flow', '--to', 'layout', '-o', 'two-factor.flow'], { cwd });
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'two-factor.flow'), 'utf8')).toBe(seed);
  });
});
