/** How git calls `diff`: as a driver of external diffs, and to make text of a file. docs/git.md tells how to set it up. */

import { dirname, resolve } from 'node:path';
import { changesLine, compare, escapeTerminal, reportChanges } from '../index.ts';
import { pairOf } from './compared.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { formatFlows } from './fmt.ts';
import type { Input } from './inputs.ts';
import { openProject, type Project, settingsIn } from './project.ts';
import { eachFile, type FileText, readingsOf } from './read.ts';
import { product, sayFailures, type Terminal } from './terminal.ts';

/**
 * `path old-file old-hex old-mode new-file new-hex new-mode`, and two more words for a file with a new name: what
 * gitdiff calls GIT_EXTERNAL_DIFF. A path alone, in the environment that git sets, has not been merged yet.
 */
export function isFromGit(words: readonly string[]): boolean {
  if (words.length === 1) return process.env.GIT_DIFF_PATH_COUNTER !== undefined;
  const [, , oldHash = '', oldMode = '', , newHash = '', newMode = ''] = words;
  const isChange = words.length === 7 || words.length === 9;
  return isChange && [oldHash, newHash].every(isHash) && [oldMode, newMode].every(isMode);
}

function isHash(word: string): boolean {
  return /^(?:\.|[0-9a-f]{4,64})$/.test(word);
}

function isMode(word: string): boolean {
  return /^(?:\.|[0-7]{6})$/.test(word);
}

/** Whatever is in the files, git gets something to show: the lines, where the meaning cannot be told. */
export async function diffForGit(
  [path = '', oldFile, , , newFile, , , newPath]: readonly string[],
  maxStates: number | undefined,
  terminal: Terminal,
): Promise<number> {
  const { paint } = terminal.productStyle;
  const title = newPath === undefined ? escapeTerminal(path) : `${escapeTerminal(path)} → ${escapeTerminal(newPath)}`;
  product(`${paint.place(`laneflow diff ${title}`)}\n`);
  if (oldFile === undefined || newFile === undefined) {
    product('not merged yet\n\n');
    return exitCodes.fine;
  }
  const project = openProject(terminal);
  const [old, now] = [await readAs(oldFile, path, project), await readAs(newFile, newPath ?? path, project)];
  const failures = [...old.failures, ...now.failures];
  sayFailures(terminal, failures);
  if (old.value === undefined || now.value === undefined) return exitCodes.refused;
  product(`${await changeOf(old.value, now.value, maxStates, terminal)}\n`);
  return exitCodes.fine;
}

/** A file that git wrote somewhere, under the name that people know. */
async function readAs(file: string, name: string, project: Project): Promise<Attempt<FileText | undefined>> {
  const { folder } = project.terminal;
  const settings = await settingsIn(project, dirname(resolve(folder, name)));
  const path = isNowhere(file) ? nowhere : resolve(folder, file);
  const input: Input = { name, path, flow: undefined, settings };
  const files = await eachFile([input], project.terminal, (text) => ({ value: [text], failures: [] }));
  return { value: files.value[0], failures: [...project.failures, ...files.failures] };
}

/** What git calls the side where a file does not exist. */
const nowhere = '/dev/null';

function isNowhere(file: string): boolean {
  return file === nowhere || file.toLowerCase() === 'nul';
}

async function changeOf(
  before: FileText,
  after: FileText,
  maxStates: number | undefined,
  { productStyle }: Terminal,
): Promise<string> {
  const [old, now] = [onlyFlowOf(before), onlyFlowOf(after)];
  const pair = old === undefined || now === undefined ? undefined : pairOf(old, now);
  if (pair === undefined) {
    const { paintPatch, patchOf } = await import('./patch.ts');
    const patch = patchOf(after.input.name, before.decoded.source.text, after.decoded.source.text);
    const why = 'Not both files are one flow without errors, so their lines are compared.';
    return `${why}\n${paintPatch(patch, productStyle)}`;
  }
  const { changes, behavior } = compare(pair[0].compiled, pair[1].compiled, {
    ...(maxStates !== undefined && { maxStates }),
  });
  const report = reportChanges(changes, behavior, productStyle);
  return report === '' ? `${changesLine(changes, behavior)}\n` : report;
}

function onlyFlowOf(file: FileText): ReturnType<typeof readingsOf>['value'][number] | undefined {
  const [first, second] = readingsOf(file, {}).value;
  return second === undefined ? first : undefined;
}

/** The canonical text of a file, so that git compares that; what cannot be read stays as it is. */
export async function textForGit(words: readonly string[], terminal: Terminal): Promise<number> {
  const [file, second] = words;
  if (file === undefined || second !== undefined) return refuse([oneFile], terminal);
  const { value, failures } = await readAs(file, file, openProject(terminal));
  if (value === undefined || failures.length > 0) return refuse(failures, terminal);
  product(value.decoded.kind === 'text' ? formatFlows(value).text : value.bytes);
  return exitCodes.fine;
}

const oneFile: Failure = failure('--textconv takes one file.');

function refuse(failures: readonly Failure[], terminal: Terminal): number {
  sayFailures(terminal, failures);
  return exitCodes.refused;
}
