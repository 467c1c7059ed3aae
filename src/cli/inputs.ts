/** Which files the words on the command line mean. A path that exists is never read as a pattern. */

import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isMarkdown, nearest } from '../index.ts';
import { type Attempt, codeOf, failure, reasonOf, refused } from './failure.ts';
import { filesUnder, match } from './folders.ts';
import { type Project, type Settings, settingsIn } from './project.ts';

export interface Input {
  /** As people know it: the way they wrote it. */
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  /** 2 for the second flow of a Markdown file; undefined for all that the file holds. */
  readonly flow: number | undefined;
  readonly settings: Settings;
}

/** What commands that read many files take. */
export interface InputFlags {
  /** What `-` is called. */
  readonly stdinFilename?: string;
  /** Folders stand for their Markdown files too. */
  readonly markdown?: boolean;
  /** A folder or pattern may stand for no file. */
  readonly allowEmpty?: boolean;
}

/** `guide.md#2`; of a file that is one flow, its name. */
export function flowName({ name, flow }: Input): string {
  return flow === undefined ? name : `${name}#${flow}`;
}

/** What folders and patterns are searched for. */
export interface Sought {
  /** `.flow or .fz`. */
  readonly endings: string;
  readonly isWanted: (name: string) => boolean;
  /** Whether the `include` of a configuration says which files of a folder count. */
  readonly isIncluded: boolean;
}

const flowEndings = ['.flow', '.fz'] as const;

function flowsSought({ markdown }: InputFlags): Sought {
  const isWanted = (name: string): boolean => isFlow(name) || (markdown === true && isMarkdown(name));
  return { endings: flowEndings.join(' or '), isWanted, isIncluded: true };
}

/**
 * Files in the order of the words, then of their names; each file once. None when a configuration has mistakes: nobody
 * knows what should hold then.
 */
export async function findInputs(
  words: readonly string[],
  project: Project,
  flags: InputFlags = {},
  sought: Sought = flowsSought(flags),
): Promise<Attempt<readonly Input[]>> {
  const search: Search = { project, sought, allowsNone: flags.allowEmpty === true };
  const attempts: Attempt<readonly Place[]>[] = [];
  for (const word of words) attempts.push(word === '-' ? standardInput(flags) : await expand(word, search));
  const places = withoutRepeats(attempts.flatMap((attempt) => attempt.value));
  const value = await withSettings(places, project);
  const failures = [...attempts.flatMap((attempt) => attempt.failures), ...project.failures];
  return { value: project.failures.length > 0 ? [] : value, failures };
}

/** For commands that work on one flow. */
export async function findInput(word: string, project: Project): Promise<Attempt<Input | undefined>> {
  const { value, failures } = await findInputs([word], project);
  if (value.length <= 1) return { value: value[0], failures };
  const message = `One flow is needed here, and '${word}' stands for ${value.length}.`;
  return refused(failure(message, `Take one of them, such as ${value[0]?.name}.`));
}

interface Search {
  readonly project: Project;
  readonly sought: Sought;
  readonly allowsNone: boolean;
}

/** An input whose settings are not looked up yet. */
type Place = Omit<Input, 'settings'>;

function standardInput({ stdinFilename = 'stdin' }: InputFlags): Attempt<readonly Place[]> {
  return found([{ name: stdinFilename, path: undefined, flow: undefined }]);
}

/** Standard input has the settings of the place that its name says. */
async function withSettings(places: readonly Place[], project: Project): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const place of places) {
    const path = place.path ?? resolve(project.terminal.folder, place.name);
    inputs.push({ ...place, settings: await settingsIn(project, dirname(path)) });
  }
  return inputs;
}

async function expand(word: string, search: Search): Promise<Attempt<readonly Place[]>> {
  const { folder } = search.project.terminal;
  if (word === '') return { value: [], failures: [failure('An empty name stands for no file.')] };
  const path = resolve(folder, word);
  const stats = look(path);
  if (stats.kind === 'failed') return { value: [], failures: [failure(`'${word}' cannot be read: ${stats.reason}.`)] };
  if (stats.kind === 'missing') return expandMissing(word, search);
  if (stats.value.isDirectory()) return filesIn(word, search);
  return found([{ name: word, path, flow: undefined }]);
}

/** What is no path is one flow of a file, or a pattern. */
async function expandMissing(word: string, search: Search): Promise<Attempt<readonly Place[]>> {
  const { folder } = search.project.terminal;
  const [, name = '', number] = /^(.+)#([1-9]\d{0,8})$/.exec(word) ?? [];
  if (number !== undefined && look(resolve(folder, name)).kind === 'there')
    return oneFlow(name, Number(number), folder);
  if (isPattern(word)) return matchPattern(word, search);
  return nothing(`There is no file or folder '${word}'.`, word, search);
}

function oneFlow(name: string, flow: number, folder: string): Attempt<readonly Place[]> {
  if (isMarkdown(name)) return found([{ name, path: resolve(folder, name), flow }]);
  return { value: [], failures: [failure(`'${name}' is no Markdown file, so it has no flow #${flow}.`)] };
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

function found(places: readonly Place[]): Attempt<readonly Place[]> {
  return { value: places, failures: [] };
}

function isPattern(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

async function matchPattern(pattern: string, search: Search): Promise<Attempt<readonly Place[]>> {
  const { sought, allowsNone, project } = search;
  const { folder } = project.terminal;
  const names = (await match([pattern], [], folder)).toSorted();
  const wanted = extname(pattern) === '' ? names.filter(sought.isWanted) : names;
  if (wanted.length > 0 || allowsNone) return found(wanted.map((name) => placeOf(name, folder)));
  return nothing(`No file matches '${pattern}'.`, pattern, search);
}

function placeOf(name: string, folder: string): Place {
  return { name, path: resolve(folder, name), flow: undefined };
}

async function filesIn(word: string, search: Search): Promise<Attempt<readonly Place[]>> {
  const { sought, allowsNone, project } = search;
  const path = resolve(project.terminal.folder, word);
  const names = await filesUnder(path, project, sought);
  if (names.length === 0 && !allowsNone)
    return nothing(`There is no ${sought.endings} file in '${word}'.`, word, search);
  const prefix = word === '.' ? '' : `${word.replace(/[/\\]+$/, '')}/`;
  return found(names.map((name) => ({ ...placeOf(name, path), name: prefix + name })));
}

function isFlow(name: string): boolean {
  return flowEndings.some((ending) => name.toLowerCase().endsWith(ending));
}

function nothing(message: string, word: string, search: Search): Attempt<readonly Place[]> {
  const names = nearestFiles(word, search);
  const hint = names.length === 0 ? undefined : `Did you mean ${names.join(' or ')}?`;
  return { value: [], failures: [failure(message, hint)] };
}

/** The file spelled most alike in the folder where it was looked for; else a few of the kind there or in the working folder. */
function nearestFiles(word: string, { project, sought }: Search): readonly string[] {
  const { folder } = project.terminal;
  const path = resolve(folder, word);
  // What stands beside an empty folder is not what was meant by it.
  if (look(path).kind !== 'missing') return namesIn(folder).filter(sought.isWanted).slice(0, 3);
  const names = namesIn(dirname(path)).filter((name) => name !== basename(path));
  const alike = nearest(basename(path), names);
  if (alike !== undefined) return [join(dirname(word), alike)];
  const near = names.filter(sought.isWanted).map((name) => join(dirname(word), name));
  return (near.length > 0 ? near : namesIn(folder).filter(sought.isWanted)).slice(0, 3);
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

function withoutRepeats(places: readonly Place[]): readonly Place[] {
  const first = new Map<string, Place>();
  for (const place of places) {
    const file = place.path === undefined ? '-' : realPath(place.path);
    const key = place.flow === undefined ? file : `${file}#${place.flow}`;
    if (!first.has(file) && !first.has(key)) first.set(key, place);
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
