import type { Decoded } from '../source/decode.ts';
import type { Source } from '../source/source.ts';
import { type Diagnostic, fix, problem } from './diagnostic.ts';

/** What is wrong with a source's bytes; undefined when it is text. */
export function decodingProblem(decoded: Decoded): Diagnostic | undefined {
  if (decoded.kind === 'text') return undefined;
  const end = decoded.source.text.length;
  const span = { start: end, end };
  if (decoded.kind === 'too-large') return sourceTooLarge(decoded.bytes, decoded.limit);
  const byte = `0x${decoded.byte.toString(16).toUpperCase().padStart(2, '0')}`;
  const name = decoded.encoding.replace(/[LB]E$/, '');
  return problem('invalid-utf8', span, `The file is not valid ${name} (byte ${byte} at offset ${decoded.offset}).`, {
    hint: 'Save it as UTF-8.',
  });
}

function sourceTooLarge(bytes: number, limit: number): Diagnostic {
  const digits = [1, 2, 3, 4, 5, 6].find((count) => megabytes(bytes, count) !== megabytes(limit, count)) ?? 6;
  const message = `The source has ${megabytes(bytes, digits)} MB; the limit is ${megabytes(limit, digits)} MB.`;
  const hint = 'Split it, or raise limits.sourceBytes in laneflow.config.json.';
  return problem('source-too-large', { start: 0, end: 0 }, message, { hint });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const bidi = /[\u202A-\u202E\u2066-\u2069]/g;

/** Characters that cannot be drawn, and invisible ones that change the reading order. */
export function characterProblems(source: Source): Diagnostic[] {
  const controls = source.gaps.filter(({ start, end }) => end === start + 1 && control.test(source.text[start] ?? ''));
  const overrides = [...source.text.slice(source.part.start, source.part.end).matchAll(bidi)];
  return [
    ...controls.map(({ start }) => controlCharacter(source.text, start)),
    ...overrides.map((match) => bidiControl(source.text, source.part.start + match.index)),
  ];
}

function controlCharacter(text: string, start: number): Diagnostic {
  const span = { start, end: start + 1 };
  const message = `The character ${codePoint(text, start)} cannot be drawn; it is left out.`;
  return problem('control-character', span, message, { fixes: [fix('Remove it', true, { span, text: '' })] });
}

function bidiControl(text: string, start: number): Diagnostic {
  const span = { start, end: start + 1 };
  const message = `The invisible character ${codePoint(text, start)} changes the reading order of this line.`;
  return problem('bidi-control', span, message, { fixes: [fix('Remove it', false, { span, text: '' })] });
}

function codePoint(text: string, at: number): string {
  return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** With as many digits behind the point as tell the two apart. */
function megabytes(bytes: number, digits: number): string {
  return String(Number((bytes / 1_000_000).toFixed(digits)));
}
