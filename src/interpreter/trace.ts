import type { LoopId, NodeId } from '../graph/graph.ts';
import { deciders, type Run, type Status, type TraceEvent } from './machine.ts';
import { type Policy, policies } from './policy.ts';
import { eventsOf } from './step.ts';

/*
 * Traces as text: semantics.md 8. One JSON value a line: a header, an event for each firing, and how the run
 * ended. Fields that say nothing are left out. Reading takes nothing on trust.
 */

export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  /** Missing when the writer was cut off. */
  readonly end: TraceEnd | undefined;
}

export interface TraceHeader {
  /** The name of the flow's file, for people. */
  readonly flow: string;
  /** Over the canonical text of the flow; whoever writes the trace computes it. */
  readonly hash: string;
  readonly start: NodeId | undefined;
  readonly policy: Policy;
  readonly seed: number;
  readonly strictTokens: boolean;
  /** Items of loops over items, where a scenario gave them. */
  readonly loops: ReadonlyMap<LoopId, number>;
}

export interface TraceEnd {
  readonly kind: Status['kind'];
  readonly steps: number;
  /** Only when completed. */
  readonly ends: readonly NodeId[];
  /** Where a run waits or is exhausted. */
  readonly at: NodeId | undefined;
  readonly loop: LoopId | undefined;
}

// ---- writing

/** What the run itself does not know. */
export type TraceTitle = Pick<TraceHeader, 'flow' | 'hash' | 'policy' | 'seed'>;

/** The lines of a trace, without line ends. */
export function* traceLines(run: Run, title: TraceTitle): Generator<string, void> {
  yield headerLine(headerOf(run, title));
  for (const event of eventsOf(run)) yield eventLine(event);
  yield endLine(endOf(run));
}

function headerOf(run: Run, title: TraceTitle): TraceHeader {
  const { start, machine, history } = run;
  const { limits, exact } = history.origin;
  const given = machine.tables.counted.flatMap((loop, slot): [LoopId, number][] => {
    const isGiven = machine.tables.overItems[slot] === 1 && exact[slot] === 1;
    return isGiven ? [[loop, (limits[slot] ?? 0) + 1]] : [];
  });
  return { ...title, start, strictTokens: machine.strictTokens, loops: new Map(given) };
}

function headerLine({ flow, hash, start, policy, seed, strictTokens, loops }: TraceHeader): string {
  return JSON.stringify({
    trace: 1,
    semantics: 1,
    flow,
    hash,
    start,
    policy,
    seed,
    strictTokens: strictTokens || undefined,
    loops: loops.size > 0 ? Object.fromEntries(loops) : undefined,
  });
}

export function eventLine(event: TraceEvent): string {
  const { step, node, lane, visit, in: taken, out, answer, by, limit, merged, replies, picked } = event;
  return JSON.stringify({
    step,
    node,
    lane,
    visit,
    in: taken,
    out,
    answer,
    by,
    limit,
    merged: merged.length > 0 ? merged : undefined,
    replies: replies.length > 0 ? replies : undefined,
    picked: picked || undefined,
  });
}

/** How a run ended, or where it stands. */
export function endOf({ status, length: steps }: Run): TraceEnd {
  const nothing = { ends: [], at: undefined, loop: undefined };
  switch (status.kind) {
    case 'completed':
      return { ...nothing, kind: status.kind, steps, ends: status.ends };
    case 'waiting':
      return { ...nothing, kind: status.kind, steps, at: status.question.node };
    case 'exhausted':
      return { ...nothing, kind: status.kind, steps, at: status.at, loop: status.loop };
    case 'running':
    case 'step-limit':
      return { ...nothing, kind: status.kind, steps };
  }
}

export function endLine({ kind, steps, ends, at, loop }: TraceEnd): string {
  return JSON.stringify({ end: kind, steps, ends: kind === 'completed' ? ends : undefined, at, loop });
}

// ---- reading

export type TraceRead =
  | { readonly kind: 'trace'; readonly trace: Trace }
  /** `line` counts from 1. `version`: written by a later laneflow. `after-end`: something follows the end. */
  | { readonly kind: 'unreadable'; readonly line: number; readonly why: Unreadable };

export type Unreadable = 'empty' | 'json' | 'header' | 'version' | 'event' | 'end' | 'after-end';

type Fields = Readonly<Record<string, unknown>>;

export function readTrace(text: string): TraceRead {
  const lines = text.split(/\r\n|\n/).map((line, index) => ({ line, number: index + 1 }));
  const [first, ...rest] = lines.filter(({ line }) => line.trim() !== '');
  if (first === undefined) return { kind: 'unreadable', line: 1, why: 'empty' };
  const header = readHeader(fieldsOf(first.line));
  if (typeof header === 'string') return { kind: 'unreadable', line: first.number, why: header };
  const events: TraceEvent[] = [];
  let end: TraceEnd | undefined;
  for (const { line, number } of rest) {
    const read = end === undefined ? readLine(fieldsOf(line)) : 'after-end';
    if (typeof read === 'string') return { kind: 'unreadable', line: number, why: read };
    if ('kind' in read) end = read;
    else events.push(read);
  }
  return { kind: 'trace', trace: { header, events, end } };
}

function fieldsOf(line: string): Fields | undefined {
  try {
    return asFields(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function asFields(value: unknown): Fields | undefined {
  // JSON has no other objects than records and arrays.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function readHeader(fields: Fields | undefined): TraceHeader | Unreadable {
  if (fields === undefined) return 'json';
  const { trace, semantics, flow, hash, start, policy, seed, strictTokens, loops } = fields;
  if (!isCount(trace) || !isCount(semantics)) return 'header';
  if (trace !== 1 || semantics !== 1) return 'version';
  const known = policies.find((each) => each === policy);
  if (!isText(flow) || !isText(hash) || known === undefined || typeof seed !== 'number') return 'header';
  if (start !== undefined && !isText(start)) return 'header';
  const items = Object.entries(asFields(loops) ?? {}).filter((entry): entry is [string, number] => isCount(entry[1]));
  return { flow, hash, start, policy: known, seed, strictTokens: strictTokens === true, loops: new Map(items) };
}

function readLine(fields: Fields | undefined): TraceEvent | TraceEnd | Unreadable {
  if (fields === undefined) return 'json';
  return 'end' in fields ? readEnd(fields) : readEvent(fields);
}

const endings: readonly Status['kind'][] = ['running', 'waiting', 'completed', 'exhausted', 'step-limit'];

function readEnd({ end, steps, ends = [], at, loop }: Fields): TraceEnd | Unreadable {
  const kind = endings.find((each) => each === end);
  if (kind === undefined || !isCount(steps) || !areTexts(ends) || !isOptionalText(at) || !isOptionalText(loop))
    return 'end';
  return { kind, steps, ends, at, loop };
}

function readEvent(fields: Fields): TraceEvent | Unreadable {
  const { step, node, lane, visit, in: taken, out, answer, by, limit, merged = [], replies = [], picked } = fields;
  const decider = deciders.find((each) => each === by);
  if (!isCount(step) || !isText(node) || !isText(lane) || !isCount(visit) || !isOptionalText(answer)) return 'event';
  if (!areTexts(taken) || !areTexts(out) || !areTexts(merged) || !areTexts(replies)) return 'event';
  if ((by === undefined) !== (decider === undefined)) return 'event';
  const reached = limit === undefined ? undefined : readLimit(asFields(limit));
  if (limit !== undefined && reached === undefined) return 'event';
  const plain = { step, node, lane, visit, in: taken, out, answer };
  return { ...plain, by: decider, limit: reached, merged, replies, picked: picked === true };
}

function readLimit(fields: Fields | undefined): TraceEvent['limit'] {
  const { loop, rounds, of } = fields ?? {};
  return isText(loop) && isCount(rounds) && isCount(of) ? { loop, rounds, of } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || isText(value);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
