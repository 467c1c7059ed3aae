/** How many threads share the work on many files. */

import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Input } from './inputs.ts';

/** From so many bytes of flows for each thread on, a worker gives back the time of its start (bench/check.ts). */
const bytesPerJob = 250_000;

/** Engines compile and collect beside a thread; with all that, one keeps nearly two cores busy at first. */
const coresPerJob = 2;

/** With so many bytes for each thread, the engine is done with that for most of the time, and each core can have one. */
const bytesForLong = 3_000_000;

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
  return Math.min(inputs.length, asked ?? payingJobs(inputs, cores));
}

function payingJobs(inputs: readonly Input[], cores: number): number {
  let bytes = 0;
  for (const { path } of inputs) {
    if (bytes >= cores * bytesForLong) break;
    bytes += sizeOf(path ?? '');
  }
  const early = Math.min(Math.floor(cores / coresPerJob), Math.floor(bytes / bytesPerJob));
  return Math.max(1, early, Math.min(cores, Math.floor(bytes / bytesForLong)));
}

/** What cannot be looked at is told when it is read. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
