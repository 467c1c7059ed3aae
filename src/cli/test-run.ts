/** Finds scenario files, the flows they are about, and runs them. */

import { dirname, join } from 'node:path';
import {
  type Compiled,
  canDraw,
  type DraftRead,
  decodingProblem,
  type Findings,
  readScenarioFile,
  scenarioProblem,
  type TestedFile,
  testScenarios,
} from '../index.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import { findInput, findInputs, type Input, type InputFlags, type Sought } from './inputs.ts';
import { openProject, type Project } from './project.ts';
import { eachFile, type FileText, readAll } from './read.ts';
import type { SinceFlags } from './since.ts';
import type { Terminal } from './terminal.ts';
import { onlyChangedTests } from './test-since.ts';

export interface RunFlags extends InputFlags, SinceFlags {
  readonly filter?: RegExp;
  readonly maxStates?: number;
}

export interface TestRun {
  readonly files: readonly FileRun[];
  /** What keeps flows from being run. */
  readonly flowFindings: readonly Findings[];
  readonly failures: readonly Failure[];
  /** About what was passed over, escaped. */
  readonly notes: readonly string[];
  /** Absolute, of scenario files and flows that were read. */
  readonly paths: readonly string[];
}

export interface FileRun {
  readonly input: Input;
  readonly result: TestedFile;
  /** Undefined when there is none without errors. */
  readonly subject: Subject | undefined;
}

/** The flow of a scenario file. */
interface Subject {
  readonly input: Input;
  readonly compiled: Compiled;
}

const scenarioFiles: Sought = {
  endings: '.scenario.yaml',
  isWanted: (name) => /\.scenario\.(?:ya?ml|json)$/i.test(name),
  isIncluded: false,
};

export async function runTests(words: readonly string[], flags: RunFlags, terminal: Terminal): Promise<TestRun> {
  const project = openProject(terminal);
  const inputs = await findInputs(words.length === 0 ? ['.'] : words, project, flags, scenarioFiles);
  const { flows, others } = sorted(inputs.value);
  const texts = await eachFile(others, terminal, (file) => ({ value: [file], failures: [] }));
  const tests: Testing = { project, flags, flows: new Map(), flowFindings: [], paths: [] };
  const files: FileRun[] = [];
  const chosen = await onlyChangedTests(texts.value, flags, terminal);
  for (const file of chosen.value.files) files.push(await testFile(file, tests));
  const failures = [...inputs.failures, ...flows.map(flowGiven), ...texts.failures, ...chosen.failures];
  const { notes } = chosen.value;
  const paths = [...others.flatMap(({ path }) => path ?? []), ...tests.paths];
  return { files, flowFindings: tests.flowFindings, failures, notes, paths };
}

function sorted(inputs: readonly Input[]): { readonly flows: readonly Input[]; readonly others: readonly Input[] } {
  const isFlow = ({ name }: Input): boolean => /\.(?:flow|fz|md)$/i.test(name);
  return { flows: inputs.filter(isFlow), others: inputs.filter((input) => !isFlow(input)) };
}

function flowGiven({ name }: Input): Failure {
  const file = name.replace(/\.\w+$/, '.scenario.yaml');
  const hint = `Scenarios for it can be had with: laneflow test ${name} --generate ${file}`;
  return failure(`'${name}' is a flow, and test takes scenario files.`, hint);
}

/** What the files of one command share. */
interface Testing {
  readonly project: Project;
  readonly flags: RunFlags;
  /** Flows that were looked for, by the words that name them. */
  readonly flows: Map<string, Attempt<Subject | undefined>>;
  readonly flowFindings: Findings[];
  readonly paths: string[];
}

async function testFile({ input, decoded }: FileText, tests: Testing): Promise<FileRun> {
  const { source } = decoded;
  const { config, loudness } = input.settings;
  const unreadable = decodingProblem(decoded);
  if (unreadable !== undefined)
    return { input, subject: undefined, result: { source, tested: undefined, diagnostics: [unreadable] } };
  const read = await readScenarioFile(source);
  const { value: subject, failures } = await subjectOf(read, input, tests);
  const problems = failures.map(({ message, hint }) => scenarioProblem(read, message, hint));
  const { filter, maxStates = config.limits?.states } = tests.flags;
  const all = { ...read, diagnostics: [...read.diagnostics, ...problems] };
  const result = testScenarios(source, all, subject?.compiled, {
    loudness,
    policy: config.test?.policy,
    maxStates,
    ...(filter !== undefined && { isWanted: (name) => filter.test(name) }),
  });
  return { input, subject, result };
}

/** The flow is looked for from the scenario file on. */
async function subjectOf({ value }: DraftRead, { name }: Input, tests: Testing): Promise<Attempt<Subject | undefined>> {
  if (value === undefined) return { value: undefined, failures: [] };
  const word = join(dirname(name), value.flow.text);
  const subject = tests.flows.get(word) ?? (await openSubject(word, tests));
  tests.flows.set(word, subject);
  return subject;
}

async function openSubject(word: string, tests: Testing): Promise<Attempt<Subject | undefined>> {
  const { project, flowFindings, paths } = tests;
  const found = await findInput(word, project);
  const readings = await readAll(found.value === undefined ? [] : [found.value], {}, project.terminal);
  if (found.value?.path !== undefined) paths.push(found.value.path);
  const failures = [...found.failures, ...readings.failures];
  const [reading, second] = readings.value;
  if (failures.length > 0 || reading === undefined) return { value: undefined, failures };
  if (second !== undefined) return refused(failure(`'${word}' has several flows.`, `Name one, such as ${word}#1.`));
  const { compiled, findings, input } = reading;
  if (compiled === undefined && findings.diagnostics.length === 0)
    return refused(failure(`There is no flow in '${word}'.`));
  if (compiled !== undefined && canDraw(compiled)) return { value: { input, compiled }, failures: [] };
  flowFindings.push(findings);
  return { value: undefined, failures: [] };
}
