/** What a drawing can be written as, and which of these a command line means. */

import { extname } from 'node:path';
import { escapeTerminal, nearest } from '../index.ts';
import { type Attempt, type Failure, failure } from './failure.ts';
import { isFolder, standardOutput } from './output.ts';
import type { TakePicture } from './picture.ts';
import { say, type Terminal } from './terminal.ts';

export const formats = ['svg', 'png', 'pdf', 'html'] as const;
export type Format = (typeof formats)[number];

export interface FormatFlags {
  readonly format?: Format;
  readonly out?: string;
}

/** `--format`, else what the ending of `--out` says, else SVG. */
export function formatOf({ format, out }: FormatFlags, folder: string): Attempt<Format> {
  if (format !== undefined) return { value: format, failures: [] };
  const ending = out === undefined || out === standardOutput || isFolder(out, folder) ? '' : extname(out);
  const name = ending.slice(1).toLowerCase();
  const value = drawingFormatOf(name);
  if (value !== undefined || name === '') return { value: value ?? 'svg', failures: [] };
  const near = nearest(name, formats);
  const hint = near === undefined ? 'Known are .svg, .png, .pdf and .html.' : `Did you mean .${near}?`;
  return { value: 'svg', failures: [failure(`No drawing is written as '${ending}'.`, hint)] };
}

/** Of an ending without its dot, in small letters. */
export function drawingFormatOf(ending: string): Format | undefined {
  return ending === 'htm' ? 'html' : formats.find((each) => each === ending);
}

/** Bytes that no terminal can show. */
function isBinary(format: Format): format is 'png' | 'pdf' {
  return format === 'png' || format === 'pdf';
}

/** Bytes on a screen are noise, and some of them change the terminal. */
export function terminalRefusals(format: Format): readonly Failure[] {
  if (process.stdout.isTTY !== true || !isBinary(format)) return [];
  const hint = `Name a file, such as -o drawing.${format}, or pipe it on.`;
  return [failure(`A ${format.toUpperCase()} is no text for a terminal.`, hint)];
}

/** Loads what a format needs, and nothing else. `scale`: pixels of a PNG for each unit of the drawing. */
export async function openFormat(format: Format, scale = 2): Promise<Attempt<TakePicture | undefined>> {
  if (isBinary(format)) return await (await import('./picture.ts')).openPictures(format, scale);
  const finish = format === 'html' ? (await import('./html-page.ts')).htmlPage : (svg: string): string => svg;
  return { value: (svg) => ({ value: { content: finish(svg), boxes: [] }, failures: [] }), failures: [] };
}

/** What a reader of the pictures would wonder about, once for all of them: the characters that came out as boxes. */
export function sayBoxes(characters: readonly string[], terminal: Terminal): void {
  const boxes = [...new Set(characters)];
  if (boxes.length === 0) return;
  const more = boxes.length > mostNamed ? ` and ${boxes.length - mostNamed} more` : '';
  const names = escapeTerminal(boxes.slice(0, mostNamed).join(' '));
  say(terminal, `No font of this system has ${names}${more}, so boxes stand there.`);
}

const mostNamed = 8;
