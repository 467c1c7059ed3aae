import { problem } from '../../diagnostics/diagnostic.ts';
import { endCircles } from '../ends.ts';
import type { Rule } from '../rule.ts';

/** A flow in which no circle says that it is done. */
export const noEndCircle: Rule = {
  code: 'no-end-circle',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    if (flow.nodes.size === 0 || endCircles({ flow, machine }).length > 0) return;
    const last = [...flow.nodes.values()].find((node) => machine.exits.get(node.id)?.kind === 'end');
    const at = last ?? flow.nodes.get(machine.starts[0] ?? '');
    if (at === undefined) return;
    report(
      problem('no-end-circle', at.span, 'No end circle; runs end where no edge goes on.', {
        hint: 'Draw a circle without ways out where the work is done.',
      }),
    );
  },
};
