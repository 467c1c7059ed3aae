import { createActor, createMachine } from 'xstate';
import { compile } from '../src/compile.ts';
import type { Machine, Run } from '../src/interpreter/machine.ts';
import { simulate } from '../src/interpreter/simulate.ts';
import { back, begin, goTo, step } from '../src/interpreter/step.ts';
import { sourceOf } from '../src/source/source.ts';

/*
 * What a long run costs: steps in a second with and without events, memory, and going back and to any step. Beside it
 * xstate on an equal machine, which takes one transition for each of our steps.
 */

const steps = 1_000_000;

const round = `Desk {
  n1: circle label:"Begin"
  n2: rectangle label:"Take the next"
  n3: diamond label:"Fits?"
  n4: rectangle label:"Put away"
  n5: circle label:"Done"
  n1 -> n2
  n2 -> n3
  n3 -> n4 [label="No"]
  n3 -> n5 [label="Yes"]
  n4 -> n2
}
`;

const fork = `Desk {
  n1: circle label:"Begin"
  n2: rectangle label:"Split"
  n3: rectangle label:"Left"
  n4: rectangle label:"Right"
  n5: rectangle label:"Join"
  n6: diamond label:"Enough?"
  n7: circle label:"Done"
  n1 -> n2
  n2 -> n3
  n2 -> n4
  n3 -> n5
  n4 -> n5
  n5 -> n6
  n6 -> n2 [label="No"]
  n6 -> n7 [label="Yes"]
}
`;

for (const [name, text, answers] of [
  ['one token', round, new Map([['n3', ['No']]])],
  ['two tokens', fork, new Map([['n6', ['No']]])],
] as const) {
  const { machine } = compile(sourceOf('bench.flow', text));
  measure(name, machine, answers);
}
measureXstate();

function measure(name: string, machine: Machine, answers: ReadonlyMap<string, readonly string[]>): void {
  const options = { answers, maxSteps: steps };
  simulate(machine, options);
  const plain = best(() => simulate(machine, options));
  let events = 0;
  const withEvents = best(() => simulate(machine, { ...options, onEvent: () => events++ }));
  report(`${name}, no events`, steps / plain / 1000, 'M steps/s');
  report(`${name}, events`, steps / withEvents / 1000, 'M steps/s');
  const run = simulate(machine, options);
  report(`${name}, memory`, bytesOf(run) / steps, 'bytes a step');
  const jumps = 2_000;
  const places = Array.from({ length: jumps }, (_, index) => (index * 7919 * 31) % steps);
  report(`${name}, jump`, best(() => places.map((place) => goTo(run, place))) / jumps, 'ms each');
  report(`${name}, back`, best(() => walkBack(run, jumps)) / jumps, 'ms each');
  report(
    `${name}, fork and step`,
    best(() => places.map((place) => stepFrom(goTo(run, place), answers))) / jumps,
    'ms each',
  );
  report(`${name}, step at the end`, best(() => stepOn(begin(machine), answers, jumps * 10)) / jumps / 10, 'ms each');
}

function walkBack(run: Run, count: number): Run {
  let at = run;
  for (let index = 0; index < count; index++) at = back(at);
  return at;
}

function stepFrom(run: Run, answers: ReadonlyMap<string, readonly string[]>): Run {
  const { status } = run;
  return step(run, status.kind === 'waiting' ? answers.get(status.question.node)?.[0] : undefined);
}

function stepOn(begun: Run, answers: ReadonlyMap<string, readonly string[]>, count: number): Run {
  let run = begun;
  for (let index = 0; index < count; index++) run = stepFrom(run, answers);
  return run;
}

/** Choices and kept boards, which are all in typed arrays. */
function bytesOf({ history }: Run): number {
  const chunks = history.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const kept = history.snapshots.flatMap((snapshot) => Object.values(snapshot));
  return kept.reduce((sum: number, array: Int32Array) => sum + array.byteLength, chunks);
}

function measureXstate(): void {
  const machine = createMachine({
    initial: 'n2',
    states: {
      n2: { on: { next: 'n3' } },
      n3: { on: { No: 'n4', Yes: 'n5' } },
      n4: { on: { next: 'n2' } },
      n5: { type: 'final' },
    },
  });
  const rounds = 100_000;
  const time = best(() => {
    const actor = createActor(machine).start();
    for (let index = 0; index < rounds; index++) for (const type of ['next', 'No', 'next']) actor.send({ type });
    actor.stop();
  });
  report('xstate, one token', (rounds * 3) / time / 1000, 'M steps/s');
}

/** CPU time in ms, the best of five. */
function best(work: () => unknown): number {
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

function report(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(28)} ${value.toFixed(value < 1 ? 4 : 1).padStart(9)} ${unit}`);
}
