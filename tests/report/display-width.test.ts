import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';

describe('the width of a text', () => {
  it('is two columns for what is wide, and none for what is put on another character', () => {
    expect(['料理', '🎉', 'é', 'e\u0301', '☺\ufe0f', '→ “…”', ''].map(displayWidth)).toEqual([4, 2, 1, 1, 2, 5, 0]);
  });

  it('is the sum of its characters, whether or not one of them needs a closer look', () => {
    for (let code = 0x20; code < 0x3000; code++) {
      const character = String.fromCharCode(code);
      // Some join what is beside them, and so do marks of scripts that are of no concern here.
      if (/\p{M}|\p{Cf}|\p{Cc}/u.test(character) || (code >= 0x400 && code < 0x2000)) continue;
      expect(displayWidth(`${character}料`), code.toString(16)).toBe(displayWidth(character) + 2);
    }
  });
});
