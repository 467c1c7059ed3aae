/** `check --save-counterexample`: runs that show what was found, as scenario files. */

import { baseName, findingText } from '../index.ts';
import { type Draft, flowFrom, type ScenarioFolder } from './counterexample-files.ts';
import { type Failure, failure } from './failure.ts';
import type { Reading } from './read.ts';
import type { Terminal } from './terminal.ts';

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
  return told.flatMap(({ diagnostic: { code, message }, finding }) => {
    const content = findingText(finding, message, machine, flow);
    return content === undefined ? [] : [{ stem: `${baseName(source)}-${code}`, content }];
  });
}
