import { type Fix, fix, problem } from '../../diagnostics/diagnostic.ts';
import { referenceIn } from '../../graph/reference.ts';
import { missesOf } from '../../interpreter/facts.ts';
import { knownLoops } from '../loops.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../say.ts';
import { type WrittenLoop, writtenLoop } from '../written.ts';

/** The cycle that a loop stands for has more nodes than the loop lists. */
export const loopMissesMember: Rule = {
  code: 'loop-misses-member',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    for (const { loop, fact } of knownLoops(subject)) {
      if (fact.binding.kind !== 'bound') continue;
      const written = writtenLoop(subject, loop);
      const missing = missesOf(machine, loop.id).map((node) => referenceIn(written?.lane, node, flow));
      if (missing.length === 0) continue;
      // With several edges back, a longer list could make the loop give up one of them.
      const fixes = written === undefined || fact.binding.edges.length > 1 ? [] : addMembers(written, missing);
      const message = `The cycle also runs through ${listed(missing)}.`;
      report(problem('loop-misses-member', loop.span, message, { hint: 'List all nodes that are repeated.', fixes }));
    }
  },
};

function addMembers({ statement }: WrittenLoop, missing: readonly string[]): Fix[] {
  const end = statement.members.at(-1)?.span.end ?? statement.span.end;
  return [fix(`Add ${listed(missing)}`, false, { span: { start: end, end }, text: ` ${missing.join(' ')}` })];
}
