import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The built command, as users run it. */
export const main: string = join(root, 'dist', 'cli', 'main.js');

export const seed: string = readFileSync(join(root, 'tests', 'flows', 'seed.txt'), 'utf8');

/** A short flow of our own without any finding worth an error or a warning. */
export const parcel = `# Send a parcel
Sender { # Sender
  n1: circle label:"Parcel ready"
  n2: rectangle label:"Bring it to the counter"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Counter.n3.handle(top)
}
Counter { # Counter
  n3: diamond label:"Stamp enough?"
  n4: rectangle label:"Add a stamp"
  n5: circle label:"On its way"
  n3.handle(right) -> n5.handle(left) [label="Yes"]
  n3.handle(bottom) -> n4.handle(top) [label="No"]
  n4.handle(right) -> n5.handle(bottom)
}
`;

export const broken: string = parcel.replace('-> n2', '-> n22');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

refuseStaleBuild();

/** Tests of the built command would otherwise tell about yesterday's source. */
function refuseStaleBuild(): void {
  const built = statSync(main, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const newer = sources.filter((file) => file.endsWith('.ts') && statSync(join(root, 'src', file)).mtimeMs > built);
  if (newer.length > 0) throw new Error(`dist is older than src/${newer[0]}; run: npm run build`);
}

/** Runs the command with a clean environment; `env` adds to it. */
export function laneflow(words: readonly string[], options: SpawnSyncOptions = {}): Outcome {
  const { env, ...rest } = options;
  const result = spawnSync(process.execPath, [main, ...words], {
    ...rest,
    env: environment(env),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Runs a line of a POSIX shell in which `laneflow` is the command. */
export function shell(line: string, options: SpawnSyncOptions = {}): Outcome {
  const script = `laneflow() { '${process.execPath}' '${main}' "$@"; }; ${line}`;
  const { env, ...rest } = options;
  const result = spawnSync('bash', ['--norc', '-c', script], { ...rest, env: environment(env), encoding: 'utf8' });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** The layout searches no longer than it must: what it finds is not the matter here. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'xterm', LANEFLOW_EFFORT: 'fast', ...more };
}

/** Of util-linux: runs a command in a pseudo-terminal. */
const typewriter = 'script';

export const hasTerminal: boolean = /util-linux/.test(
  String(spawnSync(typewriter, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
);

/** A user without rights, to see what others may not. */
export const nobody = 65_534;

/** Only root can become somebody else, and node must stand where everybody may run it. */
export const canBeNobody: boolean =
  process.getuid?.() === 0 && spawnSync(process.execPath, ['--version'], { uid: nobody }).status === 0;

/** A question to wait for and what is typed then. */
export type Exchange = readonly [expected: RegExp, typed: string];

/** Runs a shell line in a pseudo-terminal of 80 columns and types when a question shows; answers with all that was seen. */
export function converse(line: string, folder: string, exchanges: readonly Exchange[] = []): Promise<Outcome> {
  const script = `stty cols 80 rows 24; laneflow() { '${process.execPath}' '${main}' "$@"; }; ${line}`;
  const child = spawn(typewriter, ['-qfec', script, '/dev/null'], {
    cwd: folder,
    env: environment({ SHELL: '/bin/bash' }),
  });
  const pending = [...exchanges];
  let seen = '';
  let unread = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    unread += text;
    const [next] = pending;
    if (next === undefined || !next[0].test(unread)) return;
    pending.shift();
    unread = '';
    child.stdin.write(next[1]);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout: seen, stderr: '' })));
}

const folders: string[] = [];

/** A new folder with these files, removed after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'laneflow-test-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function removeFolders(): void {
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
}
