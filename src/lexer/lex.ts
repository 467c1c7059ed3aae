import { type IToken, Lexer } from 'chevrotain';
import type { Source, Span } from '../source/source.ts';
import { modes } from './tokens.ts';

/**
 * Built once per process. Validation runs in a test; at start it would only cost time. So would the tables of
 * first characters that safe mode does without: our own patterns look at theirs anyway.
 */
const lexer = new Lexer(
  { modes, defaultMode: 'document' },
  { positionTracking: 'onlyOffset', skipValidations: true, deferDefinitionErrorsHandling: true, safeMode: true },
);

/** What tests and people see of a token. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  readonly span: Span;
}

/** Text to tokens. Any text has tokens; offsets are those of the whole file, `endOffset` is the last character's. */
export function lex(source: Source): IToken[] {
  const { text, part } = source;
  const gaps = source.gaps.filter((gap) => gap.start >= part.start && gap.end <= part.end);
  const read = gaps.length === 0 ? text.slice(part.start, part.end) : withoutGaps(text, part, gaps);
  const { tokens } = lexer.tokenize(read);
  place(tokens, part.start, gaps);
  return tokens;
}

/** The tokens of one statement as it would stand in a lane. */
export function lexStatement(text: string): IToken[] {
  return lexer.tokenize(text, 'lane').tokens;
}

export function viewOf(token: IToken): Token {
  return { kind: token.tokenType.name, text: token.image, span: spanOf(token) };
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}

function withoutGaps(text: string, part: Span, gaps: readonly Span[]): string {
  const pieces: string[] = [];
  let from = part.start;
  for (const gap of gaps) {
    pieces.push(text.slice(from, gap.start));
    from = gap.end;
  }
  return [...pieces, text.slice(from, part.end)].join('');
}

/** Moves offsets in the text that was read to offsets in the file. */
function place(tokens: readonly IToken[], shift: number, gaps: readonly Span[]): void {
  let passed = 0;
  let added = shift;
  const placeOf = (offset: number): number => {
    for (let gap = gaps[passed]; gap !== undefined && gap.start <= offset + added; gap = gaps[++passed]) {
      added += gap.end - gap.start;
    }
    return offset + added;
  };
  for (const token of tokens) {
    const start = token.startOffset;
    token.startOffset = placeOf(start);
    token.endOffset = placeOf(start + token.image.length - 1);
  }
}
