/**
 * File names, labels and messages come from strangers. Nothing of theirs may steer a terminal, reverse the reading
 * order of a line, or break one line in two.
 */

/** C0 and C1 controls, DEL, halves of surrogate pairs, line and paragraph separators, bidirectional controls. */
const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\p{Bidi_Control}]/gu;

/** Text safe to show on one line of a terminal: an escape character becomes `\u{1B}`. */
export function escapeTerminal(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${hex(character)}}`);
}

/** A JSON document with the same value that is also safe to show on a terminal. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (character) =>
    character === '\n' ? character : `\\u${hex(character).padStart(4, '0')}`,
  );
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
