/** From a file or standard input to a compiled flow. Nothing much larger than the limit is ever held in memory. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import {
  type Compiled,
  type CompileOptions,
  compile,
  type Decoded,
  decode,
  decodingProblem,
  defaultSourceBytes,
  type Findings,
  sourceOf,
} from '../index.ts';
import { type Attempt, type Failure, failure, reasonOf } from './failure.ts';
import type { Input } from './inputs.ts';
import { startProgress } from './progress.ts';
import { sayTiming, type Terminal } from './terminal.ts';

/** What became of one input. */
export interface Reading {
  readonly input: Input;
  readonly findings: Findings;
  /** Undefined when the bytes are no text that could be compiled. */
  readonly compiled: Compiled | undefined;
}

/** Reads and compiles every input that the system lets us read. */
export async function readAll(
  inputs: readonly Input[],
  options: CompileOptions,
  terminal: Terminal,
): Promise<Attempt<readonly Reading[]>> {
  const progress = startProgress(inputs.length, terminal);
  const readings: Reading[] = [];
  const failures: Failure[] = [];
  for (const input of inputs) {
    progress.step(input.name);
    const begun = performance.now();
    const attempt = await readAndCompile(input, options);
    sayTiming(terminal, `${input.name} read and compiled`, begun);
    if (attempt.value !== undefined) readings.push(attempt.value);
    failures.push(...attempt.failures);
  }
  progress.end();
  return { value: readings, failures };
}

async function readAndCompile(input: Input, options: CompileOptions): Promise<Attempt<Reading | undefined>> {
  const bytes = await readBytes(input);
  if (typeof bytes === 'string')
    return { value: undefined, failures: [failure(`'${input.name}' cannot be read: ${bytes}.`)] };
  return { value: readingOf(input, bytes, options), failures: [] };
}

/** The bytes, or how many there are when they are too many, or the system's reason why they cannot be had. */
async function readBytes(input: Input): Promise<Bytes | string> {
  try {
    return input.path === undefined ? await readStandardInput() : readFile(input.path);
  } catch (error) {
    return reasonOf(error);
  }
}

type Bytes = Uint8Array | number;

const chunkBytes = 65_536;

function readFile(path: string): Bytes {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return size > defaultSourceBytes ? size : readChunks(file, size);
  } finally {
    closeSync(file);
  }
}

/** Pipes and devices have no size beforehand. */
function readChunks(file: number, size: number): Bytes {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const chunk = new Uint8Array(Math.max(chunkBytes, size - total));
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    total += read;
    if (total > defaultSourceBytes) return total;
  }
}

async function readStandardInput(): Promise<Bytes> {
  if (process.stdin.isTTY === true) process.stderr.write('Type or paste a flow; end it with Ctrl-D.\n');
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > defaultSourceBytes) return total;
  }
  return Buffer.concat(chunks);
}

function readingOf(input: Input, bytes: Bytes, options: CompileOptions): Reading {
  const decoded = typeof bytes === 'number' ? tooLarge(input, bytes) : decode(bytes, input.name);
  const { source } = decoded;
  const problem = decodingProblem(decoded);
  if (problem !== undefined) return { input, findings: { source, diagnostics: [problem] }, compiled: undefined };
  const compiled = compile(source, options);
  return { input, findings: compiled, compiled };
}

function tooLarge({ name }: Input, bytes: number): Decoded {
  return { kind: 'too-large', source: sourceOf(name, ''), bytes, limit: defaultSourceBytes };
}
