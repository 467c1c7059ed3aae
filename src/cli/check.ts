import {
  checkSummary,
  escapeTerminal,
  type Findings,
  type Loudness,
  type Profile,
  ruleRefusal,
  type Severity,
  type Summary,
  severities,
  summarize,
  summaryLine,
} from '../index.ts';
import { applyBaseline, type BaselineFlags, baselineRefusals, type Judged } from './baseline.ts';
import { folderFor, saveRefusals, sayUnshown } from './check-counterexamples.ts';
import { type CheckedInput, checkFile, type FileFlags } from './check-file.ts';
import { sayCounterexamples, scenarioOutputs } from './counterexample-files.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { findInputs, type Input, type InputFlags } from './inputs.ts';
import { leaveSummary, type SummaryFlags } from './job-summary.ts';
import { jobsFor } from './jobs.ts';
import { writeAll } from './output.ts';
import { openProject } from './project.ts';
import { eachFile } from './read.ts';
import { onlyChanged, type SinceFlags } from './since.ts';
import { product, say, sayFailures, sayFindings, sayVerdict, type Terminal } from './terminal.ts';
import { reportToTools, type ToolFormat } from './tool-reports.ts';
import { type Turn, watch, watchRefusals } from './watch.ts';

type Format = 'pretty' | ToolFormat;

export interface CheckFlags extends FileFlags, InputFlags, SinceFlags, BaselineFlags, SummaryFlags {
  readonly format?: Format;
  /** Code and severity. */
  readonly rule?: readonly (readonly [string, Severity | 'off'])[];
  readonly profile?: Profile;
  readonly maxWarnings?: number;
  /** Threads that share the files. */
  readonly jobs?: number;
  readonly watch?: boolean;
}

/** Reports what is wrong. A file that cannot be read does not keep the others from being checked. */
export async function check(
  words: readonly string[],
  flags: CheckFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  const format = flags.format ?? (process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'pretty');
  const loudness = loudnessOf(flags);
  const refusals = [
    ...loudness.failures,
    ...fixRefusals(words, flags, format),
    ...saveRefusals(words, flags),
    ...baselineRefusals(flags),
    ...watchRefusals(words, flags.watch),
  ];
  sayFailures(terminal, refusals);
  if (refusals.length > 0) return exitCodes.refused;
  const once = (): Promise<Turn> => checkOnce(words, flags, { format, loudness: loudness.value, tool, terminal });
  return flags.watch === true ? await watch(once, terminal) : (await once()).exitCode;
}

interface Checking {
  readonly format: Format;
  readonly loudness: Partial<Loudness>;
  /** `laneflow` and its version. */
  readonly tool: string;
  readonly terminal: Terminal;
}

async function checkOnce(words: readonly string[], flags: CheckFlags, checking: Checking): Promise<Turn> {
  const { loudness, tool, terminal } = checking;
  const found = await findInputs(words, openProject(terminal, loudness), flags);
  const chosen = onlyChanged(found.value, flags, terminal);
  const checked = await checkAll(chosen.value.inputs, flags, terminal);
  const folder = folderFor(flags, terminal);
  const drafts = checked.value.flatMap((each) => each.drafts);
  const saved = folder === undefined ? [] : scenarioOutputs(folder, drafts);
  const written = writeAll([...checked.value.flatMap(({ outputs }) => outputs), ...saved]);
  const judged = checked.value.flatMap(judgedOf);
  const earlier = [found, chosen, checked, written].flatMap(({ failures }) => failures);
  const told = await applyBaseline(judged, { ...flags, isPartial: earlier.length > 0 }, tool, terminal);
  const { readings } = told.value;
  const findings = readings.map((reading) => reading.findings);
  const notes = [...told.value.notes, ...chosen.value.notes];
  const exceeded = exceededLimits(readings, flags.maxWarnings);
  const page = leaveSummary(flags, (addressOf) => checkSummary(findings, [...exceeded, ...notes], addressOf), terminal);
  const failures = [...earlier, ...told.failures, ...page];
  report({ checked: checked.value, findings, notes, failures }, checking);
  if (written.failures.length === 0) sayCounterexamples(terminal, saved);
  if (folder !== undefined) sayUnshown(terminal, findings);
  if (failures.length === 0) for (const line of exceeded) sayVerdict(line);
  const isGood = exceeded.length === 0 && summarize(findings).errors === 0;
  const exitCode = failures.length > 0 ? exitCodes.refused : isGood ? exitCodes.fine : exitCodes.findings;
  return { exitCode, paths: found.value.flatMap(({ path }) => path ?? []) };
}

/** Few files are not worth a second thread, and then what it takes is not loaded. */
async function checkAll(
  inputs: readonly Input[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<Attempt<readonly CheckedInput[]>> {
  const folder = folderFor(flags, terminal);
  const jobs = jobsFor(inputs, flags.jobs);
  if (jobs > 1) {
    const { checkByMany } = await import('./check-jobs.ts');
    return await checkByMany({ inputs, flags, folder }, jobs, terminal);
  }
  return await eachFile(inputs, terminal, (file) => {
    const { value, failures } = checkFile(file, flags, folder);
    return { value: value.map((checked) => ({ ...checked, input: file.input })), failures };
  });
}

function judgedOf({ flows, input }: CheckedInput): readonly Judged[] {
  return flows.map(({ flow, findings }) => ({
    input: { ...input, flow },
    findings,
    isWhole: input.flow === undefined,
  }));
}

function loudnessOf({ rule = [], profile }: CheckFlags): Attempt<Partial<Loudness>> {
  const failures = rule.flatMap(([code]) => {
    const refusal = ruleRefusal(code);
    return refusal === undefined ? [] : [failure(refusal.message, refusal.hint)];
  });
  const value = { ...(profile !== undefined && { profile }), rules: Object.fromEntries(rule) };
  return { value, failures };
}

function fixRefusals(words: readonly string[], { fix, unsafe }: CheckFlags, format: Format): readonly Failure[] {
  if (unsafe === true && fix !== true) return [failure('--unsafe says which fixes --fix applies.', 'Add --fix.')];
  if (fix !== true || format === 'pretty' || !words.includes('-')) return [];
  return [failure(`The fixed flow and the ${format} report would both go to standard output.`, 'Use --format pretty.')];
}

interface Results {
  readonly checked: readonly CheckedInput[];
  readonly findings: readonly Findings[];
  /** About what is not told, escaped. */
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
}

function report(results: Results, { format, tool, terminal }: Checking): void {
  const { checked, findings, notes, failures } = results;
  for (const { answer } of checked) if (answer !== undefined) product(answer);
  const fixes = checked.reduce((sum, each) => sum + each.fixes, 0);
  if (format === 'pretty') {
    reportToPeople(results, fixes, terminal);
    return;
  }
  reportToTools(findings, failures, { format, tool, terminal });
  for (const note of notes) say(terminal, note);
  if (fixes > 0) say(terminal, `${fixes} fixed`);
}

function reportToPeople({ findings, notes, failures }: Results, fixes: number, terminal: Terminal): void {
  sayFailures(terminal, failures);
  if (findings.length === 0 && failures.length > 0) return;
  sayFindings(terminal, findings, severities);
  for (const note of notes) say(terminal, note);
  say(terminal, summaryLine(summarize(findings)) + (fixes > 0 ? `; ${fixes} fixed` : ''));
}

/** About limits that there are more warnings than, escaped. The flag counts all warnings, a configuration those of its own files. */
function exceededLimits(readings: readonly Judged[], maxWarnings: number | undefined): readonly string[] {
  const exceeded = maxWarnings === undefined ? exceededSettings(readings) : exceededFlag(readings, maxWarnings);
  return exceeded.map((limit) => `More warnings than ${limit} allows.`);
}

function exceededFlag(readings: readonly Judged[], maxWarnings: number): readonly string[] {
  return summaryOf(readings).warnings > maxWarnings ? [`--max-warnings ${maxWarnings}`] : [];
}

function exceededSettings(readings: readonly Judged[]): readonly string[] {
  const all = new Set(readings.map(({ input }) => input.settings));
  return [...all].flatMap((settings) => {
    const { maxWarnings } = settings.config;
    const own = readings.filter(({ input }) => input.settings === settings);
    if (maxWarnings === undefined || summaryOf(own).warnings <= maxWarnings) return [];
    return [`"maxWarnings": ${maxWarnings} in ${escapeTerminal(settings.name ?? '')}`];
  });
}

function summaryOf(readings: readonly Judged[]): Summary {
  return summarize(readings.map(({ findings }) => findings));
}
