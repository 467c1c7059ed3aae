/*
 * Pages that are played. A page of Markdown is read from its top to its end in a fresh folder:
 *
 *   ```flow file=cake.flow                          any fence with `file=` writes that file
 *   ```flow shows=cake.flow                         holds what is in that file now
 *   <!-- cake.flow: "n4" is now "n44" -->           changes one place in a file (`\n` is a line break); a reader is told in words
 *   ```console                                      each `$ laneflow …` is run, what it prints stands below it,
 *   ```console exit=1                               and ends with this code, 0 where nothing is said
 *
 * A page is its own snapshot: played again, it is the same. `npx vitest run FILE --update` fills in what is printed.
 * A picture in `pictures/` is what a command of the page has drawn under that name.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { laneflow } from './cli/harness.ts';

export interface Fence {
  /** Line of the page on which the fence begins, from 1. */
  readonly line: number;
  /** The first word behind the ticks. */
  readonly kind: string;
  /** `file` → `cake.flow` for `flow file=cake.flow`. */
  readonly settings: ReadonlyMap<string, string>;
  readonly body: string;
}

const fenceForm = /^(`{3,})([^\n]*)\n([\s\S]*?)^\1$/gm;
const editForm = /^<!-- (\S+): "(.*)" is now "(.*)" -->$/;
const pictureForm = /!\[[^\]]*\]\((pictures\/[^)]+)\)/;
const playedForm = new RegExp([fenceForm, editForm, pictureForm].map(({ source }) => source).join('|'), 'gm');

export function fencesIn(page: string): readonly Fence[] {
  return [...page.matchAll(fenceForm)].map(({ 2: info = '', 3: body = '', index }) => ({
    line: page.slice(0, index).split('\n').length,
    body,
    ...readInfo(info),
  }));
}

export interface Played {
  /** The page with what its commands print now. */
  readonly page: string;
  /** What stands in the file where the page shows it: `pictures/cake.svg` → the text of `cake.svg`. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Writes the page's files to `folder` and runs its commands there. */
export function play(page: string, folder: string): Played {
  const pictures = new Map<string, string>();
  const filled = page.replace(playedForm, (whole: string, ...groups: (string | undefined)[]) => {
    const [ticks = '', info, body = '', file, old = '', now = '', picture] = groups;
    if (file !== undefined) editFile(join(folder, file), old, now);
    if (picture !== undefined) pictures.set(picture, readFileSync(join(folder, basename(picture)), 'utf8'));
    return info === undefined ? whole : `${ticks}${playedFence(info, body, folder)}${ticks}`;
  });
  return { page: filled, pictures };
}

/** Pictures that the page shows, as they are named there: `pictures/cake.svg`. */
export function picturesIn(page: string): readonly string[] {
  return [...page.matchAll(new RegExp(pictureForm, 'g'))].map((match) => match[1] ?? '');
}

/** From behind the opening ticks to before the closing ones. */
function playedFence(info: string, body: string, folder: string): string {
  const { kind, settings } = readInfo(info);
  const file = settings.get('file');
  if (file !== undefined) writeFile(join(folder, file), body);
  const shown = settings.get('shows');
  if (shown !== undefined) return `${info}\n${readFileSync(join(folder, shown), 'utf8')}`;
  return kind === 'console' ? playedBlock(body, folder) : `${info}\n${body}`;
}

function readInfo(info: string): Pick<Fence, 'kind' | 'settings'> {
  const [kind = '', ...words] = info.split(' ');
  return { kind, settings: new Map(words.map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? ''])) };
}

function writeFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function editFile(file: string, old: string, now: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text.split(old).length !== 2) throw new Error(`'${old}' does not stand once in ${file}`);
  writeFileSync(
    file,
    text.replace(old, () => now.replaceAll('\\n', '\n')),
  );
}

function playedBlock(body: string, folder: string): string {
  const commands = body.split('\n').filter((line) => line.startsWith('$ '));
  if (commands.length === 0) throw new Error(`a console block has no command: ${body}`);
  const outcomes = commands.map((command) => ({ command, ...outcomeOf(command, folder) }));
  const code = outcomes.at(-1)?.code ?? 0;
  const failed = outcomes.slice(0, -1).find((outcome) => outcome.code !== 0);
  if (failed !== undefined) throw new Error(`${failed.command} exits with ${failed.code} before the end of its block`);
  const shown = outcomes.map(({ command, printed }) => `${command}\n${printed}`).join('');
  return `console${code === 0 ? '' : ` exit=${code}`}\n${shown}`;
}

/** Standard output, then standard error, as a terminal shows a command that first works and then sums up. */
function outcomeOf(command: string, folder: string): { readonly code: number | null; readonly printed: string } {
  const [, name, ...words] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  if (name !== 'laneflow') throw new Error(`not a command of laneflow: ${command}`);
  // The effort of a reader's machine: pictures are kept.
  const { code, stdout, stderr } = laneflow(words, { cwd: folder, env: { LANEFLOW_EFFORT: 'normal' } });
  const printed = `${stdout}${stderr}`.trimEnd().replaceAll(/node \S*main\.js/g, 'laneflow');
  return { code, printed: printed === '' ? '' : `${printed}\n` };
}
