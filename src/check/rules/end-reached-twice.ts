import type { RunRule } from '../rule.ts';
import { labelOf, spanOfNode, stepsOf } from '../steps.ts';

/** What is done is done again in the same run. */
export const endReachedTwice: RunRule<'end-reached-twice'> = {
  code: 'end-reached-twice',
  tell: ({ flow }, { node, witness }) => ({
    span: spanOfNode(flow, node),
    message: `One run can reach the end '${labelOf(flow, node)}' twice.`,
    hint: 'A branch ends here while another goes back; join the branches before the way back.',
    steps: stepsOf(flow, witness),
  }),
};
