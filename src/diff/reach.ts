import type { EdgeId, NodeId } from '../graph/graph.ts';
import { groupOf } from '../graph/paths.ts';
import type { Exploration } from '../interpreter/exploration.ts';

/** What some run gets to. Undefined where the budget ended before it was known. */
export interface Reach {
  readonly node: (id: NodeId) => boolean | undefined;
  /** Also undefined for replies, which no token takes. */
  readonly edge: (id: EdgeId) => boolean | undefined;
}

export function reachOf({ machine, search, isComplete }: Exploration): Reach {
  const { nodes, edges, firstWay, waysOut, drawnCount } = machine.tables;
  const fired = new Set<NodeId>();
  const taken = new Set<EdgeId>();
  nodes.forEach((node, place) => {
    for (let way = firstWay[place] ?? 0; way < (firstWay[place + 1] ?? 0); way++) {
      if (search.notes.isTaken[way] !== 1) continue;
      fired.add(node);
      for (const edge of groupOf(waysOut, way)) if (edge < drawnCount) taken.add(edges[edge] ?? '');
    }
  });
  const unreachable = new Set(machine.facts.unreachable);
  const sources = new Map(machine.flow.edges.map(({ id, from }) => [id, from.node]));
  const isOut = (node: NodeId | undefined): boolean => isComplete || unreachable.has(node ?? '');
  const known = (found: boolean, isKnown: boolean): boolean | undefined => (found || isKnown ? found : undefined);
  return {
    node: (id) => known(fired.has(id), isOut(id)),
    edge: (id) => (machine.replies.has(id) ? undefined : known(taken.has(id), isOut(sources.get(id)))),
  };
}
