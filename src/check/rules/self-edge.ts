import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A step that repeats itself at once; usually a slip of the pen. */
export const selfEdge: Rule = {
  code: 'self-edge',
  check({ flow }, report) {
    for (const edge of flow.edges) {
      if (edge.from.node !== edge.to.node) continue;
      report(problem('self-edge', edge.span, `'${edge.from.node}' leads to itself.`));
    }
  },
};
