import { expect, it } from 'vitest';
import { layoutJson } from '../../src/layout/layout-json.ts';
import { place } from '../../src/layout/place.ts';
import { flowOf } from './make-flow.ts';

const flow = flowOf(`Post
A { # Counter
  n1: circle label:"Parcel"
  n2: diamond label:"Heavy?"
  n1 -> n2
  n2.handle(bottom) -> B.n3.handle(top) [label="Yes"]
  loop [until empty] n1 n2
}
B {
  n3: rectangle label:"Weigh"
}`);

it('writes the public form of a layout', () => {
  const { graph, layout } = layoutJson(flow, place(flow));
  expect(graph).toEqual({
    lanes: [
      { id: 'A', label: 'Counter' },
      { id: 'B', label: 'B' },
    ],
    nodes: [
      { id: 'n1', lane: 'A', shape: 'circle' },
      { id: 'n2', lane: 'A', shape: 'diamond' },
      { id: 'n3', lane: 'B', shape: 'rectangle' },
    ],
    edges: [
      { id: 'e1', s: 'n1', t: 'n2', ss: 'right', ts: 'left' },
      { id: 'e2', s: 'n2', t: 'n3', ss: 'bottom', ts: 'top', label: 'Yes' },
    ],
  });
  expect(layout.orient).toBe('h');
  expect(Object.keys(layout.nodes)).toEqual(['n1', 'n2', 'n3']);
  expect(layout.edges).toMatchObject({ e2: { label: { h: 19 } } });
  expect(layout.frames.map((frame) => frame.nodes)).toEqual([['n1', 'n2']]);
  expect(JSON.parse(JSON.stringify(layout))).toEqual(layout);
});

it('names the turned sides in direction down', () => {
  const { graph, layout } = layoutJson(flow, place(flow, { direction: 'down' }));
  expect(graph.edges.map(({ ss, ts }) => [ss, ts])).toEqual([
    ['bottom', 'top'],
    ['right', 'left'],
  ]);
  expect(layout.orient).toBe('v');
});
