/** `check --save-counterexample`: runs that show what was found, as scenario files. */

import { baseName, type Findings, findingText } from '../index.ts';
import { type Draft, flowFrom, type ScenarioFolder } from './counterexample-files.ts';
import { type Failure, failure } from './failure.ts';
import type { Reading } from './read.ts';
import { say, type Terminal } from './terminal.ts';

export interface SaveFlags {
  readonly saveCounterexample?: string;
}

export function saveRefusals(words: readonly string[], { saveCounterexample: name }: SaveFlags): readonly Failure[] {
  if (name === undefined || !words.includes('-')) return [];
  const message = 'A scenario file names its flow, and standard input has no name.';
  return [failure(message, 'Write the flow to a file first.')];
}

export function folderFor({ saveCounterexample: name }: SaveFlags, { folder }: Terminal): ScenarioFolder | undefined {
  return name === undefined ? undefined : { name, workingFolder: folder };
}

/** One for each finding that a run shows: `library-endless-run`. */
export function draftsOf({ compiled, input }: Reading, folder: ScenarioFolder): readonly Draft[] {
  const flow = flowFrom(folder, input);
  if (compiled === undefined || flow === undefined) return [];
  const { told, machine, source } = compiled;
  return told.flatMap(({ diagnostic: { code, message }, finding, witness }) => {
    const content = findingText(finding, message, machine, flow, witness);
    return content === undefined ? [] : [{ stem: `${baseName(source)}-${code}`, content }];
  });
}

/** Findings about runs that are against nothing, so that there is nothing to show by a scenario. */
const unshown = {
  'implicit-fork': 'which tells how a flow is read',
  'reply-edge': 'which tells how a flow is read',
  'exploration-incomplete': 'since what was not tried out cannot be shown',
} as const;

/** Says for which of the findings no scenario is written, and why. */
export function sayUnshown(terminal: Terminal, findings: readonly Findings[]): void {
  const codes = new Set<string>(findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  for (const [code, why] of Object.entries(unshown)) {
    if (codes.has(code)) say(terminal, `no counterexample for ${code}, ${why}`);
  }
}
