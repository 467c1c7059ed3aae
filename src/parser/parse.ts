import { type IToken, tokenMatcher } from 'chevrotain';
import type { Document, Prose } from '../ast/ast.ts';
import { type Diagnosed, type Diagnostic, fix, problem } from '../diagnostics/diagnostic.ts';
import { lex, spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { type Building, type LaneNote, startBuilding } from './building.ts';
import { looksLikeCode } from './code-in-text.ts';
import { foreignLanguage } from './foreign.ts';
import { readTokens } from './grammar.ts';
import { declarationsIn, knownIn } from './known.ts';
import * as say from './messages.ts';

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
    hint: 'A flow is written in lanes: "Shop { # Shop", then nodes like n1: circle label:"Start", then "}".',
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

// ---- lanes that were not closed, or closed too often

function judgeLanes(source: Source, building: Building): void {
  const { lanes, strays, report } = building;
  const open = lanes.filter((lane) => !lane.isClosed).length;
  const isNested = open > 0 && strays.length === open;
  lanes.forEach((lane, index) => {
    if (lane.isClosed) return;
    const next = lanes[index + 1];
    if (isNested && next !== undefined) report(nestedLane(lane, next));
    else report(unclosedLane(source, building, lane, next));
  });
  if (!isNested) reportStrays(building);
}

function nestedLane(outer: LaneNote, inner: LaneNote): Diagnostic {
  const message = `Lanes cannot stand inside each other; '${outer.name.text}' is still open.`;
  return problem('nested-lane', inner.name.span, message, {
    hint: `Close '${outer.name.text}' before '${inner.name.text}' begins.`,
    related: [{ message: `lane ${outer.name.text} begins here`, span: outer.header, file: undefined }],
  });
}

function unclosedLane(source: Source, building: Building, lane: LaneNote, next: LaneNote | undefined): Diagnostic {
  const { text, lineBreak } = building;
  const tail = next === undefined ? '' : `; lane '${next.name.text}' begins at line ${lineOf(source, next)}`;
  const end = lane.end;
  return problem('unclosed-lane', lane.name.span, `Lane '${lane.name.text}' is never closed${tail}.`, {
    hint: "Close it with '}' on a line of its own.",
    fixes: [fix("Insert '}'", true, closing(text, end, next, lineBreak))],
  });
}

/** Before the next header, or at the end of the text. */
function closing(
  text: string,
  end: number,
  next: LaneNote | undefined,
  lineBreak: string,
): { span: Span; text: string } {
  if (next !== undefined) return say.insert(next.header.start, `}${lineBreak}`);
  const needsBreak = end > 0 && !/[\r\n]/.test(text[end - 1] ?? '');
  return say.insert(end, `${needsBreak ? lineBreak : ''}}${lineBreak}`);
}

function lineOf(source: Source, lane: LaneNote): number {
  return positionAt(source, lane.header.start).line;
}

/** A `}` behind nodes outside any lane closed their lane, which ended too early; those nodes are reported. */
function reportStrays({ items, strays, report }: Building): void {
  const outside = items.filter((item) => item.kind === 'node' || item.kind === 'lane');
  let index = 0;
  for (const span of strays) {
    while ((outside[index + 1]?.span.start ?? Number.POSITIVE_INFINITY) < span.start) index++;
    const before = outside[index];
    if (before?.kind === 'node' && before.span.start < span.start) continue;
    report(
      problem('unexpected-brace', span, 'There is no open lane to close here.', {
        fixes: [fix('Remove it', true, { span, text: '' })],
      }),
    );
  }
}

// ---- prose that looks like code

function judgeProse({ items, known, report }: Building): void {
  for (const item of items) {
    if (item.kind !== 'prose') continue;
    const fence = /^[ \t]*(?:```|~~~)/.exec(item.text);
    const code = fence === null ? codeIn(item, known.nodes) : undefined;
    if (fence !== null) report(fenceInFile(item));
    else if (code !== undefined) report(say.codeInProse(code, undefined));
  }
}

function fenceInFile(line: Prose): Diagnostic {
  return problem('fence-in-flow-file', line.span, 'The fence is read as prose.', {
    hint: 'A file of its own needs no fence.',
    fixes: [fix('Remove it', true, { span: line.span, text: '' })],
  });
}

const arrowBetween =
  /(?<![\p{L}\p{M}\p{N}_])([\p{L}_][\p{L}\p{M}\p{N}_-]{0,200})[ \t\u00A0]{0,20}(?:-{1,2}>|=>|→)[ \t\u00A0]{0,20}([\p{L}_][\p{L}\p{M}\p{N}_]{0,200})/gu;

function codeIn(line: Prose, declared: ReadonlySet<string>): Span | undefined {
  const place = looksLikeCode(line.text);
  const isSure = place !== undefined && (place.names.length === 0 || /\.handle\(|label[:=]"/.test(line.text));
  if (isSure) return within(line, place.start, place.end);
  for (const match of line.text.matchAll(arrowBetween)) {
    const [whole, from = '', to = ''] = match;
    if (declared.has(from) && declared.has(to)) return within(line, match.index, match.index + whole.length);
  }
  return undefined;
}

function within(line: Prose, start: number, end: number): Span {
  return { start: line.span.start + start, end: line.span.start + end };
}
