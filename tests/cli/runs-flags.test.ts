import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportedFlows } from '../check/flow-tier.ts';
import { folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

/** The flow of a rule page. */
function flowOf(code: string): string {
  return reportedFlows.find((each) => each.code === code)?.text ?? '';
}

/** A cycle that no run leaves, behind a fork with many orders. */
const wide = `Hall { # Hall
  n0: circle label:"Doors"
${Array.from({ length: 8 }, (_, index) => `  n${index + 1}: rectangle label:"Seat ${index + 1}"\n  n0 -> n${index + 1}\n  n${index + 1} -> n9`).join('\n')}
  n9: rectangle label:"Wait"
  n10: rectangle label:"Wait more"
  n9 -> n10
  n10 -> n9
  loop [until it begins] n9 n10
}
`;

const cwd = folderWith({
  ...Object.fromEntries(reportedFlows.map(({ code, text }) => [`${code}.flow`, text])),
  'parcel.flow': parcel,
  'wide.flow': wide,
  'parcel.scenario.yaml': 'flow: parcel.flow\nproperties:\n  - { never: n4 }\n  - { always: n5 }\n',
});

function check(...words: readonly string[]): ReturnType<typeof laneflow> {
  return laneflow(['check', ...words], { cwd });
}

/** `code message` of each finding. */
function foundBy(...words: readonly string[]): readonly string[] {
  const { diagnostics } = JSON.parse(check(...words, '--format', 'json').stdout);
  return diagnostics.map(({ code, message }: { code: string; message: string }) => `${code} ${message}`);
}

const undeclared = 'undeclared-cycle n2 → n3 → n2 repeats without a loop.';
const incomplete = 'exploration-incomplete Only 3 states were explored; the verdict is partial.';

describe('check --max-states', () => {
  it('says how far it came, and does not call sound what it did not see', () => {
    expect(foundBy('endless-run.flow')[0]).toMatch(/^endless-run From '/);
    const { code, stderr } = check('endless-run.flow', '--max-states', '3', '--max-warnings', '0');
    expect(code).toBe(1);
    expect(stderr).toContain('Only 3 states were explored; the verdict is partial.');
    expect(stderr).toMatch(/\n *= n1 → .*, and nobody looked further\n/);
    expect(stderr).toContain('1 file, 0 errors, 1 warning');
    expect(foundBy('endless-run.flow', '--max-states', '3')).toEqual([incomplete, undeclared]);
  });

  it('keeps what was found before the budget ended', () => {
    const whole = foundBy('merged-tokens.flow');
    const some = foundBy('merged-tokens.flow', '--max-states', '9');
    expect(some).toContain('exploration-incomplete Only 9 states were explored; the verdict is partial.');
    const merged = some.filter((each) => each.startsWith('merged-tokens'));
    expect(merged).toEqual(whole.filter((each) => each.startsWith('merged-tokens')));
    expect(merged).toHaveLength(1);
  });

  it('is silent when the budget is enough, to the state', () => {
    const least = [...Array(40).keys()]
      .map((states) => states + 1)
      .find((states) => {
        return !foundBy('parcel.flow', '--max-states', String(states)).some((each) => each.startsWith('exploration'));
      });
    expect(least).toBeGreaterThan(3);
    expect(check('parcel.flow', '--max-states', String(least), '--max-warnings', '0').code).toBe(0);
    expect(check('parcel.flow', '--max-states', String(Number(least) - 1), '--max-warnings', '0').code).toBe(1);
  });

  it('counts as an error where a project says so, and can be switched off', () => {
    expect(check('parcel.flow', '--max-states', '3', '--rule', 'exploration-incomplete=error').code).toBe(1);
    expect(check('parcel.flow', '--max-states', '3', '--profile', 'strict').code).toBe(1);
    expect(foundBy('parcel.flow', '--max-states', '3', '--rule', 'exploration-incomplete=off')).toEqual([]);
  });

  it('stands above the configuration, as the environment does', () => {
    const folder = folderWith({
      'a.flow': parcel,
      'laneflow.config.json': JSON.stringify({ limits: { states: 3 } }),
    });
    const run = (words: readonly string[], env = {}): string =>
      laneflow(['check', 'a.flow', '--format', 'compact', ...words], { cwd: folder, env }).stdout;
    expect(run([])).toContain('Only 3 states');
    expect(run([], { LANEFLOW_MAX_STATES: '4' })).toContain('Only 4 states');
    expect(run(['--max-states', '2'], { LANEFLOW_MAX_STATES: '4' })).toContain('Only 2 states');
    expect(run(['--max-states', '999999999999999'])).toBe('');
  });

  it('carries how far it came in SARIF', () => {
    const { runs } = JSON.parse(check('wide.flow', '--max-states', '3', '--format', 'sarif').stdout);
    const found = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'exploration-incomplete');
    const places = found.codeFlows[0].threadFlows[0].locations;
    expect(places.at(-1).location.message.text).toMatch(/^n\d+, and nobody looked further$/);
  });

  it.each(['0', '-1', '1.5', '1e3', 'many', '', ' 3', '9999999999999999', '0x10'])('refuses %j', (states) => {
    const { code, stdout, stderr } = check('parcel.flow', `--max-states=${states}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .*--max-states/);
    expect(stderr).toMatch(/It is (?:a whole number|at least 1)\./);
  });

  it('leaves a property undecided, and does not pass the test', () => {
    const whole = laneflow(['test', 'parcel.scenario.yaml'], { cwd });
    expect(whole.stderr).toContain('1 holds');
    expect(whole.stderr).toContain('1 fails');
    const { code, stderr } = laneflow(['test', 'parcel.scenario.yaml', '--max-states', '3'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/unknown/);
    expect(stderr).not.toMatch(/✓ always n5/);
  });
});

describe('check --no-explore', () => {
  it('finds nothing about runs but how the flow is read', () => {
    for (const { code } of reportedFlows) {
      const found = foundBy(`${code}.flow`, '--no-explore').map((each) => each.split(' ')[0]);
      const isRead = code === 'implicit-fork' || code === 'reply-edge';
      expect([code, found.includes(code)]).toEqual([code, isRead]);
    }
    expect(check('endless-run.flow').code).toBe(1);
    expect(check('endless-run.flow', '--no-explore').code).toBe(0);
  });

  it('does not say in JUnit that runs are fine, nor does a budget that ends', () => {
    const suite = (...words: readonly string[]): string => check('parcel.flow', '--format', 'junit', ...words).stdout;
    expect(suite()).toMatch(/name="flow" file="parcel\.flow"\/>/);
    expect(suite('--max-states', '3')).toContain('<skipped message="Only partly checked');
    expect(suite('--no-explore')).not.toMatch(/name="flow" file="parcel\.flow"\/>/);
  });

  it('comes from the environment, and a budget beside it has nothing to do', () => {
    expect(laneflow(['check', 'endless-run.flow'], { cwd, env: { LANEFLOW_NO_EXPLORE: '1' } }).code).toBe(0);
    expect(laneflow(['check', 'endless-run.flow'], { cwd, env: { LANEFLOW_NO_EXPLORE: 'no' } }).code).toBe(1);
    expect(foundBy('endless-run.flow', '--no-explore', '--max-states', '3')).toEqual([undeclared]);
  });

  it('takes no value', () => {
    expect(check('parcel.flow', '--no-explore=yes').code).toBe(2);
    expect(check('parcel.flow', '--explore').code).toBe(2);
  });
});

describe('check --strict-tokens', () => {
  it('lets reply edges carry tokens', () => {
    expect(foundBy('reply-edge.flow').map((each) => each.split(' ')[0])).toEqual(['reply-edge']);
    const strict = check('reply-edge.flow', '--strict-tokens');
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain('error endless-run');
    expect(strict.stderr).not.toContain('reply-edge ');
  });

  it('changes nothing where nobody replies, and comes from the environment', () => {
    expect(foundBy('endless-run.flow', '--strict-tokens')).toEqual(foundBy('endless-run.flow'));
    expect(laneflow(['check', 'reply-edge.flow'], { cwd, env: { LANEFLOW_STRICT_TOKENS: '1' } }).code).toBe(1);
    expect(laneflow(['check', 'reply-edge.flow'], { cwd, env: { LANEFLOW_STRICT_TOKENS: 'off' } }).code).toBe(0);
  });
});

describe('check --save-counterexample', () => {
  const unshown = ['exploration-incomplete', 'implicit-fork', 'reply-edge'];

  it.each(reportedFlows)('writes a scenario that passes, or says why there is none: $code', ({ code, maxStates }) => {
    const budget = maxStates === undefined ? [] : ['--max-states', String(maxStates)];
    const folder = `runs ${code}`;
    const { stderr } = check(`${code}.flow`, '--save-counterexample', folder, ...budget);
    const file = `${code}-${code}.scenario.yaml`;
    const isSaid = stderr.includes(`\nno counterexample for ${code}, `);
    const isWritten = existsSync(join(cwd, folder, file));
    expect({ isSaid, isWritten }).toEqual({ isSaid: unshown.includes(code), isWritten: !unshown.includes(code) });
    if (!isWritten) return;
    expect(stderr).toContain(join(folder, file));
    const tested = laneflow(['test', folder], { cwd });
    expect([tested.code, tested.stderr]).toEqual([0, expect.stringMatching(/\n\d+ scenarios?: \d+ passed/)]);
  });

  it('shows of an edge that no run takes the step from which it would lead', () => {
    const text = readFileSync(join(cwd, 'runs dead-edge', 'dead-edge-dead-edge.scenario.yaml'), 'utf8');
    expect(text).toContain('# No run takes n4 → n2.\n');
    expect(text).toContain('path: [n1, n2, n3, n2, n3, n2, n3, n4, n5]');
  });

  it('writes nothing where nothing is found', () => {
    const { code, stderr } = check('parcel.flow', '--save-counterexample', 'none');
    expect([code, existsSync(join(cwd, 'none'))]).toEqual([0, false]);
    expect(stderr).not.toContain('counterexample');
  });

  it('numbers files of one name, and takes the folder from here', () => {
    const folder = folderWith({ 'a/x.flow': flowOf('dead-edge'), 'b/x.flow': flowOf('dead-edge') });
    expect(laneflow(['check', '.', '--save-counterexample', 'a/runs'], { cwd: folder }).code).toBe(0);
    expect(readdirSync(join(folder, 'a/runs')).toSorted()).toEqual([
      'x-dead-edge-2.scenario.yaml',
      'x-dead-edge.scenario.yaml',
    ]);
    expect(laneflow(['test', '.'], { cwd: folder }).code).toBe(0);
  });

  it('refuses a place that is no folder and standard input, and leaves no half file', () => {
    writeFileSync(join(cwd, 'taken'), 'mine');
    const taken = check('dead-edge.flow', '--save-counterexample', 'taken');
    expect(taken.code).toBe(2);
    expect(taken.stderr).toMatch(/^error: .*taken/m);
    expect(readFileSync(join(cwd, 'taken'), 'utf8')).toBe('mine');
    expect(laneflow(['check', '-', '--save-counterexample', 'runs'], { cwd, input: parcel })).toMatchObject({
      code: 2,
    });
  });

  it('needs the runs: without them there is nothing to show', () => {
    check('dead-edge.flow', '--no-explore', '--save-counterexample', 'unexplored');
    expect(existsSync(join(cwd, 'unexplored'))).toBe(false);
  });
});
