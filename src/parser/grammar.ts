import { EmbeddedActionsParser, type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import type { Attribute, Endpoint, Reference } from '../ast/ast.ts';
import { shapeOf } from '../ast/words.ts';
import { spanOf } from '../lexer/lex.ts';
import * as t from '../lexer/tokens.ts';
import { type Span, sourceOf } from '../source/source.ts';
import { type Building, mendingOf, startBuilding, textOf } from './building.ts';
import { closeLane, hashLine, openLane, prose } from './lanes.ts';
import { beginLine, finishLine } from './line.ts';
import { finishAttribute, quotedValue, unquotedValue, type Value } from './make-attribute.ts';
import {
  type EdgeStep,
  type ForeignLabel,
  finishEdge,
  finishHandle,
  finishLabels,
  type Handle,
  missingArrow,
  type Previous,
} from './make-edge.ts';
import { finishLoop } from './make-loop.ts';
import { finishNode } from './make-node.ts';
import { attributesOfNode } from './messages.ts';
import { commentOf, makeEndpoint, makeReference, nameOf, spanFrom } from './nodes.ts';
import { attachComment, checkLineBreak, keep, unexpected } from './statements.ts';

/*
 * The grammar covers every line. A line it knows becomes a statement; what is left of a line is taken
 * word by word and reported once. So no rule ever fails, nothing has to be recovered, and a mistake
 * never costs the next line. Its actions build the AST at once: no concrete tree.
 */

/** Reads all tokens into the building. */
export function readTokens(tokens: IToken[], building: Building): void {
  parser ??= new FlowParser(true);
  parser.input = tokens;
  parser.building = building;
  parser.document();
}

/** Builds the grammar with all of Chevrotain's checks, which need a newer Node; throws when one fails. */
export function validateGrammar(): void {
  new FlowParser(false);
}

/** Built once per process, when first needed. */
let parser: FlowParser | undefined;
/** For the lines that are read as they should have been written. */
let mender: FlowParser | undefined;

class FlowParser extends EmbeddedActionsParser {
  building: Building = startBuilding(sourceOf('', ''), { nodes: new Set(), lanes: new Set(), labels: new Map() });

  constructor(skipValidations: boolean) {
    super(t.vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  readonly document: ParserMethod<[], void> = this.RULE('document', () => {
    this.MANY(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.LineEnd) },
        { ALT: () => this.do(hashLine, this.CONSUME(t.HashLine)) },
        { ALT: () => this.do(keepComment, this.CONSUME(t.Comment)) },
        { ALT: () => this.do(prose, this.CONSUME(t.Prose)) },
        { ALT: () => this.do(stray, this.CONSUME(t.StrayBrace)) },
        { ALT: () => this.SUBRULE(this.lane) },
        { ALT: () => this.SUBRULE(this.line) },
      ]),
    );
  });

  private readonly lane: ParserMethod<[], void> = this.RULE('lane', () => {
    const first = this.OR([
      { ALT: () => this.CONSUME(t.LaneName) },
      { ALT: () => this.CONSUME(t.SpacedLaneName) },
      { ALT: () => this.CONSUME(t.OddHeader) },
    ]);
    const open = this.OPTION(() => this.CONSUME(t.LaneOpen));
    const display = this.OPTION2(() => this.CONSUME(t.DisplayLabel));
    const lane = this.ACTION(() => openLane(this.building, first, open, display));
    this.MANY({
      GATE: () => !this.sees(1, t.LaneClose) || this.building.bodies > 0,
      DEF: () =>
        this.OR2([
          { ALT: () => this.CONSUME(t.LineEnd) },
          { ALT: () => this.do(keepComment, this.CONSUME(t.Comment)) },
          { ALT: () => this.do(closeBody, this.CONSUME(t.LaneClose)) },
          { ALT: () => this.SUBRULE(this.line) },
        ]),
    });
    const last = this.LA(0);
    const close = this.OPTION3(() => this.CONSUME2(t.LaneClose));
    this.ACTION(() => closeLane(this.building, lane, close, last));
  });

  /** One line's statements: one, unless the author forgot a line break. */
  private readonly line: ParserMethod<[], void> = this.RULE('line', () => {
    const note = this.ACTION(() => beginLine(this.building, this.LA(1)));
    this.SUBRULE(this.statement);
    this.MANY(() => {
      const before = this.LA(0);
      this.OPTION({ GATE: () => this.seesSeparator(), DEF: () => this.CONSUME(t.Word) });
      const seen = this.ACTION(() => this.building.diagnostics.length);
      const first = this.LA(1);
      this.SUBRULE2(this.statement);
      this.ACTION(() => checkLineBreak(this.building, before, first, seen));
    });
    this.ACTION(() => this.mend(finishLine(this.building, note, this.LA(0))));
    this.OPTION2(() => this.do(attachComment, this.CONSUME(t.Comment)));
  });

  /** Reads the statements that should have stood in a line. */
  private mend(statements: readonly IToken[][] | undefined): void {
    if (statements === undefined) return;
    mender ??= new FlowParser(true);
    mender.building = mendingOf(this.building);
    for (const tokens of statements) {
      mender.input = tokens;
      mender.line();
    }
  }

  private readonly statement: ParserMethod<[], void> = this.RULE('statement', () => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.sees(1, t.Loop), ALT: () => this.SUBRULE(this.loop) },
        { GATE: () => this.beginsNode(), ALT: () => this.SUBRULE(this.node) },
        { GATE: () => this.beginsEdge(), ALT: () => this.SUBRULE(this.edge) },
        { ALT: () => this.SUBRULE(this.leftover, { ARGS: [false] }) },
      ],
    });
    this.OPTION({
      GATE: () => !this.beginsStatement() && !this.seesSeparator(),
      DEF: () => this.SUBRULE2(this.leftover, { ARGS: [true] }),
    });
  });

  private readonly node: ParserMethod<[], void> = this.RULE('node', () => {
    const name = this.CONSUME(t.Name);
    const colon = this.OPTION(() =>
      this.OR([{ ALT: () => this.CONSUME(t.Colon) }, { ALT: () => this.CONSUME(t.Equals) }]),
    );
    const shape = this.OPTION2({ GATE: () => !this.beginsAttribute(), DEF: () => this.CONSUME2(t.Name) });
    const attributes: Attribute[] = [];
    const bare: IToken[] = [];
    this.MANY({
      GATE: () => !this.sees(1, t.Name) || this.beginsOwnAttribute(),
      DEF: () =>
        this.OR2([
          { ALT: () => this.SUBRULE(this.attribute, { ARGS: [attributes, ':'] }) },
          { ALT: () => bare.push(this.CONSUME(t.Quoted)) },
          { ALT: () => bare.push(this.CONSUME(t.OtherQuoted)) },
        ]),
    });
    this.ACTION(() => finishNode(this.building, { name, colon, shape, attributes, bare, last: this.LA(0) }));
  });

  private readonly edge: ParserMethod<[], void> = this.RULE('edge', () => {
    let from: Endpoint | undefined = this.SUBRULE(this.endpoint);
    let previous: Previous | undefined;
    let isComplete = false;
    this.MANY({
      GATE: () => this.sees(1, t.Arrow) || this.dashesLeadToArrow(2),
      DEF: () => {
        const step = this.SUBRULE(this.step);
        this.ACTION(() => {
          if (from !== undefined) previous = finishEdge(this.building, from, step, previous);
          from = step.to;
          isComplete = true;
        });
      },
    });
    const last = this.LA(0);
    const hasMore = this.OPTION({
      GATE: () => !isComplete,
      DEF: () => {
        this.SUBRULE(this.leftover, { ARGS: [false] });
        return true;
      },
    });
    this.ACTION(() => {
      if (!isComplete && hasMore !== true) missingArrow(this.building, from, last);
    });
  });

  /** An arrow, its target and its labels. */
  private readonly step: ParserMethod<[], EdgeStep> = this.RULE('step', () => {
    const first = this.LA(1);
    const early = this.OPTION(() => this.SUBRULE(this.earlyLabel));
    const arrow = this.CONSUME(t.Arrow);
    const pipe = this.OPTION2(() => this.CONSUME(t.PipeLabel));
    const to = this.OPTION3(() => this.SUBRULE(this.endpoint));
    const attributes: Attribute[] = [];
    const labels = this.OPTION4(() => this.SUBRULE(this.labels, { ARGS: [attributes] }));
    const late = this.OPTION5({ GATE: () => labels === undefined, DEF: () => this.SUBRULE(this.lateLabel) });
    return { first, early, arrow, pipe, to, attributes, labels, late };
  });

  /** `n1 -- Yes --> n2`: the label between two halves of an arrow. */
  private readonly earlyLabel: ParserMethod<[], ForeignLabel> = this.RULE('earlyLabel', () => {
    const dashes = this.CONSUME(t.Dashes);
    const words: IToken[] = [];
    this.MANY({ GATE: () => !this.sees(1, t.Arrow), DEF: () => words.push(this.CONSUME(t.Word)) });
    return this.ACTION(() => this.foreignLabel(words, dashes));
  });

  /** `n1 -> n2 : Yes` or `n1 -> n2 "Yes"`. */
  private readonly lateLabel: ParserMethod<[], ForeignLabel> = this.RULE('lateLabel', () => {
    const first = this.OR([
      { ALT: () => this.CONSUME(t.Colon) },
      { ALT: () => this.CONSUME(t.Quoted) },
      { ALT: () => this.CONSUME(t.OtherQuoted) },
    ]);
    const words: IToken[] = [];
    this.MANY({
      GATE: () => tokenMatcher(first, t.Colon) && !this.beginsStatement(),
      DEF: () => words.push(this.CONSUME(t.Word)),
    });
    return this.ACTION(() => this.foreignLabel(tokenMatcher(first, t.Colon) ? words : [first], first));
  });

  private readonly endpoint: ParserMethod<[], Endpoint> = this.RULE('endpoint', () => {
    const reference = this.SUBRULE(this.reference);
    const handle = this.OPTION(() => this.SUBRULE(this.handle));
    return this.ACTION(() => makeEndpoint(reference, handle?.side, handle?.end ?? reference.span));
  });

  private readonly handle: ParserMethod<[], Handle> = this.RULE('handle', () => {
    const open = this.CONSUME(t.HandleOpen);
    const word = this.OPTION({
      GATE: () => !this.sees(1, t.ParenClose) && !this.sees(1, t.Arrow),
      DEF: () => this.CONSUME(t.Word),
    });
    const close = this.OPTION2(() => this.CONSUME(t.ParenClose));
    return this.ACTION(() => finishHandle(this.building, open, word, close));
  });

  private readonly reference: ParserMethod<[], Reference> = this.RULE('reference', () => {
    const first = this.CONSUME(t.Name);
    const second = this.OPTION({
      GATE: () => this.sees(2, t.Name),
      DEF: () => {
        this.CONSUME(t.Dot);
        return this.CONSUME2(t.Name);
      },
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
              GATE: () => this.beginsAttribute(),
              ALT: () => this.SUBRULE(this.attribute, { ARGS: [attributes, '='] }),
            },
            { ALT: () => bare.push(this.CONSUME(t.Word)) },
          ],
        }),
    });
    const last = this.LA(0);
    const close = this.OPTION(() => this.CONSUME(t.BracketClose));
    return this.ACTION(() => finishLabels(this.building, open, close, last, { attributes, bare }));
  });

  private readonly attribute: ParserMethod<[Attribute[], ':' | '='], void> = this.RULE(
    'attribute',
    (attributes: Attribute[], expected: ':' | '=') => {
      const key = this.CONSUME(t.Name);
      const sign = this.OR([{ ALT: () => this.CONSUME(t.Colon) }, { ALT: () => this.CONSUME(t.Equals) }]);
      const value = this.SUBRULE(this.value, { ARGS: [expected] });
      const comma = this.OPTION(() => this.CONSUME(t.Comma));
      this.ACTION(() => finishAttribute(this.building, attributes, { key, sign, value, comma, expected }));
    },
  );

  private readonly value: ParserMethod<[':' | '='], Value> = this.RULE('value', (expected: ':' | '=') => {
    const words: IToken[] = [];
    const token = this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.Quoted) },
        { ALT: () => this.CONSUME(t.OtherQuoted) },
        { ALT: () => this.CONSUME(t.Unclosed) },
      ]),
    );
    this.MANY({
      GATE: () => token === undefined && this.continuesUnquoted(expected, words.length),
      DEF: () => words.push(this.CONSUME(t.Word)),
    });
    return this.ACTION(() =>
      token === undefined ? unquotedValue(this.building, words, this.LA(0)) : quotedValue(this.building, token),
    );
  });

  private readonly loop: ParserMethod<[], void> = this.RULE('loop', () => {
    const word = this.CONSUME(t.Loop);
    const open = this.OPTION(() => this.CONSUME(t.BracketOpen));
    const condition = this.OPTION2(() => this.CONSUME(t.Condition));
    const close = this.OPTION3(() => this.CONSUME(t.BracketClose));
    const before = this.OPTION4(() => this.SUBRULE(this.body));
    const members: Reference[] = [];
    const words: IToken[] = [];
    this.MANY({
      GATE: () =>
        open === undefined ? !this.seesBody() && !this.beginsStatement() : this.continuesMembers(members.length === 0),
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
    const last = this.LA(0);
    const after = this.OPTION5(() => this.SUBRULE2(this.body));
    const body = before ?? after;
    const brackets = { open, condition, close };
    this.ACTION(() => {
      const hasMore = this.sees(1, t.Word);
      finishLoop(this.building, { word, ...brackets, body, members, words, hasMore, last });
    });
  });

  /** `{` at the line's end, or `{ n1 n2 }`. */
  private readonly body: ParserMethod<[], IToken> = this.RULE('body', () =>
    this.OR([
      { ALT: () => this.CONSUME(t.Braces) },
      {
        ALT: () => {
          const open = this.CONSUME(t.BodyOpen);
          this.ACTION(() => this.building.bodies++);
          return open;
        },
      },
    ]),
  );

  /** What no rule wants, to the end of the line; `isRest`: behind a whole statement. */
  private readonly leftover: ParserMethod<[boolean], void> = this.RULE('leftover', (isRest: boolean) => {
    const words: IToken[] = [];
    this.AT_LEAST_ONE(() =>
      words.push(this.OR([{ ALT: () => this.CONSUME(t.Word) }, { ALT: () => this.CONSUME(t.BodyOpen) }])),
    );
    this.ACTION(() => unexpected(this.building, words, isRest));
  });

  // ---- looking ahead

  private sees(distance: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  /** A `;` or `,` between two statements on a line. */
  private seesSeparator(): boolean {
    const { image } = this.LA(1);
    return (image === ';' || image === ',') && this.sees(0, t.Word) && this.beginsStatement(2);
  }

  /** In the middle of a line: only what can hardly be anything else. */
  private beginsStatement(at = 1): boolean {
    if (this.sees(at, t.Loop)) return true;
    return (this.beginsNode(at) && this.sees(at + 1, t.Colon) && this.seesShape(at + 2)) || this.beginsEdge(at);
  }

  /** `n1:`, or with the colon forgotten `n1 rect` and `n1 word label:`. */
  private beginsNode(at = 1): boolean {
    if (!this.sees(at, t.Name)) return false;
    if (this.sees(at + 1, t.Colon) || this.sees(at + 1, t.Equals)) return true;
    if (this.seesShape(at + 1)) return true;
    return this.sees(at + 1, t.Name) && this.sees(at + 2, t.Name) && this.sees(at + 3, t.Colon);
  }

  private seesShape(distance: number): boolean {
    return this.sees(distance, t.Name) && shapeOf(this.LA(distance).image) !== undefined;
  }

  private beginsEdge(at = 1): boolean {
    if (!this.sees(at, t.Name)) return false;
    const behind = this.sees(at + 1, t.Dot) && this.sees(at + 2, t.Name) ? at + 3 : at + 1;
    if (this.sees(behind, t.Arrow) || this.sees(behind, t.HandleOpen)) return true;
    return this.sees(behind, t.Dashes) && this.dashesLeadToArrow(behind + 1);
  }

  /** Looks as far as a label of twelve words reaches. */
  private dashesLeadToArrow(from: number): boolean {
    for (let distance = from; distance < from + 12; distance++) {
      if (this.sees(distance, t.Arrow)) return true;
      if (!this.sees(distance, t.Word)) return false;
    }
    return false;
  }

  private seesBody(): boolean {
    return this.sees(1, t.BodyOpen) || this.sees(1, t.Braces);
  }

  private beginsAttribute(): boolean {
    return this.sees(1, t.Name) && (this.sees(2, t.Colon) || this.sees(2, t.Equals));
  }

  /** `key:` that is not the beginning of another node. */
  private beginsOwnAttribute(): boolean {
    if (!this.beginsAttribute()) return false;
    return attributesOfNode.includes(this.LA(1).image) || !this.sees(2, t.Colon) || !this.seesShape(3);
  }

  private continuesUnquoted(expected: ':' | '=', length: number): boolean {
    if (expected === '=' && (this.sees(1, t.BracketClose) || this.sees(1, t.Comma))) return false;
    return !this.beginsAttribute() && (length === 0 || !this.beginsEdge());
  }

  /** The first name is a member even before an arrow; what follows is no statement then. */
  private continuesMembers(isFirst: boolean): boolean {
    if (this.sees(1, t.Comma)) return !isFirst && this.sees(2, t.Name) && !this.beginsStatement(2);
    return this.sees(1, t.Name) && (isFirst || !this.beginsStatement());
  }

  // ---- actions

  /** Runs an action on a token, but not while Chevrotain records the grammar. */
  private do(action: (building: Building, token: IToken) => void, token: IToken): void {
    this.ACTION(() => action(this.building, token));
  }

  private foreignLabel(words: readonly IToken[], first: IToken): ForeignLabel {
    const last = words.at(-1) ?? first;
    return { span: spanFrom(spanOf(first), spanOf(last)), text: textOf(this.building, words) };
  }
}

function keepComment(building: Building, token: IToken): void {
  keep(building, commentOf(token));
}

function stray(building: Building, token: IToken): void {
  building.strays.push(spanOf(token));
}

function closeBody(building: Building): void {
  building.bodies--;
}
