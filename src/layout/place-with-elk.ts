// The stage with ELK in the competition: its layers give one more placement, and our score decides. Or with ELK alone,
// and our own layout only where it has no answer.

import type { Flow } from '../graph/graph.ts';
import { assemble } from './assemble.ts';
import { type ElkRunner, elkLayers } from './elk.ts';
import { drawByElk } from './elk-drawing.ts';
import { elkHere } from './elk-here.ts';
import { leastLaneHeights } from './headings.ts';
import type { Layout, Layouts } from './layout.ts';
import { type PlaceOptions, placeAmong } from './place.ts';
import { type Problem, pose } from './problem.ts';

export interface ElkOptions extends PlaceOptions {
  readonly layout?: Layouts;
  /** In the calling thread when left out. */
  readonly runElk?: ElkRunner;
  /** Told in one line when ELK was to draw alone and its answer was of no use. The runner tells when there was none. */
  readonly note?: (text: string) => void;
}

/** Like `place`, and the same numbers wherever ELK is not asked, has nothing to say, or does not win or draw alone. */
export async function placeWithElk(flow: Flow, options: ElkOptions = {}): Promise<Layout> {
  const problem = pose(flow, options.direction ?? 'right', options.cycles);
  if (options.layout === 'elk') return placeByElk(flow, problem, options);
  const isAsked = options.layout !== 'lanes' && isWorthAsking(problem);
  const layers = isAsked ? await elkLayers(problem, options.runElk ?? elkHere) : undefined;
  // Its layers say which end of an edge comes first; how near the ends stand is ours to say.
  return placeAmong(flow, problem, options.effort, layers === undefined ? [] : [layers]);
}

/** A flow without nodes has nothing for ELK to place. */
async function placeByElk(flow: Flow, problem: Problem, options: ElkOptions): Promise<Layout> {
  const { runElk = elkHere, note = () => {}, effort } = options;
  const asked = { problem, laneHeights: leastLaneHeights(flow), run: runElk, note };
  const drawing = problem.items.length === 0 ? undefined : await drawByElk(asked);
  if (drawing === undefined) return placeAmong(flow, problem, effort);
  return assemble(flow, drawing.lattice.problem, drawing);
}

/** Decided by figures: docs/decisions/0004-where-elk-is-used.md. */
function isWorthAsking({ items, wires }: Problem): boolean {
  return items.length >= 60 && items.length <= 120 && wires.length <= 4 * items.length;
}
