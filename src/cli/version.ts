/** A file as a commit has it, named as git does: `HEAD~1:flows/pay.flow` from the repository on, `main:./pay.flow` from here. */

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { decode, defaultSourceBytes } from '../index.ts';
import { git, gitBytes, repositoryRoot } from './ask-git.ts';
import { type Attempt, failure, refused } from './failure.ts';
import type { Input } from './inputs.ts';
import { onlyOne } from './one-flow.ts';
import { type Project, settingsIn } from './project.ts';
import { type FileText, type Reading, readingsOf } from './read.ts';

/** A path that exists is never taken for a version. */
export function isVersion(word: string, folder: string): boolean {
  const isDrive = /^[a-z]:[\\/]/i.test(word);
  return /^[^:]+:[^:]/.test(word) && !isDrive && !existsSync(resolve(folder, word));
}

export async function readVersion(word: string, project: Project): Promise<Attempt<Reading | undefined>> {
  const { folder } = project.terminal;
  const [, name = word, number] = /^(.+)#([1-9]\d{0,8})$/.exec(word) ?? [];
  const blob = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
  const bytes = blob.kind === 'done' ? gitBytes(folder, ['cat-file', 'blob', blob.output.trim()]) : blob;
  if (bytes.kind === 'failed') return refused(failure(whyNot(word, bytes.reason), spelling));
  const flow = number === undefined ? undefined : Number(number);
  const input: Input = { name, path: undefined, flow, settings: await settingsFor(name, project) };
  const limit = input.settings.config.limits?.sourceBytes ?? defaultSourceBytes;
  const file: FileText = { input, decoded: decode(bytes.output, name, limit), bytes: bytes.output };
  const readings = readingsOf(file, {});
  return readings.failures.length > 0
    ? { value: undefined, failures: readings.failures }
    : onlyOne(readings.value, word);
}

/** git gives no reason for a name that it does not know. */
function whyNot(word: string, reason: string): string {
  const known = reason === '' ? '' : `, and git says: ${reason}`;
  return `There is no file '${word}' and git knows no such version${known}.`;
}

const spelling = 'After the colon, paths begin at the root of the repository, or with ./ here.';

/** Those of the place where the file is, or was. */
function settingsFor(name: string, project: Project): ReturnType<typeof settingsIn> {
  const { folder } = project.terminal;
  const path = name.slice(name.indexOf(':') + 1);
  const root = repositoryRoot(folder);
  const from = /^\.{1,2}\//.test(path) || root.kind === 'failed' ? folder : root.output;
  return settingsIn(project, dirname(resolve(from, path)));
}
