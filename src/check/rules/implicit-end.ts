import { problem } from '../../diagnostics/diagnostic.ts';
import { endCircles } from '../ends.ts';
import type { Rule } from '../rule.ts';

/** A step behind which nothing comes, in a flow that draws its other ends as circles. */
export const implicitEnd: Rule = {
  code: 'implicit-end',
  check({ flow, machine }, report) {
    if (endCircles({ flow, machine }).length === 0) return;
    for (const node of flow.nodes.values()) {
      const ends = machine.exits.get(node.id)?.kind === 'end';
      if (!ends || node.shape === 'circle' || node.shape === 'diamond') continue;
      report(
        problem('implicit-end', node.span, `'${node.label}' ends without an end circle.`, {
          hint: 'Draw an edge from it to a circle, or on to the next step.',
        }),
      );
    }
  },
};
