import type { Related } from '../diagnostics/diagnostic.ts';
import type { Span } from '../source/source.ts';

/* Words that messages of several rules are made of. */

const mostNamed = 5;

/** `a`, `a and b`, `a, b and c`; of long lists the first few. */
export function listed(words: readonly string[]): string {
  if (words.length > mostNamed + 1) {
    return `${words.slice(0, mostNamed).join(', ')} and ${words.length - mostNamed} others`;
  }
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

export function elsewhere(message: string, span: Span): Related {
  return { message, span, file: undefined };
}
