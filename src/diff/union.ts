/** The new flow with what was removed where it stood, so that one drawing can show both. */

import type { Edge, EdgeId, Flow, LaneId, Node, NodeId } from '../graph/graph.ts';
import type { Changes, PartChange } from './changes.ts';

export interface Union {
  readonly flow: Flow;
  /** What a part of the union is a change of; of an edge that leads elsewhere, also where it led. */
  readonly changes: Readonly<Record<'lanes' | 'nodes' | 'edges' | 'loops', ReadonlyMap<string, PartChange>>>;
}

/**
 * Ids are those of the new flow; what was removed keeps its own where that is free. Loops that were removed are left
 * out: they would claim cycles that others have now.
 */
export function unionOf(changes: Changes): Union {
  const { before, after, pairs } = changes;
  const parts = changes.changes.filter((change): change is PartChange => !isWhole(change.what));
  const nodeIds = ghostIds(before.nodes.keys(), pairs.nodes.newOf, new Set(after.nodes.keys()));
  const nodes = mergedNodes(changes, nodeIds);
  const ghosts = ghostEdges(changes, parts, nodeIds);
  const flow: Flow = {
    ...after,
    lanes: merged(before.lanes, after.lanes, pairs.lanes.newOf).map((lane) => {
      return { ...lane, nodes: nodes.filter((node) => node.lane === lane.id).map(({ id }) => id) };
    }),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    edges: [...after.edges, ...ghosts.map(({ edge }) => edge)],
  };
  return { flow, changes: { ...changesById(parts, nodeIds), edges: edgeChanges(parts, ghosts) } };
}

type ById = ReadonlyMap<string, PartChange>;

function changesById(
  parts: readonly PartChange[],
  nodeIds: ReadonlyMap<NodeId, NodeId>,
): Omit<Union['changes'], 'edges'> {
  const of = (what: PartChange['what']): readonly PartChange[] => parts.filter((change) => change.what === what);
  const named = (old: NodeId): NodeId => nodeIds.get(old) ?? old;
  return {
    lanes: byId(of('lane'), (old) => old),
    nodes: byId(of('node'), named),
    loops: byId(of('loop').filter(isHere), (old) => old),
  };
}

function edgeChanges(parts: readonly PartChange[], ghosts: readonly Ghost[]): ById {
  const here = parts.filter((change) => change.what === 'edge' && isHere(change));
  return new Map([...byId(here, (old) => old), ...ghosts.map(({ edge, change }) => [edge.id, change] as const)]);
}

function isHere({ kind }: PartChange): boolean {
  return kind !== 'removed';
}

/** `nameOf`: what the union calls a part that was removed. */
function byId(parts: readonly PartChange[], nameOf: (old: string) => string): ById {
  return new Map(parts.map((change) => [idIn(change, nameOf), change]));
}

function isWhole(what: Changes['changes'][number]['what']): boolean {
  return what === 'title' || what === 'description' || what === 'lane-order';
}

function idIn(change: PartChange, idOf: (old: string) => string): string {
  return change.kind === 'removed' ? idOf(change.before.id) : change.after.id;
}

/** For all that has no partner: `n5`, or `n5-old` where the new flow has another `n5`. */
function ghostIds(
  olds: Iterable<string>,
  newOf: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const ids = new Map<string, string>();
  for (const old of olds) {
    if (newOf.has(old)) continue;
    let id = old;
    while (used.has(id)) id += '-old';
    used.add(id);
    ids.set(old, id);
  }
  return ids;
}

/** Each part that has no partner after the one it came after. */
function merged<P extends { readonly id: string }>(
  before: Iterable<P>,
  after: Iterable<P>,
  newOf: ReadonlyMap<string, string>,
): readonly P[] {
  const behind = new Map<string, P[]>([['', []]]);
  let last = '';
  for (const part of before) {
    const partner = newOf.get(part.id);
    if (partner !== undefined) last = partner;
    else behind.set(last, [...(behind.get(last) ?? []), part]);
  }
  return [...(behind.get('') ?? []), ...[...after].flatMap((part) => [part, ...(behind.get(part.id) ?? [])])];
}

function mergedNodes({ before, after, pairs }: Changes, ids: ReadonlyMap<NodeId, NodeId>): readonly Node[] {
  const laneOf = (lane: LaneId): LaneId => pairs.lanes.newOf.get(lane) ?? lane;
  return merged(before.nodes.values(), after.nodes.values(), pairs.nodes.newOf).map((node) => {
    if (after.nodes.get(node.id) === node) return node;
    return { ...node, id: ids.get(node.id) ?? node.id, lane: laneOf(node.lane) };
  });
}

interface Ghost {
  readonly edge: Edge;
  readonly change: PartChange;
}

/** Edges that are gone, and those that led elsewhere. */
function ghostEdges(
  { after, pairs }: Changes,
  parts: readonly PartChange[],
  nodeIds: ReadonlyMap<NodeId, NodeId>,
): readonly Ghost[] {
  const here = (node: NodeId): NodeId => pairs.nodes.newOf.get(node) ?? nodeIds.get(node) ?? node;
  const taken = new Set<EdgeId>(after.edges.map(({ id }) => id));
  return parts.flatMap((change): readonly Ghost[] => {
    if (change.what !== 'edge' || change.kind === 'added') return [];
    const isElsewhere =
      change.kind === 'changed' && change.aspects.some(({ kind }) => kind === 'from' || kind === 'to');
    if (change.kind === 'changed' && !isElsewhere) return [];
    const { before: old } = change;
    const [id = old.id] = ghostIds([old.id], new Map(), taken).values();
    taken.add(id);
    const edge = {
      ...old,
      id,
      from: { ...old.from, node: here(old.from.node) },
      to: { ...old.to, node: here(old.to.node) },
    };
    return [{ edge, change: { what: 'edge', kind: 'removed', before: old } }];
  });
}
