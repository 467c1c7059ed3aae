import { isNodeLine, isStatementLine } from './statement-line.ts';
import { type Form, formOf, identifierAt, skipBlank } from './words.ts';

/*
 * Lane headers as people write them who do not know ours yet: `"Stone oven" {`, `Oven: `, `Oven # Label`
 * without a brace. Taken for headers outside lanes only, and where prose can hardly be meant: a brace or
 * bracket opens there, or a node stands on the very next line. Reading them as headers keeps what the
 * lane holds.
 */

/** What a broken header means. Offsets are those of the header's own text. */
export interface OddHeader {
  /** The words of its name. */
  readonly name: string;
  readonly label: string | undefined;
  readonly wrong: { readonly start: number; readonly end: number };
}

interface OddForm {
  /** An example, for readers of this table. */
  readonly name: string;
  readonly form: Form;
  /** What must begin on the next line. */
  readonly before?: 'statement' | 'node';
}

const id = String.raw`(?<id>[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*)`;
const blank = String.raw`[ \t\u00A0]*`;

function form(raw: TemplateStringsArray, ...pieces: readonly string[]): Form {
  return formOf(`^${String.raw(raw, ...pieces)}`);
}

/** A label behind the brace stays behind what these forms match; it is read as always. */
const forms: readonly OddForm[] = [
  { name: '"Stone oven" {', form: form`(?<wrong>"(?<id>[^"{}\r\n]+)")${blank}\{(?=${blank}(?:[#\r\n]|$))` },
  {
    name: 'Oven "Stone oven" {',
    form: form`${id}${blank}(?<wrong>"(?<label>[^"{}\r\n]*)")${blank}\{(?=${blank}(?:[\r\n]|$))`,
  },
  {
    name: 'Oven # Stone oven {',
    form: form`${id}${blank}(?<wrong>#${blank}(?<label>[^{}\r\n]*[^{} \t\r\n]))${blank}\{(?=${blank}(?:[\r\n]|$))`,
  },
  { name: 'Oven {{ # Stone oven', form: form`${id}${blank}\{${blank}(?<wrong>\{[{ \t]*)(?=[#\r\n]|$)` },
  {
    name: 'Oven { label:"Stone oven"',
    form: form`${id}${blank}\{${blank}(?<wrong>(?:label${blank}[:=]${blank})?"(?<label>[^"{}\r\n]*)")(?=${blank}(?:[\r\n]|$))`,
    before: 'statement',
  },
  {
    name: 'Oven { Stone oven',
    form: form`${id}${blank}\{${blank}(?<wrong>(?<label>[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N} \t,.&'’-]*[\p{L}\p{M}\p{N}.])?))(?=${blank}(?:[\r\n]|$))`,
    before: 'statement',
  },
  {
    name: 'Oven ( # Stone oven',
    form: form`${id}${blank}(?<wrong>[[(<])(?=${blank}(?:[#\r\n]|$))`,
    before: 'statement',
  },
  {
    name: 'Oven ⏎ { # Stone oven',
    form: form`${id}${blank}(?:\r\n|\r|\n)${blank}(?<wrong>\{)(?=${blank}(?:[#\r\n]|$))`,
  },
  { name: 'Oven: ⏎ n6: rectangle', form: form`(?<wrong>${id}${blank}:?)(?=${blank}(?:[#\r\n]|$))`, before: 'node' },
];

/** One word, and behind it what no sentence has. */
const beginsLikeOne = /^(?:"|[^\s"#{[(<:]+[ \t\u00A0]*(?:[{"#[(<:\r\n]|$))/;

/** Nothing is odd about `Oven {` and `Oven { # Stone oven`. */
const isHeader = /^[^\s"#{[(<:]+[ \t\u00A0]*\{[ \t\u00A0]*(?:[#\r\n]|$)/;

/** Longer lines are prose. */
const longestHeader = 300;

/** Where the broken header ends that begins at the offset, or the offset itself. */
export function oddHeaderAt(text: string, offset: number): number {
  if (text[offset] !== '"' && identifierAt(text, offset) === offset) return offset;
  const end = lineEndAt(text, offset, longestHeader);
  if (end < 0) return offset;
  const next = nextLine(text, end);
  const piece = text.slice(
    offset,
    lineEndAt(text, next, longestHeader) < 0 ? end : lineEndAt(text, next, longestHeader),
  );
  if (!beginsLikeOne.test(piece) || isHeader.test(piece)) return offset;
  for (const { form, before } of forms) {
    const match = form().exec(piece);
    if (match !== null && isFollowed(text, next, before)) return offset + match[0].trimEnd().length;
  }
  return offset;
}

function isFollowed(text: string, next: number, before: OddForm['before']): boolean {
  if (before === undefined) return true;
  const start = skipBlank(text, next);
  return before === 'node' ? isNodeLine(text, start) : isStatementLine(text, start);
}

/** What a header found by `oddHeaderAt` means. */
export function readOddHeader(image: string): OddHeader {
  for (const { form } of forms) {
    const match = form().exec(image);
    const wrong = match?.indices?.groups?.wrong;
    if (match?.[0].trimEnd() !== image || wrong === undefined) continue;
    return { name: match.groups?.id ?? '', label: match.groups?.label, wrong: { start: wrong[0], end: wrong[1] } };
  }
  return { name: image, label: undefined, wrong: { start: 0, end: image.length } };
}

function lineEndAt(text: string, offset: number, most: number): number {
  for (let end = offset; end <= offset + most; end++) {
    const char = text[end];
    if (char === undefined || char === '\r' || char === '\n') return end;
  }
  return -1;
}

function nextLine(text: string, lineEnd: number): number {
  return text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length);
}
