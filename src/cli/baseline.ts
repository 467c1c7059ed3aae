/** `check --baseline`: findings that a team lives with for now are kept quiet, and new ones are not. */

import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import {
  type Baseline,
  baselineJson,
  compareWithKnown,
  counted,
  escapeTerminal,
  type Findings,
  type KnownFinding,
  knownOf,
  packedFile,
  positionAt,
  readBaseline,
} from '../index.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import type { Input } from './inputs.ts';
import { writeAll } from './output.ts';
import type { Terminal } from './terminal.ts';
import { readText } from './trace.ts';

export interface BaselineFlags {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

/** Findings of a file, or of a part of it when one flow of a Markdown file was named. */
export interface Judged {
  readonly input: Input;
  readonly findings: Findings;
  readonly isWhole: boolean;
}

/** What is left to be told of findings. */
export interface Told {
  readonly readings: readonly Judged[];
  /** Lines about the baseline, escaped. */
  readonly notes: readonly string[];
}

interface BaselineFile {
  readonly name: string;
  readonly path: string;
  readonly baseline: Baseline;
}

export function baselineRefusals({ baseline, updateBaseline }: BaselineFlags): readonly Failure[] {
  if (updateBaseline !== true || baseline !== undefined) return [];
  return [failure('--update-baseline needs to know which.', 'Name it: --baseline laneflow.baseline.json.')];
}

/**
 * Leaves out what the baseline knows, after it has learned all when it is to be updated. It learns nothing from a part:
 * what could not be looked at would be forgotten.
 */
export async function applyBaseline(
  readings: readonly Judged[],
  { baseline: name, updateBaseline, isPartial }: BaselineFlags & { readonly isPartial: boolean },
  tool: string,
  terminal: Terminal,
): Promise<Attempt<Told>> {
  const asTheyAre: Told = { readings, notes: [] };
  if (name === undefined || (isPartial && updateBaseline === true)) return { value: asTheyAre, failures: [] };
  const opened = await openBaseline(name, updateBaseline === true, terminal);
  if (opened.value === undefined) return { value: asTheyAre, failures: opened.failures };
  const groups = byFile(readings, opened.value);
  return updateBaseline === true
    ? update(groups, opened.value, tool)
    : { value: tell(groups, opened.value), failures: [] };
}

async function openBaseline(
  name: string,
  mayBeMissing: boolean,
  terminal: Terminal,
): Promise<Attempt<BaselineFile | undefined>> {
  const path = resolve(terminal.folder, name);
  if (!existsSync(path)) {
    if (mayBeMissing) return { value: { name, path, baseline: new Map() }, failures: [] };
    return refused(failure(`There is no baseline '${name}'.`, '--update-baseline writes one.'));
  }
  const source = await readText(name, terminal);
  if ('message' in source) return refused(source);
  const read = readBaseline(source.text);
  if (read.kind === 'baseline') return { value: { name, path, baseline: read.baseline }, failures: [] };
  const { line, column } = positionAt(source, read.span.start);
  const hint = 'Mend it, or remove it and write it again with --update-baseline.';
  return refused(failure(`${name}:${line}:${column}: ${read.message}`, hint));
}

/** The readings of each file, by the name that the baseline has for it. */
function byFile(readings: readonly Judged[], { path }: BaselineFile): ReadonlyMap<string, readonly Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const reading of readings) {
    const name = nameFor(reading.input, path);
    groups.set(name, [...(groups.get(name) ?? []), reading]);
  }
  return groups;
}

/** From the baseline on, with `/` everywhere: the same name on every machine and from every folder. */
function nameFor({ path, name }: Input, baseline: string): string {
  return path === undefined ? name : relative(dirname(baseline), path).replaceAll('\\', '/');
}

type Groups = ReadonlyMap<string, readonly Judged[]>;

// ---- keeping quiet

function tell(groups: Groups, file: BaselineFile): Told {
  const { baseline, name } = file;
  const compared = [...groups].map(([key, readings]) => {
    const findings = readings.map((reading) => reading.findings);
    const { fresh, known, gone } = compareWithKnown(findings, baseline.get(key) ?? []);
    const isWhole = readings.some((reading) => reading.isWhole);
    const left = fresh.map((each, index) => ({ ...readings[index], findings: each }));
    return {
      readings: left as readonly Judged[],
      known,
      gone: isWhole ? gone.map((each) => [key, each] as const) : [],
    };
  });
  const known = compared.reduce((sum, each) => sum + each.known, 0);
  const gone = [...compared.flatMap((each) => each.gone), ...removed(groups, file)];
  const quiet = `${counted(known, 'finding')} kept quiet by ${escapeTerminal(name)}`;
  return { readings: compared.flatMap((each) => each.readings), notes: [...goneNotes(gone, name), quiet] };
}

type Gone = readonly [file: string, finding: KnownFinding];

/** What is known of files that are there no more. */
function removed(groups: Groups, { baseline, path }: BaselineFile): readonly Gone[] {
  return [...baseline].flatMap(([name, findings]) =>
    groups.has(name) || existsSync(resolve(dirname(path), name)) ? [] : findings.map((each) => [name, each] as const),
  );
}

const mostNamed = 20;

function goneNotes(gone: readonly Gone[], name: string): readonly string[] {
  if (gone.length === 0) return [];
  const count = gone.reduce((sum, [, finding]) => sum + finding.count, 0);
  const lines = gone.slice(0, mostNamed).map(([file, { code, message }]) => `  ${file} ${code} ${message}`);
  const more = gone.length > mostNamed ? [`  and ${gone.length - mostNamed} more`] : [];
  const title = `gone from ${name}: ${counted(count, 'finding')}; --update-baseline forgets ${count === 1 ? 'it' : 'them'}`;
  return [title, ...lines, ...more].map(escapeTerminal);
}

// ---- learning

/** Of files that were not looked at, what was known stays known. */
function update(groups: Groups, file: BaselineFile, tool: string): Attempt<Told> {
  const { name, path } = file;
  const forgotten = new Set(removed(groups, file).map(([key]) => key));
  const baseline = new Map([...file.baseline].filter(([key]) => !forgotten.has(key)));
  for (const [key, readings] of groups) baseline.set(key, learned(readings, file.baseline.get(key) ?? []));
  const content = baselineJson(baseline, packedFile('schemas/baseline.schema.json', tool));
  const { failures } = writeAll([{ name, path, content }]);
  const told = tell(groups, { ...file, baseline });
  return { value: failures.length > 0 ? { readings: [], notes: [] } : told, failures };
}

function learned(readings: readonly Judged[], known: readonly KnownFinding[]): readonly KnownFinding[] {
  const now = knownOf(readings.map(({ findings }) => findings));
  if (readings.some(({ isWhole }) => isWhole)) return now;
  const names = new Set(now.map((each) => each.fingerprint));
  return [...now, ...known.filter((each) => !names.has(each.fingerprint))];
}
