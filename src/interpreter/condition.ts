import type { Condition } from './machine.ts';

/*
 * What the words in the brackets of a `loop` mean. Case does not matter; a number is written in digits or
 * as a word. Every pattern is anchored and has at most one part of free length, so reading is linear.
 */

const numberWords: readonly string[] = 'one two three four five six seven eight nine ten'.split(' ');
const adverbs: readonly string[] = ['once', 'twice'];

/** More rounds than any run has steps. */
const mostRounds = 2 ** 31 - 2;

const number = `(\\d+|${[...numberWords, ...adverbs].join('|')})`;
const unit = '( times?| attempts?| tries| try| retries| rounds?)?';
const upTo = `(?:up to|at most|max\\.?|maximum|no more than) ${number}${unit}`;
const clause = '(?:,| or| and)? ?\\(?(until|while|as long as) (.+?)\\)?';

const limitFirst: readonly Pattern[] = [
  [`(?:[a-z]+ )?${upTo}`, 'retries'],
  [`retry ${number}( times?)?`, 'retries'],
  [`${number}( attempts?| tries| retries)`, 'attempts'],
  [`(?:repeat )?${number}( times?)`, 'times'],
  [`(?:repeat )?(${adverbs.join('|')})`, 'times'],
];

type Limit = 'retries' | 'attempts' | 'times';
type Pattern = readonly [text: string, limit: Limit];

const limits = limitFirst.map(([text, limit]) => ({ pattern: new RegExp(`^${text}(?:${clause})?$`, 'i'), limit }));
const clauseFirst = new RegExp(
  `^(?:[a-z]+ )?(until|while|as long as) (.+?),?(?: or| and| but)? \\(?(?:retry )?${upTo}\\)?$`,
  'i',
);
const open = /^(?:.*? )?(until|while|as long as) (.+)$/i;
const each = /^(?:for each|for every|per) (.+)$/i;
const timeUnit = 'second|minute|hour|day|night|morning|evening|week|month|quarter|year';
const note = new RegExp(`^(?:every (?:[a-z0-9]+ )?(?:${timeUnit})s?|hourly|daily|nightly|weekly|monthly|yearly)$`, 'i');

export function readCondition(written: string): Condition {
  const text = written.trim().replace(/\s+/g, ' ');
  return readLimit(text) ?? readClauseAndLimit(text) ?? readOpen(text);
}

function readLimit(text: string): Condition | undefined {
  for (const { pattern, limit } of limits) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [, count = '', ...rest] = match;
    // The last two groups are the clause; a unit may stand before them.
    return limited(count, rest.length > 2 ? rest[0] : undefined, limit, clauseOf(rest.at(-2), rest.at(-1)));
  }
  return undefined;
}

function readClauseAndLimit(text: string): Condition | undefined {
  const match = clauseFirst.exec(text);
  if (match === null) return undefined;
  const [, word, free, count = '', unitWord] = match;
  return limited(count, unitWord, 'retries', clauseOf(word, free));
}

function readOpen(text: string): Condition {
  const items = each.exec(text)?.[1];
  if (items !== undefined) return { kind: 'each', of: items };
  const match = open.exec(text);
  if (match !== null) return { kind: 'open', ...clauseOf(match[1], match[2]), guessed: false };
  if (note.test(text)) return { kind: 'note' };
  return { kind: 'open', until: undefined, while: text, guessed: true };
}

interface Clause {
  readonly until: string | undefined;
  readonly while: string | undefined;
}

function clauseOf(word: string | undefined, free: string | undefined): Clause {
  const isUntil = word?.toLowerCase() === 'until';
  return { until: isUntil ? free : undefined, while: isUntil ? undefined : free };
}

/** The back edges may be taken `rounds` times: N retries are 1 + N executions, N attempts are N. */
function limited(count: string, unitWord: string | undefined, usual: Limit, clauseRead: Clause): Condition {
  const limit = unitLimit(unitWord?.trim().toLowerCase()) ?? usual;
  const rounds = limit === 'retries' ? numberOf(count) : Math.max(0, numberOf(count) - 1);
  return { kind: 'limit', rounds, exact: limit === 'times', ...clauseRead };
}

/** `up to 3 attempts` says attempts whatever comes before; `times` leaves it to what comes before. */
function unitLimit(word: string | undefined): Limit | undefined {
  if (word === 'retries') return 'retries';
  return word !== undefined && /^(attempt|tr)/.test(word) ? 'attempts' : undefined;
}

function numberOf(text: string): number {
  const word = text.toLowerCase();
  const adverb = adverbs.indexOf(word) + 1;
  const named = numberWords.indexOf(word) + 1;
  return Math.min(adverb || named || Number(text) || 0, mostRounds);
}
