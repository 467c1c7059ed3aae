import type {
  Attribute,
  Comment,
  Document,
  Edge,
  Endpoint,
  Item,
  Lane,
  Loop,
  Node,
  Reference,
} from '../src/ast/ast.ts';

/*
 * A second reader of the language, written from its definition alone: line by line, by hand, without
 * the lexer and the parser. It knows nothing of recovery: a text has a tree, or it is refused.
 */

/** A tree without places. */
export type Bare<T> = T extends readonly (infer U)[]
  ? readonly Bare<U>[]
  : T extends object
    ? { readonly [K in keyof T as Exclude<K, 'span'>]: Bare<T[K]> }
    : T;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type BareStatement = Bare<Node> | Bare<Edge> | Bare<Loop>;
type BareLane = Bare<Lane>;

/** What was read, and the offset behind it. Undefined instead: the form does not stand here. */
interface Read<T> {
  readonly value: T;
  readonly end: number;
}

/** The document, or `refused` when it has a syntax error. */
export function readReference(text: string): Bare<Document> | 'refused' {
  const lines = withoutControls(text).split(/\r\n|\r|\n/);
  const reading: Reading = { items: [], lane: undefined, hasTitle: false, hasLane: false, labelMayFollow: false };
  for (const line of lines) if (!readLine(reading, line)) return 'refused';
  const declared = new Set(reading.items.flatMap(declaredIn));
  const isClean = reading.items.every((item) => item.kind !== 'prose' || !isLikeCode(item.text, declared));
  if (reading.lane !== undefined || !isClean) return 'refused';
  return { kind: 'document', items: reading.items, lost: [] };
}

interface Reading {
  readonly items: Bare<Item>[];
  /** The open lane. */
  lane: OpenLane | undefined;
  hasTitle: boolean;
  hasLane: boolean;
  /** The line before was a header with nothing behind its brace. */
  labelMayFollow: boolean;
}

interface OpenLane extends Omit<Writable<BareLane>, 'items'> {
  readonly items: (BareStatement | Bare<Comment>)[];
}

/** Control characters other than tab and line ends are left out of the text. */
function withoutControls(text: string): string {
  return text.replaceAll(/(?![\t\r\n])\p{Cc}/gu, '');
}

function declaredIn(item: Bare<Item>): string[] {
  if (item.kind !== 'lane') return [];
  return item.items.flatMap((inner) => (inner.kind === 'node' ? [inner.name.text] : []));
}

// ---- lines

/** A line may leave and enter lanes several times. False: a syntax error. */
function readLine(reading: Reading, line: string): boolean {
  const mayBeLabel = reading.labelMayFollow;
  reading.labelMayFollow = false;
  let at = blanks(line, 0);
  const label = line[at] === '#' ? trim(line.slice(at + 1)) : '';
  if (mayBeLabel && reading.lane !== undefined && label !== '' && !isCodeInLabel(label)) {
    reading.lane.label = { text: label };
    return true;
  }
  while (at < line.length) {
    const end: number | undefined =
      reading.lane === undefined ? readOutside(reading, line, at) : readInside(reading, reading.lane, line, at);
    if (end === undefined) return false;
    at = blanks(line, end);
  }
  return true;
}

function readOutside(reading: Reading, line: string, at: number): number | undefined {
  if (line[at] === '}') return undefined;
  if (line[at] === '#' || line.startsWith('//', at)) return readMarkedLine(reading, line, at);
  const header = headerAt(line, at);
  if (header !== undefined) return openLane(reading, header.value, line, header.end);
  const statements = wholeLineAt(line, at);
  if (statements === undefined) reading.items.push({ kind: 'prose', text: trim(line.slice(at)) });
  else if (statements.value.some((statement) => statement.kind === 'node')) return undefined;
  else reading.items.push(...statements.value);
  return statements?.end ?? line.length;
}

/** `// comment`, or `#` with a title, a comment or prose. */
function readMarkedLine(reading: Reading, line: string, at: number): number {
  const text = trim(line.slice(at));
  const isTitle = !reading.hasTitle && !reading.hasLane && /^#[ \t\u00A0]+[^ \t\u00A0]/.test(text);
  if (isTitle) reading.items.push({ kind: 'title', text: trim(text.slice(1)) });
  else if (text.startsWith('//') || reading.hasTitle || reading.hasLane) reading.items.push({ kind: 'comment', text });
  else reading.items.push({ kind: 'prose', text });
  reading.hasTitle ||= isTitle;
  return line.length;
}

function readInside(reading: Reading, lane: OpenLane, line: string, at: number): number | undefined {
  if (line[at] === '}') {
    closeLane(reading, lane);
    return at + 1;
  }
  const comment = commentAt(line, at);
  if (comment !== undefined) {
    lane.items.push(comment);
    return line.length;
  }
  const read = statementAt(line, at);
  if (read === undefined || read.value.some(isReserved)) return undefined;
  const after = blanks(line, read.end);
  const remark = commentAt(line, after);
  if (remark === undefined && after < line.length && line[after] !== '}') return undefined;
  lane.items.push(...remarked(read.value, remark));
  return remark === undefined ? after : line.length;
}

function isReserved(statement: BareStatement): boolean {
  return statement.kind === 'node' && reserved.includes(statement.name.text);
}

function commentAt(line: string, at: number): Bare<Comment> | undefined {
  if (line[at] !== '#' && !line.startsWith('//', at)) return undefined;
  return { kind: 'comment', text: trim(line.slice(at)) };
}

/** The comment belongs to the last of the statements. */
function remarked(statements: readonly BareStatement[], comment: Bare<Comment> | undefined): BareStatement[] {
  return statements.map((statement, index) =>
    index === statements.length - 1 ? { ...statement, comment } : statement,
  );
}

// ---- lanes

/** `Id {`, when what follows is a lane's inside; ends behind the brace. */
function headerAt(line: string, at: number): Read<string> | undefined {
  const name = wordAt(line, at);
  const brace = name === undefined ? undefined : signAt(line, name.end, '{');
  if (name === undefined || brace === undefined) return undefined;
  const after = blanks(line, brace);
  const isInside = after === line.length || line[after] === '}' || commentAt(line, after) !== undefined;
  return isInside || beginsStatement(line, after) ? { value: name.value, end: brace } : undefined;
}

function beginsStatement(line: string, at: number): boolean {
  const word = wordAt(line, at);
  if (word !== undefined && signAt(line, word.end, ':') !== undefined) return true;
  if (word?.value === 'loop' && signAt(line, word.end, '[') !== undefined) return true;
  const endpoint = endpointAt(line, at);
  return endpoint !== undefined && arrowAt(line, endpoint.end) !== undefined;
}

function openLane(reading: Reading, name: string, line: string, brace: number): number | undefined {
  if (reserved.includes(name)) return undefined;
  reading.hasLane = true;
  const lane: OpenLane = { kind: 'lane', name: { text: name }, label: undefined, items: [] };
  reading.lane = lane;
  const at = blanks(line, brace);
  reading.labelMayFollow = at === line.length;
  return line[at] === '#' ? readDisplayLabel(reading, lane, trim(line.slice(at + 1))) && line.length : brace;
}

/** The label runs to the line end; a last `}` whose `{` is not in it closes the lane. */
function readDisplayLabel(reading: Reading, lane: OpenLane, written: string): true | undefined {
  const closes = written.endsWith('}') && !opensItsLastBrace(written);
  const label = closes ? trim(written.slice(0, -1)) : written;
  if (label !== '') lane.label = { text: label };
  if (closes) closeLane(reading, lane);
  return isCodeInLabel(label) ? undefined : true;
}

function opensItsLastBrace(label: string): boolean {
  let open = 0;
  for (const char of label.slice(0, -1)) {
    if (char === '{') open++;
    if (char === '}' && open > 0) open--;
  }
  return open > 0;
}

function closeLane(reading: Reading, { kind, name, label, items }: OpenLane): void {
  reading.items.push({ kind, name, label, items });
  reading.lane = undefined;
}

// ---- code where none should be

function isLikeCode(prose: string, declared: ReadonlySet<string>): boolean {
  if (prose.startsWith('```')) return false;
  if (prose.endsWith('{') || spacedHeader.test(prose) || codeMark.test(prose)) return true;
  return [...prose.matchAll(anyArrow)].some((arrow) => {
    const before = wordBefore(prose, arrow.index);
    const after = wordAt(prose, arrow.index + arrow[0].length);
    return before !== undefined && declared.has(before) && after !== undefined && declared.has(after.value);
  });
}

function isCodeInLabel(label: string): boolean {
  return nodeInText.test(label) || /\bloop[ \t]*\[/.test(label) || codeMark.test(label);
}

const codeMark = /\.[ \t\u00A0]*handle[ \t\u00A0]*\(|\blabel[:=]"/;
/** A lane's header whose name has several words, also when a label or comment follows. */
const spacedHeader =
  /^(?!loop[ \t\u00A0])[\p{L}\p{M}_][\p{L}\p{M}\p{N}_-]*(?:[ \t\u00A0]+[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_-]*)+[ \t\u00A0]*\{[ \t\u00A0]*(?:#(?:[ \t\u00A0]|$)|\/\/)/u;
const nodeInText =
  /(?<![\p{L}\p{M}\p{N}_])[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*[ \t\u00A0]*:[ \t\u00A0]*(?:circle|rectangle|diamond|taskbox)(?![\p{L}\p{M}\p{N}_])/u;
const anyArrow = /-->|->>|->|=>|→/g;

function wordBefore(text: string, end: number): string | undefined {
  return /[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*$/u.exec(trim(text.slice(0, end)))?.[0];
}

// ---- statements

/** A statement that reaches from here to the line end, or to a `}` that ends it. */
function wholeLineAt(line: string, at: number): Read<BareStatement[]> | undefined {
  const read = statementAt(line, at);
  if (read === undefined) return undefined;
  const after = blanks(line, read.end);
  const comment = commentAt(line, after);
  if (comment === undefined && !/^[} \t\u00A0]*(?:$|#|\/\/)/.test(line.slice(after))) return undefined;
  return { value: remarked(read.value, comment), end: comment === undefined ? after : line.length };
}

/** A chain is several edges. */
function statementAt(line: string, at: number): Read<BareStatement[]> | undefined {
  return loopAt(line, at) ?? nodeAt(line, at) ?? edgesAt(line, at);
}

function nodeAt(line: string, at: number): Read<BareStatement[]> | undefined {
  const name = wordAt(line, at);
  const colon = name === undefined ? undefined : signAt(line, name.end, ':');
  const shape = colon === undefined ? undefined : wordAt(line, colon);
  if (name === undefined || shape === undefined || !shapeWords.includes(shape.value.toLowerCase())) return undefined;
  const attributes: Bare<Attribute>[] = [];
  let end = shape.end;
  for (let read = attributeAt(line, end); read !== undefined; read = attributeAt(line, end)) {
    attributes.push(read.value);
    end = signAt(line, read.end, ',') ?? read.end;
  }
  const [id, word] = [{ text: name.value }, { text: shape.value }];
  return { value: [{ kind: 'node', name: id, shape: word, attributes, comment: undefined }], end };
}

function attributeAt(line: string, at: number): Read<Bare<Attribute>> | undefined {
  const key = wordAt(line, at);
  const sign = key === undefined ? undefined : (signAt(line, key.end, ':') ?? signAt(line, key.end, '='));
  const value = sign === undefined ? undefined : stringAt(line, sign);
  if (key === undefined || value === undefined) return undefined;
  return { value: { key: { text: key.value }, value: { text: value.value } }, end: value.end };
}

function edgesAt(line: string, at: number): Read<BareStatement[]> | undefined {
  const edges: Bare<Edge>[] = [];
  let from = endpointAt(line, at);
  let end = from?.end ?? at;
  for (let arrow = from && arrowAt(line, end); arrow !== undefined; arrow = arrowAt(line, end)) {
    const to = endpointAt(line, arrow);
    const labels = to && labelsAt(line, to.end);
    if (from === undefined || to === undefined || labels === undefined) return undefined;
    edges.push({ kind: 'edge', from: from.value, to: to.value, attributes: labels.value, comment: undefined });
    from = to;
    end = labels.end;
  }
  return edges.length === 0 ? undefined : { value: edges, end };
}

/** Without brackets no labels; with brackets that do not close, nothing. */
function labelsAt(line: string, at: number): Read<Bare<Attribute>[]> | undefined {
  const attributes: Bare<Attribute>[] = [];
  const open = signAt(line, at, '[');
  if (open === undefined) return { value: attributes, end: at };
  let end = open;
  for (let read = attributeAt(line, end); read !== undefined; read = attributeAt(line, signAt(line, end, ',') ?? end)) {
    attributes.push(read.value);
    end = read.end;
  }
  const close = signAt(line, end, ']');
  return close === undefined ? undefined : { value: attributes, end: close };
}

function endpointAt(line: string, at: number): Read<Bare<Endpoint>> | undefined {
  const reference = referenceAt(line, at);
  if (reference === undefined) return undefined;
  const open = handleAt(line, reference.end);
  if (open === undefined) return { value: { ...reference.value, side: undefined }, end: reference.end };
  const side = wordAt(line, open);
  const close = side === undefined ? undefined : signAt(line, side.end, ')');
  if (side === undefined || close === undefined || !sides.includes(side.value)) return undefined;
  return { value: { ...reference.value, side: { text: side.value } }, end: close };
}

/** Behind `.handle(`. */
function handleAt(line: string, at: number): number | undefined {
  const dot = signAt(line, at, '.');
  const word = dot === undefined ? undefined : wordAt(line, dot);
  return word?.value === 'handle' ? signAt(line, word.end, '(') : undefined;
}

function referenceAt(line: string, at: number): Read<Bare<Reference>> | undefined {
  const first = wordAt(line, at);
  if (first === undefined) return undefined;
  const dot = handleAt(line, first.end) === undefined ? signAt(line, first.end, '.') : undefined;
  const second = dot === undefined ? undefined : wordAt(line, dot);
  if (second === undefined) return { value: { lane: undefined, node: { text: first.value } }, end: first.end };
  return { value: { lane: { text: first.value }, node: { text: second.value } }, end: second.end };
}

function loopAt(line: string, at: number): Read<BareStatement[]> | undefined {
  const word = wordAt(line, at);
  const open = word?.value === 'loop' ? signAt(line, word.end, '[') : undefined;
  const close = open === undefined ? -1 : line.indexOf(']', open);
  if (open === undefined || close < 0) return undefined;
  const members: Bare<Reference>[] = [];
  let end = close + 1;
  for (let read = referenceAt(line, end); read !== undefined; read = referenceAt(line, signAt(line, end, ',') ?? end)) {
    members.push(read.value);
    end = read.end;
  }
  if (members.length === 0) return undefined;
  const condition = { text: trim(line.slice(open, close)) };
  return { value: [{ kind: 'loop', condition, members, comment: undefined }], end };
}

// ---- words

const reserved = ['loop', 'handle'];
const sides = ['left', 'right', 'top', 'bottom'];
const aliases = ['rect', 'box', 'process', 'step', 'decision', 'choice', 'start', 'end'];
const shapeWords = ['circle', 'rectangle', 'diamond', 'taskbox', ...aliases];

function blanks(line: string, at: number): number {
  let end = at;
  while (end < line.length && ' \t\u00A0'.includes(line.charAt(end))) end++;
  return end;
}

function trim(text: string): string {
  return text.replace(/^[ \t\u00A0]+/, '').replace(/[ \t\u00A0]+$/, '');
}

/** Behind the sign. */
function signAt(line: string, at: number, sign: string): number | undefined {
  const start = blanks(line, at);
  return line.startsWith(sign, start) ? start + sign.length : undefined;
}

function arrowAt(line: string, at: number): number | undefined {
  return ['-->', '->>', '->', '=>', '→'].map((arrow) => signAt(line, at, arrow)).find((end) => end !== undefined);
}

function wordAt(line: string, at: number): Read<string> | undefined {
  return matchAt(/[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*/uy, line, at);
}

function stringAt(line: string, at: number): Read<string> | undefined {
  const straight = matchAt(/"(?:[^"\\]|\\.)*"/sy, line, at);
  if (straight !== undefined) return { ...straight, value: unescaped(straight.value.slice(1, -1)) };
  const other = matchAt(/'[^']*'|“[^”]*”/y, line, at);
  return other === undefined ? undefined : { ...other, value: other.value.slice(1, -1) };
}

function unescaped(written: string): string {
  return written.replaceAll(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

function matchAt(form: RegExp, line: string, at: number): Read<string> | undefined {
  form.lastIndex = blanks(line, at);
  const found = form.exec(line)?.[0];
  return found === undefined ? undefined : { value: found, end: form.lastIndex };
}
