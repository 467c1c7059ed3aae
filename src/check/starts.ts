import type { Node } from '../graph/graph.ts';
import type { Subject } from './rule.ts';

/** The one node where runs begin, when it is not drawn as a circle. */
export function startWithoutCircle({ flow, machine }: Pick<Subject, 'flow' | 'machine'>): Node | undefined {
  const { how, starts } = machine.facts.start;
  const start = flow.nodes.get(starts[0] ?? '');
  return how === 'source' && start?.shape !== 'circle' ? start : undefined;
}
