// Hill climbing on placements: one node to another row or column, two rows swapped, a column opened.
// Counts evaluations and never time, so that results do not depend on the machine.

import { at } from './at.ts';
import type { Cells } from './lattice.ts';
import type { Problem, Wire } from './problem.ts';
import { bottom, left, right, top } from './ways.ts';

export interface Judged<T> {
  readonly cells: Cells;
  readonly value: T;
  readonly score: number;
}

type Judge<T> = (cells: Cells) => Judged<T>;

export interface Climbing<T> {
  readonly judge: Judge<T>;
  /** By node: how much is wrong around it; the worst places are tried first. */
  readonly troubleOf: (value: T) => Float64Array;
  readonly evaluations: number;
}

/** First improvement: a better placement is taken at once and the round goes on from it. */
export function climb<T>(
  problem: Problem,
  start: Judged<T>,
  { judge, troubleOf, evaluations }: Climbing<T>,
): Judged<T> {
  let best = start;
  let rest = evaluations;
  const tried = new Set<string>([keyOf(start.cells)]);
  for (let improved = true; improved && rest > 0; ) {
    improved = false;
    for (const move of movesOf(problem, troubleOf(best.value))) {
      if (rest <= 0) break;
      const cells = move(best.cells);
      if (cells === undefined) continue;
      const key = keyOf(cells);
      if (tried.has(key)) continue;
      tried.add(key);
      rest--;
      const judged = judge(cells);
      if (judged.score < best.score - 0.01) [best, improved] = [judged, true];
    }
  }
  return best;
}

/** Equal placements have equal keys. */
export function keyOf({ column, row }: Cells): string {
  return `${column.join(' ')}|${row.join(' ')}`;
}

type Move = (cells: Cells) => Cells | undefined;

/** All moves, around the nodes with the most trouble first. */
function movesOf(problem: Problem, trouble: Float64Array): readonly Move[] {
  const nodes = problem.items.map((_, node) => node).sort((a, b) => at(trouble, b) - at(trouble, a) || a - b);
  const neighbors = neighborsOf(problem);
  const moves = nodes.flatMap((node) => movesAround(problem, node, at(neighbors, node)));
  for (let lane = 0; lane < problem.laneCount; lane++) moves.push((cells) => swappedRows(problem, cells, lane));
  return moves;
}

function movesAround(problem: Problem, node: number, neighbors: readonly number[]): readonly Move[] {
  const steps = [-1, 1];
  return [
    ...steps.map(
      (step): Move =>
        (cells) =>
          moved(problem, cells, [node], 0, step),
    ),
    ...steps.map(
      (step): Move =>
        (cells) =>
          moved(problem, cells, [node], step, 0),
    ),
    ...neighbors.map(
      (other): Move =>
        (cells) =>
          aligned(problem, cells, node, other),
    ),
    ...steps.map(
      (step): Move =>
        (cells) =>
          shiftedBehind(problem, cells, node, step),
    ),
    ...steps.map(
      (step): Move =>
        (cells) =>
          moved(problem, cells, chainOf(problem, cells, node), 0, step),
    ),
    ...steps.map(
      (step): Move =>
        (cells) =>
          moved(problem, cells, chainOf(problem, cells, node), step, 0),
    ),
    ...steps.map(
      (step): Move =>
        (cells) =>
          moved(problem, cells, columnOf(problem, cells, node), step, 0),
    ),
    (cells) => moved(problem, cells, withLater(cells, columnOf(problem, cells, node), node), 1, 0),
  ];
}

function neighborsOf(problem: Problem): readonly (readonly number[])[] {
  const neighbors: number[][] = problem.items.map(() => []);
  for (const { from, to } of problem.wires) {
    if (from === to) continue;
    at(neighbors, from).push(to);
    at(neighbors, to).push(from);
  }
  return neighbors;
}

/** The nodes in one row of a lane that straight edges tie to a node. */
function chainOf(problem: Problem, { row }: Cells, node: number): readonly number[] {
  const { items } = problem;
  const isStraight = ({ from, to, fromSide, toSide }: Wire): boolean =>
    ((fromSide === right && toSide === left) || (fromSide === left && toSide === right)) &&
    row[from] === row[to] &&
    at(items, from).lane === at(items, to).lane;
  return tiedTo(problem, node, isStraight);
}

/** The nodes in one column, of any lane, that straight edges tie to a node. */
function columnOf(problem: Problem, { column }: Cells, node: number): readonly number[] {
  const isStraight = ({ from, to, fromSide, toSide }: Wire): boolean =>
    ((fromSide === bottom && toSide === top) || (fromSide === top && toSide === bottom)) && column[from] === column[to];
  return tiedTo(problem, node, isStraight);
}

function tiedTo({ wires }: Problem, node: number, isTie: (wire: Wire) => boolean): readonly number[] {
  const tied = new Set([node]);
  for (let size = 0; size < tied.size; ) {
    size = tied.size;
    for (const wire of wires) {
      if (!isTie(wire)) continue;
      if (tied.has(wire.from)) tied.add(wire.to);
      else if (tied.has(wire.to)) tied.add(wire.from);
    }
  }
  return [...tied];
}

/** Some nodes of a column and everything in later columns: moved on, they open a column for themselves. */
function withLater({ column }: Cells, nodes: readonly number[], node: number): readonly number[] {
  const later = [...column.keys()].filter((other) => at(column, other) > at(column, node));
  return [...nodes, ...later];
}

/** Moves nodes by columns and rows, if their new cells are free. */
function moved(
  problem: Problem,
  cells: Cells,
  nodes: readonly number[],
  columns: number,
  rows: number,
): Cells | undefined {
  const column = cells.column.slice();
  const row = cells.row.slice();
  for (const node of nodes) {
    column[node] = at(column, node) + columns;
    row[node] = at(row, node) + rows;
  }
  return tidied(problem, column, row);
}

/** A node and everything in later columns of all lanes moves: opens or closes a column. */
function shiftedBehind(problem: Problem, cells: Cells, node: number, step: number): Cells | undefined {
  const from = at(cells.column, node);
  const { lane } = at(problem.items, node);
  const nodes = problem.items.flatMap((item, other) =>
    at(cells.column, other) > from || (at(cells.column, other) === from && item.lane === lane) ? [other] : [],
  );
  return moved(problem, cells, nodes, step, 0);
}

/** A node goes to the column of the other end of its edge. */
function aligned(problem: Problem, cells: Cells, node: number, other: number): Cells | undefined {
  if (node === other || cells.column[node] === cells.column[other]) return undefined;
  return moved(problem, cells, [node], at(cells.column, other) - at(cells.column, node), 0);
}

function swappedRows(problem: Problem, cells: Cells, lane: number): Cells | undefined {
  const rows = at(cells.rows, lane);
  if (rows < 2) return undefined;
  const row = cells.row.map((value, node) => (at(problem.items, node).lane === lane && value < 2 ? 1 - value : value));
  return tidied(problem, cells.column.slice(), row);
}

/** Closes empty columns and rows; undefined when two nodes meet in a cell. */
export function tidied(problem: Problem, column: Int32Array, row: Int32Array): Cells | undefined {
  const cells = new Set<string>();
  const lanes = Math.max(1, problem.laneCount);
  const used: Set<number>[] = Array.from({ length: lanes }, () => new Set());
  for (let node = 0; node < column.length; node++) {
    const { lane } = at(problem.items, node);
    const key = `${lane} ${at(row, node)} ${at(column, node)}`;
    if (cells.has(key)) return undefined;
    cells.add(key);
    at(used, lane).add(at(row, node));
  }
  const columnNumber = numbering(new Set(column));
  const rowNumbers = used.map(numbering);
  return {
    column: column.map((value) => columnNumber.get(value) ?? 0),
    row: row.map((value, node) => at(rowNumbers, at(problem.items, node).lane).get(value) ?? 0),
    rows: Int32Array.from(used, (set) => Math.max(1, set.size)),
  };
}

function numbering(values: ReadonlySet<number>): ReadonlyMap<number, number> {
  return new Map([...values].sort((a, b) => a - b).map((value, index) => [value, index]));
}
