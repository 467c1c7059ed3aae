import { type G, SVG, type Svg, withWindow } from '@svgdotjs/svg.js';
import type { Layout, Point, Rect } from '../layout/layout.ts';
import { drawBadges } from './badges.ts';
import { cornersOf, drawRoute } from './edges.ts';
import { type Highlight, inPaintOrder, lanePen, loopPen, penFor, routeId } from './highlight.ts';
import { findHops } from './hops.ts';
import { drawText } from './labels.ts';
import { drawLanes, laneTint } from './lanes.ts';
import { drawLegend, legendFor } from './legend.ts';
import { drawLoopFrames, drawLoopMarks } from './loops.ts';
import { boxesById, describe, loopInWords, routeInWords, stepInWords } from './outline.ts';
import { centerOf, round } from './path.ts';
import { named, type Pen } from './pen.ts';
import { drawBox } from './shapes.ts';
import { makeWindow, serialize } from './svg-dom.ts';
import { type PaintName, painterOf, styleSheet, type Theme } from './theme.ts';

export interface RenderOptions {
  /** `auto`, the default, follows the viewer's light or dark scheme. */
  readonly theme?: Theme;
  /** Before every id, so that two drawings fit on one page; default `lf-`. */
  readonly idPrefix?: string;
  /** What is painted over the drawing. The page grows at its bottom by a legend; nothing else moves. */
  readonly highlight?: Highlight;
}

/** Names a font people like, then those their systems have; text is measured to fit the widest. */
const fonts = 'Inter, "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif';

/** A drawing as one self-contained SVG document: the same layout gives the same bytes in Node and in a browser. */
export function render(layout: Layout, options: RenderOptions = {}): string {
  return withWindow(makeWindow(), () => {
    const root = SVG();
    draw(root, layout, options);
    return `${serialize(root.node)}\n`;
  });
}

/** Draws into an empty `svg` element of svg.js, over whatever DOM that stands. Decides nothing about geometry. */
export function draw(root: Svg, layout: Layout, options: RenderOptions = {}): void {
  const { theme = 'auto', idPrefix = 'lf-', highlight } = options;
  const pen = penOf(theme, idPrefix);
  const legend = highlight && legendFor(layout, highlight);
  drawHead(root, layout, options, legend?.height ?? 0, pen);
  drawLanes(layer(root, 'lanes'), layout.lanes, layout.direction, (id) => lanePen(pen, highlight, id), pen);
  drawLoopFrames(layer(root, 'loops').attr(silent), layout.loops, pen);
  drawRoutes(layer(root, 'edges'), layout, highlight, pen);
  drawBoxes(layer(root, 'nodes'), layout, highlight, pen);
  drawMarks(layer(root, 'marks'), layout, highlight, pen);
  if (highlight === undefined || legend === undefined) return;
  // What they say is said by tooltips and by the description.
  drawBadges(layer(root, 'badges').attr(silent), layout, highlight, pen);
  drawLegend(layer(root, 'legend').attr(silent), legend, pen);
}

/** For what other parts say in words. */
const silent = { 'aria-hidden': 'true' };

function penOf(theme: Theme, idPrefix: string): Pen {
  return {
    paint: painterOf(theme),
    idOf: (kind, id) => `${idPrefix}${kind}-${id}`.replace(/\s/gu, '-'),
    wider: 0,
    dashes: {},
    isHatched: false,
    facts: {},
    tooltip: undefined,
  };
}

function layer(root: Svg, name: string): G {
  return root.group().attr({ class: `lf-${name}` });
}

function drawHead(
  root: Svg,
  layout: Layout,
  { theme = 'auto', highlight }: RenderOptions,
  more: number,
  pen: Pen,
): void {
  const [width, height] = [round(layout.size.width), round(layout.size.height + more)];
  const [titleId, outlineId] = [pen.idOf('text', 'title'), pen.idOf('text', 'outline')];
  root.attr({ 'xmlns:xlink': null, version: null, class: `laneflow laneflow-${theme}`, width, height });
  root.attr({
    viewBox: `0 0 ${width} ${height}`,
    role: 'graphics-document document',
    'aria-labelledby': titleId,
    'aria-describedby': outlineId,
  });
  root.attr({ 'font-family': fonts, 'text-anchor': 'middle' });
  root.element('title').attr({ id: titleId }).words(titleOf(layout));
  root.element('desc').attr({ id: outlineId }).words(describe(layout, highlight));
  root.element('style').words(styleSheet(theme, highlight !== undefined));
  root.element('rect').attr({ ...pen.paint('paper'), width, height });
  if (layout.title !== undefined) drawText(root, layout.title, { paint: 'title', bold: true, anchor: 'start' }, pen);
}

function titleOf({ title }: Layout): string {
  return title?.full ?? title?.lines.map((line) => line.text).join(' ') ?? 'Workflow';
}

function drawRoutes(parent: G, layout: Layout, highlight: Highlight | undefined, pen: Pen): void {
  const hops = findHops(layout.routes.map(cornersOf));
  const order = highlight === undefined ? [...layout.routes.keys()] : inPaintOrder(layout.routes, highlight);
  const boxes = boxesById(layout);
  for (const index of order) {
    const route = layout.routes[index];
    if (route === undefined) continue;
    const plate = route.label === undefined ? 'lane-even' : groundAt(centerOf(route.label.frame), layout);
    const own = named(penFor(pen, highlight, 'edges', routeId(route)), routeInWords(route, boxes));
    drawRoute(parent, route, hops[index] ?? new Map(), plate, own);
  }
}

/** What a label stands on. */
function groundAt(point: Point, { lanes, loops }: Layout): PaintName {
  if (loops.some((loop) => loop.frames.some(({ frame }) => contains(frame, point)))) return 'loop-plate';
  const index = lanes.findIndex((lane) => contains(lane.frame, point));
  return index < 0 ? 'paper' : laneTint(index);
}

function contains({ x, y, width, height }: Rect, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

function drawBoxes(parent: G, layout: Layout, highlight: Highlight | undefined, pen: Pen): void {
  for (const box of layout.boxes) {
    drawBox(parent, box, named(penFor(pen, highlight, 'nodes', box.id), stepInWords(box)));
  }
}

function drawMarks(parent: G, layout: Layout, highlight: Highlight | undefined, pen: Pen): void {
  const boxes = boxesById(layout);
  const badges = new Map<string, number>();
  for (const loop of layout.loops) {
    const own = named(loopPen(pen, highlight, loop.id), loopInWords(loop, boxes));
    drawLoopMarks(parent, loop, boxes, badges, own);
  }
}
