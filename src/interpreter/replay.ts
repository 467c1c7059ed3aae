import type { NodeId } from '../graph/graph.ts';
import { attempt } from './attempt.ts';
import { type Board, isReady } from './board.ts';
import { latestEvent } from './events.ts';
import type { History } from './history.ts';
import type { Machine, Run, Status, TraceEvent } from './machine.ts';
import { begin, runOf } from './step.ts';
import { chooses } from './tables.ts';
import { endLine, endOf, eventLine, type Trace, type TraceEnd } from './trace.ts';

export type Replay =
  | { readonly kind: 'same'; readonly run: Run }
  /** `run` is what could be replayed; `step` is the first one that no longer fits, one past the last for the end. */
  | { readonly kind: 'differs'; readonly run: Run; readonly step: number; readonly why: Mismatch };

export type Mismatch =
  /** The machine has another way to begin, or reads reply edges differently. */
  | { readonly kind: 'start'; readonly start: NodeId | undefined }
  | { readonly kind: 'strict-tokens'; readonly recorded: boolean }
  /** The node does not exist, or has nothing to do at this step. */
  | { readonly kind: 'not-enabled'; readonly node: NodeId }
  /** No option of the node marks these edges. */
  | { readonly kind: 'no-option'; readonly event: TraceEvent }
  /** A limit stands in the way. */
  | { readonly kind: 'stopped'; readonly status: Status }
  | { readonly kind: 'event'; readonly recorded: TraceEvent; readonly actual: TraceEvent }
  | { readonly kind: 'end'; readonly recorded: TraceEnd; readonly actual: TraceEnd };

/** Runs a trace again on a machine, which may be that of a flow that has changed since. */
export function replay(machine: Machine, trace: Trace): Replay {
  const { start, strictTokens, loops } = trace.header;
  const begun = begin(machine, start, { loops });
  const differs = (step: number, why: Mismatch): Replay => ({ kind: 'differs', run: current(), step, why });
  const { history } = begun;
  const current = (): Run => runOf(machine, begun.start, history);
  if (begun.start !== start) return differs(1, { kind: 'start', start });
  if (machine.strictTokens !== strictTokens) return differs(1, { kind: 'strict-tokens', recorded: strictTokens });
  for (const event of trace.events) {
    const why = replayEvent(history, event);
    if (why !== undefined) return differs(history.length + (why.kind === 'event' ? 0 : 1), why);
  }
  return replayEnd(current(), trace.end);
}

function replayEvent(history: History, recorded: TraceEvent): Mismatch | undefined {
  const { board } = history;
  const node = board.tables.numberOf.get(recorded.node) ?? -1;
  if (node === -1 || !isReady(board, node)) return { kind: 'not-enabled', node: recorded.node };
  const option = chooses(board.tables, node) ? optionMarking(board, node, recorded) : 0;
  if (option === -1) return { kind: 'no-option', event: recorded };
  const status = attempt(history, node, option, recorded.by ?? 'replay');
  if (status !== undefined) return { kind: 'stopped', status };
  const actual = latestEvent(history);
  return eventLine(actual) === eventLine(recorded) ? undefined : { kind: 'event', recorded, actual };
}

function optionMarking({ tables }: Board, node: number, { out }: TraceEvent): number {
  const options = tables.words.options(node);
  return options.findIndex(({ edges }) => edges.length === out.length && edges.every((edge, at) => edge === out[at]));
}

/** A run that was cut short stands where it stood; why it went no further is taken from the trace. */
function replayEnd(run: Run, recorded: TraceEnd | undefined): Replay {
  if (recorded === undefined) return { kind: 'same', run };
  const stopped = { ...run, status: stoppedStatus(run.status, recorded) };
  const actual = endOf(stopped);
  if (endLine(actual) === endLine(recorded)) return { kind: 'same', run: stopped };
  return { kind: 'differs', run, step: run.length + 1, why: { kind: 'end', recorded, actual } };
}

function stoppedStatus(status: Status, { kind, steps, at, loop }: TraceEnd): Status {
  if (kind === 'step-limit' && (status.kind === 'running' || status.kind === 'waiting')) return { kind, limit: steps };
  const isForbidden = status.kind === 'waiting' && status.question.node === at && status.question.removed.length > 0;
  return kind === 'exhausted' && isForbidden ? { kind, loop, at } : status;
}
