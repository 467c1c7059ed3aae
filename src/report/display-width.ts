/**
 * How many columns of a terminal a text takes: wide characters take two, combining marks none. The ranges follow
 * Unicode's East Asian Width (UAX #11, classes W and F); emoji are recognized by property.
 */

/** What a reader sees as one character. */
export interface Cell {
  readonly text: string;
  /** Columns: 0, 1 or 2. */
  readonly width: number;
}

const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/**
 * Characters that stand alone and take one column whatever is beside them: of ASCII, Latin, punctuation, arrows and box
 * drawing. Most lines have no others, and property classes take a while to be built.
 */
const isPlain = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u257f]*$/;
const emoji = /^\p{Emoji_Presentation}|^\p{Emoji}\ufe0f/u;
const withoutWidth = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;

export function displayWidth(text: string): number {
  if (isPlain.test(text)) return text.length;
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** The characters of a text as a reader counts them. */
export function cellsOf(text: string): readonly Cell[] {
  if (isPlain.test(text)) return Array.from(text, (character) => ({ text: character, width: 1 }));
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, ({ segment }) => ({ text: segment, width: widthOfGrapheme(segment) }));
}

function widthOfGrapheme(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  if (withoutWidth.test(grapheme)) return 0;
  return isWide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

function isWide(codePoint: number): boolean {
  return wideRanges.some(([first, last]) => first <= codePoint && codePoint <= last);
}
