import { type IToken, tokenMatcher } from 'chevrotain';
import { shapeOf } from '../ast/words.ts';
import * as t from '../lexer/tokens.ts';
import { unquote } from './nodes.ts';
import type { Known } from './slips/slip.ts';

/* What the tokens alone tell of the names in a document, before any line is read. */

export function knownIn(tokens: readonly IToken[], declarations: readonly IToken[]): Known {
  const lanes = tokens.filter((token) => tokenMatcher(token, t.LaneName));
  return {
    nodes: new Set(declarations.map((token) => token.image)),
    lanes: new Set(lanes.map((token) => token.image)),
    labels: labelsIn(tokens, new Set(declarations)),
  };
}

/** Names at the beginning of a line or lane, before a ':' or, when that was forgotten, before a shape. */
export function declarationsIn(tokens: readonly IToken[]): IToken[] {
  return tokens.filter((token, index) => {
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const begins = before === undefined || !tokenMatcher(before, t.Word);
    if (!begins || after === undefined || !tokenMatcher(token, t.Name)) return false;
    return tokenMatcher(after, t.Colon) || shapeOf(after.image) !== undefined;
  });
}

/** The node whose line a `label:"…"` stands in. */
function labelsIn(tokens: readonly IToken[], declarations: ReadonlySet<IToken>): Map<string, string> {
  const labels = new Map<string, string>();
  let node: string | undefined;
  tokens.forEach((token, index) => {
    if (declarations.has(token)) node = token.image;
    if (tokenMatcher(token, t.LineEnd)) node = undefined;
    const value = token.image === 'label' ? tokens[index + 2] : undefined;
    if (node === undefined || value === undefined || !tokenMatcher(value, t.Quoted)) return;
    const { text } = unquote(value.image);
    if (!labels.has(text)) labels.set(text, node);
  });
  return labels;
}
