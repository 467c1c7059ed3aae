import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A flow with several ways in or none, and no start circle to choose by. */
export const startGuessed: Rule = {
  code: 'start-guessed',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const { how, starts } = machine.facts.start;
    const start = flow.nodes.get(starts[0] ?? '');
    if (how !== 'guessed' || start === undefined) return;
    report(
      problem('start-guessed', start.span, `It is not clear where runs begin; '${start.label}' is taken.`, {
        hint: 'Draw a circle without ways in as the start.',
      }),
    );
  },
};
