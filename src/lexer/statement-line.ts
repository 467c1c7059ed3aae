import { shapeOf } from '../ast/words.ts';
import { identifierAt, skipBlank } from './words.ts';

/*
 * Outside lanes a line is prose unless it reads as a statement to its end. This is a scanner without
 * backtracking: every function takes an offset and returns where its form ends, or -1.
 */

const stringForm = /"(?:[^"\\\r\n]|\\[^\r\n])*"|'[^'\r\n]*'|“[^”\r\n]*”/y;
const arrowForm = /->>?|-->|=>|→/y;
const handleForm = /\.[ \t\u00A0]*handle[ \t\u00A0]*\([ \t\u00A0]*[A-Za-z]+[ \t\u00A0]*\)/y;
const conditionForm = /\[[^\]\r\n]*\]/y;

/** Does a statement fill the line from here to its end or to a `}` that ends it? */
export function isStatementLine(text: string, offset: number): boolean {
  return [loopAt, nodeAt, edgeAt].some((form) => {
    const end = form(text, offset);
    return end >= 0 && endsLine(text, end);
  });
}

/** Does a statement begin here: `loop [`, `n1:`, or an endpoint and an arrow? */
export function beginsStatementAt(text: string, offset: number): boolean {
  const word = identifierAt(text, offset);
  if (word === offset) return false;
  const sign = text[skipBlank(text, word)];
  if (sign === ':' || (sign === '[' && text.slice(offset, word) === 'loop')) return true;
  const end = endpointAt(text, offset);
  return end >= 0 && match(arrowForm, text, skipBlank(text, end)) >= 0;
}

/** Does a node fill the line from here to its end? */
export function isNodeLine(text: string, offset: number): boolean {
  const end = nodeAt(text, offset);
  return end >= 0 && endsLine(text, end);
}

function loopAt(text: string, offset: number): number {
  const word = identifierAt(text, offset);
  if (text.slice(offset, word) !== 'loop') return -1;
  const condition = match(conditionForm, text, skipBlank(text, word));
  if (condition < 0) return -1;
  let end = referenceAt(text, skipBlank(text, condition));
  for (let next = end; next >= 0; next = referenceAt(text, separator(text, end))) end = next;
  return end;
}

function nodeAt(text: string, offset: number): number {
  const name = identifierAt(text, offset);
  const colon = skipBlank(text, name);
  if (name === offset || text[colon] !== ':') return -1;
  const shape = skipBlank(text, colon + 1);
  const end = identifierAt(text, shape);
  if (shapeOf(text.slice(shape, end)) === undefined) return -1;
  const last = attributesAt(text, end);
  const comma = skipBlank(text, last);
  return last > end && text[comma] === ',' ? comma + 1 : last;
}

function edgeAt(text: string, offset: number): number {
  let end = endpointAt(text, offset);
  let arrows = 0;
  while (end >= 0) {
    const arrow = match(arrowForm, text, skipBlank(text, end));
    if (arrow < 0) break;
    const target = endpointAt(text, skipBlank(text, arrow));
    if (target < 0) return -1;
    const labels = labelsAt(text, skipBlank(text, target));
    end = labels < 0 ? target : labels;
    arrows++;
  }
  return arrows > 0 ? end : -1;
}

function endpointAt(text: string, offset: number): number {
  const reference = referenceAt(text, offset);
  if (reference < 0) return -1;
  const handle = match(handleForm, text, skipBlank(text, reference));
  return handle < 0 ? reference : handle;
}

/** `n1` or `Lane.n1`, but not the `.handle` behind it. */
function referenceAt(text: string, offset: number): number {
  const first = identifierAt(text, offset);
  if (first === offset) return -1;
  const dot = skipBlank(text, first);
  if (text[dot] !== '.') return first;
  const second = skipBlank(text, dot + 1);
  const end = identifierAt(text, second);
  const isHandle = text.slice(second, end) === 'handle' && text[skipBlank(text, end)] === '(';
  return end === second || isHandle ? first : end;
}

function labelsAt(text: string, offset: number): number {
  if (text[offset] !== '[') return -1;
  const close = skipBlank(text, attributesAt(text, offset + 1));
  return text[close] === ']' ? close + 1 : -1;
}

/** Any number of `key:"text"`, the end of the last one. */
function attributesAt(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const key = end === offset ? skipBlank(text, end) : separator(text, end);
    const keyEnd = identifierAt(text, key);
    const sign = skipBlank(text, keyEnd);
    if (keyEnd === key || (text[sign] !== ':' && text[sign] !== '=')) return end;
    const value = match(stringForm, text, skipBlank(text, sign + 1));
    if (value < 0) return end;
    end = value;
  }
}

function endsLine(text: string, offset: number): boolean {
  let end = skipBlank(text, offset);
  while (text[end] === '}') end = skipBlank(text, end + 1);
  const char = text[end];
  return char === undefined || char === '\r' || char === '\n' || char === '#' || text.startsWith('//', end);
}

function separator(text: string, offset: number): number {
  const end = skipBlank(text, offset);
  return text[end] === ',' ? skipBlank(text, end + 1) : end;
}

function match(form: RegExp, text: string, offset: number): number {
  form.lastIndex = offset;
  return form.test(text) ? form.lastIndex : -1;
}
