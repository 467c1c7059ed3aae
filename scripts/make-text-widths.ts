/**
 * Writes src/layout/text-widths.ts: for each character the wider of its advances in Liberation Sans 2 (the metrics of
 * Arial and Helvetica) and DejaVu Sans (those of Verdana, the widest usual fallback), so text fits whichever is there.
 *
 *     node scripts/run.mjs scripts/make-text-widths.ts [FOLDER]
 *
 * Tables are read as the OpenType specification 1.9 lays them out: head, hhea, hmtx, cmap format 4.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Weight = 'normal' | 'bold';
type Advance = (codePoint: number) => number | undefined;

/** Alphabets and the signs around them; what is missing here has a class of its own in text-size.ts. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x2ff],
  [0x370, 0x52f],
  [0x531, 0x589],
  [0x5be, 0x5f4],
  [0x60c, 0x6ff],
  [0x10a0, 0x10ff],
  [0x1e00, 0x1fff],
  [0x2010, 0x205e],
  [0x2070, 0x25ff],
];

const perLine = 32;
const folder = process.argv[2] ?? '/usr/share/fonts/truetype';
const fontFiles: Record<Weight, readonly string[]> = {
  normal: ['liberation2/LiberationSans-Regular.ttf', 'dejavu/DejaVuSans.ttf'],
  bold: ['liberation2/LiberationSans-Bold.ttf', 'dejavu/DejaVuSans-Bold.ttf'],
};

writeFileSync('src/layout/text-widths.ts', tableFile());

function tableFile(): string {
  return `/**
 * Advance widths in thousandths of an em, the wider of Liberation Sans and DejaVu Sans.
 * Made by scripts/make-text-widths.ts; do not edit. A line is the first character's code (hexadecimal), then one
 * width for each character from there on; \`600*3\` is three times 600, \`-\` a character without a width.
 */
export const textWidths: Readonly<Record<'normal' | 'bold', string>> = {
  normal: \`
${tableLines('normal').join('\n')}
\`,
  bold: \`
${tableLines('bold').join('\n')}
\`,
};
`;
}

function tableLines(weight: Weight): string[] {
  const fonts = fontFiles[weight].map((file) => readFont(join(folder, file)));
  return ranges.flatMap(([first, last]) => {
    const starts = Array.from({ length: Math.ceil((last - first + 1) / perLine) }, (_, line) => first + line * perLine);
    return starts.map((start) => tableLine(fonts, start, Math.min(last, start + perLine - 1)));
  });
}

function tableLine(fonts: readonly Advance[], first: number, last: number): string {
  const widths = Array.from({ length: last - first + 1 }, (_, index) => widest(fonts, first + index));
  return `${first.toString(16)}: ${runs(widths).join(' ')}`;
}

function widest(fonts: readonly Advance[], codePoint: number): string {
  if (/[\p{M}\p{Cf}\p{Cn}]/u.test(String.fromCodePoint(codePoint))) return '-';
  const advances = fonts.map((advance) => advance(codePoint)).filter((width) => width !== undefined);
  return advances.length === 0 ? '-' : String(Math.ceil(Math.max(...advances)));
}

function runs(values: readonly string[]): string[] {
  const found: { value: string; count: number }[] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.value === value) last.count += 1;
    else found.push({ value, count: 1 });
  }
  return found.map(({ value, count }) => (count === 1 ? value : `${value}*${count}`));
}

function readFont(path: string): Advance {
  const bytes = readFileSync(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableOffsets(view);
  const offset = (tag: string): number => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`${path} has no table ${tag}`);
    return found;
  };
  const unitsPerEm = view.getUint16(offset('head') + 18);
  const metrics = view.getUint16(offset('hhea') + 34);
  const glyphOf = readCmap(view, offset('cmap'));
  return (codePoint) => {
    const glyph = glyphOf(codePoint);
    if (glyph === 0) return undefined;
    return (view.getUint16(offset('hmtx') + 4 * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm;
  };
}

function tableOffsets(view: DataView): Map<string, number> {
  const count = view.getUint16(4);
  const records = Array.from({ length: count }, (_, index) => 12 + index * 16);
  return new Map(records.map((at) => [tag(view, at), view.getUint32(at + 8)]));
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

/** The glyph of a character of the basic plane, 0 for none. */
function readCmap(view: DataView, cmap: number): (codePoint: number) => number {
  const count = view.getUint16(cmap + 2);
  const subtables = Array.from({ length: count }, (_, index) => cmap + view.getUint32(cmap + 4 + index * 8 + 4));
  const table = subtables.find((at) => view.getUint16(at) === 4);
  if (table === undefined) throw new Error('The font has no cmap of format 4.');
  const size = view.getUint16(table + 6);
  return (codePoint) => {
    for (let at = 0; at < size; at += 2) {
      if (view.getUint16(table + 14 + at) >= codePoint) return glyphInSegment(view, table, size, at, codePoint);
    }
    return 0;
  };
}

function glyphInSegment(view: DataView, table: number, size: number, at: number, codePoint: number): number {
  const start = view.getUint16(table + 16 + size + at);
  if (codePoint < start) return 0;
  const delta = view.getUint16(table + 16 + 2 * size + at);
  const rangeAt = table + 16 + 3 * size + at;
  const range = view.getUint16(rangeAt);
  const glyph = range === 0 ? codePoint : view.getUint16(rangeAt + range + 2 * (codePoint - start));
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
