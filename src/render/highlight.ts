/** What may be painted over a drawing, by the ids of its parts, and how each part then looks. Nothing moves for it. */
import type { Layout, Route } from '../layout/layout.ts';
import type { Pen } from './pen.ts';
import type { Attributes, Painter, PaintName } from './theme.ts';

/** Ids that are not drawn are left alone; what is drawn and not named here was never visited. */
export interface Highlight {
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

export interface Visits {
  readonly count: number;
  /** When, as numbers of steps from 1; empty where nobody kept them. */
  readonly steps: readonly number[];
  /** A token stands here. */
  readonly isNow: boolean;
  /** Nothing leads here, so that it does not count. */
  readonly isUnreachable: boolean;
}

/** How a part looks. A trace has `path` and `faded`, coverage `hit`, `miss` and `out`; `now` has a token. */
export type Mark = 'path' | 'faded' | 'now' | 'hit' | 'miss' | 'out';

const never: Visits = { count: 0, steps: [], isNow: false, isUnreachable: false };

export function visitsOf(highlight: Highlight, kind: 'nodes' | 'edges', id: string): Visits {
  return highlight[kind].get(id) ?? never;
}

/** The id under which a highlight knows a route. */
export function routeId({ id, implicit, loop }: Route): string {
  return implicit && loop !== undefined ? loop : id;
}

export function markOf({ look }: Highlight, { count, isNow, isUnreachable }: Visits): Mark {
  if (isNow) return 'now';
  if (look === 'trace') return count > 0 ? 'path' : 'faded';
  if (count > 0) return 'hit';
  return isUnreachable ? 'out' : 'miss';
}

/** What has been visited is drawn last, so that it lies above what has not. */
export function inPaintOrder(routes: Layout['routes'], highlight: Highlight): readonly number[] {
  const isAbove = (index: number): number => {
    const route = routes[index];
    const mark = route && markOf(highlight, visitsOf(highlight, 'edges', routeId(route)));
    return mark === 'path' || mark === 'hit' || mark === 'now' ? 1 : 0;
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
};

/** A part's pen; the plain one when nothing is painted over the drawing. */
export function penFor(pen: Pen, highlight: Highlight | undefined, kind: 'nodes' | 'edges', id: string): Pen {
  if (highlight === undefined) return pen;
  const visits = visitsOf(highlight, kind, id);
  const mark = markOf(highlight, visits);
  return { ...penWith(pen, mark), facts: factsOf(highlight, visits), tooltip: visitsInWords(visits) };
}

/** A pen in the look of a mark. */
export function penWith(pen: Pen, mark: Mark): Pen {
  return { ...pen, ...strokes[mark], paint: painterFor(pen.paint, mark) };
}

function painterFor(paint: Painter, mark: Mark): Painter {
  const color = mark === 'out' ? 'faded' : mark;
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

function factsOf({ look }: Highlight, { count, steps, isNow, isUnreachable }: Visits): Attributes {
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
