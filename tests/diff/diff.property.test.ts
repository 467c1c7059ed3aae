import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aspect, Change, PartChange } from '../../src/diff/changes.ts';
import { diffFlows } from '../../src/diff/diff.ts';
import type { Edge, Flow } from '../../src/graph/graph.ts';
import { flows as unlabelledFlows } from '../interpreter/random-flow.ts';
import { flowOf, randomFlow } from '../layout/make-flow.ts';
import { renumbered, withEdge, withLoop, withNode, withoutEdge, withoutNode, withSwapped } from './edits.ts';

const options = { seed: 11, numRuns: 300 };

/** Like processes people draw, with labels of which some occur twice. */
const labelledFlows: fc.Arbitrary<Flow> = fc
  .record({
    seed: fc.nat({ max: 100_000 }),
    nodes: fc.integer({ min: 3, max: 24 }),
    lanes: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ seed, nodes, lanes }) => withoutRepeats(flowOf(randomFlow(seed, { nodes, lanes }))));

const anyFlow = fc.oneof(labelledFlows, unlabelledFlows().map(withoutRepeats));

/** As the language has it: an edge that says the same again is none. */
function withoutRepeats(flow: Flow): Flow {
  const known = new Map(flow.edges.map((edge) => [wordsOf(edge), edge]));
  return { ...flow, edges: [...known.values()].map((edge, place) => ({ ...edge, id: `e${place + 1}` })) };
}

function wordsOf({ from, to, label }: Edge): string {
  return JSON.stringify([from, to, label]);
}

/** `~node n1 label` for each aspect; `+edge e1` for a part. */
function show(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    if (!('aspects' in change)) return [`${change.kind} ${change.what}`];
    return change.aspects.map((aspect) => `${change.what} ${aspect.kind}`);
  });
}

/** An edit at a random place, and what it is; undefined when the flow has no such place. */
type Edit = (
  flow: Flow,
  choose: <T>(items: readonly T[]) => T | undefined,
) => readonly [Flow, readonly string[]] | undefined;

const edits: Readonly<Record<string, Edit>> = {
  'a node is removed': (flow, choose) => {
    const id = choose([...flow.nodes.keys()]);
    if (id === undefined || flow.loops.some(({ members }) => members.includes(id))) return undefined;
    const lost = flow.edges.filter(({ from, to }) => from.node === id || to.node === id);
    return [withoutNode(flow, id), ['removed node', ...lost.map(() => 'removed edge')]];
  },
  'an edge is removed': (flow, choose) => {
    const edge = choose(flow.edges);
    return edge && [withoutEdge(flow, edge.id), ['removed edge']];
  },
  'a node is called otherwise': (flow, choose) => {
    const node = choose([...flow.nodes.values()]);
    if (node === undefined) return undefined;
    const attributes = new Map([...node.attributes, ['label', 'Something new']]);
    return [withNode(flow, { ...node, label: 'Something new', attributes }), ['node label']];
  },
  'a node has another owner': (flow, choose) => {
    const node = choose([...flow.nodes.values()]);
    return (
      node && [
        withNode(flow, { ...node, attributes: new Map([...node.attributes, ['owner', 'Kim']]) }),
        ['node attribute'],
      ]
    );
  },
  'a node moves to another lane': (flow, choose) => {
    const node = choose([...flow.nodes.values()]);
    const lane = choose(flow.lanes.filter(({ id }) => id !== node?.lane));
    return node && lane && [withNode(flow, { ...node, lane: lane.id }), ['node lane']];
  },
  'a node has another shape': (flow, choose) => {
    const node = choose([...flow.nodes.values()]);
    return node && [withNode(flow, { ...node, shape: node.shape === 'circle' ? 'diamond' : 'circle' }), ['node shape']];
  },
  'an edge leaves at another side': (flow, choose) => {
    const edge = choose(flow.edges);
    const side = edge?.from.side === 'top' ? 'left' : 'top';
    return edge && distinct(withEdge(flow, { ...edge, from: { ...edge.from, side } }), ['edge from-side']);
  },
  'an edge is called otherwise': (flow, choose) => {
    const edge = choose(flow.edges);
    return edge && distinct(withEdge(flow, { ...edge, label: 'Something new' }), ['edge label']);
  },
  'an edge leads elsewhere': (flow, choose) => {
    const edge = choose(flow.edges);
    const to = choose([...flow.nodes.keys()].filter((id) => id !== edge?.to.node));
    return edge && to !== undefined
      ? distinct(withEdge(flow, { ...edge, to: { ...edge.to, node: to } }), ['edge to'])
      : undefined;
  },
  'two ways out change places': (flow, choose) => {
    const edge = choose(flow.edges);
    const other = choose(flow.edges.filter(({ id, from }) => id !== edge?.id && from.node === edge?.from.node));
    return edge && other && [withSwapped(flow, edge.id, other.id), ['node ways']];
  },
  'a loop has another condition': (flow, choose) => {
    const loop = choose(flow.loops);
    return loop && [withLoop(flow, { ...loop, condition: 'until the moon is full' }), ['loop condition']];
  },
  'a loop has one member less': (flow, choose) => {
    const loop = choose(flow.loops.filter(({ members }) => members.length > 1));
    return loop && [withLoop(flow, { ...loop, members: loop.members.slice(1) }), ['loop members']];
  },
};

/** Nothing to expect when the edit repeats another edge. */
function distinct(flow: Flow, expected: readonly string[]): readonly [Flow, readonly string[]] | undefined {
  return new Set(flow.edges.map(wordsOf)).size < flow.edges.length ? undefined : [flow, expected];
}

describe('the changes between two flows', () => {
  it('are none between a flow and itself', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(diffFlows(flow, flow).changes).toEqual([]);
      }),
      options,
    );
  });

  for (const [name, nameOf] of Object.entries({
    'new names': (_: string, place: number) => `step${place}`,
    'one more': (id: string) => `n${Number(id.slice(1)) + 1}`,
    'ten times as much': (id: string) => `n${Number(id.slice(1)) * 10}`,
  })) {
    it(`are only renumbering when every id is another: ${name}`, () => {
      fc.assert(
        fc.property(anyFlow, (flow) => {
          expect(new Set(show(diffFlows(flow, renumbered(flow, nameOf)).changes))).toEqual(new Set(['node id']));
        }),
        options,
      );
    });
  }

  it('are only renumbering when ids are dealt out in another order, as far as labels tell nodes apart', () => {
    fc.assert(
      fc.property(labelledFlows, (flow) => {
        const labelled = withOwnLabels(flow);
        const ids = [...labelled.nodes.keys()].toReversed();
        const other = renumbered(labelled, (_, place) => ids[place] ?? '');
        expect(new Set([...show(diffFlows(labelled, other).changes), 'node id'])).toEqual(new Set(['node id']));
      }),
      options,
    );
  });

  for (const [name, edit] of Object.entries(edits)) {
    it(`are exactly that when ${name}`, () => {
      let planted = 0;
      fc.assert(
        fc.property(anyFlow, fc.gen(), (flow, gen) => {
          const made = edit(flow, (items) => (items.length === 0 ? undefined : gen(fc.constantFrom, ...items)));
          if (made === undefined) return;
          planted += 1;
          const [after, expected] = made;
          expect(show(diffFlows(flow, after).changes).toSorted()).toEqual(expected.toSorted());
        }),
        options,
      );
      expect(planted).toBeGreaterThan(50);
    });
  }

  it('are the same backwards, with old and new exchanged', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, fc.gen(), fc.boolean(), (flow, stranger, gen, isNear) => {
        const after = isNear ? severalEdits(flow, gen) : stranger;
        const [there, back] = [diffFlows(flow, after), diffFlows(after, flow)];
        expect(back.changes.map(canonical).toSorted()).toEqual(there.changes.map(mirrored).map(canonical).toSorted());
      }),
      options,
    );
  });
});

function withOwnLabels(flow: Flow): Flow {
  const nodes = [...flow.nodes.values()].map((node, place) => {
    const label = `${node.label} ${place}`;
    return [node.id, { ...node, label, attributes: new Map([['label', label]]) }] as const;
  });
  return { ...flow, nodes: new Map(nodes) };
}

function severalEdits(flow: Flow, gen: fc.GeneratorValue): Flow {
  let edited = flow;
  for (const edit of gen(fc.subarray, Object.values(edits))) {
    const made = edit(edited, (items) => (items.length === 0 ? undefined : gen(fc.constantFrom, ...items)));
    edited = withoutRepeats(made?.[0] ?? edited);
  }
  return edited;
}

function mirrored(change: Change): Change {
  switch (change.kind) {
    case 'added':
      return { what: change.what, kind: 'removed', before: change.after } as PartChange;
    case 'removed':
      return { what: change.what, kind: 'added', after: change.before } as PartChange;
    case 'changed': {
      const { before, after } = change;
      const turned = { ...change, before: after, after: before };
      return ('aspects' in change ? { ...turned, aspects: change.aspects.map(turnedAspect) } : turned) as Change;
    }
  }
}

function turnedAspect(aspect: Aspect): Aspect {
  return { ...aspect, before: aspect.after, after: aspect.before } as Aspect;
}

function canonical(change: Change): string {
  const plain =
    'aspects' in change
      ? { ...change, aspects: change.aspects.map((each) => JSON.stringify(each)).toSorted() }
      : change;
  return JSON.stringify(plain, (_, value) => (value instanceof Map ? [...value].toSorted() : value));
}
