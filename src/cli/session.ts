/**
 * What a person at the stepper has before them, as a value: the runs that were kept, the place looked at, breakpoints,
 * and what is being typed. Commands make a new session of it; nothing here knows a terminal or a file.
 */

import {
  type DriveOptions,
  drive,
  eventAt,
  goTo,
  type Machine,
  type NodeId,
  type Option,
  outlookOf,
  questionAt,
  type Run,
  step,
  type TraceEvent,
} from '../index.ts';
import { type Breakpoint, breakpointText, hitsAt, momentsOf, type Stop } from './breakpoints.ts';

export interface Session {
  /** Each as far as it was ever taken; never empty. */
  readonly runs: readonly Run[];
  /** Which of them is looked at, from 0. */
  readonly current: number;
  /** The first steps of that run, up to the place looked at. */
  readonly view: Run;
  readonly breakpoints: readonly Breakpoint[];
  readonly rules: Rules;
  /** The file of `--record`. */
  readonly recordsTo: string | undefined;
  /** An enabled node that the user has picked and that is asked for its answer. */
  readonly asked: NodeId | undefined;
  /** The choice under the arrow keys, from 0. */
  readonly marked: number | undefined;
  readonly entry: Entry | undefined;
  readonly isHelpOpen: boolean;
  /** What the last command has to say, in plain text. */
  readonly notices: readonly string[];
  /** What it asks of the world. */
  readonly wish: Wish | undefined;
}

/** How runs go on, given on the command line. */
export type Rules = Required<Pick<DriveOptions, 'answers' | 'maxSteps'>>;

/** A line that is being typed. */
export interface Entry {
  readonly what: 'go' | 'break' | 'record' | 'choose' | 'compare';
  readonly text: string;
}

type Wish =
  | { readonly kind: 'leave' }
  | { readonly kind: 'draw' }
  /** Undefined: where `--record` says. */
  | { readonly kind: 'record'; readonly name: string | undefined };

export type Choice =
  | { readonly kind: 'answer'; readonly node: NodeId; readonly option: Option }
  | { readonly kind: 'fire'; readonly node: NodeId };

export function beginSession(run: Run, breakpoints: readonly Breakpoint[], rules: Rules, recordsTo?: string): Session {
  return {
    runs: [run],
    current: 0,
    view: run,
    breakpoints,
    rules,
    recordsTo,
    asked: undefined,
    marked: undefined,
    entry: undefined,
    isHelpOpen: false,
    notices: [],
    wish: undefined,
  };
}

// ---- looking

/** The current run as far as it was ever taken. */
export function wholeOf({ runs, current, view }: Session): Run {
  return runs[current] ?? view;
}

export function machineOf({ view }: Session): Machine {
  return view.machine;
}

/** The step that was taken from here; undefined at the end of what has been run. */
export function recordedNext(session: Session): TraceEvent | undefined {
  return eventAt(wholeOf(session), session.view.length + 1);
}

/** What can be chosen by number: answers of the decision, then other nodes that could fire now. */
export function choicesOf({ view, asked }: Session): readonly Choice[] {
  const { enabled } = outlookOf(view);
  const node = asked ?? enabled[0];
  if (node === undefined) return [];
  const answers = (questionAt(view, node)?.options ?? []).map((option): Choice => ({ kind: 'answer', node, option }));
  if (asked !== undefined) return answers;
  const others = answers.length > 0 ? enabled.slice(1) : enabled;
  const isForced = answers.length === 0 && others.length === 1;
  return isForced ? [] : [...answers, ...others.map((other): Choice => ({ kind: 'fire', node: other }))];
}

export function isOver({ status }: Run): boolean {
  return status.kind === 'completed' || status.kind === 'exhausted';
}

/** The answer that was given on the command line for this visit. */
function answerInAdvance({ view, rules }: Session): string | undefined {
  const next = outlookOf(view).next;
  const answers = next && rules.answers.get(next.node);
  return next && answers?.[Math.min(next.visit, answers.length) - 1];
}

// ---- saying

export function told(session: Session, ...notices: readonly string[]): Session {
  return { ...session, notices };
}

// ---- moving

/** The session with another place in the current run. */
export function lookAt(session: Session, length: number): Session {
  const whole = wholeOf(session);
  // The end of a run keeps why it went no further, which looking anew would forget.
  const view = length >= whole.length ? whole : goTo(whole, length);
  return { ...session, view, asked: undefined, marked: undefined };
}

/** One step: again, where it was taken before, else anew. */
export function stepOnce(session: Session): Session {
  const { view } = session;
  if (view.length < wholeOf(session).length) return withHits(lookAt(session, view.length + 1));
  const { status } = view;
  if (isOver(view)) return told(session, 'The run is over: b goes back, f forks, q leaves.');
  const given = answerInAdvance(session);
  const isAsked = status.kind === 'waiting' || (status.kind === 'step-limit' && hasQuestion(view));
  if (isAsked && given === undefined) return told(session, 'This is a decision: choose by number.');
  return fire(session, undefined, given);
}

function hasQuestion(view: Run): boolean {
  const [front = ''] = outlookOf(view).enabled;
  return questionAt(view, front) !== undefined;
}

/** Fires a node with an answer. In the past, another step than the recorded one begins a new run. */
export function fire(session: Session, pick: NodeId | undefined, answer: string | undefined): Session {
  const { view, rules } = session;
  const whole = wholeOf(session);
  if (view.length >= rules.maxSteps) return told(session, limitText(rules));
  const next = step(view, answer, pick === undefined ? {} : { pick });
  if (next.length === view.length) return refused(session, next, answer);
  if (view.length === whole.length) return withHits(takenTo(session, next));
  if (isSameStep(eventAt(next, next.length), recordedNext(session))) return withHits(lookAt(session, next.length));
  const kept = session.current + 1;
  const forked = { ...session, runs: [...session.runs, next], current: session.runs.length, view: next };
  const notice = `Run ${forked.current + 1} begins with step ${next.length}; run ${kept} is kept.`;
  return told({ ...forked, asked: undefined, marked: undefined }, notice, ...withHits(forked).notices);
}

function limitText({ maxSteps }: Rules): string {
  return `A run has at most ${maxSteps.toLocaleString('en')} steps here; --max-steps allows more.`;
}

function refused(session: Session, next: Run, answer: string | undefined): Session {
  const { status } = next;
  if (status.kind === 'exhausted') return told(takenTo(session, next), 'A loop has reached its limit.');
  return told(session, answer === undefined ? 'Nothing can happen here.' : `'${answer}' is no answer here.`);
}

/** The current run has gone on. */
function takenTo(session: Session, run: Run): Session {
  const runs = session.runs.with(session.current, run);
  return { ...session, runs, view: run, asked: undefined, marked: undefined };
}

function isSameStep(one: TraceEvent | undefined, other: TraceEvent | undefined): boolean {
  if (one === undefined || other === undefined || one.node !== other.node) return false;
  return one.out.length === other.out.length && one.out.every((edge, index) => edge === other.out[index]);
}

/** Says which breakpoints hold here. */
export function withHits(session: Session): Session {
  const { view, breakpoints } = session;
  if (breakpoints.length === 0) return session;
  const moment = { last: eventAt(view, view.length), next: outlookOf(view).next };
  const hits = hitsAt(breakpoints, moment);
  return hits.length === 0 ? session : told(session, `break ${hits.map(breakpointText).join(', ')}`);
}

/**
 * Goes on until something wants to be looked at, a breakpoint holds, a decision is open, or the run ends. What was run
 * before is gone through again.
 */
export function runOn(session: Session, isWanted: (stop: Stop) => boolean): Session {
  const { view, breakpoints, rules } = session;
  const whole = wholeOf(session);
  const known = firstStop(whole, view.length, (stop) => isWanted(stop) || isBreak(stop));
  if (known !== undefined) return withHits(lookAt(session, known));
  if (isOver(whole)) return view.length < whole.length ? lookAt(session, whole.length) : stepOnce(session);
  const further = drive(whole, { answers: rules.answers, answersBy: 'user', policy: 'none', maxSteps: rules.maxSteps });
  if (further.length === view.length) return whyStanding(session, further);
  const found = firstStop(further, whole.length, (stop) => isWanted(stop) || isBreak(stop));
  const reached = found === undefined ? further : prefix(further, found);
  const there = withHits(takenTo(session, reached));
  return reached.status.kind === 'step-limit' ? told(there, limitText(rules)) : there;

  function isBreak({ moment }: Stop): boolean {
    return hitsAt(breakpoints, moment).length > 0;
  }
}

function prefix(run: Run, length: number): Run {
  return length >= run.length ? run : goTo(run, length);
}

/** How long the run is at the first moment after `after` that is wanted. */
function firstStop(run: Run, after: number, isStop: (stop: Stop) => boolean): number | undefined {
  for (const stop of momentsOf(run, after)) if (isStop(stop)) return stop.length;
  return undefined;
}

function whyStanding(session: Session, { status }: Run): Session {
  if (status.kind === 'step-limit') return told(session, limitText(session.rules));
  if (status.kind === 'exhausted') return stepOnce(session);
  const given = answerInAdvance(session);
  return told(session, given === undefined ? 'This is a decision: choose by number.' : `'${given}' is no answer here.`);
}
