import { called } from '../graph/called.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Run } from '../interpreter/machine.ts';
import type { FlowPlace, Mismatch } from './result.ts';
import type { Expectations, Scenario } from './scenario.ts';
import type { Seen } from './seen.ts';

/** A scenario, its run, and what the run went through. */
export interface Comparison {
  readonly scenario: Scenario;
  readonly run: Run;
  readonly seen: Seen;
}

export function mismatch(
  { scenario: { places } }: Comparison,
  kind: keyof Expectations,
  expected: string,
  actual: string,
  flowPlaces: readonly FlowPlace[],
): Mismatch {
  return { kind, expected, actual, span: places.expect[kind] ?? places.name, places: flowPlaces };
}

/** A place at a node; `what` goes on after its name. None for a node the flow does not have. */
export function placeAt({ run: { machine } }: Comparison, node: NodeId | undefined, what: string): FlowPlace[] {
  const found = node === undefined ? undefined : machine.flow.nodes.get(node);
  return found === undefined ? [] : [{ span: found.span, message: `${called(found.id, machine.flow)} ${what}` }];
}

/** `n7, n8 and n9`. */
export function listed(names: readonly string[], otherwise: string, conjunction = 'and'): string {
  const last = names.at(-1);
  if (last === undefined) return otherwise;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

export function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${grouped(count)} times`;
}

/** `1,000`. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
