import { problem } from '../../diagnostics/diagnostic.ts';
import type { Edge, LoopId, NodeId } from '../../graph/graph.ts';
import { bodyOf } from '../../interpreter/facts.ts';
import type { LoopPlan, Option } from '../../interpreter/machine.ts';
import { toneOf } from '../opposites.ts';
import type { Rule, Subject } from '../rule.ts';
import { elsewhere } from '../say.ts';
import { writtenLoop } from '../written.ts';

/** At its limit, the loop has no way out but the one for success: as if the last try could not fail. */
export const loopWithoutGiveUp: Rule = {
  code: 'loop-without-give-up',
  isAboutWhole: true,
  check(subject, report) {
    const { flow, machine } = subject;
    const loops = new Map(flow.loops.map((loop) => [loop.id, loop]));
    for (const plan of machine.loops) {
      const [loop, left] = [loops.get(plan.loop), onlyWayLeft(subject, plan)];
      if (loop === undefined || left === undefined) continue;
      const span = writtenLoop(subject, loop)?.statement.condition.span ?? loop.span;
      const count = left.rounds === 1 ? '1 round' : `${left.rounds} rounds`;
      const asking = flow.nodes.get(left.node);
      report(
        problem('loop-without-give-up', span, `After ${count} only '${left.answer}' is left.`, {
          hint: 'Draw a way out for when it still has not worked, such as a diamond that asks for more tries.',
          related: asking === undefined ? [] : [elsewhere('it is decided here', asking.span)],
        }),
      );
    }
  },
};

interface Left {
  readonly rounds: number;
  readonly node: NodeId;
  readonly answer: string;
}

/** Undefined unless one diamond decides, and its one other answer is all that leads out and reads as success. */
function onlyWayLeft(subject: Subject, { loop, condition, asksAt, implicit }: LoopPlan): Left | undefined {
  const [node, ...others] = asksAt;
  if (condition.kind !== 'limit' || condition.exact || condition.rounds === 0) return undefined;
  if (node === undefined || others.length > 0 || implicit !== undefined) return undefined;
  const exit = subject.machine.exits.get(node);
  if (exit?.kind !== 'choose' || subject.flow.nodes.get(node)?.shape !== 'diamond') return undefined;
  const staying = exit.options.filter(({ repeats }) => repeats.includes(loop));
  const [leaving, ...more] = exit.options.filter(({ repeats }) => !repeats.includes(loop));
  if (leaving === undefined || more.length > 0) return undefined;
  const isAwaited = condition.until !== undefined || readsAsSuccess(leaving, staying);
  if (!isAwaited || !isOnlyWayOut(subject, loop, leaving)) return undefined;
  return { rounds: condition.rounds, node, answer: leaving.answer };
}

/** `More to do?` ends well with No, so only a good answer beside bad ones counts. */
function readsAsSuccess(leaving: Option, staying: readonly Option[]): boolean {
  return toneOf(leaving.answer) === 'good' && staying.every(({ answer }) => toneOf(answer) === 'bad');
}

function isOnlyWayOut({ flow, machine }: Subject, loop: LoopId, leaving: Option): boolean {
  const body = new Set(bodyOf(machine, loop));
  const leads = ({ from, to }: Edge): boolean => body.has(from.node) && !body.has(to.node);
  return (
    flow.edges.filter(leads).every(({ id }) => leaving.edges.includes(id)) &&
    flow.edges.some((edge) => {
      return leads(edge) && leaving.edges.includes(edge.id);
    })
  );
}
