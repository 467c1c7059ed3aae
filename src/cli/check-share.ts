/** The part of a `check` that one thread does: it takes the next file that nobody has, until there is none. */

import { type Checked, checkFile, type FileFlags } from './check-file.ts';
import type { ScenarioFolder } from './counterexample-files.ts';
import type { Attempt } from './failure.ts';
import type { Input } from './inputs.ts';
import { inFile } from './read.ts';

/** The same for all threads. */
export interface Work {
  readonly inputs: readonly Input[];
  readonly flags: FileFlags;
  readonly folder: ScenarioFolder | undefined;
  /** One number that all threads share: the place of the next file among the inputs. */
  readonly next: Int32Array;
}

/** What became of the file at a place among the inputs. */
export type Outcome =
  | {
      readonly kind: 'checked';
      readonly index: number;
      readonly attempt: Attempt<readonly Checked[]>;
      readonly milliseconds: number;
    }
  /** A bug of ours. */
  | { readonly kind: 'crashed'; readonly index: number; readonly error: unknown };

/** After a crash no thread takes another file; those before it are all taken, so that the first crash is always met. */
export async function workThrough(work: Work, tell: (outcome: Outcome) => void): Promise<void> {
  const { inputs, next } = work;
  for (let index = Atomics.add(next, 0, 1); index < inputs.length; index = Atomics.add(next, 0, 1)) {
    const outcome = await outcomeAt(work, index);
    if (outcome.kind === 'crashed') Atomics.store(next, 0, inputs.length);
    tell(outcome);
  }
}

async function outcomeAt({ inputs, flags, folder }: Work, index: number): Promise<Outcome> {
  const begun = performance.now();
  const input = inputs[index];
  try {
    if (input === undefined) throw new Error('there is no such file to check');
    const attempt = await inFile(input, (file) => checkFile(file, flags, folder));
    return { kind: 'checked', index, attempt, milliseconds: performance.now() - begun };
  } catch (error) {
    return { kind: 'crashed', index, error };
  }
}
