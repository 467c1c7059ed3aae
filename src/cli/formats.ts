/** What a drawing can be written as, and which of these a command line means. */

import { extname } from 'node:path';
import { nearest } from '../index.ts';
import { type Attempt, failure } from './failure.ts';
import { isFolder, standardOutput } from './output.ts';
import type { TakePicture } from './picture.ts';

const formats = ['svg', 'png', 'pdf', 'html'] as const;
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
  const value = name === 'htm' ? 'html' : formats.find((each) => each === name);
  if (value !== undefined || name === '') return { value: value ?? 'svg', failures: [] };
  const near = nearest(name, formats);
  const hint = near === undefined ? 'Known are .svg, .png, .pdf and .html.' : `Did you mean .${near}?`;
  return { value: 'svg', failures: [failure(`No drawing is written as '${ending}'.`, hint)] };
}

/** Bytes that no terminal can show. */
export function isBinary(format: Format): format is 'png' | 'pdf' {
  return format === 'png' || format === 'pdf';
}

/** Loads what a format needs, and nothing else. `scale`: pixels of a PNG for each unit of the drawing. */
export async function openFormat(format: Format, scale = 2): Promise<Attempt<TakePicture | undefined>> {
  if (isBinary(format)) return await (await import('./picture.ts')).openPictures(format, scale);
  const finish = format === 'html' ? (await import('./html-page.ts')).htmlPage : (svg: string): string => svg;
  return { value: (svg) => ({ value: { content: finish(svg), boxes: [] }, failures: [] }), failures: [] };
}
