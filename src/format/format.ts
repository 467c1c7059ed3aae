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
  Prose,
  Reference,
} from '../ast/ast.ts';
import { isBlank, type Source, type Span } from '../source/source.ts';

/*
 * The canonical form, section 9 of the language: one style, no options. Order and words stay; white
 * space, signs, quotes and the places of line ends change. Blank lines and the indentation of prose
 * come from the source, since the AST does not keep them. Meant for documents without syntax errors.
 */

/** A document as text that reads the same, with the line end of its source. */
export function format(document: Document, source: Source): string {
  const first = document.items[0];
  if (first === undefined) return '';
  const beginsBlank = lineEndsIn(source, source.part.start, first.span.start) > 0;
  const lines = [...(beginsBlank ? [''] : []), ...linesOf(document.items, source)];
  const lineBreak = /\r\n|\r|\n/.exec(source.text)?.[0] ?? '\n';
  return lines.map((line) => line + lineBreak).join('');
}

/** The items' lines, with one blank line wherever the author left at least one. */
function linesOf(items: readonly Item[], source: Source): string[] {
  const lines: string[] = [];
  items.forEach((item, index) => {
    const previous = items[index - 1];
    if (previous !== undefined && lineEndsIn(source, endOf(previous), item.span.start) > 1) lines.push('');
    lines.push(...linesOfItem(item, source));
  });
  return lines;
}

/** Between two items stand only blanks and line ends, so two line ends are a blank line. */
function lineEndsIn(source: Source, start: number, end: number): number {
  return source.text.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 0;
}

function endOf(item: Item): number {
  return 'comment' in item && item.comment !== undefined ? item.comment.span.end : item.span.end;
}

function linesOfItem(item: Item, source: Source): string[] {
  switch (item.kind) {
    case 'lane':
      return linesOfLane(item, source);
    case 'node':
      return [withComment(textOfNode(item), item.comment)];
    case 'edge':
      return [withComment(textOfEdge(item), item.comment)];
    case 'loop':
      return [withComment(textOfLoop(item), item.comment)];
    case 'title':
      return [`# ${item.text}`];
    case 'comment':
      return [item.text];
    case 'prose':
      return [indentOf(item, source) + item.text];
  }
}

// ---- lanes

function linesOfLane(lane: Lane, source: Source): string[] {
  const inside = linesOf(lane.items, source);
  return [...header(lane), ...inside.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

function header(lane: Lane): string[] {
  const open = `${lane.name.text} {`;
  if (lane.label === undefined) return [beginsLikeLabel(lane) ? `${open} #` : open];
  const label = `# ${lane.label.text}`;
  return closesItsLane(label) ? [open, `  ${label}`] : [`${open} ${label}`];
}

/** Right below a bare header a `# note` would be read as the display label; an empty label says there is none. */
function beginsLikeLabel(lane: Lane): boolean {
  const first = lane.items[0];
  return first?.kind === 'comment' && first.text.startsWith('#') && first.text.slice(1).trim() !== '';
}

/** `# odd}` behind a header would close the lane, `# {even}` does not; a line of its own is always read whole. */
function closesItsLane(label: string): boolean {
  if (!label.endsWith('}')) return false;
  const braces = [...label];
  return braces.filter((char) => char === '{').length < braces.filter((char) => char === '}').length;
}

// ---- statements

function withComment(statement: string, comment: Comment | undefined): string {
  return comment === undefined ? statement : `${statement} ${comment.text}`;
}

function textOfNode(node: Node): string {
  return [`${node.name.text}: ${node.shape.text}`, ...attributesWith(':', node.attributes)].join(' ');
}

function textOfEdge(edge: Edge): string {
  const ends = `${textOfEndpoint(edge.from)} -> ${textOfEndpoint(edge.to)}`;
  const labels = attributesWith('=', edge.attributes);
  return labels.length === 0 ? ends : `${ends} [${labels.join(' ')}]`;
}

function textOfEndpoint(endpoint: Endpoint): string {
  const reference = textOfReference(endpoint);
  return endpoint.side === undefined ? reference : `${reference}.handle(${endpoint.side.text})`;
}

function textOfReference({ lane, node }: Reference): string {
  return lane === undefined ? node.text : `${lane.text}.${node.text}`;
}

function textOfLoop(loop: Loop): string {
  return [`loop [${loop.condition.text}]`, ...loop.members.map(textOfReference)].join(' ');
}

function attributesWith(sign: ':' | '=', attributes: readonly Attribute[]): string[] {
  return attributes.map(({ key, value }) => key.text + sign + quote(value.text));
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

// ---- prose

/** Blanks before prose, when it begins its line; behind a `}` they only keep it apart. */
function indentOf(prose: Prose, source: Source): string {
  const { text } = source;
  let start = prose.span.start;
  while (!endsGap(source, start) && isBlank(text[start - 1])) start--;
  const beginsLine = start === source.part.start || endsGap(source, start) || /[\r\n]/.test(text[start - 1] ?? '');
  return beginsLine ? text.slice(start, prose.span.start) : '';
}

/** Does a piece that is not read, such as the indentation of a fence, end here? */
function endsGap(source: Source, offset: number): boolean {
  return gapAt(source.gaps, offset)?.end === offset;
}

/** The last gap that begins before the offset, by halving. */
function gapAt(gaps: readonly Span[], offset: number): Span | undefined {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gaps[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return gaps[low - 1];
}
