/** One flow's text and where it came from. Offsets count UTF-16 code units of `text`. */
export interface Source {
  /** For people: 'docs/guide.md'. */
  readonly name: string;
  /** The whole file. */
  readonly text: string;
  /** The flow inside `text`; all of it for a `.flow` file. */
  readonly part: Span;
  /** 2 for the second fence of a Markdown file. */
  readonly flow: number | undefined;
  /** Pieces of `text` that are not read, in order: control characters, and what stands before the lines of a fence. */
  readonly gaps: readonly Span[];
  /** What a new line inside a fence begins with: `> ` in a quotation. */
  readonly margin: string;
}

/** Half-open offsets into a source's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** 1-based, as editors show them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A source that is one flow from beginning to end. */
export function sourceOf(name: string, text: string): Source {
  return {
    name,
    text,
    part: { start: 0, end: text.length },
    flow: undefined,
    gaps: controlCharacters(text, 0, text.length),
    margin: '',
  };
}

/** `docs/guide.md` becomes `guide`; the second flow of that file `guide-2`. */
export function baseName(source: Source): string {
  const file = source.name.slice(Math.max(source.name.lastIndexOf('/'), source.name.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  const stem = dot > 0 ? file.slice(0, dot) : file;
  return source.flow === undefined ? stem : `${stem}-${source.flow}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** Where characters stand that cannot be drawn: C0 and C1 controls other than tab and line ends. */
export function controlCharacters(text: string, start: number, end: number): Span[] {
  const found = text.slice(start, end).matchAll(controls);
  return Array.from(found, ({ index }) => ({ start: start + index, end: start + index + 1 }));
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** The only way from an offset to a line and column. LF, CRLF and CR end a line. */
export function positionAt(source: Source, offset: number): Position {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The text of a 1-based line without its line end. */
export function lineText(source: Source, line: number): string {
  const starts = startsOf(source);
  const start = starts[line - 1] ?? source.text.length;
  return source.text.slice(start, starts[line] ?? source.text.length).replace(/[\r\n]+$/, '');
}

/** The flows of one Markdown file have one text; its lines are counted once for all of them. */
export function shareLines(sources: readonly Source[]): void {
  const [first] = sources;
  if (first === undefined) return;
  const starts = lineStartsIn(first.text);
  for (const source of sources) lineStarts.set(source, starts);
}

function startsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = lineStartsIn(source.text);
  lineStarts.set(source, starts);
  return starts;
}

function lineStartsIn(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Space, tab or no-break space: what may stand between the words of a line. */
export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\u00A0';
}
