import type { RunRule } from '../rule.ts';
import { spanOfNode, stepsOf } from '../steps.ts';

const waiting = '; after one of them the other has to wait';

/** Two steps of parallel branches after which it depends on their order how the run goes on. */
export const orderDependent: RunRule<'order-dependent'> = {
  code: 'order-dependent',
  tell: ({ flow }, { nodes: [one, other], witnesses: [first, second] }) => ({
    span: spanOfNode(flow, one),
    message: `The result depends on which of '${one}' and '${other}' comes first.`,
    hint: 'Let one of them lead to the other, or join their branches first.',
    related: [
      {
        message: `'${other}' is the other one${first.steps.length === second.steps.length ? '' : waiting}`,
        span: spanOfNode(flow, other),
        file: undefined,
      },
    ],
    steps: stepsOf(flow, first),
  }),
};
