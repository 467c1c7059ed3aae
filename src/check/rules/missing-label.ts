import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** A node that shows its id, since the author gave it no words. */
export const missingLabel: Rule = {
  code: 'missing-label',
  check({ flow }, report) {
    for (const node of flow.nodes.values()) {
      if (node.attributes.get('label') || node.attributes.get('description')) continue;
      report(
        problem('missing-label', node.span, `'${node.id}' has neither label nor description.`, {
          hint: 'Write label:"…" after its shape.',
        }),
      );
    }
  },
};
