/** Runs scenario files: expectations, properties, coverage. */

import { dirname, join } from 'node:path';
import {
  type Compiled,
  canDraw,
  type DraftRead,
  decodingProblem,
  type Findings,
  hasErrors,
  readScenarioFile,
  reportResults,
  scenarioProblem,
  summarizeTests,
  type TestedFile,
  testScenarios,
  testSummaryLine,
} from '../index.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { findInput, findInputs, type Input, type InputFlags, type Sought } from './inputs.ts';
import { openProject, type Project } from './project.ts';
import { eachFile, type FileText, readAll } from './read.ts';
import { say, sayFailures, sayFindings, type Terminal } from './terminal.ts';

export interface TestFlags extends InputFlags {
  readonly filter?: RegExp;
  readonly maxStates?: number;
}

const scenarioFiles: Sought = {
  endings: '.scenario.yaml',
  isWanted: (name) => /\.scenario\.(?:ya?ml|json)$/i.test(name),
  isIncluded: false,
};

export async function test(words: readonly string[], flags: TestFlags, terminal: Terminal): Promise<number> {
  const project = openProject(terminal);
  const inputs = await findInputs(words.length === 0 ? ['.'] : words, project, flags, scenarioFiles);
  const files = await eachFile(inputs.value, terminal, (file) => ({ value: [file], failures: [] }));
  const tests: Testing = { project, flags, flows: new Map(), flowFindings: [] };
  const tested: TestedFile[] = [];
  for (const file of files.value) tested.push(await testFile(file, tests));
  const failures = [...inputs.failures, ...files.failures];
  report(tested, tests, failures, terminal);
  return exitCodeOf(tested, failures);
}

/** What the files of one command share. */
interface Testing {
  readonly project: Project;
  readonly flags: TestFlags;
  /** Flows that were read, by the words that name them; undefined for what is no flow without errors. */
  readonly flows: Map<string, Attempt<Compiled | undefined>>;
  /** What keeps flows from being run. */
  readonly flowFindings: Findings[];
}

async function testFile({ input, decoded }: FileText, tests: Testing): Promise<TestedFile> {
  const { source } = decoded;
  const { config, loudness } = input.settings;
  const unreadable = decodingProblem(decoded);
  if (unreadable !== undefined) return { source, tested: undefined, diagnostics: [unreadable] };
  const read = await readScenarioFile(source);
  const flow = await flowOf(read, input, tests);
  const problems = flow.failures.map(({ message, hint }) => scenarioProblem(read, message, hint));
  const { filter, maxStates = config.limits?.states } = tests.flags;
  return testScenarios(source, { ...read, diagnostics: [...read.diagnostics, ...problems] }, flow.value, {
    loudness,
    policy: config.test?.policy,
    maxStates,
    ...(filter !== undefined && { isWanted: (name) => filter.test(name) }),
  });
}

/** The flow is looked for from the scenario file on. */
async function flowOf({ value }: DraftRead, { name }: Input, tests: Testing): Promise<Attempt<Compiled | undefined>> {
  if (value === undefined) return { value: undefined, failures: [] };
  const word = join(dirname(name), value.flow.text);
  const known = tests.flows.get(word);
  if (known !== undefined) return known;
  const opened = await openFlowOf(word, tests);
  tests.flows.set(word, opened);
  return opened;
}

async function openFlowOf(word: string, { project, flowFindings }: Testing): Promise<Attempt<Compiled | undefined>> {
  const found = await findInput(word, project);
  const readings = await readAll(found.value === undefined ? [] : [found.value], {}, project.terminal);
  const failures = [...found.failures, ...readings.failures];
  const [reading, second] = readings.value;
  if (failures.length > 0 || reading === undefined) return { value: undefined, failures };
  if (second !== undefined)
    return { value: undefined, failures: [failure(`'${word}' has several flows.`, `Name one, such as ${word}#1.`)] };
  const { compiled, findings } = reading;
  if (compiled === undefined && findings.diagnostics.length === 0)
    return { value: undefined, failures: [failure(`There is no flow in '${word}'.`)] };
  if (compiled !== undefined && canDraw(compiled)) return { value: compiled, failures: [] };
  flowFindings.push(findings);
  return { value: undefined, failures: [] };
}

function report(
  files: readonly TestedFile[],
  { flowFindings }: Testing,
  failures: readonly Failure[],
  terminal: Terminal,
): void {
  sayFailures(terminal, failures);
  sayFindings(terminal, flowFindings, ['error']);
  sayFindings(terminal, files, ['error', 'warning', 'info']);
  if (files.length === 0 && failures.length > 0) return;
  process.stderr.write(reportResults(files, terminal.style));
  say(terminal, testSummaryLine(summarizeTests(files)));
}

function exitCodeOf(files: readonly TestedFile[], failures: readonly Failure[]): number {
  if (failures.length > 0) return exitCodes.refused;
  const { notRun, scenarios, properties } = summarizeTests(files);
  const isGood = notRun + scenarios.failed + properties.fails + properties.vacuous + properties.unknown === 0;
  return isGood && !files.some(({ diagnostics }) => hasErrors(diagnostics)) ? exitCodes.fine : exitCodes.findings;
}
