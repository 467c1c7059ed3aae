/** Runs ELK in a worker: with a large stack, and with an end. A worker that runs over is ended, and ELK has no say. */

import { Worker } from 'node:worker_threads';
import type { ElkOptions } from '../index.ts';
import { say, type Terminal } from './terminal.ts';

export interface ElkLimits {
  /** Wall-clock ms from asking to answer, loading ELK included. Generous: a result that depends on it depends on the machine. */
  readonly budget?: number;
  /** Told when ELK has no answer, in one line. */
  readonly note?: (text: string) => void;
  /** The worker's file: beside this one when left out, in `dist/cli` as in a bundle. */
  readonly worker?: URL;
}

const usualBudget = 20_000;
const stackMegabytes = 64;

/** For a command: ELK in a worker, and whatever it lacks on standard error. */
export function elkIn(terminal: Terminal): Pick<ElkOptions, 'runElk' | 'note'> {
  const note = (text: string): void => say(terminal, text);
  return { runElk: elkRunner({ note }), note };
}

/** One worker for each graph. `Graph` and `Places` are plain data, which is all that is known of them here. */
export function elkRunner<Graph, Places>(limits: ElkLimits = {}): (graph: Graph) => Promise<Places | undefined> {
  const { budget = usualBudget, note = () => {}, worker: file = new URL('./elk-worker.js', import.meta.url) } = limits;
  return async (graph) => {
    const worker = startWorker(file, graph);
    const { places, why = 'could not lay it out' } = await firstAnswer<Places>(worker, budget);
    await worker.terminate();
    if (places === undefined) note(`ELK ${why}; the drawing does without it.`);
    return places;
  };
}

interface Answer<Places> {
  readonly places?: Places | undefined;
  readonly why?: string;
}

function startWorker(file: URL, graph: unknown): Worker {
  return new Worker(file, { workerData: graph, resourceLimits: { stackSizeMb: stackMegabytes } });
}

/** Whatever comes first: a message, an error, an end without words, or the end of the budget. */
function firstAnswer<Places>(worker: Worker, budget: number): Promise<Answer<Places>> {
  return new Promise((resolve) => {
    const finish = (answer: Answer<Places>): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => finish({ why: `ran over its ${budget / 1000} s` }), budget);
    worker.once('message', (places: Places | undefined) => finish({ places }));
    worker.once('error', () => finish({}));
    worker.once('exit', () => finish({}));
  });
}
