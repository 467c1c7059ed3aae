// Which strips every edge runs through, edge by edge from the easiest, then rip-up and re-route. Costs are estimated
// lengths, bends and crossings; nothing has coordinates yet.

import { at } from './at.ts';
import type { Lattice } from './lattice.ts';
import type { Wire } from './problem.ts';
import { type Grid, gridOf, type Journey, occupy, type Path, type RouteWeights, stepX, stepY } from './route-grid.ts';
import { patternPath } from './route-patterns.ts';
import { findPath, type Search, searchOf, type Window } from './route-search.ts';
import type { Way } from './ways.ts';

export type { Path, RouteWeights } from './route-grid.ts';

/** Edges above which one round must do and fixed patterns come first: as good there as a search, and near-linear. */
const manyEdges = 600;

export function routeAll(lattice: Lattice, weights: RouteWeights): readonly Path[] {
  const { wires } = lattice.problem;
  const grid = gridOf(lattice, weights);
  const find = finderOf(grid);
  const paths: Path[] = wires.map(() => []);
  const order = byDifficulty(lattice);
  const rounds = wires.length > manyEdges ? 1 : 3;
  // By edge: how many changes there had been when it was routed. Without one since, it would find the same path.
  const routedAt = new Int32Array(wires.length).fill(-1);
  let changes = 0;
  for (let round = 0; round < rounds; round++) {
    for (const index of order) {
      if (routedAt[index] === changes) continue;
      const old = at(paths, index);
      occupy(grid, old, -1);
      const path = find(journeyOf(lattice, at(wires, index)));
      occupy(grid, path, 1);
      if (!isSame(old, path)) changes++;
      paths[index] = path;
      routedAt[index] = changes;
    }
  }
  return paths;
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((cell, index) => cell === b[index]);
}

/** Straight edges first, back edges last; by lattice distance in between. */
function byDifficulty({ problem, stripX, stripY }: Lattice): readonly number[] {
  const rank = problem.wires.map((wire) => {
    const dx = Math.abs(at(stripX, wire.to) - at(stripX, wire.from));
    const dy = Math.abs(at(stripY, wire.to) - at(stripY, wire.from));
    return (dx === 0 || dy === 0 ? 0 : 100) + dx + dy + (wire.back ? 10_000 : 0);
  });
  return rank.map((_, index) => index).sort((a, b) => at(rank, a) - at(rank, b) || a - b);
}

function journeyOf({ across, stripX, stripY }: Lattice, { from, to, fromSide, toSide }: Wire): Journey {
  return {
    start: at(stripY, from) * across + at(stripX, from),
    goal: at(stripY, to) * across + at(stripX, to),
    firstWay: fromSide,
    lastWay: ((toSide + 2) & 3) as Way,
  };
}

type Finder = (journey: Journey) => Path;

function finderOf(grid: Grid): Finder {
  const { across, down, problem } = grid.lattice;
  const search = searchOf(grid, problem.wires.length > manyEdges ? 1.6 : 1);
  const whole: Window = { left: 0, right: across - 1, top: 0, bottom: down - 1 };
  const everywhere = (journey: Journey): Path => findPath(search, journey, whole) ?? [journey.start, journey.goal];
  const find = problem.wires.length > manyEdges ? byPattern(grid, search, whole) : everywhere;
  return (journey) => loopAt(journey, across) ?? find(journey);
}

/** Out of a side and into the same side again. */
function loopAt({ start, goal, firstWay, lastWay }: Journey, across: number): Path | undefined {
  if (start !== goal || firstWay !== ((lastWay + 2) & 3)) return undefined;
  return [start, start + at(stepX, firstWay) + at(stepY, firstWay) * across, start];
}

/** Strips around both ends where a search may look for something better than a pattern. */
const margin = 6;
const largestWindow = 4000;

/** A fixed pattern, and a search nearby only where the best pattern is a poor one. */
function byPattern(grid: Grid, search: Search, whole: Window): Finder {
  return (journey) => {
    const pattern = patternPath(grid, journey);
    if (pattern.isGood) return pattern.path;
    const window = around(grid, journey, whole);
    const cells = (window.right - window.left + 1) * (window.bottom - window.top + 1);
    return (cells <= largestWindow ? findPath(search, journey, window) : undefined) ?? pattern.path;
  };
}

function around({ lattice: { across } }: Grid, { start, goal }: Journey, whole: Window): Window {
  const [ax, bx] = [start % across, goal % across];
  const [ay, by] = [Math.floor(start / across), Math.floor(goal / across)];
  return {
    left: Math.max(whole.left, Math.min(ax, bx) - margin),
    right: Math.min(whole.right, Math.max(ax, bx) + margin),
    top: Math.max(whole.top, Math.min(ay, by) - margin),
    bottom: Math.min(whole.bottom, Math.max(ay, by) + margin),
  };
}
