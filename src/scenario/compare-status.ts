/** How a run ended against how it should have. */

import { called } from '../graph/called.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Question, Status } from '../interpreter/machine.ts';
import { type Comparison, grouped, listed, mismatch, placeAt, times } from './comparison.ts';
import type { FlowPlace, Mismatch } from './result.ts';

export function compareStatus(comparison: Comparison): Mismatch[] {
  const { status: expected } = comparison.scenario.expect;
  const { status } = comparison.run;
  if (expected.some((kind) => kind === status.kind)) return [];
  const { actual, places, blamed } = story(comparison, status);
  const found = mismatch(comparison, 'status', listed(expected, 'nothing', 'or'), actual, places);
  const answers = blamed === undefined ? undefined : comparison.scenario.places.answers.get(blamed);
  return [answers === undefined ? found : { ...found, span: answers }];
}

interface Story {
  readonly actual: string;
  readonly places: readonly FlowPlace[];
  /** The decision whose answers led here. */
  readonly blamed: NodeId | undefined;
}

function story(comparison: Comparison, status: Status): Story {
  switch (status.kind) {
    case 'completed':
      return completedStory(comparison, status.ends);
    case 'exhausted':
      return exhaustedStory(comparison, status.at, status.loop);
    case 'step-limit':
      return endlessStory(comparison, status.limit);
    case 'waiting':
      return waitingStory(comparison, status.question);
    case 'running':
      // `simulate` drives as far as it goes.
      throw new Error('a scenario was left running');
  }
}

function completedStory(comparison: Comparison, ends: readonly NodeId[]): Story {
  const places = ends.flatMap((node) => placeAt(comparison, node, 'ended the run'));
  return { actual: `the run completed at ${listed(ends, 'once')}`, places, blamed: undefined };
}

function exhaustedStory(comparison: Comparison, at: NodeId, loop: string | undefined): Story {
  const { scenario, seen, run } = comparison;
  const { flow } = run.machine;
  const limiting = flow.loops.find(({ id }) => id === loop);
  const answers = scenario.answers.get(at);
  const answer = answers?.[Math.min(seen.visits.get(at) ?? 0, answers.length - 1)];
  const what = answer === undefined ? 'has no way left' : `was answered ${answer}, which is not on offer any more`;
  const limit =
    limiting === undefined ? [] : [{ span: limiting.span, message: `${loop} [${limiting.condition}] is at its limit` }];
  return {
    actual: `the run was exhausted at ${called(at, flow)}`,
    places: [...placeAt(comparison, at, what), ...limit],
    blamed: at,
  };
}

/** The answer that was given most often keeps a run from ending; without answers, the node that fired most often. */
function endlessStory(comparison: Comparison, limit: number): Story {
  const { answers, visits } = comparison.seen;
  const given = [...answers].flatMap(([node, counts]) =>
    [...counts].map(([answer, count]) => ({ node, answer, count })),
  );
  const most = given.toSorted((a, b) => b.count - a.count)[0];
  const busiest = [...visits].toSorted(([, a], [, b]) => b - a)[0];
  const places =
    most === undefined
      ? placeAt(comparison, busiest?.[0], `fired ${times(busiest?.[1] ?? 0)}`)
      : placeAt(comparison, most.node, `answered ${most.answer} ${times(most.count)}`);
  return { actual: `the run met its step limit (${grouped(limit)})`, places, blamed: most?.node };
}

function waitingStory(comparison: Comparison, { node, options }: Question): Story {
  const answers = options.map(({ answer }) => answer).join(', ');
  const visit = (comparison.seen.visits.get(node) ?? 0) + 1;
  return {
    actual: `the run waits at ${called(node, comparison.run.machine.flow)}`,
    places: placeAt(comparison, node, `has no answer for visit ${visit}; there are ${answers}`),
    blamed: node,
  };
}
