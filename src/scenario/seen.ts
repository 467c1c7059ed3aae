import type { EdgeId, LaneId, NodeId } from '../graph/graph.ts';
import type { Run, TraceEvent } from '../interpreter/machine.ts';
import { eventsOf } from '../interpreter/step.ts';

/** What a run went through, gathered in one pass over its events. */
export interface Seen {
  readonly path: readonly NodeId[];
  readonly visits: ReadonlyMap<NodeId, number>;
  /** The first step of each node, edge and lane; replies count as edges. */
  readonly nodeStep: ReadonlyMap<NodeId, number>;
  readonly edgeStep: ReadonlyMap<EdgeId, number>;
  readonly laneStep: ReadonlyMap<LaneId, number>;
  /** By decision how often each answer was given. */
  readonly answers: ReadonlyMap<NodeId, ReadonlyMap<string, number>>;
}

export function seenIn(run: Run): Seen {
  const seen = {
    path: [] as NodeId[],
    visits: new Map<NodeId, number>(),
    nodeStep: new Map<NodeId, number>(),
    edgeStep: new Map<EdgeId, number>(),
    laneStep: new Map<LaneId, number>(),
    answers: new Map<NodeId, Map<string, number>>(),
  };
  for (const event of eventsOf(run)) {
    seen.path.push(event.node);
    seen.visits.set(event.node, event.visit);
    noteFirst(seen.nodeStep, event.node, event.step);
    noteFirst(seen.laneStep, event.lane, event.step);
    for (const edge of event.out) noteFirst(seen.edgeStep, edge, event.step);
    for (const edge of event.replies) noteFirst(seen.edgeStep, edge, event.step);
    noteAnswer(seen.answers, event);
  }
  return seen;
}

function noteFirst(steps: Map<string, number>, id: string, step: number): void {
  if (!steps.has(id)) steps.set(id, step);
}

function noteAnswer(answers: Map<NodeId, Map<string, number>>, { node, answer }: TraceEvent): void {
  if (answer === undefined) return;
  const own = answers.get(node) ?? new Map<string, number>();
  answers.set(node, own);
  own.set(answer, (own.get(answer) ?? 0) + 1);
}
