import { problem } from '../../diagnostics/diagnostic.ts';
import { decisionsOf, waysByLabel } from '../decisions.ts';
import type { Rule } from '../rule.ts';
import { elsewhere } from '../say.ts';

/** Two answers of the same name: no run could say which of them it means. */
export const duplicateOutcome: Rule = {
  code: 'duplicate-outcome',
  isAboutWhole: true,
  check({ flow }, report) {
    for (const { node, ways } of decisionsOf(flow)) {
      for (const [label, [first, ...others]] of waysByLabel(ways)) {
        const [second] = others;
        if (label === undefined || first === undefined || second === undefined) continue;
        const count = others.length === 1 ? 'Two' : others.length + 1;
        report(
          problem(
            'duplicate-outcome',
            second.span,
            `${count} ways out of '${node.label}' are called '${first.label}'.`,
            {
              hint: 'Give each answer a name of its own.',
              related: [first, ...others.slice(1)].map(({ span }) => elsewhere('called the same', span)),
            },
          ),
        );
      }
    }
  },
};
