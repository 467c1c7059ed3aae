import { problem } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../rule.ts';

/** Start circles are alternatives: a run uses one of them. */
export const severalStarts: Rule = {
  code: 'several-starts',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const { how, starts } = machine.facts.start;
    const nodes = starts.flatMap((id) => flow.nodes.get(id) ?? []);
    const [first, ...others] = nodes;
    if (how !== 'circles' || first === undefined || others.length === 0) return;
    report(
      problem('several-starts', first.span, `There are ${nodes.length} start circles; a run uses one of them.`, {
        hint: `Choose one with --start; '${first.label}' is the default.`,
        related: others.map(({ span, label }) => ({ message: `'${label}' is another start`, span, file: undefined })),
      }),
    );
  },
};
