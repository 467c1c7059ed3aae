import { shapeOf } from '../ast/words.ts';

/* Code in places where there should be only words. */

export interface CodePlace {
  readonly start: number;
  readonly end: number;
  /** The nodes that this code would declare. */
  readonly names: readonly string[];
}

/** `n1: circle`; the shape is looked ahead at, since without blanks it may run into the next name. */
const nodeForm =
  /(?<![\p{L}\p{M}\p{N}_])([\p{L}_][\p{L}\p{M}\p{N}_]*)[ \t\u00A0]{0,9}:[ \t\u00A0]{0,9}(?=([\p{L}\p{M}\p{N}_]+))/gu;
const codeForm = /\.[ \t\u00A0]*handle[ \t\u00A0]*\(|\blabel[:=]"|\bloop[ \t]*\[/;
/** In prose a loop may be meant as words. */
export const codeInProse: RegExp = /\.[ \t\u00A0]*handle[ \t\u00A0]*\(|\blabel[:=]"/;

/** Code that lost its line break and ended up in a display label or in prose. */
export function looksLikeCode(text: string): CodePlace | undefined {
  const nodes = [...text.matchAll(nodeForm)].filter(([, , shape = '']) => shapeOf(shape) === shape);
  const names = nodes.map(([, name = '']) => name);
  const [node] = nodes;
  if (node !== undefined) {
    const [whole, , shape = ''] = node;
    return { start: node.index, end: node.index + whole.length + shape.length, names };
  }
  const code = codeForm.exec(text);
  return code === null ? undefined : { start: code.index, end: code.index + code[0].length, names };
}
