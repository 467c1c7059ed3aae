/** What can be asked of a session, by a key or by a typed line. */

import {
  compareRuns,
  counted,
  type Difference,
  goTo,
  type NodeId,
  outlookOf,
  questionAt,
  type Run,
  step,
  type TraceEvent,
} from '../index.ts';
import { breakpointText, readBreakpoint, type Stop } from './breakpoints.ts';
import { outcomeText } from './outcome.ts';
import { choicesOf, fire, isOver, lookAt, machineOf, runOn, type Session, stepOnce, told, wholeOf } from './session.ts';

export type Command =
  | { readonly kind: 'step' | 'decision' | 'lane' | 'continue' | 'back' | 'forward' }
  | { readonly kind: 'fork' | 'help' | 'draw' | 'leave' | 'cancel' }
  /** A choice by its number, from 1; its position is moved by the arrow keys. */
  | { readonly kind: 'choose'; readonly number: number }
  | { readonly kind: 'mark'; readonly by: 1 | -1 }
  | { readonly kind: 'answer'; readonly text: string }
  /** To the moment before a step, numbered from 1. */
  | { readonly kind: 'go'; readonly step: number }
  /** Another run, numbered from 1; the next one when none is named. */
  | { readonly kind: 'switch' | 'compare'; readonly run: number | undefined }
  /** Sets a breakpoint, or removes it; lists them when the text is empty. */
  | { readonly kind: 'break'; readonly text: string }
  | { readonly kind: 'record'; readonly name: string | undefined };

/** The session after a command. What was said and wished before is gone. */
export function obey(before: Session, command: Command): Session {
  const session: Session = { ...before, notices: [], wish: undefined, entry: undefined, isHelpOpen: false };
  switch (command.kind) {
    case 'step':
      return session.marked === undefined ? stepOnce(session) : choose(session, session.marked + 1);
    case 'decision':
      return runOn(session, isDecision(session));
    case 'lane':
      return runOn(session, leavesLane(session));
    case 'continue':
      return runOn(session, () => false);
    case 'forward':
      return forward(session);
    case 'back':
      return back(session);
    case 'go':
      return goToStep(session, command.step);
    case 'choose':
      return choose(session, command.number);
    case 'mark':
      return mark(session, command.by);
    case 'answer':
      return answer(session, command.text);
    case 'fork':
      return fork(session);
    case 'switch':
      return switchTo(session, command.run);
    case 'compare':
      return compare(session, command.run);
    case 'break':
      return toggle(session, command.text);
    case 'cancel':
      return { ...session, asked: undefined, marked: undefined };
    case 'help':
      return { ...session, isHelpOpen: !before.isHelpOpen };
    case 'draw':
      return { ...session, wish: { kind: 'draw' } };
    case 'record':
      return { ...session, wish: { kind: 'record', name: command.name } };
    case 'leave':
      return { ...session, wish: { kind: 'leave' } };
  }
}

// ---- moving

function isDecision({ view: { machine } }: Session): (stop: Stop) => boolean {
  return ({ moment: { next } }) => next !== undefined && machine.exits.get(next.node)?.kind === 'choose';
}

function leavesLane({ view }: Session): (stop: Stop) => boolean {
  const lane = outlookOf(view).next?.lane;
  return ({ moment: { next } }) => next !== undefined && next.lane !== lane;
}

/** Along what was run before; no step is taken anew. */
function forward(session: Session): Session {
  const { view } = session;
  if (view.length < wholeOf(session).length) return lookAt(session, view.length + 1);
  return told(session, 'Nothing was run beyond this step; Enter takes the next one.');
}

function back(session: Session): Session {
  if (session.asked !== undefined) return { ...session, asked: undefined, marked: undefined };
  if (session.view.length === 0) return told(session, 'This is the beginning.');
  return lookAt(session, session.view.length - 1);
}

/** Back, or on as far as nothing stands in the way. */
function goToStep(session: Session, number: number): Session {
  const end = wholeOf(session).length;
  if (number < 1) return told(lookAt(session, 0), 'The first step is 1.');
  if (number <= end + 1) return lookAt(session, number - 1);
  const there = runOn(lookAt(session, end), ({ length }) => length === number - 1);
  const reached = there.view.length + 1;
  if (reached === number) return there;
  return told(there, `The run stops at step ${reached.toLocaleString('en')}.`, ...there.notices);
}

// ---- choosing

function choose(session: Session, number: number): Session {
  const choices = choicesOf(session);
  const choice = choices[number - 1];
  if (choice === undefined) return told(session, noChoice(number, choices.length));
  if (choice.kind === 'answer') return fire(session, pickOf(session, choice.node), choice.option.answer);
  if (questionAt(session.view, choice.node) !== undefined) return { ...session, asked: choice.node, marked: undefined };
  return fire(session, pickOf(session, choice.node), undefined);
}

/** The scheduler's own choice is no pick. */
function pickOf({ view }: Session, node: NodeId): NodeId | undefined {
  return outlookOf(view).enabled[0] === node ? undefined : node;
}

function noChoice(number: number, count: number): string {
  if (count === 0) return 'There is nothing to choose here; Enter takes the next step.';
  return `${number} is none of the choices, which are 1${count > 1 ? ` to ${count}` : ''}.`;
}

function mark(session: Session, by: 1 | -1): Session {
  const count = choicesOf(session).length;
  if (count === 0) return told(session, noChoice(0, 0));
  const marked = session.marked === undefined ? (by === 1 ? 0 : count - 1) : (session.marked + by + count) % count;
  return { ...session, marked };
}

/** A typed answer, as `--answers` takes it. */
function answer(session: Session, text: string): Session {
  const { view } = session;
  const node = session.asked ?? outlookOf(view).enabled[0];
  const question = node === undefined ? undefined : questionAt(view, node);
  if (node === undefined || question === undefined) return told(session, `'${text}' is no command; ? lists them.`);
  const { status, length } = step(view, text, { pick: node });
  if (length > view.length) return fire(session, pickOf(session, node), text);
  const ways = question.options.map((option, index) => `${index + 1} ${option.answer}`).join(', ');
  const isRemoved = question.removed.some((option) => option.answer.toLowerCase() === text.toLowerCase());
  const isAmbiguous = status.kind === 'waiting' && status.refused?.why === 'ambiguous';
  const why = isRemoved ? 'is not offered any more' : isAmbiguous ? 'fits several ways' : 'is no answer here';
  return told(session, `'${text}' ${why}. It takes ${ways}.`);
}

// ---- runs

/** A new run from here on; the present one is kept as it is. */
function fork(session: Session): Session {
  const { view, current, runs } = session;
  const forked = { ...session, runs: [...runs, goTo(view, view.length)], current: runs.length };
  const notice = `Run ${runs.length + 1} begins with step ${view.length + 1}; run ${current + 1} is kept.`;
  return told(lookAt(forked, view.length), notice);
}

function switchTo(session: Session, number: number | undefined): Session {
  const { runs, current } = session;
  const wanted = number === undefined ? (current + 1) % runs.length : number - 1;
  if (runs.length === 1) return told(session, onlyRun);
  const run = runs[wanted];
  if (run === undefined) return told(session, noRun(wanted + 1, runs));
  return lookAt({ ...session, current: wanted }, run.length);
}

const onlyRun = 'There is one run; f forks another from here.';

function noRun(number: number, runs: readonly Run[]): string {
  return `There is no run ${number}; there are runs 1 to ${runs.length}.`;
}

/** With another run, by default the one before. */
function compare(session: Session, number: number | undefined): Session {
  const { runs, current } = session;
  if (runs.length === 1) return told(session, onlyRun);
  const index = number === undefined ? (current + runs.length - 1) % runs.length : number - 1;
  const [other, own] = [runs[index], wholeOf(session)];
  if (other === undefined) return told(session, noRun(index + 1, runs));
  if (index === current) return told(session, `Run ${number} is the one you see.`);
  const [left, right] = index < current ? [index, current] : [current, index];
  const difference = index < current ? compareRuns(other, own) : compareRuns(own, other);
  return told(session, ...differenceTexts(session, left, right, difference));
}

function differenceTexts(
  { runs }: Session,
  left: number,
  right: number,
  difference: Difference | undefined,
): readonly string[] {
  const names = `Runs ${left + 1} and ${right + 1}`;
  if (difference === undefined) return [`${names} are the same, ${counted(runs[left]?.length ?? 0, 'step')}.`];
  const [one, other] = [stepText(difference.left), stepText(difference.right)];
  return [
    `${names} part at step ${difference.step.toLocaleString('en')}: ${one} against ${other}.`,
    reachedText(left, runs[left], difference.onlyLeft),
    reachedText(right, runs[right], difference.onlyRight),
  ];
}

function stepText(event: TraceEvent | undefined): string {
  if (event === undefined) return 'no further step';
  return event.answer === undefined ? event.node : `${event.node} = ${event.answer}`;
}

const mostNamed = 8;

function reachedText(index: number, run: Run | undefined, only: readonly NodeId[]): string {
  const more = only.length > mostNamed ? ` and ${only.length - mostNamed} more` : '';
  const alone = only.length === 0 ? '' : `; only here ${only.slice(0, mostNamed).join(' ')}${more}`;
  return `run ${index + 1}: ${run === undefined ? '' : standText(run)}${alone}`;
}

function standText(run: Run): string {
  const { next } = outlookOf(run);
  return isOver(run) || next === undefined ? outcomeText(run) : `${counted(run.length, 'step')}, now at ${next.node}`;
}

// ---- breakpoints

function toggle(session: Session, text: string): Session {
  const { breakpoints } = session;
  if (text.trim() === '') return told(session, listText(session));
  const { value, failures } = readBreakpoint(text.trim(), machineOf(session));
  const problems = failures.map(({ message, hint }) => (hint === undefined ? message : `${message} ${hint}`));
  if (value === undefined) return told(session, ...problems);
  const name = breakpointText(value);
  const others = breakpoints.filter((each) => breakpointText(each) !== name);
  const isNew = others.length === breakpoints.length;
  const changed = { ...session, breakpoints: isNew ? [...breakpoints, value] : others };
  return told(changed, isNew ? `${name} is set.` : `${name} is removed.`);
}

function listText({ breakpoints }: Session): string {
  return breakpoints.length === 0 ? 'No breakpoints are set.' : `break ${breakpoints.map(breakpointText).join(', ')}`;
}

// ---- typed lines

type WordKind = Exclude<Command['kind'], 'choose' | 'mark' | 'answer' | 'cancel'>;

const words: Readonly<Record<WordKind, readonly string[]>> = {
  step: ['step', 'st'],
  decision: ['n', 'next'],
  lane: ['l', 'lane'],
  continue: ['c', 'continue'],
  back: ['b', 'back'],
  forward: ['w', 'forward'],
  fork: ['f', 'fork'],
  help: ['?', 'h', 'help'],
  draw: ['s', 'svg'],
  leave: ['q', 'quit', 'exit'],
  go: ['g', 'go'],
  switch: ['t', 'run'],
  compare: ['=', 'compare'],
  break: ['B', 'break'],
  record: ['r', 'record'],
};

/** A line typed where there are no keys. An answer on offer is an answer, whatever else it may mean. */
export function commandOfLine(line: string, session: Session): Command {
  const text = line.trim();
  if (text === '') return { kind: 'step' };
  if (/^\d{1,9}$/.test(text)) return { kind: 'choose', number: Number(text) };
  if (isAnswer(text, session)) return { kind: 'answer', text };
  const [word = '', ...rest] = text.split(/\s+/);
  const kind = kindOf(word);
  return kind === undefined ? { kind: 'answer', text } : withArgument(kind, rest.join(' '));
}

function isAnswer(text: string, session: Session): boolean {
  return choicesOf(session).some(
    (choice) => choice.kind === 'answer' && choice.option.answer.toLowerCase() === text.toLowerCase(),
  );
}

function kindOf(word: string): WordKind | undefined {
  // One letter means what it means in its case: b goes back, B breaks.
  const known = word.length > 1 ? word.toLowerCase() : word;
  // Its keys are those of the type.
  return (Object.keys(words) as WordKind[]).find((kind) => words[kind].includes(known));
}

export function withArgument(kind: WordKind, text: string): Command {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  switch (kind) {
    case 'go':
      return { kind, step: number ?? 0 };
    case 'switch':
    case 'compare':
      return { kind, run: number };
    case 'break':
      return { kind, text };
    case 'record':
      return { kind, name: text === '' ? undefined : text };
    default:
      return { kind };
  }
}
