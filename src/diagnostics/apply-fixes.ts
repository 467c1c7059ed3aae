import { fencedSources } from '../source/fences.ts';
import { type Source, type Span, sourceOf } from '../source/source.ts';
import type { Diagnostic, Edit, Fix } from './diagnostic.ts';

/*
 * Text and fixes to text. A fix is applied whole or not at all; of two that touch the same text, or
 * insert at the same place, the second waits for the next pass, when it is found anew.
 */

export interface FixOptions {
  /** Also the first fix of a diagnostic that has no safe one. */
  readonly unsafe: boolean;
}

export interface FixedText {
  readonly text: string;
  /** How many fixes went into the text. */
  readonly applied: number;
}

export interface FixedSource extends FixedText {
  /** How many passes changed the text. */
  readonly passes: number;
}

const mostPasses = 10;

/** One pass: the best fix of each diagnostic, where it does not stand in the way of an earlier one. */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[], options: FixOptions): FixedText {
  const fixes = chooseFixes(text, diagnostics, options);
  return { text: withEdits(text, editsOf(fixes)), applied: fixes.length };
}

/** Passes until nothing changes, ten at most. Stops before a pass that would bring more errors than there were. */
export function fixAll(
  source: Source,
  compile: (source: Source) => readonly Diagnostic[],
  options: FixOptions,
): FixedSource {
  let current = source;
  let diagnostics = compile(source);
  let applied = 0;
  let passes = 0;
  while (passes < mostPasses) {
    const fixes = chooseFixes(current.text, diagnostics, options);
    const next = fixes.length === 0 ? undefined : sourceWith(source, withEdits(current.text, editsOf(fixes)));
    if (next === undefined || next.text === current.text) break;
    const found = compile(next);
    if (errorsIn(found) > errorsIn(diagnostics)) break;
    current = next;
    diagnostics = found;
    applied += fixes.length;
    passes++;
  }
  return { text: current.text, applied, passes };
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
}

// ---- choosing

function chooseFixes(text: string, diagnostics: readonly Diagnostic[], { unsafe }: FixOptions): Fix[] {
  const marks = new Uint8Array(text.length + 1);
  const chosen: Fix[] = [];
  for (const { fixes } of diagnostics) {
    const fix = fixes.find((candidate) => candidate.safe) ?? (unsafe ? fixes[0] : undefined);
    if (fix === undefined || !isSound(fix, text.length) || !fix.edits.every((edit) => isFree(marks, edit))) continue;
    for (const edit of fix.edits) claim(marks, edit);
    chosen.push(fix);
  }
  return chosen;
}

/** Edits inside the text that leave each other alone. */
function isSound(fix: Fix, length: number): boolean {
  const edits = inOrder(fix.edits);
  return edits.length > 0 && edits.every(({ span }, index) => isApart(span, edits[index - 1]?.span, length));
}

function isApart(span: Span, previous: Span | undefined, length: number): boolean {
  if (span.start < 0 || span.end < span.start || span.end > length) return false;
  if (previous === undefined || span.start > previous.start) return span.start >= (previous?.end ?? 0);
  return previous.end === previous.start && span.end > span.start;
}

/** The character at this offset is replaced. */
const replaced = 1;
/** The characters on both sides of this offset are replaced by one edit. */
const inside = 2;
/** Text is inserted at this offset. */
const inserted = 4;

function isFree(marks: Uint8Array, { span: { start, end } }: Edit): boolean {
  if (start === end) return ((marks[start] ?? 0) & (inside | inserted)) === 0;
  for (let at = start; at < end; at++) {
    const taken = at === start ? replaced : replaced | inserted;
    if (((marks[at] ?? 0) & taken) !== 0) return false;
  }
  return true;
}

function claim(marks: Uint8Array, { span: { start, end } }: Edit): void {
  if (start === end) marks[start] = (marks[start] ?? 0) | inserted;
  for (let at = start; at < end; at++) marks[at] = (marks[at] ?? 0) | replaced | (at === start ? 0 : inside);
}

// ---- applying

function editsOf(fixes: readonly Fix[]): Edit[] {
  return inOrder(fixes.flatMap((fix) => fix.edits));
}

/** By place; an insertion stands before the replacement of what follows it. */
function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function withEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { span, text: written } of edits) {
    pieces.push(text.slice(from, span.start), written);
    from = span.end;
  }
  return [...pieces, text.slice(from)].join('');
}

/** The source with a new text; of a Markdown file, the flow with the same number. */
function sourceWith(source: Source, text: string): Source | undefined {
  if (source.flow === undefined) return sourceOf(source.name, text);
  return fencedSources(source.name, text)[source.flow - 1];
}
