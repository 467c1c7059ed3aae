import { describe, expect, it, vi } from 'vitest';
import type { ElkGraph, ElkPlaces, ElkRunner } from '../../src/layout/elk.ts';
import { elkHere } from '../../src/layout/elk-here.ts';
import { directions } from '../../src/layout/layout.ts';
import { place } from '../../src/layout/place.ts';
import { placeWithElk } from '../../src/layout/place-with-elk.ts';
import { flowOf, randomFlow } from './make-flow.ts';
import { brokenRules } from './rules.ts';

vi.setConfig({ testTimeout: 300_000 });

const large = (seed: number, nodes: number = 100): string => randomFlow(seed, { nodes, lanes: 5 });

describe('with ELK in the competition', () => {
  it.each(directions)('drawings keep every hard rule, drawn %s', async (direction) => {
    for (let seed = 1; seed <= 10; seed++) {
      const flow = flowOf(large(seed, 60 + 6 * seed));
      const layout = await placeWithElk(flow, { direction, effort: 'fast' });
      expect(brokenRules(flow, layout), `seed ${seed}`).toEqual([]);
    }
  });

  it('its opinion is taken where it scores better, and nowhere else', async () => {
    const drawings = async (seed: number): Promise<readonly string[]> => {
      const flow = flowOf(large(seed, 60));
      return [await placeWithElk(flow, { effort: 'fast' }), place(flow, { effort: 'fast' })].map((it) =>
        JSON.stringify(it),
      );
    };
    expect(new Set(await drawings(5003)).size).toBe(2);
    expect(new Set(await drawings(5004)).size).toBe(1);
  });

  it('the same flow gives the same numbers, in this thread or after a copy between threads', async () => {
    const flow = flowOf(large(2));
    const elsewhere: ElkRunner = async (graph) => structuredClone(await elkHere(structuredClone(graph)));
    const once = await placeWithElk(flow, { effort: 'fast' });
    expect(await placeWithElk(flow, { effort: 'fast' })).toEqual(once);
    expect(await placeWithElk(flow, { effort: 'fast', runElk: elsewhere })).toEqual(once);
  });
});

function placesAt(nodes: ElkPlaces['nodes']): ElkPlaces {
  return { nodes, ways: [] };
}

describe('without a word from ELK', () => {
  const asked = (): { graphs: ElkGraph[]; run: ElkRunner } => {
    const graphs: ElkGraph[] = [];
    const run: ElkRunner = async (graph) => {
      graphs.push(graph);
      return undefined;
    };
    return { graphs, run };
  };

  it('a flow whose candidate is dropped looks as if ELK did not exist', async () => {
    const { graphs, run } = asked();
    const flow = flowOf(large(3));
    expect(await placeWithElk(flow, { effort: 'fast', runElk: run })).toEqual(place(flow, { effort: 'fast' }));
    expect(graphs.map((graph) => graph.nodes.length)).toEqual([100]);
  });

  it('neither small flows nor lanes alone ask it', async () => {
    const { graphs, run } = asked();
    const small = flowOf(large(4, 59));
    expect(await placeWithElk(small, { effort: 'fast', runElk: run })).toEqual(place(small, { effort: 'fast' }));
    await placeWithElk(flowOf(large(4)), { effort: 'fast', runElk: run, layout: 'lanes' });
    await placeWithElk(flowOf(''), { runElk: run });
    expect(graphs).toEqual([]);
  });

  it('places that are too few say nothing', async () => {
    const flow = flowOf(large(5));
    const layout = await placeWithElk(flow, { effort: 'fast', runElk: async () => placesAt([{ x: 0, y: 0 }]) });
    expect(layout).toEqual(place(flow, { effort: 'fast' }));
  });

  it('nodes that all stand in one layer still give a drawing', async () => {
    const flow = flowOf(large(6));
    const layout = await placeWithElk(flow, {
      effort: 'fast',
      runElk: async ({ nodes }) => placesAt(nodes.map((_, y) => ({ x: 0, y }))),
    });
    expect(brokenRules(flow, layout)).toEqual([]);
  });

  it('a chain that overflows the stack of ELK, or a graph it cannot read, is no exception', async () => {
    const nodes = Array.from({ length: 20_000 }, () => ({ width: 10, height: 10 }));
    const edges = nodes.slice(1).map((_, from) => ({ from, to: from + 1, shortness: 1 }));
    const options = { 'elk.algorithm': 'layered' };
    expect(await elkHere({ options, nodes, edges })).toBeUndefined();
    expect(await elkHere({ options, nodes: [], edges: [{ from: 0, to: 1, shortness: 1 }] })).toBeUndefined();
  });
});
