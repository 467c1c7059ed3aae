/** From JSON with places to values of a known shape. Nothing is taken on trust. */

import type { Json } from './json.ts';
import type { Span } from './source.ts';

interface Mistake {
  readonly message: string;
  readonly span: Span;
}

/** Takes a value or says what is wrong with it; the first mistake ends the reading. */
export type Taken<T> = { readonly value: T } | { readonly mistake: Mistake };
export type Take<T> = (json: Json, name: string) => Taken<T>;

/** An object with these members and perhaps others; what is optional may be missing. */
export function shaped<T extends object>(
  takes: { readonly [K in keyof T]-?: Take<T[K]> },
  optional: readonly (keyof T)[] = [],
): Take<T> {
  return (json, name) => {
    if (json.kind !== 'object') return wrong(json, `${name} stands in braces.`);
    const values: Partial<T> = {};
    for (const key in takes) {
      const member = json.members.find((each) => each.key === key);
      if (member === undefined && optional.includes(key)) continue;
      if (member === undefined) return wrong(json, `${name} has no '${key}'.`);
      const taken = takes[key](member.value, `'${key}'`);
      if ('mistake' in taken) return taken;
      values[key] = taken.value;
    }
    // Every key of `takes` was set, but for those that may be undefined.
    return { value: values as T };
  };
}

export function listOf<T>(take: Take<T>): Take<readonly T[]> {
  return (json, name) => {
    if (json.kind !== 'array') return wrong(json, `${name} is a list in brackets.`);
    const values: T[] = [];
    for (const item of json.items) {
      const taken = take(item, `What stands in ${name}`);
      if ('mistake' in taken) return taken;
      values.push(taken.value);
    }
    return { value: values };
  };
}

export function mapOf<T>(take: Take<T>): Take<ReadonlyMap<string, T>> {
  return (json, name) => {
    if (json.kind !== 'object') return wrong(json, `${name} stands in braces.`);
    const values = new Map<string, T>();
    for (const { key, value } of json.members) {
      const taken = take(value, `'${key}'`);
      if ('mistake' in taken) return taken;
      values.set(key, taken.value);
    }
    return { value: values };
  };
}

export function takeText(json: Json, name: string): Taken<string> {
  return json.kind === 'text' ? { value: json.text } : wrong(json, `${name} is a text in double quotes.`);
}

export function takeCount(json: Json, name: string): Taken<number> {
  const isCount = json.kind === 'number' && Number.isSafeInteger(json.value) && json.value >= 0;
  return isCount ? { value: json.value } : wrong(json, `${name} is a whole number, at least 0.`);
}

/** Of braces that are no object wanted, only the first sign is marked. */
export function wrong({ kind, span }: Json, message: string): { readonly mistake: Mistake } {
  const isNested = kind === 'object' || kind === 'array';
  return { mistake: { message, span: isNested ? { start: span.start, end: span.start + 1 } : span } };
}
