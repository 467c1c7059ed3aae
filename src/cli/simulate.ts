/** Runs one flow: answers given in advance come first, then the person at the terminal, then a policy. */

import {
  type Compiled,
  counted,
  type Machine,
  type NodeId,
  type Policy,
  pathOf,
  type Run,
  type SimulateOptions,
  simulate as simulateFlow,
} from '../index.ts';
import { readAnswers, unknownNode, withoutLane } from './answers.ts';
import { askThrough, type Talk } from './asking.ts';
import { type Attempt, exitCodes, type Failure, failure } from './failure.ts';
import { openFlow } from './one-flow.ts';
import { outcomeText } from './outcome.ts';
import { planTargets, type Target, writeAll } from './output.ts';
import { openProject } from './project.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';
import { traceText } from './trace.ts';

export interface SimulateFlags {
  readonly start?: string;
  readonly answers?: string;
  readonly policy?: Exclude<Policy, 'none'>;
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly trace?: string;
  readonly strictTokens?: boolean;
}

/** A run with all that its report needs. */
interface Session {
  readonly compiled: Compiled;
  readonly options: SimulateOptions;
  /** Where the trace goes; its path is undefined for stdout. */
  readonly trace: Target | undefined;
}

export async function simulate(word: string, flags: SimulateFlags, terminal: Terminal): Promise<number> {
  const opened = await openFlow(word, { strictTokens: flags.strictTokens === true }, openProject(terminal));
  if (opened.kind === 'stopped') return opened.exitCode;
  const { input, compiled } = opened;
  const plan = planRun(flags, compiled.machine);
  const traces = planTargets(flags.trace === undefined ? [] : [input], flags.trace, '.trace.ndjson', terminal.folder);
  const failures = [...plan.failures, ...traces.failures];
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  const isAsked = flags.policy === undefined && terminal.isInteractive && input.path !== undefined;
  const options: SimulateOptions = { ...plan.value, policy: isAsked ? 'none' : (flags.policy ?? 'happy') };
  const run = simulateFlow(compiled.machine, options);
  const talk: Talk = isAsked ? await askThrough(run, options, terminal) : { run, ending: 'ran' };
  return finish(talk, { compiled, options, trace: traces.value[0] }, terminal);
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

export function findStart(start: NodeId, { flow, starts }: Machine): Attempt<NodeId> {
  const failures: Failure[] = [];
  if (!flow.nodes.has(start)) failures.push(unknownNode(start, flow));
  else if (!starts.includes(start)) {
    failures.push(failure(`No run begins at ${start}.`, `Runs begin at ${starts.join(' or ')}.`));
  }
  return { value: start, failures };
}

function finish({ run, ending }: Talk, session: Session, terminal: Terminal): number {
  if (ending === 'interrupted') return exitCodes.interrupted;
  const failures = session.trace === undefined ? [] : writeTrace(run, session.trace, session);
  const path = pathOf(run);
  const isPathHidden = session.trace !== undefined && session.trace.path === undefined;
  if (path.length > 0 && !isPathHidden) product(`${path.join(' ')}\n`);
  say(terminal, ending === 'left' ? `left after ${counted(path.length, 'step')}` : outcomeText(run));
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  if (ending === 'left') return exitCodes.fine;
  if (run.status.kind !== 'completed') return exitCodes.findings;
  sayUnused(path, session.options, terminal);
  return exitCodes.fine;
}

function writeTrace(run: Run, { name, path }: Target, { compiled, options }: Session): readonly Failure[] {
  const content = traceText(run, compiled, options.policy ?? 'happy', options.seed ?? 1);
  if (path !== undefined) return writeAll([{ name, path, content }]).failures;
  product(content);
  return [];
}

function sayUnused(path: readonly NodeId[], { answers = new Map() }: SimulateOptions, terminal: Terminal): void {
  for (const node of answers.keys()) if (!path.includes(node)) say(terminal, `${node} was never asked`);
}
