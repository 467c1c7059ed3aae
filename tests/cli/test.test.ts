import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, main, parcel, removeFolders, seed, shell } from './harness.ts';

removeFolders();

const good = `flow: parcel.flow
scenarios:
  - name: stamped
    answers: { n3: Yes }
    expect: { end: [n5], never: [n4] }
  - name: not stamped
    answers: { n3: No }
    expect: { visits: { n4: 1 } }
properties:
  - { always: n3, before: n5 }
`;
const bad = `flow: parcel.flow
scenarios:
  - name: stamped
    answers: { n3: Yes }
    expect: { end: [n4] }
properties:
  - { never: n4 }
`;

describe('test', () => {
  it('finds scenario files from the current folder on', () => {
    const cwd = folderWith({
      'parcel.flow': parcel,
      'parcel.scenario.yaml': good,
      'deep/in/other.scenario.json': JSON.stringify({ flow: '../../parcel.flow', scenarios: [{ name: 'happy' }] }),
      'node_modules/x/no.scenario.yaml': 'flow: [',
      '.hidden/no.scenario.yaml': 'flow: [',
      'plain.yaml': 'flow: [',
      'draft/no.scenario.yaml': 'flow: [',
      'laneflow.config.json': '{ "exclude": ["draft"], "include": ["*.flow"] }',
    });
    const { code, stdout, stderr } = laneflow(['test'], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(`deep/in/other.scenario.json
  ✓ happy   4 steps
parcel.scenario.yaml
  ✓ stamped               4 steps
  ✓ not stamped           5 steps
  ✓ always n3 before n5   holds in all fair runs
3 scenarios: 3 passed; 1 property: 1 holds
`);
  });

  it('exits 1 when something is not as expected, and says where in both files', () => {
    const cwd = folderWith({ 'parcel.flow': parcel, 'bad.scenario.yaml': bad });
    const { code, stderr } = laneflow(['test', 'bad.scenario.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('bad.scenario.yaml:5:15   end: [n4]\n');
    expect(stderr).toContain('parcel.flow:11:3         n5 "On its way" ended a token\n');
    expect(stderr).toContain('✗ never n4   fails after 4 steps, at n4\n');
    expect(stderr).toMatch(/1 scenario: 1 failed; 1 property: 1 fails\n$/);
  });

  it('takes flows from where the scenario file stands, and from Markdown', () => {
    const cwd = folderWith({
      'docs/guide.md': `# Guide\n\`\`\`flow\n${parcel}\`\`\`\n\`\`\`flow\nA { # A\n  n1: circle\n}\n\`\`\`\n`,
      'docs/guide.scenario.yaml': 'flow: guide.md#2\nscenarios:\n  - name: one step\n    expect: { path: [n1] }\n',
      'docs/both.scenario.yaml': 'flow: guide.md\n',
      'docs/third.scenario.yaml': 'flow: guide.md#3\n',
    });
    expect(laneflow(['test', 'docs/guide.scenario.yaml'], { cwd })).toMatchObject({ code: 0 });
    const { code, stderr } = laneflow(['test', 'docs/both.scenario.yaml', 'docs/third.scenario.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("'docs/guide.md' has several flows.");
    expect(stderr).toContain("There is no flow 3 in 'docs/guide.md'.");
  });

  it('reports what keeps a flow from being run, and what is wrong with a scenario file', () => {
    const cwd = folderWith({
      'broken.flow': broken,
      'a.scenario.yaml': good.replace('parcel.flow', 'broken.flow'),
      'b.scenario.yaml': good.replace('parcel.flow', 'parcl.flow'),
      'c.scenario.yaml': good.replace('answers', 'answer'),
      'd.scenario.yaml': Buffer.from([0x66, 0xff, 0xfe]),
      'parcel.flow': parcel,
    });
    const { code, stderr } = laneflow(['test'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('broken.flow:5:');
    expect(stderr).toContain('b.scenario.yaml:1:7 error unreadable-scenario\n  1 │ flow: parcl.flow');
    expect(stderr).toContain('Did you mean parcel.flow?');
    expect(stderr).toContain("There is no key 'answer' here.\n    = Did you mean answers?");
    expect(stderr).toContain('d.scenario.yaml:1:2 error invalid-utf8');
    expect(stderr).toMatch(/0 scenarios; 4 files not run\n$/);
  });

  it('exits 2 without a scenario file, and 0 with --allow-empty', () => {
    const cwd = folderWith({ 'parcel.flow': parcel });
    const { code, stderr } = laneflow(['test'], { cwd });
    expect([code, stderr]).toEqual([2, "error: There is no .scenario.yaml file in '.'.\n"]);
    expect(laneflow(['test', '--allow-empty'], { cwd })).toMatchObject({ code: 0, stderr: '0 scenarios\n' });
    expect(laneflow(['test', 'parcel.flow'], { cwd }).stderr).toContain("'parcel.flow' is a flow");
    expect(laneflow(['test', 'parcel.scenario.yml'], { cwd }).code).toBe(2);
  });

  it('runs the scenarios whose names match --filter', () => {
    const cwd = folderWith({ 'parcel.flow': parcel, 'a.scenario.yaml': good });
    expect(laneflow(['test', '--filter', '^not'], { cwd }).stderr).toContain('1 scenario: 1 passed;');
    expect(laneflow(['test', '--filter', '('], { cwd })).toMatchObject({
      code: 2,
      stderr: 'error: \'(\' is no value for --filter. It is a regular expression, such as "card|cash".\n',
    });
  });

  it('prints coverage, holds it against a bar, and writes it', () => {
    const one = good.replace(/ {2}- name: not stamped[\s\S]*?(?=properties)/, '');
    const cwd = folderWith({ 'parcel.flow': parcel, 'a.scenario.yaml': one });
    const { code, stderr } = laneflow(['test', '--coverage', 'a.scenario.yaml'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain(
      'parcel.flow  edges 3 of 5 (60 %)   nodes 4 of 5\n  missing nodes: n4\n  missing edges: e4 e5\n',
    );
    expect(stderr).toMatch(/; edges 60 %\n$/);
    const below = laneflow(['test', '--coverage=61', '--coverage-out', 'cov.json'], { cwd });
    expect([below.code, below.stderr]).toEqual([
      1,
      expect.stringContaining('edges 60 %, and --coverage demands 61 %\n'),
    ]);
    expect(JSON.parse(readFileSync(join(cwd, 'cov.json'), 'utf8')).flows[0].edges).toEqual({
      e1: 1,
      e2: 1,
      e3: 1,
      e4: 0,
      e5: 0,
    });
    expect(laneflow(['test', '--coverage=60', '--coverage-out', 'cov.info'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'cov.info'), 'utf8')).toContain('SF:parcel.flow\n');
    const { code: drawn } = laneflow(['render', 'parcel.flow', '--coverage', 'cov.json'], { cwd });
    expect(drawn).toBe(0);
    writeFileSync(join(cwd, 'laneflow.config.json'), '{ "test": { "coverage": { "edges": 70 } } }');
    expect(laneflow(['test'], { cwd })).toMatchObject({ code: 1 });
    expect(laneflow(['test', '--coverage=x'], { cwd })).toMatchObject({ code: 2 });
  });

  it('writes reports for tools to standard output', () => {
    const cwd = folderWith({ 'parcel.flow': parcel, 'bad.scenario.yaml': bad });
    const json = laneflow(['test', '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout).summary.scenarios).toEqual({ passed: 0, failed: 1 });
    expect(json.stderr).toBe('1 scenario: 1 failed; 1 property: 1 fails\n');
    const github = laneflow(['test'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    expect(github.stdout).toMatch(
      /^::error file=bad\.scenario\.yaml,line=5,col=15,.*title=scenario stamped::expected an end at n4/,
    );
    const junit = laneflow(['test', '--format', 'junit'], { cwd });
    expect(junit.stdout).toContain('<testsuites name="laneflow test" tests="2" failures="2" errors="0" skipped="0">');
    for (const { code } of [json, github, junit]) expect(code).toBe(1);
  });

  it('saves runs against properties as scenarios that make them again', () => {
    const cwd = folderWith({
      'seed.flow': seed,
      'a.scenario.yaml':
        'flow: seed.flow\nproperties:\n  - { always: n15, before: n14 }\n  - { always: n7, fair: false }\n  - { always: n7 }\n',
    });
    const { code, stderr } = laneflow(['test', '--save-counterexample', 'found'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('✗ always n15 before n14           fails after 11 steps, at n14\n');
    expect(stderr).toContain('2 counterexamples: found/a-1.scenario.yaml, found/a-2.scenario.yaml\n');
    const again = laneflow(['test', 'found'], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('2 scenarios: 2 passed\n') });
    expect(again.stderr).not.toContain('warning');
  });

  it('says unknown when the budget ends, and fails', () => {
    const cwd = folderWith({
      'seed.flow': seed,
      'a.scenario.yaml': 'flow: seed.flow\nproperties:\n  - { always: n7 }\n',
    });
    const { code, stderr } = laneflow(['test', '--max-states', '5'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('unknown after 5 states; --max-states allows more');
  });

  it('generates scenarios that take every edge, once', () => {
    const cwd = folderWith({ 'parcel.flow': parcel });
    const words = ['test', 'parcel.flow', '--generate', 'new/parcel.scenario.yaml'];
    expect(laneflow(words, { cwd }).stderr).toBe('2 scenarios, every edge is taken → new/parcel.scenario.yaml\n');
    expect(laneflow(['test', 'new', '--coverage=100'], { cwd }).code).toBe(0);
    const { code, stderr } = laneflow(words, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('exists, and --generate does not overwrite.')]);
    expect(laneflow(['test', '--generate', 'x.yaml'], { cwd }).code).toBe(2);
    expect(existsSync(join(cwd, 'x.yaml'))).toBe(false);
    expect(shell('laneflow test parcel.flow --generate - | head -1', { cwd }).stdout).toBe('flow: parcel.flow\n');
  });

  it('tests again when the flow or the scenarios change, until it is interrupted', async () => {
    const cwd = folderWith({ 'parcel.flow': parcel, 'a.scenario.yaml': good });
    const child = spawn(process.execPath, [main, 'test', '--watch'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let seen = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const before = seen.split('waiting for changes').length;
      seen += text;
      const turns = seen.split('waiting for changes').length;
      if (turns === before) return;
      if (turns === 2) writeFileSync(join(cwd, 'parcel.flow'), parcel.replace('label="No"', 'label="Never"'));
      if (turns === 3) writeFileSync(join(cwd, 'a.scenario.yaml'), good.replace('n3: No', 'n3: Never'));
      if (turns === 4) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(seen.split('waiting for changes').map((turn) => /\d scenarios.*/.exec(turn)?.[0])).toEqual([
      '2 scenarios: 2 passed; 1 property: 1 holds',
      '0 scenarios; 1 file not run',
      '2 scenarios: 2 passed; 1 property: 1 holds',
      undefined,
    ]);
  });
});
