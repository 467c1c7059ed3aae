/** Lanes, edges and loops find their partners by those of the nodes. */

import type { Edge, Flow, Lane, Loop, NodeId } from '../graph/graph.ts';
import type { Pairing, Pairs } from './changes.ts';
import { groupsOf } from './groups.ts';
import { beginPairing, type KeyOf, type Pairer, pair, pairByKey } from './pairing.ts';
import { pairLanes } from './view.ts';

export function pairParts(before: Flow, after: Flow, nodes: Pairing): Pairs {
  return {
    nodes,
    lanes: matchLanes(before, after, nodes),
    edges: matchEdges(before, after, nodes),
    loops: matchLoops(before, after, nodes),
  };
}

/** A name for a node that both flows share; nodes without a partner have one of their own. */
type Shared = (node: NodeId) => string;

function sharedNames({ newOf, oldOf }: Pairing): readonly [Shared, Shared] {
  const ofOld = (node: NodeId): string => (newOf.has(node) ? `=${node}` : `-${node}`);
  const ofNew = (node: NodeId): string => {
    const old = oldOf.get(node);
    return old === undefined ? `+${node}` : `=${old}`;
  };
  return [ofOld, ofNew];
}

function keys<P>(names: readonly [Shared, Shared], key: (part: P, shared: Shared) => unknown): [KeyOf<P>, KeyOf<P>] {
  const [ofOld, ofNew] = names;
  return [(part) => JSON.stringify(key(part, ofOld)), (part) => JSON.stringify(key(part, ofNew))];
}

// ---- lanes

/** By id, by label, then by what is in them. */
function matchLanes(before: Flow, after: Flow, nodes: Pairing): Pairing {
  const lanes = pairLanes(before, after);
  const votes = before.lanes.flatMap((old) => {
    return lanes.newOf.has(old.id) ? [] : votesFor(old, after, nodes).filter(({ now }) => !lanes.oldOf.has(now));
  });
  for (const { old, now } of votes.toSorted((a, b) => b.count - a.count)) {
    if (!lanes.newOf.has(old) && !lanes.oldOf.has(now)) pair(lanes, old, now);
  }
  return lanes;
}

interface Vote {
  readonly old: string;
  readonly now: string;
  readonly count: number;
}

/** Lanes that have half of the nodes of the larger one in common. */
function votesFor(old: Lane, after: Flow, nodes: Pairing): readonly Vote[] {
  const counts = new Map<string, number>();
  for (const node of old.nodes) {
    const lane = after.nodes.get(nodes.newOf.get(node) ?? '')?.lane;
    if (lane !== undefined) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return after.lanes.flatMap((now) => {
    const count = counts.get(now.id) ?? 0;
    const isHalf = count > 0 && count * 2 >= Math.max(old.nodes.length, now.nodes.length);
    return isHalf ? [{ old: old.id, now: now.id, count }] : [];
  });
}

// ---- edges

/** By both ends, and among parallel ones by label and sides; then those that lead elsewhere or come from elsewhere. */
function matchEdges(before: Flow, after: Flow, nodes: Pairing): Pairing {
  const edges = beginPairing();
  const names = sharedNames(nodes);
  const both = [before.edges, after.edges] as const;
  const by = (key: (edge: Edge, shared: Shared) => unknown, exactly = false): void =>
    pairByKey(edges, both, keys(names, key), exactly);
  by(({ from, to, label }, name) => [name(from.node), name(to.node), label, from.side, to.side]);
  by(({ from, to, label }, name) => [name(from.node), name(to.node), label]);
  by(({ from, to }, name) => [name(from.node), name(to.node)]);
  by(({ from, label }, name) => [name(from.node), label, from.side], true);
  by(({ from, label }, name) => [name(from.node), label], true);
  by(({ to, label }, name) => [name(to.node), label], true);
  return edges;
}

// ---- loops

/** By condition and members, then by either of them, then by some members. */
function matchLoops(before: Flow, after: Flow, nodes: Pairing): Pairing {
  const loops = beginPairing();
  const names = sharedNames(nodes);
  const both = [before.loops, after.loops] as const;
  const by = (key: (loop: Loop, shared: Shared) => unknown, exactly = false): void =>
    pairByKey(loops, both, keys(names, key), exactly);
  by(({ condition, members }, name) => [condition, members.map(name)]);
  by(({ members }, name) => members.map(name));
  by(({ members }, name) => members.map(name).toSorted(), true);
  by(({ condition }) => condition, true);
  pairOverlapping(loops, before.loops, after.loops, nodes);
  return loops;
}

function pairOverlapping(loops: Pairer, before: readonly Loop[], after: readonly Loop[], nodes: Pairing): void {
  const isOpen = (old: Loop, now: Loop): boolean => !loops.newOf.has(old.id) && !loops.oldOf.has(now.id);
  const byMember = groupsOf(
    after.flatMap((loop) => (loops.oldOf.has(loop.id) ? [] : loop.members.map((member) => ({ loop, member })))),
    ({ member }) => member,
  );
  for (const old of before) {
    const met = old.members.flatMap((member) => byMember.get(nodes.newOf.get(member) ?? '') ?? []);
    for (const { loop: now } of met) {
      const count = met.filter(({ loop }) => loop === now).length;
      const isHalf = count * 2 >= Math.max(old.members.length, now.members.length);
      if (isHalf && isOpen(old, now)) pair(loops, old.id, now.id);
    }
  }
}
