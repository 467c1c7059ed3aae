import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** Question marks of several scripts. */
const asks = /[?\uFF1F\u061F\u037E\u055E]\s*$/u;

/** A diamond whose words do not ask anything. */
export const decisionQuestion: Rule = {
  code: 'decision-question',
  check({ flow }, report) {
    for (const node of flow.nodes.values()) {
      if (node.shape !== 'diamond' || node.label === node.id || asks.test(node.label)) continue;
      report(
        problem('decision-question', node.span, 'A decision reads best as a question.', {
          hint: `Ask what the ways out answer, as in "Is it in stock?".`,
        }),
      );
    }
  },
};
