import { type Compiled, type CompileOptions, canDraw, summarize, summaryLine } from '../index.ts';
import { type Attempt, exitCodes, failure, refused } from './failure.ts';
import { findInput, flowName, type Input } from './inputs.ts';
import type { Project } from './project.ts';
import { type Reading, readAll } from './read.ts';
import { say, sayFailures, sayFindings } from './terminal.ts';

/** A flow without errors, or the exit code after everything has been said. */
export type Opened =
  | { readonly kind: 'flow'; readonly input: Input; readonly compiled: Compiled }
  | { readonly kind: 'stopped'; readonly exitCode: number };

/** The one flow that a command works on. */
export async function openFlow(word: string, options: CompileOptions, project: Project): Promise<Opened> {
  const { terminal } = project;
  const { value: reading, failures } = await readFlow(word, options, project);
  sayFailures(terminal, failures);
  if (failures.length > 0 || reading === undefined) return { kind: 'stopped', exitCode: exitCodes.refused };
  const { compiled, findings } = reading;
  if (compiled !== undefined && canDraw(compiled)) return { kind: 'flow', input: reading.input, compiled };
  sayFindings(terminal, [findings], ['error', 'warning']);
  say(terminal, summaryLine(summarize([findings])));
  return { kind: 'stopped', exitCode: exitCodes.findings };
}

/** The one flow that a word names, whatever is wrong in it. Undefined with a failure only. */
export async function readFlow(
  word: string,
  options: CompileOptions,
  project: Project,
): Promise<Attempt<Reading | undefined>> {
  const found = await findInput(word, project);
  const input = found.value;
  const readings = await readAll(input === undefined ? [] : [input], options, project.terminal);
  const only = onlyOne(readings.value, word);
  const all = [...found.failures, ...readings.failures];
  const failures = all.length > 0 ? all : only.failures;
  return { value: failures.length > 0 ? undefined : only.value, failures };
}

/** What a word stands for that may hold several flows. Undefined for nothing at all, or with a failure. */
export function onlyOne(readings: readonly Reading[], word: string): Attempt<Reading | undefined> {
  const [first, second] = readings;
  if (first === undefined) return { value: undefined, failures: [] };
  if (second !== undefined) {
    const message = `One flow is needed here, and '${word}' has ${readings.length}.`;
    return refused(failure(message, `Take one of them, such as ${flowName(first.input)}.`));
  }
  const isEmpty = first.compiled === undefined && first.findings.diagnostics.length === 0;
  return isEmpty
    ? refused(failure(`There is no flow in '${word}'.`, 'It stands in a fence: ```flow'))
    : { value: first, failures: [] };
}
