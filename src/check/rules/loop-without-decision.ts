import { problem } from '../../diagnostics/diagnostic.ts';
import type { LoopId } from '../../graph/graph.ts';
import type { LoopFact } from '../../interpreter/machine.ts';
import type { Rule } from '../rule.ts';

/** A loop that no diamond leads out of, so that a step is asked instead. */
export const loopWithoutDecision: Rule = {
  code: 'loop-without-decision',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const facts = new Map(machine.facts.loops.map((fact) => [fact.loop, fact]));
    const loops = new Map(flow.loops.map((loop) => [loop.id, loop]));
    const told = new Set<LoopId>();
    for (const { node: id, loop: name } of machine.facts.loopDecisions) {
      const [fact, loop, node] = [facts.get(name), loops.get(name), flow.nodes.get(id)];
      if (fact === undefined || loop === undefined || node === undefined) continue;
      if (told.has(name) || !leavesOpen(fact)) continue;
      told.add(name);
      const message = `Nothing drawn ends this loop; '${node.label}' (${id}) is asked whether to go on.`;
      report(
        problem('loop-without-decision', loop.span, message, {
          hint: 'Draw a diamond with a way back and a way on.',
        }),
      );
    }
  },
};

/** Not when a count decides, nor when its edge back or another decision is drawn or assumed otherwise. */
function leavesOpen({ binding, condition, deciding }: LoopFact): boolean {
  const isCounted = condition.kind === 'limit' && condition.exact;
  return binding.kind === 'bound' && deciding.length === 0 && !isCounted;
}
