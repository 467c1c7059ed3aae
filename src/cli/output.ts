/** Where results go, and writing them so that a reader sees the old file or the new one and nothing between. */

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type Attempt, codeOf, type Failure, failure, reasonOf } from './failure.ts';
import { flowName, type Input } from './inputs.ts';

/** A place for one input's result. */
export interface Target {
  readonly input: Input;
  /** As people would write it; `-` for stdout. */
  readonly name: string;
  /** Absolute; undefined for stdout. */
  readonly path: string | undefined;
}

export interface Output {
  readonly name: string;
  readonly path: string;
  /** Text is written as UTF-8. */
  readonly content: string | Uint8Array;
}

export type Outcome = 'created' | 'changed' | 'unchanged';

/** Stands for standard output where a file is named. */
export const standardOutput = '-';

/** A place for every input: beside it, or where `--out` says. Nothing is written when there is a failure. */
export function planTargets(
  inputs: readonly Input[],
  out: string | undefined,
  ending: string,
  folder: string,
): Attempt<readonly Target[]> {
  if (out === '') return { value: [], failures: [failure('An empty name stands for no place to write to.')] };
  const value = inputs.map((input) => targetFor(input, out, ending, folder));
  const failures = [
    ...collisions(value, out, ending).slice(0, 3),
    ...value.flatMap((target) => refusals(target, inputs, ending)),
  ];
  return { value, failures };
}

function targetFor(input: Input, out: string | undefined, ending: string, folder: string): Target {
  const name = nameFor(input, out, ending, folder);
  return { input, name, path: name === standardOutput ? undefined : resolve(folder, name) };
}

function nameFor(input: Input, out: string | undefined, ending: string, folder: string): string {
  if (out === standardOutput || (out === undefined && input.path === undefined)) return standardOutput;
  const stem = basename(input.name, extname(input.name));
  const file = (input.flow === undefined ? stem : `${stem}-${input.flow}`) + ending;
  if (out === undefined) return join(dirname(input.name), file);
  return isFolder(out, folder) ? join(out, file) : out;
}

/** Whether `--out` names a folder, present or to be made. */
export function isFolder(out: string, folder: string): boolean {
  return /[/\\]$/.test(out) || statsOf(resolve(folder, out))?.isDirectory() === true;
}

/** Two inputs with one output: whoever came last would win. */
function collisions(targets: readonly Target[], out: string | undefined, ending: string): readonly Failure[] {
  const first = new Map<string, Target>();
  return targets.flatMap((target) => {
    const key = target.path ?? standardOutput;
    const other = first.get(key);
    if (other === undefined) first.set(key, target);
    return other === undefined ? [] : [collision(other, target, out, ending)];
  });
}

function collision(first: Target, second: Target, out: string | undefined, ending: string): Failure {
  const place = first.path === undefined ? 'stdout' : `'${first.name}'`;
  // Without an ending, --out says nothing of the format.
  const way = `-o drawings/${ending === '.svg' ? '' : ` -f ${ending.slice(1)}`}`;
  const hint = out === undefined ? 'Rename one of them.' : `Name a folder with -o, such as ${way}.`;
  return failure(`'${flowName(first.input)}' and '${flowName(second.input)}' would both be written to ${place}.`, hint);
}

const foreignEndings = ['.svg', '.png', '.pdf', '.html', '.htm', '.jpg', '.jpeg', '.gif', '.webp'];
const sourceEndings = ['.flow', '.fz', '.md', '.markdown'];

function refusals({ path, name, input }: Target, inputs: readonly Input[], ending: string): readonly Failure[] {
  if (path === undefined) return [];
  const own = extname(name).toLowerCase();
  if (inputs.some((other) => other.path !== undefined && isSameFile(other.path, path))) {
    return [failure(`The result of '${input.name}' would replace '${name}', which is an input.`, 'Choose another -o.')];
  }
  if (statsOf(path)?.isDirectory() === true) return [failure(`'${name}' cannot be written: it is a folder.`)];
  if (sourceEndings.includes(own))
    return [failure(`'${name}' has the ending of a source, so no result is written to it.`)];
  if (foreignEndings.includes(own) && own !== ending && `${own}l` !== ending)
    return [failure(`'${name}' would not hold what its ending says.`, `Use ${ending}.`)];
  return [];
}

function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [statsOf(one), statsOf(other)];
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Undefined where nothing can be seen; whoever writes there is told why. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether a file holds something else than it should, or does not exist. Line ends of another system are git's doing. */
export function isStale({ path, content }: Output): boolean {
  try {
    const old = readFileSync(path);
    if (Buffer.from(content).equals(old)) return false;
    return typeof content !== 'string' || old.toString('utf8').replaceAll('\r\n', '\n') !== content;
  } catch {
    return true;
  }
}

/** A new content that waits beside its target. */
interface Staged {
  readonly output: Output;
  readonly outcome: Outcome;
  readonly temporary: string | undefined;
  readonly finish: () => void;
}

/** Writes all outputs or, when one of them cannot be written, none. Outcomes come in the order of the outputs. */
export function writeAll(outputs: readonly Output[]): Attempt<readonly Outcome[]> {
  const staged: Staged[] = [];
  for (const output of outputs) {
    try {
      staged.push(stage(output, staged.length));
    } catch (error) {
      discard(staged);
      return { value: [], failures: [notWritten(output, error)] };
    }
  }
  return commit(staged);
}

function notWritten({ name }: Output, error: unknown): Failure {
  return failure(`'${name}' cannot be written: ${reasonOf(error)}.`);
}

function commit(staged: readonly Staged[]): Attempt<readonly Outcome[]> {
  const failures = staged.flatMap(({ finish, output }) => {
    try {
      finish();
      return [];
    } catch (error) {
      return [notWritten(output, error)];
    }
  });
  if (failures.length > 0) discard(staged);
  return { value: staged.map(({ outcome }) => outcome), failures };
}

function discard(staged: readonly Staged[]): void {
  for (const { temporary } of staged) if (temporary !== undefined) rmSync(temporary, { force: true });
}

function stage(output: Output, index: number): Staged {
  const old = statsOf(output.path);
  if (old !== undefined && !old.isFile()) return throughDevice(output);
  const path = behindLinks(output.path);
  if (old === undefined) mkdirSync(dirname(path), { recursive: true });
  else if (holds(path, old, output.content)) return { output, outcome: 'unchanged', temporary: undefined, finish() {} };
  else accessSync(path, constants.W_OK);
  const temporary = join(dirname(path), `.laneflow-${process.pid}-${index}.tmp`);
  writeBeside(temporary, output.content, old);
  const outcome = old === undefined ? 'created' : 'changed';
  return { output, outcome, temporary, finish: () => renameSync(temporary, path) };
}

/** Devices and pipes cannot be replaced by renaming. */
function throughDevice(output: Output): Staged {
  const finish = () => writeFileSync(output.path, output.content);
  return { output, outcome: 'changed', temporary: undefined, finish };
}

function holds(path: string, stats: Stats, content: string | Uint8Array): boolean {
  return stats.size === Buffer.byteLength(content) && readFileSync(path).equals(Buffer.from(content));
}

function writeBeside(path: string, content: string | Uint8Array, old: Stats | undefined): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
    if (old !== undefined) takeOver(file, old);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** The permissions of the file that is replaced; its owner too, where the system lets us. */
function takeOver(file: number, old: Stats): void {
  try {
    fchownSync(file, old.uid, old.gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
  fchmodSync(file, old.mode);
}

const mostLinks = 40;

/** The file that links lead to, also when it does not exist yet. */
function behindLinks(path: string): string {
  let target = path;
  for (let links = 0; links < mostLinks; links += 1) {
    const stats = lstatSync(target, { throwIfNoEntry: false });
    if (stats === undefined || !stats.isSymbolicLink()) return target;
    target = resolve(realpathSync(dirname(target)), readlinkSync(target));
  }
  return realpathSync(path);
}
