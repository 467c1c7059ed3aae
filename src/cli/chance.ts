/** Many runs of one flow in which chance decides: shares of ends, visits, rounds and times. */

import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  beginSample,
  bindScenarios,
  type ChanceOptions,
  type Compiled,
  chanceJson,
  chanceOf,
  type Diagnostic,
  type DraftRead,
  decodingProblem,
  defaultRuns,
  escapeJson,
  escapeTerminal,
  hasErrors,
  readScenarioFile,
  type Sample,
  type ScenarioFile,
  type Source,
  scenarioProblem,
  summarize,
  summaryLine,
} from '../index.ts';
import { withoutLane } from './answers.ts';
import { type ChanceSetting, chanceTable } from './chance-table.ts';
import { exitCodes } from './failure.ts';
import { findInput, flowName, type Input } from './inputs.ts';
import { openFlow } from './one-flow.ts';
import { startProgress } from './progress.ts';
import { openProject, type Project } from './project.ts';
import { eachFile } from './read.ts';
import { findStart } from './simulate.ts';
import { product, say, sayFailures, sayFindings, type Terminal } from './terminal.ts';

export interface ChanceFlags {
  readonly runs?: number;
  readonly scenario?: string;
  readonly format?: 'text' | 'json';
  readonly start?: string;
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly strictTokens?: boolean;
}

export async function simulateMany(word: string, flags: ChanceFlags, terminal: Terminal): Promise<number> {
  const project = openProject(terminal);
  const opened = await openFlow(word, { strictTokens: flags.strictTokens === true }, project);
  if (opened.kind === 'stopped') return opened.exitCode;
  const { input, compiled } = opened;
  const found = await findScenario(flags.scenario, input, compiled, project);
  if (typeof found === 'number') return found;
  const start = flags.start === undefined ? undefined : findStart(withoutLane(flags.start), compiled.machine);
  sayFailures(terminal, start?.failures ?? []);
  if (start !== undefined && start.failures.length > 0) return exitCodes.refused;
  const options = optionsFrom(flags, start?.value, found.file);
  const sample = beginSample(compiled.machine, options);
  const isInterrupted = await drawAll(sample, terminal);
  const setting: ChanceSetting = {
    flow: flowName(input),
    seed: sample.seed,
    scenario: found.name,
    wanted: sample.wanted,
    hasWeights: (options.weights?.size ?? 0) > 0,
    hasDurations: (options.durations?.size ?? 0) > 0,
  };
  print(sample, compiled, setting, flags, terminal);
  return isInterrupted ? exitCodes.interrupted : exitCodes.fine;
}

/** Flags come before what the scenario file says of all runs. */
function optionsFrom(flags: ChanceFlags, start: string | undefined, file: ScenarioFile | undefined): ChanceOptions {
  const { defaults, weights, durations } = file ?? {};
  const seed = flags.seed ?? defaults?.seed;
  const maxSteps = flags.maxSteps ?? defaults?.maxSteps;
  const from = start ?? defaults?.start;
  return {
    runs: flags.runs ?? defaultRuns,
    ...(seed !== undefined && { seed }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(from !== undefined && { start: from }),
    ...(weights !== undefined && { weights }),
    ...(durations !== undefined && { durations }),
  };
}

// ---- the scenario file

/** A scenario file without mistakes, if there is one; or the exit code after everything has been said. */
type Found = { readonly name: string | undefined; readonly file: ScenarioFile | undefined } | number;

const none: Found = { name: undefined, file: undefined };

async function findScenario(
  word: string | undefined,
  flow: Input,
  compiled: Compiled,
  project: Project,
): Promise<Found> {
  const beside = word ?? scenarioBeside(flow);
  if (beside === undefined) return none;
  const { terminal } = project;
  const found = await findInput(beside, project);
  const inputs = found.value === undefined ? [] : [found.value];
  const read = await eachFile(inputs, terminal, (file) => ({ value: [file], failures: [] }));
  const failures = [...found.failures, ...read.failures];
  sayFailures(terminal, failures);
  const [file] = read.value;
  if (failures.length > 0 || file === undefined) return exitCodes.refused;
  const unreadable = decodingProblem(file.decoded);
  if (unreadable !== undefined) return refuse(file.decoded.source, [unreadable], terminal);
  const draft = await readScenarioFile(file.decoded.source);
  if (!isAbout(draft, file.input, flow))
    return refuseOther(draft, file.decoded.source, flow, word !== undefined, terminal);
  return bindTo(compiled, draft, file.decoded.source, terminal);
}

function bindTo({ machine }: Compiled, { value, diagnostics }: DraftRead, source: Source, terminal: Terminal): Found {
  const bound = value === undefined ? undefined : bindScenarios(value, machine);
  const problems = [...diagnostics, ...(bound?.diagnostics ?? [])];
  if (bound === undefined || hasErrors(problems)) return refuse(source, problems, terminal);
  return { name: source.name, file: bound.value };
}

/** A file for another flow is a mistake when somebody named it, and nothing to us when it only stands there. */
function refuseOther(draft: DraftRead, source: Source, flow: Input, isNamed: boolean, terminal: Terminal): Found {
  const about = draft.value?.flow.text ?? '';
  const message = `This file is about '${about}', and the runs are of '${flowName(flow)}'.`;
  if (isNamed) return refuse(source, [scenarioProblem(draft, message, undefined)], terminal);
  say(terminal, escapeTerminal(`${source.name} is not used: it is about '${about}'.`));
  return none;
}

const endings = ['.scenario.yaml', '.scenario.yml', '.scenario.json'] as const;

/** `library.scenario.yaml` beside `library.flow`. */
function scenarioBeside({ name, path }: Input): string | undefined {
  if (path === undefined) return undefined;
  const stem = basename(path).replace(/\.[^.]*$/, '');
  const ending = endings.find((each) => existsSync(join(dirname(path), stem + each)));
  return ending === undefined ? undefined : join(dirname(name), stem + ending);
}

/** Whether the flow that a scenario file names is the one at hand. Of standard input nobody knows. */
function isAbout({ value }: DraftRead, scenario: Input, flow: Input): boolean {
  const named = value?.flow.text;
  if (named === undefined || flow.path === undefined || scenario.path === undefined) return true;
  const [, file = named, number] = /^(.+)#(\d+)$/.exec(named) ?? [];
  const path = resolve(dirname(scenario.path), file);
  return (
    path === resolve(flow.path) && (number === undefined || flow.flow === undefined || Number(number) === flow.flow)
  );
}

function refuse(source: Source, diagnostics: readonly Diagnostic[], terminal: Terminal): number {
  const findings = { source, diagnostics };
  sayFindings(terminal, [findings], ['error', 'warning']);
  say(terminal, summaryLine(summarize([findings])));
  return exitCodes.findings;
}

// ---- runs

/** Between two looks at the clock and the keyboard: some hundredths of a second. */
const firingsAtOnce = 200_000;

/** Says whether somebody interrupted it; a second time ends the command at once, as ever. */
async function drawAll(sample: Sample, terminal: Terminal): Promise<boolean> {
  const progress = startProgress(sample.wanted, terminal);
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  while (!advance(sample, firingsAtOnce) && !isInterrupted) {
    progress.reach(sample.done, 'runs');
    await setImmediate();
  }
  progress.end();
  process.removeListener('SIGINT', interrupt);
  return sample.done < sample.wanted;
}

function print(
  sample: Sample,
  { machine }: Compiled,
  setting: ChanceSetting,
  { format = 'text' }: ChanceFlags,
  { productStyle }: Terminal,
): void {
  const chance = chanceOf(sample);
  if (format === 'json') product(escapeJson(chanceJson(chance, setting)));
  else product(chanceTable(chance, machine.flow, setting, productStyle));
}
