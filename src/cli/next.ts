import { readdirSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { escapeTerminal } from '../index.ts';
import { flowName, type Input } from './inputs.ts';
import { say, type Terminal } from './terminal.ts';

/** What to try after a first drawing, unless scenarios beside the flow show that its author knows. */
export function sayNext(input: Input, terminal: Terminal): void {
  const { path } = input;
  if (path === undefined || hasScenarios(dirname(path))) return;
  const name = terminal.folder === process.cwd() ? input.name : relative('.', path);
  const file = flowName({ ...input, name });
  say(terminal, `next: ${ownCommand()} simulate ${quoted(escapeTerminal(file))}`);
}

function hasScenarios(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.scenario.yaml'));
  } catch {
    return false;
  }
}

/** What works when it is typed again: `laneflow`, by way of `npx`, or in a checkout `node dist/cli/main.js`. */
export function ownCommand(): string {
  // npx finds what no path leads to, and tells that it was npx.
  if (process.env.npm_command === 'exec') return 'npx laneflow';
  const script = process.argv[1] ?? '';
  const isInstalled = basename(script) === 'laneflow' || script.split(sep).includes('node_modules');
  return isInstalled ? 'laneflow' : `node ${quoted(relative('.', script))}`;
}

/** A path as a POSIX shell reads it and no command takes for a flag. */
export function quoted(path: string): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
