/** Lines of a terminal from painted pieces, cut to a width that counts columns and not characters. */

import { cellsOf, displayWidth, escapeTerminal, type Paint } from '../index.ts';

/** Plain text, not yet escaped, and how it is painted. */
export interface Piece {
  readonly text: string;
  readonly paint?: Paint;
}

export type Line = readonly Piece[];

/** A line that is not wider than it may be: what is too much at its right becomes an ellipsis. */
export function lineText(line: Line, width: number, ellipsis: string): string {
  const pieces = line.map(({ text, ...rest }) => ({ ...rest, text: escapeTerminal(text) }));
  const whole = pieces.reduce((sum, { text }) => sum + displayWidth(text), 0);
  let left = whole <= width ? width : width - displayWidth(ellipsis);
  const shown = pieces.map(({ text, paint }) => {
    const part = startOf(text, left);
    left -= displayWidth(part);
    // What comes after a piece that was cut is not shown, though it might fit.
    if (part !== text) left = 0;
    return part === '' || paint === undefined ? part : paint(part);
  });
  return shown.join('') + (whole <= width ? '' : ellipsis);
}

function startOf(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let left = width;
  let start = '';
  for (const cell of cellsOf(text)) {
    left -= cell.width;
    if (left < 0) break;
    start += cell.text;
  }
  return start;
}

/** The last words that fit, with an ellipsis where words were left out. */
export function lastWords(words: readonly string[], isWhole: boolean, width: number, ellipsis: string): string {
  const escaped = words.map(escapeTerminal);
  if (isWhole && displayWidth(escaped.join(' ')) <= width) return words.join(' ');
  let left = width - displayWidth(ellipsis);
  let first = words.length;
  for (; first > 0; first--) {
    left -= 1 + displayWidth(escaped[first - 1] ?? '');
    if (left < 0) break;
  }
  return [ellipsis, ...words.slice(first)].join(' ');
}

/** Words in as few lines as fit, two blanks apart. */
export function wrapped(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const together = last === undefined ? word : `${last}  ${word}`;
    if (last !== undefined && displayWidth(together) <= width) lines[lines.length - 1] = together;
    else lines.push(word);
  }
  return lines;
}
