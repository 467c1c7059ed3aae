import type { IToken } from 'chevrotain';
import type { Comment, Name } from '../ast/ast.ts';
import { nodeAttributes, shapeOf, shapes, sideOf, sides } from '../ast/words.ts';
import { type Diagnostic, type Edit, type Fix, fix, problem } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { spanOf } from '../lexer/lex.ts';
import type { Span } from '../source/source.ts';
import type { SlipCode } from './slips/slip.ts';

/* Our wording of what the parser meets. No token names, no grammar words. */

export function unexpectedText(text: string, span: Span, hint?: string, ...fixes: readonly Fix[]): Diagnostic {
  return problem('unexpected-text', span, slipMessage('unexpected-text', text), { hint, fixes });
}

/** The sentence of a slip's code. */
export function slipMessage(code: SlipCode, written: string): string {
  switch (code) {
    case 'unexpected-text':
      return `'${shorten(written)}' does not belong here.`;
    case 'loop-without-brackets':
      return 'The condition of a loop stands in brackets.';
    case 'mermaid-edge-label':
      return 'The label of an edge stands in brackets after its target.';
    case 'unquoted-text':
      return 'Texts stand in double quotes.';
  }
}

export function missingLineBreak(span: Span, before: Span, indent: string): Diagnostic {
  return problem('missing-line-break', span, 'A second statement begins here; each needs its own line.', {
    fixes: [fix('Begin a new line', true, { span: before, text: indent })],
  });
}

export function missingColon(name: IToken, edits: readonly { span: Span; text: string }[]): Diagnostic {
  return problem('missing-colon', spanOf(name), `A ':' is missing after '${name.image}'.`, {
    fixes: [fix("Insert ':'", true, ...edits)],
  });
}

export function reservedName(name: Name, thing: 'node' | 'lane'): Diagnostic {
  return problem('reserved-name', name.span, `'${name.text}' is a word of the language and cannot name a ${thing}.`, {
    hint: `Give the ${thing} another name.`,
  });
}

export function missingShape(name: Name, colonEnd: number): Diagnostic {
  return problem('unknown-shape', name.span, `Node '${name.text}' has no shape.`, {
    hint: `Write one of ${shapes.join(', ')} after '${name.text}:'.`,
    fixes: [fix('Make it a rectangle', false, insert(colonEnd, ' rectangle'))],
  });
}

/** Undefined when the word is a shape as it should be written. */
export function shapeProblem(word: Name): Diagnostic | undefined {
  const shape = shapeOf(word.text);
  if (shape === word.text) return undefined;
  if (shape !== undefined) {
    return problem('shape-alias', word.span, `'${word.text}' means ${shape} here.`, {
      fixes: [replace(word.span, shape, true)],
    });
  }
  const near = otherShapes.get(word.text.toLowerCase()) ?? nearest(word.text, shapes);
  return problem('unknown-shape', word.span, `There is no shape '${word.text}'.`, {
    hint: near === undefined ? `The shapes are ${shapes.join(', ')}.` : `Did you mean ${near}?`,
    fixes: near === undefined ? [] : [replace(word.span, near, false)],
  });
}

/** What people write elsewhere, each with the words that mean it. */
function byWord(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words).flatMap(([meant, list]) => list.split(' ').map((word) => [word, meant] as const)),
  );
}

const otherShapes = byWord({
  diamond: 'gateway condition rhombus if switch question',
  circle: 'event terminal oval ellipse stadium stop',
  rectangle: 'activity action square state node subroutine',
  taskbox: 'task usertask manual assignment',
});

const otherSides = byWord({
  top: 'north n above t',
  bottom: 'south s below b',
  left: 'west w l in',
  right: 'east e r out',
});

/** Undefined when the word is a side as it should be written. */
export function sideProblem(word: Name): Diagnostic | undefined {
  const side = sideOf(word.text);
  if (side === word.text) return undefined;
  const message = `A side is left, right, top or bottom, not '${word.text}'.`;
  const near = side ?? otherSides.get(word.text.toLowerCase()) ?? nearest(word.text, sides);
  return problem('unknown-side', word.span, message, {
    hint: near === undefined ? undefined : `Did you mean ${near}?`,
    fixes: near === undefined ? [] : [replace(word.span, near, side !== undefined)],
  });
}

export function unknownAttribute(key: Name, known: readonly string[]): Diagnostic {
  const near = nearest(key.text, known);
  return problem('unknown-attribute', key.span, `'${key.text}' has no meaning here; it is kept.`, {
    hint: near === undefined ? undefined : `Did you mean ${near}?`,
    fixes: near === undefined ? [] : [replace(key.span, near, false)],
  });
}

export function duplicateAttribute(key: Name, whole: Span): Diagnostic {
  return problem('duplicate-attribute', key.span, `'${key.text}' is already set; the first value counts.`, {
    fixes: [fix(`Remove the second ${key.text}`, true, { span: whole, text: '' })],
  });
}

export function attributeSign(sign: IToken, expected: ':' | '='): Diagnostic {
  const [code, message] =
    expected === ':'
      ? (['node-attribute-equals', "Attributes of a node are written with ':'."] as const)
      : (['edge-attribute-colon', "The label of an edge is written with '='."] as const);
  return problem(code, spanOf(sign), message, { fixes: [replace(spanOf(sign), expected, true)] });
}

export function arrowVariant(arrow: IToken): Diagnostic {
  return problem('arrow-variant', spanOf(arrow), "An edge is written with '->'.", {
    fixes: [replace(spanOf(arrow), '->', true)],
  });
}

export function chainedEdge(at: Span, first: string, second: string, insertion: Fix): Diagnostic {
  return problem('chained-edge', at, `Two edges on one line are read as ${first} and ${second}.`, {
    fixes: [insertion],
  });
}

export function edgeLabelPlace(span: Span, label: Fix | undefined): Diagnostic {
  return problem('mermaid-edge-label', span, 'The label of an edge stands in brackets after its target.', {
    hint: 'Write it as [label="…"].',
    fixes: label === undefined ? [] : [label],
  });
}

export function quoteStyle(token: IToken, text: string): Diagnostic {
  return problem('quote-style', spanOf(token), 'Texts stand in straight double quotes.', {
    fixes: [replace(spanOf(token), quote(text), true)],
  });
}

export function unquotedText(span: Span, text: string): Diagnostic {
  return problem('unquoted-text', span, 'Texts stand in double quotes.', {
    fixes: [replace(span, quote(text), !/[\s"'“”]/u.test(text))],
  });
}

export function unterminatedText(span: Span, end: number): Diagnostic {
  return problem('unterminated-text', span, 'The text opened here has no closing quote on this line.', {
    hint: 'Close it with ".',
    fixes: [fix('Insert the closing quote', false, insert(end, '"'))],
  });
}

export function unknownEscape(token: IToken, at: number): Diagnostic {
  const start = token.startOffset + at;
  const char = token.image.slice(at + 1, at + 2);
  return problem(
    'unknown-escape',
    { start, end: start + 2 },
    `'\\${char}' is not an escape; both characters are kept.`,
    {
      fixes: [fix('Double the backslash', true, insert(start, '\\'))],
    },
  );
}

/** `written`: the header as it should be. */
export function laneNameWithSpaces(name: Name, header: Span, written: string): Diagnostic {
  return problem('lane-name-with-spaces', name.span, 'The name of a lane is one word.', {
    hint: `Write ${written.trimEnd()}`,
    fixes: [fix(`Write ${written.trimEnd()}`, true, { span: header, text: written })],
  });
}

export function codeInLabel(span: Span): Diagnostic {
  const message = 'Code stands in the display label, which runs to the end of the line.';
  return problem('code-in-label', span, message, { hint: 'Begin a new line after the label.' });
}

export function codeInProse(span: Span, hint: string | undefined): Diagnostic {
  return problem('code-in-prose', span, 'This line outside the lanes looks like code.', {
    hint: hint ?? 'Move it into its lane, between the braces.',
  });
}

export function loopWithoutBrackets(span: Span, fixes: readonly Fix[]): Diagnostic {
  return problem('loop-without-brackets', span, 'The condition of a loop stands in brackets.', {
    hint: 'Write it as loop [condition] n1 n2.',
    fixes,
  });
}

export function loopWithBody(span: Span, fixes: readonly Fix[]): Diagnostic {
  return problem('loop-with-body', span, 'A loop lists node ids and has no body.', {
    hint: 'Write loop [condition] n1 n2, and the statements in the lane as usual.',
    fixes,
  });
}

export const attributesOfEdge: readonly string[] = ['label'];
export const attributesOfNode: readonly string[] = nodeAttributes;

export function insert(at: number, text: string): { span: Span; text: string } {
  return { span: { start: at, end: at }, text };
}

export function replace(span: Span, text: string, safe: boolean): Fix {
  return fix(`Replace with ${text}`, safe, { span, text });
}

export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** In one line of at most 40 characters, with signs for those that cannot be seen. */
export function shorten(text: string): string {
  const line = text
    .trim()
    .replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/gu, codePoint)
    .replaceAll('\n', ' ⏎ ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function codePoint(char: string): string {
  return `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function fixWith(title: string, edits: readonly Edit[], safe = true): Fix {
  return fix(title, safe, ...edits);
}

/** Behind the brace a last `}` would close the lane. */
export function displayLabelOnNextLine(comment: Comment, headerEnd: number): Diagnostic {
  const moved = { span: { start: headerEnd, end: comment.span.end }, text: ` ${comment.text}` };
  return problem('display-label-on-next-line', comment.span, 'The display label can stand on the line of the lane.', {
    fixes: comment.text.endsWith('}') ? [] : [fix('Move it behind the brace', true, moved)],
  });
}
