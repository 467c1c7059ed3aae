import { problem } from '../../diagnostics/diagnostic.ts';
import type { Node } from '../../graph/graph.ts';
import { addCircle, freeNumber } from '../amend.ts';
import type { Rule, Subject } from '../rule.ts';
import { startWithoutCircle } from '../starts.ts';

/** A flow whose only way in is not drawn as a circle. */
export const noStartCircle: Rule = {
  code: 'no-start-circle',
  isAboutWhole: true,
  check(subject, report) {
    const start = startWithoutCircle(subject);
    if (start === undefined) return;
    report(
      problem('no-start-circle', start.span, `No start circle; runs begin at '${start.label}'.`, {
        hint: 'Draw a circle without ways in before it.',
        fixes: leadsOn(subject, start) ? addCircle(subject, start, `n${freeNumber(subject.flow)}`, 'start') : [],
      }),
    );
  },
};

/** A node without edges beside others is hardly where runs begin, though nothing leads to it. */
function leadsOn({ flow }: Subject, start: Node): boolean {
  return flow.edges.some(({ from }) => from.node === start.id);
}
