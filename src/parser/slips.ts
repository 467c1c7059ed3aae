import { type IToken, tokenMatcher } from 'chevrotain';
import { shapeOf } from '../ast/words.ts';
import * as t from '../lexer/tokens.ts';

/* Forms of other languages and habits, and what to write instead. */

/** What to do about words that belong to no statement. */
export function hintFor(words: readonly IToken[]): string | undefined {
  const [first, second] = words;
  if (first === undefined) return undefined;
  const name = first.image;
  if (shapeOf(name) !== undefined && second !== undefined) return `A node is written id: ${shapeOf(name)} label:"…".`;
  if (second !== undefined && (tokenMatcher(second, t.BracketOpen) || /^[({]/.test(second.image))) {
    return `A node is written ${name}: rectangle label:"…" on a line of its own.`;
  }
  if (second !== undefined && tokenMatcher(second, t.Dashes)) return "An edge has a direction: write '->'.";
  if (second?.image === '<' || second?.image.startsWith('<-'))
    return 'Write the edge from its source: source -> target.';
  if (tokenMatcher(first, t.Arrow)) return `A node is missing before '${name}'.`;
  if (/^(?:subgraph|end|participant|actor|state|class|style|click|direction|title|accTitle|section)$/i.test(name)) {
    return `'${name}' is a word of another language; lanes hold nodes, edges and loops.`;
  }
  return 'Inside a lane stand nodes (n1: rectangle), edges (n1 -> n2), loops and comments (// text).';
}

/** `Night Shift` becomes `NightShift`. */
export function laneIdFrom(text: string): string {
  const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[\p{L}_]/u.test(joined) ? joined : `Lane${joined}`;
}

export interface CodePlace {
  readonly start: number;
  readonly end: number;
  /** The nodes that this code would declare. */
  readonly names: readonly string[];
}

const nodeForm = /(?<![\p{L}\p{M}\p{N}_])([\p{L}_][\p{L}\p{M}\p{N}_]*)[ \t\u00A0]{0,9}:[ \t\u00A0]{0,9}([\p{L}]+)/gu;
const codeForm = /\.handle\(|\blabel[:=]"|\bloop[ \t]{0,9}\[/;

/** Code that lost its line break and ended up in a display label or in prose. */
export function looksLikeCode(text: string): CodePlace | undefined {
  const nodes = [...text.matchAll(nodeForm)].filter(([, , shape = '']) => shapeOf(shape) === shape);
  const names = nodes.map(([, name = '']) => name);
  const match = nodes[0] ?? codeForm.exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length, names };
}

const foreignForms: readonly (readonly [string, RegExp])[] = [
  [
    'Mermaid',
    /^(?:(?:graph|flowchart)(?:-elk)?(?:[ \t]+(?:TB|TD|BT|RL|LR))?;?|sequenceDiagram|stateDiagram(?:-v2)?|swimlane(?:-beta)?(?:[ \t]+\w+)?|classDiagram|erDiagram|journey|gantt|%%\{.*)$/,
  ],
  ['PlantUML', /^@start\w+.*$/],
  ['Graphviz', /^(?:strict[ \t]+)?(?:di)?graph(?:[ \t]+(?:\w+|"[^"]*"))?[ \t]*\{.*$/],
  ['BPMN', /^<(?:\?xml|(?:\w+:)?definitions)\b.*$/],
];

export interface Foreign {
  readonly language: string;
  readonly start: number;
  readonly end: number;
}

/** The other language whose first line this text begins with. */
export function foreignLanguage(text: string): Foreign | undefined {
  const first = /[^\s\uFEFF][^\r\n]*/.exec(text);
  if (first === null) return undefined;
  const line = first[0].trimEnd();
  if (line.length > 500) return undefined;
  const found = foreignForms.find(([, form]) => form.test(line));
  return found === undefined ? undefined : { language: found[0], start: first.index, end: first.index + line.length };
}
