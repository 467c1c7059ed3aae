import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A lane without nodes is drawn, and rarely meant. */
export const emptyLane: Rule = {
  code: 'empty-lane',
  isAboutWhole: true,
  check({ flow }, report) {
    for (const lane of flow.lanes) {
      if (lane.nodes.length > 0) continue;
      report(problem('empty-lane', lane.span, `Lane '${lane.label}' has no nodes.`));
    }
  },
};
