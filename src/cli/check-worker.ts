/** The worker's side of check-jobs.ts: the outcome of each file as soon as there is one. */

import { parentPort, workerData } from 'node:worker_threads';
import { workThrough } from './check-share.ts';

await workThrough(workerData, (outcome) => parentPort?.postMessage(outcome));
