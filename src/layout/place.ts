// The stage: Flow in, Layout out. Tries several placements and keeps the best by score.

import type { Flow } from '../graph/graph.ts';
import { assemble } from './assemble.ts';
import { at } from './at.ts';
import { climb, type Judged, tidied } from './climb.ts';
import { type ColumnRules, columnsOf } from './columns.ts';
import { compactDrawing } from './compact.ts';
import { type Drawing, draw } from './drawing.ts';
import { leastLaneHeights } from './headings.ts';
import type { Cells } from './lattice.ts';
import type { Direction, Layout } from './layout.ts';
import { type Cycles, type Problem, pose } from './problem.ts';
import type { RouteWeights } from './route.ts';
import { type RowRules, rowsOf } from './rows.ts';
import { scoreOf, troubleOf } from './score.ts';

export type { Cycles } from './problem.ts';

/** How long the layout searches: one pass, a portfolio, or a portfolio and a hill climb. By size when left out. */
export const efforts = ['fast', 'normal', 'best'] as const;
export type Effort = (typeof efforts)[number];

export interface PlaceOptions {
  readonly direction?: Direction;
  readonly effort?: Effort;
  readonly cycles?: Cycles;
}

/** Pure and deterministic: the same flow and options give the same numbers. */
export function place(flow: Flow, options: PlaceOptions = {}): Layout {
  const problem = pose(flow, options.direction ?? 'right', options.cycles);
  const laneHeights = leastLaneHeights(flow);
  const drawing = search(problem, laneHeights, options.effort ?? usualEffort(problem.items.length));
  const finished = problem.items.length > 400 ? drawing : compactDrawing(drawing, laneHeights);
  return assemble(flow, problem, finished);
}

/** One placement and how to route it. */
interface Variant {
  readonly cells: Cells;
  readonly weights: RouteWeights;
}

/** Small flows are worth a long search; large ones would take too long. */
function usualEffort(nodes: number): Effort {
  if (nodes <= 60) return 'best';
  return nodes <= 250 ? 'normal' : 'fast';
}

function search(problem: Problem, laneHeights: readonly number[], effort: Effort): Drawing {
  const judgeWith =
    (weights: RouteWeights) =>
    (cells: Cells): Judged<Drawing> => {
      const value = draw(problem, cells, weights, laneHeights);
      return { cells, value, score: scoreOf(value) };
    };
  const nodes = problem.items.length;
  const variants =
    effort === 'fast'
      ? variantsOf(problem, columnRules.slice(0, 1), rowRules.slice(0, 1), 1)
      : portfolio(problem, nodes);
  let best: Judged<Drawing> | undefined;
  let weights = at(routeWeights, 0);
  for (const variant of variants) {
    const judged = judgeWith(variant.weights)(variant.cells);
    if (best !== undefined && judged.score >= best.score - 0.01) continue;
    best = judged;
    weights = variant.weights;
  }
  if (best === undefined) throw new Error('a portfolio is never empty');
  if (effort !== 'best') return best.value;
  const evaluations = Math.min(400, Math.floor(6000 / Math.max(1, nodes)));
  return climb(problem, best, { judge: judgeWith(weights), troubleOf, evaluations }).value;
}

const columnRules: readonly ColumnRules[] = [
  { spreadMates: true, spreadThrough: true },
  { spreadMates: false, spreadThrough: true },
  { spreadMates: true, spreadThrough: false },
  { spreadMates: false, spreadThrough: false },
];
const rowRules: readonly RowRules[] = [{ shortChains: false }, { shortChains: true }];
const routeWeights: readonly RouteWeights[] = [
  { bend: 55, crossing: 70 },
  { bend: 55, crossing: 130 },
  { bend: 30, crossing: 70 },
  { bend: 90, crossing: 90 },
];

function portfolio(problem: Problem, nodes: number): readonly Variant[] {
  if (nodes > 250) return variantsOf(problem, columnRules.slice(0, 1), rowRules.slice(0, 1), 1);
  return variantsOf(problem, columnRules, rowRules, nodes > 120 ? 1 : 4);
}

/** Every combination once; rules that lead to the same placement count as one. */
function variantsOf(
  problem: Problem,
  columns: readonly ColumnRules[],
  rows: readonly RowRules[],
  weights: number,
): readonly Variant[] {
  const seen = new Set<string>();
  const placements = columns.flatMap((columnRule) => {
    const column = columnsOf(problem, columnRule);
    return rows.flatMap((rowRule): Cells[] => {
      const { row } = rowsOf(problem, column, rowRule);
      const cells = tidied(problem, column, row);
      const key = `${column.join(' ')}|${row.join(' ')}`;
      if (cells === undefined || seen.has(key)) return [];
      seen.add(key);
      return [cells];
    });
  });
  return placements.flatMap((cells) => routeWeights.slice(0, weights).map((weight) => ({ cells, weights: weight })));
}
