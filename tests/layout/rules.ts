// The hard rules of a drawing (layout.md, section 2), checked on the Layout alone. Every broken rule
// is one sentence; a good drawing gives an empty list.

import type { Flow, Side } from '../../src/graph/graph.ts';
import type { Box, Layout, Point, Rect, Route } from '../../src/layout/layout.ts';
import { nearbyIn } from './nearby.ts';

export function brokenRules(flow: Flow, layout: Layout): readonly string[] {
  const segments = layout.routes.flatMap(segmentsOf);
  return [
    ...missing(flow, layout),
    ...brokenBands(layout),
    ...nodesInLanes(layout),
    ...ends(layout),
    ...throughThings(layout, segments),
    ...straightness(layout, segments),
    ...sharedLines(segments),
    ...touching(layout, segments),
    ...labels(layout, segments),
    ...laneBorders(layout, segments),
    ...loopFrames(layout, segments),
  ];
}

interface Segment {
  readonly route: Route;
  readonly index: number;
  readonly a: Point;
  readonly b: Point;
  readonly horizontal: boolean;
  readonly rect: Rect;
}

function segmentsOf(route: Route): readonly Segment[] {
  return route.points.slice(1).flatMap((b, index) => {
    const a = route.points[index];
    return a === undefined ? [] : [{ route, index, a, b, horizontal: Math.abs(a.y - b.y) < 0.05, rect: rectOf(a, b) }];
  });
}

function missing(flow: Flow, layout: Layout): readonly string[] {
  const broken: string[] = [];
  const boxes = new Set(layout.boxes.map((box) => box.id));
  const routes = new Map(layout.routes.map((route) => [route.id, route]));
  for (const id of flow.nodes.keys()) if (!boxes.has(id)) broken.push(`node ${id} is missing`);
  for (const edge of flow.edges) {
    const route = routes.get(edge.id);
    if (route === undefined) broken.push(`edge ${edge.id} is missing`);
    else if (edge.label !== undefined && edge.label.trim() !== '' && route.label === undefined)
      broken.push(`the label of ${edge.id} is missing`);
  }
  if (layout.lanes.length !== flow.lanes.length) broken.push('a lane is missing');
  if (!allNumbers(layout).every(Number.isFinite)) broken.push('a number is not finite');
  return broken;
}

function allNumbers(layout: Layout): readonly number[] {
  const rects = [...layout.lanes.flatMap((lane) => [lane.frame, lane.header]), ...layout.boxes.map((box) => box.frame)];
  const plates = layout.routes.flatMap((route) => (route.label === undefined ? [] : [route.label.frame]));
  return [
    layout.size.width,
    layout.size.height,
    ...[...rects, ...plates].flatMap((r) => [r.x, r.y, r.width, r.height]),
    ...layout.routes.flatMap((route) => route.points.flatMap((p) => [p.x, p.y])),
  ];
}

/** The first rule alone: lanes are bands of one length that touch. */
export function brokenBands({ lanes, direction, size }: Layout): readonly string[] {
  const isRight = direction === 'right';
  const span = (r: Rect): readonly [number, number] => (isRight ? [r.x, r.x + r.width] : [r.y, r.y + r.height]);
  const cross = (r: Rect): readonly [number, number] => (isRight ? [r.y, r.y + r.height] : [r.x, r.x + r.width]);
  return lanes.flatMap((lane, index) => {
    const before = lanes[index - 1];
    const broken: string[] = [];
    if (!inside(lane.header, lane.frame)) broken.push(`the header of ${lane.id} is outside its lane`);
    if (!inside(lane.frame, { x: 0, y: 0, ...size })) broken.push(`lane ${lane.id} is outside the drawing`);
    if (before === undefined) return broken;
    if (span(before.frame).some((value, end) => Math.abs(value - (span(lane.frame)[end] ?? 0)) > 0.5))
      broken.push(`lane ${lane.id} has another length`);
    if (Math.abs(cross(before.frame)[1] - cross(lane.frame)[0]) > 0.5)
      broken.push(`lane ${lane.id} does not touch the lane before it`);
    return broken;
  });
}

function nodesInLanes({ boxes, lanes }: Layout): readonly string[] {
  const broken: string[] = [];
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const nearby = nearbyIn(boxes, ({ frame }) => frame);
  for (const box of boxes) {
    const lane = byId.get(box.lane);
    if (lane !== undefined && !inside(box.frame, lane.frame)) broken.push(`${box.id} is outside its lane`);
    if (lane !== undefined && overlap(box.frame, lane.header)) broken.push(`${box.id} is in the header`);
    if (lane !== undefined && !inside(box.text.frame, box.frame)) broken.push(`the text of ${box.id} is outside it`);
    for (const other of nearby(box.frame, 16))
      if (other.id > box.id && overlap(box.frame, other.frame, -15.5))
        broken.push(`${box.id} is too close to ${other.id}`);
  }
  return broken;
}

const outwards: Readonly<Record<Side, readonly [number, number]>> = {
  right: [1, 0],
  left: [-1, 0],
  top: [0, -1],
  bottom: [0, 1],
};

function ends({ routes, boxes }: Layout): readonly string[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return routes.flatMap((route) => {
    const reversed = [...route.points].reverse();
    return [
      ...end(route, route.points, byId.get(route.from), route.fromSide),
      ...end(route, reversed, byId.get(route.to), route.toSide),
    ];
  });
}

function end(route: Route, [p, q]: readonly Point[], box: Box | undefined, side: Side): readonly string[] {
  if (p === undefined || q === undefined || box === undefined) return [`${route.id} has no end`];
  const [dx, dy] = outwards[side];
  const broken: string[] = [];
  if ((q.x - p.x) * dx + (q.y - p.y) * dy < 5 || Math.abs((q.x - p.x) * dy) + Math.abs((q.y - p.y) * dx) > 0.05)
    broken.push(`${route.id} does not leave ${box.id} at its ${side}`);
  if (distanceToOutline(box, p, side) > 1) broken.push(`${route.id} does not meet the outline of ${box.id}`);
  return broken;
}

/** Along the side's direction, px. */
function distanceToOutline({ frame, shape }: Box, p: Point, side: Side): number {
  const [dx, dy] = outwards[side];
  const [rx, ry] = [frame.width / 2, frame.height / 2];
  const [x, y] = [p.x - frame.x - rx, p.y - frame.y - ry];
  const [along, off, reach, half] = dx !== 0 ? [x * dx, y, rx, ry] : [y * dy, x, ry, rx];
  if (Math.abs(off) > half) return Number.POSITIVE_INFINITY;
  const share = Math.abs(off) / half;
  const depth = shape === 'diamond' ? 1 - share : shape === 'circle' ? Math.sqrt(1 - share * share) : 1;
  return Math.abs(along - reach * depth);
}

function throughThings(layout: Layout, segments: readonly Segment[]): readonly string[] {
  const broken: string[] = [];
  const page: Rect = { x: 0, y: 0, ...layout.size };
  const nearby = nearbyIn(layout.boxes, ({ frame }) => frame);
  for (const segment of segments) {
    const { route, index, rect } = segment;
    if (!inside(rect, page)) broken.push(`${route.id} leaves the drawing`);
    for (const { id, frame } of nearby(rect, 0)) {
      const isEnd = (id === route.from && index === 0) || (id === route.to && index === route.points.length - 2);
      if (!isEnd && overlap(rect, frame, 1)) broken.push(`${route.id} runs through ${id}`);
    }
    for (const lane of layout.lanes)
      if (overlap(rect, lane.header, 0.5)) broken.push(`${route.id} runs through the header of ${lane.id}`);
    if (layout.title !== undefined && overlap(rect, layout.title.frame, 0.5))
      broken.push(`${route.id} runs through the title`);
  }
  return broken;
}

function straightness(layout: Layout, segments: readonly Segment[]): readonly string[] {
  const askew = segments.filter(({ a, b }) => Math.abs(a.x - b.x) > 0.05 && Math.abs(a.y - b.y) > 0.05);
  const short = layout.routes.filter((route) => route.points.length < 2);
  return [...askew.map(({ route }) => `${route.id} runs askew`), ...short.map((route) => `${route.id} has no length`)];
}

/** No two edges on one line over more than 1 px. Every edge has a port of its own, so nothing is shared. */
function sharedLines(segments: readonly Segment[]): readonly string[] {
  const broken: string[] = [];
  forPairs(segments, (s, t) => {
    if (s.horizontal !== t.horizontal) return;
    const [p, q] = [s.rect, t.rect];
    const distance = s.horizontal ? Math.abs(p.y - q.y) : Math.abs(p.x - q.x);
    if (distance >= 1) return;
    const shared = s.horizontal ? commonLength(p.x, p.width, q.x, q.width) : commonLength(p.y, p.height, q.y, q.height);
    if (shared > 1) broken.push(`${s.route.id} lies on ${t.route.id}`);
  });
  return broken;
}

/** Corners and ends of one edge stay away from other edges; crossings in the middle are fine. */
function touching({ routes }: Layout, segments: readonly Segment[]): readonly string[] {
  const broken: string[] = [];
  const nearby = nearbyIn(segments, ({ rect }) => rect);
  for (const route of routes) {
    for (const point of route.points) {
      const end = { ...point, width: 0, height: 0 };
      for (const segment of nearby(end, 1)) {
        if (segment.route !== route && overlap(end, segment.rect, -0.6))
          broken.push(`${route.id} touches ${segment.route.id}`);
      }
    }
  }
  return broken;
}

function labels(layout: Layout, segments: readonly Segment[]): readonly string[] {
  const plates = layout.routes.flatMap((route) =>
    route.label === undefined ? [] : [{ route, frame: route.label.frame }],
  );
  const tabs = layout.loops.flatMap((loop) => loop.frames.map((frame) => frame.tab.frame));
  const page: Rect = { x: 0, y: 0, ...layout.size };
  const boxesNear = nearbyIn(layout.boxes, (box) => box.frame);
  const platesNear = nearbyIn(plates, (plate) => plate.frame);
  const segmentsNear = nearbyIn(segments, ({ rect }) => rect);
  return plates.flatMap(({ route, frame }) => {
    const broken: string[] = [];
    const near = [...segmentsNear(frame, 6)];
    const say = (what: string): void => {
      broken.push(`the label of ${route.id} ${what}`);
    };
    if (!inside(frame, page)) say('leaves the drawing');
    for (const box of boxesNear(frame, 0)) if (overlap(frame, box.frame, 0.5)) say(`covers ${box.id}`);
    for (const lane of layout.lanes) if (overlap(frame, lane.header, 0.5)) say(`covers the header of ${lane.id}`);
    for (const other of platesNear(frame, 0))
      if (other.route.id > route.id && overlap(frame, other.frame, 0.5)) say(`covers the label of ${other.route.id}`);
    for (const tab of tabs) if (overlap(frame, tab, 0.5)) say('covers a tab');
    if (!near.some((segment) => segment.route === route && overlap(segment.rect, frame, -6)))
      say('is far from its edge');
    for (const point of route.points)
      if (overlap({ ...point, width: 0, height: 0 }, frame, 1)) say('covers a corner of its edge');
    for (const segment of near)
      if (segment.route !== route && overlap(segment.rect, frame, 0.5)) say(`covers ${segment.route.id}`);
    return broken;
  });
}

function laneBorders({ lanes, direction, routes }: Layout, segments: readonly Segment[]): readonly string[] {
  const isRight = direction === 'right';
  const borders = lanes.flatMap(({ frame }) =>
    isRight ? [frame.y, frame.y + frame.height] : [frame.x, frame.x + frame.width],
  );
  const along = segments.filter(
    (segment) =>
      segment.horizontal === isRight &&
      borders.some((border) => Math.abs(border - (isRight ? segment.a.y : segment.a.x)) < 2.5),
  );
  const plates = routes.flatMap((route) => (route.label === undefined ? [] : [{ route, frame: route.label.frame }]));
  const across = plates.filter(({ frame }) => {
    const [low, high] = isRight ? [frame.y, frame.y + frame.height] : [frame.x, frame.x + frame.width];
    return borders.some((border) => border > low + 0.5 && border < high - 0.5);
  });
  return [
    ...along.map(({ route }) => `${route.id} runs along a lane border`),
    ...across.map(({ route }) => `the label of ${route.id} lies on a lane border`),
  ];
}

function loopFrames(layout: Layout, segments: readonly Segment[]): readonly string[] {
  return layout.loops.flatMap((loop) => {
    const broken: string[] = [];
    for (const { frame, members, tab } of loop.frames) {
      for (const box of layout.boxes) {
        if (members.includes(box.id) && !inside(box.frame, frame))
          broken.push(`${box.id} is outside the frame of ${loop.id}`);
        if (!members.includes(box.id) && overlap(box.frame, frame) && !loop.members.includes(box.id))
          broken.push(`${box.id} is inside the frame of ${loop.id}`);
        if (overlap(box.frame, tab.frame, 0.5)) broken.push(`the tab of ${loop.id} covers ${box.id}`);
      }
      for (const { id, label } of layout.routes) {
        const covers =
          label !== undefined && linesOf(frame).some((line) => overlap(grown(line, 0.1), label.frame, 0.5));
        if (covers) broken.push(`the label of ${id} lies on the frame of ${loop.id}`);
      }
      for (const segment of segments) {
        if (overlap(segment.rect, tab.frame, 0.5))
          broken.push(`${segment.route.id} runs through the tab of ${loop.id}`);
        if (linesOf(frame).some((line) => liesOn(segment, line)))
          broken.push(`${segment.route.id} runs on the frame of ${loop.id}`);
      }
    }
    return broken;
  });
}

function linesOf({ x, y, width, height }: Rect): readonly Rect[] {
  return [
    { x, y, width, height: 0 },
    { x, y: y + height, width, height: 0 },
    { x, y, width: 0, height },
    { x: x + width, y, width: 0, height },
  ];
}

function liesOn(segment: Segment, line: Rect): boolean {
  const { rect } = segment;
  if (segment.horizontal !== (line.height === 0)) return false;
  const distance = segment.horizontal ? Math.abs(rect.y - line.y) : Math.abs(rect.x - line.x);
  const shared = segment.horizontal
    ? commonLength(rect.x, rect.width, line.x, line.width)
    : commonLength(rect.y, rect.height, line.y, line.height);
  return distance < 2.5 && shared > 1;
}

function rectOf(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function commonLength(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}

/** By more than `by` px; a negative number asks for nearness instead. */
function overlap(a: Rect, b: Rect, by: number = 0): boolean {
  return a.x < b.x + b.width - by && b.x < a.x + a.width - by && a.y < b.y + b.height - by && b.y < a.y + a.height - by;
}

function inside(a: Rect, b: Rect): boolean {
  const slack = 0.75;
  return (
    a.x >= b.x - slack &&
    a.y >= b.y - slack &&
    a.x + a.width <= b.x + b.width + slack &&
    a.y + a.height <= b.y + b.height + slack
  );
}

/** Every pair of segments that may meet, once. */
function forPairs(segments: readonly Segment[], visit: (s: Segment, t: Segment) => void): void {
  const places = new Map(segments.map((segment, place) => [segment, place]));
  const nearby = nearbyIn(segments, ({ rect }) => rect);
  segments.forEach((s, place) => {
    for (const t of nearby(s.rect, 1)) if ((places.get(t) ?? 0) > place) visit(s, t);
  });
}

/** Proper crossings of different edges. */
export function crossingsOf(layout: Layout): number {
  let crossings = 0;
  forPairs(layout.routes.flatMap(segmentsOf), (s, t) => {
    if (s.route === t.route || s.horizontal === t.horizontal) return;
    const [h, v] = s.horizontal ? [s.rect, t.rect] : [t.rect, s.rect];
    const isAcross = v.x > h.x + 0.6 && v.x < h.x + h.width - 0.6 && h.y > v.y + 0.6 && h.y < v.y + v.height - 0.6;
    crossings += Number(isAcross);
  });
  return crossings;
}
