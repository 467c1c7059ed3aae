import fc from 'fast-check';
import type { Edge, Flow, Loop, Node, NodeId, Shape } from '../../src/graph/graph.ts';
import { edgeOf, nodeOf } from './make-flow.ts';

/** What a random flow is made of: numbers that any flow can be built from, so that fast-check can shrink them. */
interface Plan {
  readonly laneCount: number;
  readonly nodes: readonly { readonly shape: Shape; readonly lane: number }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly label: string | undefined }[];
  readonly loops: readonly { readonly condition: string; readonly members: readonly number[] }[];
}

const shapeChoices: readonly Shape[] = ['rectangle', 'diamond', 'rectangle', 'diamond', 'circle', 'taskbox'];
const labels = [undefined, 'Yes', 'No', 'Maybe - later', 'else'];
const conditions = [
  'until done',
  'while busy',
  'up to 2 times',
  'retry up to 3 times until valid',
  'repeat 3 times',
  '2 tries',
  'for each item',
  'every 5 minutes',
  'as needed',
  'up to 0 times',
] as const;

/** Any flow of 1 to `most` nodes: several lanes, diamonds, forks, cycles, loops with and without limits. */
export function flows(most = 12): fc.Arbitrary<Flow> {
  return plans(most).map(buildFlow);
}

function plans(most: number): fc.Arbitrary<Plan> {
  return fc.integer({ min: 1, max: most }).chain((count) => {
    const node = fc.nat({ max: count - 1 });
    return fc.record({
      laneCount: fc.integer({ min: 1, max: 3 }),
      nodes: fc.array(fc.record({ shape: fc.constantFrom(...shapeChoices), lane: fc.nat({ max: 2 }) }), {
        minLength: count,
        maxLength: count,
      }),
      edges: fc
        .tuple(chain(count), fc.array(edge(node), { maxLength: count + 2 }))
        .map(([first, more]) => [...first, ...more]),
      loops: fc.array(
        fc.record({
          condition: fc.constantFrom(...conditions),
          members: fc.array(node, { minLength: 1, maxLength: 4 }),
        }),
        { maxLength: 3 },
      ),
    });
  });
}

type PlanEdge = Plan['edges'][number];

function edge(node: fc.Arbitrary<number>): fc.Arbitrary<PlanEdge> {
  return fc.record({ from: node, to: node, label: fc.constantFrom(...labels) });
}

/** Most of the nodes in a row, so that many flows are long enough to be interesting. */
function chain(count: number): fc.Arbitrary<readonly PlanEdge[]> {
  const numbers = [...Array(Math.max(0, count - 1)).keys()];
  return fc.subarray(numbers).map((kept) => kept.map((from) => ({ from, to: from + 1, label: undefined })));
}

/** The same flow for the same seed, on every machine; for tests that do not shrink, and for measuring. */
export function randomFlow(seed: number, nodeCount: number, edgesPerNode = 1.4, loopsPerNode: number = 1 / 30): Flow {
  const random = numbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const nodes = Array.from({ length: nodeCount }, () => ({ shape: pick(shapeChoices) ?? 'rectangle', lane: below(3) }));
  const row = nodes.slice(1).map((_, from) => ({ from, to: from + 1, label: undefined }));
  const more = Array.from({ length: Math.round(nodeCount * (edgesPerNode - 1)) }, () => {
    const from = below(nodeCount);
    return { from, to: Math.min(nodeCount - 1, Math.max(0, from + below(40) - 12)), label: pick(labels) };
  });
  const loops = Array.from({ length: Math.round(nodeCount * loopsPerNode) }, () => {
    const first = below(nodeCount);
    const last = Math.min(nodeCount - 1, first + 1 + below(5));
    return { condition: pick(conditions) ?? 'until done', members: [first, last] };
  });
  return buildFlow({ laneCount: 3, nodes, edges: [...row, ...more], loops });
}

/** The same with diamonds wherever there are several ways out, so that a run has one token at a time. */
export function singleTokenFlow(seed: number, nodeCount: number, edgesPerNode = 1.5): Flow {
  const flow = randomFlow(seed, nodeCount, edgesPerNode, 1 / 5);
  const ways = (node: NodeId): number => flow.edges.filter(({ from }) => from.node === node).length;
  const shaped = [...flow.nodes.values()].map(
    (node): Node => (ways(node.id) > 1 ? { ...node, shape: 'diamond' } : node),
  );
  return { ...flow, nodes: byId(shaped) };
}

function buildFlow(plan: Plan): Flow {
  const lanes = Array.from({ length: plan.laneCount }, (_, lane) => `Lane${lane}`);
  const nodes = plan.nodes.map(({ shape, lane }, index) => {
    return nodeOf(`n${index + 1}`, lanes[lane % plan.laneCount] ?? 'Lane0', shape);
  });
  const id = (index: number): string => nodes[index]?.id ?? 'n1';
  const edges: Edge[] = plan.edges.map((each, index) =>
    edgeOf(`e${index + 1}`, id(each.from), id(each.to), each.label),
  );
  const loops: Loop[] = plan.loops.map(({ condition, members }, index) => {
    return { id: `loop${index + 1}`, condition, members: members.map(id), span: { start: 0, end: 0 } };
  });
  return { title: 'random', description: undefined, lanes: lanesOf(lanes, nodes), nodes: byId(nodes), edges, loops };
}

function lanesOf(lanes: readonly string[], nodes: readonly Node[]): Flow['lanes'] {
  return lanes.map((id) => {
    const own = nodes.filter(({ lane }) => lane === id).map((node) => node.id);
    return { id, label: id, nodes: own, span: { start: 0, end: 0 } };
  });
}

function byId(nodes: readonly Node[]): Flow['nodes'] {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** Numbers from 0 to 1, without 1 (mulberry32, public domain). */
function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
