import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { oddHeaderAt } from './odd-header.ts';
import { beginsStatementAt, isStatementLine } from './statement-line.ts';
import { identifierAt, skipBlank, trimEnd } from './words.ts';

/*
 * Three modes. `document`: every match begins an item and takes all of it, or the first word of a lane
 * or statement. `lane`: between `{` and `}`. `line`: one statement outside lanes, to the end of its line.
 */

/** Whatever may stand inside a statement; lets the grammar take leftovers one by one. */
export const Word: TokenType = createToken({ name: 'Word', pattern: Lexer.NA });

const blank = createToken({ name: 'Blank', pattern: /[ \t\u00A0]+/, group: Lexer.SKIPPED });

export const LineEnd: TokenType = createToken({ name: 'LineEnd', pattern: /\r\n|\r|\n/, line_breaks: true });
/** The same at the end of a statement outside lanes, where it leads back to document mode. */
const statementEnd = createToken({
  name: 'StatementEnd',
  pattern: /\r\n|\r|\n/,
  line_breaks: true,
  pop_mode: true,
  categories: LineEnd,
});

// ---- document mode

/** `# text`: a title, a comment or prose; the parser knows which. */
export const HashLine: TokenType = createToken({ name: 'HashLine', pattern: /#[^\r\n]*/ });
export const Prose: TokenType = createToken({ name: 'Prose', pattern: /[^\r\n]+/ });
/** A `}` with no lane open. */
export const StrayBrace: TokenType = createToken({ name: 'StrayBrace', pattern: '}' });

export const Comment: TokenType = createToken({ name: 'Comment', pattern: /(?:\/\/|#)[^\r\n]*/ });
const slashComment = createToken({ name: 'SlashComment', pattern: /\/\/[^\r\n]*/, categories: Comment });

/** The name in a lane's header. */
export const LaneName: TokenType = createToken({
  name: 'LaneName',
  pattern: matcher(matchLaneName),
  line_breaks: false,
});
/** `Night Shift` in `Night Shift {`. */
export const SpacedLaneName: TokenType = createToken({
  name: 'SpacedLaneName',
  pattern: matcher(matchSpacedLaneName),
  line_breaks: false,
});
/** `Oven # Stone oven {` and other headers that are not written as ours. */
export const OddHeader: TokenType = createToken({
  name: 'OddHeader',
  pattern: matcher(matchOddHeader),
  line_breaks: true,
  push_mode: 'lane',
});
export const LaneOpen: TokenType = createToken({
  name: 'LaneOpen',
  pattern: matcher(matchLaneOpen),
  line_breaks: false,
});
const firstLaneOpen = createToken({
  name: 'FirstLaneOpen',
  pattern: matcher(matchLaneOpen),
  line_breaks: false,
  push_mode: 'lane',
  categories: LaneOpen,
});

// ---- lane and line mode

export const LaneClose: TokenType = createToken({ name: 'LaneClose', pattern: '}', pop_mode: true });
/** `# Label` right after `{`, to the end of the line or the `}` that ends it. */
export const DisplayLabel: TokenType = createToken({
  name: 'DisplayLabel',
  pattern: matcher(matchDisplayLabel),
  line_breaks: false,
});

export const Name: TokenType = createToken({
  name: 'Name',
  pattern: matcher(matchName),
  line_breaks: false,
  categories: Word,
});
/** `loop` where a statement begins. */
export const Loop: TokenType = createToken({
  name: 'Loop',
  pattern: matcher(matchLoop),
  line_breaks: false,
  categories: Word,
});
const statementName = createToken({
  name: 'StatementName',
  pattern: matcher(matchStatementName),
  line_breaks: false,
  push_mode: 'line',
  categories: [Name, Word],
});
const statementLoop = createToken({
  name: 'StatementLoop',
  pattern: matcher(matchStatementLoop),
  line_breaks: false,
  push_mode: 'line',
  categories: [Loop, Word],
});

/** The text between `loop [` and `]`. */
export const Condition: TokenType = createToken({
  name: 'Condition',
  pattern: matcher(matchCondition),
  line_breaks: false,
  categories: Word,
});
/** One word, since `n1.handle(` and `Lane.n1.handle(` share the beginning "name, dot". */
export const HandleOpen: TokenType = word('HandleOpen', /\.[ \t\u00A0]*handle[ \t\u00A0]*\(/);
export const Dot: TokenType = word('Dot', '.');
export const Colon: TokenType = word('Colon', ':');
export const Equals: TokenType = word('Equals', '=');
export const Comma: TokenType = word('Comma', ',');
export const BracketOpen: TokenType = word('BracketOpen', '[');
export const BracketClose: TokenType = word('BracketClose', ']');
export const ParenClose: TokenType = word('ParenClose', ')');
export const Arrow: TokenType = createToken({ name: 'Arrow', pattern: '->', categories: Word });
/** `-->`, `=>`, `→` and the like, read as `->`. */
export const ArrowVariant: TokenType = createToken({
  name: 'ArrowVariant',
  pattern: /-\.{1,3}->|-\[[^\]\s]*\]-{0,2}>|[-=~]{2,4}>{1,2}|->>|=>|~>|[\u2013\u2014]>|[→⟶⇒➔➜]/,
  categories: [Arrow, Word],
});
/** Lines without a head; only between a source and a label, as Mermaid writes it, do they make an edge. */
export const Dashes: TokenType = word('Dashes', /-{2,}/);
/** `|Yes|`, a label as Mermaid writes it. */
export const PipeLabel: TokenType = word('PipeLabel', /\|[^|\r\n]*\|/);

export const Quoted: TokenType = word('Quoted', /"(?:[^"\\\r\n]|\\[^\r\n])*"/);
/** Runs to the line end, which keeps a text without end linear, or to a `}` there that closes the lane. */
export const Unclosed: TokenType = createToken({
  name: 'Unclosed',
  pattern: matcher(matchUnclosed),
  line_breaks: false,
  categories: Word,
});
export const OtherQuoted: TokenType = word(
  'OtherQuoted',
  /'[^'\r\n]*'|“[^”\r\n]*”|”[^”\r\n]*”|‘[^’\r\n]*’|„[^“”\r\n]*[“”]|«[^»\r\n]*»|`[^`\r\n]*`|＂[^＂\r\n]*＂/,
);

/** `{red}`, on one line and no lane. */
export const Braces: TokenType = word('Braces', /\{[^{}#\r\n]*\}/);
/** A `{` at a line's end that opens no lane, as in `loop [x] {`; the next `}` closes it. So it is no mere word. */
export const BodyOpen: TokenType = createToken({
  name: 'BodyOpen',
  pattern: /\{(?=[ \t\u00A0]*(?:[\r\n]|#|\/\/))/,
  push_mode: 'lane',
});
const unknown = word('Unknown', /[^\s\u00A0"'`＂“”‘’„«»{}[\].,:=#/|<>→-]+|[^\r\n]/);

/** Words in order of preference. */
const statementWords = [
  Loop,
  Name,
  HandleOpen,
  Dot,
  Colon,
  ArrowVariant,
  Arrow,
  Dashes,
  Equals,
  Comma,
  BracketOpen,
  BracketClose,
  ParenClose,
  PipeLabel,
  Quoted,
  Unclosed,
  OtherQuoted,
  Braces,
];

export const modes: Record<'document' | 'lane' | 'line', TokenType[]> = {
  document: [
    blank,
    LineEnd,
    StrayBrace,
    slashComment,
    HashLine,
    firstLaneOpen,
    OddHeader,
    LaneName,
    SpacedLaneName,
    statementLoop,
    statementName,
    Prose,
  ],
  lane: [
    blank,
    Condition,
    LineEnd,
    LaneClose,
    DisplayLabel,
    LaneOpen,
    LaneName,
    SpacedLaneName,
    Comment,
    ...statementWords,
    BodyOpen,
    unknown,
  ],
  line: [blank, Condition, statementEnd, StrayBrace, Comment, ...statementWords, unknown],
};

/** All token types, categories included, as the parser wants them. */
export const vocabulary: TokenType[] = [...new Set([Word, ...Object.values(modes).flat()])];

function word(name: string, pattern: RegExp | string): TokenType {
  return createToken({ name, pattern, categories: Word });
}

/** Chevrotain hands over all tokens so far; only the last two matter to us. */
function matcher(match: (text: string, offset: number, tokens: readonly IToken[]) => number): CustomPatternMatcherFunc {
  return (text, offset, tokens) => {
    const end = match(text, offset, tokens);
    return end > offset ? [text.slice(offset, end)] : null;
  };
}

function matchName(text: string, offset: number): number {
  return identifierAt(text, offset);
}

function matchOddHeader(text: string, offset: number, tokens: readonly IToken[]): number {
  return beginsStatement(tokens) ? oddHeaderAt(text, offset) : offset;
}

/** `Mill` in `Mill {`, when what follows the brace is a line end, a comment, `}` or a statement. */
function matchLaneName(text: string, offset: number, tokens: readonly IToken[]): number {
  if (!beginsStatement(tokens)) return offset;
  const end = identifierAt(text, offset);
  if (end === offset) return offset;
  const brace = skipBlank(text, end);
  if (text[brace] !== '{') return offset;
  return opensLane(text, skipBlank(text, brace + 1)) ? end : offset;
}

function opensLane(text: string, offset: number): boolean {
  const char = text[offset];
  if (char === undefined || char === '\r' || char === '\n' || char === '#' || char === '}') return true;
  const name = identifierAt(text, offset);
  const opensInner = name > offset && text[skipBlank(text, name)] === '{';
  return opensInner || text.startsWith('//', offset) || beginsStatementAt(text, offset);
}

const spacedHeader = /[^\s{}"[\]=>#/][^{}"[\]=>#\r\n]*(?=\{[ \t\u00A0]*(?:[\r\n#}]|\/\/|$))/y;

function matchSpacedLaneName(text: string, offset: number, tokens: readonly IToken[]): number {
  if (!beginsStatement(tokens)) return offset;
  spacedHeader.lastIndex = offset;
  const match = spacedHeader.exec(text);
  return match === null || /^loop\b/.test(match[0]) ? offset : offset + trimEnd(match[0]).length;
}

function matchLaneOpen(text: string, offset: number, tokens: readonly IToken[]): number {
  if (text[offset] !== '{') return offset;
  const last = tokens.at(-1)?.tokenType;
  return last === LaneName || last === SpacedLaneName ? offset + 1 : offset;
}

/** `# Stock }` ends before the brace, `# Pairs {a, b}` after it. */
function matchDisplayLabel(text: string, offset: number, tokens: readonly IToken[]): number {
  const last = tokens.at(-1)?.tokenType;
  if (text[offset] !== '#' || (last !== LaneOpen && last !== firstLaneOpen && last !== OddHeader)) return offset;
  const end = lineEnd(text, offset);
  const label = trimEnd(text.slice(offset, end));
  if (!label.endsWith('}')) return end;
  return opensOwnBrace(label) ? end : offset + label.length - 1;
}

function matchUnclosed(text: string, offset: number): number {
  if (text[offset] !== '"') return offset;
  const end = lineEnd(text, offset);
  const written = trimEnd(text.slice(offset, end));
  return written.endsWith('}') && !written.includes('{') ? offset + written.length - 1 : end;
}

/** `loop` begins a loop where a statement may begin, unless it is used as a name. */
function matchLoop(text: string, offset: number, tokens: readonly IToken[]): number {
  const end = loopWord(text, offset);
  if (end === offset) return offset;
  const after = skipBlank(text, end);
  const next = text.slice(after, after + 2);
  if (next.startsWith('[')) return end;
  return beginsStatement(tokens) && !/^(?:[:.{=]|->|--)/.test(next) ? end : offset;
}

function matchStatementLoop(text: string, offset: number): number {
  const end = loopWord(text, offset);
  return end > offset && text[skipBlank(text, end)] === '[' && isStatementLine(text, offset) ? end : offset;
}

function matchStatementName(text: string, offset: number): number {
  return isStatementLine(text, offset) ? identifierAt(text, offset) : offset;
}

function matchCondition(text: string, offset: number, tokens: readonly IToken[]): number {
  if (tokens.at(-1)?.tokenType !== BracketOpen) return offset;
  const before = tokens.at(-2)?.tokenType;
  if (before !== Loop && before !== statementLoop) return offset;
  let end = offset;
  while (end < text.length && text[end] !== ']' && text[end] !== '\r' && text[end] !== '\n') end++;
  return end;
}

/** What a statement may stand behind. */
const beforeStatements: ReadonlySet<TokenType> = new Set([
  LineEnd,
  statementEnd,
  LaneOpen,
  firstLaneOpen,
  OddHeader,
  LaneClose,
  StrayBrace,
  BodyOpen,
]);

function beginsStatement(tokens: readonly IToken[]): boolean {
  const last = tokens[tokens.length - 1];
  return last === undefined || beforeStatements.has(last.tokenType);
}

function loopWord(text: string, offset: number): number {
  if (!text.startsWith('loop', offset)) return offset;
  return identifierAt(text, offset) === offset + 4 ? offset + 4 : offset;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\r' && text[end] !== '\n') end++;
  return end;
}

/** Does the text hold the `{` that belongs to its last `}`? */
function opensOwnBrace(text: string): boolean {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index] === '}') depth++;
    if (text[index] === '{' && --depth === 0) return true;
  }
  return false;
}
