/** What `--replay` runs again, and why a trace no longer fits. */

import {
  called,
  counted,
  type Flow,
  type Mismatch,
  type NodeId,
  type Run,
  type TraceEnd,
  type TraceEvent,
} from '../index.ts';
import { outcomeText } from './outcome.ts';

/** A sentence about the first step that no longer fits. */
export function mismatchText(step: number, why: Mismatch, run: Run): string {
  const { flow } = run.machine;
  switch (why.kind) {
    case 'start':
      return `it begins at ${why.start ?? 'nothing'}, where no run of this flow begins.`;
    case 'strict-tokens':
      return `it was recorded ${why.recorded ? 'with' : 'without'} --strict-tokens.`;
    case 'not-enabled':
      return `step ${step} no longer fits: ${notEnabledText(why.node, flow)}.`;
    case 'no-option':
      return `step ${step} no longer fits: ${noOptionText(why.event)}.`;
    case 'stopped':
      return `step ${step} no longer fits: ${outcomeText({ ...run, status: why.status })}.`;
    case 'event':
      return `step ${step} no longer fits: ${differenceText(why.recorded, why.actual)}.`;
    case 'end':
      return `its end no longer fits: it was ${endText(why.recorded)}, and is now ${endText(why.actual)}.`;
  }
}

function notEnabledText(node: NodeId, flow: Flow): string {
  return flow.nodes.has(node) ? `no token lets ${called(node, flow)} fire` : `there is no ${node} any more`;
}

function noOptionText({ node, out, answer }: TraceEvent): string {
  const edges = out.length === 0 ? 'ends the token' : `leads along ${out.join(', ')}`;
  return `no way out of ${node} ${edges}${answer === undefined ? '' : `, as '${answer}' did`}`;
}

const fields = ['node', 'lane', 'visit', 'in', 'out', 'answer', 'by', 'limit', 'merged', 'replies', 'picked'] as const;

/** `in was e4, and is now e4, e9`. */
function differenceText(recorded: TraceEvent, actual: TraceEvent): string {
  const parts = fields.flatMap((field) => {
    const [was, is] = [valueText(recorded[field]), valueText(actual[field])];
    return was === is ? [] : [`${field} was ${was}, and is now ${is}`];
  });
  return `${recorded.node}: ${parts.join('; ')}`;
}

function valueText(value: TraceEvent[(typeof fields)[number]]): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && 'loop' in value) return `${value.loop} (${value.rounds} of ${value.of} rounds)`;
  return value === undefined ? 'none' : String(value);
}

function endText({ kind, steps, ends, at }: TraceEnd): string {
  const places = ends.length > 0 ? ` at ${ends.join(', ')}` : at === undefined ? '' : ` at ${at}`;
  return `${kind}${places} after ${counted(steps, 'step')}`;
}
