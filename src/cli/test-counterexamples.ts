/** Runs against properties, as scenario files that make them again. */

import { basename, dirname, join, relative, resolve } from 'node:path';
import { counterexampleText } from '../index.ts';
import type { Output } from './output.ts';
import type { FileRun } from './test-run.ts';

/** One file for each property that fails: `two-factor-1.scenario.yaml`, numbered as in its scenario file. */
export function counterexamples(files: readonly FileRun[], folderName: string | undefined, folder: string): Output[] {
  if (folderName === undefined) return [];
  const outputs = new Map<string, Output>();
  for (const { input, result, subject } of files) {
    const stem = basename(input.name).replace(/\.scenario\.\w+$/i, '');
    result.tested?.properties.forEach((property, index) => {
      if (subject?.input.path === undefined || result.tested === undefined) return;
      const name = freeName(join(folderName, `${stem}-${index + 1}`), outputs);
      const path = resolve(folder, name);
      const flow = relative(dirname(path), subject.input.path).replaceAll('\\', '/');
      const part = subject.input.flow === undefined ? '' : `#${subject.input.flow}`;
      const content = counterexampleText(property, result.tested.machine, flow + part);
      if (content !== undefined) outputs.set(name, { name, path, content });
    });
  }
  return [...outputs.values()];
}

/** Two scenario files in different folders can have one name. */
function freeName(stem: string, taken: ReadonlyMap<string, Output>): string {
  const ending = '.scenario.yaml';
  let name = stem + ending;
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}${ending}`;
  return name;
}
