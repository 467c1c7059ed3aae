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
  const offset = firstBadByte(bytes, encoding);
  const readable = tryDecode(bytes.subarray(0, offset), encoding) ?? '';
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

/** The longest readable beginning, by halving; a character cut in two counts as readable so far. */
function firstBadByte(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isReadableSoFar(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle - 1;
  }
  return Math.min(good, bytes.length - 1);
}

function isReadableSoFar(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
