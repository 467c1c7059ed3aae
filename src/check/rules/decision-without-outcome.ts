import { problem } from '../../diagnostics/diagnostic.ts';
import { decisionsOf } from '../decisions.ts';
import type { Rule } from '../rule.ts';

/** A diamond that asks and then leads nowhere. */
export const decisionWithoutOutcome: Rule = {
  code: 'decision-without-outcome',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const entered = new Set(flow.edges.map((edge) => edge.to.node));
    for (const { node, ways } of decisionsOf(flow)) {
      const isIsolated = flow.nodes.size > 1 && !entered.has(node.id);
      const asksForLoop = machine.exits.get(node.id)?.kind === 'choose';
      if (ways.length > 0 || isIsolated || asksForLoop) continue;
      report(
        problem('decision-without-outcome', node.span, `Decision '${node.label}' has no way out.`, {
          hint: 'Draw an edge for each answer, with the answer as its label.',
        }),
      );
    }
  },
};
