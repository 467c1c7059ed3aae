/** Which files a folder stands for: what configurations include and do not exclude. */

import { dirname, join, relative, sep } from 'node:path';
import type { Sought } from './inputs.ts';
import { type Project, type Settings, settingsIn } from './project.ts';

const anyFile = '**/*';

/** Names from the folder on, sorted. Without an `include`, those that are wanted by their name. */
export async function filesUnder(
  folder: string,
  project: Project,
  { isWanted, isIncluded }: Sought,
): Promise<readonly string[]> {
  const names = await match([anyFile], [], folder);
  const files: string[] = [];
  for (const [settings, own] of await bySettings(names, folder, project)) {
    const include = isIncluded ? settings.config.include : undefined;
    const chosen = await choose(settings, include, folder);
    const isNamed = include === undefined ? isWanted : () => true;
    for (const name of own) if (isNamed(name) && (chosen?.has(join(folder, name)) ?? true)) files.push(name);
  }
  return files.sort();
}

async function bySettings(
  names: readonly string[],
  folder: string,
  project: Project,
): Promise<ReadonlyMap<Settings, readonly string[]>> {
  const ofFolder = new Map<string, Settings>();
  const groups = new Map<Settings, string[]>();
  for (const name of names) {
    const parent = dirname(join(folder, name));
    const settings = ofFolder.get(parent) ?? (await settingsIn(project, parent));
    ofFolder.set(parent, settings);
    const group = groups.get(settings) ?? [];
    groups.set(settings, group);
    group.push(name);
  }
  return groups;
}

/** The files that a configuration lets through, by their absolute paths; undefined when it does not say. */
async function choose(
  { config, folder }: Settings,
  include: readonly string[] | undefined,
  searched: string,
): Promise<ReadonlySet<string> | undefined> {
  const { exclude = [] } = config;
  if (include === undefined && exclude.length === 0) return undefined;
  const patterns = include ?? [await everythingBelow(relative(folder, searched))];
  const names = await match(patterns, exclude.flatMap(withContents), folder);
  return new Set(names.map((name) => join(folder, name)));
}

/** A folder that is searched lies below its configuration, or above the configuration of a folder in it. */
async function everythingBelow(path: string): Promise<string> {
  if (path === '' || path.startsWith('..')) return anyFile;
  const { escapePath } = await import('tinyglobby');
  return `${escapePath(path.replaceAll(sep, '/'))}/${anyFile}`;
}

/** `draft` is a file or a folder with all that is in it. */
function withContents(pattern: string): readonly string[] {
  return [pattern, `${pattern.replace(/\/+$/, '')}/**`];
}

/** Hidden folders, `node_modules` and links to folders are left alone. */
export async function match(
  patterns: readonly string[],
  ignored: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const ignore = ['**/node_modules/**', ...ignored];
  return await glob(patterns, { cwd: folder, ignore, expandDirectories: false, followSymbolicLinks: false });
}
