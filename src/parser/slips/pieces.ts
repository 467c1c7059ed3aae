import { type Form, formOf } from '../../lexer/words.ts';
import { quote } from '../messages.ts';

/*
 * Pieces that forms of slips are made of. A line has no line ends, so `\s` is a blank. Names are a
 * little wider than the lexer's, since the scanner has the last word; `\p{L}` makes forms slow to build.
 * No two pieces side by side can both take the same blanks, which keeps matching fast.
 */

const letter = 'A-Za-z_\\u00AA-\\u02FF\\u0300-\\u1FFF\\u2C00-\\uD7FF';
export const id: string = `[${letter}][${letter}0-9]*(?:-[${letter}0-9]+)*`;
const reference = String.raw`(?:${id}\s*\.\s*)?${id}`;
/** `n1`, `Lane.n1` or `n1.handle(right)`. */
export const endpoint: string = String.raw`${reference}(?:\s*\.\s*handle\s*\(\s*[A-Za-z]+\s*\))?`;
export const side: string = 'left|right|top|bottom|up|down|Left|Right|Top|Bottom';
export const text: string = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'|“[^”]*”`;
export const attributes: string = String.raw`(?:${id}\s*[:=]\s*(?:${text})(?:\s*,)?\s*)+`;
/** `[label="Yes"]`, or empty. */
export const labels: string = String.raw`(?:\s*\[[^\]]*\])?`;
/** `loop [until warm]`. */
export const loopHead: string = String.raw`loop\s*\[[^\]]*\]`;

/** A form of these pieces. */
export function form(raw: TemplateStringsArray, ...pieces: readonly string[]): Form {
  return formOf(String.raw(raw, ...pieces));
}

export function group(match: RegExpExecArray, name: string): string {
  return match.groups?.[name] ?? '';
}

/** `label:"Bake"` from the author's text, with or without quotes of any kind. */
export function labelOf(written: string): string {
  return `label:${quoted(written)}`;
}

/** In our quotes, whatever the author's were. */
export function quoted(written: string): string {
  const bare = written
    .trim()
    .replace(/^[/\\]|[/\\]$/g, '')
    .replace(/^["'“”„«`]|["'“”»`]$/gu, '');
  return quote(bare.replace(/<br\s*\/?>/g, '\n'));
}

/** Several statements, each on a line of its own. */
export function lines(...statements: readonly string[]): string {
  return statements.join('\n');
}
