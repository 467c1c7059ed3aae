import type { Code } from '../../diagnostics/codes.ts';
import { isStatementLine } from '../../lexer/statement-line.ts';
import type { Form } from '../../lexer/words.ts';
import type { Span } from '../../source/source.ts';

/*
 * A slip is a form that people write instead of ours: a habit of another language, a sign too many, a
 * part in the wrong place. It says what stands there, what should, and what to tell. A slip counts only
 * when the line it leaves reads as a statement to its end, so its fix never makes another error.
 */

export interface Slip {
  /** A line with the slip, for readers of the tables; a test reads them all. */
  readonly example: string;
  /** One match is replaced; the group `wrong`, else all of it, is pointed at. Flags `du`. */
  readonly form: Form;
  /** What the form matches: the line; the rest of one behind a whole statement; a line without such a rest. */
  readonly of?: 'rest' | 'lost';
  /** What stands instead of the match: a replacement pattern, or the text itself. Undefined: nothing we could know. */
  readonly instead?: string | ((match: RegExpExecArray, known: Known) => string | undefined);
  /** `unexpected-text` when not set. An error, since the line does not fit the grammar. */
  readonly code?: SlipCode;
  /** What to do, when the line as it should be does not say it all. */
  readonly hint?: string | ((match: RegExpExecArray) => string);
  /** The line can mean nothing else. */
  readonly isSure?: boolean;
}

export type SlipCode = Extract<
  Code,
  'unexpected-text' | 'loop-without-brackets' | 'mermaid-edge-label' | 'unquoted-text'
>;

/** What the tables know of the rest of the document. */
export interface Known {
  readonly nodes: ReadonlySet<string>;
  readonly lanes: ReadonlySet<string>;
  /** Ids of nodes by their labels. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The text of one line, without indentation and comment. */
export interface Line {
  readonly text: string;
  /** Where the words begin that no statement wanted, when a whole one stands before them. */
  readonly rest: number | undefined;
}

/** A slip that was found in a line. */
export interface Found {
  readonly slip: Slip;
  readonly hint: string | undefined;
  /** What to point at; in the line, as are all spans here. */
  readonly wrong: Span;
  /** What is replaced, and by what; undefined when nobody knows. */
  readonly edit: { readonly span: Span; readonly text: string } | undefined;
  /** The line as it should be: one statement or several, with `\n` between them. */
  readonly mended: string | undefined;
}

/** The first slip that explains the line. */
export function findSlip(line: Line, slips: readonly Slip[], known: Known): Found | undefined {
  for (const slip of slips) {
    const found = apply(slip, line, known);
    if (found !== undefined && (found.mended === undefined || isRead(found.mended))) return found;
  }
  return undefined;
}

/** `n2..handle[right] - > n3`: sure slips on top of each other, until the line is a statement. */
export function findSlips(line: Line, slips: readonly Slip[], known: Known): Found | undefined {
  const sure = slips.filter((slip) => slip.isSure === true && slip.of === undefined);
  let { text } = line;
  let first: Slip | undefined;
  for (let steps = 0; steps < mostSteps; steps++) {
    const next = firstChange(text, sure, known);
    if (next?.mended === undefined) return undefined;
    text = next.mended;
    first ??= next.slip;
    if (isRead(text)) return together(line, first, text);
  }
  return undefined;
}

/** A chain of three edges has four handles. */
const mostSteps = 6;

function firstChange(text: string, slips: readonly Slip[], known: Known): Found | undefined {
  for (const slip of slips) {
    const found = apply(slip, { text, rest: undefined }, known);
    if (found?.mended !== undefined && found.mended !== text) return found;
  }
  return undefined;
}

function together({ text }: Line, slip: Slip, mended: string): Found {
  const whole = { start: 0, end: text.length };
  const { start, end } = changeBetween(text, mended).old;
  const wordStart = start - (/[\p{L}\p{M}\p{N}_]*$/u.exec(text.slice(0, start))?.[0].length ?? 0);
  const wrong = trimmed(text, { start: wordStart, end });
  return { slip, hint: writeHint(mended), wrong, edit: { span: whole, text: mended }, mended };
}

function apply(slip: Slip, line: Line, known: Known): Found | undefined {
  if (slip.of !== undefined && (slip.of === 'rest') === (line.rest === undefined)) return undefined;
  const start = slip.of === 'rest' ? (line.rest ?? 0) : 0;
  const subject = line.text.slice(start);
  const match = slip.form().exec(subject);
  if (match === null) return undefined;
  const wrong = moved(wrongIn(match), start);
  const hint = typeof slip.hint === 'function' ? slip.hint(match) : slip.hint;
  if (slip.instead === undefined) return { slip, hint, wrong, edit: undefined, mended: undefined };
  const text = insteadOf(slip, slip.instead, match, subject, known);
  if (text === undefined) return undefined;
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  const mended = (line.text.slice(0, span.start) + text + line.text.slice(span.end)).trim();
  return { slip, hint: hint ?? writeHint(mended), wrong, edit: { span, text }, mended };
}

function insteadOf(
  { form }: Slip,
  instead: NonNullable<Slip['instead']>,
  match: RegExpExecArray,
  subject: string,
  known: Known,
): string | undefined {
  if (typeof instead !== 'string') return instead(match, known);
  const end = subject.length - match.index - match[0].length;
  const replaced = subject.replace(form(), instead);
  return replaced.slice(match.index, replaced.length - end);
}

/** The group `wrong`, else the match, without blanks around it. */
function wrongIn(match: RegExpExecArray): Span {
  const { wrong } = match.indices?.groups ?? {};
  const [start, end] = wrong ?? [match.index, match.index + match[0].length];
  return trimmed(match.input, { start, end });
}

/** Without blanks around it, when there is more than blanks. */
function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const words = written.trim();
  if (words === '') return { start, end };
  const first = start + written.indexOf(words);
  return { start: first, end: first + words.length };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function writeHint(mended: string): string {
  const [first = '', ...more] = mended.split('\n');
  return more.length === 0 ? `Write ${first}` : `Write ${first} and so on, each on its own line.`;
}

/** Every line of it reads as a statement to its end, or is a comment. */
export function isRead(mended: string): boolean {
  return mended.split('\n').every((line) => line.startsWith('//') || isStatementLine(line, 0));
}

export interface Change {
  /** In the old text. */
  readonly old: Span;
  /** In the new text. */
  readonly now: Span;
}

/** What lies between the common beginning and the common end of two texts. */
export function changeBetween(old: string, now: string): Change {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let tail = 0;
  while (tail < most - start && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return { old: { start, end: old.length - tail }, now: { start, end: now.length - tail } };
}
