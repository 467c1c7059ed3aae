/** The two flows that `diff` compares. */

import { type Compiled, type Diagnostic, type Findings, isReadingError, summarize, summaryLine } from '../index.ts';
import { type Attempt, type Failure, failure } from './failure.ts';
import { flowName } from './inputs.ts';
import { readFlow } from './one-flow.ts';
import { openProject, type Project, type Settings } from './project.ts';
import type { Reading } from './read.ts';
import { say, sayFailures, sayFindings, type Terminal } from './terminal.ts';
import { isVersion, readVersion } from './version.ts';

export interface Compared {
  /** `guide.md#2`. */
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  readonly compiled: Compiled;
  readonly settings: Settings;
}

/** The old and the new one. */
export type Pair = readonly [Compared, Compared];

/** Undefined after everything that is wrong with either has been said. */
export async function openPair(before: string, after: string, terminal: Terminal): Promise<Pair | undefined> {
  if (before === '-' && after === '-') {
    sayFailures(terminal, [failure('Standard input can be one of the two flows, not both.')]);
    return undefined;
  }
  const project = openProject(terminal);
  const [old, now] = [await readEither(before, project), await readEither(after, project)];
  // What is wrong with the configuration both of them would tell.
  sayFailures(terminal, distinct([...old.failures, ...now.failures]));
  if (old.value === undefined || now.value === undefined) return undefined;
  const pair = pairOf(old.value, now.value);
  if (pair === undefined) sayErrors([old.value, now.value], terminal);
  return pair;
}

function readEither(word: string, project: Project): Promise<Attempt<Reading | undefined>> {
  return isVersion(word, project.terminal.folder) ? readVersion(word, project) : readFlow(word, {}, project);
}

function distinct(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(({ message }, place) => failures.findIndex((other) => other.message === message) === place);
}

/** Undefined when one of the two could not be read whole. */
export function pairOf(before: Reading, after: Reading): Pair | undefined {
  const [old, now] = [comparedOf(before), comparedOf(after)];
  return old === undefined || now === undefined ? undefined : [old, now];
}

function comparedOf({ input, compiled, findings }: Reading): Compared | undefined {
  if (compiled === undefined || errorsOf(findings).length > 0) return undefined;
  return { name: flowName(input), path: input.path, compiled, settings: input.settings };
}

/** Errors of reading. A file without a lane is a flow that is still empty, or that is gone. */
function errorsOf({ diagnostics }: Findings): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.code !== 'no-lanes' && isReadingError(diagnostic));
}

function sayErrors(readings: readonly Reading[], terminal: Terminal): void {
  const findings = readings.map(({ findings: all }) => ({ ...all, diagnostics: errorsOf(all) }));
  sayFindings(terminal, findings, ['error']);
  say(terminal, `${summaryLine(summarize(findings))}; nothing was compared`);
}
