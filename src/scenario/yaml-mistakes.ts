/** What the YAML parser finds, in our words. Its codes are a closed list; its sentences name tokens and are not shown. */

import type { ErrorCode, YAMLParseError, YAMLWarning } from 'yaml';
import type { Span } from '../source/source.ts';

export interface Mistake {
  readonly message: string;
  readonly span: Span;
  readonly hint: string | undefined;
}

type Wording = readonly [message: string, hint?: string];

export function mistakeOf({ code, message, pos }: YAMLParseError | YAMLWarning, text: string): Mistake {
  const start = Math.min(pos[0], text.length);
  const word = wordAt(text, start);
  const [words, hint] = wordingOf(code, message, word);
  return { message: words, span: { start, end: start + word.length }, hint };
}

/** To the next blank or sign; one character at least, and nothing at the end. */
function wordAt(text: string, start: number): string {
  return /^(?:\\.|[^\s,:[\]{}]+|\S)/u.exec(text.slice(start, start + 60))?.[0] ?? '';
}

function wordingOf(code: ErrorCode, message: string, word: string): Wording {
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (bracket !== undefined) return [`A '${bracket}' is missing before this.`];
  if (message.includes('closing')) return ['The text has no closing quote.'];
  return wordings[code]?.(word) ?? ['This is not YAML.'];
}

const wordings: Readonly<Partial<Record<ErrorCode, (word: string) => Wording>>> = {
  BAD_ALIAS: (word) => [`'${word}' names nothing.`, 'If it is a text, put it in quotes.'],
  BAD_COLLECTION_TYPE: () => ['The type before these values does not fit them.'],
  BAD_DIRECTIVE: (word) => [`'${word}' is no directive of YAML.`],
  BAD_DQ_ESCAPE: (word) => [`'${word}' is no escape.`, 'Between single quotes a backslash is a backslash.'],
  BAD_INDENT: () => ['The indentation does not fit the lines above.', 'Entries of a list or map begin in one column.'],
  BAD_SCALAR_START: (word) => [`A text that begins with '${word[0] ?? ''}' stands in quotes.`],
  BLOCK_AS_IMPLICIT_KEY: () => [
    "The value that begins here has a ':' of its own.",
    'Put a text in quotes; keys of one map begin in one column.',
  ],
  BLOCK_IN_FLOW: () => ['A list with dashes cannot stand between brackets.'],
  KEY_OVER_1024_CHARS: () => ["A ':' is missing in this line, or its key is too long."],
  MISSING_CHAR: (word) => [`A ':' or a blank is missing at '${word}'.`],
  MULTILINE_IMPLICIT_KEY: (word) => [`A ':' is missing after '${word}'.`, "Behind the ':' stands a blank."],
  MULTIPLE_ANCHORS: () => ['One value has one anchor.'],
  MULTIPLE_DOCS: () => ['A second document begins here.', 'Write it into a file of its own.'],
  MULTIPLE_TAGS: () => ['One value has one type.'],
  TAB_AS_INDENT: () => ['A tab stands where blanks belong.', 'YAML is indented with blanks.'],
  TAG_RESOLVE_FAILED: (word) => [`'${word}' is no type that is known here.`, 'If it is a text, put it in quotes.'],
  UNEXPECTED_TOKEN: (word) => [`'${word}' does not belong here.`, 'A text with signs of YAML stands in quotes.'],
};
