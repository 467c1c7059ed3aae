import { problem } from '../../diagnostics/diagnostic.ts';
import { addCircle, freeNumber } from '../amend.ts';
import { endCircles } from '../ends.ts';
import type { Rule } from '../rule.ts';
import { startWithoutCircle } from '../starts.ts';

/** A step behind which nothing comes, in a flow that draws its other ends as circles. */
export const implicitEnd: Rule = {
  code: 'implicit-end',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    if (endCircles(subject).length === 0) return;
    const left = new Set(flow.edges.map((edge) => edge.from.node)); // a reply is a way on for the reader
    const ending = [...flow.nodes.values()].filter(({ id, shape }) => {
      return shape !== 'circle' && shape !== 'diamond' && !left.has(id) && machine.exits.get(id)?.kind === 'end';
    });
    if (ending.length === 0) return;
    let number = freeNumber(flow) + (startWithoutCircle(subject) === undefined ? 0 : 1);
    for (const node of ending) {
      report(
        problem('implicit-end', node.span, `'${node.label}' ends without an end circle.`, {
          hint: 'Draw an edge from it to a circle, or on to the next step.',
          fixes: addCircle(subject, node, `n${number++}`, 'end'),
        }),
      );
    }
  },
};
