import type { EdgeId, Flow } from '../../graph/graph.ts';
import type { RunRule } from '../rule.ts';
import { edgeIn, spanOfNode, stepsOf } from '../steps.ts';

/** A join whose number of branches differs from run to run: semantics.md 7.2. */
export const mixedMerge: RunRule<'mixed-merge'> = {
  code: 'mixed-merge',
  tell: ({ flow }, { node, many, few }) => ({
    span: spanOfNode(flow, node),
    message: `'${node}' waits for ${sourcesOf(flow, many.edges)} in some runs and for ${sourcesOf(flow, few.edges)} in others.`,
    steps: stepsOf(flow, few.witness),
  }),
};

/** `n3, n4`. */
function sourcesOf(flow: Flow, edges: readonly EdgeId[]): string {
  return edges.map((edge) => edgeIn(flow, edge)?.from.node ?? edge).join(', ');
}
