import { type Source, sourceOf } from './source.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';

export type Decoded =
  | { readonly kind: 'text'; readonly source: Source }
  /** `text` is what could be read before the bad byte. */
  | {
      readonly kind: 'invalid';
      readonly source: Source;
      readonly encoding: Encoding;
      readonly offset: number;
      readonly byte: number;
    }
  | { readonly kind: 'too-large'; readonly source: Source; readonly bytes: number; readonly limit: number };

/** The limit on a source in bytes, when the configuration sets none. */
export const defaultSourceBytes = 5_000_000;

/** Bytes to text: UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text. */
export function decode(bytes: Uint8Array, name: string, limit: number = defaultSourceBytes): Decoded {
  if (bytes.length > limit) return { kind: 'too-large', source: sourceOf(name, ''), bytes: bytes.length, limit };
  const encoding = encodingOf(bytes);
  const text = tryDecode(bytes, encoding);
  if (text !== undefined) return { kind: 'text', source: sourceOf(name, text) };
  const readable = readableBeginning(bytes, encoding);
  const offset = Math.min(bytes.length - 1, bytesOf(readable, encoding) + markLength(bytes));
  return { kind: 'invalid', source: sourceOf(name, readable), encoding, offset, byte: bytes[offset] ?? 0 };
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  return 'UTF-8';
}

function tryDecode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What can be read before the first bad byte, by halving; a character cut in two does not count. */
function readableBeginning(bytes: Uint8Array, encoding: Encoding): string {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isReadableSoFar(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle - 1;
  }
  return new TextDecoder(encoding).decode(bytes.subarray(0, good), { stream: true });
}

function bytesOf(text: string, encoding: Encoding): number {
  return encoding === 'UTF-8' ? new TextEncoder().encode(text).length : text.length * 2;
}

function markLength(bytes: Uint8Array): number {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 3;
  return encodingOf(bytes) === 'UTF-8' ? 0 : 2;
}

function isReadableSoFar(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
