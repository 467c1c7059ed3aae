import type { RunRule } from '../rule.ts';
import { arrow, spanOfEdge } from '../steps.ts';

/** An edge that no token ever takes, though its step happens: a limit keeps it away from every run. */
export const deadEdge: RunRule<'dead-edge'> = {
  code: 'dead-edge',
  tell: ({ flow }, { edge }) => ({
    span: spanOfEdge(flow, edge),
    message: `No run takes ${arrow(flow, edge)}.`,
    hint: 'Remove it, or change the condition of the loop that keeps runs from it.',
  }),
};
