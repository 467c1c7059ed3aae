import { oneLine } from '../source/one-line.ts';
import type { Span } from '../source/source.ts';
import { type Code, infoOf, readingTiers } from './codes.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** One problem, told once. */
export interface Diagnostic {
  readonly code: Code;
  /** After profile and configuration. */
  readonly severity: Severity;
  /** One full sentence, plain text, no line break. */
  readonly message: string;
  /** The smallest text that is wrong, never a whole line. */
  readonly span: Span;
  /** What to do, one sentence. */
  readonly hint: string | undefined;
  /** Other places. */
  readonly related: readonly Related[];
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** Flow tier: the shortest run that shows it, one place per step. */
  readonly steps: readonly Related[];
}

export interface Related {
  readonly message: string;
  readonly span: Span;
  /** Undefined: the same file. */
  readonly file: string | undefined;
}

/** Safe: the resolved Flow after it equals the Flow recovered before it, positions aside. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** What every stage returns: as much value as could be made, and what was wrong. */
export interface Diagnosed<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** How stages report inside. */
export type Report = (diagnostic: Diagnostic) => void;

type More = Partial<Pick<Diagnostic, 'hint' | 'related' | 'fixes' | 'steps'>>;

/** A diagnostic with its code's default severity; `off` codes come as info and are settled later. */
export function problem(code: Code, span: Span, message: string, more: More = {}): Diagnostic {
  const severity = infoOf(code).severity;
  return {
    code,
    severity: severity === 'off' ? 'info' : severity,
    message: oneLine(message),
    span,
    hint: more.hint === undefined ? undefined : oneLine(more.hint),
    related: (more.related ?? []).map(withOneLine),
    fixes: (more.fixes ?? []).map((each) => ({ ...each, title: oneLine(each.title) })),
    steps: (more.steps ?? []).map(withOneLine),
  };
}

function withOneLine(place: Related): Related {
  return { ...place, message: oneLine(place.message) };
}

export function fix(title: string, safe: boolean, ...edits: readonly Edit[]): Fix {
  return { title, safe, edits };
}

/** An error of reading. Nothing is drawn, run or exported of a flow that has one. */
export function isReadingError({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && readingTiers.includes(infoOf(code).tier);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
