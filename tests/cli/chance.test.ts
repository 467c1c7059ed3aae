import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/index.ts';
import { converse, folderWith, hasTerminal, laneflow, main, parcel, removeFolders } from './harness.ts';

removeFolders();

const root = join(import.meta.dirname, '../..');
const weights = 'flow: parcel.flow\nweights:\n  n3: { Yes: 1, No: 0 }\n';
const long = parcel.replace('"Parcel ready"', `"${'速達 with a very long name '.repeat(5)}"`);
const cwd = folderWith({
  'parcel.flow': parcel,
  'long.flow': long,
  'sure/parcel.flow': parcel,
  'sure/parcel.scenario.yaml': `${weights}defaults: { seed: 7 }\n`,
  'other/parcel.flow': parcel,
  'other/parcel.scenario.yaml': weights.replace('parcel.flow', 'letter.flow'),
  'wrong/parcel.flow': parcel,
  'wrong/parcel.scenario.yaml': weights.replace('n3', 'n33'),
  'slow.flow': parcel.replace(/\n}\n$/, '\n  n6: rectangle label:"Wait"\n  n4 -> n6\n  n6 -> n4\n}\n'),
  'starts.flow': parcel.replace('  n2: rect', '  n9: circle label:"Letter"\n  n9 -> n2\n  n2: rect'),
});

function many(...words: string[]) {
  return laneflow(['simulate', ...words], { cwd });
}

describe('simulate --runs', () => {
  it('prints the same for the same seed, and says nothing else', () => {
    const first = many('parcel.flow', '--runs', '2000', '--seed', '5');
    expect(first).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^2,000 runs of parcel.flow, seed 5\n/),
      stderr: '',
    });
    expect(many('parcel.flow', '--runs', '2000', '--seed', '5')).toEqual(first);
    expect(many('parcel.flow', '--runs', '2000', '--seed', '6').stdout).not.toBe(first.stdout);
  });

  it('fits 60 columns, whatever things are called', () => {
    const lines = many('long.flow', '--runs', '100').stdout.split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(60);
    expect(lines.some((line) => line.includes('…'))).toBe(true);
  });

  it('takes weights and defaults from the scenario file beside the flow', () => {
    const { stdout, stderr } = many('sure/parcel.flow', '--runs', '50');
    expect(stdout).toMatch(/^50 runs of sure\/parcel.flow, seed 7\nweights from sure\/parcel.scenario.yaml\n/);
    expect(stdout).toMatch(/^n4 .* 0\.00 +0 +0\.00 %$/m);
    expect(stderr).toBe('');
  });

  it('leaves a scenario file for another flow alone, and refuses one that was named', () => {
    const beside = many('other/parcel.flow', '--runs', '50');
    expect(beside.stderr).toBe("other/parcel.scenario.yaml is not used: it is about 'letter.flow'.\n");
    expect(beside.stdout).toMatch(/\nall answers equally likely\n/);
    const named = many('parcel.flow', '--runs', '50', '--scenario', 'other/parcel.scenario.yaml');
    expect([named.code, named.stdout]).toEqual([1, '']);
    expect(named.stderr).toMatch(
      /parcel.scenario.yaml:1:7 error[\s\S]*about 'letter.flow', and the runs are of 'parcel.flow'/,
    );
  });

  it('points at mistakes in the scenario file', () => {
    const { code, stdout, stderr } = many('wrong/parcel.flow', '--runs', '50');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/wrong\/parcel.scenario.yaml:3:3 error[\s\S]*no node 'n33'/);
    expect(many('parcel.flow', '--runs', '50', '--scenario', 'nothing.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is no file or folder 'nothing.yaml'."),
    });
  });

  it('begins where --start says, and refuses another place', () => {
    expect(many('starts.flow', '--runs', '9', '--start', 'n9').stdout).toMatch(/^n9 .* 1\.00/m);
    expect(many('starts.flow', '--runs', '9', '--start', 'n2')).toMatchObject({
      code: 2,
      stderr: 'error: No run begins at n2. Runs begin at n1 or n9.\n',
    });
  });

  it('prints JSON that fits its schema', () => {
    const { code, stdout } = many('parcel.flow', '--runs', '100', '--format', 'json');
    const schema = JSON.parse(readFileSync(join(root, 'schemas/chance.schema.json'), 'utf8'));
    const fits = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
    expect([code, fits(JSON.parse(stdout)), fits.errors]).toEqual([0, true, null]);
    expect(JSON.parse(stdout)).toMatchObject({ runs: 100, isPartial: false, scenario: null });
  });

  it('refuses flags of the other kind, but takes them from the environment for whom they are', () => {
    expect(many('parcel.flow', '--runs', '5', '--policy', 'happy')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: --policy is for one run, and --runs makes many.\n',
    });
    expect(many('parcel.flow', '--format', 'json').stderr).toBe('error: --format goes with --runs N.\n');
    expect(many('parcel.flow', '--runs', '0').stderr).toMatch(
      /^error: '0' is no value for --runs\. It is at least 1\./,
    );
    expect(many('parcel.flow', '--runs', '99999999').stderr).toMatch(/It is at most 10000000\./);
    const one = laneflow(['simulate', 'parcel.flow'], { cwd, env: { LANEFLOW_FORMAT: 'json' } });
    expect(one.stdout).toBe('n1 n2 n3 n5\n');
  });

  it('counts runs without an end as such', () => {
    expect(many('slow.flow', '--runs', '20', '--max-steps', '50').stdout).toMatch(/^step-limit +\d+\.\d\d %/m);
  });

  it('tells after Ctrl-C what is known by then', async () => {
    const child = spawn(process.execPath, [main, 'simulate', 'parcel.flow', '--runs', '10000000', '--format', 'json'], {
      cwd,
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    // The command has no sign for being under way on a pipe, so it is asked again and again until it hears.
    const asking = setInterval(() => child.kill('SIGINT'), 1500);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(asking);
    expect(code).toBe(130);
    const { runs, isPartial } = JSON.parse(text);
    expect([isPartial, runs < 10_000_000]).toEqual([true, true]);
  });

  it.runIf(hasTerminal)(
    'shows on a terminal how far it has come',
    async () => {
      const { stdout } = await converse('laneflow simulate parcel.flow --runs 4000000', cwd);
      expect(stdout).toMatch(/\r\d+\/4000000 runs/);
      expect(stdout).toContain('4,000,000 runs of parcel.flow');
    },
    60_000,
  );
});
