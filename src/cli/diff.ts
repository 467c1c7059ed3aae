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
import { exitCodes, type Failure, failure } from './failure.ts';
import { diffForGit, isFromGit, textForGit } from './git.ts';
import { standardOutput, writeAll } from './output.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';

type DiffFormat = 'text' | 'json' | 'md' | 'svg';

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
  sayFailures(terminal, [
    failure(`diff compares two flows, and ${count === 1 ? 'one is' : `${count} are`} named.`, hint),
  ]);
  return exitCodes.refused;
}

async function diffTwo(
  before: string,
  after: string,
  flags: DiffFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  const opened = await openPair(before, after, terminal);
  if (opened === undefined) return exitCodes.refused;
  const { maxStates } = flags;
  const [old, now] = opened.map(({ compiled }) => compiled);
  if (old === undefined || now === undefined) return exitCodes.refused;
  const comparison = compare(old, now, { ...(maxStates !== undefined && { maxStates }) });
  const failures = deliver(await reportIn(comparison, opened, flags, tool, terminal), opened, flags, terminal);
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  say(terminal, changesLine(comparison.changes, comparison.behavior));
  return flags.exitCode === true && hasChanged(comparison) ? exitCodes.findings : exitCodes.fine;
}

function hasChanged({ changes, behavior }: Comparison): boolean {
  return changes.changes.length + behavior.changes.length > 0;
}

async function reportIn(
  { changes, behavior }: Comparison,
  [old, now]: Pair,
  flags: DiffFlags,
  tool: string,
  terminal: Terminal,
): Promise<string> {
  const sources: readonly [Source, Source] = [old.compiled.source, now.compiled.source];
  switch (flags.format ?? formatOf(flags.out)) {
    case 'text':
      return reportChanges(changes, behavior, isFile(flags) ? plainStyle : terminal.productStyle);
    case 'json':
      return reportChangesJson(changes, behavior, sources, tool);
    case 'md':
      return reportChangesMarkdown(changes, behavior, [old.name, now.name]);
    case 'svg':
      return drawChanges(now, changes, terminal);
  }
}

function drawChanges({ compiled, settings }: Compared, changes: Changes, terminal: Terminal): Promise<string> {
  const { compiled: both, union } = compiledUnion(compiled, changes);
  const highlight = highlightOfChanges(changes, union);
  return drawWithElk(both, { ...settings.config.render, ...elkIn(terminal), highlight });
}

/** By the ending of the file that is written. */
function formatOf(out = ''): DiffFormat {
  const ending = extname(out).slice(1).toLowerCase();
  return ending === 'json' || ending === 'md' || ending === 'svg' ? ending : 'text';
}

function isFile({ out }: DiffFlags): boolean {
  return out !== undefined && out !== standardOutput;
}

// ---- where it goes

function deliver(content: string, inputs: Pair, flags: DiffFlags, { folder }: Terminal): readonly Failure[] {
  const { out = standardOutput } = flags;
  if (out === standardOutput) {
    product(content);
    return [];
  }
  const path = resolve(folder, out);
  const refusals = outRefusals(out, path, inputs);
  return refusals.length > 0 ? refusals : writeAll([{ name: out, path, content }]).failures;
}

/** What is compared is never replaced, and no report looks like a source. */
function outRefusals(out: string, path: string, inputs: Pair): readonly Failure[] {
  if (out === '') return [failure('An empty name stands for no place to write to.')];
  if (inputs.some((input) => input.path === path)) {
    return [failure(`The result would replace '${out}', which is compared.`, 'Choose another -o.')];
  }
  if (/\.(?:flow|fz)$/i.test(out)) {
    return [failure(`'${out}' has the ending of a source, so no result is written to it.`)];
  }
  return [];
}
