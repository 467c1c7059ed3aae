import { type Groups, groupBy, type Reaches, reachability, topologicalOrder } from '../graph/paths.ts';
import type { Cycles } from './back-edges.ts';
import { loopBody } from './decisions.ts';
import type { Condition } from './machine.ts';
import { makeWords } from './make-words.ts';
import type { Plan } from './plan.ts';
import { type Tables, unlimited } from './tables.ts';
import type { Tracks, Way } from './ways.ts';

/** Plans become typed arrays and ready-made words, so that a step allocates nothing but its event. */
export function makeTables(plan: Plan): Tables {
  const { flow, numbered, tracks, cycles, decisions } = plan;
  const ways = decisions.ways.flat();
  const firstWay = starts(decisions.ways);
  const edges = edgeNames(plan);
  const slots = slotsOf(plan);
  const governing = governingSlots(plan, slots);
  const turns = ways.map((way) => slotsTurned(way, tracks, slots.of));
  const stops = ways.map((_, way) => union(turns[way], governing[way]));
  const bodies = bodyFinder(plan, slots.loops);
  return {
    nodeCount: tracks.nodeCount,
    edgeCount: tracks.to.length,
    drawnCount: tracks.drawnCount,
    nodes: numbered.ids,
    lanes: [...flow.nodes.values()].map((node) => node.lane),
    edges,
    numberOf: numbered.numberOf,
    from: tracks.from,
    to: tracks.to,
    back: tracks.back,
    drawn: cycles.graph,
    firstWay,
    waysOut: flatten(ways.map((way) => way.edges)),
    leadsBack: Uint8Array.from(ways, (way) => Number(way.edges.some((edge) => tracks.back[edge] === 1))),
    committed: commitments(cycles, tracks, decisions.ways, firstWay),
    forwardIn: forwardIn(tracks),
    mayWait: findJoins(plan),
    reaches: lazily(() => reachability(cycles.forward)),
    counted: slots.loops.map((loop) => flow.loops[loop]?.id ?? ''),
    limits: Int32Array.from(slots.loops, (loop) => roundsOf(plan.conditions[loop])),
    exact: Uint8Array.from(slots.loops, (loop) => Number(isExact(plan.conditions[loop]))),
    overItems: Uint8Array.from(slots.loops, (loop) => Number(plan.conditions[loop]?.kind === 'each')),
    ...bodies,
    turns: flatten(turns),
    stops: flatten(stops),
    drives: flatten(governing),
    limited: Uint8Array.from(decisions.ways, (own, node) =>
      Number(own.some((_, index) => (stops[(firstWay[node] ?? 0) + index] ?? []).length > 0)),
    ),
    words: makeWords(plan, edges, firstWay),
  };
}

/** By group the first index when all groups stand in a row, and the length of the row. */
function starts(groups: readonly (readonly unknown[])[]): Int32Array {
  const start = new Int32Array(groups.length + 1);
  groups.forEach((group, index) => {
    start[index + 1] = (start[index] ?? 0) + group.length;
  });
  return start;
}

function flatten(groups: readonly (readonly number[])[]): Groups {
  return { start: starts(groups), items: Int32Array.from(groups.flat()) };
}

function edgeNames({ flow, starts: { nodes }, bindings }: Plan): string[] {
  const implicit = flow.loops.filter((_, loop) => bindings.loops[loop]?.kind === 'implicit');
  return [...flow.edges.map(({ id }) => id), ...nodes.map(() => ''), ...implicit.map(({ id }) => id)];
}

// ---- waiting

function forwardIn({ drawnCount, nodeCount, carries, back, to }: Tracks): Groups {
  const keys = to
    .subarray(0, drawnCount)
    .map((node, edge) => (carries[edge] === 1 && back[edge] === 0 ? node : nodeCount));
  return groupBy(nodeCount + 1, keys);
}

/** Nodes with several ways in for tokens, one of them forward. */
function findJoins({ tracks, starts: { nodes } }: Plan): Uint8Array {
  const forward = forwardIn(tracks);
  const starting = new Set(nodes);
  const size = ({ start }: Groups, node: number): number => (start[node + 1] ?? 0) - (start[node] ?? 0);
  return Uint8Array.from({ length: tracks.nodeCount }, (_, node) => {
    const all = size(tracks.into, node) + Number(starting.has(node));
    return Number(all > 1 && size(forward, node) > 0);
  });
}

function lazily(make: () => Reaches): Reaches {
  let made: Reaches | undefined;
  return (from, to) => {
    made ??= make();
    return made(from, to);
  };
}

// ---- commitment to back edges

/** Against the order of the forward graph: a choice takes its freest way, a fork its most committed branch. */
function commitments(
  cycles: Cycles,
  tracks: Tracks,
  ways: readonly (readonly Way[])[],
  firstWay: Int32Array,
): Int32Array {
  const committed = new Int32Array(firstWay.at(-1) ?? 0);
  const ofNode = new Int32Array(tracks.nodeCount).fill(-1);
  const ofEdge = (edge: number): number => {
    const target = tracks.to[edge] ?? 0;
    return (tracks.back[edge] === 1 ? cycles.nesting.level[target] : ofNode[target]) ?? -1;
  };
  for (const node of topologicalOrder(cycles.forward).reverse()) {
    const own = (ways[node] ?? []).map((way) => way.edges.reduce((most, edge) => Math.max(most, ofEdge(edge)), -1));
    committed.set(own, firstWay[node]);
    ofNode[node] = own.reduce((least, each) => Math.min(least, each), unlimited);
  }
  return committed;
}

// ---- limits

interface Slots {
  /** By slot. */
  readonly loops: readonly number[];
  /** By loop; -1 for loops that do not count. */
  readonly of: Int32Array;
}

function slotsOf({ conditions, bindings }: Plan): Slots {
  const loops = [...conditions.keys()].filter((loop) => {
    const binds = bindings.loops[loop]?.kind;
    const kind = conditions[loop]?.kind;
    return (binds === 'bound' || binds === 'implicit') && (kind === 'limit' || kind === 'each');
  });
  const of = new Int32Array(conditions.length).fill(-1);
  loops.forEach((loop, slot) => {
    of[loop] = slot;
  });
  return { loops, of };
}

function roundsOf(condition: Condition | undefined): number {
  return condition?.kind === 'limit' ? condition.rounds : unlimited;
}

/** A loop over items is exact once its number is known. */
function isExact(condition: Condition | undefined): boolean {
  return condition?.kind === 'limit' && condition.exact;
}

/** By way. */
function governingSlots({ decisions }: Plan, { of }: Slots): number[][] {
  return decisions.ways.flatMap((ways, node) => {
    const governs = decisions.governs.get(node);
    return ways.map((_, way) => (governs?.[way] ?? []).map((loop) => of[loop] ?? -1).filter((slot) => slot !== -1));
  });
}

function slotsTurned({ edges }: Way, { loopOf }: Tracks, slotOf: Int32Array): number[] {
  const slots = edges.map((edge) => slotOf[loopOf[edge] ?? -1] ?? -1);
  return [...new Set(slots)].filter((slot) => slot !== -1);
}

function union(some: readonly number[] = [], more: readonly number[] = []): number[] {
  return [...new Set([...some, ...more])];
}

function bodyFinder(plan: Plan, loops: readonly number[]): Pick<Tables, 'loopNodes' | 'bodyBits'> {
  const known: Int32Array[] = [];
  const loopNodes = (loop: number): readonly number[] => {
    const binding = plan.bindings.loops[loop];
    return binding === undefined ? [] : loopBody(plan.cycles, binding);
  };
  const bodyBits = (slot: number): Int32Array => {
    const bits = known[slot] ?? bitsOf(loopNodes(loops[slot] ?? -1), plan.tracks.nodeCount);
    known[slot] = bits;
    return bits;
  };
  return { loopNodes, bodyBits };
}

function bitsOf(numbers: readonly number[], bound: number): Int32Array {
  const bits = new Int32Array((bound + 31) >> 5);
  for (const number of numbers) bits[number >> 5] = (bits[number >> 5] ?? 0) | (1 << (number & 31));
  return bits;
}
