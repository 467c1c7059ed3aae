import type { Flow, LaneId, NodeId } from './graph.ts';

/** How a node is written in a lane: with its own lane before it when that is another one. */
export function referenceIn(lane: LaneId | undefined, id: NodeId, { nodes }: Flow): string {
  const home = nodes.get(id)?.lane ?? lane;
  return home === lane ? id : `${home}.${id}`;
}
