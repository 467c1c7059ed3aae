import {
  type CompileOptions,
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
import { bytesLike } from './bytes.ts';
import { draftsOf, folderFor, type SaveFlags, saveRefusals } from './check-counterexamples.ts';
import { type Draft, sayCounterexamples, scenarioOutputs } from './counterexample-files.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { fixFile, outputOf } from './fix.ts';
import { findInputs, type InputFlags } from './inputs.ts';
import { leaveSummary, type SummaryFlags } from './job-summary.ts';
import { type Output, writeAll } from './output.ts';
import { openProject } from './project.ts';
import { eachFile, eachReading, type FileText } from './read.ts';
import { onlyChanged, type SinceFlags } from './since.ts';
import { product, say, sayFailures, sayFindings, type Terminal } from './terminal.ts';
import { reportToTools, type ToolFormat } from './tool-reports.ts';
import { type Turn, watch, watchRefusals } from './watch.ts';

type Format = 'pretty' | ToolFormat;

export interface CheckFlags extends SaveFlags, InputFlags, SinceFlags, BaselineFlags, SummaryFlags {
  readonly format?: Format;
  readonly fix?: boolean;
  readonly unsafe?: boolean;
  /** Code and severity. */
  readonly rule?: readonly (readonly [string, Severity | 'off'])[];
  readonly profile?: Profile;
  readonly maxWarnings?: number;
  readonly watch?: boolean;
  readonly maxStates?: number;
  readonly explore?: boolean;
  readonly strictTokens?: boolean;
}

/** One file checked, after its fixes. */
interface Checked {
  readonly readings: readonly Judged[];
  /** Runs that show what was found; none when nobody asks for them. */
  readonly drafts: readonly Draft[];
  readonly outputs: readonly Output[];
  readonly fixes: number;
  /** The text for standard output, when it came from standard input and was to be fixed. */
  readonly answer: Uint8Array | undefined;
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
  const checked = await eachFile(chosen.value.inputs, terminal, (file) => checkFile(file, flags, terminal));
  const folder = folderFor(flags, terminal);
  const drafts = checked.value.flatMap((each) => each.drafts);
  const saved = folder === undefined ? [] : scenarioOutputs(folder, drafts);
  const written = writeAll([...checked.value.flatMap(({ outputs }) => outputs), ...saved]);
  const judged = checked.value.flatMap((each) => each.readings);
  const earlier = [found, chosen, checked, written].flatMap(({ failures }) => failures);
  const told = await applyBaseline(judged, { ...flags, isPartial: earlier.length > 0 }, tool, terminal);
  const { readings } = told.value;
  const findings = readings.map((reading) => reading.findings);
  const notes = [...told.value.notes, ...chosen.value.notes];
  const page = leaveSummary(flags, (addressOf) => checkSummary(findings, notes, addressOf), terminal);
  const failures = [...earlier, ...told.failures, ...page];
  report({ checked: checked.value, findings, notes, failures }, checking);
  if (written.failures.length === 0) sayCounterexamples(terminal, saved);
  const exitCode = failures.length > 0 ? exitCodes.refused : verdict(readings, flags.maxWarnings, terminal);
  return { exitCode, paths: found.value.flatMap(({ path }) => path ?? []) };
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

function checkFile(file: FileText, flags: CheckFlags, terminal: Terminal): Attempt<readonly Checked[]> {
  const { fix, unsafe, explore } = flags;
  const options = compileOptionsOf(flags);
  const fixed = fix === true ? fixFile(file, unsafe === true, options) : { file, applied: 0 };
  const folder = folderFor(flags, terminal);
  const drafts: Draft[] = [];
  const readings = eachReading(fixed.file, options, (reading): Judged => {
    if (folder !== undefined) drafts.push(...draftsOf(reading, folder));
    const { findings, input } = reading;
    const told = explore === false ? { ...findings, unasked: ['flow' as const] } : findings;
    return { findings: told, input, isWhole: file.input.flow === undefined };
  });
  const answer =
    fix === true && file.input.path === undefined ? bytesLike(file.bytes, fixed.file.decoded.source.text) : undefined;
  const outputs = outputOf(fixed);
  const checked: Checked = { readings: readings.value, drafts, outputs, fixes: fixed.applied, answer };
  return { value: [checked], failures: readings.failures };
}

function compileOptionsOf({ maxStates, explore, strictTokens }: CheckFlags): CompileOptions {
  return {
    ...(maxStates !== undefined && { maxStates }),
    ...(explore !== undefined && { explore }),
    ...(strictTokens !== undefined && { strictTokens }),
  };
}

interface Results {
  readonly checked: readonly Checked[];
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

/** The flag counts all warnings, a configuration those of its own files. */
function verdict(readings: readonly Judged[], maxWarnings: number | undefined, terminal: Terminal): number {
  const exceeded = maxWarnings === undefined ? exceededSettings(readings) : exceededFlag(readings, maxWarnings);
  for (const limit of exceeded) say(terminal, `More warnings than ${limit} allows.`);
  const { errors } = summaryOf(readings);
  return errors > 0 || exceeded.length > 0 ? exitCodes.findings : exitCodes.fine;
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
