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

/** `laneflow`, or what works in a checkout where nothing is installed: `node dist/cli/main.js`. */
export function ownCommand(): string {
  const script = process.argv[1] ?? '';
  const isInstalled = basename(script) === 'laneflow' || script.split(sep).includes('node_modules');
  return isInstalled ? 'laneflow' : `node ${quoted(relative('.', script))}`;
}

/** A word as a POSIX shell reads it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
