/** From a file or standard input to compiled flows. */

import {
  type Compiled,
  type CompileOptions,
  compile,
  counted,
  type Decoded,
  decode,
  decodingProblem,
  defaultSourceBytes,
  type Findings,
  fencedSources,
  isMarkdown,
  type Source,
  sourceOf,
} from '../index.ts';
import { readBytes } from './bytes.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import { flowName, type Input } from './inputs.ts';
import { startProgress } from './progress.ts';
import { compileOptions } from './project.ts';
import { sayTiming, type Terminal } from './terminal.ts';

/** One file, as far as it could be read. */
export interface FileText {
  readonly input: Input;
  readonly decoded: Decoded;
  /** What it was read from; empty when there was too much of it. */
  readonly bytes: Uint8Array;
}

/** What became of one flow. */
export interface Reading {
  /** With its number, when the file is Markdown. */
  readonly input: Input;
  readonly findings: Findings;
  /** Undefined when there is no flow: the bytes are no text, or Markdown without a flow. */
  readonly compiled: Compiled | undefined;
}

/** Reads and compiles every input that the system lets us read. */
export function readAll(
  inputs: readonly Input[],
  options: CompileOptions,
  terminal: Terminal,
): Promise<Attempt<readonly Reading[]>> {
  return eachFile(inputs, terminal, (file) => readingsOf(file, options));
}

/** One file after the other, so that no more of them than necessary are held in memory. */
export async function eachFile<T>(
  inputs: readonly Input[],
  terminal: Terminal,
  work: (file: FileText) => Attempt<readonly T[]>,
): Promise<Attempt<readonly T[]>> {
  const progress = startProgress(inputs.length, terminal);
  const results: T[] = [];
  const failures: Failure[] = [];
  for (const input of inputs) {
    progress.step(flowName(input));
    const begun = performance.now();
    const attempt = await inFile(input, work);
    sayTiming(terminal, `${flowName(input)} read and compiled`, begun);
    for (const result of attempt.value) results.push(result);
    failures.push(...attempt.failures);
  }
  progress.end();
  return { value: results, failures };
}

export async function inFile<T>(
  input: Input,
  work: (file: FileText) => Attempt<readonly T[]>,
): Promise<Attempt<readonly T[]>> {
  const file = await readFile(input);
  return file.value === undefined ? { value: [], failures: file.failures } : work(file.value);
}

async function readFile(input: Input): Promise<Attempt<FileText | undefined>> {
  const limit = input.settings.config.limits?.sourceBytes ?? defaultSourceBytes;
  const bytes = await readBytes(input.path, limit);
  if (typeof bytes === 'string') return refused(failure(`'${input.name}' cannot be read: ${bytes}.`));
  if (typeof bytes === 'number') {
    const decoded: Decoded = { kind: 'too-large', source: sourceOf(input.name, ''), bytes, limit };
    return { value: { input, decoded, bytes: new Uint8Array() }, failures: [] };
  }
  return { value: { input, decoded: decode(bytes, input.name, limit), bytes }, failures: [] };
}

/** The same file with another text. */
export function withText(file: FileText, text: string): FileText {
  return { ...file, decoded: { kind: 'text', source: sourceOf(file.input.name, text) } };
}

/** The flows of a file that is text: itself, or the fences of Markdown. */
export function sourcesOf({ input, decoded: { source } }: FileText): readonly Source[] {
  if (!isMarkdown(input.name)) return [source];
  const sources = fencedSources(source.name, source.text);
  return input.flow === undefined ? sources : sources.slice(input.flow - 1, input.flow);
}

/** Every flow of a file, compiled with the settings that hold for it. Only `check` tries out the runs. */
export function readingsOf(file: FileText, options: CompileOptions): Attempt<readonly Reading[]> {
  return eachReading(file, { ...options, explore: false }, (reading) => reading);
}

/** For files with very many flows: what is not needed of a flow is given up before the next one is compiled. */
export function eachReading<T>(
  file: FileText,
  options: CompileOptions,
  use: (reading: Reading) => T,
): Attempt<readonly T[]> {
  const { input, decoded } = file;
  const problem = decodingProblem(decoded);
  if (problem !== undefined) return { value: [use(unread(input, decoded.source, [problem]))], failures: [] };
  const sources = sourcesOf(file);
  if (sources.length === 0 && input.flow !== undefined) return { value: [], failures: [noSuchFlow(file)] };
  if (sources.length === 0) return { value: [use(unread(input, decoded.source, []))], failures: [] };
  const all = { ...compileOptions(input.settings), ...options };
  return { value: sources.map((source) => use(readingOf(input, compile(source, all)))), failures: [] };
}

function readingOf(input: Input, compiled: Compiled): Reading {
  const { source, diagnostics } = compiled;
  return { input: { ...input, flow: source.flow }, findings: { source, diagnostics }, compiled };
}

function unread(input: Input, source: Source, diagnostics: Findings['diagnostics']): Reading {
  return { input, findings: { source, diagnostics }, compiled: undefined };
}

function noSuchFlow({ input, decoded: { source } }: FileText): Failure {
  const { length } = fencedSources(source.name, source.text);
  return failure(`There is no flow ${input.flow} in '${input.name}'.`, `It has ${counted(length, 'flow')}.`);
}
