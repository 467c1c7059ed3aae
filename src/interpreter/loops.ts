import type { Flow } from '../graph/graph.ts';
import { groupOf, isWithin, type NumberedFlow } from '../graph/paths.ts';
import { bodyOf, type Cycles, isTokenBack } from './back-edges.ts';

/** Which back edges each `loop` line governs: semantics.md 5.1, in numbers. */
export interface Bindings {
  /** By loop, in source order. */
  readonly loops: readonly Binding[];
  /** By drawn edge: the loop it is bound to, or -1. An edge belongs to one loop at most. */
  readonly loopOf: Int32Array;
}

export type Binding =
  | { readonly kind: 'bound'; readonly edges: readonly number[] }
  | { readonly kind: 'implicit'; readonly from: number; readonly to: number; readonly members: readonly number[] }
  | { readonly kind: 'ambiguous'; readonly edge: number | undefined; readonly keptBy: number }
  | { readonly kind: 'unreachable' };

export function bindLoops(flow: Flow, { numberOf }: NumberedFlow, cycles: Cycles): Bindings {
  const members = flow.loops.map((loop) => {
    const numbers = loop.members.map((id) => numberOf.get(id) ?? -1);
    return new Set(numbers.filter((node) => cycles.depth[node] !== -1 && node !== -1));
  });
  const fits = members.map((each) => bestFit(cycles, each));
  const keeper = firstByKey(fits, (fit) => fit?.best.edge);
  const loopOf = claimEdges(cycles, fits, keeper);
  const edgesOf = edgesByLoop(loopOf);
  const implicit = members.map((each, loop) => (fits[loop] === undefined ? impliedEdge(cycles, each) : undefined));
  const implicitKeeper = firstByKey(implicit, (edge) => edge && `${edge.from} ${edge.to}`);
  const loops = members.map((each, loop): Binding => {
    const edge = fits[loop]?.best.edge;
    const assumed = implicit[loop];
    if (edge !== undefined) return boundOrNot(edge, loop, keeper.get(edge) ?? loop, edgesOf.get(loop) ?? []);
    if (assumed === undefined) return { kind: 'unreachable' };
    const keptBy = implicitKeeper.get(`${assumed.from} ${assumed.to}`) ?? loop;
    return keptBy === loop
      ? { kind: 'implicit', ...assumed, members: [...each] }
      : { kind: 'ambiguous', edge: undefined, keptBy };
  });
  return { loops, loopOf };
}

function firstByKey<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, number> {
  const first = new Map<K, number>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (key !== undefined && !first.has(key)) first.set(key, index);
  });
  return first;
}

function boundOrNot(edge: number, loop: number, keptBy: number, edges: readonly number[]): Binding {
  return keptBy === loop ? { kind: 'bound', edges } : { kind: 'ambiguous', edge, keptBy };
}

function edgesByLoop(loopOf: Int32Array): Map<number, number[]> {
  const edgesOf = new Map<number, number[]>();
  loopOf.forEach((loop, edge) => {
    if (loop === -1) return;
    const edges = edgesOf.get(loop);
    if (edges === undefined) edgesOf.set(loop, [edge]);
    else edges.push(edge);
  });
  return edgesOf;
}

// ---- the back edge that fits a loop best

interface Candidate {
  readonly edge: number;
  /** Members in the body. */
  readonly covered: number;
}

interface Fit {
  readonly best: Candidate;
  /** Other edges into the same head that cover as much. */
  readonly others: readonly Candidate[];
}

type Members = ReadonlySet<number>;

/** Undefined when no back edge has two members in its body, or both its ends among the members. */
function bestFit(cycles: Cycles, members: Members): Fit | undefined {
  const candidates = findCandidates(cycles, members);
  const most = candidates.reduce((largest, { covered }) => Math.max(largest, covered), 0);
  const ends = (edge: number): number => endsAmong(cycles, edge, members);
  const covering = candidates.filter(({ covered }) => covered === most);
  const mostEnds = covering.reduce((largest, { edge }) => Math.max(largest, ends(edge)), 0);
  if (most < 2 && mostEnds < 2) return undefined;
  const best = smallestBody(
    cycles,
    covering.filter(({ edge }) => ends(edge) === mostEnds),
  );
  if (best === undefined) return undefined;
  const head = cycles.graph.to[best.edge];
  return { best, others: covering.filter(({ edge }) => edge !== best.edge && cycles.graph.to[edge] === head) };
}

/** How well an edge fits, before its body is measured: both numbers count members. */
interface Merit {
  readonly covered: number;
  readonly ends: number;
}

/**
 * Back edges around the members, from inside out. An edge whose whole component has no more members than some
 * edge further inside covers has the larger body, so it is left out unless more of its ends are members.
 */
function findCandidates(cycles: Cycles, members: Members): Candidate[] {
  const { nesting } = cycles;
  const inside = membersInside(cycles, members);
  const bestWithin = new Map<number, Merit>();
  const keepBest = (head: number, merit: Merit): void => {
    const known = bestWithin.get(head);
    if (known === undefined || isBetter(merit, known)) bestWithin.set(head, merit);
  };
  const level = (head: number): number => nesting.level[head] ?? 0;
  const found: Candidate[] = [];
  for (const head of [...inside.keys()].sort((a, b) => level(b) - level(a))) {
    const candidates = candidatesAt(cycles, head, members, inside.get(head) ?? 0, bestWithin.get(head));
    for (const { edge, covered } of candidates) keepBest(head, { covered, ends: endsAmong(cycles, edge, members) });
    found.push(...candidates);
    const best = bestWithin.get(head);
    const outer = nesting.forest.parent[head] ?? -1;
    if (best !== undefined && outer !== -1) keepBest(outer, best);
  }
  return found;
}

/** Back edges into a head, measured; none when something further inside is better than any of them can be. */
function candidatesAt(
  cycles: Cycles,
  head: number,
  members: Members,
  most: number,
  known: Merit | undefined,
): readonly Candidate[] {
  if (most < 2 && !members.has(head)) return [];
  if (known !== undefined && !isBetter({ covered: most, ends: 2 }, known)) return [];
  const into = [...groupOf(cycles.graph.incoming, head)].filter((edge) => isTokenBack(cycles, edge));
  const mayWin = (edge: number): boolean =>
    known === undefined || isBetter({ covered: most, ends: endsAmong(cycles, edge, members) }, known);
  return into.some(mayWin) ? measure(cycles, into, members) : [];
}

function isBetter(one: Merit, other: Merit): boolean {
  return one.covered > other.covered || (one.covered === other.covered && one.ends > other.ends);
}

/** By head of a component: how many members it has. A member counts as a head, since it may lead to itself. */
function membersInside({ nesting }: Cycles, members: Members): Map<number, number> {
  const inside = new Map<number, number>();
  for (const member of members) {
    for (let head = member; head !== -1; head = nesting.forest.parent[head] ?? -1) {
      inside.set(head, (inside.get(head) ?? 0) + 1);
    }
  }
  return inside;
}

function measure(cycles: Cycles, edges: readonly number[], members: Members): Candidate[] {
  const head = cycles.graph.to[edges[0] ?? -1] ?? -1;
  const inside = [...members].filter((member) => isWithin(cycles.nesting.spans, head, member));
  const covered =
    edges.length <= inside.length ? countByBody(cycles, edges, members) : countByMember(cycles, edges, inside);
  return edges.map((edge, index) => ({ edge, covered: covered[index] ?? 0 }));
}

function countByBody(cycles: Cycles, edges: readonly number[], members: Members): number[] {
  return edges.map((edge) => bodyOf(cycles, [edge]).filter((node) => members.has(node)).length);
}

/** The same from the other side: how many members reach the source of each edge without passing the head. */
function countByMember(cycles: Cycles, edges: readonly number[], inside: readonly number[]): number[] {
  const { graph, seen } = cycles;
  const counts = edges.map(() => 0);
  const head = graph.to[edges[0] ?? -1];
  for (const member of inside) {
    if (head !== undefined && member !== head) spread(cycles, head, member);
    edges.forEach((edge, index) => {
      if (member === head || seen.has(graph.from[edge] ?? -1)) counts[index] = (counts[index] ?? 0) + 1;
    });
  }
  return counts;
}

/** Leaves in `seen` what `from` reaches inside the head's component without passing the head. */
function spread({ graph, nesting, seen }: Cycles, head: number, from: number): void {
  seen.clear();
  seen.add(from);
  const reached = [from];
  for (let index = 0; index < reached.length; index++) {
    for (const edge of groupOf(graph.outgoing, reached[index] ?? from)) {
      const target = graph.to[edge] ?? head;
      if (target !== head && isWithin(nesting.spans, head, target) && seen.add(target)) reached.push(target);
    }
  }
}

function endsAmong({ graph }: Cycles, edge: number, members: Members): number {
  return Number(members.has(graph.from[edge] ?? -1)) + Number(members.has(graph.to[edge] ?? -1));
}

/**
 * The first in source order among equals. No body is measured further than the smallest so far, and the edge that
 * begins nearest to the start goes first, since its body is likely to be small.
 */
function smallestBody(cycles: Cycles, candidates: readonly Candidate[]): Candidate | undefined {
  const place = ({ edge }: Candidate): number => cycles.position[cycles.graph.from[edge] ?? -1] ?? 0;
  let best = candidates.reduce<Candidate | undefined>((nearest, each) => {
    return nearest === undefined || place(each) < place(nearest) ? each : nearest;
  }, undefined);
  if (best === undefined || candidates.length === 1) return best;
  let smallest = bodyOf(cycles, [best.edge]).length;
  for (const candidate of candidates) {
    let counted = 0;
    const size = bodyOf(cycles, [candidate.edge], () => ++counted > smallest).length;
    if (size > smallest || (size === smallest && candidate.edge >= best.edge)) continue;
    best = candidate;
    smallest = size;
  }
  return best;
}

// ---- all edges of a loop

/** Best edges go to their loop; any other to the loop of which it covers most members, then to the first. */
function claimEdges(
  cycles: Cycles,
  fits: readonly (Fit | undefined)[],
  keeper: ReadonlyMap<number, number>,
): Int32Array {
  const loopOf = new Int32Array(cycles.graph.from.length).fill(-1);
  const covered = new Map<number, number>();
  fits.forEach((fit, loop) => {
    if (fit === undefined || keeper.get(fit.best.edge) !== loop) return;
    loopOf[fit.best.edge] = loop;
    for (const other of fit.others) {
      if (keeper.has(other.edge) || other.covered <= (covered.get(other.edge) ?? 0)) continue;
      covered.set(other.edge, other.covered);
      loopOf[other.edge] = loop;
    }
  });
  return loopOf;
}

// ---- implicit back edges

/** From the last member to the first one; from a lone member to itself. */
function impliedEdge({ depth, position }: Cycles, members: Members): { from: number; to: number } | undefined {
  const sorted = [...members].sort((a, b) => (position[a] ?? 0) - (position[b] ?? 0));
  const last = sorted.pop();
  if (last === undefined) return undefined;
  // The last one is no candidate: by depth it may come first when a shortcut leads to it.
  const first = sorted.sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0) || a - b)[0];
  return { from: last, to: first ?? last };
}
