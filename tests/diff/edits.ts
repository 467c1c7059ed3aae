// Single edits of a flow, each with the change that it is.

import type { Edge, EdgeId, Flow, Loop, Node, NodeId } from '../../src/graph/graph.ts';

/** Every id anew; labels stay, also those that were the id. */
export function renumbered(flow: Flow, nameOf: (id: NodeId, place: number) => NodeId): Flow {
  const names = new Map([...flow.nodes.keys()].map((id, place) => [id, nameOf(id, place)]));
  const named = (id: NodeId): NodeId => names.get(id) ?? id;
  return {
    ...flow,
    lanes: flow.lanes.map((lane) => ({ ...lane, nodes: lane.nodes.map(named) })),
    nodes: new Map(
      [...flow.nodes.values()].map((node) => {
        const id = named(node.id);
        return [id, { ...node, id, label: node.label === node.id ? id : node.label }];
      }),
    ),
    edges: flow.edges.map((edge) => ({
      ...edge,
      from: { ...edge.from, node: named(edge.from.node) },
      to: { ...edge.to, node: named(edge.to.node) },
    })),
    loops: flow.loops.map((loop) => ({ ...loop, members: loop.members.map(named) })),
  };
}

export function withNode(flow: Flow, node: Node): Flow {
  const old = flow.nodes.get(node.id);
  const lanes = flow.lanes.map((lane) => {
    if (old?.lane === node.lane || (lane.id !== node.lane && lane.id !== old?.lane)) return lane;
    const others = lane.nodes.filter((id) => id !== node.id);
    return { ...lane, nodes: lane.id === node.lane ? [...others, node.id] : others };
  });
  return { ...flow, lanes, nodes: new Map([...flow.nodes, [node.id, node]]) };
}

/** Without its edges, and out of all loops. */
export function withoutNode(flow: Flow, id: NodeId): Flow {
  return {
    ...flow,
    lanes: flow.lanes.map((lane) => ({ ...lane, nodes: lane.nodes.filter((node) => node !== id) })),
    nodes: new Map([...flow.nodes].filter(([node]) => node !== id)),
    edges: flow.edges.filter(({ from, to }) => from.node !== id && to.node !== id),
    loops: flow.loops.map((loop) => ({ ...loop, members: loop.members.filter((member) => member !== id) })),
  };
}

export function withEdge(flow: Flow, edge: Edge): Flow {
  return { ...flow, edges: flow.edges.map((each) => (each.id === edge.id ? edge : each)) };
}

export function withoutEdge(flow: Flow, id: EdgeId): Flow {
  return { ...flow, edges: flow.edges.filter((edge) => edge.id !== id) };
}

export function withLoop(flow: Flow, loop: Loop): Flow {
  return { ...flow, loops: flow.loops.map((each) => (each.id === loop.id ? loop : each)) };
}

/** Two edges change places, and so their numbers. */
export function withSwapped(flow: Flow, one: EdgeId, other: EdgeId): Flow {
  const swap: Readonly<Record<string, EdgeId>> = { [one]: other, [other]: one };
  const byId = new Map(flow.edges.map((edge) => [edge.id, edge]));
  const edges = flow.edges.map((edge) => ({ ...(byId.get(swap[edge.id] ?? edge.id) ?? edge), id: edge.id }));
  return { ...flow, edges };
}
