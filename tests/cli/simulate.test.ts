import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, converse, folderWith, hasTerminal, laneflow, parcel, removeFolders, seed } from './harness.ts';

removeFolders();

const limited = seed.replace('[retry until valid]', '[retry up to 2 times]');
const twoStarts = parcel.replace('  n2: rect', '  n9: circle label:"Letter ready"\n  n9 -> n2\n  n2: rect');
const forked = parcel
  .replace('Counter {', 'Log { # Log\n  n7: circle label:"Noted"\n  n8: diamond label:"Two?"\n}\nCounter {')
  .replace('  n2.handle(bottom)', '  n2 -> Log.n7\n  n2.handle(bottom)');
const merging =
  'A { # A\n n1: circle label:"Go"\n n2: rectangle label:"Part"\n n3: rectangle label:"Long"\n' +
  ' n4: diamond label:"Again?"\n n5: circle label:"Done"\n n1 -> n2\n n2 -> n3\n n2 -> n4\n n3 -> n5\n' +
  ' n4 -> n2 [label="Yes"]\n n4 -> n3 [label="No"]\n}\n';
const cwd = folderWith({
  'merging.flow': merging,
  'two-factor.flow': seed,
  'limited.flow': limited,
  'starts.flow': twoStarts,
  'forked.flow': forked,
  'broken.flow': broken,
  'lanes.flow': 'A { # A\n}\n',
  'odd.flow':
    'A { # A\n n1: circle label:"S"\n n2: diamond label:"W?"\n n3: circle label:"X"\n n1 -> n2\n' +
    ' n2 -> n3 [label="a, b; c=d"]\n n2 -> n3 [label="e"]\n}\n',
});

const happy = 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n14 n16 n17 n18 n5 n6 n7\n';
const retried = 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7\n';

function simulate(...words: string[]) {
  return laneflow(['simulate', ...words], { cwd });
}

describe('simulate', () => {
  it('prints the nodes in the order of firing, and how it ended on stderr', () => {
    expect(simulate('two-factor.flow')).toEqual({ code: 0, stdout: happy, stderr: 'completed, 17 steps, end n7\n' });
  });

  it('takes answers in advance, one for each visit', () => {
    expect(simulate('two-factor.flow', '--answers', 'n13=No,Yes')).toEqual({
      code: 0,
      stdout: retried,
      stderr: 'completed, 20 steps, end n7\n',
    });
    expect(simulate('two-factor.flow', '--answers', ' AuthService.n13 = no , "YES" ;').stdout).toBe(retried);
    expect(simulate('two-factor.flow', '--answers', 'n13=n15; n13=n14').stdout).toBe(retried);
  });

  it('takes quoted answers with commas, semicolons and equals signs', () => {
    expect(simulate('odd.flow', '--answers', 'n2="a, b; c=d"').stderr).toBe('completed, 3 steps, end n3\n');
  });

  it('names every place where tokens ended', () => {
    expect(simulate('forked.flow').stderr).toMatch(/^completed, \d+ steps, ends n7, n5\n$/);
  });

  it('begins where --start says', () => {
    expect(simulate('starts.flow').stdout).toMatch(/^n1 n2/);
    expect(simulate('starts.flow', '--start', 'n9').stdout).toMatch(/^n9 n2/);
    expect(simulate('starts.flow', '--start', 'Sender.n9').stdout).toMatch(/^n9 n2/);
  });

  it('decides by the policy, and by chance in the same way for the same seed', () => {
    expect(simulate('two-factor.flow', '--policy', 'worst').stdout.split(' n15 ')).toHaveLength(4);
    const run = (seedNumber: string) => simulate('two-factor.flow', '--policy', 'random', '--seed', seedNumber).stdout;
    expect(run('7')).toBe(run('7'));
    expect(new Set(['1', '2', '3', '4', '5'].map(run)).size).toBeGreaterThan(1);
  });

  it('exits 1 when the run does not end', () => {
    const { code, stdout, stderr } = simulate('two-factor.flow', '--answers', 'n13=No', '--max-steps', '12');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'step-limit, 12 steps without an end\n' });
    expect(stdout).toBe('n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15 n4\n');
    expect(simulate('two-factor.flow', '--answers', 'n13=No').stderr).toBe('step-limit, 1,000 steps without an end\n');
  });

  it('exits 1 when an answer asks for more rounds than a loop allows', () => {
    const { code, stderr } = simulate('limited.flow', '--answers', 'n13=No');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'exhausted, 15 steps: no way is left at n13 "Code valid?", since loop1 is limited: retry up to 2 times\n',
    );
  });

  it('exits 1 and waits when an answer fits no way out', () => {
    const { code, stdout, stderr } = simulate('two-factor.flow', '--answers', 'n13=Maybe');
    expect(code).toBe(1);
    expect(stdout).toBe('n1 n2 n8 n9 n3 n10 n11 n12 n4\n');
    expect(stderr).toBe(`waiting, 9 steps: 'Maybe' is no way out of n13 "Code valid?". The ways out are Yes, No.\n`);
  });

  it.each([
    [['--answers', 'n99=No'], "error: There is no node 'n99'. Did you mean n9?\n"],
    [['--answers', 'n2=No'], 'error: Nothing is decided at n2 "Navigate to security settings".\n'],
    [['--answers', 'n13'], "error: 'n13' in --answers has no answer. It is written n13=No,Yes.\n"],
    [['--start', 'n2'], 'error: No run begins at n2. Runs begin at n1.\n'],
    [['--start', 'nn1'], "error: There is no node 'nn1'. Did you mean n1?\n"],
    [
      ['--policy', 'lucky'],
      /^error: 'lucky' is no value for --policy\. It is one of happy, first, random, worst, cover\./,
    ],
  ])('refuses %j with exit 2', (words, message) => {
    const { code, stdout, stderr } = simulate('two-factor.flow', ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('says which answer was never needed', () => {
    const text = parcel
      .replace('n4 -> n5', 'n4 -> n5')
      .replace(
        '[label="No"]',
        '[label="No"]\n  n6: diamond label:"Sure?"\n  n4 -> n6\n  n6 -> n5 [label="Yes"]\n  n6 -> n4 [label="No"]',
      );
    const { stderr } = laneflow(['simulate', '-', '--answers', 'n6=Yes'], { input: text });
    expect(stderr).toMatch(/\nn6 was never asked\n$/);
  });

  it('does not run a flow with errors, and shows them', () => {
    const { code, stdout, stderr } = simulate('broken.flow');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('broken.flow:5:23 error unknown-node');
    expect(stderr).toContain('1 file, 1 error');
  });

  it('completes at once where there is nothing to run', () => {
    expect(simulate('lanes.flow')).toEqual({ code: 0, stdout: '', stderr: 'completed, 0 steps\n' });
  });

  it('works on one flow at a time', () => {
    const { code, stderr } = simulate('*.flow');
    expect(code).toBe(2);
    expect(stderr).toBe(
      "error: One flow is needed here, and '*.flow' stands for 8. Take one of them, such as broken.flow.\n",
    );
  });

  it('reads the flow from standard input', () => {
    expect(laneflow(['simulate', '-', '-q'], { input: seed })).toEqual({ code: 0, stdout: happy, stderr: '' });
  });
});

describe('simulate --trace', () => {
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('writes a header, the events and the end to stdout, in place of the path', () => {
    const { code, stdout, stderr } = simulate('two-factor.flow', '--answers', 'n13=No,Yes', '--trace', '-');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'completed, 20 steps, end n7\n' });
    const [header, ...rest] = lines(stdout);
    expect(header).toMatchObject({ trace: 1, semantics: 1, flow: 'two-factor.flow', start: 'n1' });
    expect(header.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(rest).toHaveLength(21);
    expect(rest[9]).toMatchObject({ step: 10, node: 'n13', lane: 'AuthService', visit: 1, answer: 'No', by: 'user' });
    expect(rest[20]).toEqual({ end: 'completed', steps: 20, ends: ['n7'] });
  });

  it('writes the same to a file, and the path to stdout', () => {
    const { stdout } = simulate('two-factor.flow', '--trace', 'run.ndjson');
    expect(stdout).toBe(happy);
    expect(readFileSync(join(cwd, 'run.ndjson'), 'utf8')).toBe(simulate('two-factor.flow', '--trace', '-').stdout);
  });

  it('refuses a place that it cannot write to', () => {
    expect(simulate('two-factor.flow', '--trace', 'two-factor.flow').code).toBe(2);
    expect(readFileSync(join(cwd, 'two-factor.flow'), 'utf8')).toBe(seed);
    expect(simulate('two-factor.flow', '--trace', 'two-factor.flow/x').code).toBe(2);
  });
});

describe('simulate --break', () => {
  const breaks = (...words: string[]) =>
    simulate('two-factor.flow', '--answers', 'n13=No,Yes', ...words.flatMap((word) => ['--break', word]));

  it('shows the run at each place that it names, without a terminal', () => {
    const { code, stdout, stderr } = breaks('visit:n4=2', 'end');
    expect({ code, stdout }).toEqual({ code: 0, stdout: retried });
    expect(stderr).toBe(`User           ● n4 Scan QR code with app
Auth Service   n15 Show error message
Backup Codes
step 12 of 20   path n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15
break visit:n4=2

User           n7 End
Auth Service
Backup Codes
completed, 20 steps, end n7   path … n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7
break end

completed, 20 steps, end n7
`);
  });

  it.each([
    ['node:n13', ['step 10 of 20', 'step 13 of 20']],
    ['node:AuthService.n13', ['step 10 of 20', 'step 13 of 20']],
    ['node:n1', ['step 1 of 20']],
    ['lane:BackupCodes', ['step 15 of 20']],
    ['edge:e4', ['step 10 of 20', 'step 13 of 20']],
    ['visit:n13=2', ['step 13 of 20']],
    ['end', ['completed, 20 steps']],
    ['merged', []],
  ])('stops at %s', (where, steps) => {
    const { stderr } = breaks(where);
    expect(stderr.match(/^(step \d+ of \d+|completed, \d+ steps)(?=.* {3}path|$)/gm)).toEqual(
      steps.length === 0 ? null : steps,
    );
  });

  it('stops where a limit takes a way away, and where two tokens become one', () => {
    const stops = (file: string, ...words: string[]) => simulate(file, ...words).stderr.match(/^(step|break) \S+/gm);
    expect(stops('limited.flow', '--policy', 'worst', '--break', 'limit:loop1')).toEqual([
      'step 16',
      'break limit:loop1',
    ]);
    expect(stops('merging.flow', '--policy', 'worst', '--break', 'merged', '--max-steps', '20')).toContain(
      'break merged',
    );
  });

  it.each([
    ['nodes:n1', "error: 'nodes:n1' is no breakpoint. Did you mean node:n1?\n"],
    ['n13', "error: 'n13' is no breakpoint. Did you mean node:n13?\n"],
    ['User', "error: 'User' is no breakpoint. Did you mean lane:User?\n"],
    [
      'node:',
      "error: 'node:' names no place. It is node:n13, lane:Bar, edge:e4, visit:n4=3, limit:loop1, merged or end.\n",
    ],
    ['node:m13', "error: There is no node 'm13'. Did you mean n13?\n"],
    ['lane:Auth', "error: There is no lane 'Auth'. There are User, AuthService, BackupCodes.\n"],
    ['edge:e188', "error: There is no edge 'e188'. Did you mean e18?\n"],
    ['limit:loop', "error: There is no loop 'loop'. Did you mean loop1?\n"],
    ['visit:n4', "error: 'visit:n4' names no visit. It is written visit:n4=3.\n"],
    ['visit:n4=0', "error: 'visit:n4=0' names no visit. It is written visit:n4=3.\n"],
    ['visit:x4=1', "error: There is no node 'x4'. Did you mean n4?\n"],
    ['merged:n4', "error: 'merged' stands alone, without 'n4'.\n"],
  ])('refuses %s with exit 2', (where, message) => {
    expect(breaks(where)).toEqual({ code: 2, stdout: '', stderr: message });
  });
});

describe('simulate --replay', () => {
  const folder = folderWith({ 'two-factor.flow': seed, 'other.flow': parcel });
  const run = (...words: string[]) => laneflow(['simulate', ...words], { cwd: folder });
  run('two-factor.flow', '--answers', 'n13=No,Yes', '--trace', 'run.ndjson');
  const trace = readFileSync(join(folder, 'run.ndjson'), 'utf8');

  it('runs a trace again', () => {
    expect(run('two-factor.flow', '--replay', 'run.ndjson')).toEqual({
      code: 0,
      stdout: retried,
      stderr: 'completed, 20 steps, end n7\n',
    });
    expect(run('two-factor.flow', '--replay', 'run.ndjson', '--trace', '-').stdout).toBe(trace);
  });

  it('exits 1 at the first step that no longer fits, and says why', () => {
    const changed = seed.replace('n15.handle(top) -> User.n4', 'n15.handle(top) -> User.n3');
    writeFileSync(join(folder, 'changed.flow'), changed);
    expect(run('changed.flow', '--replay', 'run.ndjson')).toEqual({
      code: 1,
      stdout: 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15\n',
      stderr:
        'run.ndjson was recorded before changed.flow changed\nerror: \'run.ndjson\': step 12 no longer fits: no token lets n4 "Scan QR code with app" fire.\n',
    });
  });

  it.each([
    ['"out":["e4"]', '"out":["e5"]', 'step 9 no longer fits: n4: out was e5, and is now e4.'],
    ['"out":["e13"]', '"out":["e1"]', "step 10 no longer fits: no way out of n13 leads along e1, as 'No' did."],
    ['"node":"n8"', '"node":"n88"', 'step 3 no longer fits: there is no n88 any more.'],
    ['"start":"n1"', '"start":"n2"', 'it begins at n2, where no run of this flow begins.'],
    [
      '"steps":20',
      '"steps":21',
      'its end no longer fits: it was completed at n7 after 21 steps, and is now completed at n7 after 20 steps.',
    ],
  ])('tells where %s became %s', (old, now, reason) => {
    const text = trace.replace('"out":["e13"]', old === '"out":["e13"]' ? old : '"out":["e13"]');
    expect(text).toContain(old);
    const { code, stderr } = laneflow(['simulate', 'two-factor.flow', '--replay', '-'], {
      cwd: folder,
      input: text.replace(old, now),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: `error: '-': ${reason}\n` });
  });

  it('takes reply edges as the trace does', () => {
    run('two-factor.flow', '--strict-tokens', '--trace', 'strict.ndjson');
    expect(run('two-factor.flow', '--replay', 'strict.ndjson').code).toBe(0);
    expect(run('two-factor.flow', '--replay', 'run.ndjson', '--strict-tokens').stderr).toBe(
      "error: 'run.ndjson': it was recorded without --strict-tokens.\n",
    );
  });

  it('refuses what is no trace, and flags that would decide otherwise', () => {
    expect(run('two-factor.flow', '--replay', 'two-factor.flow').stderr).toContain(
      'two-factor.flow:1: This line of the trace is no JSON object.',
    );
    expect(run('two-factor.flow', '--replay', 'run.ndjson', '--policy', 'worst')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: --replay takes the run from its trace, so --policy has no say in it. Leave one of them out.\n',
    });
  });
});

describe('simulate --record', () => {
  const folder = folderWith({ 'flows/two-factor.flow': seed, 'flows/limited.flow': limited, 'starts.flow': twoStarts });
  const run = (...words: string[]) => laneflow(['simulate', ...words], { cwd: folder });

  it.each([
    ['a run by answers', ['flows/two-factor.flow', '--answers', 'n13=No,Yes']],
    ['a run by a policy', ['flows/two-factor.flow', '--policy', 'worst']],
    ['a run by chance', ['flows/two-factor.flow', '--policy', 'random', '--seed', '7']],
    ['a run without an end', ['flows/two-factor.flow', '--answers', 'n13=No', '--max-steps', '33']],
    ['a run that waits', ['flows/two-factor.flow', '--answers', 'n13=Maybe']],
    ['an exhausted run', ['flows/limited.flow', '--answers', 'n13=No']],
    ['another start', ['starts.flow', '--start', 'n9']],
    ['the longest run', ['flows/two-factor.flow', '--answers', 'n13=No', '--max-steps', '1500']],
  ])('writes %s as a scenario that passes', (_, words) => {
    run(...words, '--record', 'scenarios/mine.scenario.yaml');
    const { code, stderr } = laneflow(['test', 'scenarios'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('1 scenario: 1 passed') });
  });

  it('refuses what is no place for a scenario', () => {
    expect(run('starts.flow', '--record', '-').stderr).toBe(
      'error: --record needs the name of a file. Such as my.scenario.yaml.\n',
    );
    expect(run('starts.flow', '--record', 'starts.flow').code).toBe(2);
    expect(run('starts.flow', '--record', 'a.out', '--trace', 'a.out').stderr).toBe(
      "error: The trace and the scenario would both be written to 'a.out'.\n",
    );
    expect(laneflow(['simulate', '-', '--record', 'x.yaml'], { input: seed, cwd: folder }).stderr).toBe(
      'error: A scenario names the file of its flow, and standard input has none.\n',
    );
  });
});

describe('simulate --svg', () => {
  it('draws every decision and the end, or every breakpoint', () => {
    const folder = folderWith({ 'two-factor.flow': seed });
    const run = (...words: string[]) =>
      laneflow(['simulate', 'two-factor.flow', '--answers', 'n13=No,Yes', ...words], { cwd: folder });
    expect(run('--svg', 'all').code).toBe(0);
    expect(readdirSync(join(folder, 'all')).sort()).toEqual([
      'two-factor-after-0009.svg',
      'two-factor-after-0012.svg',
      'two-factor-after-0020.svg',
    ]);
    const svg = readFileSync(join(folder, 'all', 'two-factor-after-0012.svg'), 'utf8');
    expect(svg).toContain('A run after 12 steps, waiting for an answer at Code valid?');
    run('--svg', 'some', '--break', 'node:n15');
    expect(readdirSync(join(folder, 'some'))).toEqual(['two-factor-after-0010.svg']);
    expect(run('--svg', 'two-factor.flow').stderr).toBe(
      "error: 'two-factor.flow' is a file, and --svg needs a folder for its drawings.\n",
    );
  });
});

describe.skipIf(!hasTerminal)('simulate at a terminal without keys (needs script of util-linux)', () => {
  const prompt = /^> |\n> /;
  const plain = 'TERM=dumb laneflow simulate two-factor.flow --color never';
  const clean = (text: string) => text.replaceAll('\r', '');

  it('shows the state and takes commands as lines', async () => {
    const { code, stdout } = await converse(plain, cwd, [
      [prompt, '2\r'],
      [prompt, 'next\r'],
      [prompt, 'yes\r'],
      [prompt, 'B lane:BackupCodes\r'],
      [prompt, 'c\r'],
      [prompt, 'c\r'],
      [prompt, 'q\r'],
    ]);
    expect(code).toBe(0);
    const screen = clean(stdout);
    expect(screen).toContain(`Auth Service   ● n13 Code valid?
Backup Codes
step 10   path n1 n2 n8 n9 n3 n10 n11 n12 n4
  1  Yes → n14 Activate 2FA
  2  No  → n15 Show error message   loop1: retry until valid
`);
    expect(screen).toContain('lane:BackupCodes is set.\n');
    expect(screen).toContain('break lane:BackupCodes\n');
    expect(screen).toContain(retried);
    expect(screen).toContain('completed, 20 steps, end n7\n');
  });

  it('goes back, forks and compares by lines', async () => {
    const { stdout } = await converse(plain, cwd, [
      [prompt, '1\r'],
      [prompt, 'c\r'],
      [prompt, 'g 10\r'],
      [prompt, 'no\r'],
      [prompt, 'compare 1\r'],
      [prompt, 'run 1\r'],
      [prompt, 'nonsense\r'],
      [prompt, 'exit\r'],
    ]);
    const screen = clean(stdout);
    expect(screen).toContain('Run 2 begins with step 10; run 1 is kept.');
    expect(screen).toContain('Runs 1 and 2 part at step 10: n13 = Yes against n13 = No.');
    expect(screen).toContain("'nonsense' is no command; ? lists them.");
    expect(screen).toContain(happy);
  });

  it('says what it does not understand', async () => {
    const { code, stdout } = await converse(plain, cwd, [
      [prompt, '7\r'],
      [prompt, 'perhaps\r'],
      [prompt, '\r'],
      [prompt, 'q\r'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('7 is none of the choices, which are 1 to 2.');
    expect(stdout).toContain("'perhaps' is no answer here. It takes 1 Yes, 2 No.");
    expect(stdout).toContain('This is a decision: choose by number.');
  });

  it('leaves with exit 0 on q and on Ctrl-D', async () => {
    for (const typed of ['q\r', '\u0004']) {
      const { code, stdout } = await converse(plain, cwd, [[prompt, typed]]);
      expect(code).toBe(0);
      expect(stdout).toContain('left after 9 steps');
      expect(stdout).toContain('n1 n2 n8 n9 n3 n10 n11 n12 n4\r\n');
    }
  });

  it('ends with 130 on Ctrl-C and leaves the terminal as it was', async () => {
    const { code, stdout } = await converse(`${plain}; echo "code $?"; stty -a | grep -o ' -\\?icanon'`, cwd, [
      [prompt, '\u0003'],
    ]);
    expect(stdout).toContain('code 130');
    expect(stdout).toMatch(/ icanon/);
    expect(code).toBe(0);
  });

  it('does not offer a way that a limit has closed', async () => {
    const { stdout } = await converse('TERM=dumb laneflow simulate limited.flow --color never', cwd, [
      [prompt, '2\r'],
      [prompt, 'n\r'],
      [prompt, '2\r'],
      [prompt, 'n\r'],
      [prompt, 'no\r'],
      [prompt, '1\r'],
      [prompt, 'c\r'],
      [prompt, 'q\r'],
    ]);
    expect(stdout).toContain('  -  No   its loop allows no more rounds');
    expect(stdout).toContain("'no' is not offered any more. It takes 1 Yes.");
    expect(stdout).toContain('completed, 23 steps, end n7');
  });

  it('asks only what --answers leaves open, and nobody with a policy', async () => {
    const answered = await converse(`${plain} --answers n13=Yes`, cwd);
    expect(answered.stdout).toContain('completed, 17 steps, end n7');
    expect(answered.stdout).not.toMatch(prompt);
    const driven = await converse(`${plain} --policy happy`, cwd);
    expect(driven.stdout).not.toMatch(prompt);
  });
});
