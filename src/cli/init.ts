/** Writes what a team begins with: a flow, a scenario, settings, and what runs them for every change. Overwrites nothing. */

import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { escapeTerminal, packedFile } from '../index.ts';
import { type Attempt, exitCodes, failure } from './failure.ts';
import { firstFlow, firstScenario, firstSettings, preCommitConfig, preCommitHooks, workflow } from './init-files.ts';
import { ownCommand, quoted } from './next.ts';
import { type Outcome, type Output, writeAll } from './output.ts';
import { say, sayFailures, type Terminal } from './terminal.ts';

export interface InitFlags {
  readonly github?: boolean;
}

/** Where things go; absolute. */
interface Place {
  readonly folder: string;
  /** Where the git repository begins, else the folder. */
  readonly root: string;
  readonly isRepository: boolean;
}

interface Plan {
  readonly outputs: readonly Output[];
  /** About what was there already, or is left to the reader. */
  readonly notes: readonly string[];
}

/** `tool` is `laneflow` and its version. */
export function init(word: string, flags: InitFlags, tool: string, terminal: Terminal): number {
  const place = placeOf(resolve(terminal.folder, word));
  const plans = [flowPlan(place, tool), hostPlan(place, flags, tool), hooksPlan(place, tool)];
  const outputs = plans.flatMap((plan) => plan.outputs).map((output) => named(output, terminal));
  const { failures } = isFile(place.folder) ? refusal(word) : writeAll(outputs);
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  const { paint, symbols } = terminal.style;
  for (const { name } of outputs) say(terminal, `${paint.good(symbols.check)} ${escapeTerminal(name)}`);
  for (const note of plans.flatMap((plan) => plan.notes)) say(terminal, escapeLines(note));
  sayNextSteps(place, terminal);
  return exitCodes.fine;
}

function named(output: Output, { folder }: Terminal): Output {
  return { ...output, name: relative(folder, output.path) };
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n');
}

function refusal(word: string): Attempt<readonly Outcome[]> {
  return { value: [], failures: [failure(`'${word}' is a file, and init takes a folder.`, 'A new one is made.')] };
}

// ---- the place

function placeOf(folder: string): Place {
  for (let at = folder; ; at = dirname(at)) {
    if (exists(join(at, '.git'))) return { folder, root: at, isRepository: true };
    if (at === dirname(at)) return { folder, root: folder, isRepository: false };
  }
}

/** A link that leads nowhere is there too. What cannot be seen is told by whoever writes. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  return exists(path) && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
}

// ---- what is written

/** The files that are missing; the others are told as kept. */
function missing(folder: string, files: Readonly<Record<string, string>>): Plan {
  const names = Object.keys(files);
  const kept = names.filter((name) => exists(join(folder, name)));
  const outputs = Object.entries(files)
    .filter(([name]) => !kept.includes(name))
    .map(([name, content]) => ({ name, path: join(folder, name), content }));
  return { outputs, notes: kept.map((name) => `kept ${name}, which was there`) };
}

/** Our scenario fits our flow only. */
function flowPlan({ folder }: Place, tool: string): Plan {
  const settings = firstSettings(packedFile('schemas/laneflow.config.schema.json', tool));
  const all = { 'first.flow': firstFlow, 'laneflow.config.json': settings };
  if (isOurs(folder)) return missing(folder, { ...all, 'first.scenario.yaml': firstScenario });
  const { outputs, notes } = missing(folder, all);
  const scenario = exists(join(folder, 'first.scenario.yaml'))
    ? 'kept first.scenario.yaml, which was there'
    : 'first.scenario.yaml is about another first.flow, so there is none';
  return { outputs, notes: [...notes, scenario] };
}

/** Line ends of another system are no difference: git changes them. */
function isOurs(folder: string): boolean {
  const path = join(folder, 'first.flow');
  return !exists(path) || textIn(path).replaceAll('\r\n', '\n') === firstFlow;
}

/** Empty when it cannot be read. */
function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A repository may live on another host, so only a `.github` folder says that it is this one. */
function hostPlan({ folder, root, isRepository }: Place, { github }: InitFlags, tool: string): Plan {
  if (github !== true && !exists(join(root, '.github'))) {
    return { outputs: [], notes: isRepository ? ['--github adds a workflow for GitHub Actions'] : [] };
  }
  const flows = relative(root, folder).split(sep).join('/');
  return missing(root, { '.github/workflows/laneflow.yml': workflow(flows === '' ? '.' : flows, packageOf(tool)) });
}

/** Where others have hooks already, ours are shown to be added, unless laneflow is among them. */
function hooksPlan({ root, isRepository }: Place, tool: string): Plan {
  if (!isRepository) return { outputs: [], notes: [] };
  const name = '.pre-commit-config.yaml';
  if (!exists(join(root, name))) return missing(root, { [name]: preCommitConfig(packageOf(tool)) });
  if (/\blaneflow\b/.test(textIn(join(root, name)))) return { outputs: [], notes: [`kept ${name}, which was there`] };
  const hooks = preCommitHooks(packageOf(tool)).trimEnd();
  return { outputs: [], notes: [`kept ${name}, which was there; for laneflow, add to its repos:\n${hooks}`] };
}

/** `laneflow 1.2.3` is `laneflow@1.2.3` for npm. */
function packageOf(tool: string): string {
  return tool.replace(' ', '@');
}

function sayNextSteps({ folder }: Place, terminal: Terminal): void {
  if (!isOurs(folder)) return;
  const at = relative(process.cwd(), folder);
  const word = (path: string): string => quoted(escapeTerminal(path));
  say(terminal, `next: ${ownCommand()} ${word(join(at, 'first.flow'))}`);
  say(terminal, `      ${ownCommand()} check ${word(at === '' ? '.' : at)}`);
  say(terminal, `      ${ownCommand()} test ${word(at === '' ? '.' : at)}`);
}
