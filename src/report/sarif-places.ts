/** Files and ranges in the words of SARIF 2.1.0. */

import { positionAt, type Source, type Span } from '../source/source.ts';
import type { Findings } from './findings.ts';

/** What is known about the files of one run. */
export interface Files {
  /** By name, in the order of the findings; two flows of a Markdown file are one. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly indexes: ReadonlyMap<string, number>;
}

/** Relative addresses are relative to the folder with this name, which the reader of the log knows. */
export const sourceRoot = 'SRCROOT';

export function filesOf(findings: readonly Findings[]): Files {
  const sources = new Map(findings.map(({ source }) => [source.name, source]));
  return { sources, indexes: new Map(Array.from(sources.keys(), (name, index) => [name, index])) };
}

export function artifactsOf(files: Files): readonly object[] {
  return Array.from(files.sources.keys(), (name) => ({ location: artifactLocation(name, files) }));
}

export function artifactLocation(name: string, files: Files): object {
  const uri = uriOf(name);
  return { uri, ...(isAbsolute(name) ? {} : { uriBaseId: sourceRoot }), index: files.indexes.get(name) };
}

/** A range in a file; of one that was not read for this run, only the offsets are known. */
export function physicalLocation(name: string, source: Source | undefined, span: Span, files: Files): object {
  return { artifactLocation: artifactLocation(name, files), region: regionOf(source, span) };
}

export function regionOf(source: Source | undefined, { start, end }: Span): object {
  const characters = { charOffset: start, charLength: end - start };
  if (source === undefined) return characters;
  const first = positionAt(source, start);
  const last = positionAt(source, end);
  return {
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
    ...characters,
  };
}

/** `C:\flows\a b.flow` is `file:///C:/flows/a%20b.flow`; a relative name stays relative. */
function uriOf(name: string): string {
  const path = name.replaceAll('\\', '/');
  if (!isAbsolute(path)) return encodePath(path);
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? '';
  return `file://${drive === '' ? '' : `/${drive}`}${encodePath(path.slice(drive.length))}`;
}

function isAbsolute(name: string): boolean {
  return /^(?:[A-Za-z]:)?[\\/]/.test(name);
}

/** Slashes stay; what is no whole character becomes U+FFFD. */
export function encodePath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
