/** What may be painted over a drawing, by the ids of its parts, and how each part then looks. Nothing moves for it. */
import type { Layout, Route } from '../layout/layout.ts';
import type { Pen } from './pen.ts';
import type { Attributes, Painter, PaintName } from './theme.ts';

/** Ids that are not drawn are left alone. */
export type Highlight = Visited | Compared;

/** What is drawn and not named here was never visited. */
export interface Visited {
  /** `trace`: the path of one run. `coverage`: what many runs went through. */
  readonly look: 'trace' | 'coverage';
  /** One line for the legend and for those who hear the drawing. */
  readonly caption: string;
  readonly nodes: ReadonlyMap<string, Visits>;
  /** An edge that a loop assumes has the loop's id. */
  readonly edges: ReadonlyMap<string, Visits>;
  /** Lines for the tooltips of loops. */
  readonly loops: ReadonlyMap<string, string>;
}

/** What changed between two flows; what is drawn and not named here did not. */
export interface Compared extends Omit<Visited, 'look' | 'nodes' | 'edges' | 'loops'> {
  readonly look: 'diff';
  readonly lanes: ReadonlyMap<string, Changed>;
  readonly nodes: ReadonlyMap<string, Changed>;
  readonly edges: ReadonlyMap<string, Changed>;
  readonly loops: ReadonlyMap<string, Changed>;
}

export interface Changed {
  readonly mark: ChangeMark;
  /** What is different, for the tooltip. */
  readonly words: string;
}

export const changeMarks = ['added', 'removed', 'changed'] as const;
export type ChangeMark = (typeof changeMarks)[number];

export interface Visits {
  readonly count: number;
  /** When, as numbers of steps from 1; empty where nobody kept them. */
  readonly steps: readonly number[];
  /** A token stands here. */
  readonly isNow: boolean;
  /** Nothing leads here, so that it does not count. */
  readonly isUnreachable: boolean;
}

/**
 * How a part looks. A trace has `path` and `faded`, coverage `hit`, `miss` and `out`; `now` has a token. Of changes,
 * what is the same is `faded`.
 */
export type Mark = 'path' | 'faded' | 'now' | 'hit' | 'miss' | 'out' | ChangeMark;

const never: Visits = { count: 0, steps: [], isNow: false, isUnreachable: false };

export function visitsOf(highlight: Visited, kind: 'nodes' | 'edges', id: string): Visits {
  return highlight[kind].get(id) ?? never;
}

/** The id under which a highlight knows a route. */
export function routeId({ id, implicit, loop }: Route): string {
  return implicit && loop !== undefined ? loop : id;
}

export function markOf({ look }: Visited, { count, isNow, isUnreachable }: Visits): Mark {
  if (isNow) return 'now';
  if (look === 'trace') return count > 0 ? 'path' : 'faded';
  if (count > 0) return 'hit';
  return isUnreachable ? 'out' : 'miss';
}

export function markAt(highlight: Highlight, kind: 'nodes' | 'edges', id: string): Mark {
  if (highlight.look === 'diff') return highlight[kind].get(id)?.mark ?? 'faded';
  return markOf(highlight, visitsOf(highlight, kind, id));
}

const above: readonly Mark[] = ['path', 'hit', 'now', ...changeMarks];

/** What a highlight is about is drawn last, so that it lies above the rest. */
export function inPaintOrder(routes: Layout['routes'], highlight: Highlight): readonly number[] {
  const isAbove = (index: number): number => {
    const route = routes[index];
    return route !== undefined && above.includes(markAt(highlight, 'edges', routeId(route))) ? 1 : 0;
  };
  return [...routes.keys()].sort((a, b) => isAbove(a) - isAbove(b) || a - b);
}

// ---- the pen for a part

interface Stroke {
  /** Px by which lines and outlines are wider than usual. */
  readonly wider: number;
  readonly dashes: Attributes;
  readonly isHatched: boolean;
}

const solid: Stroke = { wider: 0, dashes: {}, isHatched: false };
/** Told apart without color, too: by width, dashes and hatching. */
const strokes: Readonly<Record<Mark, Stroke>> = {
  path: { ...solid, wider: 1.4 },
  now: { ...solid, wider: 1.4 },
  faded: solid,
  hit: { ...solid, wider: 1 },
  miss: { ...solid, dashes: { 'stroke-dasharray': '5 3.5' }, isHatched: true },
  out: { ...solid, dashes: { 'stroke-dasharray': '1.4 2.8' } },
  added: { ...solid, wider: 1.4 },
  removed: { ...solid, dashes: { 'stroke-dasharray': '5 3.5' }, isHatched: true },
  changed: { ...solid, wider: 1, dashes: { 'stroke-dasharray': '12 3 2 3' } },
};

/** Green for what came, red for what went: the colors of coverage say it already. */
const colors: Readonly<Record<Mark, Exclude<Mark, ChangeMark | 'out'>>> = {
  path: 'path',
  now: 'now',
  faded: 'faded',
  hit: 'hit',
  miss: 'miss',
  out: 'faded',
  added: 'hit',
  removed: 'miss',
  changed: 'now',
};

/** The name of a mark's color among the paints. */
export function colorOf(mark: Mark): Exclude<Mark, ChangeMark | 'out'> {
  return colors[mark];
}

/** A part's pen; the plain one when nothing is painted over the drawing. */
export function penFor(pen: Pen, highlight: Highlight | undefined, kind: 'nodes' | 'edges', id: string): Pen {
  if (highlight === undefined) return pen;
  const own = penWith(pen, markAt(highlight, kind, id));
  if (highlight.look === 'diff') return withChange(own, highlight[kind].get(id));
  const visits = visitsOf(highlight, kind, id);
  return { ...own, facts: factsOf(highlight, visits), tooltip: visitsInWords(visits) };
}

/** A lane keeps its look, and tells what changed. */
export function lanePen(pen: Pen, highlight: Highlight | undefined, id: string): Pen {
  return highlight?.look === 'diff' ? withChange(pen, highlight.lanes.get(id)) : pen;
}

/** So does a loop, which also tells of its rounds. */
export function loopPen(pen: Pen, highlight: Highlight | undefined, id: string): Pen {
  if (highlight?.look === 'diff') return withChange(pen, highlight.loops.get(id));
  return { ...pen, tooltip: highlight?.loops.get(id) };
}

function withChange(pen: Pen, change: Changed | undefined): Pen {
  if (change === undefined) return pen;
  const tooltip = change.words === '' ? change.mark : `${change.mark}: ${change.words}`;
  return { ...pen, facts: { 'data-change': change.mark }, tooltip };
}

/** A pen in the look of a mark. */
export function penWith(pen: Pen, mark: Mark): Pen {
  return { ...pen, ...strokes[mark], paint: painterFor(pen.paint, mark) };
}

function painterFor(paint: Painter, mark: Mark): Painter {
  const color = colorOf(mark);
  return (name) => {
    const part = partOf[name];
    if (part === undefined) return paint(name);
    if (part === 'text') return paint(color === 'faded' ? 'faded-text' : name);
    return paint(`${color}-${part}`);
  };
}

/** Paints that depend on the mark. Text keeps its color, unless it fades. */
const partOf: Readonly<Partial<Record<PaintName, 'box' | 'line' | 'head' | 'bar' | 'text'>>> = {
  task: 'box',
  decision: 'box',
  event: 'box',
  start: 'box',
  end: 'box',
  human: 'bar',
  line: 'line',
  back: 'line',
  head: 'head',
  'back-head': 'head',
  text: 'text',
  note: 'text',
  label: 'text',
};

function factsOf({ look }: Visited, { count, steps, isNow, isUnreachable }: Visits): Attributes {
  return {
    'data-visited': String(count > 0),
    'data-count': count,
    ...(steps.length > 0 && { 'data-steps': steps.join(' ') }),
    ...(isNow && { 'data-now': 'true' }),
    ...(look === 'coverage' && isUnreachable && { 'data-unreachable': 'true' }),
  };
}

function visitsInWords({ count, steps, isNow, isUnreachable }: Visits): string {
  if (isUnreachable && count === 0) return 'cannot be reached';
  const times = count === 0 ? 'not visited' : `visited ${count === 1 ? 'once' : `${count} times`}`;
  const when = steps.length === 0 ? '' : `, at step${steps.length === 1 ? '' : 's'} ${listed(steps)}`;
  return `${times}${when}${isNow ? '; a token is here' : ''}`;
}

const mostListed = 12;

function listed(steps: readonly number[]): string {
  const shown = steps.slice(0, mostListed);
  const more = steps.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
