/** How many threads share the work on many files. */

import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Input } from './inputs.ts';

/** From so many bytes of flows for each thread on, a worker gives back the time of its start (bench/check.ts). */
const bytesPerJob = 250_000;

/** Engines compile and collect beside a thread; with all that, one keeps nearly two cores busy. */
const coresPerJob = 2;

/**
 * As many as were asked for, else as many as pay: more threads than files have nothing to do. Only the first thread
 * can read standard input, so it works alone then.
 */
export function jobsFor(
  inputs: readonly Input[],
  asked: number | undefined,
  cores: number = availableParallelism(),
): number {
  if (inputs.some(({ path }) => path === undefined)) return 1;
  return Math.min(inputs.length, asked ?? payingJobs(inputs, Math.floor(cores / coresPerJob)));
}

function payingJobs(inputs: readonly Input[], most: number): number {
  if (most < 2) return 1;
  let bytes = 0;
  for (const { path } of inputs) {
    if (bytes >= most * bytesPerJob) break;
    bytes += sizeOf(path ?? '');
  }
  return Math.max(1, Math.min(most, Math.floor(bytes / bytesPerJob)));
}

/** What cannot be looked at is told when it is read. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
