import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/cli/inputs.ts';
import { jobsFor } from '../../src/cli/jobs.ts';
import { plantedFlow } from '../check/planted-flow.ts';
import { soundFlow } from '../check/sound-flow.ts';
import { asRepository } from './git.ts';
import { broken, environment, folderWith, laneflow, main, type Outcome, parcel, removeFolders } from './harness.ts';

removeFolders();

const warned = parcel.replace('Counter.n3.handle', 'n3.handle');

/** Some three hundred files: sound, with mistakes of all tiers, in Markdown, in other encodings, and no flows at all. */
function manyFiles(): Readonly<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (let seed = 1; seed <= 200; seed++) files[`sound/${seed}.flow`] = soundFlow(seed, 2 + (seed % 3));
  for (const defect of ['endless cycle', 'merged tokens', 'end reached twice', 'dead edge'])
    for (let seed = 1; seed <= 20; seed++)
      files[`planted/${defect} ${seed}.flow`] = plantedFlow(seed, defect)?.text ?? '';
  for (let number = 1; number <= 10; number++) files[`broken/${number}.flow`] = number % 2 === 0 ? broken : warned;
  const fence = (flow: string): string => `\`\`\`flow\n${flow}\`\`\`\n`;
  return {
    ...files,
    'guide.md': `# Guide\n\n${fence(parcel)}\n${fence(broken)}\n${fence(warned)}`,
    'plain.md': '# Nothing drawn\n',
    'latin.flow': Buffer.from('A { # é\n}\n', 'latin1'),
    'wide.flow': Buffer.from(`\ufeff${warned}`, 'utf16le'),
    'empty.flow': '',
    'strict/laneflow.config.json': JSON.stringify({ profile: 'strict', maxWarnings: 0, limits: { states: 5 } }),
    'strict/a.flow': warned,
    'strict/b.flow': parcel,
  };
}

const many = manyFiles();
/** A tenth of the sound and planted ones, and all the others. */
const some = Object.fromEntries(Object.entries(many).filter(([name]) => !/(?:sound|planted).*[1-9]\.flow$/.test(name)));
const folder = folderWith(many);

/** The same command with one thread, two and five. */
function byMany(words: readonly string[], cwd = folder, env: NodeJS.ProcessEnv = {}): readonly Outcome[] {
  return [1, 2, 5].map((jobs) => laneflow([...words, '--jobs', String(jobs)], { cwd, env }));
}

function expectSame(outcomes: readonly Outcome[], code: number): void {
  const [one, ...others] = outcomes;
  expect(one?.code, one?.stderr.slice(0, 500)).toBe(code);
  for (const other of others) expect(other).toEqual(one);
}

/** What all files of a folder hold. */
function contentOf(cwd: string): Readonly<Record<string, string>> {
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(cwd, name), 'latin1')]));
}

describe('check --jobs', () => {
  it.each(['pretty', 'compact', 'json', 'github', 'sarif', 'junit'])(
    'tells the same in the same order: %s',
    (format) => {
      const outcomes = byMany(['check', '.', '--markdown', '--format', format]);
      expectSame(outcomes, 1);
      expect(`${outcomes[0]?.stdout}${outcomes[0]?.stderr}`.length).toBeGreaterThan(10_000);
    },
  );

  it('takes the number from the environment', () => {
    const env = { LANEFLOW_JOBS: '2', NODE_DEBUG: 'esm' };
    expect(laneflow(['check', 'broken'], { cwd: folder, env }).stderr).toContain('check-worker');
    expect(laneflow(['check', 'broken', '--jobs', '1'], { cwd: folder, env }).stderr).not.toContain('check-worker');
    expect(laneflow(['check', 'broken'], { cwd: folder, env: { LANEFLOW_JOBS: 'all' } }).code).toBe(2);
  });

  it('tells the time of each file in their order', () => {
    const { stderr } = laneflow(['check', 'broken', '-v', '--jobs', '3'], { cwd: folder });
    const names = Array.from(stderr.matchAll(/^(\S+) read and compiled in \d+ ms$/gm), ([, name]) => name);
    expect(names).toEqual(
      Object.keys(many)
        .filter((name) => name.startsWith('broken'))
        .toSorted(),
    );
  });

  it.each([
    ['0', 'It is at least 1.'],
    ['65', 'It is at most 64.'],
    ['two', 'It is a whole number.'],
    ['-1', 'It is a whole number.'],
    ['1.5', 'It is a whole number.'],
  ])('refuses %s', (jobs, reason) => {
    const { code, stdout, stderr } = laneflow(['check', '.', `--jobs=${jobs}`], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('keeps settings, limits of warnings, quiet and rules as they are', () => {
    expectSame(byMany(['check', 'broken', 'strict', '-q']), 1);
    expectSame(byMany(['check', 'strict', '--max-warnings', '9']), 1);
    expectSame(byMany(['check', 'sound/2*', '--rule', 'implicit-fork=warning', '--max-warnings', '3']), 1);
    expectSame(byMany(['check', 'planted', '--no-explore', '--strict-tokens', '--format', 'json']), 1);
    expectSame(byMany(['check', 'planted', '--max-states', '5', '--format', 'compact']), 1);
    expectSame(byMany(['check', 'guide.md#2', 'guide.md#9', 'plain.md', 'no.flow', 'broken', '--format', 'sarif']), 2);
  });

  it('reads standard input among files', () => {
    const outcomes = [1, 2, 5].map((jobs) =>
      laneflow(['check', 'sound/1.flow', '-', 'broken', '--format', 'compact', '--jobs', String(jobs)], {
        cwd: folder,
        input: broken,
      }),
    );
    expectSame(outcomes, 1);
    expect(outcomes[0]?.stdout).toContain('stdin:5:23');
  });

  it('fixes the same files', () => {
    const fixed = [1, 2, 5].map((jobs) => {
      const cwd = folderWith(some);
      return {
        ...laneflow(['check', '.', '--markdown', '--fix', '--jobs', String(jobs)], { cwd }),
        files: contentOf(cwd),
      };
    });
    expectSame(fixed, 1);
    expect(fixed[0]?.stderr).toMatch(/; \d+ fixed\n/);
    expect(fixed[0]?.files['wide.flow']).toContain('C\0o\0u\0n\0t\0e\0r\0.\0n\x003\0');
  });

  it('saves the same counterexamples, summary and baseline', () => {
    const saved = [1, 2, 5].map((jobs) => {
      const cwd = folderWith(some);
      const words = [
        '--save-counterexample',
        'runs',
        '--summary',
        'page.md',
        '--baseline',
        'known.json',
        '--update-baseline',
      ];
      const outcome = laneflow(['check', '.', '--markdown', ...words, '--jobs', String(jobs)], { cwd });
      writeFileSync(join(cwd, 'sound', '10.flow'), broken);
      const later = laneflow(['check', '.', '--markdown', '--baseline', 'known.json', '--jobs', String(jobs)], { cwd });
      return { ...outcome, later, files: contentOf(cwd) };
    });
    expectSame(saved, 0);
    expect(Object.keys(saved[0]?.files ?? {}).filter((name) => name.startsWith('runs')).length).toBeGreaterThan(2);
    expect(saved[0]?.later.code).toBe(1);
  });

  it('looks only at what git says has changed', () => {
    const cwd = asRepository(folderWith(some));
    for (const name of ['sound/10.flow', 'sound/20.flow', 'planted/new.flow']) writeFileSync(join(cwd, name), broken);
    const outcomes = byMany(['check', '.', '--since', 'HEAD'], cwd);
    expectSame(outcomes, 1);
    expect(outcomes[0]?.stderr).toMatch(/\n3 files, 3 errors/);
  });
});

/** Loaded before the command, in every thread: opening some files goes wrong in a way that no file system knows. */
const mischief = `
const fs = require('node:fs');
const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  const [, what] = /(crash|vanish)\\d*\\.flow$/.exec(String(path)) ?? [];
  if (what === 'crash') throw new Error('no idea about ' + path.replace(/^.*[/]/, ''));
  if (what === 'vanish') fs.rmSync(path);
  return openSync(path, ...rest);
};
require('node:module').syncBuiltinESMExports();
`;

function mischievous(files: Readonly<Record<string, string>>): readonly [cwd: string, env: NodeJS.ProcessEnv] {
  const cwd = folderWith({ ...files, 'mischief.cjs': mischief });
  return [cwd, { NODE_OPTIONS: `--require "${join(cwd, 'mischief.cjs')}"` }];
}

describe('check --jobs when something goes wrong', () => {
  const sound = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`${index + 10}.flow`, soundFlow(index + 1, 5)]),
  );

  it('ends as a bug of ours at the first file that shows it, whichever thread had it', () => {
    const [cwd, env] = mischievous({
      ...sound,
      '20crash1.flow': parcel,
      '20crash2.flow': parcel,
      '38crash3.flow': parcel,
    });
    const outcomes = byMany(['check', '.', '--fix', '--save-counterexample', 'runs'], cwd, env);
    expectSame(outcomes, 70);
    expect(outcomes[0]?.stderr).toBe(
      'laneflow has a bug: no idea about 20crash1.flow. Please report it with the input that shows it.\n',
    );
    expect(existsSync(join(cwd, 'runs'))).toBe(false);
  });

  it('keeps the stack for those who ask', () => {
    const [cwd, env] = mischievous({ ...sound, '39crash.flow': parcel });
    const { code, stderr } = laneflow(['check', '.', '-v', '--jobs', '2'], { cwd, env });
    expect(code).toBe(70);
    expect(stderr).toMatch(/\nError: no idea about 39crash\.flow\n +at fs\.openSync/);
  });

  it('tells of files that vanish and checks the others', () => {
    const outcomes = [1, 2, 5].map((jobs) => {
      const [cwd, env] = mischievous({ ...sound, '15vanish.flow': parcel, '25.flow': broken, '30vanish.flow': parcel });
      return laneflow(['check', '.', '--jobs', String(jobs)], { cwd, env });
    });
    expectSame(outcomes, 2);
    expect(outcomes[0]?.stderr).toMatch(
      /^error: '15vanish\.flow' cannot be read: it does not exist\.\nerror: '30vanish/,
    );
  });

  it('keeps the order when the first file takes longest, and a file that comes late is the last to be waited for', async () => {
    const cwd = folderWith({ ...sound, 'z.flow': broken });
    const pipe = pipeIn(cwd, 'slow.flow');
    const words = ['check', 'slow.flow', '.', '--format', 'compact', '--jobs', '2'];
    const child = spawn(process.execPath, [main, ...words], { cwd, env: environment() });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const file = await open(pipe, 'w'); // a reader has come
    await new Promise((resolve) => setTimeout(resolve, 500)); // the other thread goes on meanwhile, which nothing depends on
    await file.writeFile(broken);
    await file.close();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
    expect(stdout).toMatch(/^slow\.flow:5:23/);
    expect(stdout.match(/^\w+\.flow/gm)?.at(-1)).toBe('z.flow');
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const cwd = folderWith({ ...sound, 'a.flow': warned, 'z.flow': warned });
    const pipe = pipeIn(cwd, 'slow.flow');
    const words = ['check', '.', 'slow.flow', '--fix', '--save-counterexample', 'runs', '--jobs', '2'];
    const child = spawn(process.execPath, [main, ...words], { cwd, env: environment() });
    const file = await open(pipe, 'w'); // a reader has come, and waits for the first byte
    child.kill('SIGINT');
    const signal = await new Promise((resolve) => child.on('close', (_, name) => resolve(name)));
    await file.close();
    expect(signal).toBe('SIGINT'); // which a shell reports as 130
    expect(readdirSync(cwd).toSorted()).toEqual([...Object.keys(sound), 'a.flow', 'slow.flow', 'z.flow']);
    expect(readFileSync(join(cwd, 'a.flow'), 'utf8')).toBe(warned);
  });
});

/** Of POSIX: what a thread opens it waits for until somebody writes. */
const pipeMaker = 'mkfifo';

function pipeIn(cwd: string, name: string): string {
  const path = join(cwd, name);
  expect(spawnSync(pipeMaker, [path]).status).toBe(0);
  return path;
}

describe('check without --jobs', () => {
  /** Large, and checked in no time: most of it is prose. */
  const large = `${'Prose says nothing wrong. '.repeat(20_000)}\n\n${parcel}`;
  const files = folderWith({
    'little/a.flow': parcel,
    'little/b.flow': parcel,
    'much/a.flow': large,
    'much/b.flow': large,
  });
  const without = { config: {}, name: undefined, folder: files, loudness: { profile: 'default', rules: {} } } as const;

  function inputs(...names: readonly string[]): readonly Input[] {
    return names.map((name) => ({ name, path: join(files, name), flow: undefined, settings: without }));
  }

  it('takes as many threads as there is much to read, and one for each two cores at most', () => {
    const much = inputs('much/a.flow', 'much/b.flow');
    expect([1, 2, 3, 4, 8, 64].map((cores) => jobsFor(much, undefined, cores))).toEqual([1, 1, 1, 2, 2, 2]);
    expect(jobsFor([...much, ...inputs('little/a.flow', 'no.flow')], undefined, 64)).toBe(4);
    expect(jobsFor(inputs('little/a.flow', 'little/b.flow', 'no.flow'), undefined, 64)).toBe(1);
    expect(jobsFor([], undefined, 64)).toBe(0);
  });

  it('takes one for each core where there is so much to read that it takes long', () => {
    const inMegabytes = (count: number): Input[] =>
      Array.from({ length: count * 2 }, () => inputs('much/a.flow')).flat();
    expect([1, 2, 4].map((cores) => jobsFor(inMegabytes(5), undefined, cores))).toEqual([1, 1, 2]);
    expect([1, 2, 4].map((cores) => jobsFor(inMegabytes(12), undefined, cores))).toEqual([1, 2, 4]);
  });

  it('takes as many as were asked for, and no more than there are files', () => {
    const little = inputs('little/a.flow', 'little/b.flow');
    expect([1, 2, 5].map((asked) => jobsFor(little, asked, 1))).toEqual([1, 2, 2]);
    expect(jobsFor([...little, { ...little[0], path: undefined } as Input], 5, 8)).toBe(1);
  });

  it('does not load what starts workers where there are none', () => {
    const starts = (...words: readonly string[]): boolean =>
      laneflow(['check', ...words], { cwd: files, env: { NODE_DEBUG: 'esm' } }).stderr.includes('check-jobs');
    expect(starts('little')).toBe(false);
    expect(starts('much', '--jobs', '1')).toBe(false);
    expect(starts('much')).toBe(availableParallelism() >= 4);
    expect(starts('much', '--jobs', '2')).toBe(true);
  });
});
