import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';
import { stepsTo } from '../visits.ts';

/** An answer drawn as an edge back to the step that asked. */
export const replyEdge: Rule = {
  code: 'reply-edge',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    for (const { id, from, to, span } of flow.edges) {
      const steps = machine.replies.has(id) ? stepsTo(subject, from.node) : undefined;
      if (steps === undefined) continue;
      const way = `${from.node} → ${to.node}`;
      report(
        problem('reply-edge', span, `${way} is read as the answer to ${to.node}; it does not start it again.`, {
          hint: 'For a repetition write a loop that names both, or use --strict-tokens.',
          steps,
        }),
      );
    }
  },
};
