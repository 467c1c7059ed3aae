/** Which files the words on the command line mean. A path that exists is never read as a pattern. */

import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { nearest } from '../index.ts';
import { type Attempt, codeOf, failure, reasonOf } from './failure.ts';

export interface Input {
  /** As people know it: the way they wrote it. */
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
}

const flowEndings = ['.flow', '.fz'] as const;

/** Files in the order of the words, then of their names; each file once. `stdinName` is what `-` is called. */
export async function findInputs(
  words: readonly string[],
  folder: string,
  stdinName = 'stdin',
): Promise<Attempt<readonly Input[]>> {
  const attempts: Attempt<readonly Input[]>[] = [];
  for (const word of words) {
    attempts.push(word === '-' ? found([{ name: stdinName, path: undefined }]) : await expand(word, folder));
  }
  const value = withoutRepeats(attempts.flatMap((attempt) => attempt.value));
  return { value, failures: attempts.flatMap((attempt) => attempt.failures) };
}

/** For commands that work on one flow. */
export async function findInput(word: string, folder: string): Promise<Attempt<Input | undefined>> {
  const { value, failures } = await findInputs([word], folder);
  if (value.length <= 1) return { value: value[0], failures };
  const message = `One flow is needed here, and '${word}' stands for ${value.length}.`;
  return { value: undefined, failures: [failure(message, `Take one of them, such as ${value[0]?.name}.`)] };
}

async function expand(word: string, folder: string): Promise<Attempt<readonly Input[]>> {
  if (word === '') return { value: [], failures: [failure('An empty name stands for no file.')] };
  const path = resolve(folder, word);
  const stats = look(path);
  if (stats.kind === 'failed') return { value: [], failures: [failure(`'${word}' cannot be read: ${stats.reason}.`)] };
  if (stats.kind === 'missing') {
    if (isPattern(word)) return matchPattern(word, folder);
    return nothing(`There is no file or folder '${word}'.`, word, folder);
  }
  if (stats.value.isDirectory()) return flowsIn(word, folder);
  return found([{ name: word, path }]);
}

type Look =
  | { readonly kind: 'there'; readonly value: Stats }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string };

function look(path: string): Look {
  try {
    return { kind: 'there', value: statSync(path) };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'failed', reason: reasonOf(error) };
  }
}

function found(inputs: readonly Input[]): Attempt<readonly Input[]> {
  return { value: inputs, failures: [] };
}

function isPattern(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

async function matchPattern(pattern: string, folder: string): Promise<Attempt<readonly Input[]>> {
  const names = await glob(pattern, folder);
  const wanted = extname(pattern) === '' ? names.filter(isFlow) : names;
  if (wanted.length === 0) return nothing(`No file matches '${pattern}'.`, pattern, folder);
  return found(wanted.map((name) => ({ name, path: resolve(folder, name) })));
}

async function flowsIn(word: string, folder: string): Promise<Attempt<readonly Input[]>> {
  const path = resolve(folder, word);
  const names = (await glob('**/*', path)).filter(isFlow);
  if (names.length === 0) return nothing(`There is no ${flowEndings.join(' or ')} file in '${word}'.`, word, folder);
  const prefix = word === '.' ? '' : `${word.replace(/[/\\]+$/, '')}/`;
  return found(names.map((name) => ({ name: prefix + name, path: resolve(path, name) })));
}

/** Hidden folders, `node_modules` and links to folders are left alone. */
async function glob(pattern: string, folder: string): Promise<readonly string[]> {
  const { glob: match } = await import('tinyglobby');
  const ignore = ['**/node_modules/**'];
  const names = await match(pattern, { cwd: folder, ignore, expandDirectories: false, followSymbolicLinks: false });
  return names.sort();
}

function isFlow(name: string): boolean {
  return flowEndings.some((ending) => name.toLowerCase().endsWith(ending));
}

function nothing(message: string, word: string, folder: string): Attempt<readonly Input[]> {
  const names = nearestFiles(word, folder);
  const hint = names.length === 0 ? undefined : `Did you mean ${names.join(' or ')}?`;
  return { value: [], failures: [failure(message, hint)] };
}

/** The file spelled most alike in the folder where it was looked for; else a few flows there or in the working folder. */
function nearestFiles(word: string, folder: string): readonly string[] {
  const path = resolve(folder, word);
  const names = namesIn(dirname(path)).filter((name) => name !== basename(path));
  const alike = nearest(basename(path), names);
  if (alike !== undefined) return [join(dirname(word), alike)];
  const flows = names.filter(isFlow).map((name) => join(dirname(word), name));
  return (flows.length > 0 ? flows : namesIn(folder).filter(isFlow)).slice(0, 3);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}

function withoutRepeats(inputs: readonly Input[]): readonly Input[] {
  const first = new Map<string, Input>();
  for (const input of inputs) {
    const key = input.path === undefined ? '-' : realPath(input.path);
    if (!first.has(key)) first.set(key, input);
  }
  return [...first.values()];
}

/** The path without links; pipes that a shell offers as files have none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
