import { problem } from '../../diagnostics/diagnostic.ts';
import { alternatives } from '../opposites.ts';
import type { Rule } from '../rule.ts';
import { edgeIn } from '../steps.ts';
import { stepsTo } from '../visits.ts';

/** Several ways out of anything but a diamond are all taken. Where a choice was meant, `choice-on-task` says so. */
export const implicitFork: Rule = {
  code: 'implicit-fork',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    for (const [id, exit] of machine.exits) {
      const node = flow.nodes.get(id);
      if (node === undefined || exit.kind !== 'all' || exit.edges.length < 2) continue;
      if (alternatives(exit.edges.flatMap((edge) => edgeIn(flow, edge)?.label ?? [])) !== undefined) continue;
      const steps = stepsTo(subject, id);
      if (steps === undefined) continue;
      const message = `'${node.label}' starts ${exit.edges.length} branches in parallel.`;
      report(problem('implicit-fork', node.span, message, { steps }));
    }
  },
};
