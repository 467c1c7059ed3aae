/** Scenario files that show what is wrong: where they go, and how they name their flow. */

import { join, relative, resolve } from 'node:path';
import { counted, escapeTerminal } from '../index.ts';
import type { Input } from './inputs.ts';
import type { Output } from './output.ts';
import { say, type Terminal } from './terminal.ts';

/** Where they go: a folder as the user names it, and from where that is meant. */
export interface ScenarioFolder {
  readonly name: string;
  readonly workingFolder: string;
}

/** A scenario file that has no name of its own yet. */
export interface Draft {
  /** `library-endless-run` becomes `library-endless-run.scenario.yaml`, or `library-endless-run-2.scenario.yaml`. */
  readonly stem: string;
  readonly content: string;
}

/** `../flows/guide.md#2`, from the folder on; undefined for standard input, which no file can name. */
export function flowFrom({ name, workingFolder }: ScenarioFolder, { path, flow }: Input): string | undefined {
  if (path === undefined) return undefined;
  return relative(resolve(workingFolder, name), path).replaceAll('\\', '/') + (flow === undefined ? '' : `#${flow}`);
}

/** Flows in different folders can have one name, so equal stems are numbered. */
export function scenarioOutputs({ name, workingFolder }: ScenarioFolder, drafts: readonly Draft[]): Output[] {
  const outputs = new Map<string, Output>();
  for (const { stem, content } of drafts) {
    const file = freeName(join(name, stem), outputs);
    outputs.set(file, { name: file, path: resolve(workingFolder, file), content });
  }
  return [...outputs.values()];
}

function freeName(stem: string, taken: ReadonlyMap<string, Output>): string {
  const ending = '.scenario.yaml';
  let name = stem + ending;
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}${ending}`;
  return name;
}

/** Says which files there are now. */
export function sayCounterexamples(terminal: Terminal, saved: readonly Output[]): void {
  if (saved.length === 0) return;
  const names = saved.map(({ name }) => name).join(', ');
  say(terminal, `${counted(saved.length, 'counterexample')}: ${escapeTerminal(names)}`);
}
