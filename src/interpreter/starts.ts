import type { Flow } from '../graph/graph.ts';
import { type Graph, groupOf, type NumberedFlow } from '../graph/paths.ts';
import type { StartFact } from './machine.ts';

/** Where runs begin, semantics.md 2.1, in numbers. */
export interface Starts {
  readonly how: StartFact['how'];
  readonly nodes: readonly number[];
}

export function findStarts(flow: Flow, { graph, ids }: NumberedFlow): Starts {
  if (ids.length === 0) return { how: 'none', nodes: [] };
  const sources = [...ids.keys()].filter((node) => groupOf(graph.incoming, node).length === 0);
  const circles = sources.filter((node) => isCircle(flow, ids[node]) && hasWayOut(graph, node));
  if (circles.length > 0) return { how: 'circles', nodes: circles };
  if (sources.length === 1) return { how: 'source', nodes: sources };
  return { how: 'guessed', nodes: [guess(flow, graph, ids, sources)] };
}

/** A node without any edge is rather a leftover than the beginning; where all have ways in, a circle that goes on was meant. */
function guess(flow: Flow, graph: Graph, ids: NumberedFlow['ids'], sources: readonly number[]): number {
  const source = sources.find((node) => hasWayOut(graph, node)) ?? sources[0];
  const circle = [...ids.keys()].find((node) => isCircle(flow, ids[node]) && hasWayOut(graph, node));
  return source ?? circle ?? 0;
}

function isCircle(flow: Flow, id: string | undefined): boolean {
  return id !== undefined && flow.nodes.get(id)?.shape === 'circle';
}

function hasWayOut(graph: Graph, node: number): boolean {
  return groupOf(graph.outgoing, node).length > 0;
}
