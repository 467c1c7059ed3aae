/** Partners for nodes whose labels changed, too: by what stands around them, and by what little is still the same. */

import type { Node, NodeId } from '../graph/graph.ts';
import { groupsOf } from './groups.ts';
import { likeness } from './likeness.ts';
import { type Pairer, pair } from './pairing.ts';
import { type Link, nameOf, type View, type Views } from './view.ts';

/** What two nodes have in common, in points. */
const points = { id: 3, lane: 2, shape: 1, name: 4, nearName: 3, noNames: 1, around: 3, strangers: -2 };
/** A new node in the lane and the place of one that is gone is the same one renamed; in the lane alone it is not. */
const enough = 5;
/** Nodes with more open neighbors than this say nothing about any of them. */
const mostOpen = 24;

interface Candidate {
  readonly before: number;
  readonly after: number;
  readonly score: number;
}

/**
 * In rounds, the surest first: a pair that is found makes its neighbors surer, and nobody else. So a round looks only
 * at neighbors of what the round before it found, and all rounds together at every link a few times.
 */
export function matchByNeighbors(nodes: Pairer, views: Views): void {
  const [before, after] = views;
  const search: Search = { nodes, views, places: [placesIn(before), placesIn(after)] };
  const named = openNames(nodes, after);
  let open: readonly Node[] = before.nodes.filter(({ id }) => !nodes.newOf.has(id));
  let found = surestFirst(
    open.flatMap((node) => candidatesFor(node, [node.id, ...(named.get(nameOf(node) ?? '') ?? [])], search)),
  );
  while (found.length > 0) {
    const paired = found.filter((candidate) => pairIfAlone(candidate, search));
    open = neighborsOf(paired, search);
    found = surestFirst(open.flatMap((node) => candidatesFor(node, [], search)));
  }
}

interface Search {
  readonly nodes: Pairer;
  readonly views: Views;
  readonly places: readonly [Places, Places];
}

type Places = ReadonlyMap<NodeId, number>;

function placesIn({ nodes }: View): Places {
  return new Map(nodes.map(({ id }, place) => [id, place]));
}

function pairIfAlone({ before, after }: Candidate, { nodes, views }: Search): boolean {
  const [old, now] = [views[0].nodes[before]?.id ?? '', views[1].nodes[after]?.id ?? ''];
  if (nodes.newOf.has(old) || nodes.oldOf.has(now)) return false;
  pair(nodes, old, now);
  return true;
}

/** Old nodes without a partner beside those that have just found one. */
function neighborsOf(
  paired: readonly Candidate[],
  { nodes, views: [before], places: [places] }: Search,
): readonly Node[] {
  const near = paired.flatMap((candidate) => linksOf(before, before.nodes[candidate.before]?.id ?? ''));
  const ids = new Set(near.map(({ node }) => node).filter((id) => !nodes.newOf.has(id)));
  return [...ids].flatMap((id) => before.nodes[places.get(id) ?? -1] ?? []);
}

/** The order does not depend on which flow is the older one. */
function surestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted(
    (a, b) =>
      b.score - a.score ||
      a.before + a.after - b.before - b.after ||
      Math.abs(a.before - a.after) - Math.abs(b.before - b.after) ||
      a.before - b.before,
  );
}

/** `others`: new nodes to look at although they are not nearby. */
function candidatesFor(node: Node, others: readonly NodeId[], { nodes, views, places }: Search): readonly Candidate[] {
  const before = places[0].get(node.id) ?? -1;
  return [...new Set([...nearby(nodes, views, node.id), ...others])].flatMap((id) => {
    const after = places[1].get(id) ?? -1;
    const other = views[1].nodes[after];
    if (other === undefined || nodes.oldOf.has(id)) return [];
    const score = scoreOf(nodes, views, node, other);
    return score < enough ? [] : [{ before, after, score }];
  });
}

function openNames(nodes: Pairer, after: View): ReadonlyMap<string, readonly NodeId[]> {
  const groups = groupsOf(after.nodes, (node) => (nodes.oldOf.has(node.id) ? undefined : nameOf(node)));
  return new Map([...groups].map(([name, group]) => [name, group.slice(0, mostOpen).map(({ id }) => id)]));
}

/** New nodes beside the partner of an old neighbor, in the same direction. */
function nearby(nodes: Pairer, [before, after]: Views, id: NodeId): readonly NodeId[] {
  return linksOf(before, id).flatMap(({ direction, node }) => {
    const partner = nodes.newOf.get(node);
    if (partner === undefined) return [];
    const back = direction === 'in' ? 'out' : 'in';
    const open = linksOf(after, partner).filter((link) => link.direction === back && !nodes.oldOf.has(link.node));
    return open.length > mostOpen ? [] : open.map((link) => link.node);
  });
}

function linksOf(view: View, id: NodeId): readonly Link[] {
  return view.links.get(id) ?? [];
}

function scoreOf(nodes: Pairer, [before, after]: Views, old: Node, now: Node): number {
  const name = nameScore(nameOf(old), nameOf(now));
  const around = aroundScore(nodes, linksOf(before, old.id), linksOf(after, now.id), name);
  return (
    (old.id === now.id ? points.id : 0) +
    (before.laneOf(old) === after.laneOf(now) ? points.lane : 0) +
    (old.shape === now.shape ? points.shape : 0) +
    name +
    around
  );
}

function nameScore(old: string | undefined, now: string | undefined): number {
  if (old === undefined && now === undefined) return points.noNames;
  if (old === undefined || now === undefined) return 0;
  return old === now ? points.name : points.nearName * likeness(old, now);
}

/** The share of links that lead to partners. */
function aroundScore(nodes: Pairer, olds: readonly Link[], news: readonly Link[], name: number): number {
  const wanted = new Map<string, number>();
  for (const { direction, node } of olds) {
    const partner = nodes.newOf.get(node);
    if (partner !== undefined) wanted.set(direction + partner, (wanted.get(direction + partner) ?? 0) + 1);
  }
  const hasKnown = wanted.size > 0 && news.some(({ node }) => nodes.oldOf.has(node));
  let shared = 0;
  for (const { direction, node } of news) {
    const left = wanted.get(direction + node) ?? 0;
    if (left > 0) shared += 1;
    wanted.set(direction + node, left - 1);
  }
  if (shared === 0) return hasKnown && name < 1 ? points.strangers : 0;
  return (points.around * 2 * shared) / (olds.length + news.length);
}
