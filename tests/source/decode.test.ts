import { describe, expect, it } from 'vitest';
import { decodingProblem } from '../../src/diagnostics/input.ts';
import { decode } from '../../src/source/decode.ts';

describe('decoding', () => {
  const utf16 = (text: string, big: boolean): Uint8Array => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };

  it('reads UTF-8 with and without a byte order mark, and UTF-16 with one', () => {
    const text = 'Büro { # 東京 }\n';
    const inputs = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16(text, false), utf16(text, true)];
    expect(inputs.map((bytes) => decode(bytes, 'a.flow').source.text)).toEqual([text, text, text, text]);
  });

  it('names the first byte that is no text', () => {
    const bytes = Buffer.concat([Buffer.from('Caf'), Buffer.from([0xe9]), Buffer.from(' { }')]);
    const found = decodingProblem(decode(bytes, 'a.flow'));
    expect(found?.message).toBe('The file is not valid UTF-8 (byte 0xE9 at offset 3).');
    expect(found?.span).toEqual({ start: 3, end: 3 });
  });

  it('names the last byte when the file ends inside a character', () => {
    expect(decodingProblem(decode(Buffer.from([0x41, 0xe6, 0x97]), 'a.flow'))?.code).toBe('invalid-utf8');
  });

  it('measures before it decodes', () => {
    expect(decode(new Uint8Array(11), 'a.flow', 10).kind).toBe('too-large');
    expect(decode(new Uint8Array(10).fill(0x41), 'a.flow', 10).kind).toBe('text');
    const found = decodingProblem(decode(new Uint8Array(6_100_000), 'a.flow'));
    expect(found?.message).toBe('The source has 6.1 MB; the limit is 5 MB.');
  });
});
