/** What the marks of a highlight mean, in a strip below the drawing. */
import type { G } from '@svgdotjs/svg.js';
import type { Layout, Rect, TextBlock } from '../layout/layout.ts';
import { textWidth, wrapText } from '../layout/text-size.ts';
import { changeSigns, drawBadge, drawToken } from './badges.ts';
import {
  type Compared,
  changeMarks,
  type Highlight,
  type Mark,
  markOf,
  penWith,
  type Visited,
  type Visits,
} from './highlight.ts';
import { drawText } from './labels.ts';
import { round } from './path.ts';
import type { Pen } from './pen.ts';
import { drawOutline } from './shapes.ts';

interface Entry {
  readonly text: string;
  readonly sample: (parent: G, frame: Rect, pen: Pen) => void;
}

interface Placed extends Entry {
  readonly x: number;
  readonly row: number;
}

export interface Legend {
  /** Px that the page grows by. */
  readonly height: number;
  readonly caption: TextBlock;
  readonly entries: readonly Placed[];
  /** The top of the strip. */
  readonly y: number;
  readonly captionRows: number;
}

const fontSize = 11;
const rowHeight = 20;
const leastMargin = 12;
const bottom = 10;
const sample = { width: 24, height: 13 };
const sampleGap = 6;
const entryGap = 20;

/** The caption, then the entries in as many rows as the width of the page asks for. */
export function legendFor({ size, lanes }: Layout, highlight: Highlight): Legend {
  const margin = lanes[0]?.frame.x ?? leastMargin;
  const width = Math.max(1, size.width - 2 * margin);
  const wrapped = wrapText(highlight.caption, { fontSize, maxWidth: width, weight: 'bold' });
  const y = size.height;
  const lines = wrapped.lines.map((text, row) => {
    const measured = wrapped.widths[row] ?? 0;
    return { text, x: margin + measured / 2, y: y + baseline(row), width: measured };
  });
  const frame = { x: margin, y, width, height: lines.length * rowHeight };
  const caption = { frame, lines, fontSize, turned: false, full: undefined };
  const entries = inRows(entriesFor(highlight), margin, width);
  const rows = lines.length + (entries.at(-1)?.row ?? -1) + 1;
  return { height: rows * rowHeight + bottom, caption, entries, y, captionRows: lines.length };
}

function baseline(row: number): number {
  return row * rowHeight + rowHeight / 2 + fontSize * 0.36;
}

/** What does not fit into the width of the page at all is left out; the words of the drawing have it. */
function inRows(entries: readonly Entry[], margin: number, width: number): readonly Placed[] {
  const placed: Placed[] = [];
  let [x, row] = [0, 0];
  for (const entry of entries) {
    const length = sample.width + sampleGap + textWidth(entry.text, fontSize);
    if (length > width) continue;
    if (x > 0 && x + length > width) [x, row] = [0, row + 1];
    placed.push({ ...entry, x: margin + x, row });
    x += length + entryGap;
  }
  return placed;
}

function entriesFor(highlight: Highlight): readonly Entry[] {
  switch (highlight.look) {
    case 'trace':
      return traceEntries(highlight);
    case 'coverage':
      return coverageEntries(highlight);
    case 'diff':
      return changeEntries(highlight);
  }
}

function nodeEntry(mark: Mark, text: string): Entry {
  return { text, sample: (g, frame, pen) => drawSample(g, frame, mark, pen) };
}

function badgeEntry(label: string, mark: Mark, text: string): Entry {
  return { text, sample: (g, frame, pen) => drawBadge(g, frame, label, mark, pen) };
}

function has({ nodes, edges }: Visited, wanted: (visits: Visits) => boolean): boolean {
  return [...nodes.values(), ...edges.values()].some(wanted);
}

function traceEntries(highlight: Visited): readonly Entry[] {
  const token = { text: 'a token', sample: (g: G, frame: Rect, pen: Pen) => drawToken(g, tokenFrame(frame), pen) };
  return [
    nodeEntry('path', 'on the path'),
    ...(has(highlight, ({ count }) => count > 1) ? [badgeEntry('×2', 'path', 'more than once')] : []),
    ...(has(highlight, ({ isNow }) => isNow) ? [token] : []),
    nodeEntry('faded', 'not on the path'),
  ];
}

function coverageEntries(highlight: Visited): readonly Entry[] {
  const hasOut = has(highlight, (visits) => markOf(highlight, visits) === 'out');
  return [
    nodeEntry('hit', 'covered'),
    badgeEntry('3', 'hit', 'how often'),
    nodeEntry('miss', 'not covered'),
    ...(hasOut ? [nodeEntry('out', 'cannot be reached, not counted')] : []),
  ];
}

/** Only of what occurs. */
function changeEntries({ lanes, nodes, edges }: Compared): readonly Entry[] {
  const marks = new Set([...lanes.values(), ...nodes.values(), ...edges.values()].map(({ mark }) => mark));
  const present = changeMarks.filter((mark) => marks.has(mark));
  return [...present.map((mark) => nodeEntry(mark, `${changeSigns[mark]} ${mark}`)), nodeEntry('faded', 'as before')];
}

function tokenFrame({ x, y, width, height }: Rect): Rect {
  const size = 12;
  return { x: x + (width - size) / 2, y: y + (height - size) / 2, width: size, height: size };
}

function drawSample(parent: G, frame: Rect, mark: Mark, pen: Pen): void {
  drawOutline(parent, { shape: 'rectangle', frame, role: 'step' }, penWith(pen, mark));
}

export function drawLegend(parent: G, { caption, entries, y, captionRows }: Legend, pen: Pen): void {
  drawText(parent, caption, { paint: 'legend-text', bold: true, anchor: 'start' }, pen);
  for (const { text, sample: draw, x, row } of entries) {
    const top = y + (captionRows + row) * rowHeight;
    draw(parent, { x, y: top + (rowHeight - sample.height) / 2, ...sample }, pen);
    const place = { x: round(x + sample.width + sampleGap), y: round(y + baseline(captionRows + row)) };
    const letters = { ...pen.paint('legend-text'), ...place, 'font-size': fontSize, 'text-anchor': 'start' };
    parent.element('text').attr(letters).words(text);
  }
}
