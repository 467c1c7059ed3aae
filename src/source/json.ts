/**
 * Strict JSON (RFC 8259) to values that know their places, since what is said about a value points at it. Engines word
 * their own messages differently from version to version; these are ours. The first mistake ends the reading.
 */

import type { Span } from './source.ts';

export type Json =
  | { readonly kind: 'object'; readonly span: Span; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly Json[] }
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | { readonly kind: 'number'; readonly span: Span; readonly value: number }
  | { readonly kind: 'word'; readonly span: Span; readonly word: 'true' | 'false' | 'null' };

export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Json;
}

interface JsonMistake {
  readonly message: string;
  readonly span: Span;
}

export type JsonRead =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'mistake'; readonly mistake: JsonMistake };

const deepest = 100;

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  mistake: JsonMistake | undefined;
}

export function readJson(text: string): JsonRead {
  const reader: Reader = { text, at: 0, depth: 0, mistake: undefined };
  const value = readValue(reader);
  if (value !== undefined && next(reader) !== '')
    fail(reader, strange(reader, 'Nothing stands behind the last bracket.'));
  if (reader.mistake !== undefined) return { kind: 'mistake', mistake: reader.mistake };
  if (value === undefined) throw new Error('a value was neither read nor refused');
  return { kind: 'value', value };
}

/** The next character that is no blank; '' at the end. */
function next(reader: Reader): string {
  while (/[ \t\r\n]/.test(reader.text[reader.at] ?? '')) reader.at++;
  return reader.text[reader.at] ?? '';
}

function take(reader: Reader, sign: string): boolean {
  if (next(reader) !== sign) return false;
  reader.at++;
  return true;
}

function fail(reader: Reader, message: string, span: Span = wordAt(reader)): undefined {
  reader.mistake ??= { message, span };
  return undefined;
}

/** What stands here to the next blank or sign; at least one character, nothing at the end. */
function wordAt({ text, at }: Reader): Span {
  const length = /^(?:[\w$.+-]+|[\s\S])/u.exec(text.slice(at, at + 100))?.[0].length ?? 0;
  return { start: at, end: at + length };
}

/** A better word for what JSON lacks and others have. */
function strange({ text, at }: Reader, otherwise: string): string {
  if (text.startsWith('//', at) || text.startsWith('/*', at) || text[at] === '#') return 'JSON has no comments.';
  return text[at] === "'" ? 'Texts stand in double quotes.' : otherwise;
}

function readValue(reader: Reader): Json | undefined {
  const sign = next(reader);
  if (sign === '{' || sign === '[') return readNested(reader, sign);
  if (sign === '"') return readText(reader);
  if (sign === '') return fail(reader, 'The file ends where a value is expected.');
  return readPlain(reader);
}

function readNested(reader: Reader, sign: '{' | '['): Json | undefined {
  if (reader.depth === deepest) return fail(reader, `Brackets stand in more than ${deepest} others.`);
  reader.depth++;
  const value = sign === '{' ? readObject(reader) : readArray(reader);
  reader.depth--;
  return value;
}

function readObject(reader: Reader): Json | undefined {
  const start = reader.at++;
  const members: Member[] = [];
  const keys = new Set<string>();
  while (!take(reader, '}')) {
    if (members.length > 0 && !readComma(reader, '}')) return undefined;
    const member = readMember(reader, keys);
    if (member === undefined) return undefined;
    members.push(member);
  }
  return { kind: 'object', span: { start, end: reader.at }, members };
}

function readMember(reader: Reader, keys: Set<string>): Member | undefined {
  const sign = next(reader);
  if (sign === '') return fail(reader, "A '}' is missing at the end.");
  if (sign !== '"') return fail(reader, strange(reader, 'A name stands in double quotes.'));
  const key = readText(reader);
  if (key?.kind !== 'text') return undefined;
  if (keys.has(key.text)) return fail(reader, `'${key.text}' is set twice.`, key.span);
  keys.add(key.text);
  if (!take(reader, ':')) return fail(reader, `A ':' is missing after '${key.text}'.`, key.span);
  const value = readValue(reader);
  return value === undefined ? undefined : { key: key.text, keySpan: key.span, value };
}

function readArray(reader: Reader): Json | undefined {
  const start = reader.at++;
  const items: Json[] = [];
  while (!take(reader, ']')) {
    if (items.length > 0 && !readComma(reader, ']')) return undefined;
    if (next(reader) === '') return fail(reader, "A ']' is missing at the end.");
    const item = readValue(reader);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'array', span: { start, end: reader.at }, items };
}

function readComma(reader: Reader, end: '}' | ']'): boolean {
  const sign = next(reader);
  const span = wordAt(reader);
  if (sign === '') fail(reader, `A '${end}' is missing at the end.`);
  else if (sign !== ',') fail(reader, strange(reader, 'A comma is missing before this.'));
  else {
    reader.at++;
    if (next(reader) === end) fail(reader, `No comma stands before '${end}'.`, span);
  }
  return reader.mistake === undefined;
}

/** Characters that stand for themselves: from the blank on, other than quotes and backslashes. */
const text = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const textUntilWrong = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

function readText(reader: Reader): Json | undefined {
  const start = reader.at;
  const found = matchAt(text, reader);
  if (found === undefined) return failInText(reader);
  reader.at += found.length;
  const value: unknown = JSON.parse(found);
  return { kind: 'text', span: { start, end: reader.at }, text: String(value) };
}

function failInText(reader: Reader): undefined {
  const opened = { start: reader.at, end: reader.at + 1 };
  const start = reader.at + (matchAt(textUntilWrong, reader) ?? '').length;
  const wrong = reader.text.slice(start, start + 2);
  if (wrong.startsWith('\\')) {
    return fail(reader, `'${wrong}' is no escape.`, { start, end: start + wrong.length });
  }
  if (wrong === '' || /^[\r\n]/.test(wrong)) return fail(reader, 'The text opened here has no closing quote.', opened);
  return fail(reader, 'A control character stands in a text.', { start, end: start + 1 });
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainWord = /[\w$.+-]+/y;

function readPlain(reader: Reader): Json | undefined {
  const start = reader.at;
  const word = matchAt(plainWord, reader) ?? '';
  const span = { start, end: start + word.length };
  reader.at = span.end;
  if (word === 'true' || word === 'false' || word === 'null') return { kind: 'word', span, word };
  if (word !== '' && matchAt(number, { ...reader, at: start }) === word) {
    return { kind: 'number', span, value: Number(word) };
  }
  reader.at = start;
  if (/^[-+.\d]/.test(word)) return fail(reader, `'${word}' is not written as JSON writes numbers.`);
  return fail(
    reader,
    strange(reader, word === '' ? 'A value is expected here.' : `'${word}' is missing its double quotes.`),
  );
}

function matchAt(pattern: RegExp, { text, at }: Reader): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
