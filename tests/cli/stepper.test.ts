import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, laneflow, main, removeFolders, seed } from './harness.ts';
import { kitchen } from './make-session.ts';
import { openPseudoTerminal, type PseudoOptions, type PseudoTerminal } from './pseudo-terminal.ts';

removeFolders();

/** These tests run lines of bash. */
const isWindows = process.platform === 'win32';

const files = { 'two-factor.flow': seed, 'kitchen.flow': kitchen };
const cwd = folderWith(files);

const asksForCode = 'step 10   path';
const retried = 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7';
const happy = 'n1 n2 n8 n9 n3 n10 n11 n12 n4 n13 n14 n16 n17 n18 n5 n6 n7';

function stepper(words: string, options: Partial<PseudoOptions> = {}): PseudoTerminal {
  return openPseudoTerminal(`laneflow simulate ${words}`, { cwd, ...options });
}

/** Types keys one after the other, each when the screen shows what it waits for. */
async function converse(
  terminal: PseudoTerminal,
  exchanges: readonly (readonly [seen: string | RegExp, typed: string])[],
): Promise<string> {
  for (const [seen, typed] of exchanges) {
    await terminal.sees(seen);
    terminal.type(typed);
  }
  await terminal.ended;
  return terminal.screen();
}

const introducer = '\u001b';
const [right, up, down] = [`${introducer}[C`, `${introducer}[A`, `${introducer}[B`];
/** What shows the cursor. */
const shown = /\[\?25h/;
const control = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - 64);

describe.skipIf(isWindows)('the stepper', () => {
  it('opens at the first decision, takes answers by number, and prints the path when it is left', async () => {
    const screen = await converse(stepper('two-factor.flow'), [
      [asksForCode, '2'],
      ['step 11', 'n'],
      ['step 13', '1'],
      ['step 14', 'c'],
      ['completed, 20 steps, end n7', 'q'],
    ]);
    expect(screen).toContain('completed, 20 steps, end n7   path … n4 n13 n15 n4 n13 n14 n16 n17 n18 n5 n6 n7');
    expect(screen.split('\n').slice(-2)).toEqual([retried, 'completed, 20 steps, end n7']);
    // The frame was drawn in place: what it showed before is gone.
    expect(screen.match(/Backup Codes/g)).toHaveLength(1);
  });

  it.each([
    [60, /No .*\n\[1-2\].*ontinue {2}\[b\]ack\n/],
    [200, /No .*\n\[1-2\].*\[\?\] \[q\]$/],
  ])('draws in %i columns, and again where the width changes while it runs', async (columns, own) => {
    const terminal = stepper('two-factor.flow', { columns });
    const first = await terminal.sees(own);
    for (const [width, keys] of [
      [44, /No .*\n\[1-2\].*\[l\]ane\n/],
      [100, /No .*\n\[1-2\].*\[\?\] \[q\]$/],
      [30, /No .*\n\[1-2\].*ext decision\n/],
      [columns, own],
    ] as const) {
      terminal.resize(width);
      const screen = await terminal.sees(keys);
      expect(screen.match(/Code valid/g), screen).toHaveLength(1);
      for (const line of screen.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      terminal.type('?');
      await terminal.sees(/s {13}save a/);
      terminal.type('?');
      await terminal.sees(keys);
    }
    expect(terminal.screen()).toBe(first);
    terminal.type('q');
    expect(await terminal.ended).toBe(0);
  });

  it('paints only where colors are wanted', async () => {
    const painted = stepper('two-factor.flow');
    const plain = stepper('two-factor.flow', { env: { NO_COLOR: '1' } });
    for (const terminal of [painted, plain]) await converse(terminal, [[asksForCode, 'q']]);
    expect(painted.bytes()).toContain(`${introducer}[1m`);
    expect(plain.bytes()).not.toMatch(new RegExp(`${introducer}\\[[\\d;]*m`));
    expect(plain.screen()).toBe(painted.screen());
  });

  it('draws with plain signs where the locale has no others', async () => {
    const terminal = stepper('two-factor.flow', { env: { LANG: 'C' } });
    const screen = await converse(terminal, [
      [asksForCode, '?'],
      ['b  left right', 'q'],
    ]);
    expect(screen).toContain('* n13 Code valid?');
    expect(screen).toMatch(/^[ -~\n]*$/);
  });

  it('shows only as many lines as the screen has, and what matters', async () => {
    const terminal = stepper('two-factor.flow', { rows: 8 });
    const screen = await terminal.sees(/\[q\]$/);
    expect(screen.split('\n').length).toBeLessThan(8);
    expect(screen).toContain('● n13 Code valid?');
    expect(screen).toContain('2  No');
    terminal.type('b');
    await terminal.sees('step 9 of 9');
    expect(terminal.screen().match(/step \d/g)).toHaveLength(1);
    terminal.type('q');
    expect(await terminal.ended).toBe(0);
  });

  it('lets no label steer the terminal', async () => {
    const evil = folderWith({ 'evil.flow': seed.replace('Show error message', 'a\u202ec') });
    const terminal = stepper('evil.flow', { cwd: evil });
    await converse(terminal, [[asksForCode, 'q']]);
    expect(terminal.bytes()).not.toContain('\u202e');
    expect(terminal.screen()).toContain('n15 a\\u{202E}c');
  });
});

describe.skipIf(isWindows)('the keys of the stepper', () => {
  it('go back and forward, to a step, and to the next lane', async () => {
    const terminal = stepper('two-factor.flow');
    await converse(terminal, [
      [asksForCode, 'b'],
      ['step 9 of 9', right],
      [asksForCode, 'g'],
      ['go to step:', '31'],
      ['go to step: 31', '\u007f'],
      [/go to step: 3$/, '\r'],
      ['step 3 of 9', 'l'],
      ['step 5 of 9', 'g'],
      ['go to step:', '99\r'],
      ['The run stops at step 10.', 'q'],
    ]);
    expect(terminal.screen()).toContain('left after 9 steps');
  });

  it('mark a choice by arrows and take it by Enter, which decides nothing by itself', async () => {
    await converse(stepper('two-factor.flow'), [
      [asksForCode, '\r'],
      ['This is a decision: choose by number.', ' '],
      [asksForCode, up],
      ['> 2  No', down],
      ['> 1  Yes', down],
      ['> 2  No', '\r'],
      ['step 11', 'q'],
    ]);
  });

  it('fire another node than the scheduler would, which the trace tells', async () => {
    const terminal = stepper('kitchen.flow --break node:n3 --trace kitchen.ndjson');
    const screen = await terminal.sees('break node:n3');
    expect(screen).toMatch(/Kitchen {3}n2 Split the ticket {3}● n3 Cook\nBar {7}● n4 Mix drinks\n/);
    expect(screen).toContain('  1  fire n3 Cook\n  2  fire n4 Mix drinks\n');
    await converse(terminal, [
      [/1-2\] choose/, '2'],
      ['n5 Put on the tray (waits)', 'c'],
      ['All there?', 'q'],
    ]);
    const events = readFileSync(join(cwd, 'kitchen.ndjson'), 'utf8').split('\n');
    expect(JSON.parse(events[3] ?? '')).toMatchObject({ step: 3, node: 'n4', picked: true });
    expect(events.filter((line) => line.includes('"picked"'))).toHaveLength(1);
  });

  it('keep the older run when another answer is given in the past, and compare the two', async () => {
    const screen = await converse(stepper('two-factor.flow'), [
      [asksForCode, '1'],
      ['step 11', 'c'],
      ['completed, 17 steps', 'g'],
      ['go to step:', '10\r'],
      ['n14 Activate 2FA   taken', '2'],
      ['Run 2 begins with step 10; run 1 is kept.', '='],
      ['Runs 1 and 2 part at step 10: n13 = Yes against n13 = No.', '\t'],
      ['run 1 of 2   completed, 17 steps', 'q'],
    ]);
    expect(screen.split('\n').slice(-2)).toEqual([happy, 'completed, 17 steps, end n7']);
  });

  it('fork the run where it stands', async () => {
    const terminal = stepper('two-factor.flow');
    await converse(terminal, [
      [asksForCode, 'f'],
      ['Run 2 begins with step 10; run 1 is kept.', '2'],
      ['run 2 of 2   step 11', '='],
      ['part at step 10: no further step against n13 = No', '\t'],
      ['run 1 of 2   step 10', 'f'],
      ['run 3 of 3   step 10', '='],
      ['compare with run:', '2\r'],
      ['Runs 2 and 3 part at step 10', 'q'],
    ]);
  });

  it('set breakpoints and remove them, and name what was perhaps meant', async () => {
    await converse(stepper('two-factor.flow'), [
      [asksForCode, 'B'],
      ['break at', 'node:n133\r'],
      ["There is no node 'n133'. Did you mean n13?", 'B'],
      ['break at', 'visit:n4=2\r'],
      ['visit:n4=2 is set.', '2'],
      ['step 11', 'c'],
      ['break visit:n4=2', 'B'],
      ['break at', 'visit:n4=2\r'],
      ['visit:n4=2 is removed.', 'B'],
      ['break at', '\r'],
      ['No breakpoints are set.', 'q'],
    ]);
  });

  it('save a drawing of the present state', async () => {
    const folder = folderWith(files);
    await converse(stepper('two-factor.flow', { cwd: folder }), [
      [asksForCode, 's'],
      ['two-factor-after-0009.svg is drawn.', 'q'],
    ]);
    const svg = readFileSync(join(folder, 'two-factor-after-0009.svg'), 'utf8');
    expect(svg).toContain('A run after 9 steps, waiting for an answer at Code valid?');
    expect(svg).toContain('</svg>');
  });

  it('record the runs as scenarios that pass', async () => {
    const folder = folderWith(files);
    await converse(stepper('two-factor.flow', { cwd: folder }), [
      [asksForCode, '2'],
      ['step 11', 'c'],
      ['step 13', 'f'],
      ['run 2 of 2', '1'],
      ['step 14', 'c'],
      ['completed, 20 steps', 'r'],
      ['record to file:', 'mine.scenario.yaml\r'],
      ['mine.scenario.yaml is written.', 'q'],
    ]);
    const tested = laneflow(['test'], { cwd: folder });
    expect(tested).toMatchObject({ code: 0 });
    expect(tested.stderr).toContain('2 scenarios: 2 passed');
  });
});

describe.skipIf(isWindows)('the flags of the stepper', () => {
  it('--svg draws every stop, and --record writes when it is left', async () => {
    const folder = folderWith(files);
    const terminal = stepper('two-factor.flow --svg stops --record mine.scenario.yaml', { cwd: folder });
    const screen = await converse(terminal, [
      ['stops/two-factor-after-0009.svg is drawn.', '2'],
      ['stops/two-factor-after-0010.svg is drawn.', 'b'],
      ['step 10 of 10', '1'],
      ['stops/two-factor-run-2-after-0010.svg is drawn.', 'r'],
      ['mine.scenario.yaml is written.', 'c'],
      ['completed, 17 steps', 'q'],
    ]);
    expect(screen.split('\n').slice(-2)).toEqual(['completed, 17 steps, end n7', 'mine.scenario.yaml is written']);
    expect(readdirSync(join(folder, 'stops'))).toHaveLength(4);
    expect(laneflow(['test'], { cwd: folder }).stderr).toContain('2 scenarios: 2 passed');
  });

  it('--break stops before the first question', async () => {
    await converse(stepper('two-factor.flow --break lane:AuthService --break node:n11'), [
      ['break lane:AuthService', 'c'],
      ['step 6', 'c'],
      ['break node:n11', 'q'],
    ]);
  });

  it('--replay opens a recorded run, to go back in it and try something else', async () => {
    const folder = folderWith(files);
    laneflow(['simulate', 'two-factor.flow', '--trace', 'run.ndjson'], { cwd: folder });
    await converse(stepper('two-factor.flow --replay run.ndjson --break node:n13', { cwd: folder }), [
      ['step 10 of 17', '2'],
      ['run 2 of 2   step 11', '\t'],
      ['run 1 of 2   completed, 17 steps', 'q'],
    ]);
    await converse(stepper('two-factor.flow --replay run.ndjson', { cwd: folder }), [['step 1 of 17', 'q']]);
  });

  it('are settled by answers, which leave nothing to ask', async () => {
    const terminal = stepper('two-factor.flow --answers n13=No,Yes');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toBe(`${retried}\ncompleted, 20 steps, end n7`);
  });
});

describe.skipIf(isWindows)('leaving the stepper', () => {
  const after = 'echo "code $?"; stty -a | grep -o " -\\?icanon" | head -1';

  it.each([
    ['Ctrl-C', control('C'), 'code 130\n icanon'],
    ['Ctrl-D', control('D'), 'code 0\n icanon'],
    ['q', 'q', 'code 0\n icanon'],
  ])('%s leaves the terminal as it was', async (_, key, expected) => {
    const terminal = openPseudoTerminal(`laneflow simulate two-factor.flow; ${after}`, { cwd });
    await terminal.sees(asksForCode);
    expect(terminal.isCursorShown()).toBe(false);
    terminal.type(key);
    await terminal.ended;
    expect(terminal.screen()).toContain(expected);
    expect(terminal.isCursorShown()).toBe(true);
  });

  it('a signal that ends it leaves the terminal as it was', async () => {
    const folder = folderWith(files);
    const own = `(echo $BASHPID > pid; exec '${process.execPath}' '${main}' simulate two-factor.flow)`;
    const terminal = openPseudoTerminal(`${own}; ${after}`, { cwd: folder });
    await terminal.sees(asksForCode);
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    await terminal.ended;
    expect(terminal.screen()).toContain('code 143\n icanon');
    expect(terminal.isCursorShown()).toBe(true);
  });

  it('a signal that stops it gives the terminal back until it goes on', async () => {
    const folder = folderWith(files);
    const own = `(echo $BASHPID > pid; exec '${process.execPath}' '${main}' simulate two-factor.flow)`;
    const terminal = openPseudoTerminal(own, { cwd: folder });
    await terminal.sees(asksForCode);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    const before = terminal.bytes().length;
    process.kill(pid, 'SIGTSTP');
    await terminal.sends(shown, before);
    // What continues a process before it has stopped is lost.
    const again = setInterval(() => process.kill(pid, 'SIGCONT'), 100);
    await terminal.sends(/step 10/, before);
    clearInterval(again);
    terminal.type('q');
    expect(await terminal.ended).toBe(0);
  });

  it('Ctrl-Z gives the terminal to the shell, and fg comes back to the stepper', async () => {
    const line = `set -m; laneflow simulate two-factor.flow; ${after}; fg > /dev/null; echo "code $?"`;
    const terminal = openPseudoTerminal(line, { cwd });
    await terminal.sees(asksForCode);
    terminal.type(control('Z'));
    const screen = await terminal.sees(/ icanon[^~]*step 10[^~]*\[q\]$/);
    expect(screen).toContain('code 148\n icanon');
    expect(terminal.isCursorShown()).toBe(false);
    terminal.type('b');
    await terminal.sees('step 9 of 9');
    terminal.type('q');
    await terminal.ended;
    expect(terminal.screen()).toContain('code 0');
    expect(terminal.isCursorShown()).toBe(true);
  });

  it('a reader of the path that has gone ends it quietly', async () => {
    const terminal = openPseudoTerminal(`laneflow simulate two-factor.flow | true; ${after}`, { cwd });
    await terminal.sees(asksForCode);
    terminal.type('q');
    await terminal.ended;
    expect(terminal.screen()).toContain('code 0\n icanon');
    expect(terminal.screen()).not.toContain('bug');
  });
});
