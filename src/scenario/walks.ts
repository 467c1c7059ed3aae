/**
 * Walks through a run graph that take as much as they can of what is wanted. The graph is seen as its strongly
 * connected components: inside of one, everything can be had in one walk; between them a walk has to choose, and takes
 * the way on which most is still to be had.
 */

import { components, groupOf } from '../graph/paths.ts';
import type { RunGraph } from './run-graph.ts';

/** Numbers of transitions from state 0 on. */
export type Walk = readonly number[];

/** The components of a run graph, and what does not change from walk to walk. */
export interface Terrain {
  readonly runs: RunGraph;
  readonly componentOf: Int32Array;
  /** By component: transitions that stay in it, and those that leave it. */
  readonly inner: readonly (readonly number[])[];
  readonly leaving: readonly (readonly number[])[];
  readonly entering: readonly (readonly number[])[];
  /** Whether a completed run can be had from there. */
  readonly completes: readonly boolean[];
}

export function surveyRuns(runs: RunGraph): Terrain {
  const { graph, completed } = runs;
  const { count, of } = components(graph);
  const lists = (): number[][] => Array.from({ length: count }, () => []);
  const [inner, leaving, entering] = [lists(), lists(), lists()];
  graph.from.forEach((from, transition) => {
    const [source, target] = [of[from] ?? 0, of[graph.to[transition] ?? 0] ?? 0];
    if (source === target) inner[source]?.push(transition);
    else {
      leaving[source]?.push(transition);
      entering[target]?.push(transition);
    }
  });
  const completes = new Array<boolean>(count).fill(false);
  // Tarjan's numbers: a component stands before those that lead to it.
  for (let component = 0; component < count; component++) {
    const onward = leaving[component]?.some((t) => completes[of[graph.to[t] ?? 0] ?? 0] === true) ?? false;
    completes[component] = onward || of[completed] === component;
  }
  return { runs, componentOf: of, inner, leaving, entering, completes };
}

/** How much of what is wanted a walk can take, by component: from there on, and up to there. */
export interface Prospect {
  readonly wanted: ReadonlySet<number>;
  readonly ahead: readonly number[];
  /** The transition to leave it by, or -1. */
  readonly exit: readonly number[];
  readonly behind: readonly number[];
  /** The transition to come in by, or -1. */
  readonly entry: readonly number[];
}

export function prospectOf(terrain: Terrain, wanted: ReadonlySet<number>): Prospect {
  const { runs, componentOf, inner, leaving, entering, completes } = terrain;
  const { from, to } = runs.graph;
  const own = inner.map((transitions) => distinct(terrain, transitions, wanted));
  const count = inner.length;
  const [ahead, behind] = [own.slice(), own.slice()];
  const [exit, entry] = [new Array<number>(count).fill(-1), new Array<number>(count).fill(-1)];
  for (let component = 0; component < count; component++) {
    const useful = (t: number): boolean => completes[component] !== true || completes[targetOf(t)] === true;
    const [best, gain] = most((leaving[component] ?? []).filter(useful), (t) => gainOf(t) + (ahead[targetOf(t)] ?? 0));
    exit[component] = best;
    ahead[component] = (own[component] ?? 0) + gain;
  }
  for (let component = count - 1; component >= 0; component--) {
    const [best, gain] = most(entering[component] ?? [], (t) => gainOf(t) + (behind[sourceOf(t)] ?? 0));
    entry[component] = best;
    behind[component] = (own[component] ?? 0) + gain;
  }
  return { wanted, ahead, exit, behind, entry };

  function targetOf(transition: number): number {
    return componentOf[to[transition] ?? 0] ?? 0;
  }
  function sourceOf(transition: number): number {
    return componentOf[from[transition] ?? 0] ?? 0;
  }
  function gainOf(transition: number): number {
    return distinct(terrain, [transition], wanted);
  }
}

function distinct({ runs }: Terrain, transitions: readonly number[], wanted: ReadonlySet<number>): number {
  const found = new Set<number>();
  for (const transition of transitions) {
    for (const way of runs.transitions[transition]?.ways ?? []) if (wanted.has(way)) found.add(way);
  }
  return found.size;
}

/** The transition that is worth most, the first of equals, and its worth; -1 and 0 when there is none. */
function most(transitions: readonly number[], worth: (transition: number) => number): readonly [number, number] {
  let [best, gain] = [-1, -1];
  for (const transition of transitions) {
    const own = worth(transition);
    if (own > gain) [best, gain] = [transition, own];
  }
  return [best, Math.max(0, gain)];
}

/** What a walk through this transition can take, counted twice where it comes twice. */
export function worthOf({ componentOf, runs }: Terrain, { ahead, behind }: Prospect, transition: number): number {
  const { from, to } = runs.graph;
  const [source, target] = [componentOf[from[transition] ?? 0] ?? 0, componentOf[to[transition] ?? 0] ?? 0];
  return (behind[source] ?? 0) + (source === target ? 0 : (ahead[target] ?? 0));
}

// ---- walking

interface Journey {
  readonly terrain: Terrain;
  readonly taken: number[];
  readonly missing: Set<number>;
  at: number;
  steps: number;
}

/** Longer runs are hard to read; they go straight on from there. */
const longWalk = 900;
/** Planning anew after each step takes as long as the graph is large. */
const mostReplanned = 300;

/** From state 0 through a transition, or without one, to where a run ends. */
export function walkThrough(terrain: Terrain, prospect: Prospect, through: number | undefined): Walk {
  const { runs, componentOf } = terrain;
  const journey: Journey = { terrain, taken: [], missing: new Set(prospect.wanted), at: 0, steps: 0 };
  for (const bridge of bridgesTo(terrain, prospect, through)) {
    collect(journey);
    takeFrom(journey, bridge);
  }
  const isSmall = runs.transitions.length <= mostReplanned;
  for (;;) {
    collect(journey);
    // The first plan counts twice what comes twice on its way; what is still missing gives a better one.
    const { exit: exits } = isSmall ? prospectOf(terrain, journey.missing) : prospect;
    const exit = exits[componentOf[journey.at] ?? 0] ?? -1;
    if (exit === -1 || journey.at === runs.completed) return journey.taken;
    takeFrom(journey, exit);
  }
}

/** The transitions between components that lead to one, and the one itself. */
function bridgesTo({ runs, componentOf }: Terrain, { entry }: Prospect, through: number | undefined): number[] {
  if (through === undefined) return [];
  const bridges = [through];
  let component = componentOf[runs.graph.from[through] ?? 0] ?? 0;
  for (let way = entry[component] ?? -1; way !== -1; way = entry[component] ?? -1) {
    bridges.unshift(way);
    component = componentOf[runs.graph.from[way] ?? 0] ?? 0;
  }
  return bridges;
}

/** Takes what is wanted inside of the component, the nearest first. */
function collect(journey: Journey): void {
  while (journey.steps < longWalk) {
    const way = wayTo(journey, (transition) => isWanted(journey, transition));
    if (way.length === 0) return;
    for (const transition of way) take(journey, transition);
  }
}

function isWanted({ terrain, missing }: Journey, transition: number): boolean {
  return terrain.runs.transitions[transition]?.ways.some((way) => missing.has(way)) ?? false;
}

function takeFrom(journey: Journey, transition: number): void {
  const source = journey.terrain.runs.graph.from[transition] ?? 0;
  if (journey.at !== source) {
    const { to } = journey.terrain.runs.graph;
    for (const each of wayTo(journey, (t) => to[t] === source)) take(journey, each);
  }
  take(journey, transition);
}

function take(journey: Journey, transition: number): void {
  const { graph, transitions } = journey.terrain.runs;
  journey.taken.push(transition);
  journey.at = graph.to[transition] ?? 0;
  journey.steps += transitions[transition]?.steps ?? 0;
  for (const way of transitions[transition]?.ways ?? []) journey.missing.delete(way);
}

/** The shortest way that stays in the component and ends with such a transition; empty when there is none. */
function wayTo({ terrain, at }: Journey, isGoal: (transition: number) => boolean): number[] {
  const { graph } = terrain.runs;
  const home = terrain.componentOf[at];
  const by = new Map<number, number>();
  const seen = new Set([at]);
  const queue = [at];
  for (const state of queue) {
    for (const transition of groupOf(graph.outgoing, state)) {
      const target = graph.to[transition] ?? 0;
      if (terrain.componentOf[target] !== home) continue;
      if (isGoal(transition)) return wayBack(by, state, at, graph.from).concat(transition);
      if (seen.has(target)) continue;
      seen.add(target);
      by.set(target, transition);
      queue.push(target);
    }
  }
  return [];
}

function wayBack(by: ReadonlyMap<number, number>, state: number, at: number, from: Int32Array): number[] {
  const way: number[] = [];
  for (let now = state; now !== at; now = from[way[0] ?? 0] ?? at) way.unshift(by.get(now) ?? 0);
  return way;
}
