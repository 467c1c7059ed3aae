import { controlCharacters, type Source, type Span, shareLines } from './source.ts';

interface Line {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  /** Behind the line end. */
  readonly next: number;
}

interface Fence {
  readonly mark: string;
  readonly info: string;
  /** How many `>` stand before it. */
  readonly quotes: number;
  /** Columns of white space and list marks before it, behind the last `>`. */
  readonly indent: number;
  readonly margin: string;
}

/** The flows of a Markdown file: every fence whose first info word is `flow` or `fz`. Positions are the file's. */
export function fencedSources(name: string, text: string): readonly Source[] {
  const sources: Source[] = [];
  let fence: Fence | undefined;
  let body: Line[] = [];
  const close = (end: number): void => {
    if (fence !== undefined && isFlow(fence)) sources.push(sourceIn(name, text, sources.length + 1, fence, body, end));
    fence = undefined;
  };
  for (const line of linesOf(text)) {
    if (fence === undefined) {
      fence = openingOf(text.slice(line.start, line.end));
      body = [];
    } else if (endsWith(fence, text.slice(line.start, line.end))) close(line.start);
    else body.push(line);
  }
  close(text.length);
  shareLines(sources);
  return sources;
}

/** Is a file with this name read as Markdown? */
export function isMarkdown(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name);
}

function isFlow(fence: Fence): boolean {
  return /^(?:flow|fz)(?![\w-])/.test(fence.info);
}

const opening = /^((?:[ \t]{0,3}>[ \t]?)*)([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*([^\r\n]*)$/;

function openingOf(line: string): Fence | undefined {
  const match = opening.exec(line);
  if (match === null) return undefined;
  const [, quote = '', list = '', mark = '', info = ''] = match;
  if (mark.startsWith('`') && info.includes('`')) return undefined;
  const margin = quote + list.replace(/[^ \t]/g, ' ');
  return { mark, info, quotes: quote.split('>').length - 1, indent: list.length, margin };
}

/** A closing fence, or a line that leaves the quotation. */
function endsWith(fence: Fence, line: string): boolean {
  const start = marginEnd(fence, line);
  if (start === undefined) return true;
  const rest = line.slice(start).trim();
  return rest.length >= fence.mark.length && rest === (fence.mark[0] ?? '').repeat(rest.length);
}

/** How much of a line is not the flow's: its `>` marks, and as much white space as the fence has. */
function marginEnd(fence: Fence, line: string): number | undefined {
  let at = 0;
  for (let quote = 0; quote < fence.quotes; quote++) {
    const mark = /^[ \t]*>[ \t]?/.exec(line.slice(at));
    if (mark === null) return undefined;
    at += mark[0].length;
  }
  let columns = 0;
  while (columns < fence.indent && /[ \t]/.test(line[at] ?? '')) {
    at++;
    columns++;
  }
  return at;
}

function sourceIn(name: string, text: string, flow: number, fence: Fence, body: readonly Line[], end: number): Source {
  const part = { start: body[0]?.start ?? end, end };
  const gaps: Span[] = [];
  for (const line of body) {
    const width = marginEnd(fence, text.slice(line.start, line.end)) ?? 0;
    if (width > 0) gaps.push({ start: line.start, end: line.start + width });
    gaps.push(...controlCharacters(text, line.start + width, line.end));
  }
  return { name, text, part, flow, gaps, margin: fence.margin };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: match.index, next: match.index + match[0].length });
    start = match.index + match[0].length;
  }
  if (start < text.length) lines.push({ start, end: text.length, next: text.length });
  return lines;
}
