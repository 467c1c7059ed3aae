import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Side } from '../../src/graph/graph.ts';
import type { ElkPlaces, ElkRunner } from '../../src/layout/elk.ts';
import { elkHere } from '../../src/layout/elk-here.ts';
import { type Direction, directions, type Layout } from '../../src/layout/layout.ts';
import { type Cycles, place } from '../../src/layout/place.ts';
import { placeWithElk } from '../../src/layout/place-with-elk.ts';
import { flowOf, randomFlow } from './make-flow.ts';
import { brokenRules } from './rules.ts';
import { specialCases } from './special-cases.ts';

vi.setConfig({ testTimeout: 300_000 });

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, '..', ...path), 'utf8');
const seedText = read('flows', 'seed.txt');

/** Draws by ELK alone; a drawing that falls back to ours is a failure. */
async function check(text: string, direction: Direction = 'right', cycles?: Cycles): Promise<Layout> {
  const flow = flowOf(text);
  let answers = 0;
  const runElk: ElkRunner = async (graph) => {
    const places = await elkHere(graph);
    answers += Number(places !== undefined);
    return places;
  };
  const note = vi.fn();
  const layout = await placeWithElk(flow, { layout: 'elk', direction, runElk, note, ...(cycles && { cycles }) });
  expect([answers > 1, note.mock.calls]).toEqual([true, []]);
  expect(brokenRules(flow, layout)).toEqual([]);
  return layout;
}

describe('lanes by ELK alone keep every hard rule', () => {
  it.each(directions)('in the seed document, drawn %s', async (direction) => {
    const layout = await check(seedText, direction);
    expect(layout).not.toEqual(place(flowOf(seedText), { direction, effort: 'fast' }));
  });

  it.each(directions)('in the example, drawn %s', async (direction) => {
    await check(read('..', 'examples', '01-two-factor.flow'), direction);
  });

  it('in generated flows', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      await check(randomFlow(seed, { nodes: 2 + 2 * seed, lanes: 1 + (seed % 5) }), directions[seed % 2]);
    }
  });

  it('in generated flows with sides at random', async () => {
    for (let seed = 1; seed <= 8; seed++) {
      await check(randomFlow(seed, { nodes: 3 + seed, lanes: 1 + (seed % 4), wild: 1 }), directions[seed % 2]);
    }
  });
});

describe('handles', () => {
  const sides: readonly Side[] = ['left', 'right', 'top', 'bottom'];
  const pairs = sides.flatMap((a) => sides.map((b) => [a, b] as const));

  it.each(['same lane', 'lower lane', 'upper lane', 'self-loop'])('are kept: %s', async (situation) => {
    for (const [a, b] of pairs) {
      const first = '  n1: rectangle label:"Source"';
      const second = '  n2: rectangle label:"Target"';
      const edge = `n1.handle(${a}) -> ${situation === 'self-loop' ? 'n1' : 'n2'}.handle(${b}) [label="${a} to ${b}"]`;
      const [upper, lower] =
        situation === 'lower lane'
          ? [first, second]
          : situation === 'upper lane'
            ? [second, first]
            : [`${first}\n${second}`, ''];
      const layout = await check(`A {\n${upper}\n}\nB {\n${lower}\n  ${edge}\n}`);
      expect([layout.routes[0]?.fromSide, layout.routes[0]?.toSide]).toEqual([a, b]);
    }
  });
});

const step = (id: number): string => `  n${id}: rectangle label:"Step ${id}"`;
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');
const lanesInARow = (count: number): string =>
  many(count, (n) => `L${n} {\n${step(n)}\n${n < count ? `  n${n}.handle(bottom) -> n${n + 1}.handle(top)` : ''}\n}`);
const longLabels = `A {\n${step(1)}\n${step(2)}\n  n1.handle(right) -> n2.handle(left) [label="${'Several words that go on. '.repeat(12)}"]\n}`;

describe('special cases', () => {
  /** Fifty lanes take ELK longer than a test may; the CLI ends it. */
  const drawn = Object.entries(specialCases).filter(
    ([name, text]) => name !== 'fifty-lanes' && flowOf(text).nodes.size > 0,
  );
  const pages = [...drawn, ['twelve lanes', lanesInARow(12)], ['long labels', longLabels]] as const;
  const cases = pages.flatMap(([name, text]) => directions.map((direction) => [name, direction, text] as const));
  it.each(cases)('%s, drawn %s', async (_name, direction, text) => {
    await check(text, direction);
  });

  it('a flow without nodes is drawn without asking', async () => {
    const runElk = vi.fn();
    for (const text of ['', 'A title alone', 'A {\n}\nB {\n}']) {
      expect(await placeWithElk(flowOf(text), { layout: 'elk', runElk }), text).toEqual(place(flowOf(text)));
    }
    expect(runElk).not.toHaveBeenCalled();
  });
});

describe('loops', () => {
  const row = `${many(3, step)}\n  n1.handle(right) -> n2.handle(left)\n  n2.handle(right) -> n3.handle(left)`;
  const backTo = (from: string, to: string): Cycles => ({
    back: new Set(),
    replies: new Set(),
    loopOf: new Map(),
    implicit: [{ loop: 'loop1', from, to }],
  });

  it('have a frame with the condition where it fits', async () => {
    const layout = await check(`A {\n${row}\n  loop [for each row] n2 n3\n}`);
    expect(layout.loops[0]).toMatchObject({ frames: [{ members: ['n2', 'n3'] }], marked: [] });
    expect(layout.loops[0]?.frames[0]?.tab.lines.map((line) => line.text)).toEqual(['↻ for each row']);
  });

  it('have marks, and the condition at the edge, where no frame fits', async () => {
    const layout = await check(`A {\n${row}\n  loop [for each row] n1 n3\n}`, 'right', backTo('n3', 'n1'));
    expect(layout.loops[0]).toMatchObject({ frames: [], marked: ['n1', 'n3'] });
    expect(layout.routes.map((route) => route.label?.label)).toEqual([undefined, undefined, '↻ for each row']);
  });
});

describe('answers', () => {
  const flow = flowOf(seedText);
  const own = place(flow, { effort: 'fast' });
  const spoiled =
    (spoil: (places: ElkPlaces, nodes: number) => ElkPlaces): ElkRunner =>
    async (graph) => {
      const places = await elkHere(graph);
      return places && spoil(places, graph.nodes.length);
    };

  it('give the same numbers again, also after a copy between threads', async () => {
    const elsewhere: ElkRunner = async (graph) => structuredClone(await elkHere(structuredClone(graph)));
    const once = await placeWithElk(flow, { layout: 'elk' });
    expect(await placeWithElk(flow, { layout: 'elk', runElk: elsewhere })).toEqual(once);
  });

  it.each([1, 2])('that do not come at question %i leave our own layout', async (silentAt) => {
    let asked = 0;
    const note = vi.fn();
    const runElk: ElkRunner = async (graph) => (++asked === silentAt ? undefined : elkHere(graph));
    expect(await placeWithElk(flow, { layout: 'elk', effort: 'fast', runElk, note })).toEqual(own);
    expect([asked, note.mock.calls]).toEqual([silentAt, []]);
  });

  it.each<[string, ElkRunner]>([
    [
      'crooked walls',
      spoiled((places, count) => ({
        ...places,
        nodes: places.nodes.map(({ x, y }, node) => ({ x, y: node === count - 1 ? y + 3 : y })),
      })),
    ],
    [
      'a node in another lane',
      spoiled((places) => ({
        ...places,
        nodes: places.nodes.map(({ x, y }, node) => ({ x, y: node === 0 ? y + 2000 : y })),
      })),
    ],
    [
      'askew ways',
      spoiled((places) => ({ ...places, ways: places.ways.map((way) => way.map(({ x, y }) => ({ x, y: y + x }))) })),
    ],
    ['no ways', spoiled((places) => ({ ...places, ways: places.ways.map(() => []) }))],
    ['too few places', spoiled((places) => ({ nodes: places.nodes.slice(0, 3), ways: [] }))],
  ])('with %s leave our own layout, and a note', async (_title, runElk) => {
    const note = vi.fn();
    expect(await placeWithElk(flow, { layout: 'elk', effort: 'fast', runElk, note })).toEqual(own);
    expect(note.mock.calls).toEqual([['ELK left the lanes; the drawing does without it.']]);
  });
});
