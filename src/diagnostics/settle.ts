import type { Source } from '../source/source.ts';
import { type Code, infoOf } from './codes.ts';
import { type Diagnostic, type Severity, severities } from './diagnostic.ts';
import { applyDisables, type CommentText, canBeDisabled } from './disable.ts';

export const profiles = ['default', 'strict', 'flowzap'] as const;
export type Profile = (typeof profiles)[number];

/** How loud each finding is. */
export interface Loudness {
  readonly profile: Profile;
  readonly rules: Readonly<Partial<Record<Code, Severity | 'off'>>>;
}

export const defaultLoudness: Loudness = { profile: 'default', rules: {} };

/**
 * Applies profile, rules and disable comments, and sorts. Nobody else knows the configuration. `unasked` are codes that
 * nobody looked for.
 */
export function settle(
  source: Source,
  diagnostics: readonly Diagnostic[],
  comments: readonly CommentText[],
  firstLane: number,
  loudness: Loudness,
  unasked: readonly Code[] = [],
): Diagnostic[] {
  const heard = diagnostics.flatMap((diagnostic) => {
    const severity = severityOf(diagnostic.code, loudness);
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
  return applyDisables(source, heard, comments, firstLane, unasked).sort(byPlace);
}

/** A rule's own setting, then the profile's. Rules that cannot be changed keep their severity. */
export function severityOf(code: Code, { profile, rules }: Loudness): Severity | 'off' {
  const own = rules[code];
  if (own !== undefined && canBeDisabled(code)) return own;
  const { severity, flowzap } = infoOf(code);
  if (profile === 'flowzap') return flowzap ?? severity;
  return profile === 'strict' && severity === 'warning' ? 'error' : severity;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.span.start - b.span.start || rank(a) - rank(b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

function rank(diagnostic: Diagnostic): number {
  return severities.indexOf(diagnostic.severity);
}
