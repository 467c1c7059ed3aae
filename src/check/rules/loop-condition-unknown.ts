import { problem } from '../../diagnostics/diagnostic.ts';
import { knownLoops } from '../loops.ts';
import type { Rule } from '../rule.ts';
import { writtenLoop } from '../written.ts';

/** Words in the brackets of a loop that say neither until, while nor how often. */
export const loopConditionUnknown: Rule = {
  code: 'loop-condition-unknown',
  check(subject, report) {
    for (const { loop, fact } of knownLoops(subject)) {
      if (fact.condition.kind !== 'open' || !fact.condition.guessed) continue;
      const written = writtenLoop(subject, loop)?.statement.condition;
      const message =
        loop.condition === ''
          ? 'A loop without a condition is read as one without limit.'
          : `'${loop.condition}' is read as a condition without limit.`;
      report(
        problem('loop-condition-unknown', written?.span ?? loop.span, message, {
          hint: 'Write until …, while …, up to 3 times, repeat 3 times or for each ….',
        }),
      );
    }
  },
};
