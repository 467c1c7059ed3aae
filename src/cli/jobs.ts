/** How many threads share the work on many files. */

import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Input } from './inputs.ts';

/** Bytes of flows in the time of which a worker has started and has caught up with a thread that runs already. */
const bytesPerJob = 200_000;

/**
 * As many as were asked for, else as many as pay: more threads than files have nothing to do. Only the first thread
 * can read standard input, so it works alone then.
 */
export function jobsFor(inputs: readonly Input[], asked: number | undefined): number {
  if (inputs.some(({ path }) => path === undefined)) return 1;
  return Math.min(inputs.length, asked ?? payingJobs(inputs));
}

function payingJobs(inputs: readonly Input[]): number {
  const most = availableParallelism();
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
