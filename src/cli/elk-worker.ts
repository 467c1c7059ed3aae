/** The worker's side of elk-runner.ts: one graph in, its places out. */

import { parentPort, workerData } from 'node:worker_threads';
import { elkHere } from '../index.ts';

parentPort?.postMessage(await elkHere(workerData));
