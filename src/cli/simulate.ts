/** Runs one flow: answers given in advance come first, then the person at the terminal, then a policy. */

import {
  type Machine,
  type NodeId,
  type Policy,
  pathOf,
  type SimulateOptions,
  simulate as simulateFlow,
} from '../index.ts';
import { readAnswers, unknownNode, withoutLane } from './answers.ts';
import { askThrough, type Talk } from './asking.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { openFlow } from './one-flow.ts';
import { outcomeText } from './outcome.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';

export interface SimulateFlags {
  readonly start?: string;
  readonly answers?: string;
  readonly policy?: Exclude<Policy, 'none'>;
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly trace?: string;
  readonly strictTokens?: boolean;
}

export async function simulate(word: string, flags: SimulateFlags, terminal: Terminal): Promise<number> {
  const opened = await openFlow(word, { strictTokens: flags.strictTokens === true }, terminal);
  if (opened.kind === 'stopped') return opened.exitCode;
  const { machine } = opened.compiled;
  const planned = planRun(flags, machine);
  sayFailures(terminal, planned.failures);
  if (planned.failures.length > 0) return exitCodes.refused;
  const isAsked = flags.policy === undefined && terminal.isInteractive && opened.input.path !== undefined;
  const options: SimulateOptions = { ...planned.value, policy: isAsked ? 'none' : (flags.policy ?? 'happy') };
  const run = simulateFlow(machine, options);
  const talk: Talk = isAsked ? await askThrough(run, options, terminal) : { run, ending: 'ran' };
  return talk.ending === 'interrupted' ? exitCodes.interrupted : finish(talk, options, terminal);
}

function planRun({ start, answers, seed, maxSteps }: SimulateFlags, machine: Machine): Attempt<SimulateOptions> {
  const given = readAnswers(answers ?? '', machine);
  const from = start === undefined ? undefined : findStart(withoutLane(start), machine);
  const value: SimulateOptions = {
    answers: given.value,
    answersBy: 'user',
    ...(from !== undefined && { start: from.value }),
    ...(seed !== undefined && { seed }),
    ...(maxSteps !== undefined && { maxSteps }),
  };
  return { value, failures: [...given.failures, ...(from?.failures ?? [])] };
}

function findStart(start: NodeId, { flow, starts }: Machine): Attempt<NodeId> {
  const failures: Failure[] = [];
  if (!flow.nodes.has(start)) failures.push(unknownNode(start, flow));
  else if (!starts.includes(start)) {
    failures.push(failure(`No run begins at ${start}.`, `Runs begin at ${starts.join(' or ')}.`));
  }
  return { value: start, failures };
}

function finish({ run, ending }: Talk, { answers = new Map() }: SimulateOptions, terminal: Terminal): number {
  const path = pathOf(run);
  if (path.length > 0) product(`${path.join(' ')}\n`);
  if (ending === 'left') {
    say(terminal, `left after ${path.length} steps`);
    return exitCodes.fine;
  }
  say(terminal, outcomeText(run));
  if (run.status.kind !== 'completed') return exitCodes.findings;
  for (const node of answers.keys()) if (!path.includes(node)) say(terminal, `${node} was never asked`);
  return exitCodes.fine;
}
