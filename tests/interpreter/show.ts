import { buildMachine, type MachineOptions } from '../../src/interpreter/build-machine.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { type SimulateOptions, simulate } from '../../src/interpreter/simulate.ts';
import { pathOf } from '../../src/interpreter/step.ts';
import { makeFlow } from './make-flow.ts';

/** How tests of the interpreter call it: one place to change when a signature does. */

export function machineOf(text: string, options?: MachineOptions): Machine {
  return buildMachine(makeFlow(text), options);
}

/** Answers as `n3=No,Yes; n5=again`. */
export function answersOf(text: string): ReadonlyMap<string, readonly string[]> {
  const entries = text.split(';').filter((entry) => entry.includes('='));
  return new Map(
    entries.map((entry) => {
      const [node = '', answers = ''] = entry.split('=');
      return [node.trim(), answers.split(',').map((answer) => answer.trim())];
    }),
  );
}

/** The path and how it ended: `n1 n2 n3 completed`. */
export function show(run: Run): string {
  const { status } = run;
  const tail = status.kind === 'exhausted' ? ` ${status.loop ?? 'nowhere'} at ${status.at}` : '';
  const asked = status.kind === 'waiting' ? ` at ${status.question.node}` : '';
  return [...pathOf(run), status.kind].join(' ') + tail + asked;
}

export function runOf(text: string, answers = '', options: SimulateOptions = {}): string {
  return show(simulate(machineOf(text), { answers: answersOf(answers), ...options }));
}
