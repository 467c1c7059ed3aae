/** Which settings hold for a file: the command line's, then those of the nearest `laneflow.config.json` upwards. */

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  type CompileOptions,
  type Config,
  decode,
  decodingProblem,
  escapeTerminal,
  type Loudness,
  readConfig,
} from '../index.ts';
import { readBytes } from './bytes.ts';
import { type Failure, failure } from './failure.ts';
import { say, type Terminal } from './terminal.ts';

export const configName = 'laneflow.config.json';
const mostConfigBytes = 1_000_000;

/** What holds for a file. Files with the same configuration share the same object. */
export interface Settings {
  readonly config: Config;
  /** The configuration as people know it; undefined when there is none. */
  readonly name: string | undefined;
  /** From where its patterns count. */
  readonly folder: string;
  readonly loudness: Loudness;
}

/** The configurations met so far, each read once. */
export interface Project {
  readonly terminal: Terminal;
  readonly flags: Partial<Loudness>;
  readonly known: Map<string, Settings | undefined>;
  /** What holds where there is no configuration. */
  readonly without: Settings;
  /** What is wrong with the configurations. */
  readonly failures: Failure[];
}

/** `flags` are the profile and the rules of the command line. */
export function openProject(terminal: Terminal, flags: Partial<Loudness> = {}): Project {
  const without = settingsWith({}, undefined, terminal.folder, flags);
  return { terminal, flags, known: new Map(), without, failures: [] };
}

/** For the files of a folder, given by its absolute path. */
export async function settingsIn(project: Project, folder: string): Promise<Settings> {
  const { config, folder: workingFolder } = project.terminal;
  const { without } = project;
  if (config === false) return without;
  if (config !== undefined) return (await settingsAt(resolve(workingFolder, config), config, project)) ?? without;
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, configName);
    const settings = existsSync(path) ? await settingsAt(path, relative(workingFolder, path), project) : undefined;
    if (settings !== undefined) return settings;
    if (at === dirname(at)) return without;
  }
}

async function settingsAt(path: string, name: string, project: Project): Promise<Settings | undefined> {
  if (!project.known.has(path)) project.known.set(path, await readSettings(path, name, project));
  return project.known.get(path);
}

async function readSettings(path: string, name: string, project: Project): Promise<Settings | undefined> {
  const bytes = await readBytes(path, mostConfigBytes);
  if (typeof bytes === 'string' || typeof bytes === 'number') {
    const reason = typeof bytes === 'string' ? bytes : 'it is too large for a configuration';
    project.failures.push(failure(`'${name}' cannot be read: ${reason}.`));
    return undefined;
  }
  const decoded = decode(bytes, name);
  const { source } = decoded;
  const unreadable = decodingProblem(decoded);
  const { value, diagnostics } =
    unreadable === undefined ? readConfig(source) : { value: {}, diagnostics: [unreadable] };
  for (const found of diagnostics) {
    const findings = { source, diagnostics: [found] };
    project.failures.push({ message: `${name}: ${found.message}`, hint: found.hint, findings });
  }
  if (project.terminal.isVerbose) say(project.terminal, `settings: ${escapeTerminal(name)}`);
  return settingsWith(value, name, dirname(path), project.flags);
}

function settingsWith(config: Config, name: string | undefined, folder: string, flags: Partial<Loudness>): Settings {
  const profile = flags.profile ?? config.profile ?? 'default';
  return { config, name, folder, loudness: { profile, rules: { ...config.rules, ...flags.rules } } };
}

/** What the compiler needs to know of the settings. */
export function compileOptions({ config, loudness }: Settings): CompileOptions {
  const { nodes, states } = config.limits ?? {};
  return {
    loudness,
    ...(nodes !== undefined && { maxNodes: nodes }),
    ...(states !== undefined && { maxStates: states }),
  };
}
