import { problem } from '../../diagnostics/diagnostic.ts';
import { knownLoops } from '../loops.ts';
import type { Rule } from '../rule.ts';
import { writtenLoop } from '../written.ts';

/** A limit that allows no second round. */
export const loopRunsOnce: Rule = {
  code: 'loop-runs-once',
  check(subject, report) {
    for (const { loop, fact } of knownLoops(subject)) {
      if (fact.condition.kind !== 'limit' || fact.condition.rounds > 0) continue;
      const written = writtenLoop(subject, loop)?.statement.condition;
      report(
        problem('loop-runs-once', written?.span ?? loop.span, `'${loop.condition}' repeats nothing.`, {
          hint: 'Attempts and times count the first round too; write a larger number, or remove the loop.',
        }),
      );
    }
  },
};
