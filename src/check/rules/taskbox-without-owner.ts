import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A taskbox is a step for somebody; this one does not say for whom. */
export const taskboxWithoutOwner: Rule = {
  code: 'taskbox-without-owner',
  check({ flow }, report) {
    for (const node of flow.nodes.values()) {
      if (node.shape !== 'taskbox' || node.attributes.get('owner')) continue;
      report(
        problem('taskbox-without-owner', node.span, `Nobody owns the task '${node.label}'.`, {
          hint: 'Write owner:"…" after its label.',
        }),
      );
    }
  },
};
