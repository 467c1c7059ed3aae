/**
 * The fonts of PNG and PDF. Arimo has the widths of Liberation Sans, which the layout measures with, so text fits its
 * boxes and the same drawing looks the same on every machine. What Arimo lacks comes from the fonts of the system.
 */

import { createRequire } from 'node:module';

type Library = typeof import('@napi-rs/canvas');

/** A name nobody else has, so that an Arimo of the system never mixes in. */
const family = 'laneflow Arimo';

/** Ours, then what systems come with: for most scripts, for Han, kana and hangul, for signs and emoji. */
const usual: readonly string[] = [
  ...[family, 'Noto Sans', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', 'Arial'],
  ...['Noto Sans CJK SC', 'Noto Sans CJK JP', 'PingFang SC', 'Hiragino Sans', 'Apple SD Gothic Neo'],
  ...['Microsoft YaHei', 'Yu Gothic', 'Malgun Gothic', 'Droid Sans Fallback'],
  ...['Noto Color Emoji', 'Apple Color Emoji', 'Segoe UI Emoji', 'Segoe UI Symbol', 'Arial Unicode MS'],
];

const files = ['400Regular/Arimo_400Regular.ttf', '600SemiBold/Arimo_600SemiBold.ttf'];

/** Throws where the package of the font is not installed. */
export function registerFonts({ GlobalFonts }: Library): void {
  const { resolve } = createRequire(import.meta.url);
  for (const file of files) {
    const path = resolve(`@expo-google-fonts/arimo/${file}`);
    if (GlobalFonts.registerFromPath(path, family) === null) throw new Error(`'${path}' is not a font.`);
  }
}

/** What Arimo has, and what is never seen by itself: marks, joiners, spaces. */
const certain = /[ -~\u00a0-\u024f\u0391-\u03a9\u03b1-\u03c9\u0400-\u045f]|[\p{M}\p{Cc}\p{Cf}\p{Z}\p{Emoji_Modifier}]/u;
const nobodyHas = '\u{10ffff}';
const side = 32;

export interface Fonts {
  /** As in CSS, the first one first. */
  readonly families: string;
  /** Characters that no font here can draw; all of them come out as the same box. */
  readonly boxes: readonly string[];
}

/** The usual fonts, and all others of the system where a character asks for them. */
export function fontsFor(text: string, library: Library): Fonts {
  const asked = [...new Set(text)].filter((character) => !certain.test(character));
  const few = inCss(usual);
  const left = boxesAmong(asked, few, library);
  if (left.length === 0) return { families: few, boxes: [] };
  const installed = library.GlobalFonts.families.map((one) => one.family);
  const all = inCss([...usual, ...installed.filter((name) => !usual.includes(name)).sort()]);
  return { families: all, boxes: boxesAmong(left, all, library) };
}

function inCss(families: readonly string[]): string {
  return `${families.map((name) => JSON.stringify(name)).join(', ')}, sans-serif`;
}

/** Nothing tells what a font has, so characters are drawn and compared with one that no font has. */
function boxesAmong(characters: readonly string[], families: string, library: Library): readonly string[] {
  if (characters.length === 0) return [];
  const look = lookWith(families, library);
  const box = look(nobodyHas);
  return characters.filter((character) => look(character).equals(box));
}

/** The pixels of a character; all are drawn on the same small canvas, since the memory of one is freed late. */
function lookWith(families: string, { createCanvas }: Library): (character: string) => Buffer {
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.font = `${side / 2}px ${families}`;
  return (character) => {
    context.clearRect(0, 0, side, side);
    context.fillText(character, 2, side - 8);
    return Buffer.from(canvas.data());
  };
}
