/** What `check` does with one file. Takes and gives plain data, so that a worker can do it as well. */

import type { CompileOptions, Findings } from '../index.ts';
import { bytesLike } from './bytes.ts';
import { draftsOf, type SaveFlags } from './check-counterexamples.ts';
import type { Draft, ScenarioFolder } from './counterexample-files.ts';
import type { Attempt } from './failure.ts';
import { fixFile, outputOf } from './fix.ts';
import type { Input } from './inputs.ts';
import type { Output } from './output.ts';
import { eachReading, type FileText } from './read.ts';

export interface FileFlags extends SaveFlags {
  readonly fix?: boolean;
  readonly unsafe?: boolean;
  readonly maxStates?: number;
  readonly explore?: boolean;
  readonly strictTokens?: boolean;
}

/** One file checked, after its fixes. */
export interface Checked {
  readonly flows: readonly CheckedFlow[];
  /** Runs that show what was found; none when nobody asks for them. */
  readonly drafts: readonly Draft[];
  readonly outputs: readonly Output[];
  readonly fixes: number;
  /** The text for standard output, when it came from standard input and was to be fixed. */
  readonly answer: Uint8Array | undefined;
}

export interface CheckedInput extends Checked {
  readonly input: Input;
}

interface CheckedFlow {
  /** Its number, when the file is Markdown. */
  readonly flow: number | undefined;
  readonly findings: Findings;
}

/** `folder` is where runs that show what was found will be written; undefined when nobody asks for them. */
export function checkFile(
  file: FileText,
  flags: FileFlags,
  folder: ScenarioFolder | undefined,
): Attempt<readonly Checked[]> {
  const { fix, unsafe, explore } = flags;
  const options = compileOptionsOf(flags);
  const fixed = fix === true ? fixFile(file, unsafe === true, options) : { file, applied: 0 };
  const drafts: Draft[] = [];
  const flows = eachReading(fixed.file, options, (reading): CheckedFlow => {
    if (folder !== undefined) drafts.push(...draftsOf(reading, folder));
    const { findings, input } = reading;
    const told = explore === false ? { ...findings, unasked: ['flow' as const] } : findings;
    return { flow: input.flow, findings: told };
  });
  const answer =
    fix === true && file.input.path === undefined ? bytesLike(file.bytes, fixed.file.decoded.source.text) : undefined;
  const checked: Checked = {
    flows: flows.value,
    drafts,
    outputs: outputOf(fixed),
    fixes: fixed.applied,
    answer,
  };
  return { value: [checked], failures: flows.failures };
}

function compileOptionsOf({ maxStates, explore, strictTokens }: FileFlags): CompileOptions {
  return {
    ...(maxStates !== undefined && { maxStates }),
    ...(explore !== undefined && { explore }),
    ...(strictTokens !== undefined && { strictTokens }),
  };
}
