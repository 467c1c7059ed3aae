/** The bytes of a file or of standard input. Nothing much larger than the limit is ever held in memory. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { reasonOf } from './failure.ts';

/** The bytes, or how many there are when they are too many. */
export type Bytes = Uint8Array | number;

const chunkBytes = 65_536;

/** As text: the system's reason why they cannot be had. A path that is undefined is standard input. */
export async function readBytes(path: string | undefined, limit: number): Promise<Bytes | string> {
  try {
    return path === undefined ? await readStandardInput(limit) : readFile(path, limit);
  } catch (error) {
    return reasonOf(error);
  }
}

function readFile(path: string, limit: number): Bytes {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return size > limit ? size : readChunks(file, size, limit);
  } finally {
    closeSync(file);
  }
}

/**
 * Pipes and devices have no size beforehand. Where there is one, a byte more is asked for, so that the end shows in the
 * same chunk: memory of many unused chunks is not collected for free.
 */
function readChunks(file: number, size: number, limit: number): Bytes {
  const full: Uint8Array[] = [];
  let chunk = new Uint8Array(size === 0 ? chunkBytes : size + 1);
  for (let [total, filled] = [0, 0]; ; ) {
    const read = readSync(file, chunk, filled, chunk.length - filled, null);
    if (read === 0) return Buffer.concat([...full, chunk.subarray(0, filled)]);
    total += read;
    filled += read;
    if (total > limit) return total;
    if (filled < chunk.length) continue;
    full.push(chunk);
    chunk = new Uint8Array(chunkBytes);
    filled = 0;
  }
}

async function readStandardInput(limit: number): Promise<Bytes> {
  if (process.stdin.isTTY === true) process.stderr.write('Type or paste a flow; end it with Ctrl-D.\n');
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > limit) return total;
  }
  return Buffer.concat(chunks);
}

/** A changed text with the encoding and the byte order mark of the bytes it came from. */
export function bytesLike(old: Uint8Array, text: string): Uint8Array {
  const [first, second, third] = old;
  if (first === 0xff && second === 0xfe) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (first === 0xfe && second === 0xff) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from(first === 0xef && second === 0xbb && third === 0xbf ? `\ufeff${text}` : text);
}
