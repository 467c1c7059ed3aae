/** What was expected of a run against what happened, in words that point into both files. */

import { called } from '../graph/called.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Run } from '../interpreter/machine.ts';
import { compareStatus } from './compare-status.ts';
import { type Comparison, grouped, listed, mismatch, placeAt, times } from './comparison.ts';
import { type Departure, departure } from './path-pattern.ts';
import type { FlowPlace, Mismatch } from './result.ts';
import type { Scenario, Target } from './scenario.ts';
import { seenIn } from './seen.ts';

/** In the order of the expectations in the documentation. */
export function compare(scenario: Scenario, run: Run): Mismatch[] {
  const comparison: Comparison = { scenario, run, seen: seenIn(run) };
  return [
    ...compareStatus(comparison),
    ...compareEnd(comparison),
    ...comparePath(comparison),
    ...compareVisits(comparison),
    ...compareLanes(comparison),
    ...compareNever(comparison),
    ...compareSteps(comparison),
  ];
}

/** Tokens that ended before a run got stuck have ended all the same, but only a completed run tells where. */
function compareEnd(comparison: Comparison): Mismatch[] {
  const { run, scenario } = comparison;
  const expected = scenario.expect.end;
  if (expected === undefined) return [];
  const ends = run.status.kind === 'completed' ? run.status.ends : [];
  const missing = expected.filter((node) => !ends.includes(node));
  const surplus = ends.filter((node) => !expected.includes(node));
  if (missing.length + surplus.length === 0) return [];
  const places = [
    ...surplus.flatMap((node) => placeAt(comparison, node, 'ended a token')),
    ...missing.flatMap((node) => placeAt(comparison, node, 'ended none')),
  ];
  const actual = ends.length === 0 ? 'the run did not end' : `the run ended at ${listed(ends, '')}`;
  return [mismatch(comparison, 'end', `an end at ${listed(expected, 'no node')}`, actual, places)];
}

// ---- the path

function comparePath(comparison: Comparison): Mismatch[] {
  const { path: expected } = comparison.scenario.expect;
  const { path } = comparison.seen;
  const departs = expected === undefined ? undefined : departure(expected, path);
  if (departs === undefined) return [];
  const { steps } = departs;
  const places = [
    ...placeAt(comparison, path[steps], `fired at step ${steps + 1}`),
    ...placeAt(comparison, departs.expected, 'was expected'),
  ];
  return [mismatch(comparison, 'path', expectedNext(departs, path), actualNext(departs, path), places)];
}

function expectedNext({ steps, expected, isAnywhere }: Departure, path: readonly NodeId[]): string {
  const last = path[steps - 1];
  const after = last === undefined ? 'at the beginning' : `after ${last} (step ${grouped(steps)})`;
  if (expected === undefined) return `the run to be over ${after}`;
  return isAnywhere ? `${expected} somewhere ${after}` : `${expected} ${after}`;
}

function actualNext({ steps, isAnywhere }: Departure, path: readonly NodeId[]): string {
  const next = path.slice(steps, steps + 3);
  if (next.length === 0) return 'the run was over';
  const more = path.length > steps + next.length ? ' …' : '';
  return `${isAnywhere ? 'the rest is' : 'the run went on to'} ${next.join(' ')}${more}`;
}

// ---- counts and lists

function compareVisits(comparison: Comparison): Mismatch[] {
  const { scenario, seen } = comparison;
  const wrong = [...(scenario.expect.visits ?? [])].filter(([node, count]) => (seen.visits.get(node) ?? 0) !== count);
  return wrong.map(([node, count]) => {
    const fired = seen.visits.get(node) ?? 0;
    const places = placeAt(comparison, node, fired === 0 ? 'never fired' : `fired ${times(fired)}`);
    return mismatch(
      comparison,
      'visits',
      count === 0 ? `${node} never to fire` : `${node} to fire ${times(count)}`,
      fired === 0 ? 'it never fired' : `it fired ${times(fired)}`,
      places,
    );
  });
}

function compareLanes(comparison: Comparison): Mismatch[] {
  const { scenario, seen, run } = comparison;
  const expected = scenario.expect.lanes;
  const lanes = [...seen.laneStep.keys()];
  if (expected === undefined || expected.join('\n') === lanes.join('\n')) return [];
  const first = lanes.find((lane, index) => lane !== expected[index]);
  const places: FlowPlace[] = run.machine.flow.lanes
    .filter(({ id }) => id === first)
    .map(({ id, span }) => ({ span, message: `lane ${id} was entered at step ${seen.laneStep.get(id)}` }));
  const actual = `the run visited ${listed(lanes, 'none')}`;
  return [mismatch(comparison, 'lanes', `lanes ${listed(expected, 'none')}`, actual, places)];
}

function compareNever(comparison: Comparison): Mismatch[] {
  const targets = comparison.scenario.expect.never ?? [];
  return targets.flatMap((target) => {
    const step = stepOf(target, comparison);
    if (step === undefined) return [];
    const actual = `the run ${verbs[target.kind]} it at step ${grouped(step)}`;
    return [mismatch(comparison, 'never', `never ${target.id}`, actual, placeOf(target, step, comparison))];
  });
}

const verbs: Readonly<Record<Target['kind'], string>> = { node: 'fired', edge: 'took', lane: 'entered' };

function stepOf({ kind, id }: Target, { seen }: Comparison): number | undefined {
  const steps = { node: seen.nodeStep, edge: seen.edgeStep, lane: seen.laneStep };
  return steps[kind].get(id);
}

function placeOf({ kind, id }: Target, step: number, { run }: Comparison): FlowPlace[] {
  const { flow } = run.machine;
  const node = flow.nodes.get(id);
  if (kind === 'node')
    return node === undefined ? [] : [{ span: node.span, message: `${called(id, flow)} fired at step ${step}` }];
  const found = (kind === 'edge' ? flow.edges : flow.lanes).find((each) => each.id === id);
  return found === undefined
    ? []
    : [{ span: found.span, message: `${kind} ${id} was ${kind === 'edge' ? 'taken' : 'entered'} at step ${step}` }];
}

function compareSteps(comparison: Comparison): Mismatch[] {
  const { run, scenario, seen } = comparison;
  const { maxSteps } = scenario.expect;
  if (maxSteps === undefined || run.length <= maxSteps) return [];
  const places = placeAt(comparison, seen.path[maxSteps], `fired at step ${grouped(maxSteps + 1)}`);
  return [
    mismatch(
      comparison,
      'maxSteps',
      `at most ${grouped(maxSteps)} steps`,
      `the run took ${grouped(run.length)}`,
      places,
    ),
  ];
}
