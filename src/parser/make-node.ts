import { type IToken, tokenMatcher } from 'chevrotain';
import type { Attribute, Name } from '../ast/ast.ts';
import { reservedWords } from '../ast/words.ts';
import type { Edit } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { isBlank } from '../source/source.ts';
import type { Building } from './building.ts';
import * as say from './messages.ts';
import { contentOf, makeNode, nameOf } from './nodes.ts';
import { keep } from './statements.ts';

/* Actions of the grammar for nodes. */

export interface NodeParts {
  readonly name: IToken;
  readonly colon: IToken | undefined;
  readonly shape: IToken | undefined;
  readonly attributes: Attribute[];
  /** Texts without a key. */
  readonly bare: readonly IToken[];
  readonly last: IToken;
}

export function finishNode(building: Building, parts: NodeParts): void {
  const { colon, attributes } = parts;
  const name = nameOf(parts.name);
  if (reservedWords.includes(name.text)) building.report(say.reservedName(name, 'node'));
  reportColon(building, parts, labelEdits(building, parts));
  const shape = parts.shape === undefined ? undefined : nameOf(parts.shape);
  const wrong = shape === undefined ? say.missingShape(name, endOf(colon, name)) : say.shapeProblem(shape);
  if (wrong !== undefined) building.report(wrong);
  keep(building, makeNode(name, shape ?? { text: 'rectangle', span: name.span }, attributes, spanOf(parts.last)));
}

function endOf(colon: IToken | undefined, name: Name): number {
  return colon === undefined ? name.span.end : spanOf(colon).end;
}

/** A text alone is the label, when there is none yet. */
function labelEdits({ text: written }: Building, { bare, attributes }: NodeParts): Edit[] {
  const token = bare[0];
  if (token === undefined || attributes.some((attribute) => attribute.key.text === 'label')) return [];
  const text = contentOf(token);
  const label = { key: { text: 'label', span: spanOf(token) }, value: { text, span: spanOf(token) } };
  const behind = attributes.findIndex(({ key }) => key.span.start > token.startOffset);
  attributes.splice(behind < 0 ? attributes.length : behind, 0, label);
  const gap = isBlank(written[token.startOffset - 1]) ? '' : ' ';
  return [{ span: spanOf(token), text: `${gap}label:${say.quote(text)}` }];
}

function reportColon(building: Building, { name, colon, bare }: NodeParts, edits: readonly Edit[]): void {
  if (colon === undefined) building.report(say.missingColon(name, [say.insert(spanOf(name).end, ':'), ...edits]));
  else if (tokenMatcher(colon, t.Equals)) {
    building.report(say.missingColon(name, [{ span: spanOf(colon), text: ':' }, ...edits]));
  } else if (bare[0] !== undefined) {
    const fixes = edits.length === 0 ? [] : [say.fixWith('Write label:', edits)];
    const hint = 'Write the text of a node as label:"…".';
    building.report(say.unexpectedText(bare[0].image, spanOf(bare[0]), hint, ...fixes));
  }
}
