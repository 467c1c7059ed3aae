import { problem } from '../../diagnostics/diagnostic.ts';
import { reshape } from '../amend.ts';
import { alternatives } from '../opposites.ts';
import type { Rule } from '../rule.ts';

/** A step that takes all its ways out, though their labels read as if one were chosen. */
export const choiceOnTask: Rule = {
  code: 'choice-on-task',
  isAboutWhole: true,
  check(subject, report) {
    const labels = new Map(subject.flow.edges.map((edge) => [edge.id, edge.label]));
    for (const [id, exit] of subject.machine.exits) {
      const node = subject.flow.nodes.get(id);
      if (node === undefined || exit.kind !== 'all' || exit.edges.length < 2) continue;
      const found = alternatives(exit.edges.flatMap((edge) => labels.get(edge) ?? []));
      if (found === undefined) continue;
      const [good, bad] = found;
      const message = `'${node.label}' takes both '${good}' and '${bad}'; for a choice use a diamond.`;
      report(
        problem('choice-on-task', node.span, message, {
          hint: 'Every way out of a step is taken, in parallel; a diamond takes one.',
          fixes: reshape(subject, node, 'diamond'),
        }),
      );
    }
  },
};
