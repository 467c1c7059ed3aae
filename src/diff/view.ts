import type { Flow, LaneId, Node, NodeId } from '../graph/graph.ts';
import { beginPairing, type Pairer, pairByKey } from './pairing.ts';

/** A flow as matching looks at it. */
export interface View {
  readonly nodes: readonly Node[];
  /** The lane in a name that both flows share. */
  readonly laneOf: (node: Node) => string;
  /** What leads to and from a node, in source order. */
  readonly links: ReadonlyMap<NodeId, readonly Link[]>;
}

export interface Link {
  readonly direction: 'in' | 'out';
  readonly node: NodeId;
  readonly label: string | undefined;
}

/** Two flows that can be compared: what one calls a lane, the other calls the same. */
export type Views = readonly [before: View, after: View];

export function viewsOf(before: Flow, after: Flow): Views {
  const { oldOf } = pairLanes(before, after);
  const shared = (lane: LaneId): string => {
    const old = oldOf.get(lane);
    return old === undefined ? `+${lane}` : `=${old}`;
  };
  return [viewOf(before, (lane) => `=${lane}`), viewOf(after, shared)];
}

/** By id, then by label. Lanes with the same nodes are found once nodes have partners. */
export function pairLanes(before: Flow, after: Flow): Pairer {
  const lanes = beginPairing();
  const both = [before.lanes, after.lanes] as const;
  pairByKey(lanes, both, [({ id }) => id, ({ id }) => id]);
  pairByKey(lanes, both, [({ label }) => label, ({ label }) => label], true);
  return lanes;
}

function viewOf(flow: Flow, laneName: (lane: LaneId) => string): View {
  const links = new Map<NodeId, Link[]>([...flow.nodes.keys()].map((id) => [id, []]));
  for (const { from, to, label } of flow.edges) {
    links.get(from.node)?.push({ direction: 'out', node: to.node, label });
    links.get(to.node)?.push({ direction: 'in', node: from.node, label });
  }
  return { nodes: [...flow.nodes.values()], laneOf: ({ lane }) => laneName(lane), links };
}

/** What the author called a node; undefined when it has only its id. */
export function nameOf({ id, label }: Node): string | undefined {
  return label === id ? undefined : label;
}
