import { type Groups, topologicalOrder } from '../graph/paths.ts';
import { bitsOf } from './bits.ts';
import { loopBody } from './decisions.ts';
import type { Condition } from './machine.ts';
import { makeWords } from './make-words.ts';
import { findNests, nestTokens, roundEdges } from './nests.ts';
import type { Plan } from './plan.ts';
import { type Tables, unlimited } from './tables.ts';
import type { Ways } from './ways.ts';

/** Plans become typed arrays and ready-made words, so that a step allocates nothing but its event. */
export function makeTables(plan: Plan): Tables {
  const { numbered, tracks, cycles, decisions } = plan;
  const { firstWay, edges: waysOut } = decisions.ways;
  const edges = edgeNames(plan);
  const nesting = nestTokens(cycles, tracks);
  const round = roundEdges(nesting, tracks);
  let committed: Int32Array | undefined;
  const openIn = withoutRound(tracks.into, round, tracks.nodeCount);
  return {
    nodeCount: tracks.nodeCount,
    edgeCount: tracks.to.length,
    drawnCount: tracks.drawnCount,
    nodes: numbered.ids,
    lanes: Array.from(plan.flow.nodes.values(), (node) => node.lane),
    edges,
    numberOf: numbered.numberOf,
    from: tracks.from,
    to: tracks.to,
    drawn: cycles.graph,
    firstWay,
    waysOut,
    leadsBack: markWays(waysOut, (edge) => round[edge] === 1),
    // Made at the first look: only policies ask.
    get committed() {
      committed ??= commitments(plan);
      return committed;
    },
    forwardIn: tracks.forwardInto,
    into: tracks.into,
    openIn,
    mayWait: findJoins(plan, openIn),
    reaches: cycles.reaches,
    nests: findNests(nesting, tracks, round),
    ...limitTables(plan),
    words: makeWords(plan, edges),
  };
}

function edgeNames({ flow, starts: { nodes }, bindings }: Plan): string[] {
  const implicit = flow.loops.filter((_, loop) => bindings.loops[loop]?.kind === 'implicit');
  return [...flow.edges.map(({ id }) => id), ...nodes.map(() => ''), ...implicit.map(({ id }) => id)];
}

/** By way: 1 when one of its edges is of some kind. */
function markWays({ start, items }: Groups, isWanted: (edge: number) => boolean): Uint8Array {
  const marked = new Uint8Array(start.length - 1);
  for (let way = 0; way < marked.length; way++) {
    for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
      if (isWanted(items[place] ?? 0)) marked[way] = 1;
    }
  }
  return marked;
}

function withoutRound({ start, items }: Groups, round: Uint8Array, groupCount: number): Groups {
  const starts = new Int32Array(groupCount + 1);
  const open: number[] = [];
  for (let group = 0; group < groupCount; group++) {
    for (let place = start[group] ?? 0; place < (start[group + 1] ?? 0); place++) {
      if (round[items[place] ?? 0] === 0) open.push(items[place] ?? 0);
    }
    starts[group + 1] = open.length;
  }
  return { start: starts, items: Int32Array.from(open) };
}

/** Nodes with several ways in for tokens, one of which does not lead round a loop. */
function findJoins({ tracks, starts: { nodes } }: Plan, openIn: Groups): Uint8Array {
  const { into, nodeCount } = tracks;
  const size = ({ start }: Groups, node: number): number => (start[node + 1] ?? 0) - (start[node] ?? 0);
  const starting = new Set(nodes);
  const joins = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const all = size(into, node) + Number(starting.has(node));
    joins[node] = Number(all > 1 && size(openIn, node) > 0);
  }
  return joins;
}

// ---- commitment to back edges

/** Against the order of the forward graph: a choice takes its freest way, a fork its most committed branch. */
function commitments({ cycles, tracks, decisions: { ways } }: Plan): Int32Array {
  const ofWay = new Int32Array(ways.again.length);
  const ofNode = new Int32Array(tracks.nodeCount).fill(-1);
  const ofEdge = (edge: number): number => {
    const target = tracks.to[edge] ?? 0;
    return (tracks.back[edge] === 1 ? cycles.nesting.level[target] : ofNode[target]) ?? -1;
  };
  for (const node of topologicalOrder(cycles.forward).reverse()) {
    let freest = unlimited;
    for (let way = ways.firstWay[node] ?? 0; way < (ways.firstWay[node + 1] ?? 0); way++) {
      const committed = mostCommitted(ways, way, ofEdge);
      ofWay[way] = committed;
      if (committed < freest) freest = committed;
    }
    ofNode[node] = freest;
  }
  return ofWay;
}

function mostCommitted({ edges: { start, items } }: Ways, way: number, ofEdge: (edge: number) => number): number {
  let most = -1;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    most = Math.max(most, ofEdge(items[place] ?? 0));
  }
  return most;
}

// ---- limits

type LimitTables = Pick<
  Tables,
  'counted' | 'limits' | 'exact' | 'overItems' | 'loopNodes' | 'bodyBits' | 'turns' | 'stops' | 'drives' | 'limited'
>;

/** What a way does to slots. */
type SlotsByWay = ReadonlyMap<number, ReadonlySet<number>>;

function limitTables(plan: Plan): LimitTables {
  const { flow, conditions, tracks, decisions } = plan;
  const loops = countedLoops(plan);
  const slotOf = new Map(loops.map((loop, slot) => [loop, slot]));
  const turns = slotsTurned(plan, slotOf);
  const drives = slotsGoverning(plan, slotOf);
  const stops = union(turns, drives);
  const wayCount = decisions.ways.again.length;
  return {
    counted: loops.map((loop) => flow.loops[loop]?.id ?? ''),
    limits: Int32Array.from(loops, (loop) => roundsOf(conditions[loop])),
    exact: Uint8Array.from(loops, (loop) => Number(isExact(conditions[loop]))),
    overItems: Uint8Array.from(loops, (loop) => Number(conditions[loop]?.kind === 'each')),
    ...bodyFinder(plan, loops),
    turns: listed(turns, wayCount),
    stops: listed(stops, wayCount),
    drives: listed(drives, wayCount),
    limited: limitedNodes(stops, decisions.ways, tracks.nodeCount),
  };
}

/** By slot. */
function countedLoops({ conditions, bindings }: Plan): number[] {
  return [...conditions.keys()].filter((loop) => {
    const binding = bindings.loops[loop]?.kind;
    const condition = conditions[loop]?.kind;
    return (binding === 'bound' || binding === 'implicit') && (condition === 'limit' || condition === 'each');
  });
}

function roundsOf(condition: Condition | undefined): number {
  return condition?.kind === 'limit' ? condition.rounds : unlimited;
}

/** A loop over items is exact once its number is known. */
function isExact(condition: Condition | undefined): boolean {
  return condition?.kind === 'limit' && condition.exact;
}

/** Slots of the loops that the edges of a way are bound to. */
function slotsTurned({ tracks, decisions }: Plan, slotOf: ReadonlyMap<number, number>): SlotsByWay {
  const { start, items } = decisions.ways.edges;
  const slots = new Map<number, Set<number>>();
  if (slotOf.size === 0) return slots;
  for (let way = 0; way + 1 < start.length; way++) {
    for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
      const slot = slotOf.get(tracks.loopOf[items[place] ?? 0] ?? -1);
      if (slot !== undefined) slots.set(way, (slots.get(way) ?? new Set()).add(slot));
    }
  }
  return slots;
}

function slotsGoverning({ decisions }: Plan, slotOf: ReadonlyMap<number, number>): SlotsByWay {
  const slots = new Map<number, Set<number>>();
  for (const [way, loops] of decisions.governs) {
    const own = loops.flatMap((loop) => slotOf.get(loop) ?? []);
    if (own.length > 0) slots.set(way, new Set(own));
  }
  return slots;
}

function union(some: SlotsByWay, more: SlotsByWay): SlotsByWay {
  const all = new Map(some);
  for (const [way, slots] of more) all.set(way, new Set([...(all.get(way) ?? []), ...slots]));
  return all;
}

function listed(slots: SlotsByWay, wayCount: number): Groups {
  const start = new Int32Array(wayCount + 1);
  const items: number[] = [];
  for (let way = 0; way < wayCount; way++) {
    items.push(...(slots.get(way) ?? []));
    start[way + 1] = items.length;
  }
  return { start, items: Int32Array.from(items) };
}

function limitedNodes(stops: SlotsByWay, { firstWay }: Ways, nodeCount: number): Uint8Array {
  const limited = new Uint8Array(nodeCount);
  if (stops.size === 0) return limited;
  for (let node = 0; node < nodeCount; node++) {
    for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) if (stops.has(way)) limited[node] = 1;
  }
  return limited;
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
