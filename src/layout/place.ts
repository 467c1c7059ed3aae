// The stage: Flow in, Layout out. Tries several placements and keeps the best by score.

import type { Flow } from '../graph/graph.ts';
import { assemble } from './assemble.ts';
import { climb, type Judged, keyOf, tidied } from './climb.ts';
import { type ColumnRules, columnsOf } from './columns.ts';
import { compactDrawing } from './compact.ts';
import { type Drawing, draw } from './drawing.ts';
import { leastLaneHeights } from './headings.ts';
import type { Cells } from './lattice.ts';
import type { Direction, Effort, Layout } from './layout.ts';
import { type Cycles, type Problem, pose } from './problem.ts';
import { readingLayers } from './reading-order.ts';
import type { RouteWeights } from './route.ts';
import { type RowRules, rowsOf } from './rows.ts';
import { scoreOf, troubleOf } from './score.ts';

export type { Cycles } from './problem.ts';

export interface PlaceOptions {
  readonly direction?: Direction;
  /** By the size of the flow when left out. */
  readonly effort?: Effort;
  readonly cycles?: Cycles;
}

/** Pure and deterministic: the same flow and options give the same numbers. */
export function place(flow: Flow, options: PlaceOptions = {}): Layout {
  const problem = pose(flow, options.direction ?? 'right', options.cycles);
  return placeAmong(flow, problem, options.effort);
}

/**
 * The same for a flow already posed. Each guide gives one placement more to compete: by node, layers that say which
 * end of an edge comes first.
 */
export function placeAmong(
  flow: Flow,
  problem: Problem,
  effort: Effort = usualEffort(problem.items.length),
  guides: readonly Int32Array[] = [],
): Layout {
  const laneHeights = leastLaneHeights(flow);
  const drawing = search(problem, laneHeights, effort, guides);
  const finished = problem.items.length > 400 ? drawing : compactDrawing(drawing, laneHeights);
  return assemble(flow, problem, finished);
}

/** Small flows are worth a long search; large ones would take too long. */
function usualEffort(nodes: number): Effort {
  if (nodes <= 60) return 'best';
  return nodes <= 1000 ? 'normal' : 'fast';
}

/** One placement and how to route it. */
interface Variant {
  readonly cells: Cells;
  readonly weights: RouteWeights;
}

function search(
  problem: Problem,
  laneHeights: readonly number[],
  effort: Effort,
  guides: readonly Int32Array[],
): Drawing {
  const nodes = problem.items.length;
  const judge = ({ cells, weights }: Variant): Judged<Drawing> => {
    const value = draw(problem, cells, weights, laneHeights);
    return { cells, value, score: scoreOf(value) };
  };
  const [first, ...own] = effort === 'fast' ? onePass(problem) : portfolio(problem, nodes);
  const guided = guides.map((guide): ColumnRules => ({ ...firstRules, guide }));
  const guests = placementsOf(problem, guided, [firstRows]);
  const others = [...own, ...guests.flatMap((cells) => variantsAt(cells, effort === 'fast' ? 1 : weightCount(nodes)))];
  // Nobody to compete with: what it costs does not matter.
  if (effort === 'fast' && others.length === 0) return draw(problem, first.cells, first.weights, laneHeights);
  let [best, weights] = [judge(first), first.weights];
  for (const variant of others) {
    const judged = judge(variant);
    if (judged.score < best.score - 0.01) [best, weights] = [judged, variant.weights];
  }
  if (effort !== 'best') return best.value;
  const evaluations = Math.min(400, Math.floor(6000 / Math.max(1, nodes)));
  return climb(problem, best, { judge: (cells) => judge({ cells, weights }), troubleOf, evaluations }).value;
}

type Variants = readonly [Variant, ...Variant[]];

const firstRules: ColumnRules = { spreadMates: true, spreadThrough: true };
const otherRules: readonly ColumnRules[] = [
  { spreadMates: false, spreadThrough: true },
  { spreadMates: true, spreadThrough: false },
  { spreadMates: false, spreadThrough: false },
];
const firstRows: RowRules = { shortChains: false };
const rowRules: readonly RowRules[] = [firstRows, { shortChains: true }];
const routeWeights: readonly RouteWeights[] = [
  { bend: 55, crossing: 70 },
  { bend: 55, crossing: 130 },
  { bend: 30, crossing: 70 },
  { bend: 90, crossing: 90 },
];

function onePass(problem: Problem): Variants {
  return variantsOf(problem, [firstRules], [firstRows], 1);
}

/** Columns by the sides alone, and with every edge in the order in which the flow is read. */
function portfolio(problem: Problem, nodes: number): Variants {
  const guided: ColumnRules = { ...firstRules, guide: readingLayers(problem) };
  if (nodes > 250) return variantsOf(problem, [firstRules, guided], [firstRows], 1);
  return variantsOf(problem, [firstRules, ...otherRules, guided], rowRules, weightCount(nodes));
}

function weightCount(nodes: number): number {
  return nodes > 120 ? 1 : routeWeights.length;
}

function variantsOf(
  problem: Problem,
  columns: readonly ColumnRules[],
  rows: readonly RowRules[],
  weights: number,
): Variants {
  const placements = placementsOf(problem, columns, rows);
  const [first, ...others] = placements.flatMap((cells) => variantsAt(cells, weights));
  if (first === undefined) throw new Error('rows never put two nodes into one cell');
  return [first, ...others];
}

/** Every combination once; rules that lead to the same placement count as one. */
function placementsOf(problem: Problem, columns: readonly ColumnRules[], rows: readonly RowRules[]): readonly Cells[] {
  const placements = new Map<string, Cells>();
  for (const columnRule of columns) {
    const column = columnsOf(problem, columnRule);
    for (const rowRule of rows) {
      const cells = tidied(problem, column, rowsOf(problem, column, rowRule).row);
      if (cells !== undefined) placements.set(keyOf(cells), cells);
    }
  }
  return [...placements.values()];
}

function variantsAt(cells: Cells, weights: number): readonly Variant[] {
  return routeWeights.slice(0, weights).map((weight) => ({ cells, weights: weight }));
}
