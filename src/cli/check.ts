import {
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
import { bytesLike } from './bytes.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { fixFile, outputOf } from './fix.ts';
import { findInputs, type InputFlags } from './inputs.ts';
import { type Output, writeAll } from './output.ts';
import { openProject, type Settings } from './project.ts';
import { eachFile, eachReading, type FileText } from './read.ts';
import { product, say, sayFailures, sayFindings, type Terminal } from './terminal.ts';
import { reportToTools, type ToolFormat } from './tool-reports.ts';

type Format = 'pretty' | ToolFormat;

export interface CheckFlags extends InputFlags {
  readonly format?: Format;
  readonly fix?: boolean;
  readonly unsafe?: boolean;
  /** Code and severity. */
  readonly rule?: readonly (readonly [string, Severity | 'off'])[];
  readonly profile?: Profile;
  readonly maxWarnings?: number;
}

/** What was found in one flow, and where it may be configured. */
interface Judged {
  readonly findings: Findings;
  readonly settings: Settings;
}

/** One file checked, after its fixes. */
interface Checked {
  readonly readings: readonly Judged[];
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
  const refusals = [...loudness.failures, ...fixRefusals(words, flags, format)];
  sayFailures(terminal, refusals);
  if (refusals.length > 0) return exitCodes.refused;
  const inputs = await findInputs(words, openProject(terminal, loudness.value), flags);
  const checked = await eachFile(inputs.value, terminal, (file) => checkFile(file, flags));
  const written = writeAll(checked.value.flatMap(({ outputs }) => outputs));
  const failures = [...inputs.failures, ...checked.failures, ...written.failures];
  const readings = checked.value.flatMap((each) => each.readings);
  report({ checked: checked.value, readings, failures }, format, tool, terminal);
  return failures.length > 0 ? exitCodes.refused : verdict(readings, flags.maxWarnings, terminal);
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

function checkFile(file: FileText, { fix, unsafe }: CheckFlags): Attempt<readonly Checked[]> {
  const fixed = fix === true ? fixFile(file, unsafe === true) : { file, applied: 0 };
  const readings = eachReading(fixed.file, {}, ({ findings, input }) => ({ findings, settings: input.settings }));
  const answer =
    fix === true && file.input.path === undefined ? bytesLike(file.bytes, fixed.file.decoded.source.text) : undefined;
  const checked: Checked = { readings: readings.value, outputs: outputOf(fixed), fixes: fixed.applied, answer };
  return { value: [checked], failures: readings.failures };
}

interface Results {
  readonly checked: readonly Checked[];
  readonly readings: readonly Judged[];
  readonly failures: readonly Failure[];
}

function report({ checked, readings, failures }: Results, format: Format, tool: string, terminal: Terminal): void {
  for (const { answer } of checked) if (answer !== undefined) product(answer);
  const findings = readings.map((reading) => reading.findings);
  const fixes = checked.reduce((sum, each) => sum + each.fixes, 0);
  if (format === 'pretty') reportToPeople(findings, failures, fixes, terminal);
  else reportToTools(findings, failures, { format, tool, terminal });
  if (format !== 'pretty' && fixes > 0) say(terminal, `${fixes} fixed`);
}

function reportToPeople(
  findings: readonly Findings[],
  failures: readonly Failure[],
  fixes: number,
  terminal: Terminal,
): void {
  sayFailures(terminal, failures);
  if (findings.length === 0 && failures.length > 0) return;
  sayFindings(terminal, findings, severities);
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
  const all = new Set(readings.map(({ settings }) => settings));
  return [...all].flatMap((settings) => {
    const { maxWarnings } = settings.config;
    const own = readings.filter((reading) => reading.settings === settings);
    if (maxWarnings === undefined || summaryOf(own).warnings <= maxWarnings) return [];
    return [`"maxWarnings": ${maxWarnings} in ${escapeTerminal(settings.name ?? '')}`];
  });
}

function summaryOf(readings: readonly Judged[]): Summary {
  return summarize(readings.map(({ findings }) => findings));
}
