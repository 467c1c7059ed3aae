import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import {
  type Compiled,
  decode,
  decodingProblem,
  escapeJson,
  format,
  type Policy,
  type Run,
  readTrace,
  type Source,
  type Trace,
  traceLines,
  type Unreadable,
} from '../index.ts';
import { readBytes } from './bytes.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** A run as NDJSON: a header, a line for each firing, and how it ended. */
export function traceText(run: Run, compiled: Compiled, policy: Policy, seed: number): string {
  const title = { flow: basename(compiled.source.name), hash: hashOf(compiled), policy, seed };
  return Array.from(traceLines(run, title), (line) => `${escapeJson(line)}\n`).join('');
}

/** Over the canonical text, so that neither formatting nor line ends make a trace invalid. */
export function hashOf({ document, source }: Compiled): string {
  const canonical = format(document, source).replace(/\r\n|\r/g, '\n');
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}

// ---- reading

const mostBytes = 200_000_000;

/** The trace of a file, or of standard input for `-`. */
export async function readTraceFile(name: string, terminal: Terminal): Promise<Attempt<Trace | undefined>> {
  const source = await readText(name, terminal);
  return 'message' in source ? refused(source) : traceIn(name, source);
}

/** Of a file, or of standard input for `-`. */
export async function readText(name: string, { folder }: Terminal): Promise<Source | Failure> {
  const bytes = await readBytes(name === '-' ? undefined : resolve(folder, name), mostBytes);
  if (typeof bytes === 'string') return failure(`'${name}' cannot be read: ${bytes}.`);
  if (typeof bytes === 'number') return failure(`'${name}' cannot be read: it has ${bytes} bytes, which is too many.`);
  const decoded = decode(bytes, name, mostBytes);
  const problem = decodingProblem(decoded);
  return problem === undefined ? decoded.source : failure(`'${name}' cannot be read: ${problem.message}`);
}

export function traceIn(name: string, source: Source): Attempt<Trace | undefined> {
  const read = readTrace(source.text);
  if (read.kind === 'trace') return { value: read.trace, failures: [] };
  const hint = 'laneflow simulate IN --trace FILE writes one.';
  return refused(failure(`${name}:${read.line}: ${unreadable[read.why]}`, hint));
}

const unreadable: Readonly<Record<Unreadable, string>> = {
  empty: 'A trace has at least one line, and there is none.',
  json: 'This line of the trace is no JSON object.',
  header: 'A trace begins with its header, and this is none.',
  version: 'This trace was written by another version of laneflow, which is not known here.',
  event: 'This is no event of a trace.',
  end: 'This is no end of a trace.',
  'after-end': 'The trace has ended before this line.',
};
