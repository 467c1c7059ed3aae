// The lattice as a router sees it: how far cells are apart, who passes where already, and what a step costs.
// Reads typed arrays with `?? 0`, never through `at`: these are the hottest lines of the layout.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import { left, right, type Way } from './ways.ts';

export interface RouteWeights {
  readonly bend: number;
  readonly crossing: number;
}

/** The cells of a path from source to target node, both included, one step apart. */
export type Path = readonly number[];

export interface Grid {
  readonly lattice: Lattice;
  readonly weights: RouteWeights;
  /** By strip: its estimated middle, px. */
  readonly centerX: Float64Array;
  readonly centerY: Float64Array;
  /** By cell: how many edges pass straight through, sideways and upright, and how many turn. */
  readonly passX: Int16Array;
  readonly passY: Int16Array;
  readonly turns: Int16Array;
}

export const stepX: Int32Array = Int32Array.of(1, 0, -1, 0);
export const stepY: Int32Array = Int32Array.of(0, 1, 0, -1);

export function gridOf(lattice: Lattice, weights: RouteWeights): Grid {
  const cells = lattice.across * lattice.down;
  return {
    lattice,
    weights,
    centerX: centers(columnSizes(lattice)),
    centerY: centers(rowSizes(lattice)),
    passX: new Int16Array(cells),
    passY: new Int16Array(cells),
    turns: new Int16Array(cells),
  };
}

/** Where an edge begins and ends, and the ways in which it must leave and enter. */
export interface Journey {
  readonly start: number;
  readonly goal: number;
  readonly firstWay: Way;
  readonly lastWay: Way;
}

/** Adds a path to what fills the lattice, or takes it away (`amount` −1). */
export function occupy({ lattice, passX, passY, turns }: Grid, path: Path, amount: 1 | -1): void {
  const twoRows = 2 * lattice.across;
  for (let k = 1; k + 1 < path.length; k++) {
    const cell = path[k] ?? 0;
    const steps = Math.abs((path[k + 1] ?? 0) - (path[k - 1] ?? 0));
    const list = steps === 2 ? passX : steps === twoRows ? passY : turns;
    list[cell] = (list[cell] ?? 0) + amount;
  }
}

/** What it costs to go straight through a cell, besides its length. */
export function passCost({ weights, passX, passY, turns }: Grid, cell: number, way: number): number {
  const sideways = way === right || way === left;
  const along = (sideways ? passX[cell] : passY[cell]) ?? 0;
  const athwart = (sideways ? passY[cell] : passX[cell]) ?? 0;
  return weights.crossing * athwart + 5 * along + 16 * (turns[cell] ?? 0);
}

export function turnCost({ lattice, weights, passX, passY, turns }: Grid, cell: number, x: number, y: number): number {
  const inColumn = (x & 1) === 1 ? 7 : 0;
  const inRow = lattice.isRow[y] === 1 ? 5 : 0;
  const both = inColumn > 0 && inRow > 0 ? 10 : 0;
  const others = 18 * ((passX[cell] ?? 0) + (passY[cell] ?? 0)) + 8 * (turns[cell] ?? 0);
  return weights.bend + inColumn + inRow + both + others;
}

/** The Manhattan distance of two cells, px. */
export function distance({ centerX, centerY }: Grid, ax: number, ay: number, bx: number, by: number): number {
  return Math.abs((centerX[ax] ?? 0) - (centerX[bx] ?? 0)) + Math.abs((centerY[ay] ?? 0) - (centerY[by] ?? 0));
}

const channelWidth = 44;
const channelHeight = 30;

function columnSizes({ problem, across, stripX }: Lattice): Float64Array {
  const sizes = new Float64Array(across);
  for (let strip = 0; strip < across; strip++) sizes[strip] = (strip & 1) === 1 ? 60 : channelWidth;
  return widest(sizes, stripX, (node) => at(problem.items, node).width);
}

function rowSizes({ problem, down, isRow, stripY }: Lattice): Float64Array {
  const sizes = new Float64Array(down);
  for (let strip = 0; strip < down; strip++) sizes[strip] = isRow[strip] === 1 ? 48 : channelHeight;
  return widest(sizes, stripY, (node) => at(problem.items, node).height);
}

function widest(sizes: Float64Array, strips: Int32Array, sizeOf: (node: number) => number): Float64Array {
  strips.forEach((strip, node) => {
    sizes[strip] = Math.max(at(sizes, strip), sizeOf(node));
  });
  return sizes;
}

function centers(sizes: Float64Array): Float64Array {
  let edge = 0;
  return sizes.map((size) => {
    edge += size;
    return edge - size / 2;
  });
}
