import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Side } from '../../src/graph/graph.ts';
import { type Direction, directions, type Layout } from '../../src/layout/layout.ts';
import { type PlaceOptions, place } from '../../src/layout/place.ts';
import { flowOf, randomFlow } from './make-flow.ts';
import { brokenRules, crossingsOf } from './rules.ts';

// Hundreds of drawings per test; how long they take is no verdict.
vi.setConfig({ testTimeout: 300_000 });

const seedText = readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8');

function check(text: string, options: PlaceOptions = {}): Layout {
  const flow = flowOf(text);
  const layout = place(flow, { effort: 'fast', ...options });
  expect(brokenRules(flow, layout)).toEqual([]);
  return layout;
}

describe('the seed document', () => {
  it.each(directions)('keeps every hard rule, drawn %s', (direction) => {
    check(seedText, { direction });
  });

  it('fits its page without crossings and with few bends', () => {
    const layout = check(seedText, { effort: 'best' });
    const bends = layout.routes.reduce((sum, route) => sum + route.points.length - 2, 0);
    expect(layout.size.width).toBeLessThanOrEqual(2100);
    expect(layout.size.height).toBeLessThanOrEqual(460);
    expect(crossingsOf(layout)).toBe(0);
    expect(bends).toBeLessThanOrEqual(8);
  });

  it('gives the same numbers twice', () => {
    const flow = flowOf(seedText);
    expect(place(flow, { effort: 'best' })).toEqual(place(flow, { effort: 'best' }));
  });

  it('frames its loop with the condition on the tab', () => {
    const { loops } = check(seedText, { effort: 'best' });
    expect(loops.map((loop) => loop.frames.map((frame) => frame.members))).toEqual([[['n13', 'n15']]]);
    expect(loops[0]?.frames[0]?.tab.lines.map((line) => line.text)).toEqual(['↻ retry until valid']);
  });
});

describe('measured goals', () => {
  const measure = (
    flows: readonly string[],
  ): { crossings: number; bends: number; straight: number; area: number; most: number } => {
    let [crossings, bends, straight, edges, area, nodes, most] = [0, 0, 0, 0, 0, 0, 0];
    for (const text of flows) {
      const layout = check(text, { effort: 'best' });
      const counts = layout.routes.map((route) => route.points.length - 2);
      crossings += crossingsOf(layout);
      bends += counts.reduce((a, b) => a + b, 0);
      straight += counts.filter((count) => count === 0).length;
      edges += counts.length;
      area += layout.size.width * layout.size.height;
      nodes += layout.boxes.length;
      most = Math.max(most, ...counts);
    }
    return { crossings: crossings / edges, bends: bends / edges, straight: straight / edges, area: area / nodes, most };
  };

  it('holds on small flows', () => {
    const flows = Array.from({ length: 60 }, (_, k) => randomFlow(k + 1, { nodes: 3 + (k % 10), lanes: 1 + (k % 4) }));
    const found = measure(flows);
    expect(found.crossings).toBeLessThanOrEqual(0.07);
    expect(found.bends).toBeLessThanOrEqual(0.69);
    expect(found.straight).toBeGreaterThanOrEqual(0.73);
    expect(found.area).toBeLessThanOrEqual(52_000);
    expect(found.most).toBeLessThanOrEqual(4);
  });
});

describe('handles', () => {
  const sides: readonly Side[] = ['left', 'right', 'top', 'bottom'];
  const pairs = sides.flatMap((a) => sides.map((b) => [a, b] as const));
  const situations = ['same lane', 'lower lane', 'upper lane', 'self-loop'] as const;
  const cases = directions.flatMap((direction) =>
    situations.flatMap((situation) => pairs.map(([a, b]) => [situation, a, b, direction] as const)),
  );

  it.each(cases)('%s, from %s to %s, drawn %s', (situation, a, b, direction) => {
    const target =
      situation === 'self-loop'
        ? 'n1'
        : situation === 'same lane'
          ? 'n2'
          : `${situation === 'lower lane' ? 'B' : 'A'}.n2`;
    const edge = `  n1.handle(${a}) -> ${target}.handle(${b}) [label="${a} to ${b}"]`;
    const source = '  n1: rectangle label:"Source"';
    const second = '  n2: rectangle label:"Target"';
    const upper =
      situation === 'upper lane' ? second : `${source}\n${situation === 'same lane' ? second : ''}\n${edge}`;
    const lower = situation === 'upper lane' ? `${source}\n${edge}` : situation === 'lower lane' ? second : '';
    const layout = check(`A {\n${upper}\n}\nB {\n${lower}\n}`, { direction });
    expect([layout.routes[0]?.fromSide, layout.routes[0]?.toSide]).toEqual(
      direction === 'right' ? [a, b] : [turn[a], turn[b]],
    );
  });
});

/** In direction `down` an author's "onwards" is down. */
const turn: Readonly<Record<Side, Side>> = { right: 'bottom', bottom: 'right', left: 'top', top: 'left' };

const step = (id: number, label: string = `Step ${id}`): string => `  n${id}: rectangle label:"${label}"`;
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');
const long = 'Several words that say the same thing again and again, '.repeat(8);

const pages: Readonly<Record<string, string>> = {
  nothing: '',
  'a title alone': 'A title that stands alone',
  'one empty lane': 'A {\n}',
  'one node': 'A {\n  n1: circle label:"Start"\n}',
  'empty lanes between': `A {\n${step(1)}\n  n1.handle(bottom) -> D.n2.handle(top) [label="down"]\n}\nB {\n}\nC {\n}\nD {\n${step(2)}\n}`,
  'unconnected nodes': `A {\n${many(9, (n) => step(n))}\n}`,
  'fifty lanes': many(
    50,
    (n) => `L${n} {\n${step(n)}\n${n < 50 ? `  n${n}.handle(bottom) -> L${n + 1}.n${n + 1}.handle(top)` : ''}\n}`,
  ),
  'no handles': `A {\n${many(5, (n) => step(n))}\n  n1 -> n2\n  n2 -> n3 [label="on"]\n  n3 -> n1 [label="again"]\n  n3 -> B.n6\n  n4 -> n5\n}\nB {\n${step(6)}\n  n6 -> A.n4\n}`,
  'parallel and opposite edges': `A {\n${step(1)}\n${step(2)}\n  n1.handle(right) -> n2.handle(left) [label="one"]\n  n1.handle(right) -> n2.handle(left) [label="two"]\n  n2.handle(left) -> n1.handle(right) [label="three"]\n  n1.handle(bottom) -> B.n3.handle(top) [label="ask"]\n}\nB {\n${step(3)}\n  n3.handle(top) -> A.n1.handle(bottom) [label="answer"]\n  n3.handle(top) -> A.n1.handle(bottom) [label="second answer"]\n}`,
  'back edges over several lanes': `A {\n${step(1)}\n  n1.handle(bottom) -> B.n2.handle(top)\n}\nB {\n${step(2)}\n  n2.handle(bottom) -> C.n3.handle(top)\n}\nC {\n${step(3)}\n${step(4)}\n  n3.handle(right) -> n4.handle(left)\n  n4.handle(top) -> A.n1.handle(bottom) [label="again"]\n  n4.handle(bottom) -> B.n2.handle(left) [label="once more"]\n}`,
  'a decision with four ways out': `A {\n${step(1)}\n  n2: diamond label:"Which way now?"\n${many(4, (n) => step(n + 2))}\n  n1.handle(right) -> n2.handle(left)\n  n2.handle(right) -> n3.handle(left) [label="one"]\n  n2.handle(bottom) -> n4.handle(top) [label="two"]\n  n2.handle(top) -> n5.handle(bottom) [label="three"]\n  n2.handle(bottom) -> n6.handle(left) [label="four"]\n}`,
  'a decision without handles': `A {\n  n1: diamond label:"Which?"\n${many(4, (n) => step(n + 1))}\n  n1 -> n2 [label="a"]\n  n1 -> n3 [label="b"]\n  n1 -> n4 [label="c"]\n  n1 -> n5 [label="d"]\n}`,
  'ports on two neighboring sides of a diamond': `A {\n  n1: diamond label:"Which way now?"\n${many(6, (n) => step(n + 1))}\n${many(3, (n) => `  n1.handle(right) -> n${n + 1}.handle(left)`)}\n${many(3, (n) => `  n1.handle(top) -> n${n + 4}.handle(left)`)}\n}`,
  'one to eleven': `A {\n${step(1)}\n${many(11, (n) => step(n + 1))}\n${many(11, (n) => `  n1.handle(right) -> n${n + 1}.handle(left)`)}\n}`,
  'one to eleven, downwards': `A {\n${step(1)}\n${many(11, (n) => `  n1.handle(bottom) -> B.n${n + 1}.handle(top) [label="way ${n}"]`)}\n}\nB {\n${many(11, (n) => step(n + 1))}\n}`,
  'eleven to one circle': `A {\n${many(11, (n) => step(n))}\n  n12: circle label:"End"\n${many(11, (n) => `  n${n}.handle(right) -> n12.handle(left)`)}\n}`,
  'eleven to one diamond': `A {\n${many(11, (n) => step(n))}\n  n12: diamond label:"All?"\n${many(11, (n) => `  n${n}.handle(bottom) -> n12.handle(top)`)}\n}`,
  'labels of 60 and 400 characters': `A { # ${long.slice(0, 60)}\n${step(1, long.slice(0, 60))}\n${step(2, long.slice(0, 400))}\n  n3: diamond label:"${long.slice(0, 60)}"\n  n4: circle label:"${long.slice(0, 400)}"\n  n5: diamond label:"${long.slice(0, 400)}"\n  n1.handle(right) -> n2.handle(left) [label="${long.slice(0, 60)}"]\n  n2.handle(right) -> n3.handle(left) [label="${long.slice(0, 400)}"]\n  n3.handle(bottom) -> n4.handle(top) [label="${long.slice(0, 400)}"]\n  n4.handle(right) -> n5.handle(left)\n}`,
  'a word without spaces': `A {\n${step(1, 'x'.repeat(120))}\n  n2: circle label:"${'y'.repeat(60)}"\n  n1.handle(right) -> n2.handle(left) [label="${'z'.repeat(90)}"]\n}`,
  taskboxes: `A {\n  n1: taskbox label:"Sign the sheet" owner:"Mira" system:"Archive"\n  n2: taskbox label:"File it" owner:"Somebody with a very long name indeed"\n  n1.handle(right) -> n2.handle(left)\n}`,
  'a loop over four lanes': `${many(4, (n) => `L${n} {\n${step(n)}\n${step(n + 10)}\n  n${n}.handle(right) -> n${n + 10}.handle(left)\n${n < 4 ? `  n${n + 10}.handle(bottom) -> L${n + 1}.n${n + 1}.handle(top)` : '  n14.handle(top) -> L1.n1.handle(bottom) [label="again"]'}\n${n === 1 ? '  loop [until all four agree] n1 n11 n2 n12 n3 n13 n4 n14' : ''}\n}`)}`,
  'overlapping loops': `A {\n${many(6, (n) => step(n))}\n${many(5, (n) => `  n${n}.handle(right) -> n${n + 1}.handle(left)`)}\n  n4.handle(bottom) -> n2.handle(bottom)\n  n5.handle(top) -> n3.handle(top)\n  loop [first] n2 n3 n4\n  loop [second] n3 n4 n5\n  loop [inner] n3 n4\n  loop [the same] n3 n4\n  loop [apart] n1 n6\n}`,
};

describe('special cases', () => {
  const cases = directions.flatMap((direction) =>
    Object.entries(pages).map(([title, text]) => [title, direction, text] as const),
  );
  it.each(cases)('%s, drawn %s', (_title, direction, text) => {
    check(text, { direction });
  });

  it('paints the title and carries the description unpainted', () => {
    const flow = { ...flowOf(`A title\nA {\n${step(1)}\n}`), description: 'Said, not painted.' };
    const layout = place(flow);
    expect(layout.title?.lines.map((line) => line.text)).toEqual(['A title']);
    expect(layout.description).toBe('Said, not painted.');
  });

  it('shows the condition at the edge where no frame fits', () => {
    const text = `A {\n${many(4, (n) => step(n))}\n${many(3, (n) => `  n${n}.handle(right) -> n${n + 1}.handle(left)`)}\n  n3.handle(bottom) -> n1.handle(bottom)\n  loop [until done] n1 n3\n}`;
    const flow = flowOf(text);
    const cycles = {
      back: new Set(['e4']),
      replies: new Set<string>(),
      loopOf: new Map([['e4', 'loop1']]),
      implicit: [],
    };
    const layout = place(flow, { cycles });
    expect(brokenRules(flow, layout)).toEqual([]);
    expect(layout.loops[0]).toMatchObject({ frames: [], marked: ['n1', 'n3'] });
    expect(layout.routes[3]?.label?.label).toBe('↻ until done');
  });

  it('draws the assumed edge of a loop that has none', () => {
    const flow = flowOf(
      `A {\n${many(3, (n) => step(n))}\n  n1.handle(right) -> n2.handle(left)\n  n2.handle(right) -> n3.handle(left)\n  loop [for each row] n1 n2 n3\n}`,
    );
    const implicit = [{ loop: 'loop1', from: 'n3', to: 'n1' }];
    const layout = place(flow, { cycles: { back: new Set(), replies: new Set(), loopOf: new Map(), implicit } });
    expect(brokenRules(flow, layout)).toEqual([]);
    expect(layout.routes.filter((route) => route.implicit)).toMatchObject([{ from: 'n3', to: 'n1', loop: 'loop1' }]);
  });
});

describe('generated flows', () => {
  const sizes = Array.from({ length: 500 }, (_, index) => ({
    seed: index + 1,
    nodes: 3 + Math.floor((((index * 37) % 58) * ((index * 11) % 29)) / 28),
    lanes: 1 + (index % 12),
  }));
  const keepsRules = (direction: Direction, part: number): void => {
    for (const { seed, nodes, lanes } of sizes.filter((_, index) => index % 5 === part)) {
      const flow = flowOf(randomFlow(seed, { nodes, lanes }));
      expect(
        brokenRules(flow, place(flow, { direction, effort: 'fast' })),
        `seed ${seed}, ${nodes} nodes, ${lanes} lanes`,
      ).toEqual([]);
    }
  };
  it.each([0, 1, 2, 3])('keep every hard rule with sides at random, part %i', (part) => {
    for (let k = 0; k < 20; k++) {
      const seed = 20 * part + k;
      const flow = flowOf(randomFlow(seed, { nodes: 3 + ((seed * 7) % 32), lanes: 1 + (seed % 6), wild: 1 }));
      const direction = directions[k % 2] ?? 'right';
      expect(brokenRules(flow, place(flow, { direction, effort: 'fast' })), `seed ${seed}`).toEqual([]);
    }
  });

  const parts = directions.flatMap((direction) => [0, 1, 2, 3, 4].map((part) => [direction, part] as const));
  it.each(parts)('keep every hard rule, drawn %s, part %i', keepsRules);
});
