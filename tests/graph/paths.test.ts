import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  components,
  depths,
  dominators,
  filterEdges,
  type Graph,
  graphOf,
  groupOf,
  isWithin,
  numberFlow,
  reachability,
  shortestWay,
  spansOf,
  topologicalOrder,
} from '../../src/graph/paths.ts';
import { makeFlow } from '../interpreter/make-flow.ts';

describe('a numbered flow', () => {
  it('keeps nodes and edges in source order', () => {
    const { graph, ids, numberOf } = numberFlow(makeFlow('A: (b) [a] (c)\nb -> a -> c\nb -> c'));
    expect(ids).toEqual(['b', 'a', 'c']);
    expect(numberOf.get('a')).toBe(1);
    expect([...graph.from]).toEqual([0, 1, 0]);
    expect([...groupOf(graph.outgoing, 0)]).toEqual([0, 2]);
    expect([...groupOf(graph.incoming, 2)]).toEqual([1, 2]);
  });

  it('may be empty', () => {
    const { graph } = numberFlow(makeFlow(''));
    expect(graph.nodeCount).toBe(0);
    expect(topologicalOrder(graph)).toHaveLength(0);
    expect(components(graph).count).toBe(0);
  });
});

describe('a shortest way', () => {
  const graph = graphFrom(5, [0, 1], [1, 2], [0, 2], [2, 0], [2, 3], [3, 3]);

  it('names both ends', () => expect(shortestWay(graph, 0, 3, () => true)).toEqual([0, 2, 3]));
  it('goes once round when both ends are the same', () => {
    expect(shortestWay(graph, 0, 0, () => true)).toEqual([0, 2, 0]);
    expect(shortestWay(graph, 3, 3, () => true)).toEqual([3, 3]);
  });
  it('avoids what is not allowed', () => {
    expect(shortestWay(graph, 0, 3, (edge) => edge !== 2)).toEqual([0, 1, 2, 3]);
  });
  it('is empty where no way leads', () => expect(shortestWay(graph, 0, 4, () => true)).toEqual([]));
});

describe('on any graph', () => {
  it('depth is the length of a shortest way', () => {
    check(graphs, (graph) => {
      const depth = depths(graph, [0]);
      for (let node = 1; node < graph.nodeCount; node++) {
        expect(depth[node]).toBe(shortestWay(graph, 0, node, () => true).length - 1);
      }
    });
  });

  it('components are the classes of nodes that reach each other, numbered against the edges', () => {
    check(graphs, (graph) => {
      const { of, count } = components(graph);
      const reaches = allPairs(graph);
      expect(new Set(of).size).toBe(count);
      for (let a = 0; a < graph.nodeCount; a++) {
        for (let b = 0; b < graph.nodeCount; b++) {
          expect(of[a] === of[b]).toBe(reaches(a, b) && reaches(b, a));
          if (reaches(a, b)) expect(of[a]).toBeGreaterThanOrEqual(of[b] ?? 0);
        }
      }
    });
  });

  it('a node dominates another when nothing is reached once it is taken out', () => {
    check(graphs, (graph) => {
      const tree = dominators(graph, 0);
      const spans = spansOf(tree);
      const reached = depths(graph, [0]);
      for (let a = 0; a < graph.nodeCount; a++) {
        const without = depths(withoutNode(graph, a), [0]);
        for (let b = 0; b < graph.nodeCount; b++) {
          const dominates = reached[b] !== -1 && (a === b || a === 0 || without[b] === -1);
          expect(isWithin(spans, a, b)).toBe(dominates);
        }
      }
    });
  });
});

describe('on a graph without cycles', () => {
  it('the topological order holds every node after those that lead to it', () => {
    check(acyclicGraphs, (graph) => {
      const order = [...topologicalOrder(graph)];
      expect(order.toSorted((a, b) => a - b)).toEqual([...Array(graph.nodeCount).keys()]);
      graph.from.forEach((from, edge) => {
        expect(order.indexOf(from)).toBeLessThan(order.indexOf(graph.to[edge] ?? -1));
      });
    });
  });

  it('the index answers like a search', () => {
    check(acyclicGraphs, (graph) => {
      const expected = allPairs(graph);
      const reaches = reachability(graph);
      for (let a = 0; a < graph.nodeCount; a++) {
        for (let b = 0; b < graph.nodeCount; b++) expect(reaches(a, b)).toBe(expected(a, b));
      }
    });
  });
});

describe('a long way', () => {
  const length = 100_000;
  const from = Int32Array.from({ length }, (_, edge) => edge);
  const graph = graphOf(
    length + 1,
    from,
    from.map((node) => node + 1),
  );

  it('needs no call stack', () => {
    expect(depths(graph, [0])[length]).toBe(length);
    expect(components(graph).count).toBe(length + 1);
    expect(dominators(graph, 0).parent[length]).toBe(length - 1);
    expect(reachability(graph)(0, length)).toBe(true);
  });
});

// ---- graphs and slow answers

type Ends = readonly [number, number];

function check(arbitrary: fc.Arbitrary<Graph>, property: (graph: Graph) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 500, seed: 7 });
}

function graphFrom(nodeCount: number, ...edges: readonly Ends[]): Graph {
  return graphOf(
    nodeCount,
    Int32Array.from(edges, ([from]) => from),
    Int32Array.from(edges, ([, to]) => to),
  );
}

const graphs = fc.integer({ min: 1, max: 14 }).chain((count) => {
  const node = fc.nat({ max: count - 1 });
  return fc.array(fc.tuple(node, node), { maxLength: count * 3 }).map((edges) => graphFrom(count, ...edges));
});

/** Edges lead upwards in a shuffled numbering. */
const acyclicGraphs = fc.integer({ min: 2, max: 24 }).chain((count) => {
  const node = fc.nat({ max: count - 1 });
  const names = fc.shuffledSubarray([...Array(count).keys()], { minLength: count });
  return fc.tuple(fc.array(fc.tuple(node, node), { maxLength: count * 2 }), names).map(([pairs, name]) => {
    const edges = pairs.filter(([a, b]) => a !== b).map(([a, b]): Ends => [Math.min(a, b), Math.max(a, b)]);
    return graphFrom(count, ...edges.map(([a, b]): Ends => [name[a] ?? 0, name[b] ?? 0]));
  });
});

function withoutNode(graph: Graph, node: number): Graph {
  const keeps = Uint8Array.from(graph.from, (from, edge) => (from === node || graph.to[edge] === node ? 0 : 1));
  return filterEdges(graph, keeps).graph;
}

function allPairs(graph: Graph): (from: number, to: number) => boolean {
  const rows = Array.from({ length: graph.nodeCount }, (_, node) => depths(graph, [node]));
  return (from, to) => rows[from]?.[to] !== -1;
}
