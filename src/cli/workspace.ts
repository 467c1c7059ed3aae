/** What a job of GitHub Actions knows of its repository, for names that its pages understand. */

import { isAbsolute, relative, resolve, sep } from 'node:path';
import { githubFileError } from '../index.ts';
import { say, type Terminal } from './terminal.ts';

/** From the repository on, whatever the folder that the command runs in; as it is where that is elsewhere. */
export function nameInWorkspace(name: string, { folder }: Terminal): string {
  const workspace = process.env.GITHUB_WORKSPACE ?? '';
  const path = relative(workspace === '' ? process.cwd() : workspace, resolve(folder, name));
  return path.startsWith('..') || isAbsolute(path) ? name : path.split(sep).join('/');
}

interface Sourced {
  readonly source: { readonly name: string };
}

export function inWorkspace<Part extends Sourced>(parts: readonly Part[], terminal: Terminal): readonly Part[] {
  return parts.map((part) => ({
    ...part,
    source: { ...part.source, name: nameInWorkspace(part.source.name, terminal) },
  }));
}

/** In a job a file that is not as it should be is told beside the changes too; nothing happens elsewhere. */
export function sayInJob(name: string, title: string, text: string, terminal: Terminal): void {
  if (process.env.GITHUB_ACTIONS !== 'true') return;
  say(terminal, githubFileError(nameInWorkspace(name, terminal), title, text));
}
