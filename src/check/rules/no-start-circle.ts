import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A flow whose only way in is not drawn as a circle. */
export const noStartCircle: Rule = {
  code: 'no-start-circle',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const { how, starts } = machine.facts.start;
    const start = flow.nodes.get(starts[0] ?? '');
    if (how !== 'source' || start === undefined || start.shape === 'circle') return;
    report(
      problem('no-start-circle', start.span, `No start circle; runs begin at '${start.label}'.`, {
        hint: 'Draw a circle without ways in before it.',
      }),
    );
  },
};
