// The coarse lattice: vertical strips (channel, column, channel, …) and horizontal ones (per lane:
// channel, row, channel, …). A node fills one cell where a column meets a row.

import { at } from './at.ts';
import type { Problem } from './problem.ts';

/** Where every node stands. */
export interface Cells {
  readonly column: Int32Array;
  readonly row: Int32Array;
  /** By lane. */
  readonly rows: Int32Array;
}

export interface Lattice {
  readonly problem: Problem;
  readonly cells: Cells;
  /** Number of vertical strips. */
  readonly across: number;
  /** Number of horizontal strips. */
  readonly down: number;
  /** By lane: its first horizontal strip; one more entry at the end. */
  readonly laneStart: Int32Array;
  /** By horizontal strip. */
  readonly laneOf: Int32Array;
  /** By horizontal strip: 1 for a row, 0 for a channel. */
  readonly isRow: Uint8Array;
  /** By cell (horizontal strip · across + vertical strip): the node in it, or −1. */
  readonly nodeAt: Int32Array;
  /** By node: its vertical and its horizontal strip. */
  readonly stripX: Int32Array;
  readonly stripY: Int32Array;
}

export function buildLattice(problem: Problem, cells: Cells): Lattice {
  const columns = cells.column.reduce((a, b) => Math.max(a, b + 1), 1);
  const across = 2 * columns + 1;
  const lanes = cells.rows.length;
  const laneStart = new Int32Array(lanes + 1);
  for (let lane = 0; lane < lanes; lane++) laneStart[lane + 1] = at(laneStart, lane) + 2 * at(cells.rows, lane) + 1;
  const down = at(laneStart, lanes);
  const laneOf = new Int32Array(down);
  const isRow = new Uint8Array(down);
  for (let lane = 0; lane < lanes; lane++) {
    for (let strip = at(laneStart, lane); strip < at(laneStart, lane + 1); strip++) {
      laneOf[strip] = lane;
      isRow[strip] = (strip - at(laneStart, lane)) & 1;
    }
  }
  const stripX = cells.column.map((column) => 2 * column + 1);
  const stripY = cells.row.map((row, node) => at(laneStart, at(problem.items, node).lane) + 2 * row + 1);
  const nodeAt = new Int32Array(across * down).fill(-1);
  stripX.forEach((x, node) => {
    nodeAt[at(stripY, node) * across + x] = node;
  });
  return { problem, cells, across, down, laneStart, laneOf, isRow, nodeAt, stripX, stripY };
}
