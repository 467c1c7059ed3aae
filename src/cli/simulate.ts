/**
 * Runs one flow: answers given in advance come first, then the person at the stepper, then a policy. Or runs a trace
 * again.
 */

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Compiled,
  counted,
  escapeTerminal,
  goTo,
  type Machine,
  type NodeId,
  type Policy,
  pathOf,
  type Run,
  replay,
  type SimulateOptions,
  simulate as simulateFlow,
  type Trace,
} from '../index.ts';
import { readAnswers, unknownNode, withoutLane } from './answers.ts';
import { type Breakpoint, readBreakpoints } from './breakpoints.ts';
import { type Attempt, exitCodes, type Failure, failure, refused } from './failure.ts';
import { flowName, type Input } from './inputs.ts';
import { openFlow } from './one-flow.ts';
import { outcomeText } from './outcome.ts';
import { isFolder, type Output, planTargets, standardOutput, type Target, writeAll } from './output.ts';
import { openProject } from './project.ts';
import { mismatchText } from './replay.ts';
import { isOver, type Rules, type Session, wholeOf } from './session.ts';
import { talk, type World } from './stepper.ts';
import { openPictures, type TakePicture } from './stepper-pictures.ts';
import { planRecord, recordText } from './stepper-record.ts';
import { decisionsOf, firstLook, secondLook, statesOf, stopsOf } from './stepper-stops.ts';
import { product, say, sayFailures, type Terminal } from './terminal.ts';
import { hashOf, readTraceFile, traceText } from './trace.ts';

export interface SimulateFlags {
  readonly start?: string;
  readonly answers?: string;
  readonly policy?: Exclude<Policy, 'none'>;
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly break?: readonly string[];
  readonly replay?: string;
  readonly record?: string;
  readonly trace?: string;
  readonly svg?: string;
  readonly strictTokens?: boolean;
}

/** A flow and all that was asked of its run. */
interface Plan {
  readonly input: Input;
  readonly compiled: Compiled;
  readonly options: SimulateOptions;
  readonly rules: Rules;
  readonly breakpoints: readonly Breakpoint[];
  /** Where the trace goes; its path is undefined for stdout. */
  readonly trace: Target | undefined;
  readonly record: Target | undefined;
  readonly takePicture: TakePicture;
  /** Every stop is drawn. */
  readonly isDrawn: boolean;
}

export async function simulate(word: string, flags: SimulateFlags, terminal: Terminal): Promise<number> {
  const old = await readOld(flags, terminal);
  if (old.failures.length > 0) return refuse(old.failures, terminal);
  const strictTokens = flags.strictTokens === true || old.value?.header.strictTokens === true;
  const opened = await openFlow(word, { strictTokens }, openProject(terminal));
  if (opened.kind === 'stopped') return opened.exitCode;
  const plan = planRun(flags, old.value, opened, terminal);
  if (plan.failures.length > 0) return refuse(plan.failures, terminal);
  return old.value === undefined
    ? runAnew(plan.value, terminal)
    : runAgain(old.value, flags.replay ?? '', plan.value, terminal);
}

function refuse(failures: readonly Failure[], terminal: Terminal): number {
  sayFailures(terminal, failures);
  return exitCodes.refused;
}

// ---- planning

/** The trace that is to be run again; it says itself how the run began and who decided. */
async function readOld(flags: SimulateFlags, terminal: Terminal): Promise<Attempt<Trace | undefined>> {
  if (flags.replay === undefined) return { value: undefined, failures: [] };
  const deciding = (['start', 'answers', 'policy', 'seed', 'maxSteps'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (deciding === undefined) return readTraceFile(flags.replay, terminal);
  const name = deciding === 'maxSteps' ? 'max-steps' : deciding;
  const message = `--replay takes the run from its trace, so --${name} has no say in it.`;
  return refused(failure(message, 'Leave one of them out.'));
}

function planRun(
  flags: SimulateFlags,
  old: Trace | undefined,
  { input, compiled }: Pick<Plan, 'input' | 'compiled'>,
  terminal: Terminal,
): Attempt<Plan> {
  const { machine } = compiled;
  const isAsked = flags.policy === undefined && terminal.isInteractive && input.path !== undefined;
  const options = planOptions(flags, old, isAsked, machine);
  const breakpoints = readBreakpoints(flags.break ?? [], machine);
  const traces = planTargets(flags.trace === undefined ? [] : [input], flags.trace, '.trace.ndjson', terminal.folder);
  const records = planRecord(flags.record, input, terminal);
  const { answers = new Map(), maxSteps = defaultMaxSteps } = options.value;
  const folder = flags.svg ?? dirname(input.name);
  const value: Plan = {
    input,
    compiled,
    options: options.value,
    rules: { answers, maxSteps },
    breakpoints: breakpoints.value,
    trace: traces.value[0],
    record: records.value,
    takePicture: openPictures(compiled, input, folder, terminal),
    isDrawn: flags.svg !== undefined,
  };
  const failures = [options, breakpoints, traces, records].flatMap((each) => each.failures);
  return { value, failures: [...failures, ...clashes(value), ...svgRefusals(flags.svg, terminal)] };
}

const defaultMaxSteps = 1000;

function planOptions(
  { start, answers, policy = 'happy', seed, maxSteps }: SimulateFlags,
  old: Trace | undefined,
  isAsked: boolean,
  machine: Machine,
): Attempt<SimulateOptions> {
  const given = readAnswers(answers ?? '', machine);
  const from = start === undefined ? undefined : findStart(withoutLane(start), machine);
  const value: SimulateOptions = {
    answers: given.value,
    answersBy: 'user',
    policy: old?.header.policy ?? (isAsked ? 'none' : policy),
    seed: old?.header.seed ?? seed ?? 1,
    loops: old?.header.loops ?? new Map(),
    ...(from !== undefined && { start: from.value }),
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

function clashes({ trace, record }: Plan): readonly Failure[] {
  if (trace?.path === undefined || trace.path !== record?.path) return [];
  return [failure(`The trace and the scenario would both be written to '${trace.name}'.`)];
}

function svgRefusals(svg: string | undefined, { folder }: Terminal): readonly Failure[] {
  if (svg === undefined) return [];
  if (svg === '' || svg === standardOutput) return [failure('--svg needs the name of a folder for its drawings.')];
  const isFile = existsSync(resolve(folder, svg)) && !isFolder(svg, folder);
  return isFile ? [failure(`'${svg}' is a file, and --svg needs a folder for its drawings.`)] : [];
}

// ---- running

async function runAnew(plan: Plan, terminal: Terminal): Promise<number> {
  const { compiled, options } = plan;
  const run = simulateFlow(compiled.machine, options);
  if (options.policy !== 'none') return report(run, plan, terminal);
  const isSettled = run.status.kind === 'waiting' ? run.status.refused !== undefined : plan.rules.answers.size > 0;
  return isSettled && plan.breakpoints.length === 0
    ? report(run, plan, terminal)
    : converse(firstLook, run, plan, terminal);
}

async function runAgain(trace: Trace, name: string, plan: Plan, terminal: Terminal): Promise<number> {
  const { compiled, input } = plan;
  if (trace.header.hash !== hashOf(compiled)) {
    const [file, flow] = [escapeTerminal(name), escapeTerminal(flowName(input))];
    say(terminal, `${file} was recorded before ${flow} changed`);
  }
  const again = replay(compiled.machine, trace);
  if (again.kind === 'differs') {
    sayPath(again.run, plan);
    sayFailures(terminal, [failure(`'${name}': ${mismatchText(again.step, again.why, again.run)}`)]);
    return exitCodes.findings;
  }
  const isAsked = terminal.isInteractive && input.path !== undefined;
  if (isAsked) return converse(secondLook, again.run, plan, terminal);
  const code = await report(again.run, plan, terminal);
  return code === exitCodes.findings ? exitCodes.fine : code;
}

/** At the stepper. */
async function converse(look: typeof firstLook, run: Run, plan: Plan, terminal: Terminal): Promise<number> {
  const session = look(run, plan.breakpoints, plan.rules, plan.record?.name);
  const ended = await talk(session, worldOf(plan, terminal), terminal);
  if (ended.ending === 'interrupted') return exitCodes.interrupted;
  return conclude(ended.session, plan, terminal);
}

function conclude(session: Session, plan: Plan, terminal: Terminal): number {
  const run = wholeOf(session);
  const outputs = [...traceOutputs(run, plan), ...recordOutputs(session.runs, plan)];
  const { failures } = writeAll(outputs);
  if (failures.length === 0) sayTrace(run, plan);
  sayPath(run, plan);
  say(terminal, isOver(run) ? outcomeText(run) : `left after ${counted(run.length, 'step')}`);
  if (failures.length === 0) sayRecord(outputs, plan, terminal);
  sayFailures(terminal, failures);
  return failures.length > 0 ? exitCodes.refused : exitCodes.fine;
}

/** Without anybody at a stepper. */
async function report(run: Run, plan: Plan, terminal: Terminal): Promise<number> {
  for (const state of statesOf(run, plan.breakpoints, plan.rules, terminal.style)) say(terminal, state);
  const drawings = await drawStops(run, plan);
  const outputs = [...traceOutputs(run, plan), ...recordOutputs([run], plan), ...drawings.value];
  const { failures } = drawings.failures.length > 0 ? drawings : writeAll(outputs);
  if (failures.length === 0) sayTrace(run, plan);
  sayPath(run, plan);
  say(terminal, outcomeText(run));
  sayFailures(terminal, failures);
  if (failures.length > 0) return exitCodes.refused;
  sayRecord(outputs, plan, terminal);
  if (run.status.kind !== 'completed') return exitCodes.findings;
  sayUnused(run, plan, terminal);
  return exitCodes.fine;
}

// ---- what is written

function traceOutputs(run: Run, { trace, compiled, options }: Plan): readonly Output[] {
  if (trace?.path === undefined) return [];
  return [{ name: trace.name, path: trace.path, content: traceOf(run, compiled, options) }];
}

function recordOutputs(runs: readonly Run[], { record, options }: Plan): readonly Output[] {
  const content = record === undefined ? undefined : recordText(runs, record, options);
  if (record?.path === undefined || content === undefined) return [];
  return [{ name: record.name, path: record.path, content }];
}

function sayRecord(outputs: readonly Output[], { record }: Plan, terminal: Terminal): void {
  if (record === undefined) return;
  const isWritten = outputs.some(({ path }) => path === record.path);
  say(terminal, isWritten ? `${escapeTerminal(record.name)} is written` : 'no run has a step to record');
}

function traceOf(run: Run, compiled: Compiled, { policy = 'happy', seed = 1 }: SimulateOptions): string {
  return traceText(run, compiled, policy, seed);
}

function sayTrace(run: Run, { trace, compiled, options }: Plan): void {
  if (trace !== undefined && trace.path === undefined) product(traceOf(run, compiled, options));
}

/** Nothing where the trace takes its place. */
function sayPath(run: Run, { trace }: Plan): void {
  const path = pathOf(run);
  const isHidden = trace !== undefined && trace.path === undefined;
  if (path.length > 0 && !isHidden) product(`${path.join(' ')}\n`);
}

function sayUnused(run: Run, { rules }: Plan, terminal: Terminal): void {
  const fired = new Set(pathOf(run));
  for (const node of rules.answers.keys()) if (!fired.has(node)) say(terminal, `${node} was never asked`);
}

/** More would be no help to anybody and might fill a disk. */
const mostDrawings = 1000;

/** One drawing at each breakpoint; without breakpoints at each decision and at the end. */
async function drawStops(run: Run, { isDrawn, breakpoints, takePicture }: Plan): Promise<Attempt<readonly Output[]>> {
  if (!isDrawn) return { value: [], failures: [] };
  const value: Output[] = [];
  for (const length of breakpoints.length > 0 ? stopsOf(run, breakpoints) : decisionsOf(run)) {
    if (value.length === mostDrawings) return { value: [], failures: [tooManyStops] };
    value.push(await takePicture(length === run.length ? run : goTo(run, length), 1));
  }
  return { value, failures: [] };
}

const tooManyStops: Failure = failure(
  `The run stops more than ${mostDrawings.toLocaleString('en')} times, which are too many drawings.`,
  'Name fewer stops with --break, or fewer steps with --max-steps.',
);

// ---- what the stepper asks for

function worldOf(plan: Plan, terminal: Terminal): World {
  const draw = async ({ view, current }: Session): Promise<readonly string[]> => {
    const output = await plan.takePicture(view, current + 1);
    const { failures } = writeAll([output]);
    return failures.length > 0 ? failures.map(textOf) : [`${output.name} is drawn.`];
  };
  return {
    record: (session, name) => recordNow(session, name, plan, terminal),
    draw,
    stopped: (session) => (plan.isDrawn ? draw(session) : Promise.resolve([])),
  };
}

/** Under the name that was typed, else that of `--record`. */
function recordNow({ runs }: Session, name: string | undefined, plan: Plan, terminal: Terminal): readonly string[] {
  const target = name === undefined ? { value: plan.record, failures: [] } : planRecord(name, plan.input, terminal);
  if (target.failures.length > 0) return target.failures.map(textOf);
  const outputs = recordOutputs(runs, { ...plan, record: target.value });
  const { failures } = writeAll(outputs);
  if (failures.length > 0) return failures.map(textOf);
  return outputs.length === 0
    ? ['No run has a step to record.']
    : outputs.map((output) => `${output.name} is written.`);
}

function textOf({ message, hint }: Failure): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
