import { problem } from '../../diagnostics/diagnostic.ts';
import { endCircles } from '../ends.ts';
import type { Rule } from '../rule.ts';

/** A step behind which nothing comes, in a flow that draws its other ends as circles. */
export const implicitEnd: Rule = {
  code: 'implicit-end',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    if (endCircles({ flow, machine }).length === 0) return;
    const left = new Set(flow.edges.map((edge) => edge.from.node)); // a reply is a way on for the reader
    for (const node of flow.nodes.values()) {
      const ends = machine.exits.get(node.id)?.kind === 'end' && !left.has(node.id);
      if (!ends || node.shape === 'circle' || node.shape === 'diamond') continue;
      report(
        problem('implicit-end', node.span, `'${node.label}' ends without an end circle.`, {
          hint: 'Draw an edge from it to a circle, or on to the next step.',
        }),
      );
    }
  },
};
