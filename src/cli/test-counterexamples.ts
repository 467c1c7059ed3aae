/** Runs against properties, as scenario files that make them again. */

import { basename } from 'node:path';
import { counterexampleText } from '../index.ts';
import { type Draft, flowFrom, type ScenarioFolder, scenarioOutputs } from './counterexample-files.ts';
import type { Output } from './output.ts';
import type { FileRun } from './test-run.ts';

/** One file for each property that fails: `two-factor-1.scenario.yaml`, numbered as in its scenario file. */
export function counterexamples(files: readonly FileRun[], name: string | undefined, workingFolder: string): Output[] {
  if (name === undefined) return [];
  const folder = { name, workingFolder };
  return scenarioOutputs(
    folder,
    files.flatMap((file) => draftsOf(file, folder)),
  );
}

function draftsOf({ input, result, subject }: FileRun, folder: ScenarioFolder): Draft[] {
  const { tested } = result;
  const flow = subject === undefined ? undefined : flowFrom(folder, subject.input);
  if (tested === undefined || flow === undefined) return [];
  const stem = basename(input.name).replace(/\.scenario\.\w+$/i, '');
  return tested.properties.flatMap((property, index) => {
    const content = counterexampleText(property, tested.machine, flow);
    return content === undefined ? [] : [{ stem: `${stem}-${index + 1}`, content }];
  });
}
