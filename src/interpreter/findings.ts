import type { EdgeId, LoopId } from '../graph/graph.ts';
import { groupOf } from '../graph/paths.ts';
import { type EndlessRound, findEndings } from './endings.ts';
import type { Finding, Gathering, Witness, WitnessStep } from './exploration.ts';
import { removingSlot } from './limits.ts';
import type { Machine } from './machine.ts';
import { monitorOf } from './monitor.ts';
import type { OrderFound } from './order.ts';
import { loadState } from './position.ts';
import { findPairs, runTo } from './product.ts';
import type { Claim, Happening } from './property.ts';
import type { Arrival, Place, Search } from './search-space.ts';
import { isComplete } from './space.ts';
import { extended, witnessOf, witnessTo } from './witness.ts';

/** What a search has noted, and what its graph of states says, in words and with witnesses. */
export interface Finder {
  readonly machine: Machine;
  readonly loops: ReadonlyMap<LoopId, number>;
  readonly search: Search;
}

export function findingsOf(finder: Finder): Finding[] {
  const { endless, twice, early } = findEndings(finder.search);
  return [
    ...endless.map((round) => endlessRun(finder, round)),
    ...noWayLeft(finder),
    ...deadEdges(finder),
    ...mergedTokens(finder),
    ...inOrder(twice).map((node) => reachedTwice(finder, node)),
    ...inOrder(early).map((node) => earlyEnd(finder, node)),
    ...mixedMerges(finder),
    ...orderDependent(finder),
  ];
}

function inOrder(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function witnessAt({ machine, loops, search }: Finder, { state, way }: Place): Witness {
  return witnessTo(machine, loops, search.space, state, [way]);
}

function nameOf({ machine }: Finder, node: number): string {
  return machine.tables.nodes[node] ?? '';
}

// ---- runs that do not end

function endlessRun(finder: Finder, { state, cycle, nodes, lostIn, lostAfter }: EndlessRound): Finding {
  const { machine, loops, search } = finder;
  loadState(search.position, search.space, lostIn);
  const from = inOrder(search.position.targets.subarray(0, search.position.targetCount));
  return {
    kind: 'endless-run',
    lostAfter,
    from: from.map((node) => nameOf(finder, node)),
    nodes: nodes.map((node) => nameOf(finder, node)),
    witness: witnessTo(machine, loops, search.space, state, [], cycle),
  };
}

/** One for each node where tokens are left. */
function noWayLeft(finder: Finder): Finding[] {
  const { machine, loops, search } = finder;
  const { position, space, notes } = search;
  const found = new Map<number, Finding>();
  for (const state of notes.stuck) {
    loadState(position, space, state);
    for (const node of position.targets.subarray(0, position.targetCount)) {
      const slot = removingSlot(position, node, machine.tables.firstWay[node] ?? 0);
      if (found.has(node) || slot === -1) continue;
      const witness = witnessTo(machine, loops, space, state);
      found.set(node, { kind: 'no-way-left', at: nameOf(finder, node), loop: machine.tables.counted[slot], witness });
    }
  }
  return inOrder(found.keys()).flatMap((node) => found.get(node) ?? []);
}

function reachedTwice(finder: Finder, node: number): Finding {
  const once = { kind: 'at-most', times: 1, what: anything, scope: { kind: 'run' } } as const;
  const witness = runAgainst(finder, once, (at) => Number(at === node));
  return { kind: 'end-reached-twice', node: nameOf(finder, node), witness };
}

function earlyEnd(finder: Finder, node: number): Finding {
  const name = nameOf(finder, node);
  const place = finder.search.notes.early.get(node);
  if (place !== undefined) return { kind: 'early-end', node: name, witness: witnessAt(finder, place) };
  const apart = { kind: 'never-together', what: [anything, anything] } as const;
  return { kind: 'early-end', node: name, witness: runAgainst(finder, apart, (at) => (at === node ? 1 : 2)) };
}

/** What it is stands in the letters. */
const anything: Happening = { kind: 'node', node: '' };

/** A shortest run that breaks a claim about tokens that end. What happened is counted beside the states. */
function runAgainst({ machine, loops, search }: Finder, claim: Claim, letterOf: (node: number) => number): Witness {
  const { waysOut } = machine.tables;
  const letters = search.position.nodeOf.map((node, way) => {
    return waysOut.start[way] === waysOut.start[way + 1] ? letterOf(node) : 0;
  });
  const product = findPairs(search.space, Uint8Array.from(letters), monitorOf(claim), Number.POSITIVE_INFINITY);
  const { pair, way } = product.failure ?? { pair: 0, way: -1 };
  const { entry, ways } = runTo(product, pair);
  return witnessOf(machine, loops, entry, [...ways, way], []);
}

// ---- edges

function deadEdges({ machine, search }: Finder): Finding[] {
  const { firstWay, waysOut, drawnCount, edges } = machine.tables;
  const { notes, space, position } = search;
  if (!isComplete(space)) return [];
  const dead = [...notes.isTaken.keys()].filter((way) => notes.isTaken[way] === 0);
  const drawn = dead.flatMap((way) => {
    const node = position.nodeOf[way] ?? 0;
    const isReached = notes.isTaken.subarray(firstWay[node], firstWay[node + 1]).includes(1);
    return Array.from(groupOf(waysOut, way), (edge) => ({ edge, isReached }));
  });
  return drawn
    .filter(({ edge }) => edge < drawnCount)
    .sort((a, b) => a.edge - b.edge)
    .map(({ edge, isReached }) => ({ kind: 'dead-edge', edge: edges[edge] ?? '', isReached }));
}

function mergedTokens(finder: Finder): Finding[] {
  const { merged } = finder.search.notes;
  return inOrder(merged.keys()).flatMap((edge): Finding[] => {
    const place = merged.get(edge);
    const name = finder.machine.tables.edges[edge] ?? '';
    return place === undefined ? [] : [{ kind: 'merged-tokens', edge: name, witness: witnessAt(finder, place) }];
  });
}

// ---- joins

function mixedMerges(finder: Finder): Finding[] {
  const { fewest, most } = finder.search.notes;
  return inOrder(most.keys()).flatMap((node): Finding[] => {
    const [many, few] = [most.get(node), fewest.get(node)];
    if (many === undefined || few === undefined || many.count === few.count) return [];
    const gathering = (arrival: Arrival): Gathering => gatheringAt(finder, node, arrival);
    return [{ kind: 'mixed-merge', node: nameOf(finder, node), many: gathering(many), few: gathering(few) }];
  });
}

function gatheringAt(finder: Finder, node: number, arrival: Arrival): Gathering {
  const { position, space } = finder.search;
  loadState(position, space, arrival.state);
  const { forwardIn, edges } = position.tables;
  const marked = groupOf(forwardIn, node).filter((edge) => position.isMarked[edge] === 1);
  const names = Array.from(marked, (edge): EdgeId => edges[edge] ?? '');
  return { edges: names, witness: witnessAt(finder, arrival) };
}

// ---- order

function orderDependent(finder: Finder): Finding[] {
  const { found } = finder.search.orders;
  return inOrder(found.keys()).flatMap((key): Finding[] => {
    const order = found.get(key);
    return order === undefined ? [] : [orderFinding(finder, order)];
  });
}

function orderFinding(finder: Finder, { state, ways }: OrderFound): Finding {
  const { machine } = finder;
  const [one, other] = [witnessAt(finder, { state, way: ways[0] }), witnessAt(finder, { state, way: ways[1] })];
  const [first, second] = [lastStep(one), lastStep(other)];
  return {
    kind: 'order-dependent',
    nodes: [first.node, second.node],
    witnesses: [extended(machine, one, second), extended(machine, other, first)],
  };
}

function lastStep({ steps }: Witness): WitnessStep {
  return steps.at(-1) ?? { node: '', answer: undefined };
}

/** What a finding is about: there is one of each. */
export function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'endless-run':
      return `${finding.kind} ${finding.nodes.join(' ')}`;
    case 'no-way-left':
      return `${finding.kind} ${finding.at}`;
    case 'dead-edge':
    case 'merged-tokens':
      return `${finding.kind} ${finding.edge}`;
    case 'end-reached-twice':
    case 'early-end':
    case 'mixed-merge':
      return `${finding.kind} ${finding.node}`;
    case 'order-dependent':
      return `${finding.kind} ${finding.nodes.join(' ')}`;
  }
}
