/** Where a run is looked at: breakpoints, and what stands in for them where none are set. */

import { goTo, type Run, type Style } from '../index.ts';
import { allMoments, type Breakpoint, hitsAt, type Stop } from './breakpoints.ts';
import { beginSession, isOver, lookAt, type Rules, type Session, withHits } from './session.ts';
import { frame } from './stepper-frame.ts';

/** After how many steps some breakpoint holds. */
export function* stopsOf(run: Run, breakpoints: readonly Breakpoint[]): Generator<number, void> {
  if (breakpoints.length === 0) return;
  for (const { length, moment } of allMoments(run)) if (hitsAt(breakpoints, moment).length > 0) yield length;
}

/** Before every decision and at the end. */
export function* decisionsOf(run: Run): Generator<number, void> {
  const { exits } = run.machine;
  const isDecision = ({ moment: { next } }: Stop): boolean =>
    next !== undefined && exits.get(next.node)?.kind === 'choose';
  for (const moment of allMoments(run)) if (moment.length < run.length && isDecision(moment)) yield moment.length;
  yield run.length;
}

/**
 * The session that a person first sees of a run that went to its first open decision: at the first breakpoint, else
 * at that decision. A run without either is seen from its beginning.
 */
export function firstLook(run: Run, breakpoints: readonly Breakpoint[], rules: Rules, recordsTo?: string): Session {
  const length = firstStop(run, breakpoints) ?? (isOver(run) ? 0 : run.length);
  const seen = length === run.length ? run : goTo(run, length);
  return withHits(beginSession(seen, breakpoints, rules, recordsTo));
}

/** The same of a recorded run, whose steps are all known. */
export function secondLook(run: Run, breakpoints: readonly Breakpoint[], rules: Rules, recordsTo?: string): Session {
  const session = beginSession(run, breakpoints, rules, recordsTo);
  return withHits(lookAt(session, firstStop(run, breakpoints) ?? 0));
}

function firstStop(run: Run, breakpoints: readonly Breakpoint[]): number | undefined {
  for (const length of stopsOf(run, breakpoints)) return length;
  return undefined;
}

/** What the stepper would show of a run at each breakpoint, for those who only read it. */
export function* statesOf(
  run: Run,
  breakpoints: readonly Breakpoint[],
  rules: Rules,
  style: Style,
): Generator<string, void> {
  const session = beginSession(run, breakpoints, rules);
  for (const length of stopsOf(run, breakpoints)) {
    const lines = frame(withHits(lookAt(session, length)), style, { rows: Number.POSITIVE_INFINITY, isAsking: false });
    yield `${lines.join('\n')}\n`;
  }
}
