import type { Edge, Flow, Node, NodeId } from '../graph/graph.ts';

/** A diamond and the edges drawn from it. */
export interface Decision {
  readonly node: Node;
  readonly ways: readonly Edge[];
}

/** In source order. */
export function decisionsOf(flow: Flow): Decision[] {
  const ways = new Map<NodeId, Edge[]>();
  for (const node of flow.nodes.values()) if (node.shape === 'diamond') ways.set(node.id, []);
  for (const edge of flow.edges) ways.get(edge.from.node)?.push(edge);
  return [...ways].flatMap(([id, own]) => {
    const node = flow.nodes.get(id);
    return node === undefined ? [] : [{ node, ways: own }];
  });
}

/** Ways under each label, without regard to case; `undefined` holds those without. */
export function waysByLabel(ways: readonly Edge[]): ReadonlyMap<string | undefined, readonly Edge[]> {
  const groups = new Map<string | undefined, Edge[]>();
  for (const way of ways) {
    const label = way.label?.trim().toLowerCase() || undefined;
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [way]);
    else group.push(way);
  }
  return groups;
}
