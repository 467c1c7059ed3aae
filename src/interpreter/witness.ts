import type { LoopId } from '../graph/graph.ts';
import type { Witness, WitnessStep } from './exploration.ts';
import type { Machine, Run } from './machine.ts';
import { pathTo, type Space } from './space.ts';
import { begin, step } from './step.ts';
import { chooses, nodeOfWay, type Tables } from './tables.ts';

/** The run to a state, and on from there by some ways; then a round for ever, if one is given. */
export function witnessTo(
  machine: Machine,
  loops: ReadonlyMap<LoopId, number>,
  space: Space,
  state: number,
  more: readonly number[] = [],
  cycle: readonly number[] = [],
): Witness {
  const { entry, ways } = pathTo(space, state);
  return witnessOf(machine, loops, entry, [...ways, ...more], cycle);
}

export function witnessOf(
  { starts, tables }: Machine,
  loops: ReadonlyMap<LoopId, number>,
  entry: number,
  ways: readonly number[],
  cycle: readonly number[],
): Witness {
  const named = (way: number): WitnessStep => stepOf(tables, way);
  return { start: starts[entry - tables.drawnCount], loops, steps: ways.map(named), cycle: cycle.map(named) };
}

function stepOf(tables: Tables, way: number): WitnessStep {
  const node = nodeOfWay(tables, way);
  const option = way - (tables.firstWay[node] ?? 0);
  const answer = chooses(tables, node) ? tables.words.options(node)[option]?.answer : undefined;
  return { node: tables.nodes[node] ?? '', answer };
}

/**
 * Makes the run of a witness again. Its round is gone `rounds` times. Where the scheduler would fire another node,
 * the event says `picked`. The run is shorter than the witness if the machine is not the one it was found on.
 */
export function witnessRun(machine: Machine, { start, loops, steps, cycle }: Witness, rounds = 1): Run {
  let run = begin(machine, start, { loops });
  const firings = [...steps, ...Array.from({ length: rounds }, () => cycle).flat()];
  for (const { node, answer } of firings) {
    const next = step(run, answer, { by: 'scenario', pick: node });
    if (next.length === run.length) return run;
    run = next;
  }
  return run;
}

/** The same run one step longer, when that step is possible there. */
export function extended(machine: Machine, witness: Witness, more: WitnessStep): Witness {
  const longer = { ...witness, steps: [...witness.steps, more] };
  return witnessRun(machine, longer).length === longer.steps.length ? longer : witness;
}
