import { describe, expect, it } from 'vitest';
import type { Box, Layout, LoopMark, Rect, Route } from '../../src/layout/layout.ts';
import { place } from '../../src/layout/place.ts';
import { flowOf } from './make-flow.ts';
import { brokenRules } from './rules.ts';

const flow = flowOf(`A title
A {
  n1: rectangle label:"One"
  n2: rectangle label:"Two"
  n3: diamond label:"Three?"
  n1.handle(right) -> n2.handle(left) [label="on"]
  n2.handle(right) -> n3.handle(left)
  n3.handle(bottom) -> B.n4.handle(top) [label="down"]
  loop [until done] n1 n2
}
B {
  n4: circle label:"Four"
}`);
const good = place(flow);

describe('a drawing breaks no rule', () => {
  it('when it is good', () => expect(brokenRules(flow, good)).toEqual([]));
});

/** The drawing with one thing changed, and what has to be said. */
const bad: Readonly<Record<string, readonly [Layout, string]>> = {
  'a node is left out': [{ ...good, boxes: good.boxes.slice(1) }, 'node n1 is missing'],
  'an edge is left out': [{ ...good, routes: good.routes.slice(1) }, 'edge e1 is missing'],
  'a label is left out': [route('e1', { label: undefined }), 'the label of e1 is missing'],
  'a number is none': [box('n1', (frame) => ({ ...frame, x: Number.NaN })), 'a number is not finite'],
  'a lane is short': [lane('B', (frame) => ({ ...frame, width: frame.width - 5 })), 'lane B has another length'],
  'a lane stands apart': [lane('B', (frame) => moved(frame, 0, 3)), 'lane B does not touch the lane before it'],
  'a node stands in the other lane': [box('n4', (frame) => moved(frame, 0, -60)), 'n4 is outside its lane'],
  'a node stands on the header': [box('n1', (frame) => moved(frame, -40, 0)), 'n1 is in the header'],
  'nodes stand too close': [box('n1', () => moved(frameOf('n2'), 0, 60)), 'n1 is too close to n2'],
  'an edge leaves elsewhere': [route('e2', { fromSide: 'left' }), 'e2 does not leave n2 at its left'],
  'an edge ends in the air': [
    box('n2', (frame) => ({ ...frame, width: frame.width - 4 })),
    'e2 does not meet the outline of n2',
  ],
  'an edge runs through a node': [through('n2'), 'e1 runs through n2'],
  'an edge leaves the page': [points('e1', [10, -20, 60, -20]), 'e1 leaves the drawing'],
  'an edge runs askew': [points('e1', [100, 60, 150, 75]), 'e1 runs askew'],
  'an edge lies on another': [points('e1', flat('e2')), 'e1 lies on e2'],
  'an edge ends on another': [points('e1', [middle('e2').x, 10, middle('e2').x, middle('e2').y]), 'e1 touches e2'],
  'an edge runs along a border': [points('e1', [100, borderY(), 200, borderY()]), 'e1 runs along a lane border'],
  'a label covers a node': [label('e1', frameOf('n2')), 'the label of e1 covers n2'],
  'a label covers a foreign edge': [
    label('e1', { x: middle('e2').x - 8, y: middle('e2').y - 8, width: 16, height: 16 }),
    'the label of e1 covers e2',
  ],
  'a label covers another': [label('e1', labelOf('e3')), 'the label of e1 covers the label of e3'],
  'a label lies on a border': [
    label('e1', { x: 100, y: borderY() - 8, width: 16, height: 16 }),
    'the label of e1 lies on a lane border',
  ],
  'a label is far away': [label('e3', { x: 14, y: 14, width: 4, height: 4 }), 'the label of e3 is far from its edge'],
  'a frame loses a member': [loopFrame({ x: 0, y: 0, width: 9, height: 9 }), 'n1 is outside the frame of loop1'],
  'a frame takes a foreign node': [loopFrame({ x: 0, y: 0, ...good.size }), 'n4 is inside the frame of loop1'],
};

describe('a drawing breaks a rule', () => {
  it.each(Object.entries(bad))('when %s', (_, [layout, sentence]) => {
    expect(brokenRules(flow, layout)).toContain(sentence);
  });
});

function moved(rect: Rect, dx: number, dy: number): Rect {
  return { ...rect, x: rect.x + dx, y: rect.y + dy };
}

function box(id: string, change: (frame: Rect) => Rect): Layout {
  return { ...good, boxes: good.boxes.map((one): Box => (one.id === id ? { ...one, frame: change(one.frame) } : one)) };
}

function lane(id: string, change: (frame: Rect) => Rect): Layout {
  return { ...good, lanes: good.lanes.map((one) => (one.id === id ? { ...one, frame: change(one.frame) } : one)) };
}

function route(id: string, change: Partial<Route>): Layout {
  return { ...good, routes: good.routes.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

function points(id: string, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): Layout {
  return route(id, {
    points: [
      { x: a, y: b },
      { x: c, y: d },
    ],
  });
}

function through(id: string): Layout {
  const { x, y, width, height } = frameOf(id);
  return route('e1', {
    points: [x - 30, x + width / 2, x + width + 30, x + width + 60].map((px) => ({ x: px, y: y + height / 4 })),
  });
}

function label(id: string, frame: Rect): Layout {
  const own = good.routes.find((one) => one.id === id)?.label;
  return route(id, { label: own === undefined ? undefined : { ...own, frame } });
}

function loopFrame(frame: Rect): Layout {
  const change = (loop: LoopMark): LoopMark => ({ ...loop, frames: loop.frames.map((one) => ({ ...one, frame })) });
  return { ...good, loops: good.loops.map(change) };
}

function frameOf(id: string): Rect {
  return good.boxes.find((one) => one.id === id)?.frame ?? { x: 0, y: 0, width: 0, height: 0 };
}

function labelOf(id: string): Rect {
  return good.routes.find((one) => one.id === id)?.label?.frame ?? { x: 0, y: 0, width: 0, height: 0 };
}

function flat(id: string): readonly number[] {
  return good.routes.find((one) => one.id === id)?.points.flatMap(({ x, y }) => [x, y]) ?? [];
}

function middle(id: string): { readonly x: number; readonly y: number } {
  const [a = 0, b = 0, c = 0, d = 0] = flat(id);
  return { x: (a + c) / 2, y: (b + d) / 2 };
}

function borderY(): number {
  return good.lanes[1]?.frame.y ?? 0;
}
