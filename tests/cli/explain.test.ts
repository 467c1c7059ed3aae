import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCodes, infoOf } from '../../src/diagnostics/codes.ts';
import { folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const root = join(import.meta.dirname, '..', '..');

describe('explain', () => {
  it('prints the page of a rule, readable without color', () => {
    const { code, stdout, stderr } = laneflow(['explain', 'several-starts']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^several-starts\n\nTier structure · warning · repaired by hand\n\nSeveral circles/);
    expect(stdout).toContain('\nReported\n\n    Florist { # Florist\n      n1: circle label:"Order by letter"\n');
    expect(stdout).toContain('\n    There are 2 start circles; a run uses one of them.\n\nFine\n\n    Florist {');
    expect(stdout).toMatch(/\nWhat to do\n\n.*`--start`/s);
    expect(stdout).not.toMatch(/```|^#/m);
  });

  it('marks titles and words of code where there is color', () => {
    const { stdout } = laneflow(['explain', 'several-starts', '--color', 'always']);
    expect(stdout).toContain('\u001b[1mReported\u001b[22m\n');
    expect(stdout).toContain('\u001b[36m--start\u001b[39m');
    expect(stdout).not.toContain('`');
  });

  it('lists all rules by tier with severity and one line', () => {
    const { code, stdout } = laneflow(['explain']);
    expect(code).toBe(0);
    const rows = [...stdout.matchAll(/^ {2}([a-z0-9-]+) +(error|warning|info|off) +(\S.*[.!?])$/gm)];
    expect(rows.map((row) => [row[1], row[2]])).toEqual(allCodes().map((rule) => [rule, infoOf(rule).severity]));
    expect(stdout).toMatch(/^input\n {2}invalid-utf8/);
    expect(stdout).toContain('\n\nreference\n  unknown-node ');
  });

  it('suggests the rule that was perhaps meant', () => {
    expect(laneflow(['explain', 'severl-starts'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: There is no rule 'severl-starts'. Did you mean several-starts?\n",
    });
    expect(laneflow(['explain', '../../README'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: There is no rule '../../README'. laneflow explain lists all rules.\n",
    });
  });

  it('leads from a flow to the command that explains it', () => {
    const cwd = folderWith({ 'my pay.flow': parcel });
    expect(laneflow(['explain', 'my pay.flow'], { cwd }).stderr).toBe(
      "error: There is no rule 'my pay.flow'. How a flow is understood tells: laneflow explain --flow 'my pay.flow'\n",
    );
  });

  it('finds its pages in the package', () => {
    const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(files).toContain('docs');
    expect(readdirSync(join(root, 'docs', 'rules')).sort()).toEqual(
      allCodes()
        .map((code) => `${code}.md`)
        .sort(),
    );
  });
});
