/**
 * The text of a scenario file as values that know their places: the one door to the package `yaml`, which is loaded when
 * the first file is read. YAML 1.2, so that `No` is a word. The first mistake ends the reading, and is told in our words.
 */

import type { Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Source, Span } from '../source/source.ts';
import type { Word } from './draft.ts';
import { type Mistake, mistakeOf } from './yaml-mistakes.ts';

type Yaml = typeof import('yaml');

export type Value =
  | { readonly kind: 'map'; readonly span: Span; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly span: Span; readonly items: readonly Value[] }
  /** `text` as written, without quotes; `number` for plain numbers. */
  | { readonly kind: 'word'; readonly span: Span; readonly text: string; readonly number: number | undefined }
  | { readonly kind: 'truth'; readonly span: Span; readonly text: string; readonly isTrue: boolean }
  | { readonly kind: 'nothing'; readonly span: Span };

export interface Entry {
  readonly key: Word;
  readonly value: Value;
}

export interface YamlRead {
  /** Undefined when there is a mistake. */
  readonly value: Value | undefined;
  readonly mistake: Mistake | undefined;
  /** With their signs. */
  readonly comments: readonly Word[];
}

export async function readYaml(source: Source): Promise<YamlRead> {
  const yaml = await import('yaml');
  const { tooDeep, comments } = scan(source.text, yaml);
  if (tooDeep !== undefined) return { value: undefined, mistake: tooDeep, comments };
  // `silent` would keep the second document of a file to itself. Keys are compared below, in linear time.
  const document = yaml.parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) return { value: undefined, mistake: mistakeOf(problem, source.text), comments };
  return { ...convert(document, source.text, yaml), comments };
}

// ---- before parsing

/** Deeper than any scenario; the parser calls itself for each level, and hostile texts have thousands. */
const deepest = 60;
const widestIndent = 400;

interface Scanned {
  readonly tooDeep: Mistake | undefined;
  readonly comments: readonly Word[];
}

/** One pass over the tokens, which does not nest: comments, and whether the text can be parsed without harm. */
function scan(text: string, { Lexer }: Yaml): Scanned {
  const comments: Word[] = [];
  let [offset, brackets, indicators, isLineStart, isScalar] = [0, 0, 0, true, false];
  let tooDeep: Mistake | undefined;
  for (const token of new Lexer().lex(text)) {
    if (isMarker(token)) {
      isScalar = token === scalarMarker;
      continue;
    }
    const span = { start: offset, end: offset + token.length };
    offset = span.end;
    if (!isScalar && token.startsWith('#')) comments.push({ text: token, span });
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets--;
    if (/^[\r\n]/.test(token)) [isLineStart, indicators] = [true, 0];
    else if (token === '-' || token === '?' || token === ':') indicators++;
    const isWide = isLineStart && /^ /.test(token) && token.length > widestIndent;
    if (!/^[\r\n]/.test(token)) isLineStart = false;
    if (brackets > deepest || indicators > deepest || isWide) tooDeep ??= nestedTooDeep(span);
    isScalar = false;
  }
  return { tooDeep, comments };
}

const scalarMarker = '\u001f';

/** Tokens of no text: a document or a scalar begins, brackets end too early. */
function isMarker(token: string): boolean {
  return token === scalarMarker || token === '\u0002' || token === '\u0018';
}

function nestedTooDeep({ start }: Span): Mistake {
  return { message: 'Values stand in too many others here.', span: { start, end: start + 1 }, hint: undefined };
}

// ---- values

/** Aliases let a few lines stand for millions of values; a scenario file has some thousands. */
const mostValues = 500_000;

interface Conversion {
  readonly yaml: Yaml;
  readonly text: string;
  /** Values by the names that aliases use; undefined while such a value is still being read. */
  readonly anchors: Map<string, { readonly value: Value; readonly size: number } | undefined>;
  size: number;
  mistake: Mistake | undefined;
}

function convert(document: Document.Parsed, text: string, yaml: Yaml): Omit<YamlRead, 'comments'> {
  const conversion: Conversion = { yaml, text, anchors: new Map(), size: 0, mistake: undefined };
  const value = document.contents === null ? nothingAt(text.length) : valueAt(document.contents, conversion);
  const { mistake } = conversion;
  return mistake === undefined ? { value, mistake } : { value: undefined, mistake };
}

function nothingAt(offset: number): Value {
  return { kind: 'nothing', span: { start: offset, end: offset } };
}

function valueAt(node: ParsedNode | Node, conversion: Conversion): Value {
  const { yaml, anchors } = conversion;
  if (yaml.isAlias(node)) return valueNamed(node, conversion);
  const before = conversion.size++;
  const name = anchorOf(node);
  if (name !== undefined) anchors.set(name, undefined);
  const value = plainValue(node, conversion);
  if (name !== undefined) anchors.set(name, { value, size: conversion.size - before });
  return value;
}

function anchorOf(node: Node): string | undefined {
  return 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
}

function plainValue(node: Node, conversion: Conversion): Value {
  const { yaml, text } = conversion;
  const span = spanOf(node, text);
  if (yaml.isMap(node)) return { kind: 'map', span, entries: entriesOf(node, conversion) };
  if (yaml.isSeq(node)) return { kind: 'list', span, items: itemsOf(node, conversion) };
  return yaml.isScalar(node) ? scalarOf(node, span) : { kind: 'nothing', span };
}

function spanOf(node: Node, text: string): Span {
  const [start = text.length, end = start] = node.range ?? [];
  return { start, end };
}

function itemsOf({ items }: YAMLSeq, conversion: Conversion): Value[] {
  return items.flatMap((item) => (conversion.yaml.isNode(item) ? [valueAt(item, conversion)] : []));
}

function entriesOf({ items }: YAMLMap, conversion: Conversion): Entry[] {
  const keys = new Set<string>();
  return items.flatMap((pair) => {
    const key = keyOf(pair, conversion);
    if (key === undefined) return [];
    if (keys.has(key.text)) fail(conversion, key.span, `'${key.text}' is set twice here.`, 'Keep one of the two.');
    keys.add(key.text);
    const value = conversion.yaml.isNode(pair.value) ? valueAt(pair.value, conversion) : nothingAt(key.span.end);
    return [{ key, value }];
  });
}

function keyOf({ key }: Pair, conversion: Conversion): Word | undefined {
  const { yaml, text } = conversion;
  const value = yaml.isNode(key) ? valueAt(key, conversion) : nothingAt(0);
  if (value.kind === 'word' || value.kind === 'truth') return value;
  const span = yaml.isNode(key) ? spanOf(key, text) : value.span;
  const end = Math.min(span.start + 1, text.length);
  return fail(conversion, { start: Math.min(span.start, end), end }, 'A key is one word or text.');
}

function scalarOf({ value, source, type }: Scalar, span: Span): Value {
  const isPlain = type === 'PLAIN';
  const text = typeof value === 'string' ? value : (source ?? String(value));
  if (typeof value === 'boolean') return { kind: 'truth', span, text, isTrue: value };
  if (value === null && isPlain) return { kind: 'nothing', span };
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return { kind: 'word', span, text, number: isNumber ? Number(value) : undefined };
}

/** What an alias stands for counts as if it were written out. */
function valueNamed(alias: Alias, conversion: Conversion): Value {
  const { anchors, text } = conversion;
  const span = spanOf(alias, text);
  const named = anchors.get(alias.source);
  if (named === undefined) {
    const isOpen = anchors.has(alias.source);
    const message = isOpen
      ? `'*${alias.source}' stands inside of what it names.`
      : `Nothing above is called '&${alias.source}'.`;
    fail(conversion, span, message, 'If it is a text, put it in quotes.');
    return { kind: 'nothing', span };
  }
  conversion.size += named.size;
  if (conversion.size <= mostValues) return named.value;
  fail(conversion, span, `Aliases stand for more than ${mostValues.toLocaleString('en')} values.`);
  return { kind: 'nothing', span };
}

function fail(conversion: Conversion, span: Span, message: string, hint?: string): undefined {
  conversion.mistake ??= { message, span, hint };
}
