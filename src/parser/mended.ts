import { type IToken, tokenMatcher } from 'chevrotain';
import { lexStatement } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { type Change, changeBetween } from './slips/slip.ts';

/*
 * The tokens of a line as it should have been, placed in the line as it is: what both have in common
 * stands where it stands, names where the author wrote them, and the rest where the change is.
 */

/** The tokens of each statement. `start`: of the author's line. */
export function mendedTokens(mended: string, written: string, start: number): IToken[][] {
  const statements = mended.split('\n').filter((statement) => !statement.startsWith('//'));
  return statements.map((statement) => {
    const change = changeBetween(written, statement);
    let from = 0;
    return lexStatement(statement).map((token) => {
      const place = placeOf(token, written, change, from);
      if (place.isExact) from = place.end;
      token.startOffset = start + place.start;
      token.endOffset = start + Math.max(place.start, place.end - 1);
      return token;
    });
  });
}

interface Place {
  readonly start: number;
  readonly end: number;
  /** The author wrote the token there. */
  readonly isExact: boolean;
}

function placeOf(token: IToken, written: string, { old, now }: Change, from: number): Place {
  const { startOffset, image } = token;
  const end = startOffset + image.length;
  if (end <= now.start) return { start: startOffset, end, isExact: true };
  if (startOffset >= now.end) {
    const shift = old.end - now.end;
    return { start: startOffset + shift, end: end + shift, isExact: true };
  }
  const at = tokenMatcher(token, t.Name) ? wordIn(written, image, from) : -1;
  return at < 0 ? { ...old, isExact: false } : { start: at, end: at + image.length, isExact: true };
}

/** Where the word stands alone, behind the offset if it can be, else anywhere. */
function wordIn(text: string, word: string, from: number): number {
  for (const start of [from, 0]) {
    for (let at = text.indexOf(word, start); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return at;
    }
  }
  return -1;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{M}\p{N}_]/u.test(char);
}
