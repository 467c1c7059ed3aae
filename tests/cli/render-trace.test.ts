import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, coverageJson, coverageOf, simulate, sourceOf } from '../../src/index.ts';
import { folderWith, laneflow, parcel, removeFolders, seed } from './harness.ts';

removeFolders();

/** A folder with flows, and `t.ndjson`: a run of the first of them. */
function folderWithTrace(flow: string, answers: string): string {
  const cwd = folderWith({ 'a.flow': flow });
  expect(laneflow(['simulate', 'a.flow', '--answers', answers, '--trace', 't.ndjson', '-q'], { cwd }).code).toBe(0);
  return cwd;
}

function coverageFile(names: readonly string[], text: string, hash: string): string {
  const { machine } = compile(sourceOf('a.flow', text));
  return coverageJson(names.map((flow) => ({ flow, hash, coverage: coverageOf(machine, [simulate(machine)]) })));
}

describe('render --trace', () => {
  it('marks the path of the run and leaves everything where it is', () => {
    const cwd = folderWithTrace(seed, 'n13=No,Yes');
    expect(laneflow(['a.flow', '-o', 'plain.svg', '-q'], { cwd }).code).toBe(0);
    const painted = laneflow(['a.flow', '--trace', 't.ndjson', '-o', 'painted.svg'], { cwd });
    expect(painted.code).toBe(0);
    expect(painted.stderr).not.toContain('recorded before');
    const [plain, svg] = ['plain.svg', 'painted.svg'].map((name) => readFileSync(join(cwd, name), 'utf8'));
    expect(svg).toContain('A run of 20 steps, completed at End');
    expect(svg).toMatch(/data-node="n13"[^>]* data-visited="true" data-count="2" data-steps="10 13"/);
    const places = (text = ''): readonly string[] => (text.match(/data-(?:node|edge|lane)="\w+"/g) ?? []).toSorted();
    expect(places(svg)).toEqual(places(plain));
    expect(laneflow(['a.flow', '--trace', 't.ndjson', '-o', 'painted.svg', '--check'], { cwd }).code).toBe(0);
  });

  it('reads a trace from standard input', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    const input = readFileSync(join(cwd, 't.ndjson'));
    const { code, stdout } = laneflow(['a.flow', '--trace', '-', '-o', '-'], { cwd, input });
    expect(code).toBe(0);
    expect(stdout).toContain('data-steps="');
  });

  it('says that the flow has changed since, and paints what still has its name', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    writeFileSync(join(cwd, 'a.flow'), parcel.replaceAll('  n', '      n'));
    expect(laneflow(['a.flow', '--trace', 't.ndjson'], { cwd }).stderr).not.toContain('recorded before');
    writeFileSync(join(cwd, 'a.flow'), parcel.replace('Add a stamp', 'Add two stamps'));
    const { code, stderr } = laneflow(['a.flow', '--trace', 't.ndjson'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('t.ndjson was recorded before a.flow changed; what has the same name is painted\n');
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toMatch(/data-node="n4"[^>]* data-visited="true"/);
  });

  it('refuses the trace of another flow, and writes nothing', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    writeFileSync(join(cwd, 'b.flow'), parcel.replace(/\bn(?=\d)/g, 'step'));
    const { code, stderr } = laneflow(['b.flow', '--trace', 't.ndjson'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("'t.ndjson' is of another flow, 'a.flow': none of its nodes is in 'b.flow'.");
    expect(existsSync(join(cwd, 'b.svg'))).toBe(false);
  });

  it('is for one flow', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    writeFileSync(join(cwd, 'b.flow'), parcel);
    const { code, stderr } = laneflow(['a.flow', 'b.flow', '--trace', 't.ndjson'], { cwd });
    expect([code, existsSync(join(cwd, 'a.svg'))]).toEqual([2, false]);
    expect(stderr).toContain('--trace is of one run of one flow, and there are 2 flows.');
  });

  it('tells file and line of what is no trace', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    const lines = readFileSync(join(cwd, 't.ndjson'), 'utf8').split('\n');
    const cases: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /^error: bad:1: A trace has at least one line/],
      ['{}', /^error: bad:1: A trace begins with its header/],
      [`${lines[0]}\n${lines[1]}\nnonsense\n`, /^error: bad:3: This line of the trace is no JSON object\./],
      [`${lines[0]}\n{"step":"1"}\n`, /^error: bad:2: This is no event of a trace\./],
      [String(lines[0]).replace('"trace":1', '"trace":9'), /^error: bad:1: This trace was written by another version/],
      [new Uint8Array([0xff, 0xd8, 0x00, 0x80]), /^error: 'bad' cannot be read: /],
    ];
    for (const [content, message] of cases) {
      writeFileSync(join(cwd, 'bad'), content);
      const { code, stderr } = laneflow(['a.flow', '--trace', 'bad'], { cwd });
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(message);
    }
    const missing = laneflow(['a.flow', '--trace', 'none'], { cwd });
    expect([missing.code, missing.stderr]).toEqual([2, "error: 'none' cannot be read: it does not exist.\n"]);
    expect(existsSync(join(cwd, 'a.svg'))).toBe(false);
  });
});

describe('render --coverage', () => {
  it('paints each flow with its own coverage, found by its text before its name', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    const hash = /sha256:[0-9a-f]+/.exec(readFileSync(join(cwd, 't.ndjson'), 'utf8'))?.[0] ?? '';
    writeFileSync(join(cwd, 'cov.json'), coverageFile(['a.flow'], parcel, hash));
    writeFileSync(join(cwd, 'moved.flow'), parcel);
    writeFileSync(join(cwd, 'other.flow'), seed);
    const { code, stderr } = laneflow(['a.flow', 'moved.flow', 'other.flow', '--coverage', 'cov.json'], { cwd });
    expect(code).toBe(0);
    expect(stderr).not.toContain('recorded before');
    expect(stderr).toContain('cov.json has no coverage of other.flow; it is drawn plainly\n');
    const svg = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    for (const name of ['a.svg', 'moved.svg']) expect(svg(name)).toContain('Coverage: nodes 4 of 5 (80 %)');
    expect(svg('other.svg')).not.toContain('data-visited');
  });

  it('says that a flow has changed since', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'cov.json': coverageFile(['a.flow'], parcel, 'sha256:0') });
    const { code, stderr } = laneflow(['a.flow', '--coverage', 'cov.json'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('cov.json was recorded before a.flow changed; what has the same name is painted\n');
  });

  it('refuses coverage of other flows only', () => {
    const names = ['x.flow', 'y.flow', 'z.flow', 'w.flow'];
    const cwd = folderWith({ 'a.flow': parcel, 'cov.json': coverageFile(names, seed, 'sha256:0') });
    const { code, stderr } = laneflow(['a.flow', '--coverage', 'cov.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe("error: 'cov.json' has no coverage of 'a.flow'. It is of x.flow, y.flow, z.flow, ….\n");
  });

  it('tells file, line and column of what is no coverage', () => {
    const good = coverageFile(['a.flow'], parcel, 'sha256:0');
    const cwd = folderWith({ 'a.flow': parcel, 'cov.json': good.replace('"n2": 1', '"n2": -1') });
    const { code, stderr } = laneflow(['a.flow', '--coverage', 'cov.json'], { cwd });
    expect([code, stderr]).toEqual([2, "error: cov.json:9:15: 'n2' is a whole number, at least 0.\n"]);
  });

  it('does not go together with a trace', () => {
    const cwd = folderWithTrace(parcel, 'n3=No');
    const { code, stderr } = laneflow(['a.flow', '--coverage', 'c.json', '--trace', 't.ndjson'], { cwd });
    expect([code, stderr.split('\n').length]).toEqual([2, 2]);
    expect(stderr).toContain('--trace and --coverage paint the same parts');
  });
});
