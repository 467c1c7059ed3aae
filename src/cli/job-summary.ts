/** Where the summary of a command goes: to the page of the GitHub job, or to a file that is named. */

import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownTarget } from '../index.ts';
import { type Failure, failure, reasonOf } from './failure.ts';
import { writeAll } from './output.ts';
import type { Terminal } from './terminal.ts';
import { nameInWorkspace } from './workspace.ts';

export interface SummaryFlags {
  /** Replaced, unless it is the page of the job. */
  readonly summary?: string;
}

/** `make` is asked for the Markdown when somebody wants it. Commands of one step share its page, so it is added to. */
export function leaveSummary(
  { summary }: SummaryFlags,
  make: (addressOf: (name: string) => string) => string,
  terminal: Terminal,
): readonly Failure[] {
  const page = process.env.GITHUB_ACTIONS === 'true' ? (process.env.GITHUB_STEP_SUMMARY ?? '') : '';
  const name = summary ?? page;
  if (name === '') return [];
  const path = resolve(terminal.folder, name);
  const content = make((file) => addressOf(file, terminal));
  if (page !== '' && path === resolve(terminal.folder, page)) return append(path, name, content);
  return writeAll([{ name, path, content }]).failures;
}

function append(path: string, name: string, content: string): readonly Failure[] {
  try {
    appendFileSync(path, content);
    return [];
  } catch (error) {
    return [failure(`'${name}' cannot be written: ${reasonOf(error)}.`)];
  }
}

/** On GitHub the page is not in the repository, so it needs whole addresses. */
function addressOf(name: string, terminal: Terminal): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = process.env;
  if (!server || !repository || !commit) return markdownTarget(name);
  return `${server}/${repository}/blob/${commit}/${markdownTarget(nameInWorkspace(name, terminal))}`;
}
