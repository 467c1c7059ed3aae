import { problem } from '../../diagnostics/diagnostic.ts';
import type { Edge } from '../../graph/graph.ts';
import { decisionsOf, waysByLabel } from '../decisions.ts';
import type { Rule } from '../rule.ts';
import { elsewhere, listed } from '../say.ts';

/** A decision that changes nothing: whatever the answer, the same comes next. */
export const sameTarget: Rule = {
  code: 'same-target',
  isAboutWhole: true,
  check({ flow }, report) {
    for (const { node, ways } of decisionsOf(flow)) {
      const targets = new Set(ways.map((way) => way.to.node));
      // Ways that cannot be told apart are reported as that.
      if (ways.length < 2 || targets.size > 1 || waysByLabel(ways).size < ways.length) continue;
      const message = `${listed(ways.map(nameOf))} lead to the same node.`;
      report(
        problem('same-target', node.span, message.charAt(0).toUpperCase() + message.slice(1), {
          hint: 'Check the targets; a decision that changes nothing can be left out.',
          related: ways.map((way) => elsewhere(`${nameOf(way)} leads to ${way.to.node}`, way.span)),
        }),
      );
    }
  },
};

function nameOf({ label }: Edge): string {
  return label === undefined ? 'the way without label' : `'${label}'`;
}
