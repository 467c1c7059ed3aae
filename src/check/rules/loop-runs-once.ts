import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { writtenLoop } from '../written.ts';

/** A limit that allows no second round. */
export const loopRunsOnce: Rule = {
  code: 'loop-runs-once',
  check(subject, report) {
    subject.machine.facts.loops.forEach(({ condition }, index) => {
      const loop = subject.flow.loops[index];
      if (loop === undefined || condition.kind !== 'limit' || condition.rounds > 0) return;
      const written = writtenLoop(subject, loop)?.statement.condition;
      report(
        problem('loop-runs-once', written?.span ?? loop.span, `'${loop.condition}' repeats nothing.`, {
          hint: 'Attempts and times count the first round too; write a larger number, or remove the loop.',
        }),
      );
    });
  },
};
