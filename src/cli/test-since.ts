/** `test --since`: scenario files that changed, and those whose flow did. */

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readScenarioFile } from '../index.ts';
import type { Attempt } from './failure.ts';
import type { FileText } from './read.ts';
import {
  type Changes,
  changesSince,
  hasChanged,
  isConcerned,
  outsiders,
  type SinceFlags,
  unchangedNote,
} from './since.ts';
import type { Terminal } from './terminal.ts';

interface Chosen {
  readonly files: readonly FileText[];
  /** About what was passed over, escaped. */
  readonly notes: readonly string[];
}

export async function onlyChangedTests(
  files: readonly FileText[],
  { since }: SinceFlags,
  { folder }: Terminal,
): Promise<Attempt<Chosen>> {
  if (since === undefined) return { value: { files, notes: [] }, failures: [] };
  const { value: changes, failures } = changesSince(since, folder);
  if (changes === undefined) return { value: { files: [], notes: [] }, failures };
  const chosen: FileText[] = [];
  for (const file of files) if (await isTouched(file, changes)) chosen.push(file);
  const notes = [unchangedNote(files.length - chosen.length, changes)];
  const inputs = files.map(({ input }) => input);
  return { value: { files: chosen, notes }, failures: outsiders(changes, inputs) };
}

/** A flow that is gone leaves its scenarios behind, and they should say so. */
async function isTouched({ input, decoded: { source } }: FileText, changes: Changes): Promise<boolean> {
  if (input.path === undefined || isConcerned(changes, input)) return true;
  const { value } = await readScenarioFile(source);
  if (value === undefined) return false;
  const flow = resolve(dirname(input.path), value.flow.text.replace(/#\d+$/, ''));
  return !existsSync(flow) || hasChanged(changes, flow);
}
