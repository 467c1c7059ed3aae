import type { Edge, EdgeId, Flow, NodeId } from '../graph/graph.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { DeadEdge, Subject, Trouble } from './rule.ts';
import { edgeIn } from './steps.ts';

/**
 * Each edge that is dead although its step happens, and the dead edges behind it. In source order. Of a loop that runs
 * once nothing is said here: `loop-runs-once` speaks for it.
 */
export function deadTroubles({ flow, machine }: Subject, dead: readonly DeadEdge[]): Trouble[] {
  const byStep = new Map<NodeId, DeadEdge[]>();
  for (const finding of dead.filter(({ isReached }) => !isReached)) {
    const from = edgeIn(flow, finding.edge)?.from.node ?? '';
    byStep.set(from, [...(byStep.get(from) ?? []), finding]);
  }
  const roots = dead.filter((finding) => finding.isReached && !runsOnce(machine, finding.edge));
  return roots.map((root) => ({ root, effects: takeBehind(flow, byStep, edgeIn(flow, root.edge)) }));
}

/** Whether the edge is a way round of a loop that allows no second round. */
function runsOnce({ exits, loops }: Machine, edge: EdgeId): boolean {
  const once = loops.filter(({ condition }) => condition.kind === 'limit' && condition.rounds === 0);
  if (once.length === 0) return false;
  const options = [...exits.values()].flatMap((exit) => (exit.kind === 'choose' ? exit.options : []));
  const repeats = options.find(({ edges }) => edges.includes(edge))?.repeats ?? [];
  return once.some(({ loop }) => repeats.includes(loop));
}

/** What was taken is spoken for and is not found again. */
function takeBehind(flow: Flow, byStep: Map<NodeId, readonly DeadEdge[]>, root: Edge | undefined): DeadEdge[] {
  const effects: DeadEdge[] = [];
  const todo = root === undefined ? [] : [root.to.node];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const own = byStep.get(node) ?? [];
    byStep.delete(node);
    effects.push(...own);
    todo.push(...own.flatMap(({ edge }) => edgeIn(flow, edge)?.to.node ?? []));
  }
  return effects;
}
