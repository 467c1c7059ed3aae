import type { LoopId, NodeId } from '../graph/graph.ts';
import type { Witness } from './exploration.ts';
import { choiceAt, nodeAt, optionOf } from './history.ts';
import type { Machine, Run } from './machine.ts';
import { broken, lettersOf, monitorOf } from './monitor.ts';
import type { Claim } from './property.ts';
import { drive, simulate } from './simulate.ts';
import { eventsOf } from './step.ts';
import { witnessRun } from './witness.ts';

/** What a scenario needs in order to show that a claim fails. */
export interface Counterexample {
  /** Undefined only for a flow without nodes. */
  readonly start: NodeId | undefined;
  readonly loops: ReadonlyMap<LoopId, number>;
  /** By node one answer for each visit; the last one repeats. */
  readonly answers: ReadonlyMap<NodeId, readonly string[]>;
  readonly maxSteps: number;
  /** Steps, from 1, at which another node has to be picked than the scheduler's. Empty if the answers alone suffice. */
  readonly picks: readonly { readonly step: number; readonly node: NodeId }[];
  /** The run itself: its status and its path are what to expect. */
  readonly run: Run;
}

const usualSteps = 1000;
/** How often a run that never ends is shown to go round. */
const shownRounds = 3;

/**
 * The run of a witness, led to its end by the policy `happy`; one that never ends goes round three times and stops at
 * its step limit. If it needs picks, and the same answers in the scheduler's order break the claim too, that run is
 * taken instead, which no longer has to be a shortest one.
 */
export function counterexample(machine: Machine, claim: Claim, witness: Witness): Counterexample {
  return reproduction(machine, witness, (run) => breaksIn(machine, claim, run));
}

/** The same for anything that a run can show. */
export function reproduction(machine: Machine, witness: Witness, isShown: (run: Run) => boolean): Counterexample {
  const found = shown(witness, led(machine, witness));
  if (found.picks.length === 0) return found;
  const { start, loops, answers, maxSteps } = found;
  const options = { loops, answers, maxSteps: Math.max(maxSteps, usualSteps) };
  const simulated = simulate(machine, start === undefined ? options : { ...options, start });
  return isShown(simulated) ? shown(witness, simulated) : found;
}

function led(machine: Machine, witness: Witness): Run {
  const { length } = witness.steps;
  if (witness.cycle.length === 0) {
    return drive(witnessRun(machine, witness), { maxSteps: Math.max(usualSteps, length * 2) });
  }
  const run = witnessRun(machine, witness, shownRounds);
  return drive(run, { maxSteps: run.length });
}

function shown({ start, loops }: Witness, run: Run): Counterexample {
  const answers = new Map<NodeId, string[]>();
  const picks: { step: number; node: NodeId }[] = [];
  for (const { node, answer, step, picked } of eventsOf(run)) {
    if (picked) picks.push({ step, node });
    if (answer === undefined) continue;
    const own = answers.get(node);
    if (own === undefined) answers.set(node, [answer]);
    else own.push(answer);
  }
  for (const own of answers.values()) while (own.length > 1 && own.at(-1) === own.at(-2)) own.pop();
  const maxSteps = run.status.kind === 'step-limit' ? run.length : Math.max(usualSteps, run.length);
  return { start, loops, answers, maxSteps, picks, run };
}

/** Whether a run breaks a claim: on the way, or at its end. One that stops at its step limit counts as endless. */
export function breaksIn({ tables }: Machine, claim: Claim, { history, length, status }: Run): boolean {
  const letters = lettersOf(tables, claim);
  const monitor = monitorOf(claim);
  let memory = monitor.initial;
  for (let step = 0; step < length && memory !== broken; step++) {
    const way = (tables.firstWay[nodeAt(history, step)] ?? 0) + optionOf(choiceAt(history, step));
    memory = monitor.next(memory, letters[way] ?? 0);
  }
  if (memory === broken) return true;
  switch (status.kind) {
    case 'completed':
      return monitor.owes(memory);
    case 'exhausted':
    case 'step-limit':
      return monitor.owes(memory) || monitor.mustEnd;
    case 'running':
    case 'waiting':
      return false;
  }
}
