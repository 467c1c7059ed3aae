/** `check` of many files by several threads. What is told does not depend on who checked what. */

import { Worker } from 'node:worker_threads';
import type { CheckedInput, FileFlags } from './check-file.ts';
import { type Outcome, type Work, workThrough } from './check-share.ts';
import type { ScenarioFolder } from './counterexample-files.ts';
import type { Attempt } from './failure.ts';
import { flowName, type Input } from './inputs.ts';
import { startProgress } from './progress.ts';
import { sayTime, type Terminal } from './terminal.ts';

/** The files, and where runs that show what was found will be written. */
interface Task {
  readonly inputs: readonly Input[];
  readonly flags: FileFlags;
  readonly folder: ScenarioFolder | undefined;
}

/** In the order of the inputs. This thread is one of the `jobs`; each other is a worker. */
export async function checkByMany(
  task: Task,
  jobs: number,
  terminal: Terminal,
): Promise<Attempt<readonly CheckedInput[]>> {
  const work: Work = { ...task, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
  const helped = Promise.all(Array.from({ length: jobs - 1 }, () => outcomesOf(startWorker(work))));
  const own = await ownOutcomes(work, terminal);
  const outcomes = inOrder([...own, ...(await helped).flat()], work);
  const attempts = outcomes.map((outcome) => attemptOf(outcome, work, terminal));
  return { value: attempts.flatMap(({ value }) => value), failures: attempts.flatMap(({ failures }) => failures) };
}

/** One for each input; only a crash, which the others do not come behind any more, leaves some without. */
function inOrder(outcomes: readonly Outcome[], { inputs }: Work): readonly Outcome[] {
  const sorted = outcomes.toSorted((one, other) => one.index - other.index);
  const isWhole = sorted.length === inputs.length || sorted.some(({ kind }) => kind === 'crashed');
  if (!isWhole) throw new Error('a worker has ended before its work');
  return sorted;
}

function attemptOf(outcome: Outcome, { inputs }: Work, terminal: Terminal): Attempt<readonly CheckedInput[]> {
  if (outcome.kind === 'crashed') throw outcome.error;
  const { attempt, milliseconds } = outcome;
  const input = inputs[outcome.index];
  if (input === undefined) return { value: [], failures: [] };
  sayTime(terminal, `${flowName(input)} read and compiled`, milliseconds);
  return { ...attempt, value: attempt.value.map((checked) => ({ ...checked, input })) };
}

async function ownOutcomes(work: Work, terminal: Terminal): Promise<readonly Outcome[]> {
  const { inputs, next } = work;
  const progress = startProgress(inputs.length, terminal);
  const outcomes: Outcome[] = [];
  await workThrough(work, (outcome) => {
    outcomes.push(outcome);
    const input = inputs[outcome.index];
    if (input !== undefined) progress.reach(Math.min(Atomics.load(next, 0), inputs.length), flowName(input));
  });
  progress.end();
  return outcomes;
}

function startWorker(work: Work): Worker {
  return new Worker(new URL('./check-worker.js', import.meta.url), { workerData: work });
}

/** All that a worker tells until it ends. When it falls over as a whole, nobody knows at which file. */
function outcomesOf(worker: Worker): Promise<readonly Outcome[]> {
  return new Promise((resolve) => {
    const outcomes: Outcome[] = [];
    worker.on('message', (outcome: Outcome) => outcomes.push(outcome));
    worker.on('error', (error) => outcomes.push({ kind: 'crashed', index: Number.POSITIVE_INFINITY, error }));
    worker.once('exit', () => resolve(outcomes));
  });
}
