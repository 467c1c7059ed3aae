import { lineText, positionAt, type Source, type Span } from '../source/source.ts';
import { allCodes, type Code, infoOf, isCode, readingTiers, type Tier } from './codes.ts';
import { type Diagnostic, type Fix, fix, problem } from './diagnostic.ts';
import { nearest } from './suggest.ts';

/* `laneflow-disable…` comments: findings switched off near their place. */

/** A comment of the document, with its marker. */
export interface CommentText {
  readonly text: string;
  readonly span: Span;
}

/** One code in one comment, and where it holds. */
interface Disable {
  readonly code: Code;
  /** The 1-based line it covers; undefined for the whole file. */
  readonly line: number | undefined;
  readonly span: Span;
  readonly comment: CommentText;
}

const form = /^(?:\/\/|#)[ \t]*laneflow-disable(-next-line|-line)?(?![\w-])[ \t]*(.*)$/;

/** Leaves out what comments switch off; adds what is wrong with the comments. `unasked` are codes nobody looked for. */
export function applyDisables(
  source: Source,
  diagnostics: readonly Diagnostic[],
  comments: readonly CommentText[],
  firstLane: number,
  unasked: readonly Code[] = [],
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const disables = comments.flatMap((comment) => disablesIn(source, comment, firstLane, problems));
  if (disables.length === 0) return [...diagnostics, ...problems];
  const used = new Set<Disable>();
  const kept = diagnostics.filter((diagnostic) => {
    const found = disables.filter((disable) => covers(source, disable, diagnostic));
    for (const disable of found) used.add(disable);
    return found.length === 0;
  });
  const idle = disables.filter((disable) => !used.has(disable) && !unasked.includes(disable.code));
  const unused = idle.map((disable) => unusedDisable(source, disable));
  // A broken flow is not judged as a whole, so what a comment would have switched off is not known.
  const isBroken = diagnostics.some(({ code, severity }) => severity === 'error' && !canBeDisabled(code));
  return [...kept, ...problems, ...(isBroken ? [] : unused)];
}

function disablesIn(source: Source, comment: CommentText, firstLane: number, problems: Diagnostic[]): Disable[] {
  const match = form.exec(comment.text);
  if (match === null) return [];
  const [whole, where, list = ''] = match;
  const line = positionAt(source, comment.span.start).line;
  const words = [...list.matchAll(/[\w-]+/g)];
  if (words.length === 0) problems.push(withoutCodes(comment.span));
  const offset = comment.span.start + whole.length - list.length;
  return words.flatMap(({ 0: word, index }) => {
    const span = { start: offset + index, end: offset + index + word.length };
    const wrong = wrongCode(word, span);
    if (wrong !== undefined) problems.push(wrong);
    if (wrong !== undefined || !isCode(word)) return [];
    if (where === undefined && comment.span.start > firstLane) return [{ code: word, line: 0, span, comment }];
    return [{ code: word, line: where === undefined ? undefined : line + (where === '-line' ? 0 : 1), span, comment }];
  });
}

function covers(source: Source, { code, line }: Disable, diagnostic: Diagnostic): boolean {
  if (diagnostic.code !== code) return false;
  return line === undefined || positionAt(source, diagnostic.span.start).line === line;
}

function withoutCodes(span: Span): Diagnostic {
  return problem('unknown-rule', span, 'This comment names no rule to switch off.', {
    hint: 'Write the codes behind it: // laneflow-disable-next-line empty-lane',
  });
}

function wrongCode(word: string, span: Span): Diagnostic | undefined {
  if (!isCode(word)) {
    const near = nearest(word, allCodes());
    return problem('unknown-rule', span, `There is no rule '${word}'.`, {
      hint: near === undefined ? undefined : `Did you mean ${near}?`,
      fixes: near === undefined ? [] : [fix(`Replace with ${near}`, false, { span, text: near })],
    });
  }
  if (canBeDisabled(word)) return undefined;
  return problem('unknown-rule', span, `'${word}' cannot be switched off.`, {
    hint: 'What could not be read or looked up stays an error.',
  });
}

const firmTiers: readonly Tier[] = [...readingTiers, 'scenario', 'config'];

/** Errors of these cannot. */
export function canBeDisabled(code: Code): boolean {
  const { tier, severity } = infoOf(code);
  return severity !== 'error' || !firmTiers.includes(tier);
}

function unusedDisable(source: Source, { code, span, comment }: Disable): Diagnostic {
  return problem('unused-disable', span, 'This comment switches off nothing.', {
    hint: `Nothing here is reported as ${code}.`,
    fixes: [removal(source, span, comment)],
  });
}

/** The code alone when there are others; else the comment, with its line when nothing else stands there. */
function removal(source: Source, span: Span, comment: CommentText): Fix {
  const codes = (form.exec(comment.text)?.[2] ?? '').trim().split(/[\s,]+/);
  if (codes.length > 1) return fix('Remove the code', true, { span: withBlank(source.text, span), text: '' });
  const { line, column } = positionAt(source, comment.span.start);
  const isAlone =
    lineText(source, line)
      .slice(0, column - 1)
      .trim() === '';
  if (!isAlone) return fix('Remove the comment', true, { span: withBlank(source.text, comment.span), text: '' });
  const lineEnd = /^(?:\r\n|\r|\n)/.exec(source.text.slice(comment.span.end, comment.span.end + 2))?.[0] ?? '';
  const start = comment.span.start - (column - 1) + source.margin.length;
  const end = comment.span.end + (source.margin === '' ? lineEnd.length : 0);
  return fix('Remove the comment', true, { span: { start, end }, text: '' });
}

function withBlank(text: string, { start, end }: Span): Span {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  return { start: from, end };
}
