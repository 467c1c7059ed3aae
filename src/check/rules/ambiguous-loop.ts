import { problem } from '../../diagnostics/diagnostic.ts';
import { positionAt } from '../../source/source.ts';
import { knownLoops } from '../loops.ts';
import type { Rule } from '../rule.ts';
import { elsewhere } from '../say.ts';

/** Two loops for the same edge back; the first one has it. */
export const ambiguousLoop: Rule = {
  code: 'ambiguous-loop',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, source } = subject;
    const loops = new Map(flow.loops.map((loop) => [loop.id, loop]));
    for (const { loop, fact } of knownLoops(subject)) {
      if (fact.binding.kind !== 'ambiguous') continue;
      const keeper = loops.get(fact.binding.keptBy);
      if (keeper === undefined || loop.members.length < 2) continue;
      const { line } = positionAt(source, keeper.span.start);
      report(
        problem('ambiguous-loop', loop.span, `This cycle already belongs to the loop at line ${line}.`, {
          hint: 'Keep one of the two, or list the nodes of another cycle.',
          related: [elsewhere('the loop that has it', keeper.span)],
        }),
      );
    }
  },
};
