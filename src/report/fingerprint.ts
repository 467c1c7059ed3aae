/**
 * A finding's name that stays the same while lines move. It is made of the code, the words the finding is about, and
 * the names in their line; texts, handles, comments and blanks are left out, since they change more often.
 */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';

/** Characters looked at on each side of where a finding begins, so that a line of megabytes costs no more. */
const reach = 200;

/** 16 hexadecimal digits. Two equal mistakes in equal lines of a file share them. */
export function fingerprint(source: Source, { code, span }: Diagnostic): string {
  return hash([code, wordsAt(source, span), namesAround(source, span)].join('\n'));
}

function wordsAt({ text }: Source, { start, end }: Span): string {
  return untilLineEnd(text.slice(start, Math.min(end, start + reach)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The ids of `n4.handle(top) -> Desk.n6 [label="Yes"]` are `n4 Desk.n6`. */
function namesAround(source: Source, { start }: Span): string {
  const lineStart = start - positionAt(source, start).column + 1;
  const before = source.text.slice(Math.max(lineStart, start - reach), start);
  const statement = (before + untilLineEnd(source.text.slice(start, start + reach)))
    .replace(/"[^"]*"?/g, ' ')
    .replace(/(?:#|\/\/).*/, '')
    .replace(/\[[^\]]*\]?/g, ' ')
    .replace(/\.handle\([^)]*\)?/g, ' ');
  return (statement.match(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu) ?? []).join(' ');
}

function untilLineEnd(text: string): string {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : text.slice(0, end);
}

/** FNV-1a with 64 bits over UTF-8 (Fowler, Noll and Vo); its prime is 2^40 + 0x1b3. */
export function hash(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
