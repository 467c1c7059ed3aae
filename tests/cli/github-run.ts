/** The composite action run as GitHub's runner does it: one step, its inputs, the variables of a job. */

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { git } from './git.ts';

// Scripts are bundled elsewhere, so their place tells nothing; they and the tests run from the root.
const root = process.cwd();

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: unknown }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

// The tests of the action say that the file has this form.
export const action: Action = parse(readFileSync(join(root, 'action/action.yml'), 'utf8'));

/** What happened: a push to `main`, or a pull request for it. */
export type Event = 'push' | 'pull_request';

/** What the runner reads from what a step says. */
interface Annotation {
  readonly command: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly line: string;
  readonly title: string;
  readonly text: string;
}

export interface ActionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The page of the job, Markdown. */
  readonly summary: string;
  /** In the order that the runner meets them; it shows the first ten of each command. */
  readonly annotations: readonly Annotation[];
  /** The words that named the package, one a line. */
  readonly packages: string;
}

/** Runs the action in a folder, with the laneflow of this tree in the place of the package. */
export function runAction(cwd: string, inputs: Readonly<Record<string, string>>, event: Event = 'push'): ActionRun {
  const bin = realpathSync(mkdtempSync(join(tmpdir(), 'laneflow-runner-')));
  const page = join(bin, 'page.md');
  writeFileSync(page, '');
  writeNpx(bin);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', stepRun()], {
    cwd,
    encoding: 'utf8',
    env: { ...stepInputs(inputs), ...jobOf(cwd, event, page), PATH: `${bin}:${process.env.PATH}` },
  });
  const log = join(bin, 'npx.log');
  const packages = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const summary = readFileSync(page, 'utf8');
  rmSync(bin, { recursive: true });
  return { code: status, stdout, stderr, summary, annotations: annotationsIn(stdout + stderr), packages };
}

/** An `npx` that runs the laneflow of this tree and writes down what it was called with. */
export function writeNpx(folder: string): void {
  const main = join(root, 'dist/cli/main.js');
  const path = join(folder, 'npx');
  writeFileSync(path, `#!/bin/sh\necho "$2" >> "$0.log"\nshift 2\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(path, 0o755);
}

function stepRun(): string {
  return action.runs.steps[0]?.run ?? '';
}

/** The expressions of the step, evaluated. */
function stepInputs(inputs: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, String(input.default)]);
  const values: Readonly<Record<string, string>> = { ...Object.fromEntries(defaults), ...inputs };
  const env = Object.entries(action.runs.steps[0]?.env ?? {}).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => values[input] ?? `no such input: ${input}`),
  ]);
  return Object.fromEntries(env);
}

/** `github.base_ref` of an expression. */
export function baseOf(event: Event): string {
  return event === 'pull_request' ? 'main' : '';
}

function jobOf(cwd: string, event: Event, page: string): NodeJS.ProcessEnv {
  return {
    LANG: 'C.UTF-8',
    LANEFLOW_EFFORT: 'fast',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: join(root, 'action'),
    GITHUB_BASE_REF: baseOf(event),
    GITHUB_EVENT_NAME: event,
    GITHUB_OUTPUT: `${page}.output`,
    GITHUB_REPOSITORY: 'team/flows',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_SHA: existsSync(join(cwd, '.git')) ? git(cwd, 'rev-parse', 'HEAD').trim() : '',
    GITHUB_STEP_SUMMARY: page,
    GITHUB_WORKSPACE: cwd,
  };
}

/** As the runner reads its commands: a line that begins with one. */
function annotationsIn(log: string): readonly Annotation[] {
  return [...log.matchAll(/^::(error|warning|notice) ([^\n]*?)::(.*)$/gm)].map(
    ([, command = '', properties = '', data]) => {
      const value = (name: string): string => decoded(new RegExp(`(?:^|,)${name}=([^,]*)`).exec(properties)?.[1] ?? '');
      return {
        command: command === 'error' || command === 'warning' ? command : 'notice',
        file: value('file'),
        line: value('line'),
        title: value('title'),
        text: decoded(data ?? ''),
      };
    },
  );
}

function decoded(text: string): string {
  return text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
