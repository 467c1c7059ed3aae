/** Values of a scenario file, taken for what a key wants; what they are not is reported. */

import { type Diagnostic, problem, type Report } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Span } from '../source/source.ts';
import type { Pair, Placed, Word } from './draft.ts';
import type { Entry, Value } from './yaml.ts';

/** What is wrong with a scenario file, other than the names in it. */
export function unreadable(span: Span, message: string, hint?: string): Diagnostic {
  return problem('unreadable-scenario', span, message, { hint });
}

/** What stands under known keys. */
export type Known<K extends string> = ReadonlyMap<K, Entry>;

/** The entries of a map with these keys; other keys are reported. `name` begins a sentence. */
export function known<K extends string>(
  value: Value,
  keys: readonly K[],
  name: string,
  report: Report,
): ReadonlyMap<K, Entry> {
  const found = new Map<K, Entry>();
  for (const entry of entriesOf(value, name, report)) {
    const key = keys.find((each) => each === entry.key.text);
    if (key === undefined) report(unknownKey(entry.key, keys));
    else found.set(key, entry);
  }
  return found;
}

function unknownKey({ text, span }: Word, keys: readonly string[]): Diagnostic {
  const near = nearest(text, keys);
  const hint = near === undefined ? `There are ${keys.join(', ')}.` : `Did you mean ${near}?`;
  return problem('unknown-scenario-key', span, `There is no key '${text}' here.`, { hint });
}

export function entriesOf(value: Value, name: string, report: Report): readonly Entry[] {
  if (value.kind === 'map') return value.entries;
  refuse(value, `${name} has keys with values, such as 'name: right at once'.`, report);
  return [];
}

/** A key's value as `read` takes it; undefined when there is no such key, or it was refused. */
export function under<T>(
  entry: Entry | undefined,
  read: (value: Value, name: string, report: Report) => T | undefined,
  report: Report,
): T | undefined {
  return entry === undefined ? undefined : read(entry.value, `'${entry.key.text}'`, report);
}

/** The same with the place of the entry. */
export function placed<T>(
  entry: Entry | undefined,
  read: (value: Value, name: string, report: Report) => T | undefined,
  report: Report,
): Placed<T> | undefined {
  const value = under(entry, read, report);
  return entry === undefined || value === undefined ? undefined : { value, span: spanOfEntry(entry) };
}

export function spanOfEntry({ key, value }: Entry): Span {
  return { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
}

export function word(value: Value, name: string, report: Report): Word | undefined {
  if ((value.kind === 'word' || value.kind === 'truth') && value.text !== '') return value;
  return refuse(value, `${name} is a word or a text.`, report);
}

export function words(value: Value, name: string, report: Report): readonly Word[] | undefined {
  if (value.kind !== 'list') return refuse(value, `${name} is a list, such as [n1, n2].`, report);
  return value.items.flatMap((item) => word(item, `An entry of ${name}`, report) ?? []);
}

export function wordOrWords(value: Value, name: string, report: Report): readonly Word[] | undefined {
  if (value.kind !== 'list') return alone(word(value, name, report));
  if (value.items.length === 0) return refuse(value, `${name} is an empty list.`, report);
  return words(value, name, report);
}

function alone<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

type Reader<T> = (value: Value, name: string, report: Report) => T | undefined;

export function wholeNumber(least: number, most: number): Reader<number> {
  return (value, name, report) => {
    const number = numberIn(value);
    if (number !== undefined && Number.isInteger(number) && number >= least && number <= most) return number;
    return refuse(value, `${name} is a whole number from ${digits(least)} to ${digits(most)}.`, report);
  };
}

export function percent(value: Value, name: string, report: Report): number | undefined {
  const number = numberIn(value);
  if (number !== undefined && number >= 0 && number <= 100) return number;
  return refuse(value, `${name} is a number from 0 to 100.`, report);
}

export function share(value: Value, name: string, report: Report): number | undefined {
  const number = numberIn(value);
  if (number !== undefined && number >= 0 && Number.isFinite(number)) return number;
  return refuse(value, `${name} is a number, 0 or more.`, report);
}

function numberIn(value: Value): number | undefined {
  return value.kind === 'word' ? value.number : undefined;
}

function digits(number: number): string {
  return number.toLocaleString('en');
}

export function truth(value: Value, name: string, report: Report): boolean | undefined {
  return value.kind === 'truth' ? value.isTrue : refuse(value, `${name} is true or false.`, report);
}

export function choice<T extends string>(choices: readonly T[]): Reader<T> {
  return (value, name, report) => chosen(value, choices, name, report);
}

export function choices<T extends string>(of: readonly T[]): Reader<readonly T[]> {
  return (value, name, report) => {
    if (value.kind !== 'list') return refuse(value, `${name} is a list of ${of.join(', ')}.`, report);
    return value.items.flatMap((item) => chosen(item, of, `An entry of ${name}`, report) ?? []);
  };
}

/** One of them, or a list of at least one. */
export function choiceOrChoices<T extends string>(of: readonly T[]): Reader<readonly T[]> {
  return (value, name, report) => {
    if (value.kind !== 'list') return alone(chosen(value, of, name, report));
    if (value.items.length === 0) return refuse(value, `${name} is an empty list.`, report);
    return choices(of)(value, name, report);
  };
}

function chosen<T extends string>(value: Value, of: readonly T[], name: string, report: Report): T | undefined {
  const text = value.kind === 'word' || value.kind === 'truth' ? value.text : '';
  const found = of.find((each) => each === text);
  if (found !== undefined) return found;
  const near = nearest(text, of);
  const hint = near === undefined ? undefined : `Did you mean ${near}?`;
  return refuse(value, `${name} is one of ${of.join(', ')}.`, report, hint);
}

/** A map whose keys are names from the flow. */
export function pairs<T>(read: Reader<T>): Reader<readonly Pair<T>[]> {
  return (value, name, report) =>
    entriesOf(value, name, report).flatMap((entry) => {
      const found = under(entry, read, report);
      return found === undefined ? [] : [{ key: entry.key, value: found }];
    });
}

/** Reports and gives nothing. Of a map or list only the first sign is marked. */
export function refuse(value: Value, message: string, report: Report, hint?: string): undefined {
  const { kind, span } = value;
  const end = kind === 'map' || kind === 'list' ? Math.min(span.start + 1, span.end) : span.end;
  report(unreadable({ start: span.start, end }, message, hint));
}
