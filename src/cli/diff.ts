/** What changed between two flows. */

import { extname, resolve } from 'node:path';
import {
  type Changes,
  type Comparison,
  changesLine,
  compare,
  compiledUnion,
  drawWithElk,
  highlightOfChanges,
  plainStyle,
  reportChanges,
  reportChangesJson,
  reportChangesMarkdown,
  type Source,
} from '../index.ts';
import { type Compared, openPair, type Pair } from './compared.ts';
import { elkIn } from './elk-runner.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { drawingFormatOf, type Format, formats, openFormat, sayBoxes, terminalRefusals } from './formats.ts';
import { diffForGit, isFromGit, textForGit } from './git.ts';
import { standardOutput, writeAll } from './output.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';

const reports = ['text', 'json', 'md'] as const;
type DiffFormat = (typeof reports)[number] | Format;

export interface DiffFlags {
  readonly format?: DiffFormat;
  readonly out?: string;
  readonly exitCode?: boolean;
  readonly maxStates?: number;
  readonly textconv?: boolean;
}

/** Two flows; as git calls it, one file or what stands for a change of a file. `tool` is `laneflow` and its version. */
export async function diff(
  words: readonly string[],
  flags: DiffFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  if (flags.textconv === true) return textForGit(words, terminal);
  const [before, after, third] = words;
  if (isFromGit(words)) return diffForGit(words, flags.maxStates, terminal);
  if (before === undefined || after === undefined || third !== undefined) return refuseWords(words.length, terminal);
  return diffTwo(before, after, flags, tool, terminal);
}

function refuseWords(count: number, terminal: Terminal): number {
  const hint = 'Such as: laneflow diff old.flow new.flow';
  return refuse(
    [failure(`diff compares two flows, and ${count === 1 ? 'one is' : `${count} are`} named.`, hint)],
    terminal,
  );
}

function refuse(failures: readonly Failure[], terminal: Terminal): number {
  sayFailures(terminal, failures);
  return exitCodes.refused;
}

async function diffTwo(
  before: string,
  after: string,
  flags: DiffFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  const { value: format, failures } = formatOf(flags);
  const refusals = [...nameRefusals(flags.out), ...failures].slice(0, 1);
  if (refusals.length > 0) return refuse(refusals, terminal);
  const opened = await openPair(before, after, terminal);
  if (opened === undefined) return exitCodes.refused;
  const { maxStates } = flags;
  const [old, now] = opened.map(({ compiled }) => compiled);
  if (old === undefined || now === undefined) return exitCodes.refused;
  const comparison = compare(old, now, { ...(maxStates !== undefined && { maxStates }) });
  const report = await reportIn(comparison, opened, { ...flags, format }, tool, terminal);
  const undelivered = report.value === undefined ? report.failures : deliver(report.value, opened, flags, terminal);
  if (undelivered.length > 0) return refuse(undelivered, terminal);
  say(terminal, changesLine(comparison.changes, comparison.behavior));
  return flags.exitCode === true && hasChanged(comparison) ? exitCodes.findings : exitCodes.fine;
}

function hasChanged({ changes, behavior }: Comparison): boolean {
  return changes.changes.length + behavior.changes.length > 0;
}

type Report = string | Uint8Array;

async function reportIn(
  { changes, behavior }: Comparison,
  [old, now]: Pair,
  flags: DiffFlags & { readonly format: DiffFormat },
  tool: string,
  terminal: Terminal,
): Promise<Attempt<Report | undefined>> {
  const sources: readonly [Source, Source] = [old.compiled.source, now.compiled.source];
  switch (flags.format) {
    case 'text':
      return written(reportChanges(changes, behavior, isFile(flags) ? plainStyle : terminal.productStyle));
    case 'json':
      return written(reportChangesJson(changes, behavior, sources, tool));
    case 'md':
      return written(reportChangesMarkdown(changes, behavior, [old.name, now.name]));
    case 'svg':
    case 'png':
    case 'pdf':
    case 'html':
      return await drawChanges(now, changes, flags.format, terminal);
  }
}

function written(text: string): Attempt<string> {
  return { value: text, failures: [] };
}

async function drawChanges(
  { compiled, name, settings }: Compared,
  changes: Changes,
  format: Format,
  terminal: Terminal,
): Promise<Attempt<Report | undefined>> {
  const { value: takePicture, failures } = await openFormat(format);
  if (takePicture === undefined) return { value: undefined, failures };
  const { compiled: both, union } = compiledUnion(compiled, changes);
  const highlight = highlightOfChanges(changes, union);
  const svg = await drawWithElk(both, { ...settings.config.render, ...elkIn(terminal), highlight });
  const picture = takePicture(svg, name);
  sayBoxes(picture.value?.boxes ?? [], terminal);
  return { value: picture.value?.content, failures: picture.failures };
}

/** `--format`, else what the ending of the file says that is written. */
function formatOf({ format, out = standardOutput }: DiffFlags): Attempt<DiffFormat> {
  const ending = extname(out).toLowerCase();
  const name = ending.slice(1);
  const value = format ?? drawingFormatOf(name) ?? reports.find((each) => each === name) ?? 'text';
  const isText = format !== undefined || value !== 'text' || ['', ...textEndings].includes(ending);
  const failures = out === standardOutput && isDrawing(value) ? terminalRefusals(value) : [];
  if (isText) return { value, failures };
  const hint = 'Known are .txt, .json, .md, .svg, .png, .pdf and .html; --format text writes text to any file.';
  return { value, failures: [failure(`No changes are written as '${ending}'.`, hint)] };
}

const textEndings = ['.txt', '.text', '.log', '.diff'];

function isDrawing(format: DiffFormat): format is Format {
  return formats.some((each) => each === format);
}

function isFile({ out }: DiffFlags): boolean {
  return out !== undefined && out !== standardOutput;
}

// ---- where it goes

function deliver(content: Report, inputs: Pair, flags: DiffFlags, { folder }: Terminal): readonly Failure[] {
  const { out = standardOutput } = flags;
  if (out === standardOutput) {
    product(content);
    return [];
  }
  const path = resolve(folder, out);
  // What is compared is never replaced.
  if (inputs.some((input) => input.path === path)) {
    return [failure(`The result would replace '${out}', which is compared.`, 'Choose another -o.')];
  }
  return writeAll([{ name: out, path, content }]).failures;
}

/** No report looks like a source. */
function nameRefusals(out = standardOutput): readonly Failure[] {
  if (out === '') return [failure('An empty name stands for no place to write to.')];
  if (!/\.(?:flow|fz)$/i.test(out)) return [];
  return [failure(`'${out}' has the ending of a source, so no result is written to it.`)];
}
