import { EmbeddedActionsParser, type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import type { Attribute, Comment, Edge, Endpoint, Item, Name, Reference, Statement, Text } from '../ast/ast.ts';
import { reservedWords, shapeOf } from '../ast/words.ts';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import type { Span } from '../source/source.ts';
import * as say from './messages.ts';
import {
  commentOf,
  displayLabelOf,
  makeEdge,
  makeEndpoint,
  makeLoop,
  makeNode,
  makeReference,
  nameOf,
  spanFrom,
  trimmedSpan,
  unquote,
} from './nodes.ts';
import { hintFor, laneIdFrom, looksLikeCode } from './slips.ts';

/*
 * The grammar covers every line. A line it knows becomes a statement; what is left of a line is taken
 * word by word and reported once. So no rule ever fails, nothing has to be recovered, and a mistake
 * never costs the next line. Its actions build the AST at once: no concrete tree.
 */

/** What the parser is told about the text before it begins. */
export interface Context {
  readonly text: string;
  /** The line end of the file. */
  readonly lineBreak: string;
  /** Ids declared anywhere. */
  readonly declared: ReadonlySet<string>;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** How the lanes of a document open and close, for the judgment at its end. */
export interface LaneNote {
  readonly name: Name;
  /** From the name to the brace. */
  readonly header: Span;
  readonly isClosed: boolean;
  /** Where the lane's last line ends. */
  readonly end: number;
}

export interface Parsed {
  readonly items: readonly Item[];
  readonly lost: readonly Name[];
  readonly lanes: readonly LaneNote[];
  /** Closing braces with no lane open. */
  readonly strays: readonly Span[];
}

/** Tokens to items. The tokens are those of `context.text`. */
export function readTokens(tokens: IToken[], context: Context): Parsed {
  const parser = theParser();
  parser.start(tokens, context);
  parser.document();
  return { items: parser.items, lost: parser.lost, lanes: parser.lanes, strays: parser.strays };
}

/** For the test that validates the grammar. */
export function makeParser(skipValidations: boolean): { readonly definitionErrors: readonly unknown[] } {
  return new FlowParser(skipValidations) as unknown as { readonly definitionErrors: readonly unknown[] };
}

let built: FlowParser | undefined;

function theParser(): FlowParser {
  built ??= new FlowParser(true);
  return built;
}

interface Value {
  readonly text: Text | undefined;
  readonly end: Span;
}

const nothing: Context = { text: '', lineBreak: '\n', declared: new Set(), report: () => undefined };

class FlowParser extends EmbeddedActionsParser {
  context: Context = nothing;
  items: Item[] = [];
  lost: Name[] = [];
  lanes: LaneNote[] = [];
  strays: Span[] = [];
  /** Where statements go: the lane's items, or the document's. */
  private target: Item[] = [];
  private hasTitle = false;
  /** Open `{` of loops, whose `}` closes no lane. */
  private bodies = 0;
  private walked = { to: 0, line: 0 };

  constructor(skipValidations: boolean) {
    super(t.vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  start(tokens: IToken[], context: Context): void {
    this.input = tokens;
    this.context = context;
    this.items = [];
    this.lost = [];
    this.lanes = [];
    this.strays = [];
    this.target = this.items;
    this.hasTitle = false;
    this.bodies = 0;
    this.walked = { to: 0, line: 0 };
  }

  readonly document: ParserMethod<[], void> = this.RULE('document', () => {
    this.MANY(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.LineEnd) },
        { ALT: () => this.hashLine(this.CONSUME(t.HashLine)) },
        { ALT: () => this.keepComment(this.CONSUME(t.Comment)) },
        { ALT: () => this.prose(this.CONSUME(t.Prose)) },
        { ALT: () => this.stray(this.CONSUME(t.StrayBrace)) },
        { ALT: () => this.SUBRULE(this.lane) },
        { ALT: () => this.SUBRULE(this.line) },
      ]),
    );
  });

  private readonly lane: ParserMethod<[], void> = this.RULE('lane', () => {
    const first = this.OR([{ ALT: () => this.CONSUME(t.LaneName) }, { ALT: () => this.CONSUME(t.SpacedLaneName) }]);
    const open = this.CONSUME(t.LaneOpen);
    const display = this.OPTION(() => this.CONSUME(t.DisplayLabel));
    const header = this.ACTION(() => this.openLane(first, open, display));
    this.MANY({
      GATE: () => !this.sees(1, t.LaneClose) || this.bodies > 0,
      DEF: () =>
        this.OR2([
          { ALT: () => this.CONSUME(t.LineEnd) },
          { ALT: () => this.keepComment(this.CONSUME(t.Comment)) },
          { ALT: () => this.closeBody(this.CONSUME(t.LaneClose)) },
          { ALT: () => this.SUBRULE(this.line) },
        ]),
    });
    const close = this.OPTION2(() => this.CONSUME2(t.LaneClose));
    this.ACTION(() => this.closeLane(header, close));
  });

  /** One line's statements: one, unless the author forgot a line break. */
  private readonly line: ParserMethod<[], void> = this.RULE('line', () => {
    this.AT_LEAST_ONE(() => this.SUBRULE(this.statement));
    const comment = this.OPTION(() => this.CONSUME(t.Comment));
    this.ACTION(() => this.attachComment(comment));
  });

  private readonly statement: ParserMethod<[], void> = this.RULE('statement', () => {
    this.ACTION(() => this.checkLineBreak());
    this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.sees(1, t.Loop), ALT: () => this.SUBRULE(this.loop) },
        { GATE: () => this.beginsNode(1), ALT: () => this.SUBRULE(this.node) },
        { GATE: () => this.beginsEdge(1), ALT: () => this.SUBRULE(this.edge) },
        { ALT: () => this.SUBRULE(this.leftover) },
      ],
    });
    this.OPTION({ GATE: () => !this.beginsStatement(), DEF: () => this.SUBRULE2(this.leftover) });
  });

  private readonly node: ParserMethod<[], void> = this.RULE('node', () => {
    const name = this.CONSUME(t.Name);
    const colon = this.OPTION(() =>
      this.OR([{ ALT: () => this.CONSUME(t.Colon) }, { ALT: () => this.CONSUME(t.Equals) }]),
    );
    const shape = this.OPTION2({
      GATE: () => !this.beginsAttribute(t.Colon) && !this.beginsAttribute(t.Equals),
      DEF: () => this.CONSUME2(t.Name),
    });
    const attributes: Attribute[] = [];
    const bare: IToken[] = [];
    this.MANY({
      GATE: () => this.sees(1, t.Quoted) || this.sees(1, t.OtherQuoted) || this.beginsOwnAttribute(),
      DEF: () =>
        this.OR2([
          { ALT: () => this.SUBRULE(this.attribute, { ARGS: [attributes, ':'] }) },
          { ALT: () => bare.push(this.CONSUME(t.Quoted)) },
          { ALT: () => bare.push(this.CONSUME(t.OtherQuoted)) },
        ]),
    });
    this.ACTION(() => this.finishNode(name, colon, shape, attributes, bare));
  });

  private readonly edge: ParserMethod<[], void> = this.RULE('edge', () => {
    let from = this.SUBRULE(this.endpoint);
    let previous: { end: Span; text: string } | undefined;
    this.AT_LEAST_ONE(() => {
      const begin = this.LA(1);
      const early = this.OPTION(() => this.SUBRULE(this.earlyLabel));
      const arrow = this.CONSUME(t.Arrow);
      const pipe = this.OPTION2(() => this.CONSUME(t.PipeLabel));
      const to = this.OPTION3(() => this.SUBRULE2(this.endpoint));
      const attributes: Attribute[] = [];
      const end = this.OPTION4(() => this.SUBRULE(this.labels, { ARGS: [attributes] }));
      const late = this.OPTION5({ GATE: () => this.beginsLateLabel(), DEF: () => this.SUBRULE(this.lateLabel) });
      this.ACTION(() => {
        if (tokenMatcher(arrow, t.ArrowVariant) && early === undefined) this.context.report(say.arrowVariant(arrow));
        if (from === undefined || to === undefined) {
          this.incompleteEdge(arrow);
          return;
        }
        const foreign =
          early ?? (pipe === undefined ? late : { span: spanOf(pipe), text: pipe.image.slice(1, -1).trim() });
        if (foreign !== undefined) {
          this.foreignLabel(foreign, early === undefined ? undefined : arrow, to.span, attributes, begin);
        }
        const edge = makeEdge(
          from,
          to,
          attributes,
          foreign === late && late !== undefined ? late.span : (end ?? to.span),
        );
        if (previous !== undefined) this.chained(edge, previous);
        previous = { end: edge.span, text: textOfEnds(edge) };
        this.target.push(edge);
        from = to;
      });
    });
  });

  /** `n1 -- Yes --> n2`: the label between two halves of an arrow. */
  private readonly earlyLabel: ParserMethod<[], { span: Span; text: string }> = this.RULE('earlyLabel', () => {
    const dashes = this.CONSUME(t.Dashes);
    const words: IToken[] = [];
    this.MANY({ GATE: () => !this.sees(1, t.Arrow), DEF: () => words.push(this.CONSUME(t.Word)) });
    return this.ACTION(() => ({
      span: spanFrom(spanOf(dashes), spanOf(words.at(-1) ?? dashes)),
      text: this.textOf(words),
    }));
  });

  /** `n1 -> n2 : Yes` or `n1 -> n2 "Yes"`. */
  private readonly lateLabel: ParserMethod<[], { span: Span; text: string }> = this.RULE('lateLabel', () => {
    const colon = this.OPTION(() => this.CONSUME(t.Colon));
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(t.Word)));
    return this.ACTION(() => {
      const first = colon ?? words[0] ?? this.LA(0);
      return { span: spanFrom(spanOf(first), spanOf(words.at(-1) ?? first)), text: this.textOf(words) };
    });
  });

  private readonly endpoint: ParserMethod<[], Endpoint | undefined> = this.RULE('endpoint', () => {
    const reference = this.SUBRULE(this.reference);
    const handle = this.OPTION(() => {
      const open = this.CONSUME(t.HandleOpen);
      const word = this.OPTION2(() => this.CONSUME(t.Word));
      const close = this.OPTION3(() => this.CONSUME(t.ParenClose));
      return this.ACTION(() => this.handle(open, word, close));
    });
    return this.ACTION(() => makeEndpoint(reference, handle?.side, handle?.end ?? reference.span));
  });

  private readonly reference: ParserMethod<[], Reference> = this.RULE('reference', () => {
    const first = this.CONSUME(t.Name);
    const second = this.OPTION(() => {
      this.CONSUME(t.Dot);
      return this.CONSUME2(t.Name);
    });
    return this.ACTION(() =>
      second === undefined ? makeReference(undefined, nameOf(first)) : makeReference(nameOf(first), nameOf(second)),
    );
  });

  private readonly labels: ParserMethod<[Attribute[]], Span> = this.RULE('labels', (attributes: Attribute[]) => {
    const open = this.CONSUME(t.BracketOpen);
    const bare: IToken[] = [];
    this.MANY({
      GATE: () => !this.sees(1, t.BracketClose),
      DEF: () =>
        this.OR({
          IGNORE_AMBIGUITIES: true,
          DEF: [
            {
              GATE: () => this.beginsAttribute(t.Colon) || this.beginsAttribute(t.Equals),
              ALT: () => this.SUBRULE(this.attribute, { ARGS: [attributes, '='] }),
            },
            { ALT: () => bare.push(this.CONSUME(t.Word)) },
          ],
        }),
    });
    const close = this.OPTION(() => this.CONSUME(t.BracketClose));
    return this.ACTION(() => this.finishLabels(open, bare, close, attributes));
  });

  private readonly attribute: ParserMethod<[Attribute[], ':' | '='], void> = this.RULE(
    'attribute',
    (attributes: Attribute[], expected: ':' | '=') => {
      const key = this.CONSUME(t.Name);
      const sign = this.OR([{ ALT: () => this.CONSUME(t.Colon) }, { ALT: () => this.CONSUME(t.Equals) }]);
      const value = this.SUBRULE(this.value, { ARGS: [expected] });
      this.OPTION({
        GATE: () => expected === ':' || !this.sees(2, t.BracketClose),
        DEF: () => this.CONSUME(t.Comma),
      });
      this.ACTION(() => this.keepAttribute(attributes, key, sign, value, expected));
    },
  );

  private readonly value: ParserMethod<[':' | '='], Value> = this.RULE('value', (expected: ':' | '=') => {
    const words: IToken[] = [];
    const token = this.OPTION({
      GATE: () => this.beginsText(),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(t.Quoted) },
          { ALT: () => this.CONSUME(t.OtherQuoted) },
          { ALT: () => this.CONSUME(t.Unclosed) },
        ]),
    });
    this.MANY({
      GATE: () => token === undefined && this.continuesUnquoted(expected, words.length),
      DEF: () => words.push(this.CONSUME(t.Word)),
    });
    return this.ACTION(() => (token === undefined ? this.unquotedValue(words) : this.quotedValue(token)));
  });

  private readonly loop: ParserMethod<[], void> = this.RULE('loop', () => {
    const word = this.CONSUME(t.Loop);
    const open = this.OPTION(() => this.CONSUME(t.BracketOpen));
    const condition = this.OPTION2(() => this.CONSUME(t.Condition));
    const close = this.OPTION3(() => this.CONSUME(t.BracketClose));
    const body = this.OPTION4(() => this.CONSUME(t.BodyOpen));
    const members: Reference[] = [];
    const words: IToken[] = [];
    this.MANY({
      GATE: () => (open === undefined ? !this.beginsStatement() : this.continuesMembers()),
      DEF: () =>
        this.OR({
          IGNORE_AMBIGUITIES: true,
          DEF: [
            { GATE: () => open !== undefined && this.sees(1, t.Comma), ALT: () => this.CONSUME(t.Comma) },
            { GATE: () => open !== undefined, ALT: () => members.push(this.SUBRULE(this.reference)) },
            { ALT: () => words.push(this.CONSUME(t.Word)) },
          ],
        }),
    });
    const late = this.OPTION5({ GATE: () => body === undefined, DEF: () => this.CONSUME2(t.BodyOpen) });
    this.ACTION(() => {
      const brace = body ?? late;
      if (brace !== undefined) this.openBody(brace);
      if (open === undefined) this.bareLoop(word, words);
      else this.finishLoop({ word, open, condition, close }, members);
    });
  });

  /** What no rule wants, to the end of the line or the next statement. */
  private readonly leftover: ParserMethod<[], void> = this.RULE('leftover', () => {
    const words: IToken[] = [];
    this.AT_LEAST_ONE({
      GATE: () => words.length === 0 || !this.beginsStatement(),
      DEF: () =>
        this.OR([{ ALT: () => words.push(this.CONSUME(t.BodyOpen)) }, { ALT: () => words.push(this.CONSUME(t.Word)) }]),
    });
    this.ACTION(() => this.unexpected(words));
  });

  // ---- looking ahead

  private sees(distance: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  private beginsStatement(): boolean {
    return this.sees(1, t.Loop) || this.beginsNode(1, true) || this.beginsEdge(1);
  }

  /** `n1:`, or `n1 rect` and `n1 label:` with the colon forgotten; strictly only with a shape behind. */
  private beginsNode(at: number, strictly = false): boolean {
    if (!this.sees(at, t.Name)) return false;
    const next = this.LA(at + 1);
    const isShape = (distance: number): boolean =>
      this.sees(distance, t.Name) && shapeOf(this.LA(distance).image) !== undefined;
    if (tokenMatcher(next, t.Colon) || tokenMatcher(next, t.Equals)) return !strictly || isShape(at + 2);
    if (strictly) return false;
    return isShape(at + 1) || (tokenMatcher(next, t.Name) && this.sees(at + 2, t.Name) && this.sees(at + 3, t.Colon));
  }

  private beginsEdge(at: number): boolean {
    if (!this.sees(at, t.Name)) return false;
    const next = this.LA(at + 1);
    if (tokenMatcher(next, t.Arrow) || tokenMatcher(next, t.HandleOpen)) return true;
    if (tokenMatcher(next, t.Dashes)) return this.dashesLeadToArrow(at + 2);
    return tokenMatcher(next, t.Dot) && this.sees(at + 2, t.Name) && this.afterPrefix(at + 3);
  }

  private afterPrefix(at: number): boolean {
    return this.sees(at, t.Arrow) || this.sees(at, t.HandleOpen) || this.sees(at, t.Dashes);
  }

  private dashesLeadToArrow(at: number): boolean {
    const longestLabel = 12;
    for (let distance = at; distance < at + longestLabel; distance++) {
      if (this.sees(distance, t.Arrow)) return true;
      if (!this.sees(distance, t.Word)) return false;
    }
    return false;
  }

  private beginsAttribute(sign: TokenType): boolean {
    return this.sees(1, t.Name) && this.sees(2, sign);
  }

  /** `key:` that is not the beginning of another node. */
  private beginsOwnAttribute(): boolean {
    if (!this.beginsAttribute(t.Colon) && !this.beginsAttribute(t.Equals)) return false;
    return say.attributesOfNode.includes(this.LA(1).image) || !this.beginsNode(1, true);
  }

  private beginsText(): boolean {
    return this.sees(1, t.Quoted) || this.sees(1, t.OtherQuoted) || this.sees(1, t.Unclosed);
  }

  private beginsLateLabel(): boolean {
    return this.sees(1, t.Colon) || this.sees(1, t.Quoted) || this.sees(1, t.OtherQuoted);
  }

  private continuesUnquoted(expected: ':' | '=', length: number): boolean {
    if (expected === '=' && (this.sees(1, t.BracketClose) || this.sees(1, t.Comma))) return false;
    if (this.beginsAttribute(t.Colon) || this.beginsAttribute(t.Equals)) return false;
    return length === 0 || !this.beginsEdge(1);
  }

  private continuesMembers(): boolean {
    if (this.sees(1, t.Comma)) return this.sees(2, t.Name);
    return this.sees(1, t.Name) && !this.beginsStatement();
  }

  // ---- actions: lines outside lanes

  private hashLine(token: IToken): void {
    this.ACTION(() => {
      const isTitle = !this.hasTitle && this.lanes.length === 0 && /^#[ \t\u00A0]+\S/.test(token.image);
      if (isTitle) {
        this.hasTitle = true;
        this.items.push({ kind: 'title', text: token.image.slice(1).trim(), span: trimmedSpan(token) });
      } else if (this.hasTitle || this.lanes.length > 0) this.keepComment(token);
      else this.prose(token);
    });
  }

  private prose(token: IToken): void {
    this.ACTION(() => {
      this.items.push({ kind: 'prose', text: token.image.trimEnd(), span: trimmedSpan(token) });
    });
  }

  private stray(token: IToken): void {
    this.ACTION(() => this.strays.push(spanOf(token)));
  }

  private keepComment(token: IToken): void {
    this.ACTION(() => this.target.push(commentOf(token)));
  }

  // ---- actions: lanes

  private openLane(first: IToken, open: IToken, display: IToken | undefined): OpenLane {
    const items: (Statement | Comment)[] = [];
    this.target = items;
    const id = tokenMatcher(first, t.SpacedLaneName) ? laneIdFrom(first.image) : first.image;
    const name = { text: id, span: spanOf(first) };
    if (reservedWords.includes(id)) this.context.report(say.reservedName(name, 'lane'));
    if (display !== undefined) this.checkDisplayLabel(display);
    let label = display === undefined ? undefined : displayLabelOf(display);
    if (tokenMatcher(first, t.SpacedLaneName)) {
      const header = spanFrom(spanOf(first), spanOf(open));
      this.context.report(say.laneNameWithSpaces(first, id, header, label !== undefined));
      label ??= { text: first.image, span: spanOf(first) };
    }
    return { name, label, items, header: spanFrom(spanOf(first), spanOf(open)) };
  }

  private closeLane(lane: OpenLane, close: IToken | undefined): void {
    const last = spanOf(close ?? this.LA(0));
    const { name, items, header } = lane;
    const label = lane.label ?? this.labelOnNextLine(items, header);
    this.items.push({ kind: 'lane', name, label, items, span: spanFrom(name.span, last) });
    this.lanes.push({ name, header, isClosed: close !== undefined, end: last.end });
    this.target = this.items;
    this.bodies = 0;
  }

  /** A `#` line right below the header is the label that should stand behind the brace. */
  private labelOnNextLine(items: (Statement | Comment)[], header: Span): Text | undefined {
    const first = items[0];
    if (first?.kind !== 'comment' || !first.text.startsWith('#')) return undefined;
    const between = this.context.text.slice(header.end, first.span.start);
    const text = first.text.slice(1).trim();
    if (text === '' || !/^[ \t\u00A0]*(?:\r\n|\r|\n)[ \t\u00A0]*$/.test(between)) return undefined;
    items.shift();
    this.context.report(say.displayLabelOnNextLine(first, header.end));
    return { text, span: first.span };
  }

  private checkDisplayLabel(token: IToken): void {
    const code = looksLikeCode(token.image);
    if (code === undefined) return;
    const start = token.startOffset + code.start;
    this.context.report(say.codeInLabel({ start, end: token.startOffset + code.end }));
    this.lose(code.name, start);
  }

  // ---- actions: statements

  private checkLineBreak(): void {
    const before = this.LA(0);
    if (before.tokenType === undefined || !tokenMatcher(before, t.Word)) return;
    const start = this.LA(1).startOffset;
    const end = (before.endOffset ?? start) + 1;
    const indent = this.context.lineBreak + this.indentAt(start);
    this.context.report(say.missingLineBreak(spanOf(this.LA(1)), { start: end, end: start }, indent));
  }

  private attachComment(token: IToken | undefined): void {
    if (token === undefined) return;
    const last = this.target.at(-1);
    const isSameLine = last !== undefined && !/[\r\n]/.test(this.context.text.slice(last.span.end, token.startOffset));
    if (isSameLine && (last.kind === 'node' || last.kind === 'edge' || last.kind === 'loop')) {
      this.target[this.target.length - 1] = { ...last, comment: commentOf(token) };
    } else this.keepComment(token);
  }

  private finishNode(
    nameToken: IToken,
    colon: IToken | undefined,
    shapeToken: IToken | undefined,
    attributes: Attribute[],
    bare: readonly IToken[],
  ): void {
    const name = nameOf(nameToken);
    if (reservedWords.includes(name.text)) this.context.report(say.reservedName(name, 'node'));
    const edits = this.labelEdits(bare, attributes);
    if (colon === undefined)
      this.context.report(say.missingColon(nameToken, [say.insert(name.span.end, ':'), ...edits]));
    else if (tokenMatcher(colon, t.Equals)) {
      this.context.report(say.missingColon(nameToken, [{ span: spanOf(colon), text: ':' }, ...edits]));
    } else if (bare[0] !== undefined) {
      const hint = 'Write the text of a node as label:"…".';
      this.context.report(say.unexpectedText(bare[0].image, spanOf(bare[0]), hint, say.fixWith('Write label:', edits)));
    }
    const end = spanOf(this.LA(0));
    if (shapeToken === undefined) {
      this.context.report(say.missingShape(name, (colon?.endOffset ?? name.span.end - 1) + 1));
      this.target.push(makeNode(name, { text: 'rectangle', span: name.span }, attributes, end));
      return;
    }
    const shape = nameOf(shapeToken);
    const wrong = say.shapeProblem(shape);
    if (wrong !== undefined) this.context.report(wrong);
    this.target.push(makeNode(name, shape, attributes, end));
  }

  /** A text alone is the label, when there is none yet. */
  private labelEdits(bare: readonly IToken[], attributes: Attribute[]): Edit[] {
    const token = bare[0];
    if (token === undefined || attributes.some((a) => a.key.text === 'label')) return [];
    const { text } = unquote(token.image);
    attributes.push({ key: { text: 'label', span: spanOf(token) }, value: { text, span: spanOf(token) } });
    return [{ span: spanOf(token), text: `label:${say.quote(text)}` }];
  }

  private incompleteEdge(arrow: IToken): void {
    this.context.report(say.unexpectedText(arrow.image, spanOf(arrow), `A node is missing after '${arrow.image}'.`));
  }

  private foreignLabel(
    label: { span: Span; text: string },
    secondArrow: IToken | undefined,
    target: Span,
    attributes: Attribute[],
    begin: IToken,
  ): void {
    const has = attributes.length > 0;
    const text = ` [label=${say.quote(label.text)}]`;
    const isLate = label.span.start >= target.end;
    const from = secondArrow === undefined ? label.span : spanFrom(spanOf(begin), spanOf(secondArrow));
    const edits = isLate
      ? [{ span: { start: target.end, end: label.span.end }, text }]
      : [{ span: from, text: secondArrow === undefined ? '' : '->' }, say.insert(target.end, text)];
    this.context.report(
      say.edgeLabelPlace(label.span, has ? undefined : say.fixWith('Write the label in brackets', edits)),
    );
    if (!has && label.text !== '') {
      attributes.push({ key: { text: 'label', span: label.span }, value: { text: label.text, span: label.span } });
    }
  }

  private chained(edge: Edge, previous: { end: Span; text: string }): void {
    const { text, lineBreak } = this.context;
    const again = text.slice(edge.from.span.start, edge.from.span.end);
    const insertion = say.insert(previous.end.end, lineBreak + this.indentAt(edge.from.span.start) + again);
    const at = { start: edge.to.span.start, end: edge.to.span.end };
    this.context.report(
      say.chainedEdge(at, previous.text, textOfEnds(edge), say.fixWith('Write two edges', [insertion])),
    );
  }

  private handle(
    open: IToken,
    word: IToken | undefined,
    close: IToken | undefined,
  ): { side: Name | undefined; end: Span } {
    const end = spanOf(close ?? word ?? open);
    if (word === undefined || tokenMatcher(word, t.ParenClose)) {
      const span = spanFrom(spanOf(open), end);
      this.context.report(
        say.unexpectedText(this.context.text.slice(span.start, span.end), span, 'Write a side: .handle(right).'),
      );
      return { side: undefined, end };
    }
    if (close === undefined) {
      const missing = say.fixWith("Insert ')'", [say.insert(spanOf(word).end, ')')], true);
      this.context.report(say.unexpectedText(open.image, spanOf(open), "Close it with ')'.", missing));
    }
    const side = nameOf(word);
    const wrong = say.sideProblem(side);
    if (wrong !== undefined) this.context.report(wrong);
    return { side, end };
  }

  private finishLabels(
    open: IToken,
    bare: readonly IToken[],
    close: IToken | undefined,
    attributes: Attribute[],
  ): Span {
    const span = spanFrom(spanOf(open), spanOf(close ?? this.LA(0)));
    const wroteText = this.LA(close === undefined ? 0 : -1).tokenType === t.Unclosed;
    if (bare.length > 0) this.bareLabel(bare, attributes);
    else if (close === undefined && !wroteText) {
      const missing = say.fixWith("Insert ']'", [say.insert(span.end, ']')], true);
      this.context.report(say.unexpectedText('[', spanOf(open), "Close it with ']'.", missing));
    }
    return span;
  }

  /** `[Yes]` or `["Yes"]`. */
  private bareLabel(bare: readonly IToken[], attributes: Attribute[]): void {
    const first = bare[0];
    const last = bare.at(-1);
    if (first === undefined || last === undefined) return;
    const span = spanFrom(spanOf(first), spanOf(last));
    const text = this.textOf(bare);
    const edit = { span, text: `label=${say.quote(text)}` };
    const isQuoted = bare.length === 1 && first.tokenType !== t.Unclosed;
    const fixes = attributes.length === 0 ? [say.fixWith('Write label=', [edit], isQuoted)] : [];
    this.context.report(say.unexpectedText(text, span, 'Write the label as [label="…"].', ...fixes));
    if (attributes.length === 0) attributes.push({ key: { text: 'label', span }, value: { text, span } });
  }

  private keepAttribute(attributes: Attribute[], key: IToken, sign: IToken, value: Value, expected: ':' | '='): void {
    const isWrongSign = tokenMatcher(sign, t.Colon) !== (expected === ':');
    if (isWrongSign) this.context.report(say.attributeSign(sign, expected));
    const name = nameOf(key);
    if (value.text === undefined) {
      const hint = `Write a text in double quotes after '${key.image}${expected}'.`;
      this.context.report(say.unexpectedText(key.image + sign.image, spanFrom(name.span, spanOf(sign)), hint));
      return;
    }
    const known = expected === ':' ? say.attributesOfNode : say.attributesOfEdge;
    if (!known.includes(name.text)) this.context.report(say.unknownAttribute(name, known));
    const whole = { start: this.blankBefore(name.span.start), end: value.end.end };
    if (attributes.some((a) => a.key.text === name.text)) this.context.report(say.duplicateAttribute(name, whole));
    else attributes.push({ key: name, value: value.text });
  }

  private quotedValue(token: IToken): Value {
    const span = spanOf(token);
    if (tokenMatcher(token, t.Unclosed)) {
      const text = token.image.slice(1).trimEnd();
      const end = { start: span.start, end: trimmedSpan(token).end };
      this.context.report(say.unterminatedText({ start: span.start, end: span.start + 1 }, end.end));
      return { text: { text, span: end }, end };
    }
    if (tokenMatcher(token, t.OtherQuoted)) {
      const text = token.image.slice(1, -1);
      this.context.report(say.quoteStyle(token, text));
      return { text: { text, span }, end: span };
    }
    const { text, strange } = unquote(token.image);
    for (const at of strange) this.context.report(say.unknownEscape(token, at));
    return { text: { text, span }, end: span };
  }

  private unquotedValue(words: readonly IToken[]): Value {
    const first = words[0];
    if (first === undefined) return { text: undefined, end: spanOf(this.LA(0)) };
    const span = spanFrom(spanOf(first), spanOf(words.at(-1) ?? first));
    const text = this.textOf(words);
    this.context.report(say.unquotedText(span, text));
    return { text: { text, span }, end: span };
  }

  // ---- actions: loops

  private finishLoop(parts: LoopParts, members: readonly Reference[]): void {
    const { word, open, condition, close } = parts;
    const text = condition?.image.trim() ?? '';
    const span = condition === undefined ? spanOf(open) : trimmedSpan(condition);
    if (close === undefined) {
      this.context.report(say.loopWithoutBrackets(spanFrom(spanOf(open), span), []));
      return;
    }
    this.target.push(makeLoop(spanOf(word), { text, span }, members, spanOf(this.LA(0))));
  }

  /** `loop retry n1 n2`: the declared ids at the end of the line are the members. */
  private bareLoop(word: IToken, words: readonly IToken[]): void {
    let split = words.length;
    while (split > 0 && this.context.declared.has(words[split - 1]?.image ?? '')) split--;
    const condition = words.slice(0, split);
    const members = words.slice(split);
    const first = condition[0];
    const last = condition.at(-1);
    if (first === undefined || last === undefined || members.length === 0) {
      this.context.report(say.loopWithoutBrackets(spanFrom(spanOf(word), spanOf(words.at(-1) ?? word)), []));
      return;
    }
    const span = spanFrom(spanOf(first), spanOf(last));
    const brackets = say.fixWith('Write brackets', [say.insert(span.start, '['), say.insert(span.end, ']')], true);
    this.context.report(say.loopWithoutBrackets(span, [brackets]));
    const references = members.map((token) => makeReference(undefined, nameOf(token)));
    this.target.push(makeLoop(spanOf(word), { text: this.textOf(condition), span }, references, spanOf(this.LA(0))));
  }

  private openBody(brace: IToken): void {
    this.bodies++;
    this.context.report(say.loopWithBody(spanOf(brace)));
  }

  private closeBody(_brace: IToken): void {
    this.ACTION(() => this.bodies--);
  }

  // ---- actions: leftovers

  private unexpected(words: readonly IToken[]): void {
    const first = words[0];
    if (first === undefined) return;
    this.bodies += words.filter((token) => tokenMatcher(token, t.BodyOpen)).length;
    const span = spanFrom(spanOf(first), spanOf(words.at(-1) ?? first));
    const text = this.context.text.slice(span.start, span.end);
    if (tokenMatcher(first, t.Name)) this.lose(first.image, span.start);
    this.context.report(say.unexpectedText(text, span, hintFor(words)));
  }

  private lose(name: string | undefined, start: number): void {
    if (name !== undefined) this.lost.push({ text: name, span: { start, end: start + name.length } });
  }

  // ---- text around

  /** What the author wrote from the first to the last word, without quotes when it is one quoted text. */
  private textOf(words: readonly IToken[]): string {
    const first = words[0];
    const last = words.at(-1);
    if (first === undefined || last === undefined) return '';
    if (words.length === 1 && tokenMatcher(first, t.Quoted)) return unquote(first.image).text;
    if (words.length === 1 && tokenMatcher(first, t.OtherQuoted)) return first.image.slice(1, -1);
    return this.context.text.slice(first.startOffset, spanOf(last).end);
  }

  /** Walks on from the last answer, so that many questions about one huge line cost one walk. */
  private indentAt(offset: number): string {
    const { text } = this.context;
    if (offset < this.walked.to) this.walked = { to: 0, line: 0 };
    let { line } = this.walked;
    for (let at = this.walked.to; at < offset; at++) if (text[at] === '\n' || text[at] === '\r') line = at + 1;
    this.walked = { to: offset, line };
    let end = line;
    while (/[ \t\u00A0]/.test(text[end] ?? '')) end++;
    return text.slice(line, Math.min(end, offset));
  }

  private blankBefore(offset: number): number {
    let start = offset;
    while (/[ \t\u00A0]/.test(this.context.text[start - 1] ?? '')) start--;
    return start;
  }
}

interface OpenLane {
  readonly name: Name;
  readonly label: Text | undefined;
  readonly items: (Statement | Comment)[];
  readonly header: Span;
}

interface LoopParts {
  readonly word: IToken;
  readonly open: IToken;
  readonly condition: IToken | undefined;
  readonly close: IToken | undefined;
}

function textOfEnds(edge: Edge): string {
  return `${edge.from.node.text} -> ${edge.to.node.text}`;
}
