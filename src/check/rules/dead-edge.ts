import type { Edge, LoopId } from '../../graph/graph.ts';
import { removingSlot, stoppingSlot } from '../../interpreter/limits.ts';
import { loadState } from '../../interpreter/position.ts';
import type { Search } from '../../interpreter/search-space.ts';
import type { RunRule, Subject, Telling } from '../rule.ts';
import { elsewhere } from '../say.ts';
import { arrow, edgeIn, spanOfEdge, spanOfNode, stepsOf } from '../steps.ts';
import { shortestVisit, type Visit } from '../visits.ts';

/** An edge that no token ever takes, though its step happens: a limit keeps it away from every run. */
export const deadEdge: RunRule<'dead-edge'> = {
  code: 'dead-edge',
  tell: (subject, { edge: id }) => {
    const { flow, exploration } = subject;
    const edge = edgeIn(flow, id);
    const visit = edge && exploration && shortestVisit(exploration, edge.from.node);
    return {
      span: spanOfEdge(flow, id),
      message: `No run takes ${arrow(flow, id)}.`,
      hint: 'Remove it, or change the condition of the loop that keeps runs from it.',
      ...(edge !== undefined && visit !== undefined && shown(subject, edge, visit)),
    };
  },
};

/** The run to the step that the edge leaves, and there why it does not go on by it: `n4 without 'Yes', …`. */
function shown(
  { flow, machine }: Subject,
  { id, from }: Edge,
  { witness, search, place }: Visit,
): Pick<Telling, 'related' | 'steps' | 'witness'> {
  const { tables } = machine;
  const node = tables.numberOf.get(from.node) ?? -1;
  const options = tables.words.options(node);
  const option = options.findIndex(({ edges }) => edges.includes(id));
  loadState(search.position, search.space, place.state);
  const kept = keeperOf(search, node, (tables.firstWay[node] ?? 0) + option);
  const loop = flow.loops.find((each) => each.id === kept?.loop);
  const why = loop === undefined ? '' : `, since '${loop.condition}' ${kept?.isUsedUp ? 'is used up' : 'goes on'}`;
  const last = elsewhere(`${from.node} without '${options[option]?.answer ?? id}'${why}`, spanOfNode(flow, from.node));
  return {
    related: loop === undefined ? [] : [elsewhere('the loop that keeps runs from it', loop.span)],
    steps: [...stepsOf(flow, { ...witness, steps: witness.steps.slice(0, -1) }), last],
    witness,
  };
}

interface Keeper {
  readonly loop: LoopId | undefined;
  /** No rounds are left; else some are, and the loop has to use them. */
  readonly isUsedUp: boolean;
}

/** The loop that takes a way off the table in the state that is loaded. */
function keeperOf({ position }: Search, node: number, way: number): Keeper | undefined {
  const slot = removingSlot(position, node, way);
  if (slot === -1) return undefined;
  return { loop: position.tables.counted[slot], isUsedUp: stoppingSlot(position, way) !== -1 };
}
