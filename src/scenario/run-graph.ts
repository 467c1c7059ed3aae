/**
 * All runs of a machine as a graph: a state is a question that a run can come to, a transition one answer to it with
 * all that happens until the next question. Runs are walks from state 0. Breadth first, within a budget.
 */

import type { NodeId } from '../graph/graph.ts';
import { type Graph, graphOf } from '../graph/paths.ts';
import { choiceAt, nodeAt, optionOf } from '../interpreter/history.ts';
import type { Machine, Run } from '../interpreter/machine.ts';
import { drive } from '../interpreter/simulate.ts';
import { begin, enabled, stateAt, step } from '../interpreter/step.ts';
import { unlimited } from '../interpreter/tables.ts';

export interface RunGraph {
  readonly graph: Graph;
  /** What each transition is. */
  readonly transitions: readonly Transition[];
  /** Where runs that are completed stand, and those that a limit or the lack of an end stops. */
  readonly completed: number;
  readonly stuck: number;
  /** Whether the budget sufficed for all states. */
  readonly isWhole: boolean;
}

interface Transition {
  /** Undefined for the first transition of a run. */
  readonly answer: { readonly node: NodeId; readonly answer: string } | undefined;
  /** Where the run begins, on its first transition. */
  readonly start: NodeId | undefined;
  /** Ways out that are taken, as `tables` numbers them; each once. */
  readonly ways: readonly number[];
  readonly steps: number;
}

/** States, and firings on the way to them: whichever comes first. */
const mostStates = 20_000;
const mostFirings = 4_000_000;
/** Steps without a question; more of them are taken for endless. */
const mostSilentSteps = 2_000;

interface Growth {
  readonly machine: Machine;
  readonly numberOf: Map<string, number>;
  readonly open: { readonly state: number; readonly run: Run }[];
  readonly from: number[];
  readonly to: number[];
  readonly transitions: Transition[];
  states: number;
  firings: number;
}

const [root, completed, stuck] = [0, 1, 2];

export function growRunGraph(machine: Machine): RunGraph {
  const growth: Growth = {
    machine,
    numberOf: new Map(),
    open: [],
    from: [],
    to: [],
    transitions: [],
    states: 3,
    firings: 0,
  };
  for (const start of machine.starts) addTransition(growth, root, undefined, start, begin(machine, start));
  let done = 0;
  for (; done < growth.open.length && growth.states < mostStates && growth.firings < mostFirings; done++) {
    const next = growth.open[done];
    if (next !== undefined) expand(growth, next.state, next.run);
  }
  const graph = graphOf(growth.states, Int32Array.from(growth.from), Int32Array.from(growth.to));
  return { graph, transitions: growth.transitions, completed, stuck, isWhole: done === growth.open.length };
}

function expand(growth: Growth, state: number, run: Run): void {
  if (run.status.kind !== 'waiting') return;
  const { node, options } = run.status.question;
  for (const { answer } of options) {
    addTransition(growth, state, { node, answer }, undefined, step(run, answer, { by: 'scenario' }), run.length);
  }
}

function addTransition(
  growth: Growth,
  state: number,
  answer: Transition['answer'],
  start: NodeId | undefined,
  begun: Run,
  stepsBefore = 0,
): void {
  const run = drive(begun, { policy: 'none', maxSteps: begun.length + mostSilentSteps });
  growth.firings += run.length + (growth.machine.tables.edgeCount >> 5);
  growth.from.push(state);
  growth.to.push(stateOf(growth, run));
  growth.transitions.push({ answer, start, ways: waysOf(run, stepsBefore), steps: run.length - stepsBefore });
}

function stateOf(growth: Growth, run: Run): number {
  if (run.status.kind === 'completed') return completed;
  if (run.status.kind !== 'waiting') return stuck;
  const { marks, rounds } = stateAt(run);
  const { limits } = growth.machine.tables;
  // Rounds of a loop without a limit make no difference, and would make new states without end.
  const counts = rounds.map((count, slot) => (limits[slot] === unlimited ? 0 : count));
  const key = `${marks.join()};${counts.join()};${enabled(run).join()}`;
  const known = growth.numberOf.get(key);
  if (known !== undefined) return known;
  const state = growth.states++;
  growth.numberOf.set(key, state);
  growth.open.push({ state, run });
  return state;
}

/** Ways out that a run takes after some steps, as `tables` numbers them; each once. */
export function waysOf({ history, length, machine }: Run, from = 0): number[] {
  const ways = new Set<number>();
  for (let index = from; index < length; index++) {
    ways.add((machine.tables.firstWay[nodeAt(history, index)] ?? 0) + optionOf(choiceAt(history, index)));
  }
  return [...ways];
}
