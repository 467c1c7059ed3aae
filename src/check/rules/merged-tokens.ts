import type { RunRule } from '../rule.ts';
import { arrow, spanOfEdge, stepsOf } from '../steps.ts';

/** Work that is started a second time before the first was taken up: the two become one. */
export const mergedTokens: RunRule<'merged-tokens'> = {
  code: 'merged-tokens',
  tell: ({ flow, machine }, { edge, witness }) => {
    const assumed = machine.loops.find(({ loop }) => loop === edge)?.implicit;
    const at = flow.loops.find(({ id }) => id === edge)?.span;
    const name = assumed === undefined ? arrow(flow, edge) : `${assumed.from} → ${assumed.to}`;
    return {
      span: at ?? spanOfEdge(flow, edge),
      message: `${name} gets a second token while the first waits.`,
      hint: 'A branch starts anew before its last round has come to its end; join the branches before the way back.',
      steps: stepsOf(flow, witness),
    };
  },
};
