import { problem } from '../../diagnostics/diagnostic.ts';
import { addCircle, freeNumber } from '../amend.ts';
import { endCircles } from '../ends.ts';
import type { Rule } from '../rule.ts';
import { startWithoutCircle } from '../starts.ts';

/** A flow in which no circle says that it is done. */
export const noEndCircle: Rule = {
  code: 'no-end-circle',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    if (flow.nodes.size === 0 || endCircles(subject).length > 0) return;
    const ending = [...flow.nodes.values()].filter((node) => machine.exits.get(node.id)?.kind === 'end');
    const step = ending.find(({ shape }) => shape !== 'diamond');
    const at = ending[0] ?? flow.nodes.get(machine.starts[0] ?? '');
    if (at === undefined) return;
    const number = freeNumber(flow) + (startWithoutCircle(subject) === undefined ? 0 : 1);
    report(
      problem('no-end-circle', at.span, 'No end circle; runs end where no edge goes on.', {
        hint: 'Draw a circle without ways out where the work is done.',
        fixes: step === undefined ? [] : addCircle(subject, step, `n${number}`, 'end'),
      }),
    );
  },
};
