/** How much of a flow its runs went through: semantics.md 9. */
import type { EdgeId, LoopId, NodeId } from '../graph/graph.ts';
import { choiceAt, nodeAt, optionOf } from './history.ts';
import type { LoopPlan, Machine, Run } from './machine.ts';
import { type Tables, unlimited } from './tables.ts';

/** Counts of everything that can be reached. What never happened is there with 0. */
export interface Coverage {
  /** How often each node fired, in source order. */
  readonly nodes: ReadonlyMap<NodeId, number>;
  /** How often each edge was passed, replies included; then edges that loops assume, under the loop's name. */
  readonly edges: ReadonlyMap<EdgeId, number>;
  readonly loops: ReadonlyMap<LoopId, LoopRounds>;
  /** In source order. Not counted, since no run comes there. */
  readonly unreachable: { readonly nodes: readonly NodeId[]; readonly edges: readonly EdgeId[] };
}

/**
 * How often a loop was left after no round and after one, and how often it came to its limit; for a loop without
 * a limit, to two rounds. Undefined is what the loop's limit rules out, or what would say the same twice.
 */
export interface LoopRounds {
  readonly zero: number | undefined;
  readonly one: number | undefined;
  readonly limit: number;
}

export const roundNames = ['zero', 'one', 'limit'] as const;
export type RoundName = (typeof roundNames)[number];

/** The coverage of no run at all. */
export function emptyCoverage(machine: Machine): Coverage {
  return coverageFrom(startTally(machine));
}

/** The coverage of runs of this machine, finished or not; runs of another one are a mistake of the caller. */
export function coverageOf(machine: Machine, runs: Iterable<Run>): Coverage {
  const tally = startTally(machine);
  for (const run of runs) countRun(tally, run);
  return coverageFrom(tally);
}

/** Takes as long as the flow is large; for many runs at once there is `coverageOf`. */
export function addRun(coverage: Coverage, run: Run): Coverage {
  return mergeCoverage(coverage, coverageOf(run.machine, [run]));
}

/** The sum of two. What one of them reaches counts as reachable. */
export function mergeCoverage(one: Coverage, other: Coverage): Coverage {
  const [nodes, edges] = [sumOf(one.nodes, other.nodes, add), sumOf(one.edges, other.edges, add)];
  const bothMiss = (
    ids: readonly string[],
    others: readonly string[],
    reached: ReadonlyMap<string, number>,
  ): string[] => [...new Set([...ids, ...others])].filter((id) => !reached.has(id));
  const unreachable = {
    nodes: bothMiss(one.unreachable.nodes, other.unreachable.nodes, nodes),
    edges: bothMiss(one.unreachable.edges, other.unreachable.edges, edges),
  };
  return { nodes, edges, loops: sumOf(one.loops, other.loops, addRounds), unreachable };
}

function sumOf<T>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
  plus: (a: T, b: T) => T,
): ReadonlyMap<string, T> {
  const sum = new Map(one);
  for (const [id, value] of other) {
    const known = sum.get(id);
    sum.set(id, known === undefined ? value : plus(known, value));
  }
  return sum;
}

function add(one: number, other: number): number {
  return one + other;
}

function addRounds(one: LoopRounds, other: LoopRounds): LoopRounds {
  const sum = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined ? b : a + (b ?? 0);
  return { zero: sum(one.zero, other.zero), one: sum(one.one, other.one), limit: one.limit + other.limit };
}

// ---- what it amounts to

export interface Share {
  readonly covered: number;
  readonly total: number;
}

export function sharesOf(coverage: Coverage): Readonly<Record<'nodes' | 'edges' | 'loops', Share>> {
  const rounds = [...coverage.loops.values()].flatMap((loop) => roundNames.flatMap((name) => loop[name] ?? []));
  return { nodes: shareOf(coverage.nodes.values()), edges: shareOf(coverage.edges.values()), loops: shareOf(rounds) };
}

function shareOf(counts: Iterable<number>): Share {
  const all = [...counts];
  return { covered: all.filter((count) => count > 0).length, total: all.length };
}

/** A whole number; 100 only when nothing is missing, and where there is nothing to cover. */
export function percentOf({ covered, total }: Share): number {
  return total === 0 ? 100 : Math.floor((100 * covered) / total);
}

/** What no run went through, in source order. */
export interface Missing {
  readonly nodes: readonly NodeId[];
  readonly edges: readonly EdgeId[];
  readonly loops: readonly { readonly loop: LoopId; readonly rounds: RoundName }[];
}

export function missingFrom({ nodes, edges, loops }: Coverage): Missing {
  const never = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts].flatMap(([id, count]) => (count === 0 ? [id] : []));
  const rounds = [...loops].flatMap(([loop, counts]) =>
    roundNames.flatMap((name) => (counts[name] === 0 ? [{ loop, rounds: name }] : [])),
  );
  return { nodes: never(nodes), edges: never(edges), loops: rounds };
}

// ---- counting

/** Firings by way out; nodes and edges follow from them. Loops need to know where the tokens are as well. */
interface Tally {
  readonly machine: Machine;
  readonly ways: Float64Array;
  readonly loops: readonly LoopTally[];
  /** By node: the loops whose body it is in. By way: the loops that go round when it is taken. */
  readonly loopsAround: readonly (readonly LoopTally[])[];
  readonly loopsTurning: readonly (readonly LoopTally[])[];
  readonly tokens: Tokens;
}

/** An edge is marked when it was marked since its target fired last. Steps count through all runs. */
interface Tokens {
  readonly markedAt: Float64Array;
  readonly firedAt: Float64Array;
  /** By node: marked edges that point to it. */
  readonly into: Int32Array;
  step: number;
}

interface LoopTally {
  readonly loop: LoopId;
  /** Rounds that count as `limit`, and whether no fewer are asked for. */
  readonly threshold: number;
  readonly isExact: boolean;
  /** How often it was left after no round and after one, and with how many it came to the threshold. */
  readonly counts: Record<RoundName, number>;
  /** Marks that point into the body, and rounds since the first of them. */
  inside: number;
  rounds: number;
  isActive: boolean;
}

function startTally(machine: Machine): Tally {
  const { tables, flow } = machine;
  const loops = machine.loops.map((plan) => loopTally(plan, tables));
  const loopsAround = Array.from({ length: tables.nodeCount }, (): LoopTally[] => []);
  const loopsTurning = turningLoops(machine, loops);
  const numberOf = new Map(flow.loops.map(({ id }, index) => [id, index]));
  for (const loop of loops) {
    for (const node of tables.loopNodes(numberOf.get(loop.loop) ?? -1)) loopsAround[node]?.push(loop);
  }
  const tokens: Tokens = {
    markedAt: new Float64Array(tables.edgeCount),
    firedAt: new Float64Array(tables.nodeCount),
    into: new Int32Array(tables.nodeCount),
    step: 0,
  };
  const ways = new Float64Array(tables.firstWay[tables.nodeCount] ?? 0);
  return { machine, ways, loops, loopsAround, loopsTurning, tokens };
}

function loopTally({ loop }: LoopPlan, tables: Tables): LoopTally {
  const slot = tables.counted.indexOf(loop);
  const limit = tables.limits[slot] ?? unlimited;
  const isLimited = limit !== unlimited;
  return {
    loop,
    threshold: isLimited ? limit : 2,
    isExact: isLimited && tables.exact[slot] === 1,
    counts: { zero: 0, one: 0, limit: 0 },
    inside: 0,
    rounds: 0,
    isActive: false,
  };
}

/** By way, so that two back edges of a loop taken at once are one round. */
function turningLoops({ tables, loops: plans }: Machine, loops: readonly LoopTally[]): readonly LoopTally[][] {
  const loopOf = new Map<EdgeId, LoopTally>();
  plans.forEach(({ edges }, index) => {
    const loop = loops[index];
    if (loop !== undefined) for (const edge of edges) loopOf.set(edge, loop);
  });
  const wayTotal = tables.firstWay[tables.nodeCount] ?? 0;
  return Array.from({ length: wayTotal }, (_, way) => [
    ...new Set(tables.words.edgesOf(way).flatMap((edge) => loopOf.get(edge) ?? [])),
  ]);
}

function countRun(tally: Tally, { history, length, status }: Run): void {
  const { ways, loops, machine } = tally;
  const { firstWay } = machine.tables;
  if (loops.length > 0) enter(tally, history.origin.entry);
  for (let step = 0; step < length; step++) {
    const node = nodeAt(history, step);
    const way = (firstWay[node] ?? 0) + optionOf(choiceAt(history, step));
    ways[way] = (ways[way] ?? 0) + 1;
    if (loops.length > 0) moveTokens(tally, node, way);
  }
  for (const loop of loops) closeLoop(loop, status.kind === 'completed');
}

/** A run begins: no token but that of the entry edge. */
function enter({ machine: { tables }, loops, loopsAround, tokens }: Tally, entry: number): void {
  tokens.step++;
  tokens.firedAt.fill(tokens.step);
  tokens.into.fill(0);
  tokens.step++;
  for (const loop of loops) loop.inside = 0;
  if (entry === -1) return;
  const target = tables.to[entry] ?? 0;
  markEdge(tokens, entry, target, loopsAround[target] ?? []);
  for (const loop of loops) loop.isActive = loop.inside > 0;
}

function markEdge(tokens: Tokens, edge: number, target: number, around: readonly LoopTally[]): void {
  if ((tokens.markedAt[edge] ?? 0) >= (tokens.firedAt[target] ?? 0)) return;
  tokens.markedAt[edge] = tokens.step;
  tokens.into[target] = (tokens.into[target] ?? 0) + 1;
  for (const loop of around) loop.inside++;
}

function moveTokens(
  { machine: { tables }, loops, loopsAround, loopsTurning, tokens }: Tally,
  node: number,
  way: number,
): void {
  tokens.step++;
  for (const loop of loopsAround[node] ?? []) loop.inside -= tokens.into[node] ?? 0;
  tokens.into[node] = 0;
  // Half a step before its own marks, so that an edge from the node to itself can be told to be new.
  tokens.firedAt[node] = tokens.step - 0.5;
  const { start, items } = tables.waysOut;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const edge = items[place] ?? 0;
    const target = tables.to[edge] ?? 0;
    markEdge(tokens, edge, target, loopsAround[target] ?? []);
  }
  for (const loop of loopsTurning[way] ?? []) loop.rounds++;
  for (const loop of loops) {
    if (loop.inside > 0) loop.isActive = true;
    else closeLoop(loop, true);
  }
}

/** A loop that still turns has shown only that it came to its limit, if it has. */
function closeLoop(loop: LoopTally, isLeft: boolean): void {
  if (!loop.isActive) {
    loop.rounds = 0;
    return;
  }
  const { rounds, counts, threshold } = loop;
  if (isLeft && rounds === 0) counts.zero++;
  if (isLeft && rounds === 1) counts.one++;
  if (rounds >= threshold) counts.limit++;
  loop.isActive = false;
  loop.rounds = 0;
}

// ---- from the tally

function coverageFrom(tally: Tally): Coverage {
  const { flow, exits } = tally.machine;
  const reached = (node: NodeId): boolean => exits.has(node);
  const { nodes, edges } = countsOf(tally);
  const drawn = flow.edges.filter(({ from }) => reached(from.node)).map(({ id }) => id);
  const assumed = tally.machine.loops.flatMap(({ loop, implicit }) => (implicit === undefined ? [] : [loop]));
  return {
    nodes: new Map([...flow.nodes.keys()].filter(reached).map((id) => [id, nodes.get(id) ?? 0])),
    edges: new Map([...drawn, ...assumed].map((id) => [id, edges.get(id) ?? 0])),
    loops: new Map(tally.loops.map((loop) => [loop.loop, roundsOf(loop)])),
    unreachable: {
      nodes: [...flow.nodes.keys()].filter((id) => !reached(id)),
      edges: flow.edges.filter(({ from }) => !reached(from.node)).map(({ id }) => id),
    },
  };
}

function countsOf({ machine: { tables }, ways }: Tally): Record<'nodes' | 'edges', Map<string, number>> {
  const [nodes, edges] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, id: string, more: number): void => {
    counts.set(id, (counts.get(id) ?? 0) + more);
  };
  tables.nodes.forEach((id, node) => {
    const firings = ways.subarray(tables.firstWay[node], tables.firstWay[node + 1]);
    firings.forEach((times, option) => {
      if (times === 0) return;
      count(nodes, id, times);
      for (const edge of tables.words.edgesOf((tables.firstWay[node] ?? 0) + option)) count(edges, edge, times);
      for (const edge of tables.words.replies(node)) count(edges, edge, times);
    });
  });
  return { nodes, edges };
}

function roundsOf({ threshold, isExact, counts: { zero, one, limit } }: LoopTally): LoopRounds {
  return {
    zero: isExact || threshold === 0 ? undefined : zero,
    one: isExact || threshold < 2 ? undefined : one,
    limit,
  };
}
