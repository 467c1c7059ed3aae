import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, converse, folderWith, hasTerminal, laneflow, parcel, removeFolders, seed } from './harness.ts';

removeFolders();

const limited = seed.replace('[retry until valid]', '[retry up to 2 times]');
const twoStarts = parcel.replace('  n2: rect', '  n9: circle label:"Letter ready"\n  n9 -> n2\n  n2: rect');
const forked = parcel
  .replace('Counter {', 'Log { # Log\n  n7: circle label:"Noted"\n  n8: diamond label:"Two?"\n}\nCounter {')
  .replace('  n2.handle(bottom)', '  n2 -> Log.n7\n  n2.handle(bottom)');
const cwd = folderWith({
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
      "error: One flow is needed here, and '*.flow' stands for 7. Take one of them, such as broken.flow.\n",
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

describe.skipIf(!hasTerminal)('simulate at a terminal (needs script of util-linux)', () => {
  const prompt = /or an answer, q to leave: /;
  const plain = 'laneflow simulate two-factor.flow --color never';

  it('asks at each decision with numbered options', async () => {
    const { code, stdout } = await converse(plain, cwd, [
      [prompt, '2\r'],
      [prompt, 'yes\r'],
    ]);
    expect(code).toBe(0);
    const screen = stdout.replaceAll('\r', '');
    expect(screen).toContain(`Auth Service  ● n13 Code valid?   step 10: … n3 n10 n11 n12 n4
  1  Yes → n14 Activate 2FA
  2  No  → n15 Show error message   loop1: retry until valid
`);
    expect(screen).toContain('step 13: … n12 n4 n13 n15 n4\n');
    expect(screen).toContain(retried);
    expect(screen).toContain('completed, 20 steps, end n7\n');
  });

  it('asks again with the options when it does not understand', async () => {
    const { code, stdout } = await converse(plain, cwd, [
      [prompt, '7\r'],
      [prompt, 'perhaps\r'],
      [prompt, '\r'],
      [prompt, 'Yes\r'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("'7' is no answer here. It takes 1 Yes, 2 No.");
    expect(stdout).toContain("'perhaps' is no answer here. It takes 1 Yes, 2 No.");
    expect(stdout).toContain(happy.trim());
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
    const { stdout } = await converse('laneflow simulate limited.flow --color never', cwd, [
      [prompt, '2\r'],
      [prompt, '2\r'],
      [prompt, 'no\r'],
      [prompt, '1\r'],
    ]);
    expect(stdout).toContain('  -  No  → n15 Show error message   its loop allows no more rounds');
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

  it('lets no label steer the terminal', async () => {
    const evil = folderWith({ 'evil.flow': seed.replace('Show error message', 'a\u009b2Jb\u202ec') });
    const { stdout } = await converse('laneflow simulate evil.flow --color never', evil, [[prompt, 'q\r']]);
    expect(stdout).not.toMatch(/\u009b|\u202e/);
  });
});
