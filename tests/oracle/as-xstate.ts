import {
  type AnyStateMachine,
  assign,
  createMachine,
  initialTransition,
  type StateNodeConfig,
  transition,
} from 'xstate';
import type { EdgeId, LoopId, NodeId } from '../../src/graph/graph.ts';
import { bodyOf } from '../../src/interpreter/facts.ts';
import type { LoopPlan, Machine, Option } from '../../src/interpreter/machine.ts';

/*
 * A flow with one token at a time as a machine of XState: nodes are states, answers are events, loop limits are guards
 * over counts in the context. What happens when is XState's business.
 */

interface Context {
  readonly rounds: Readonly<Record<LoopId, number>>;
  readonly path: readonly NodeId[];
}

/** The event that moves on where nothing is asked. */
export const goOn = 'go on, without a question';
const over = ' over';

export function stateMachineOf(machine: Machine): AnyStateMachine {
  const states = Object.fromEntries([...machine.exits.keys()].map((node) => [node, stateOf(machine, node)]));
  return createMachine({
    context: { rounds: {}, path: [] },
    initial: machine.starts[0] ?? over,
    states: { ...states, [over]: { type: 'final' } },
  });
}

/** Where a machine stands. */
export interface Standing {
  readonly path: readonly NodeId[];
  readonly isOver: boolean;
  readonly offers: (answer: string) => boolean;
  readonly send: (answer: string) => Standing;
}

export function beginIn(machine: AnyStateMachine): Standing {
  return standing(machine, initialTransition(machine)[0]);
}

function standing(machine: AnyStateMachine, snapshot: ReturnType<typeof initialTransition>[0]): Standing {
  return {
    path: (snapshot.context as Context).path,
    isOver: snapshot.status === 'done',
    offers: (type) => snapshot.can({ type }),
    send: (type) => standing(machine, transition(machine, snapshot, { type })[0]),
  };
}

// ---- states

type Config = StateNodeConfig<Context, never, never, never, never, never, never, never, never, never>;

function stateOf(machine: Machine, node: NodeId): Config {
  const exit = machine.exits.get(node);
  const options: readonly Option[] = exit?.kind === 'choose' ? exit.options : [];
  const edges = exit?.kind === 'all' ? exit.edges : [];
  const ways = options.length > 0 ? options : [{ answer: goOn, edges, repeats: [] }];
  const on = ways.map((way) => [way.answer, wayOf(machine, way, ways)]);
  // On leaving, since a token that has come to a node has not fired it yet.
  const exitAction = assign({ path: ({ context }: { context: Context }) => [...context.path, node] });
  return { exit: exitAction, on: Object.fromEntries(on) } as unknown as Config;
}

function wayOf(machine: Machine, way: Option, ways: readonly Option[]): object {
  const limits = machine.loops.filter(({ condition }) => condition.kind === 'limit');
  const turned = limits.filter(({ edges }) => edges.some((edge) => way.edges.includes(edge)));
  const target = targetOf(machine, way.edges[0]);
  return {
    target: target ?? over,
    reenter: true,
    guard: ({ context }: { context: Context }) => isOffered(context, way, ways, limits, turned),
    actions: assign({
      rounds: ({ context }: { context: Context }) => {
        const counts = limits.map((plan): [LoopId, number] => {
          const isActive = target !== undefined && bodyOf(machine, plan.loop).includes(target);
          return [plan.loop, isActive ? roundsOf(context, plan) + Number(turned.includes(plan)) : 0];
        });
        return Object.fromEntries(counts);
      },
    }),
  };
}

function isOffered(
  context: Context,
  way: Option,
  ways: readonly Option[],
  limits: readonly LoopPlan[],
  turned: readonly LoopPlan[],
): boolean {
  const isAtLimit = (plan: LoopPlan): boolean =>
    plan.condition.kind === 'limit' && roundsOf(context, plan) >= plan.condition.rounds;
  const repeatedBy = ({ repeats }: Option): LoopPlan[] => limits.filter(({ loop }) => repeats.includes(loop));
  const mustGoOn = (plan: LoopPlan): boolean =>
    plan.condition.kind === 'limit' && plan.condition.exact && !isAtLimit(plan);
  if ([...repeatedBy(way), ...turned].some(isAtLimit)) return false;
  return repeatedBy(way).some(mustGoOn) || !ways.some((other) => repeatedBy(other).some(mustGoOn));
}

function roundsOf({ rounds }: Context, { loop }: LoopPlan): number {
  return rounds[loop] ?? 0;
}

function targetOf({ flow, loops }: Machine, edge: EdgeId | undefined): NodeId | undefined {
  const drawn = flow.edges.find(({ id }) => id === edge);
  return drawn?.to.node ?? loops.find(({ loop }) => loop === edge)?.implicit?.to;
}
