/*
 * Identifiers and blanks. Chevrotain accepts a token pattern with `\p{L}` without complaint and then
 * matches nothing, so names are found here, with a sticky `u` regex.
 */

const identifier = /[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*/uy;
const asciiIdentifier = /[A-Za-z_]\w*/y;

/** The end of the identifier that begins at the offset, or the offset itself. */
export function identifierAt(text: string, offset: number): number {
  asciiIdentifier.lastIndex = offset;
  if (asciiIdentifier.test(text)) {
    const next = text.charCodeAt(asciiIdentifier.lastIndex);
    if (next < 128 && next !== 45) return asciiIdentifier.lastIndex;
  }
  identifier.lastIndex = offset;
  return identifier.test(text) ? identifier.lastIndex : offset;
}

/** Space, tab or no-break space. */
function isBlank(charCode: number): boolean {
  return charCode === 32 || charCode === 9 || charCode === 160;
}

/** Without the blanks at its end; other white space of Unicode stays. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Without the blanks at both ends. */
export function trim(text: string): string {
  let start = 0;
  while (isBlank(text.charCodeAt(start))) start++;
  return trimEnd(text.slice(start));
}

/** Where the blanks that begin at the offset end. */
export function skipBlank(text: string, offset: number): number {
  let end = offset;
  while (isBlank(text.charCodeAt(end))) end++;
  return end;
}

/** A regular expression that is built when it is first asked for: most flows ask for none, and `u` makes them slow to build. */
export type Form = () => RegExp;

/** With places of its groups, and names in any script. */
export function formOf(source: string): Form {
  let built: RegExp | undefined;
  return () => {
    built ??= new RegExp(source, 'du');
    return built;
  };
}
