import type { Flow, NodeId } from '../graph/graph.ts';
import type { NumberedFlow } from '../graph/paths.ts';
import type { Cycles } from './back-edges.ts';
import type { Decisions } from './decisions.ts';
import type { Bindings } from './loops.ts';
import type { Condition } from './machine.ts';
import type { Starts } from './starts.ts';
import type { Tracks } from './ways.ts';

/** What is known about a flow on the way to its machine. */
export interface Plan {
  readonly flow: Flow;
  readonly numbered: NumberedFlow;
  readonly starts: Starts;
  readonly cycles: Cycles;
  readonly bindings: Bindings;
  readonly tracks: Tracks;
  readonly decisions: Decisions;
  /** By loop. */
  readonly conditions: readonly Condition[];
}

export function namesOf({ numbered }: Plan, nodes: readonly number[]): NodeId[] {
  return nodes.map((node) => numbered.ids[node] ?? '');
}

export interface NamedEnds {
  readonly from: NodeId;
  readonly to: NodeId;
}

export function namedEnds({ numbered }: Plan, { from, to }: { readonly from: number; readonly to: number }): NamedEnds {
  return { from: numbered.ids[from] ?? '', to: numbered.ids[to] ?? '' };
}
