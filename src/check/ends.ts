import type { Node } from '../graph/graph.ts';
import type { Subject } from './rule.ts';

/** Circles that can be reached and that nothing leads on from. */
export function endCircles({ flow, machine }: Pick<Subject, 'flow' | 'machine'>): readonly Node[] {
  return [...flow.nodes.values()].filter(
    (node) => node.shape === 'circle' && machine.exits.get(node.id)?.kind === 'end',
  );
}
