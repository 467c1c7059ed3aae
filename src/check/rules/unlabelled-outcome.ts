import { problem } from '../../diagnostics/diagnostic.ts';
import { decisionsOf, waysByLabel } from '../decisions.ts';
import type { Rule } from '../rule.ts';
import { elsewhere } from '../say.ts';

/** Ways out of a diamond that nobody can tell apart; one without a label is what happens otherwise. */
export const unlabelledOutcome: Rule = {
  code: 'unlabelled-outcome',
  isAboutWhole: true,
  check({ flow }, report) {
    for (const { node, ways } of decisionsOf(flow)) {
      const [first, ...others] = waysByLabel(ways).get(undefined) ?? [];
      if (first === undefined || others.length === 0) continue;
      const message = `${others.length + 1} ways out of '${node.label}' have no label.`;
      report(
        problem('unlabelled-outcome', first.span, message, {
          hint: 'Write the answer that takes this way: [label="Yes"].',
          related: others.map(({ span }) => elsewhere('without a label too', span)),
        }),
      );
    }
  },
};
