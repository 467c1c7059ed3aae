import { isBlank, type Source, type Span } from '../source/source.ts';

/** A text to write at a place. */
interface Insertion {
  readonly span: Span;
  readonly text: string;
}

/** New lines at the end of a lane, before its closing brace; undefined when that is missing. */
export function linesAtEnd(lane: Span, lines: readonly string[], source: Source): Insertion | undefined {
  const { text } = source;
  const lineBreak = lineBreakOf(source);
  const brace = lane.end - 1;
  if (text[brace] !== '}') return undefined;
  let at = brace;
  while (isBlank(text[at - 1])) at--;
  const standsAlone = at === 0 || /[\r\n]/.test(text[at - 1] ?? '');
  if (!standsAlone) at = brace;
  const written = lines.map((line) => `  ${line}${lineBreak}`).join('');
  return { span: { start: at, end: at }, text: (standsAlone ? '' : lineBreak) + written };
}

/** New lines below a statement of which this is the end; undefined when more stands on its line. */
export function linesBelow(end: number, lines: readonly string[], source: Source): Insertion | undefined {
  let last = end;
  while (isBlank(source.text[last])) last++;
  if (!/[\r\n]/.test(source.text[last] ?? '')) return undefined;
  const written = lines.map((line) => `${lineBreakOf(source)}  ${line}`).join('');
  return { span: { start: end, end }, text: written };
}

/** The line end of the file, and what the next line begins with. */
export function lineBreakOf({ text, margin }: Source): string {
  return (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n') + margin;
}
