import { type Fix, fix, problem } from '../../diagnostics/diagnostic.ts';
import type { Node } from '../../graph/graph.ts';
import { referenceIn } from '../../graph/reference.ts';
import { atEndOf, edgeWords } from '../amend.ts';
import { knownLoops } from '../loops.ts';
import type { Rule, Subject } from '../rule.ts';

/** A loop around nodes that no edge leads back through. */
export const loopWithoutCycle: Rule = {
  code: 'loop-without-cycle',
  isAboutWhole: true,
  check(subject, report) {
    const { flow } = subject;
    for (const { loop, fact } of knownLoops(subject)) {
      const { binding } = fact;
      if (binding.kind !== 'implicit' || binding.from === binding.to) continue;
      const [from, to] = [flow.nodes.get(binding.from), flow.nodes.get(binding.to)];
      if (from === undefined || to === undefined) continue;
      const edge = `${from.id} → ${referenceIn(from.lane, to.id, flow)}`;
      report(
        problem('loop-without-cycle', loop.span, `No edge leads back in this loop; ${edge} is assumed.`, {
          hint: 'Draw the edge that leads back, or check which nodes the loop lists.',
          fixes: writeEdge(subject, from, to),
        }),
      );
    }
  },
};

/** Only where the first node leads to the last one, since the edge would close no cycle otherwise. */
function writeEdge(subject: Subject, from: Node, to: Node): Fix[] {
  const { tables } = subject.machine;
  const [first, last] = [tables.numberOf.get(to.id), tables.numberOf.get(from.id)];
  if (first === undefined || last === undefined || !tables.reaches(first, last)) return [];
  const edge = edgeWords(subject, from, to);
  const edit = atEndOf(subject, from.lane, [from.shape === 'diamond' ? `${edge} [label="Again"]` : edge]);
  return edit === undefined ? [] : [fix(`Write ${edge}`, false, edit)];
}
