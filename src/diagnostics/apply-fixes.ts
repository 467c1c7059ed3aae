import { type Source, type Span, sourceOf } from '../source/source.ts';
import { type Diagnostic, type Edit, type Fix, hasErrors } from './diagnostic.ts';

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
    if (fixes.length === 0) break;
    const next = edited(current, editsOf(fixes));
    const found = compile(next);
    if (next.text === current.text || errorsIn(found) > errorsIn(diagnostics)) break;
    current = next;
    diagnostics = found;
    applied += fixes.length;
    passes++;
  }
  return { text: current.text, applied, passes };
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter((diagnostic) => hasErrors([diagnostic])).length;
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

/** The source after its edits. One flow of several keeps its borders and its gaps, moved along. */
function edited(source: Source, edits: readonly Edit[]): Source {
  const text = withEdits(source.text, edits);
  if (source.flow === undefined) return sourceOf(source.name, text);
  const { start, end } = source.part;
  const part = { start, end: end + text.length - source.text.length };
  return { ...source, text, part, gaps: movedAlong(source.gaps, edits) };
}

/** Where spans stand after the edits; both lists are in order. Those that an edit touched are gone. */
function movedAlong(spans: readonly Span[], edits: readonly Edit[]): Span[] {
  const moved: Span[] = [];
  let shift = 0;
  let index = 0;
  for (const { start, end } of spans) {
    let edit = edits[index];
    for (; edit !== undefined && edit.span.end <= start; edit = edits[++index]) {
      shift += edit.text.length - (edit.span.end - edit.span.start);
    }
    if (edit === undefined || edit.span.start >= end) moved.push({ start: start + shift, end: end + shift });
  }
  return moved;
}
