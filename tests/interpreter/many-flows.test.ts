import { beforeAll, describe, expect, it } from 'vitest';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { choiceAt, nodeAt } from '../../src/interpreter/history.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { policies } from '../../src/interpreter/policy.ts';
import { replay } from '../../src/interpreter/replay.ts';
import { drive, type SimulateOptions, simulate } from '../../src/interpreter/simulate.ts';
import { back, goTo, stateAt } from '../../src/interpreter/step.ts';
import { readTrace, traceLines } from '../../src/interpreter/trace.ts';
import { rounds } from '../long.ts';
import { randomFlow } from './random-flow.ts';

/*
 * What holds of every run, over very many flows. Building a machine costs the most, so each is built once and shown to
 * all properties; runs are compared by their choices, from which all else follows. `runs.property.test.ts` looks closer
 * at fewer flows, and shrinks what it finds.
 */

const maxSteps = 30;
const deciding = policies.filter((policy) => policy !== 'none');

interface Case {
  readonly machine: Machine;
  readonly seed: number;
  readonly options: SimulateOptions;
  readonly run: Run;
}

function caseOf(seed: number): Case {
  const machine = buildMachine(randomFlow(seed, 1 + (seed % 12), 1.3 + (seed % 5) / 5, 1 / 6), {
    strictTokens: seed % 7 === 0,
  });
  const start = machine.starts[seed % Math.max(1, machine.starts.length)];
  const policy = deciding[seed % deciding.length] ?? 'random';
  const options: SimulateOptions = { policy, seed, maxSteps, ...(start !== undefined && { start }) };
  return { machine, seed, options, run: simulate(machine, options) };
}

/** By title, whether it holds. Standing still with tokens left, the engine would throw. */
const properties: Readonly<Record<string, (each: Case) => boolean>> = {
  'ends, or comes to the last step allowed, or to a limit': ({ run }) =>
    run.status.kind === 'completed' || run.status.kind === 'exhausted' || run.length === maxSteps,
  'is the same again, on the same machine or another': ({ machine, seed, options, run }) => {
    const other = seed % 4 === 0 ? buildMachine(machine.flow, machine) : machine;
    return isSame(simulate(other, options), run);
  },
  'is what its trace replays': ({ machine, options, run }) => {
    const title = { flow: 'random.flow', hash: 'none', policy: options.policy ?? 'happy', seed: options.seed ?? 1 };
    const read = readTrace([...traceLines(run, title)].join('\n'));
    if (read.kind !== 'trace') return false;
    const again = replay(machine, read.trace);
    return again.kind === 'same' && isSame(again.run, run);
  },
  'is not changed by going back, forward and elsewhere': ({ seed, options, run }) => {
    const before = recordOf(run);
    const middle = goTo(run, seed % (run.length + 1));
    const elsewhere = drive(middle, { policy: 'random', seed: seed + 1, maxSteps });
    drive(back(elsewhere), { policy: 'first', maxSteps });
    return recordOf(run) === before && isSame(drive(middle, options), run);
  },
};

/** What a run has kept: its choices, how it stands, and the state that it came to. */
function recordOf(run: Run): string {
  const choices = Array.from(
    { length: run.length },
    (_, step) => choiceAt(run.history, step) * 4096 + nodeAt(run.history, step),
  );
  const { marks, rounds: counts } = stateAt(run);
  const ends = run.status.kind === 'completed' ? run.status.ends : [];
  return `${choices} ${run.status.kind} ${ends} ${marks} ${counts}`;
}

function isSame(one: Run, other: Run): boolean {
  if (one.length !== other.length || one.status.kind !== other.status.kind) return false;
  for (let step = 0; step < one.length; step++) {
    if (nodeAt(one.history, step) !== nodeAt(other.history, step)) return false;
    if (wayAt(one, step) !== wayAt(other, step)) return false;
  }
  return `${stateAt(one).marks}` === `${stateAt(other).marks}`;
}

/** Who chose may differ: a replay says so. */
function wayAt({ history }: Run, step: number): number {
  return choiceAt(history, step) >> 5;
}

describe('any run of very many flows', () => {
  const count = rounds(20_000, 1_000_000);
  const failed = new Map<string, string>();
  let seen = 0;

  beforeAll(() => {
    for (let seed = 1; seed <= count; seed++) {
      const each = attempt(() => caseOf(seed));
      for (const [title, holds] of Object.entries(properties)) {
        const found = typeof each === 'string' ? each : attempt(() => holds(each));
        if (found !== true && !failed.has(title)) failed.set(title, `seed ${seed}: ${found}`);
      }
      seen++;
    }
  }, 7_200_000);

  for (const title of Object.keys(properties)) {
    it(title, () => {
      expect([failed.get(title), seen]).toEqual([undefined, count]);
    });
  }
});

/** The result, or what was thrown. */
function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
}
