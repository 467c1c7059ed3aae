import { problem } from '../../diagnostics/diagnostic.ts';
import { reshape } from '../amend.ts';
import { decisionsOf } from '../decisions.ts';
import type { Rule } from '../rule.ts';

/** A diamond with nothing to decide. */
export const singleOutcome: Rule = {
  code: 'single-outcome',
  isAboutWhole: true,
  check(subject, report) {
    for (const { node, ways } of decisionsOf(subject.flow)) {
      const [way] = ways;
      const asksForLoop = subject.machine.exits.get(node.id)?.kind === 'choose';
      if (way === undefined || ways.length > 1 || way.to.node === node.id || asksForLoop) continue;
      report(
        problem('single-outcome', node.span, `Decision '${node.label}' has one way out.`, {
          hint: 'Draw the other answer, or make it a rectangle.',
          fixes: reshape(subject, node, 'rectangle'),
        }),
      );
    }
  },
};
