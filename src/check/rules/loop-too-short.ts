import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** One node alone says neither where a round begins nor where it ends. */
export const loopTooShort: Rule = {
  code: 'loop-too-short',
  isAboutWhole: true,
  check({ flow }, report) {
    for (const loop of flow.loops) {
      if (loop.members.length > 1) continue;
      report(
        problem('loop-too-short', loop.span, 'A loop names at least two nodes.', {
          hint: 'List all nodes that are repeated.',
        }),
      );
    }
  },
};
