/** Runs scenario files: expectations, properties, coverage. */

import {
  escapeTerminal,
  hasErrors,
  reportCoverage,
  reportGithubResults,
  reportJsonResults,
  reportJunitResults,
  reportResults,
  summarizeTests,
  testSummary,
  testSummaryLine,
} from '../index.ts';
import { sayCounterexamples } from './counterexample-files.ts';
import { exitCodes, type Failure } from './failure.ts';
import { leaveSummary, type SummaryFlags } from './job-summary.ts';
import { writeAll } from './output.ts';
import { say, sayFailures, sayFindings, sayVerdict, type Terminal, withSeverities } from './terminal.ts';
import { counterexamples } from './test-counterexamples.ts';
import { coverageOutput, coverageShortfalls, edgesPercent, type FlowCoverage, flowCoverages } from './test-coverage.ts';
import { generate } from './test-generate.ts';
import { type RunFlags, runTests, type TestRun } from './test-run.ts';
import { productForTools } from './tool-reports.ts';
import { type Turn, watch, watchRefusals } from './watch.ts';
import { inWorkspace } from './workspace.ts';

type Format = 'pretty' | 'json' | 'github' | 'junit';

export interface TestFlags extends RunFlags, SummaryFlags {
  /** True without a bar, else percent of edges. */
  readonly coverage?: true | number;
  readonly coverageOut?: string;
  readonly format?: Format;
  readonly saveCounterexample?: string;
  readonly generate?: string;
  readonly watch?: boolean;
}

interface Reporting {
  readonly flags: TestFlags;
  readonly format: Format;
  /** `laneflow` and its version. */
  readonly tool: string;
  readonly terminal: Terminal;
}

export async function test(
  words: readonly string[],
  flags: TestFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  const refusals = watchRefusals(words, flags.watch);
  sayFailures(terminal, refusals);
  if (refusals.length > 0) return exitCodes.refused;
  if (flags.generate !== undefined) return await generate(words, flags.generate, terminal);
  const format = flags.format ?? (process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'pretty');
  const reporting: Reporting = { flags, format, tool, terminal };
  const once = async (): Promise<Turn> => {
    const run = await runTests(words, flags, terminal);
    return { exitCode: finish(run, reporting), paths: run.paths };
  };
  return flags.watch === true ? await watch(once, terminal) : (await once()).exitCode;
}

/** Writes what was asked for and reports; answers with the exit code. */
function finish(run: TestRun, reporting: Reporting): number {
  const { flags, terminal } = reporting;
  const flows = flowCoverages(run.files);
  const saved = counterexamples(run.files, flags.saveCounterexample, terminal.folder);
  const outputs = [...saved, ...coverageOutput(flows, flags.coverageOut, terminal.folder)];
  const written = writeAll(outputs);
  const shortfalls = coverageShortfalls(flows, flags.coverage).map(escapeTerminal);
  const failures = [...run.failures, ...written.failures, ...leavePage(run, shortfalls, flags, terminal)];
  report(run, flows, failures, reporting);
  if (written.failures.length === 0) sayCounterexamples(terminal, saved);
  for (const line of shortfalls) sayVerdict(line);
  if (failures.length > 0) return exitCodes.refused;
  return shortfalls.length === 0 && isGood(run) ? exitCodes.fine : exitCodes.findings;
}

function leavePage(
  { files, flowFindings }: TestRun,
  notes: readonly string[],
  flags: TestFlags,
  terminal: Terminal,
): readonly Failure[] {
  const results = files.map(({ result }) => result);
  const flows = withSeverities(flowFindings, ['error']);
  return leaveSummary(flags, (addressOf) => testSummary(results, flows, notes, addressOf), terminal);
}

function isGood({ files }: TestRun): boolean {
  const { notRun, uncovered, scenarios, properties } = summarizeTests(files.map(({ result }) => result));
  const bad = notRun + uncovered + scenarios.failed + properties.fails + properties.vacuous + properties.unknown;
  return bad === 0 && !files.some(({ result }) => hasErrors(result.diagnostics));
}

// ---- reports

function report(
  run: TestRun,
  flows: readonly FlowCoverage[],
  failures: readonly Failure[],
  reporting: Reporting,
): void {
  const { flags, format, terminal } = reporting;
  sayFailures(terminal, failures);
  if (run.files.length === 0 && failures.length > 0) return;
  const results = run.files.map(({ result }) => result);
  if (format === 'pretty') reportToPeople(run, flows, reporting);
  else productForTools(reportIn(format, run, reporting), format, terminal);
  for (const note of run.notes) say(terminal, note);
  const edges = flags.coverage === undefined ? undefined : edgesPercent(flows);
  say(terminal, testSummaryLine(summarizeTests(results), edges));
}

function reportToPeople(
  { files, flowFindings }: TestRun,
  flows: readonly FlowCoverage[],
  { flags, terminal }: Reporting,
): void {
  const results = files.map(({ result }) => result);
  sayFindings(terminal, flowFindings, ['error']);
  // A scenario that covers nothing new is fine, unless coverage is what one looks at.
  sayFindings(terminal, results, flags.coverage === undefined ? ['error', 'warning'] : ['error', 'warning', 'info']);
  const shown = terminal.isQuiet ? results.filter((result) => !isQuietFile(result)) : results;
  process.stderr.write(reportResults(shown, terminal.style));
  if (flags.coverage === undefined || terminal.isQuiet) return;
  for (const { name, coverage } of flows) process.stderr.write(reportCoverage(name, coverage, terminal.style));
}

/** Under `--quiet` only files with failures are told. */
function isQuietFile(result: TestRun['files'][number]['result']): boolean {
  const { notRun, uncovered, scenarios, properties } = summarizeTests([result]);
  return notRun + uncovered + scenarios.failed + properties.fails + properties.vacuous + properties.unknown === 0;
}

function reportIn(
  format: Exclude<Format, 'pretty'>,
  { files, flowFindings }: TestRun,
  { tool, terminal }: Reporting,
): string {
  const results = files.map(({ result }) => result);
  const flows = withSeverities(flowFindings, ['error']);
  switch (format) {
    case 'json':
      return reportJsonResults(results, flows, tool);
    case 'github':
      return reportGithubResults(inWorkspace(results, terminal), inWorkspace(flows, terminal));
    case 'junit':
      return reportJunitResults(results, flows);
  }
}
