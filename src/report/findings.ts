import type { Tier } from '../diagnostics/codes.ts';
import { type Diagnostic, severities } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';

/** What was found in one source; every reporter reads a list of these. */
export interface Findings {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
  /** What nobody asked for, so that nothing found is no pass. */
  readonly unasked?: readonly Tier[];
}

export interface Summary {
  /** The flows of a Markdown file are one. */
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Diagnostics with a safe fix. */
  readonly fixable: number;
}

export function summarize(findings: readonly Findings[]): Summary {
  const all = findings.flatMap(({ diagnostics }) => diagnostics);
  const count = (keep: (diagnostic: Diagnostic) => boolean) => all.filter(keep).length;
  return {
    files: new Set(findings.map(({ source }) => source.name)).size,
    errors: count(({ severity }) => severity === 'error'),
    warnings: count(({ severity }) => severity === 'warning'),
    infos: count(({ severity }) => severity === 'info'),
    fixable: count(({ fixes }) => fixes.some((fix) => fix.safe)),
  };
}

/** How many findings a person is shown at once. */
const mostShown = 100;

/** As many as fit, errors before warnings before infos, in the order they had; and how many are left. */
export function mostImportant(
  findings: readonly Findings[],
  limit: number = mostShown,
): { readonly shown: readonly Findings[]; readonly left: number } {
  const all = findings.flatMap(({ diagnostics }) => diagnostics);
  if (all.length <= limit) return { shown: findings, left: 0 };
  const ranked = severities.flatMap((severity) => all.filter((found) => found.severity === severity));
  const kept = new Set(ranked.slice(0, limit));
  const shown = findings.map(({ source, diagnostics }) => ({
    source,
    diagnostics: diagnostics.filter((found) => kept.has(found)),
  }));
  return { shown, left: all.length - limit };
}

/** `12 files, 1 error, 3 warnings (2 fixable with --fix)`; infos are counted only when there are any. */
export function summaryLine({ files, errors, warnings, infos, fixable }: Summary): string {
  const counts = [counted(files, 'file'), counted(errors, 'error'), counted(warnings, 'warning')];
  if (infos > 0) counts.push(counted(infos, 'info'));
  return counts.join(', ') + (fixable > 0 ? ` (${fixable} fixable with --fix)` : '');
}

/** `1 lane`, `3 lanes`, `1,200 nodes`. */
export function counted(count: number, noun: string): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}
