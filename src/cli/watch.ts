/** Does work again whenever a file it read changes, until it is stopped. */

import { dirname, extname } from 'node:path';
import { exitCodes, type Failure, failure } from './failure.ts';
import { say, type Terminal } from './terminal.ts';

/** What a turn of work came to: the exit code, and the absolute paths that it depends on. */
export interface Turn {
  readonly exitCode: number;
  readonly paths: readonly string[];
}

/** What came through a pipe never changes. */
export function watchRefusals(words: readonly string[], isAsked: boolean | undefined): readonly Failure[] {
  const isPiped = isAsked === true && words.includes('-');
  return isPiped ? [failure('Standard input cannot be watched.', 'Name a file.')] : [];
}

/** Editors write a file in several moves; changes this close together are one. */
const quietMilliseconds = 50;

/**
 * The folders of the files are listened to, not the files, since editors replace files by renaming; a folder that is no
 * file's stands for all that is in it. A file that goes is waited for, and a new one of the same kind counts. Ends with 130 when it is interrupted, and with 143 when it is terminated.
 */
export async function watch(work: () => Promise<Turn>, terminal: Terminal): Promise<number> {
  const { watch: listen } = await import('chokidar');
  const stopped = untilStopped();
  const paths = new Set((await work()).paths);
  const folders = foldersOf(paths, terminal);
  const listener = listen([...folders], { depth: 0, ignoreInitial: true });
  const waiting = debounced(async () => {
    for (const path of (await work()).paths) paths.add(path);
    // What is new in a folder that is added a second time would be taken for old.
    const more = [...foldersOf(paths, terminal)].filter((folder) => !folders.has(folder));
    for (const folder of more) folders.add(folder);
    listener.add(more);
    sayWaiting(terminal);
  });
  listener.on('all', (event, path) => {
    const isNew = event === 'add' && [...paths].some((known) => extname(known) === extname(path));
    if (paths.has(path) || isNew) waiting.start();
  });
  listener.on('ready', () => sayWaiting(terminal));
  const exitCode = await stopped;
  waiting.cancel();
  await listener.close();
  return exitCode;
}

function foldersOf(paths: ReadonlySet<string>, { folder }: Terminal): Set<string> {
  return new Set([folder, ...[...paths].map((path) => dirname(path))]);
}

function sayWaiting(terminal: Terminal): void {
  say(terminal, terminal.style.paint.quiet('waiting for changes; Ctrl-C ends'));
}

interface Debounced {
  readonly start: () => void;
  readonly cancel: () => void;
}

/** Runs once when nothing more comes for a while; one run after the other. */
function debounced(run: () => Promise<void>): Debounced {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const start = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(run);
    }, quietMilliseconds);
  };
  return { start, cancel: () => clearTimeout(timer) };
}

/** The exit code that says by which signal. */
function untilStopped(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(exitCodes.interrupted));
    process.once('SIGTERM', () => resolve(exitCodes.terminated));
  });
}
