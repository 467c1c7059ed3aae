import type { RunRule } from '../rule.ts';
import { labelOf, spanOfNode, stepsOf } from '../steps.ts';

/** An end circle ends its own branch, and not the run. */
export const earlyEnd: RunRule<'early-end'> = {
  code: 'early-end',
  tell: ({ flow }, { node, witness }) => ({
    span: spanOfNode(flow, node),
    message: `The end '${labelOf(flow, node)}' is reached while other branches still run.`,
    steps: stepsOf(flow, witness),
  }),
};
