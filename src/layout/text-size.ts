/**
 * How wide text will be, and where its lines break. Nothing is drawn to find out: a shipped table says how far each
 * character advances, so the answer is the same on every machine, and wide enough for the fonts people really have.
 */
import { textWidths } from './text-widths.ts';

type Weight = 'normal' | 'bold';
/** Thousandths of an em: whole numbers, so a sum does not depend on its order. */
type Units = number;

interface WrapOptions {
  readonly fontSize: number;
  readonly weight?: Weight;
  /** Px. Only a single character wider than this reaches beyond. */
  readonly maxWidth: number;
  /** Default 4. */
  readonly maxLines?: number;
}

interface WrappedText {
  readonly lines: readonly string[];
  /** Px, one for each line. */
  readonly widths: readonly number[];
  /** The widest line, px. */
  readonly width: number;
  /** There was more; the last line ends with an ellipsis. */
  readonly cut: boolean;
}

/** What never comes apart: a word, a part of an overlong word, or a character of a script without spaces. */
interface Piece {
  readonly text: string;
  readonly units: Units;
  readonly before: 'line break' | 'space' | 'nothing';
}

interface Line {
  readonly text: string;
  readonly units: Units;
}

/** Room for fonts a little wider than those of the table, and for rasterizers that round advances to whole pixels. */
const safetyPercent = 102;
const ideograph: Units = 1000;
/** Emoji reach 1.3 em in some fonts; a character nobody knows gets as much. */
const widest: Units = 1300;
const ellipsis = '…';

/** The width of one line of text in px, rounded up to hundredths. */
export function textWidth(text: string, fontSize: number, weight: Weight = 'normal'): number {
  return toPixels(measure(text, weight), fontSize);
}

/**
 * Breaks text into lines: at spaces, else between ideographs, else anywhere, but never inside what a reader sees as
 * one character. Lines are balanced: as narrow as their number allows. White space at the ends of a line is left
 * out and within becomes one space, as SVG draws it; a line break in the text stays one.
 */
export function wrapText(text: string, options: WrapOptions): WrappedText {
  const { fontSize, weight = 'normal', maxWidth, maxLines = 4 } = options;
  const limit = toUnits(maxWidth, fontSize);
  const count = Math.max(1, Math.floor(maxLines) || 1);
  const filled = fill(piecesOf(text, weight, limit), limit, weight, count);
  const lines = filled.cut ? shorten(filled.lines, limit, weight) : balance(filled, limit, weight);
  const widths = lines.map((line) => toPixels(line.units, fontSize));
  const width = widths.reduce((most, one) => Math.max(most, one), 0);
  return { lines: lines.map((line) => line.text), widths, width, cut: filled.cut };
}

function toPixels(units: Units, fontSize: number): number {
  return Math.ceil((units * safetyPercent * fontSize) / 1000) / 100;
}

/** The most units whose rounded width still fits. */
function toUnits(pixels: number, fontSize: number): Units {
  const hundredths = Math.floor(pixels * 100);
  return Math.max(0, Math.floor((hundredths * 1000) / (safetyPercent * fontSize)));
}

interface Filled {
  readonly lines: readonly Line[];
  readonly pieces: readonly Piece[];
  readonly cut: boolean;
}

/** Each line takes as many pieces as fit; stops reading when there is more than `maxLines` hold. */
function fill(pieces: Iterable<Piece>, limit: Units, weight: Weight, maxLines: number): Filled {
  const space = measure(' ', weight);
  const taken: Piece[] = [];
  const lines: Line[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = last && join(last, piece, space);
    if (joined !== undefined && piece.before !== 'line break' && joined.units <= limit) {
      lines[lines.length - 1] = joined;
    } else {
      if (lines.length === maxLines) return { lines, pieces: taken, cut: true };
      lines.push({ text: piece.text, units: piece.units });
    }
    taken.push(piece);
  }
  return { lines, pieces: taken, cut: false };
}

function join(line: Line, piece: Piece, space: Units): Line {
  if (piece.before === 'nothing') return { text: line.text + piece.text, units: line.units + piece.units };
  return { text: `${line.text} ${piece.text}`, units: line.units + space + piece.units };
}

/** The same pieces in as many lines, with the smallest limit that allows it, found by halving. */
function balance(filled: Filled, limit: Units, weight: Weight): readonly Line[] {
  const { pieces, lines } = filled;
  if (lines.length < 2) return lines;
  let tooNarrow = pieces.reduce((most, piece) => Math.max(most, piece.units), 0) - 1;
  let enough = Math.min(limit, widestOf(lines));
  while (enough - tooNarrow > 1) {
    const middle = Math.floor((tooNarrow + enough) / 2);
    if (countLines(pieces, middle, weight) > lines.length) tooNarrow = middle;
    else enough = middle;
  }
  return fill(pieces, Math.min(limit, Math.max(enough, tooNarrow + 1)), weight, lines.length).lines;
}

/** As many as `fill` would make, without making them. */
function countLines(pieces: readonly Piece[], limit: Units, weight: Weight): number {
  const space = measure(' ', weight);
  let count = 0;
  let units = 0;
  for (const piece of pieces) {
    const joined = units + (piece.before === 'space' ? space : 0) + piece.units;
    const isNewLine = count === 0 || piece.before === 'line break' || joined > limit;
    units = isNewLine ? piece.units : joined;
    if (isNewLine) count += 1;
  }
  return count;
}

function widestOf(lines: readonly Line[]): Units {
  return lines.reduce((most, line) => Math.max(most, line.units), 0);
}

/** Puts an ellipsis after as much of the last line as leaves room for it. */
function shorten(lines: readonly Line[], limit: Units, weight: Weight): readonly Line[] {
  const last = lines.at(-1);
  if (last === undefined) return lines;
  const room = limit - measure(ellipsis, weight);
  let kept = '';
  let units = 0;
  for (const grapheme of graphemesOf(last.text)) {
    units += measureGrapheme(grapheme, weight);
    if (units > room) break;
    kept += grapheme;
  }
  const text = kept.replace(/[\s,;:]+$/u, '') + ellipsis;
  return [...lines.slice(0, -1), { text, units: measure(text, weight) }];
}

/** Read only as far as lines are wanted, so a label of a megabyte costs no more than what is shown of it. */
function* piecesOf(text: string, weight: Weight, limit: Units): Generator<Piece> {
  let isFirst = true;
  for (const [paragraph] of text.matchAll(/[^\n\v\f\r\x85\u2028\u2029]+/gu)) {
    let before: Piece['before'] = isFirst ? 'nothing' : 'line break';
    for (const [word] of paragraph.matchAll(/[^\t \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+/gu)) {
      yield* piecesOfWord(word, before, weight, limit);
      before = 'space';
      isFirst = false;
    }
  }
}

function* piecesOfWord(word: string, before: Piece['before'], weight: Weight, limit: Units): Generator<Piece> {
  const units = word.length <= longWord ? measure(word, weight) : Number.POSITIVE_INFINITY;
  const mayBreak = !ascii.test(word) && breaksWithin.test(word);
  if (units <= limit && !mayBreak) yield { text: word, units, before };
  else yield* partsOfWord(word, before, weight, mayBreak || seam.test(word) ? limit : evenly(units, limit));
}

/** Between the parts of a name: `order_paid`, `order-paid`, `orders/paid`, `orderPaid`. */
const seam = /[-_/\\.,:;@&=?#]|\p{Ll}(?=\p{Lu})/u;

/** A limit that gives as many parts as the given one, of about the same width. */
function evenly(units: Units, limit: Units): Units {
  const even = units / Math.ceil(units / Math.max(1, limit));
  return Number.isFinite(even) ? Math.min(limit, Math.ceil(even) + slack) : limit;
}

/** A letter's width or so, since parts end between letters. */
const slack: Units = 700;
/** Asked first, since the classes of Unicode take milliseconds to load. */
const ascii = /^[ -~]*$/;
/** Longer words are measured as they are read. */
const longWord = 1000;
/** Scripts that write without spaces, and the invisible break. */
const breaksWithin = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u200b]/u;

/** Breaks between ideographs, and where the limit is reached: after the last sign or hump past half of it, if any. */
function* partsOfWord(word: string, before: Piece['before'], weight: Weight, limit: Units): Generator<Piece> {
  let head = emptyPart;
  let tail = emptyPart;
  let gap = before;
  let previous = '';
  for (const grapheme of graphemesOf(word)) {
    const units = measureGrapheme(grapheme, weight);
    if (previous !== '' && isBreakBetween(previous, grapheme)) {
      yield { ...joinParts(head, tail), before: gap };
      [head, tail, gap] = [emptyPart, emptyPart, 'nothing'];
    } else if (previous !== '' && head.units + tail.units + units > limit) {
      const isGoodBreak = head.units > tail.units;
      yield { ...(isGoodBreak ? head : joinParts(head, tail)), before: gap };
      [head, tail, gap] = [emptyPart, isGoodBreak ? tail : emptyPart, 'nothing'];
    } else if (seam.test(previous + grapheme) && !seam.test(grapheme)) {
      [head, tail] = [joinParts(head, tail), emptyPart];
    }
    tail = joinParts(tail, { text: grapheme, units });
    previous = grapheme;
  }
  yield { ...joinParts(head, tail), before: gap };
}

const emptyPart: Line = { text: '', units: 0 };

function joinParts(first: Line, second: Line): Line {
  return { text: first.text + second.text, units: first.units + second.units };
}

/** No line begins with a closing sign or a small kana, and none ends with an opening sign. */
function isBreakBetween(left: string, right: string): boolean {
  if (left === '\u200b') return right !== left;
  if (!breaksWithin.test(left) && !breaksWithin.test(right)) return false;
  return (
    !/^[\p{Pe}\p{Pf}\p{Po}\p{Lm}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々]/u.test(right) &&
    !/[\p{Ps}\p{Pi}]$/u.test(left)
  );
}

function measure(text: string, weight: Weight): Units {
  return measureAscii(text, weight) ?? measureGraphemes(text, weight);
}

function measureAscii(text: string, weight: Weight): Units | undefined {
  const widths = asciiWidths(weight);
  let units = 0;
  for (let index = 0; index < text.length; index += 1) {
    const width = widths[text.charCodeAt(index)];
    if (width === undefined) return undefined;
    units += width;
  }
  return units;
}

function measureGraphemes(text: string, weight: Weight): Units {
  let units = 0;
  for (const grapheme of graphemesOf(text)) units += measureGrapheme(grapheme, weight);
  return units;
}

/** Flags, keycaps, families and whatever else is drawn as one colored picture. */
const emoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|[\ufe0f\u20e3]/u;

function measureGrapheme(grapheme: string, weight: Weight): Units {
  const ascii = grapheme.length === 1 ? asciiWidths(weight)[grapheme.charCodeAt(0)] : undefined;
  if (ascii !== undefined) return ascii;
  return remember(graphemeUnits[weight], grapheme, () => {
    if (emoji.test(grapheme)) return widest;
    let units = 0;
    for (const character of grapheme) units += measureCharacter(character, weight);
    return units;
  });
}

/** Marks that sit on their neighbor, and signs that only tell how to draw it. */
const takesNoRoom = /[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}]/u;
const isIdeograph =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

function measureCharacter(character: string, weight: Weight): Units {
  const code = character.codePointAt(0) ?? 0;
  const known = widthTables(weight).get(code);
  if (known !== undefined) return known;
  if (takesNoRoom.test(character)) return 0;
  return isIdeograph.test(character) || (code >= 0x1b000 && code < 0x1f000) || (code >= 0x20000 && code < 0x40000)
    ? ideograph
    : widest;
}

/** Where several code points may be one character to the reader; anywhere else each stands for itself. */
const mayCombine =
  /[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/u;

function graphemesOf(text: string): Iterable<string> {
  return !ascii.test(text) && mayCombine.test(text) ? segment(text) : text;
}

/** Made when the first text needs it: that takes as long as drawing a page. */
let segmenter: Intl.Segmenter | undefined;
const usualChunk = 128;

/**
 * In chunks, since the segmenter's work grows with the square of its text (52,000 characters took 0.9 s). The last
 * grapheme of a chunk may go on in the next, so it begins there.
 */
function* segment(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let at = 0;
  let size = usualChunk;
  while (at < text.length) {
    const end = at + size;
    let start = at;
    for (const { segment: grapheme } of segmenter.segment(text.slice(at, end))) {
      if (end < text.length && start + grapheme.length >= end) break;
      yield grapheme;
      start += grapheme.length;
    }
    size = start === at ? size * 2 : usualChunk;
    at = start;
  }
}

const widthTables = byWeight((weight) => readTable(textWidths[weight]));
const asciiWidths = byWeight((weight) => readAscii(textWidths[weight]));

/** Read when first asked for. */
function byWeight<T>(read: (weight: Weight) => T): (weight: Weight) => T {
  const known: Partial<Record<Weight, T>> = {};
  return (weight) => {
    known[weight] ??= read(weight);
    return known[weight];
  };
}

function readTable(table: string): ReadonlyMap<number, Units> {
  const found = new Map<number, Units>();
  for (const line of table.trim().split('\n')) {
    const [start = '', ...runs] = line.split(/:? /);
    let code = Number.parseInt(start, 16);
    for (const run of runs) {
      const [width = '', times = '1'] = run.split('*');
      for (let count = Number(times); count > 0; count -= 1, code += 1) {
        if (width !== '-') found.set(code, Number(width));
      }
    }
  }
  return found;
}

/** Tabs and line ends are drawn as spaces, other control characters as the sign for unknown ones. */
function readAscii(table: string): readonly (Units | undefined)[] {
  const widths = readTable(table.slice(0, table.indexOf('\na0:')));
  const space = widths.get(0x20) ?? widest;
  return Array.from({ length: 128 }, (_, code) => widths.get(code) ?? (code >= 9 && code <= 13 ? space : widest));
}

const graphemeUnits: Record<Weight, Map<string, Units>> = { normal: new Map(), bold: new Map() };
const mostRemembered = 4000;
const longestRemembered = 40;

/** A bounded memory: when full it starts afresh. Changes how fast an answer comes, never the answer. */
function remember(memory: Map<string, Units>, key: string, work: () => Units): Units {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const units = work();
  if (memory.size >= mostRemembered) memory.clear();
  if (key.length <= longestRemembered) memory.set(key, units);
  return units;
}
