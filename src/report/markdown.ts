/**
 * Text of strangers in Markdown that a host makes a page of. Names and labels may hold signs of Markdown, HTML, addresses
 * or mentions, and none of it may come to life.
 */

import { escapeTerminal } from './escape.ts';
import { encodePath } from './sarif-places.ts';

const mostCharacters = 300;

/** Safe in a paragraph, a list and a cell of a table; long text is cut. */
export function markdownText(text: string): string {
  return escapeTerminal(shortened(text))
    .replace(/(?<=www)\.|[!-&(-+/:-@[-`{-~]/gi, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/&#(?:35|64);/g, (sign) => sign + wordJoiner);
}

/** Keeps `#12` and `@name` from being read after the signs were. */
const wordJoiner = '&#8288;';

function shortened(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** The path of a file as the target of a link: no sign in it ends the link. */
export function markdownTarget(path: string): string {
  return encodePath(path.replaceAll('\\', '/')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
