/** Where a run stops to be looked at: what `--break` and the key B take. */

import {
  type Ahead,
  type EdgeId,
  eventsOf,
  type Flow,
  goTo,
  type LaneId,
  type LoopId,
  type Machine,
  type NodeId,
  nearest,
  outlookOf,
  type Run,
  type TraceEvent,
} from '../index.ts';
import { unknownNode, withoutLane } from './answers.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';

export type Breakpoint =
  /** Before the node fires, or before it fires for the `visit`th time. */
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'visit'; readonly node: NodeId; readonly visit: number }
  /** Before the run enters the lane. */
  | { readonly kind: 'lane'; readonly lane: LaneId }
  /** Before a node that a limit of the loop takes a way from. */
  | { readonly kind: 'limit'; readonly loop: LoopId }
  /** After a token, or an answer drawn as an edge, has gone along the edge. */
  | { readonly kind: 'edge'; readonly edge: EdgeId }
  /** After two tokens became one on an edge. */
  | { readonly kind: 'merged' }
  /** After a token has ended. */
  | { readonly kind: 'end' };

/** A place in a run: what has just happened and what would happen next. */
export interface Moment {
  readonly last: TraceEvent | undefined;
  readonly next: Ahead | undefined;
}

// ---- reading

/** How each kind is written. */
export const breakpointForms = 'node:n13, lane:Bar, edge:e4, visit:n4=3, limit:loop1, merged or end';
const kinds = ['node', 'lane', 'edge', 'visit', 'limit', 'merged', 'end'] as const;

export function readBreakpoints(texts: readonly string[], machine: Machine): Attempt<readonly Breakpoint[]> {
  const read = texts.map((text) => readBreakpoint(text, machine));
  return { value: read.flatMap(({ value }) => value ?? []), failures: read.flatMap(({ failures }) => failures) };
}

/** Undefined with a failure only. */
export function readBreakpoint(text: string, { flow }: Machine): Attempt<Breakpoint | undefined> {
  const colon = text.indexOf(':');
  const word = (colon === -1 ? text : text.slice(0, colon)).trim();
  const name = colon === -1 ? undefined : text.slice(colon + 1).trim();
  const kind = kinds.find((each) => each === word);
  if (kind === undefined) return refused(noBreakpoint(text, word, flow));
  if (kind === 'merged' || kind === 'end') {
    return name === undefined ? accept({ kind }) : refused(failure(`'${kind}' stands alone, without '${name}'.`));
  }
  if (name === undefined || name === '')
    return refused(failure(`'${text}' names no place.`, `It is ${breakpointForms}.`));
  if (kind === 'visit') return readVisit(text, name, flow);
  return readPlace(kind, name, flow);
}

function accept(value: Breakpoint): Attempt<Breakpoint> {
  return { value, failures: [] };
}

/** `n13` and `edg:e4` are near enough to a breakpoint to say which. */
function noBreakpoint(text: string, word: string, flow: Flow): Failure {
  const message = `'${text}' is no breakpoint.`;
  if (flow.nodes.has(withoutLane(text))) return failure(message, `Did you mean node:${withoutLane(text)}?`);
  if (flow.lanes.some(({ id }) => id === text)) return failure(message, `Did you mean lane:${text}?`);
  const near = nearest(word, kinds);
  return failure(
    message,
    near === undefined ? `It is ${breakpointForms}.` : `Did you mean ${near}${text.slice(word.length)}?`,
  );
}

function readPlace(
  kind: 'node' | 'lane' | 'edge' | 'limit',
  name: string,
  flow: Flow,
): Attempt<Breakpoint | undefined> {
  switch (kind) {
    case 'node': {
      const node = withoutLane(name);
      return flow.nodes.has(node) ? accept({ kind, node }) : refused(unknownNode(node, flow));
    }
    case 'lane': {
      const lanes = flow.lanes.map(({ id }) => id);
      return lanes.includes(name) ? accept({ kind, lane: name }) : refused(unknown('lane', name, lanes));
    }
    case 'edge': {
      const edges = flow.edges.map(({ id }) => id);
      return edges.includes(name) ? accept({ kind, edge: name }) : refused(unknown('edge', name, edges));
    }
    case 'limit': {
      const loops = flow.loops.map(({ id }) => id);
      return loops.includes(name) ? accept({ kind, loop: name }) : refused(unknown('loop', name, loops));
    }
  }
}

function readVisit(text: string, name: string, flow: Flow): Attempt<Breakpoint | undefined> {
  const [, written = '', count = ''] = /^(.*)=\s*(\d{1,9})$/.exec(name) ?? [];
  const node = withoutLane(written.trim());
  if (Number(count) < 1) return refused(failure(`'${text}' names no visit.`, 'It is written visit:n4=3.'));
  if (!flow.nodes.has(node)) return refused(unknownNode(node, flow));
  return accept({ kind: 'visit', node, visit: Number(count) });
}

function unknown(what: string, name: string, names: readonly string[]): Failure {
  const near = nearest(name, names);
  const list = names.length === 0 ? `The flow has no ${what}s.` : `There are ${listed(names)}.`;
  return failure(`There is no ${what} '${name}'.`, near === undefined ? list : `Did you mean ${near}?`);
}

const mostListed = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).join(', ');
  return names.length > mostListed ? `${shown} and ${names.length - mostListed} more` : shown;
}

/** As it is written. */
export function breakpointText(breakpoint: Breakpoint): string {
  switch (breakpoint.kind) {
    case 'node':
      return `node:${breakpoint.node}`;
    case 'visit':
      return `visit:${breakpoint.node}=${breakpoint.visit}`;
    case 'lane':
      return `lane:${breakpoint.lane}`;
    case 'limit':
      return `limit:${breakpoint.loop}`;
    case 'edge':
      return `edge:${breakpoint.edge}`;
    case 'merged':
    case 'end':
      return breakpoint.kind;
  }
}

// ---- matching

function isHit(breakpoint: Breakpoint, { last, next }: Moment): boolean {
  switch (breakpoint.kind) {
    case 'node':
      return next?.node === breakpoint.node;
    case 'visit':
      return next?.node === breakpoint.node && next.visit === breakpoint.visit;
    case 'lane':
      return next?.lane === breakpoint.lane && last?.lane !== breakpoint.lane;
    case 'limit':
      return next?.limit === breakpoint.loop;
    case 'edge':
      return last !== undefined && (last.out.includes(breakpoint.edge) || last.replies.includes(breakpoint.edge));
    case 'merged':
      return last !== undefined && last.merged.length > 0;
    case 'end':
      return last !== undefined && last.out.length === 0;
  }
}

export function hitsAt(breakpoints: readonly Breakpoint[], moment: Moment): readonly Breakpoint[] {
  return breakpoints.filter((breakpoint) => isHit(breakpoint, moment));
}

/** A moment after so many steps. */
export interface Stop {
  readonly length: number;
  readonly moment: Moment;
}

/** The moments of a run after more than `after` steps. What comes next is known from the step that came. */
export function* momentsOf(run: Run, after: number): Generator<Stop, void> {
  let last: TraceEvent | undefined;
  // The first of these events leads to the first moment; what comes next there is the second.
  for (const event of eventsOf(run, after)) {
    if (last !== undefined) yield { length: last.step, moment: { last, next: aheadOf(event) } };
    last = event;
  }
  if (last !== undefined) yield { length: last.step, moment: { last, next: outlookOf(run).next } };
}

/** All moments of a run, that before its first step among them. */
export function* allMoments(run: Run): Generator<Stop, void> {
  yield { length: 0, moment: { last: undefined, next: outlookOf(goTo(run, 0)).next } };
  yield* momentsOf(run, 0);
}

function aheadOf({ node, lane, visit, limit }: TraceEvent): Ahead {
  return { node, lane, visit, limit: limit?.loop };
}
