import { type Compiled, type CompileOptions, canDraw, summarize, summaryLine } from '../index.ts';
import { exitCodes } from './failure.ts';
import { findInput, type Input } from './inputs.ts';
import { readAll } from './read.ts';
import { say, sayFailures, sayFindings, type Terminal } from './terminal.ts';

/** A flow without errors, or the exit code after everything has been said. */
export type Opened =
  | { readonly kind: 'flow'; readonly input: Input; readonly compiled: Compiled }
  | { readonly kind: 'stopped'; readonly exitCode: number };

/** The one flow that a command works on. */
export async function openFlow(word: string, options: CompileOptions, terminal: Terminal): Promise<Opened> {
  const found = await findInput(word, terminal.folder);
  const input = found.value;
  const readings = await readAll(input === undefined ? [] : [input], options, terminal);
  const failures = [...found.failures, ...readings.failures];
  sayFailures(terminal, failures);
  const [reading] = readings.value;
  if (failures.length > 0 || reading === undefined) return { kind: 'stopped', exitCode: exitCodes.refused };
  const { compiled, findings } = reading;
  if (compiled !== undefined && canDraw(compiled)) return { kind: 'flow', input: reading.input, compiled };
  sayFindings(terminal, [findings], ['error', 'warning']);
  say(terminal, summaryLine(summarize([findings])));
  return { kind: 'stopped', exitCode: exitCodes.findings };
}
