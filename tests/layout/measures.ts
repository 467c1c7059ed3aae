// The soft goals of a drawing (layout.md, section 2) in numbers: of one drawing, or summed over many.

import type { Layout, Route } from '../../src/layout/layout.ts';
import { crossingsOf } from './rules.ts';

/** Counts and px; of several drawings the sum, but for the two worst values. */
export interface Measures {
  readonly nodes: number;
  readonly edges: number;
  readonly crossings: number;
  readonly bends: number;
  readonly straight: number;
  readonly length: number;
  /** The sum of the Manhattan distances between the two ports of each edge: no route is shorter. */
  readonly lowerBound: number;
  readonly area: number;
  readonly mostBends: number;
  /** How often the Manhattan distance fits into what an edge is longer than 300 px, at worst. */
  readonly worstDetour: number;
}

export function measure(layout: Layout): Measures {
  const bends = layout.routes.map((route) => route.points.length - 2);
  return {
    nodes: layout.boxes.length,
    edges: layout.routes.length,
    crossings: crossingsOf(layout),
    bends: sum(bends),
    straight: bends.filter((count) => count === 0).length,
    length: sum(layout.routes.map(lengthOf)),
    lowerBound: sum(layout.routes.map(portDistance)),
    area: layout.size.width * layout.size.height,
    mostBends: Math.max(0, ...bends),
    worstDetour: Math.max(0, ...layout.routes.map(detourOf)),
  };
}

export function total(all: readonly Measures[]): Measures {
  const sumOf = (name: keyof Measures): number => sum(all.map((one) => one[name]));
  return {
    nodes: sumOf('nodes'),
    edges: sumOf('edges'),
    crossings: sumOf('crossings'),
    bends: sumOf('bends'),
    straight: sumOf('straight'),
    length: sumOf('length'),
    lowerBound: sumOf('lowerBound'),
    area: sumOf('area'),
    mostBends: Math.max(0, ...all.map((one) => one.mostBends)),
    worstDetour: Math.max(0, ...all.map((one) => one.worstDetour)),
  };
}

/** What goals are set for. All but `straight` are better when lower. */
export interface Figures {
  readonly crossingsPerEdge: number;
  readonly bendsPerEdge: number;
  /** Share of edges without a bend, 0 to 1. */
  readonly straight: number;
  readonly lengthPerBound: number;
  /** px². */
  readonly areaPerNode: number;
  readonly worstDetour: number;
  readonly mostBends: number;
}

export function figuresOf(found: Measures): Figures {
  const edges = Math.max(1, found.edges);
  return {
    crossingsPerEdge: found.crossings / edges,
    bendsPerEdge: found.bends / edges,
    straight: found.edges === 0 ? 1 : found.straight / edges,
    lengthPerBound: found.lowerBound === 0 ? 1 : found.length / found.lowerBound,
    areaPerNode: found.area / Math.max(1, found.nodes),
    worstDetour: found.worstDetour,
    mostBends: found.mostBends,
  };
}

/** For flows of about 7 nodes. */
export const smallGoals: Figures = {
  crossingsPerEdge: 0.07,
  bendsPerEdge: 0.69,
  straight: 0.73,
  lengthPerBound: 1.08,
  areaPerNode: 52_000,
  worstDetour: 3,
  mostBends: 4,
};

/** For flows of about 17 nodes in 4 lanes, and of up to 60 nodes in 12 lanes. */
export const hardGoals: Figures = {
  crossingsPerEdge: 0.13,
  bendsPerEdge: 0.78,
  straight: 0.7,
  lengthPerBound: 1.08,
  areaPerNode: 90_000,
  worstDetour: 3,
  mostBends: 5,
};

export function meets(goals: Figures, found: Figures, name: keyof Figures): boolean {
  return name === 'straight' ? found.straight >= goals.straight : found[name] <= goals[name];
}

export function missedGoals(goals: Figures, found: Figures): readonly (keyof Figures)[] {
  const names: readonly (keyof Figures)[] = [
    'crossingsPerEdge',
    'bendsPerEdge',
    'straight',
    'lengthPerBound',
    'areaPerNode',
    'worstDetour',
    'mostBends',
  ];
  return names.filter((name) => !meets(goals, found, name));
}

function detourOf(route: Route): number {
  return Math.max(0, lengthOf(route) - 300) / Math.max(1, portDistance(route));
}

function lengthOf({ points }: Route): number {
  return sum(points.slice(1).map((point, index) => manhattan(points[index] ?? point, point)));
}

function portDistance({ points: [first, ...others] }: Route): number {
  const last = others.at(-1);
  return first === undefined || last === undefined ? 0 : manhattan(first, last);
}

function manhattan(a: Route['points'][number], b: Route['points'][number]): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
