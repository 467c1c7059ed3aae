/**
 * A baseline is a list of findings that a team knows and lives with for now. Findings are known again by their
 * fingerprints, so a baseline outlasts moved lines.
 */

import { type Json, readJson } from '../source/json.ts';
import type { Span } from '../source/source.ts';
import { listOf, mapOf, shaped, type Take, type Taken, takeCount, takeText, wrong } from '../source/take.ts';
import type { Findings } from './findings.ts';
import { fingerprint } from './fingerprint.ts';

/** Findings of one file that share a fingerprint. */
export interface KnownFinding {
  readonly code: string;
  readonly fingerprint: string;
  /** At least 1. */
  readonly count: number;
  /** For people who read the file; nothing is compared with it. */
  readonly message: string;
}

/** By the name of the file they are in. */
export type Baseline = ReadonlyMap<string, readonly KnownFinding[]>;

// ---- comparing

export interface Comparison {
  /** What a baseline does not know, in the order it had. */
  readonly fresh: readonly Findings[];
  /** How many it knows. */
  readonly known: number;
  /** What it knows and nobody found. */
  readonly gone: readonly KnownFinding[];
}

/** All findings of one file with what is known of it. Of equal findings, the first ones are the known ones. */
export function compareWithKnown(findings: readonly Findings[], known: readonly KnownFinding[]): Comparison {
  const left = new Map(known.map((each) => [each.fingerprint, each.count]));
  const fresh = findings.map((each) => ({
    ...each,
    diagnostics: each.diagnostics.filter((found) => !takeOne(left, fingerprint(each.source, found))),
  }));
  const gone = known.map((each) => ({ ...each, count: left.get(each.fingerprint) ?? 0 }));
  return {
    fresh,
    known: countOf(findings) - countOf(fresh),
    gone: gone.filter(({ count }) => count > 0),
  };
}

function countOf(findings: readonly Findings[]): number {
  return findings.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
}

function takeOne(left: Map<string, number>, key: string): boolean {
  const count = left.get(key) ?? 0;
  if (count > 0) left.set(key, count - 1);
  return count > 0;
}

/** What a baseline should know of one file, in an order that does not depend on lines. */
export function knownOf(findings: readonly Findings[]): readonly KnownFinding[] {
  const all = new Map<string, KnownFinding>();
  for (const { source, diagnostics } of findings) {
    for (const found of diagnostics) {
      const key = fingerprint(source, found);
      const { code, message } = all.get(key) ?? found;
      all.set(key, { code, fingerprint: key, count: (all.get(key)?.count ?? 0) + 1, message });
    }
  }
  return [...all.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ code, fingerprint }: KnownFinding): string {
  return `${code} ${fingerprint}`;
}

// ---- the file

/** One finding a line, sorted, so that two branches rarely change the same line. */
export function baselineJson(baseline: Baseline, schema: string): string {
  const names = [...baseline.keys()].filter((name) => (baseline.get(name) ?? []).length > 0).sort();
  const files = names.map((name) => {
    const lines = (baseline.get(name) ?? []).map((known) => `      ${JSON.stringify(known)}`);
    return `    ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n    ]`;
  });
  const all = files.length === 0 ? '{}' : `{\n${files.join(',\n')}\n  }`;
  return `{\n  "$schema": ${JSON.stringify(schema)},\n  "version": 1,\n  "files": ${all}\n}\n`;
}

export type BaselineRead =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'mistake'; readonly message: string; readonly span: Span };

/** The first mistake ends the reading: half a baseline would report what is known. */
export function readBaseline(text: string): BaselineRead {
  const read = readJson(text);
  if (read.kind === 'mistake') return { kind: 'mistake', ...read.mistake };
  const files = takeFile(read.value);
  return 'mistake' in files ? { kind: 'mistake', ...files.mistake } : { kind: 'baseline', baseline: files.value };
}

/** The number of the format comes first, since another one may have any shape. */
function takeFile(json: Json): Taken<Baseline> {
  const version = json.kind === 'object' ? json.members.find(({ key }) => key === 'version')?.value : undefined;
  if (version?.kind !== 'number')
    return wrong(json, "This is no baseline: the number of its format, 'version', is missing.");
  if (version.value !== 1) return wrong(version, `Baselines of format ${version.value} are not known here.`);
  const file = shaped({ files: mapOf(listOf(takeKnown)) })(json, 'The file');
  return 'mistake' in file ? file : { value: file.value.files };
}

const takeKnown: Take<KnownFinding> = shaped({
  code: takeText,
  fingerprint: takeText,
  count: takeCount,
  message: takeText,
});
