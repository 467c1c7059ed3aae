import type { Compiled } from './compile.ts';
import { type Behavior, type BehaviorOptions, compareBehavior } from './diff/behavior.ts';
import type { Changes } from './diff/changes.ts';
import { diffFlows } from './diff/diff.ts';
import { type Union, unionOf } from './diff/union.ts';
import type { Flow } from './graph/graph.ts';
import { buildMachine } from './interpreter/build-machine.ts';

/** All that changed between two flows: what is written, and what runs do. */
export interface Comparison {
  readonly changes: Changes;
  readonly behavior: Behavior;
}

/** For flows without errors; of others, what could be read is compared. */
export function compare(before: Compiled, after: Compiled, options: BehaviorOptions = {}): Comparison {
  const changes = diffFlows(writtenFlow(before), writtenFlow(after));
  return { changes, behavior: compareBehavior(before.machine, after.machine, changes, options) };
}

/** A flow without a title is called after its file, and another file name is no change. */
function writtenFlow({ document, flow }: Compiled): Flow {
  return document.items.some((item) => item.kind === 'title') ? flow : { ...flow, title: '' };
}

/** What a drawing of the changes is of: the new flow with what was removed where it stood. */
export function compiledUnion(
  after: Compiled,
  changes: Changes,
): { readonly compiled: Compiled; readonly union: Union } {
  const union = unionOf(changes);
  const { strictTokens } = after.machine;
  const flow = { ...union.flow, title: after.flow.title };
  return { compiled: { ...after, flow, machine: buildMachine(flow, { strictTokens }) }, union };
}
