/** Writes scenarios that together take every edge of a flow that a run can take. */

import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { counted, escapeTerminal, generateScenarios, writeScenarios } from '../index.ts';
import { exitCodes, failure } from './failure.ts';
import { openFlow } from './one-flow.ts';
import { writeAll } from './output.ts';
import { openProject } from './project.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';

export async function generate(words: readonly string[], file: string, terminal: Terminal): Promise<number> {
  const path = file === '-' ? undefined : resolve(terminal.folder, file);
  const refusals = [
    ...(words.length === 1
      ? []
      : [failure('--generate takes one flow.', 'laneflow test library.flow --generate library.scenario.yaml')]),
    ...(path !== undefined && existsSync(path)
      ? [failure(`'${file}' exists, and --generate does not overwrite.`, 'Choose another name, or remove it.')]
      : []),
  ];
  sayFailures(terminal, refusals);
  if (refusals.length > 0) return exitCodes.refused;
  const opened = await openFlow(words[0] ?? '', {}, openProject(terminal));
  if (opened.kind === 'stopped') return opened.exitCode;
  const { input, compiled } = opened;
  const { scenarios, missing, isWhole } = generateScenarios(compiled.machine);
  const content = writeScenarios({ flow: flowFrom(path, input.path, input.name, input.flow), scenarios });
  const failures = path === undefined ? [] : writeAll([{ name: file, path, content }]).failures;
  if (path === undefined) product(content);
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  const edges = missing.length === 0 ? 'every edge is taken' : `not taken: ${missing.join(' ')}`;
  const why = missing.length === 0 ? '' : isWhole ? ', since no run can' : ', as far as the search went';
  say(
    terminal,
    `${counted(scenarios.length, 'scenario')}, ${escapeTerminal(edges)}${why} ${terminal.style.symbols.arrow} ${escapeTerminal(file)}`,
  );
  return exitCodes.fine;
}

/** As the scenario file names its flow. */
function flowFrom(file: string | undefined, flow: string | undefined, name: string, part: number | undefined): string {
  const path = file === undefined || flow === undefined ? basename(name) : relative(dirname(file), flow);
  return path.replaceAll('\\', '/') + (part === undefined ? '' : `#${part}`);
}
