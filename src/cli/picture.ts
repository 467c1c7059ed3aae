/** PNG and PDF of a drawing. The library that makes them is large and optional, so it is loaded when a picture is. */

import type { PDFDocument } from '@napi-rs/canvas';
import { type Attempt, failure, refused } from './failure.ts';
import { type Brush, type Canvas, paint } from './paint.ts';
import { type Fonts, fontsFor, registerFonts } from './picture-fonts.ts';
import { readSvg, type SvgPart, wordsOf } from './svg-parts.ts';

type Library = typeof import('@napi-rs/canvas');

export interface Picture {
  readonly content: string | Uint8Array;
  /** Characters that came out as boxes, since no font here has them. */
  readonly boxes: readonly string[];
}

/** Makes of an SVG drawing what was asked for; the flow's name is for what it has to say. Undefined with a failure only. */
export type TakePicture = (svg: string, name: string) => Attempt<Picture | undefined>;

/** `scale`: pixels of a PNG for each unit of the drawing. */
export async function openPictures(format: 'png' | 'pdf', scale: number): Promise<Attempt<TakePicture | undefined>> {
  try {
    const library = await import('@napi-rs/canvas');
    registerFonts(library);
    return { value: (svg, name) => takePicture(svg, name, format, scale, library), failures: [] };
  } catch (error) {
    return refused(failure(whyNot(error, format), howToInstall));
  }
}

const howToInstall = 'npm install @napi-rs/canvas@1 @expo-google-fonts/arimo';

/** Whatever the import threw: a package that is missing, or one that has nothing for this system. */
function whyNot(error: unknown, format: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  const [reason = ''] = String(error instanceof Error ? error.message : error).split(/\.?(?:\s*\n| (?=\p{Lu}))/u);
  const what = `A ${format.toUpperCase()} needs two optional packages, and`;
  return isMissing ? `${what} one is not installed. Install them:` : `${what} one cannot be loaded (${reason}). Try:`;
}

function takePicture(
  svg: string,
  name: string,
  format: 'png' | 'pdf',
  scale: number,
  library: Library,
): Attempt<Picture | undefined> {
  const root = readSvg(svg);
  const size = { width: lengthOf(root, 'width'), height: lengthOf(root, 'height') };
  const refusal = format === 'png' ? tooLarge(size, scale, name) : [];
  if (refusal.length > 0) return { value: undefined, failures: refusal };
  const fonts = fontsFor(shownWords(root), library);
  const content = format === 'png' ? paintPng(root, size, scale, fonts, library) : paintPdf(root, size, fonts, library);
  return { value: { content, boxes: fonts.boxes }, failures: [] };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function lengthOf(root: SvgPart, name: 'width' | 'height'): number {
  return Number(root.attributes.get(name));
}

/** What common viewers open; a hundred million pixels take 0.4 GB. */
const mostPixels = 100_000_000;
const longestSide = 32_767;

function tooLarge({ width, height }: Size, scale: number, name: string): Attempt<never>['failures'] {
  const [across, down] = [pixels(width, scale), pixels(height, scale)];
  if (across <= longestSide && down <= longestSide && across * down <= mostPixels) return [];
  const most = Math.min(longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  const size = `${across.toLocaleString('en')} × ${down.toLocaleString('en')} pixels`;
  const limits = `at most ${longestSide.toLocaleString('en')} on a side and 100 million in all`;
  const way = `Use --scale ${roundDown(most)}, or -f svg or -f pdf, which have no pixels.`;
  return [failure(`The PNG of '${name}' would have ${size}, but ${limits} is what others can open.`, way)];
}

function pixels(length: number, scale: number): number {
  return Math.max(1, Math.ceil(length * scale));
}

/** To two digits, and never to more: 0.8146 is 0.81. */
function roundDown(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(2));
}

function paintPng(root: SvgPart, { width, height }: Size, scale: number, fonts: Fonts, library: Library): Uint8Array {
  const canvas = library.createCanvas(pixels(width, scale), pixels(height, scale));
  const context = canvas.getContext('2d');
  context.scale(canvas.width / width, canvas.height / height);
  paint(root, brushFor(context, fonts, library));
  return canvas.encodeSync('png');
}

/** A unit of the drawing is a CSS pixel, 3/4 of a point. */
const pointsOfUnit = 0.75;
/** The longest side that every reader of PDF shows; larger drawings lose nothing by being scaled to it. */
const mostPoints = 14_400;

function paintPdf(root: SvgPart, { width, height }: Size, fonts: Fonts, library: Library): Uint8Array {
  const scale = Math.min(pointsOfUnit, mostPoints / Math.max(width, height));
  const document: PDFDocument = new library.PDFDocument(aboutOf(root));
  const page = document.beginPage(width * scale, height * scale);
  page.scale(scale, scale);
  paint(root, brushFor(page, fonts, library));
  document.endPage();
  return document.close();
}

function aboutOf(root: SvgPart): { title: string; creator: string } {
  return { title: childWords(root, 'title'), creator: 'laneflow' };
}

function childWords(root: SvgPart, name: string): string {
  const child = root.children.find((one) => typeof one !== 'string' && one.name === name);
  return child === undefined || typeof child === 'string' ? '' : wordsOf(child);
}

function brushFor(canvas: Canvas, { families }: Fonts, library: Library): Brush {
  // Without a language of its own the canvas would take the machine's.
  canvas.lang = 'en';
  return { canvas, makePath: (data) => new library.Path2D(data), families };
}

function shownWords(part: SvgPart): string {
  if (part.name === 'text') return wordsOf(part);
  return part.children.map((child) => (typeof child === 'string' ? '' : shownWords(child))).join('');
}
