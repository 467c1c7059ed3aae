// A drawing in strips becomes the Layout: everything on the page, with text placed. Here direction
// `down` is turned back, and nowhere else.

import type { Flow, Side } from '../graph/graph.ts';
import { at } from './at.ts';
import type { Drawing } from './drawing.ts';
import { type Headings, measureHeadings } from './headings.ts';
import type { Box, LaneBox, Layout, LoopFrame, LoopMark, Point, Rect, Route, RouteLabel, TextBlock } from './layout.ts';
import { tabLine } from './loops.ts';
import { lineHeight, measureTab, type WrappedText } from './node-size.ts';
import type { Problem, Wire } from './problem.ts';
import { bottom, left, right, type Way } from './ways.ts';

/** Empty space around the drawing, px. */
const margin = 12;

export function assemble(flow: Flow, problem: Problem, drawing: Drawing): Layout {
  const { bands } = drawing.coordinates;
  const headings = measureHeadings(flow, (lane) => at(bands, lane + 1) - at(bands, lane));
  const page = pageOf(problem, drawing, headings);
  return {
    size: page.size,
    direction: problem.direction,
    title: page.title,
    description: flow.description,
    lanes: laneBoxes(flow, page, drawing, headings),
    boxes: boxesOf(flow, problem, page, drawing),
    routes: routesOf(flow, problem, page, drawing),
    loops: loopMarks(problem, page, drawing),
  };
}

/** Maps the drawing to the right, from the corner of its first lane's content, to the page. */
interface Page {
  readonly problem: Problem;
  readonly size: { readonly width: number; readonly height: number };
  readonly title: TextBlock | undefined;
  readonly header: number;
  readonly length: number;
  readonly point: (x: number, y: number) => Point;
  readonly rect: (centerX: number, centerY: number, width: number, height: number) => Rect;
  readonly area: (x: number, y: number, width: number, height: number) => Rect;
}

function pageOf(problem: Problem, { coordinates, lattice }: Drawing, headings: Headings): Page {
  const isRight = problem.direction === 'right';
  const length = at(coordinates.x.starts, lattice.across);
  const height = at(coordinates.bands, coordinates.bands.length - 1);
  const [bodyWidth, bodyHeight] = isRight ? [headings.header + length, height] : [height, headings.header + length];
  const title = headings.title(bodyWidth);
  const above = title === undefined ? 0 : title.size.height + 6;
  const [left, top] = isRight ? [margin + headings.header, margin + above] : [margin, margin + above + headings.header];
  const point = (x: number, y: number): Point => (isRight ? { x: left + x, y: top + y } : { x: left + y, y: top + x });
  const area = (x: number, y: number, w: number, h: number): Rect => ({
    ...point(x, y),
    width: isRight ? w : h,
    height: isRight ? h : w,
  });
  const width = Math.max(bodyWidth, title?.size.width ?? 0);
  return {
    problem,
    size: { width: 2 * margin + width, height: 2 * margin + above + bodyHeight },
    title: title === undefined ? undefined : textIn({ x: margin, y: margin, ...title.size }, title),
    header: headings.header,
    length,
    point,
    area,
    rect: (x, y, w, h) => area(x - w / 2, y - h / 2, w, h),
  };
}

function textIn(frame: Rect, text: WrappedText, turned: boolean = false): TextBlock {
  const step = text.fontSize * lineHeight;
  const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const first = y - ((text.lines.length - 1) / 2) * step + text.fontSize * 0.35;
  const lines = text.lines.map((line, index) => ({
    text: line,
    x,
    y: round(first + index * step),
    width: at(text.widths, index),
  }));
  return { frame, lines, fontSize: text.fontSize, turned, full: text.full };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function laneBoxes(flow: Flow, page: Page, { coordinates }: Drawing, headings: Headings): readonly LaneBox[] {
  const { bands } = coordinates;
  const isRight = page.problem.direction === 'right';
  return flow.lanes.map((lane, index) => {
    const [start, end] = [at(bands, index), at(bands, index + 1)];
    const frame = page.area(-page.header, start, page.header + page.length, end - start);
    const header = page.area(-page.header, start, page.header, end - start);
    return { id: lane.id, label: lane.label, frame, header, text: textIn(header, at(headings.lanes, index), isRight) };
  });
}

function boxesOf(flow: Flow, problem: Problem, page: Page, { coordinates }: Drawing): readonly Box[] {
  const { x, y, width, height } = coordinates;
  const roles = rolesOf(problem);
  return [...flow.nodes.values()].map((node, index) => {
    const item = at(problem.items, index);
    const frame = page.rect(at(x.center, index), at(y.center, index), at(width, index), at(height, index));
    const { text, note } = item.text;
    const noteHeight = note === undefined ? 0 : note.size.height + 3;
    const inner = text.size.height + noteHeight;
    const start = frame.y + (frame.height - inner) / 2;
    const textFrame = note === undefined ? frame : { ...frame, y: start, height: text.size.height };
    const noteFrame = { ...frame, y: start + text.size.height + 3, height: noteHeight - 3 };
    return {
      id: node.id,
      lane: node.lane,
      shape: node.shape,
      frame,
      label: node.label,
      text: textIn(textFrame, text),
      note: note === undefined ? undefined : textIn(noteFrame, note),
      role: at(roles, index),
      description: node.attributes.get('description'),
    };
  });
}

function rolesOf(problem: Problem): readonly Box['role'][] {
  const [ins, outs] = [new Uint8Array(problem.items.length), new Uint8Array(problem.items.length)];
  for (const wire of problem.wires) {
    if (wire.implicit) continue;
    outs[wire.from] = 1;
    ins[wire.to] = 1;
  }
  return problem.items.map(({ shape }, node) => {
    if (shape !== 'circle') return 'step';
    return ins[node] === 0 ? 'start' : outs[node] === 0 ? 'end' : 'step';
  });
}

/** In source order, assumed ones last. */
function routesOf(flow: Flow, problem: Problem, page: Page, drawing: Drawing): readonly Route[] {
  const slotOf = new Map(drawing.slots.map((slot, index) => [slot.edge, index]));
  const placeOf = new Map(flow.edges.map(({ id }, place) => [id, place]));
  const place = ({ id }: Route): number => placeOf.get(id) ?? flow.edges.length;
  const routes = problem.wires.map((wire, edge): Route => {
    const slot = slotOf.get(edge);
    return {
      id: wire.id,
      from: at(problem.items, wire.from).id,
      to: at(problem.items, wire.to).id,
      fromSide: sideOf(wire.fromSide, problem.direction),
      toSide: sideOf(wire.toSide, problem.direction),
      points: pointsOf(drawing, wire, edge).map(([x, y]) => page.point(x, y)),
      label: slot === undefined ? undefined : labelAt(page, drawing, slot),
      back: wire.back,
      reply: wire.reply,
      loop: wire.loop < 0 ? undefined : at(problem.loops, wire.loop).id,
      implicit: wire.implicit,
    };
  });
  return routes.sort((a, b) => place(a) - place(b));
}

/** The side on the page of a way in the drawing to the right. */
function sideOf(way: Way, direction: Problem['direction']): Side {
  const rightwards: readonly Side[] = ['right', 'bottom', 'left', 'top'];
  const downwards: readonly Side[] = ['bottom', 'right', 'top', 'left'];
  return at(direction === 'right' ? rightwards : downwards, way);
}

/** Corners in drawing coordinates, from outline to outline. */
function pointsOf(drawing: Drawing, wire: Wire, edge: number): readonly (readonly [number, number])[] {
  const { tracks } = drawing;
  const ids = at(tracks.ofEdge, edge);
  const lines = ids.map((id) => ({ horizontal: at(tracks.runs, id).horizontal, place: positionOf(drawing, id) }));
  const [first, last] = [at(lines, 0), at(lines, lines.length - 1)];
  const points: (readonly [number, number])[] = [outlinePoint(drawing, wire.from, wire.fromSide, first.place)];
  for (let k = 1; k < lines.length; k++) {
    const [a, b] = [at(lines, k - 1), at(lines, k)];
    points.push(a.horizontal ? [b.place, a.place] : [a.place, b.place]);
  }
  points.push(outlinePoint(drawing, wire.to, wire.toSide, last.place));
  return points;
}

function positionOf({ tracks, coordinates }: Drawing, run: number): number {
  return at(at(tracks.runs, run).horizontal ? coordinates.y.position : coordinates.x.position, run);
}

/** Where a line at `place` (y for left and right, x for top and bottom) meets the node's drawn outline. */
function outlinePoint(
  { lattice, coordinates }: Drawing,
  node: number,
  side: Way,
  place: number,
): readonly [number, number] {
  const { shape } = at(lattice.problem.items, node);
  const [cx, cy] = [at(coordinates.x.center, node), at(coordinates.y.center, node)];
  const [rx, ry] = [at(coordinates.width, node) / 2, at(coordinates.height, node) / 2];
  const isSideways = side === left || side === right;
  const [off, across, along] = isSideways ? [place - cy, ry, rx] : [place - cx, rx, ry];
  const depth = along * outlineDepth(shape, Math.min(1, Math.abs(off) / across));
  const sign = side === right || side === bottom ? 1 : -1;
  return isSideways ? [round(cx + sign * depth), place] : [place, round(cy + sign * depth)];
}

/** How far the outline reaches, as a share of the half size, at a share of the half size off the middle. */
function outlineDepth(shape: Box['shape'], off: number): number {
  switch (shape) {
    case 'circle':
      return Math.sqrt(1 - off * off);
    case 'diamond':
      return 1 - off;
    case 'rectangle':
    case 'taskbox':
      return 1;
  }
}

function labelAt(page: Page, drawing: Drawing, index: number): RouteLabel | undefined {
  const slot = at(drawing.slots, index);
  const label = at(drawing.lattice.problem.wires, slot.edge).label;
  if (label === undefined) return undefined;
  const frame = plateAt(page, drawing, slot.run, at(drawing.boxAt, index), slot.size);
  return { label: label.label, frame, text: textIn(frame, label.text) };
}

/** The plate stands where the run and its box in the strip across meet. */
function plateAt(
  page: Page,
  drawing: Drawing,
  run: number,
  box: number,
  size: { width: number; height: number },
): Rect {
  const [along, across] = [positionOf(drawing, box), positionOf(drawing, run)];
  const [x, y] = at(drawing.tracks.runs, run).horizontal ? [along, across] : [across, along];
  return page.rect(x, y, size.width, size.height);
}

function loopMarks(problem: Problem, page: Page, drawing: Drawing): readonly LoopMark[] {
  return problem.loops.map((loop, index) => {
    const frames = drawing.enclosures.flatMap((enclosure, k) =>
      enclosure.loop === index ? [loopFrame(problem, page, drawing, k)] : [],
    );
    const framed = new Set(frames.flatMap((frame) => frame.members));
    const members = loop.members.map((member) => at(problem.items, member).id);
    return {
      id: loop.id,
      number: loop.number,
      condition: loop.condition,
      members,
      frames,
      marked: members.filter((member) => !framed.has(member)),
    };
  });
}

function loopFrame(problem: Problem, page: Page, drawing: Drawing, index: number): LoopFrame {
  const { members, tab } = at(drawing.enclosures, index);
  const first = at(drawing.frameAt, index);
  const [x1, x2, y1, y2] = [0, 1, 2, 3].map((k) => positionOf(drawing, first + k)) as [number, number, number, number];
  const tabFrame = plateAt(page, drawing, first + tabLine(problem.direction), first + 4, tab.size);
  return {
    frame: page.area(x1, y1, x2 - x1, y2 - y1),
    members: members.map((member) => at(problem.items, member).id),
    tab: textIn(tabFrame, measureTab(tab.text)),
  };
}
