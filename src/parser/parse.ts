import { type IToken, tokenMatcher } from 'chevrotain';
import type { Document } from '../ast/ast.ts';
import { type Diagnosed, type Diagnostic, problem } from '../diagnostics/diagnostic.ts';
import { lex, spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import type { Source, Span } from '../source/source.ts';
import { startBuilding } from './building.ts';
import { foreignLanguage, scenarioFile } from './foreign.ts';
import { readTokens } from './grammar.ts';
import { judgeLanes } from './judge-lanes.ts';
import { judgeProse } from './judge-prose.ts';
import { declarationsIn, knownIn } from './known.ts';

export interface ParseOptions {
  /** More nodes than this are not read; 100,000 when not set. */
  readonly maxNodes?: number;
}

/** The stage: text to AST. Any text gives a document; what could not be read is left out and reported once. */
export function parse(source: Source, options: ParseOptions = {}): Diagnosed<Document> {
  const { part } = source;
  const tokens = lex(source);
  const declarations = declarationsIn(tokens);
  const tooMany = tooManyNodes(declarations, options.maxNodes ?? defaultMaxNodes);
  if (tooMany !== undefined) return { value: emptyDocument(part), diagnostics: [tooMany] };
  const foreign = foreignTo(source, tokens);
  if (foreign !== undefined) return { value: emptyDocument(part), diagnostics: [foreign] };
  const building = startBuilding(source, knownIn(tokens, declarations));
  readTokens(tokens, building);
  judgeLanes(source, building);
  judgeProse(building);
  const { items, lost, lanes, diagnostics, report } = building;
  if (lanes.length === 0 && !items.some((item) => item.kind === 'node')) report(noLanes(source));
  const value: Document = { kind: 'document', items, lost, span: part };
  return { value, diagnostics };
}

const defaultMaxNodes = 100_000;

/** Counted before any work is spent on them. */
function tooManyNodes(declarations: readonly IToken[], limit: number): Diagnostic | undefined {
  const first = declarations[limit];
  if (first === undefined) return undefined;
  const written = limit.toLocaleString('en-US');
  const message = `The flow has more than ${written} nodes.`;
  const hint = `It has ${declarations.length.toLocaleString('en-US')}; split it, or raise limits.nodes in laneflow.config.json.`;
  return problem('too-many-nodes', spanOf(first), message, { hint });
}

function emptyDocument(span: Span): Document {
  return { kind: 'document', items: [], lost: [], span };
}

function foreignTo(source: Source, tokens: readonly IToken[]): Diagnostic | undefined {
  const foreign = foreignLanguage(source.text.slice(source.part.start, source.part.end));
  if (foreign === undefined) return undefined;
  const hasLanes = tokens.some((token) => tokenMatcher(token, t.LaneName));
  if (hasLanes && foreign.language !== 'Graphviz') return undefined;
  const span = { start: source.part.start + foreign.start, end: source.part.start + foreign.end };
  return problem('foreign-language', span, `This looks like ${foreign.language}.`, {
    hint:
      foreign.language === scenarioFile
        ? 'laneflow test runs it.'
        : `A flow is written in lanes: "Main { # Main", then nodes like n1: circle label:"${foreign.words ?? 'Start'}", then "}".`,
  });
}

function noLanes(source: Source): Diagnostic {
  const { start, end } = source.part;
  const first = /\S+/.exec(source.text.slice(start, end));
  const at = first === null ? start : start + first.index;
  return problem('no-lanes', { start: at, end: at + (first?.[0].length ?? 0) }, 'There is no lane in this file.', {
    hint: 'Begin with a lane: "Shop { # Shop", then nodes like n1: circle label:"Start", then "}".',
  });
}
