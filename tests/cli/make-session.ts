import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBreakpoints } from '../../src/cli/breakpoints.ts';
import type { Session } from '../../src/cli/session.ts';
import { firstLook } from '../../src/cli/stepper-stops.ts';
import { compile, type DriveOptions, type Machine, simulate, sourceOf } from '../../src/index.ts';

export const seed: string = readFileSync(join(import.meta.dirname, '..', 'flows', 'seed.txt'), 'utf8');

/** semantics.md 7.2. */
export const kitchen = `# One table, one round
Kitchen { # Kitchen
  n1: circle label:"Order"
  n2: rectangle label:"Split the ticket"
  n3: rectangle label:"Cook"
  n5: rectangle label:"Put on the tray"
  n6: diamond label:"All there?"
  n7: circle label:"Served"
  n1 -> n2
  n2 -> n3
  n2 -> Bar.n4
  n3 -> n5
  n5 -> n6
  n6 -> n7 [label="Yes"]
  n6 -> n3 [label="No"]
}
Bar { # Bar
  n4: rectangle label:"Mix drinks"
  n4 -> Kitchen.n5
}
`;

export function machineOf(text: string): Machine {
  return compile(sourceOf('test.flow', text)).machine;
}

/** What a person sees first. */
export function sessionOf(
  text: string,
  breakpoints: readonly string[] = [],
  { answers = new Map(), maxSteps = 1000 }: Pick<DriveOptions, 'answers' | 'maxSteps'> = {},
): Session {
  const machine = machineOf(text);
  const { value, failures } = readBreakpoints(breakpoints, machine);
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join(' '));
  const run = simulate(machine, { answers, answersBy: 'user', policy: 'none', maxSteps });
  return firstLook(run, value, { answers, maxSteps });
}
