/** What git says has changed since a branch began: commits, what is not committed yet, and files that git does not know. */

import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { counted, escapeTerminal } from '../index.ts';
import { git, repositoryRoot, type TextAnswer } from './ask-git.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import type { Input } from './inputs.ts';
import { configName } from './project.ts';
import type { Terminal } from './terminal.ts';

/** Changes in one repository. */
export interface Changes {
  /** As the command line names it. */
  readonly ref: string;
  /** Where the repository begins; absolute and without links. */
  readonly root: string;
  /** Absolute, without links. A renamed file has both names, a removed one the one it had. */
  readonly paths: ReadonlySet<string>;
}

export interface SinceFlags {
  readonly since?: string;
}

interface Chosen {
  readonly inputs: readonly Input[];
  /** About what was passed over, escaped. */
  readonly notes: readonly string[];
}

/** The files that `--since` leaves; all of them without it. */
export function onlyChanged(inputs: readonly Input[], { since }: SinceFlags, { folder }: Terminal): Attempt<Chosen> {
  if (since === undefined) return { value: { inputs, notes: [] }, failures: [] };
  const { value: changes, failures } = changesSince(since, folder);
  if (changes === undefined) return { value: { inputs: [], notes: [] }, failures };
  const chosen = inputs.filter((input) => isConcerned(changes, input));
  const notes = [unchangedNote(inputs.length - chosen.length, changes)];
  return { value: { inputs: chosen, notes }, failures: outsiders(changes, inputs) };
}

export function unchangedNote(count: number, { ref }: Changes): string {
  return `${counted(count, 'file')} unchanged since ${escapeTerminal(ref)}`;
}

/** Since the last commit that `ref` and HEAD share, so that what others did on `ref` meanwhile does not count. */
export function changesSince(ref: string, folder: string): Attempt<Changes | undefined> {
  const root = repositoryRoot(folder);
  if (root.kind === 'failed') return refused(noRepository(root.reason));
  const at = root.output;
  const commit = commitOf(ref, at);
  if (commit.kind === 'failed') return refused(failure(`git knows no commit '${ref}'.`, fetchHint));
  const base = git(at, ['merge-base', commit.output.trim(), 'HEAD']);
  if (base.kind === 'failed') return refused(failure(`git knows no commit that '${ref}' and HEAD share.`, fetchHint));
  const lists = [
    git(at, ['diff', '--name-only', '--no-renames', '-z', base.output.trim(), '--']),
    git(at, ['ls-files', '--others', '--exclude-standard', '-z']),
  ];
  const names = lists.flatMap((list) => (list.kind === 'done' ? list.output.split('\0') : []));
  const failures = lists.flatMap((list) => (list.kind === 'failed' ? [failure(`git says: ${list.reason}.`)] : []));
  const paths = new Set(names.filter((name) => name !== '').map((name) => resolve(at, name)));
  return { value: failures.length > 0 ? undefined : { ref, root: resolve(at), paths }, failures };
}

/** What CI checks out has the branches of others as `origin/main` only. */
function commitOf(ref: string, root: string): TextAnswer {
  const find = (name: string): TextAnswer =>
    git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const own = find(ref);
  const theirs = own.kind === 'failed' && ref !== '' ? find(`refs/remotes/origin/${ref}`) : own;
  return theirs.kind === 'done' ? theirs : own;
}

const fetchHint = 'A shallow clone lacks it: fetch it first, as actions/checkout does with fetch-depth: 0.';

function noRepository(reason: string): Failure {
  if (!reason.includes('not a git repository')) return failure(`--since asks git, and git says: ${reason}.`);
  return failure('--since asks git, and this folder is in no git repository.', 'Leave --since out to check all files.');
}

/** Whether a file changed, or what a link in its place leads to. */
export function hasChanged({ paths }: Changes, path: string): boolean {
  return placesOf(path).some((place) => paths.has(place));
}

/** A configuration that changed or went counts as a change of every file it holds for. What has no path has no history. */
export function isConcerned(changes: Changes, { path, settings }: Input): boolean {
  const { name, folder } = settings;
  const config = name === undefined ? undefined : join(folder, basename(name));
  if (path === undefined || hasChanged(changes, path)) return true;
  return (config !== undefined && hasChanged(changes, config)) || lacksConfig(changes, path);
}

/** Whether a configuration stood in a folder of the file, and is there no more. */
function lacksConfig({ root, paths }: Changes, path: string): boolean {
  const [place = path] = placesOf(path);
  for (let at = dirname(place); at.startsWith(root); at = dirname(at)) {
    const config = join(at, configName);
    if (paths.has(config) && !existsSync(config)) return true;
    if (at === root || at === dirname(at)) return false;
  }
  return false;
}

/** Of files elsewhere git cannot tell, and passing them over would look like a verdict. */
export function outsiders({ root }: Changes, inputs: readonly Input[]): readonly Failure[] {
  const isInside = (path: string): boolean => placesOf(path).some((place) => place.startsWith(withSeparator(root)));
  const outside = inputs.filter(({ path }) => path !== undefined && !isInside(path));
  return outside.map(({ name }) => failure(`'${name}' is outside of the git repository, so --since cannot judge it.`));
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Without links on the way to it, and without being a link itself. */
function placesOf(path: string): readonly string[] {
  try {
    return [join(realpathSync(dirname(path)), basename(path)), realpathSync(path)];
  } catch {
    return [path];
  }
}
