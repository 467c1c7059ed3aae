import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A circle in the middle of a flow is an event on the way, neither start nor end. */
export const intermediateCircle: Rule = {
  code: 'intermediate-circle',
  isAboutWhole: true,
  check({ flow }, report) {
    const left = new Set(flow.edges.map((edge) => edge.from.node));
    const entered = new Set(flow.edges.map((edge) => edge.to.node));
    for (const node of flow.nodes.values()) {
      if (node.shape !== 'circle' || !left.has(node.id) || !entered.has(node.id)) continue;
      const message = `The circle '${node.label}' has edges in and out: an event on the way.`;
      report(problem('intermediate-circle', node.span, message));
    }
  },
};
