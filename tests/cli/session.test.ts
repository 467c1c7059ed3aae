import { describe, expect, it } from 'vitest';
import { breakpointText, readBreakpoints } from '../../src/cli/breakpoints.ts';
import { choicesOf, type Session, wholeOf } from '../../src/cli/session.ts';
import { commandOfLine, obey } from '../../src/cli/session-commands.ts';
import { type Key, press } from '../../src/cli/session-keys.ts';
import { pathOf, simulate } from '../../src/index.ts';
import { kitchen, machineOf, seed, sessionOf } from './make-session.ts';

const limited = seed.replace('[retry until valid]', '[retry up to 1 times]');
const branch = (label: string, index: number): string => `n1 -> n${index + 2} [label="${label}"]`;
const labels = Array.from({ length: 12 }, (_, index) => `Way ${index + 1}`);
const twelve = `A {\nn1: diamond label:"Which?"\n${labels
  .map((label, index) => `n${index + 2}: circle label:"${label}"\n${branch(label, index)}`)
  .join('\n')}\n}\n`;

function says(session: Session, ...lines: readonly string[]): Session {
  return lines.reduce((before, line) => obey(before, commandOfLine(line, before)), session);
}

/** Letters, or names of keys in angle brackets. */
function types(session: Session, keys: string): Session {
  return (keys.match(/<[^>]+>|./g) ?? []).reduce((before, word) => press(before, keyOf(word)) ?? before, session);
}

function keyOf(word: string): Key {
  const [, control, name] = /^<(C-)?(.+)>$/.exec(word) ?? [];
  return name === undefined ? { name: word, text: word, isCtrl: false } : { name, isCtrl: control !== undefined };
}

const placeOf = ({ runs, current, view }: Session): string =>
  `run ${current + 1} of ${runs.length}, ${view.length} of ${runs[current]?.length}`;

describe('a session', () => {
  it('begins at the first breakpoint, else at the first open decision, else at the beginning', () => {
    expect(sessionOf(seed, ['node:n3']).view.length).toBe(4);
    expect(sessionOf(seed, ['node:n1']).view.length).toBe(0);
    expect(sessionOf(seed).view.length).toBe(9);
    expect(sessionOf('A {\nn1: circle label:"Go"\nn2: circle label:"End"\nn1 -> n2\n}\n').view.length).toBe(0);
    expect(sessionOf(seed, [], { answers: new Map([['n13', ['No', 'Yes']]]) }).view.length).toBe(0);
  });

  it('leaves every older session as it was', () => {
    const begun = sessionOf(seed);
    const path = pathOf(begun.view).join(' ');
    const later = says(begun, '2', 'n', '1', 'c', 'g 3', 'f', 'c', '2', 'c');
    expect(pathOf(begun.view).join(' ')).toBe(path);
    expect(placeOf(begun)).toBe('run 1 of 1, 9 of 9');
    expect(placeOf(later)).toBe('run 2 of 2, 12 of 12');
    expect(pathOf(later.runs[0] ?? begun.view)).toHaveLength(20);
  });

  it('takes recorded steps again, and begins a run where another answer is given', () => {
    const ran = says(sessionOf(seed), '2', 'n', '1', 'c', 'g 10');
    expect(placeOf(ran)).toBe('run 1 of 1, 9 of 20');
    expect(placeOf(says(ran, '2'))).toBe('run 1 of 1, 10 of 20');
    expect(placeOf(says(ran, ''))).toBe('run 1 of 1, 10 of 20');
    expect(placeOf(says(ran, 'n'))).toBe('run 1 of 1, 12 of 20');
    expect(placeOf(says(ran, 'c'))).toBe('run 1 of 1, 20 of 20');
    expect(placeOf(says(ran, '1'))).toBe('run 2 of 2, 10 of 10');
    expect(placeOf(says(ran, '1', 'run 1'))).toBe('run 1 of 2, 20 of 20');
  });

  it('takes answers given in advance without asking', () => {
    const begun = sessionOf(seed, ['node:n13'], { answers: new Map([['n13', ['No', 'Yes']]]) });
    expect(placeOf(begun)).toBe('run 1 of 1, 9 of 9');
    expect(placeOf(says(begun, ''))).toBe('run 1 of 1, 10 of 10');
    expect(placeOf(says(begun, 'c', 'c'))).toBe('run 1 of 1, 20 of 20');
    expect(says(begun, 'c', 'c', '').notices).toEqual(['The run is over: b goes back, f forks, q leaves.']);
  });

  it('goes no further than --max-steps', () => {
    const begun = sessionOf(seed, [], { maxSteps: 11 });
    const stopped = says(begun, '2', 'c');
    expect(placeOf(stopped)).toBe('run 1 of 1, 11 of 11');
    expect(stopped.notices).toEqual(['A run has at most 11 steps here; --max-steps allows more.']);
    expect(says(stopped, '').notices).toEqual(stopped.notices);
    expect(says(stopped, 'b', 'l').view.length).toBe(11);
  });

  it('offers what a limit leaves, and stops where no way is left', () => {
    const once = says(sessionOf(limited), '2', 'n');
    expect(choicesOf(once)).toHaveLength(1);
    expect(says(once, 'no').notices).toEqual(["'no' is not offered any more. It takes 1 Yes."]);
  });

  it('asks another node that the user picks for its answer', () => {
    const flow = kitchen
      .replace('n4: rectangle', 'n4: diamond')
      .replace('n4 -> Kitchen.n5', 'n4 -> Kitchen.n5 [label="x"]\n  n4 -> Kitchen.n5 [label="y"]');
    const picked = says(sessionOf(flow, ['node:n3']), '2');
    expect(picked.asked).toBe('n4');
    expect(placeOf(picked)).toBe('run 1 of 1, 2 of 2');
    expect(says(picked, 'b').asked).toBeUndefined();
    expect(pathOf(says(picked, 'b').view)).toEqual(['n1', 'n2']);
    expect(pathOf(says(picked, '2').view)).toEqual(['n1', 'n2', 'n4']);
  });

  it('goes on to a step that nobody has seen yet, as far as nothing stands in the way', () => {
    expect(placeOf(says(sessionOf(seed, ['node:n1']), 'g 5'))).toBe('run 1 of 1, 4 of 4');
    const stopped = says(sessionOf(seed), 'g 15');
    expect(stopped.notices[0]).toBe('The run stops at step 10.');
    expect(says(stopped, 'g 0').notices).toEqual(['The first step is 1.']);
  });

  it('compares runs and names the first difference', () => {
    const forked = says(sessionOf(seed), '1', 'c', 'g 10', '2', 'c');
    expect(says(forked, '=').notices).toEqual([
      'Runs 1 and 2 part at step 10: n13 = Yes against n13 = No.',
      'run 1: completed, 17 steps, end n7; only here n14 n16 n17 n18 n5 n6 n7',
      'run 2: 12 steps, now at n13; only here n15 n4',
    ]);
    expect(says(forked, 'compare 2').notices).toEqual(['Run 2 is the one you see.']);
    expect(says(forked, 'compare 7').notices).toEqual(['There is no run 7; there are runs 1 to 2.']);
    expect(says(sessionOf(seed), 'f', '=').notices).toEqual(['Runs 1 and 2 are the same, 9 steps.']);
  });
});

describe('a run of a million steps', () => {
  const answers = new Map([['n13', ['No']]]);
  const million = says(sessionOf(seed, ['node:n1'], { answers, maxSteps: 1_000_000 }), 'g 999999');

  it('keeps boards as densely as a short one, so that any step is as near', () => {
    const short = simulate(million.view.machine, { answers, maxSteps: 1000 });
    const { interval, snapshots } = million.view.history;
    expect(interval).toBe(short.history.interval);
    expect(snapshots).toHaveLength(Math.floor(999_998 / interval));
  });

  it('goes back, on and to any step, and a fork shares what came before', () => {
    expect(placeOf(million)).toBe('run 1 of 1, 999998 of 999998');
    expect(placeOf(says(million, 'b'))).toBe('run 1 of 1, 999997 of 999998');
    expect(placeOf(says(million, 'g 500000', 'forward', ''))).toBe('run 1 of 1, 500001 of 999998');
    const forked = says(million, 'g 500002', 'f', '', '', '');
    expect(forked.view.length).toBe(500_004);
    expect(placeOf(says(forked, 'run 1'))).toBe('run 1 of 2, 999998 of 999998');
    const [one, other] = [million.view.history.chunks, forked.view.history.chunks];
    expect(other.filter((chunk, index) => chunk !== one[index])).toHaveLength(1);
  });
});

describe('keys', () => {
  it('build a line where more is needed, with corrections', () => {
    const begun = sessionOf(seed);
    expect(types(begun, 'g1x<backspace>').entry).toEqual({ what: 'go', text: '1' });
    expect(placeOf(types(begun, 'g4<return>'))).toBe('run 1 of 1, 3 of 9');
    expect(types(begun, 'g4<escape>').entry).toBeUndefined();
    expect(types(begun, 'g4<C-u>7').entry?.text).toBe('7');
    expect(types(begun, 'rq<space>b').entry?.text).toBe('qb');
    expect(types(begun, 'r<return>').wish).toBeUndefined();
    expect(types(begun, 'rmine.yaml<return>').wish).toEqual({ kind: 'record', name: 'mine.yaml' });
    expect(types(begun, 'q').wish).toEqual({ kind: 'leave' });
    expect(types(begun, '<C-d>').wish).toEqual({ kind: 'leave' });
    expect(types(begun, 'g<C-d>').wish).toBeUndefined();
  });

  it('wait for Enter where a digit could be the first of two', () => {
    const begun = sessionOf(twelve);
    expect(types(begun, '1').entry).toEqual({ what: 'choose', text: '1' });
    expect(pathOf(types(begun, '12<return><return>').view)).toEqual(['n1', 'n13']);
    expect(pathOf(types(begun, '<up><return><return>').view)).toEqual(['n1', 'n13']);
  });

  it('that mean nothing change nothing', () => {
    const begun = sessionOf(seed);
    for (const key of ['x', 'Q', '0', '<f1>', '<C-l>', '<pageup>', '~'])
      expect(press(begun, keyOf(key))).toBeUndefined();
  });
});

describe('typed lines', () => {
  it('are answers before they are commands', () => {
    const flow = seed.replace('[label="Yes"]', '[label="back"]').replace('[label="No"]', '[label="n"]');
    expect(pathOf(says(sessionOf(flow), 'n', '').view).at(-1)).toBe('n15');
    expect(pathOf(says(sessionOf(flow), 'BACK', '').view).at(-1)).toBe('n14');
    expect(says(sessionOf(flow), 'b').view.length).toBe(8);
  });
});

describe('breakpoints', () => {
  it('read back as they are written', () => {
    const texts = ['node:n13', 'visit:n4=3', 'lane:User', 'limit:loop1', 'edge:e4', 'merged', 'end'];
    const { value, failures } = readBreakpoints(texts, machineOf(seed));
    expect(failures).toEqual([]);
    expect(value.map(breakpointText)).toEqual(texts);
  });

  it('hold in a run that is gone through again as in a new one', () => {
    for (const where of ['node:n13', 'visit:n4=2', 'lane:AuthService', 'limit:loop1', 'edge:e15', 'end']) {
      const asked = sessionOf(limited, [where], { answers: new Map([['n13', ['No', 'Yes']]]) });
      const stops = [asked.view.length];
      let session = asked;
      while (session.view.status.kind !== 'completed') {
        session = says(session, 'c');
        stops.push(session.view.length);
      }
      const again = [0];
      for (session = says(session, 'g 1'); session.view.length < wholeOf(session).length; ) {
        session = says(session, 'c');
        again.push(session.view.length);
      }
      expect(again.slice(1), where).toEqual(stops);
    }
  });
});
