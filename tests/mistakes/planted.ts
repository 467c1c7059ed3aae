import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Span } from '../../src/source/source.ts';

/* How a mistake gets into a flow. ⟦ and ⟧ stand around the culprit and are not part of the text. */

/** A flow with a mistake in it, and where the mistake is. */
export interface Planted {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** A finger on any of them is right; none: the file as a whole. */
  readonly marks: readonly Span[];
  readonly limit: number | undefined;
}

/** Old text, which stands once in the base, and new text. */
export type Change = readonly [old: string, now: string];

const bases = { bakery: readBase('bakery'), parcel: readBase('parcel'), door: readBase('door') };

export const baseTexts: readonly string[] = Object.values(bases);

export function text(marked: string): Planted {
  const { text, marks } = readMarks(marked);
  return { bytes: new TextEncoder().encode(text), text, marks, limit: undefined };
}

export function bakery(...changes: readonly Change[]): Planted {
  return text(changed(bases.bakery, changes));
}

export function parcel(...changes: readonly Change[]): Planted {
  return text(changed(bases.parcel, changes));
}

export function door(...changes: readonly Change[]): Planted {
  return text(changed(bases.door, changes));
}

/** Instead of the node n6, to which two edges lead. */
export function node(now: string): Planted {
  return bakery(['n6: rectangle label:"Bake for an hour"', now]);
}

/** Instead of the edge from n2 to n3. */
export function edge(now: string): Planted {
  return bakery(['n2.handle(right) -> n3.handle(left)', now]);
}

/** Instead of the edge from n4 to Oven.n6, which has a label. */
export function answer(now: string): Planted {
  return bakery(['n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"]', now]);
}

/** Instead of the loop. */
export function loop(now: string): Planted {
  return bakery(['loop [until the dough has doubled] n3 n4 n5', now]);
}

/** Instead of the header of the lane Oven. */
export function header(now: string): Planted {
  return bakery(['Oven { # Stone oven', now]);
}

/** One more line at the end of the lane Baker. */
export function inLane(line: string): Planted {
  return bakery(['n3 n4 n5\n}', `n3 n4 n5\n  ${line}\n}`]);
}

/** One more line between the lanes. */
export function between(line: string): Planted {
  return bakery(['n3 n4 n5\n}', `n3 n4 n5\n}\n${line}`]);
}

/** Saved by an editor that writes one byte per character. */
export function latin1(planted: Planted): Planted {
  return { ...planted, bytes: Uint8Array.from(planted.text, (char) => char.charCodeAt(0)) };
}

export function bytes(values: readonly number[], marks: readonly Span[]): Planted {
  return { bytes: Uint8Array.from(values), text: '', marks, limit: undefined };
}

export function withLimit(planted: Planted, limit: number): Planted {
  return { ...planted, limit };
}

function readBase(name: string): string {
  return readFileSync(join(import.meta.dirname, `base-${name}.flow`), 'utf8');
}

function changed(base: string, changes: readonly Change[]): string {
  return changes.reduce((text, [old, now]) => {
    if (text.split(old).length !== 2) throw new Error(`'${old}' does not stand exactly once in the base flow`);
    return text.replace(old, () => now);
  }, base);
}

/** Marks may stand inside each other: the narrow and the wide way to point at the same thing. */
function readMarks(marked: string): { text: string; marks: Span[] } {
  const marks: Span[] = [];
  const open: number[] = [];
  let text = '';
  for (const piece of marked.split(/([⟦⟧])/)) {
    if (piece === '⟦') open.push(text.length);
    else if (piece === '⟧') marks.push({ start: open.pop() ?? 0, end: text.length });
    else text += piece;
  }
  if (open.length > 0) throw new Error(`a mark is not closed in: ${marked}`);
  return { text, marks: marks.sort((a, b) => a.start - b.start || a.end - b.end) };
}
