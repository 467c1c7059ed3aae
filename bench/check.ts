// What checking costs, CPU time: a small flow from its text to its verdict, and a thousand files in one call of the
// command, beside Node started with nothing and Biome on as many files of like size.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../src/compile.ts';
import { sourceOf } from '../src/source/source.ts';
import { soundFlow } from '../tests/check/sound-flow.ts';

const root = process.cwd();
const texts = Array.from({ length: 1000 }, (_, seed) => textOf(seed + 1));

printWarm();
printCommands();

/** About 20 nodes. */
function textOf(seed: number): string {
  return soundFlow(seed, 20);
}

function printWarm(): void {
  for (let round = 0; round < 5; round++) for (const text of texts) compile(sourceOf('warm.flow', text));
  const begun = process.cpuUsage();
  for (const text of texts) compile(sourceOf('warm.flow', text));
  const { user, system } = process.cpuUsage(begun);
  console.log(`one flow, warm: ${((user + system) / 1000 / texts.length).toFixed(2)} ms (goal 2)`);
}

function printCommands(): void {
  const folder = mkdtempSync(join(tmpdir(), 'laneflow-check-'));
  try {
    for (const name of ['flows', 'code']) mkdirSync(join(folder, name));
    texts.forEach((text, index) => {
      writeFileSync(join(folder, 'flows', `${index}.flow`), text);
      writeFileSync(join(folder, 'code', `${index}.ts`), codeLike(text));
    });
    const bare = cpuOf([process.execPath, '-e', '0']);
    const check = [process.execPath, join(root, 'dist/cli/main.js'), 'check', join(folder, 'flows'), '-q', '--jobs'];
    const [own, byTwo] = [cpuOf([...check, '1']), cpuOf([...check, '2'])];
    const biome = cpuOf([join(root, 'node_modules/.bin/biome'), 'lint', join(folder, 'code')]);
    const times = (seconds: number): string =>
      `${seconds.toFixed(2)} s = × ${(seconds / bare).toFixed(0)} of bare node`;
    console.log(`bare node: ${bare.toFixed(3)} s`);
    console.log(`1,000 files, laneflow check: ${times(own)} (goal 3 s)`);
    console.log(`1,000 files, laneflow check --jobs 2: ${times(byTwo)}`);
    console.log(`1,000 files, biome lint: ${times(biome)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As many lines of TypeScript. */
function codeLike(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `export const line${index}: string = ${JSON.stringify(line.trim())};`)
    .join('\n');
}

/** The median of three: other work on the machine makes single figures jump. */
function cpuOf(words: readonly string[]): number {
  const [, median = 0] = [1, 2, 3].map(() => cpuOfOne(words)).sort((a, b) => a - b);
  return median;
}

/** User and system time of a command and its children, in seconds. */
function cpuOfOne([program = '', ...words]: readonly string[]): number {
  const { stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', 'bash', program, ...words],
    {
      encoding: 'utf8',
      cwd: root,
    },
  );
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).map(Number);
  return user + system;
}
