// The stage: Flow in, Layout out. Tries several placements and keeps the best by score.

import type { Flow } from '../graph/graph.ts';
import { assemble } from './assemble.ts';
import { at } from './at.ts';
import { columnsOf } from './columns.ts';
import { type Drawing, draw } from './drawing.ts';
import { measureHeadings } from './headings.ts';
import type { Cells } from './lattice.ts';
import type { Direction, Layout } from './layout.ts';
import { type Cycles, type Problem, pose } from './problem.ts';
import { rowsOf } from './rows.ts';

export type { Cycles } from './problem.ts';

/** How long the layout searches: one pass, a portfolio, or a portfolio and a hill climb. */
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
  const headings = measureHeadings(flow);
  const drawing = search(problem, headings.laneHeights);
  return assemble(flow, problem, drawing, headings);
}

function search(problem: Problem, laneHeights: readonly number[]): Drawing {
  const column = columnsOf(problem, { spreadMates: true, spreadThrough: true });
  const rows = rowsOf(problem, column, { shortChains: false });
  return draw(problem, compact({ column, row: rows.row, rows: rows.count }), { bend: 55, crossing: 70 }, laneHeights);
}

/** Columns without nodes are left out. */
function compact(cells: Cells): Cells {
  const used = [...new Set(cells.column)].sort((a, b) => a - b);
  const number = new Map(used.map((column, index) => [column, index]));
  return { ...cells, column: cells.column.map((column) => at([number.get(column) ?? 0], 0)) };
}
