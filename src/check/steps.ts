/** Runs, edges and cycles in the words of the author: ids and answers, and where they stand. */

import type { Related } from '../diagnostics/diagnostic.ts';
import type { Edge, EdgeId, Flow, NodeId } from '../graph/graph.ts';
import type { Witness, WitnessStep } from '../interpreter/exploration.ts';
import type { Span } from '../source/source.ts';

const nowhere: Span = { start: 0, end: 0 };

/** One place per step of a run, the round it goes on with once: `n12`, `n13=No`. */
export function stepsOf(flow: Flow, { steps, cycle }: Witness): Related[] {
  return [...steps, ...cycle].map((step) => ({
    message: wordOf(step),
    span: spanOfNode(flow, step.node),
    file: undefined,
  }));
}

function wordOf({ node, answer }: WitnessStep): string {
  return answer === undefined ? node : `${node}=${answer}`;
}

export function spanOfNode({ nodes }: Flow, id: NodeId): Span {
  return nodes.get(id)?.span ?? nowhere;
}

export function labelOf({ nodes }: Flow, id: NodeId): string {
  return nodes.get(id)?.label ?? id;
}

export function spanOfEdge(flow: Flow, id: EdgeId): Span {
  return edgeIn(flow, id)?.span ?? nowhere;
}

/** `n3 → n8`; the edge that a loop assumes is told by the name of the loop. */
export function arrow(flow: Flow, id: EdgeId): string {
  const edge = edgeIn(flow, id);
  return edge === undefined ? id : `${edge.from.node} → ${edge.to.node}`;
}

/** Longer rounds are told by how they begin and how they close. */
const longRound = 8;

/** `n5 → n6 → n5`. */
export function roundOf(cycle: readonly WitnessStep[]): string {
  const nodes = cycle.map(({ node }) => node);
  const shown = nodes.length <= longRound ? nodes : [...nodes.slice(0, longRound - 2), '…', ...nodes.slice(-1)];
  return [...shown, ...nodes.slice(0, 1)].join(' → ');
}

/** The edge of a loop that is only assumed is none of the drawing. */
export function edgeIn(flow: Flow, id: EdgeId): Edge | undefined {
  const number = Number(id.slice(1));
  const edge = flow.edges[number - 1];
  return edge?.id === id ? edge : flow.edges.find((each) => each.id === id);
}
