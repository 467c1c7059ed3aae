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

/** In rounds, the surest first: a pair that is found makes its neighbors surer. */
export function matchByNeighbors(nodes: Pairer, views: Views): void {
  for (let found = true; found; ) {
    found = false;
    for (const { before, after } of surestFirst(candidatesFor(nodes, views))) {
      const [old, now] = [views[0].nodes[before]?.id ?? '', views[1].nodes[after]?.id ?? ''];
      if (nodes.newOf.has(old) || nodes.oldOf.has(now)) continue;
      pair(nodes, old, now);
      found = true;
    }
  }
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

function candidatesFor(nodes: Pairer, views: Views): readonly Candidate[] {
  const [before, after] = views;
  const places = new Map(after.nodes.map((node, place) => [node.id, place]));
  const open = openNames(nodes, after);
  return before.nodes.flatMap((node, place) => {
    if (nodes.newOf.has(node.id)) return [];
    const near = new Set([...nearby(nodes, views, node.id), ...(open.get(nameOf(node) ?? '') ?? []), node.id]);
    return [...near].flatMap((id) => {
      const at = places.get(id);
      const other = at === undefined ? undefined : after.nodes[at];
      if (at === undefined || other === undefined || nodes.oldOf.has(id)) return [];
      const score = scoreOf(nodes, views, node, other);
      return score < enough ? [] : [{ before: place, after: at, score }];
    });
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
