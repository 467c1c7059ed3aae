/**
 * A small set of scenarios that together take every edge that a run can take: a minimum set cover over walks through
 * the graph of all runs, one of them for each way out and as greedy as can be otherwise.
 */

import type { EdgeId, NodeId } from '../graph/graph.ts';
import type { Machine, Run } from '../interpreter/machine.ts';
import { pathOf } from '../interpreter/step.ts';
import { growRunGraph, type RunGraph } from './run-graph.ts';
import { runOfScenario } from './run-scenarios.ts';
import { anySteps, noExpectations, noSettings, type ScenarioValue, statusKinds } from './scenario.ts';
import { fewestSets } from './set-cover.ts';
import { prospectOf, surveyRuns, type Terrain, type Walk, walkThrough, worthOf } from './walks.ts';

export interface Generated {
  /** The shortest run first. Each passes when it is run. */
  readonly scenarios: readonly ScenarioValue[];
  /** Edges that no scenario takes, in source order. */
  readonly missing: readonly EdgeId[];
  /** Whether all runs were looked at, so that nothing takes the missing edges. */
  readonly isWhole: boolean;
}

export function generateScenarios(machine: Machine): Generated {
  const runs = growRunGraph(machine);
  const walks = candidatesIn(runs);
  const items = walks.map((walk) => ({ items: waysOn(walk, runs), cost: lengthOf(walk, runs) }));
  const picked = new Set(fewestSets(items));
  const chosen = walks.filter((_, index) => picked.has(index));
  const covered = new Set(chosen.flatMap((walk) => [...waysOn(walk, runs)]));
  const scenarios = chosen.map((walk) => scenarioOf(walk, runs, machine));
  const sorted = scenarios.toSorted((a, b) => a.steps - b.steps).map(({ value }) => value);
  return { scenarios: withOwnNames(sorted), missing: missingEdges(machine, covered), isWhole: runs.isWhole };
}

function waysOn(walk: Walk, { transitions }: RunGraph): Set<number> {
  return new Set(walk.flatMap((transition) => transitions[transition]?.ways ?? []));
}

function lengthOf(walk: Walk, { transitions }: RunGraph): number {
  return walk.reduce((sum, transition) => sum + (transitions[transition]?.steps ?? 0), 0);
}

function missingEdges({ tables, exits, flow, loops }: Machine, covered: ReadonlySet<number>): EdgeId[] {
  const taken = new Set([...covered].flatMap((way) => tables.words.edgesOf(way)));
  const fired = new Set([...covered].map((way) => tables.nodes[nodeOfWay(tables.firstWay, way)] ?? ''));
  const replies = new Set([...fired].flatMap((node) => tables.words.replies(tables.numberOf.get(node) ?? -1)));
  const drawn = flow.edges.filter(({ from }) => exits.has(from.node)).map(({ id }) => id);
  const assumed = loops.filter(({ implicit }) => implicit !== undefined).map(({ loop }) => loop);
  return [...drawn, ...assumed].filter((edge) => !taken.has(edge) && !replies.has(edge));
}

function nodeOfWay(firstWay: Int32Array, way: number): number {
  let [low, high] = [0, firstWay.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstWay[middle] ?? 0) <= way) low = middle;
    else high = middle - 1;
  }
  return low;
}

// ---- candidates

/** So much work, in transitions looked at, goes into candidates. */
const mostWork = 20_000_000;

/** Walks that take what is left, one after the other, and then the best walk through each way out. */
function candidatesIn(runs: RunGraph): Walk[] {
  const terrain = surveyRuns(runs);
  const all = new Set(runs.transitions.flatMap(({ ways }) => ways));
  const through = transitionsByWay(runs);
  const walks = greedyWalks(terrain, all, through);
  const whole = prospectOf(terrain, all);
  const count = Math.ceil(mostWork / (1 + runs.transitions.length * 20));
  for (const transitions of [...through.values()].toSorted((a, b) => a.length - b.length).slice(0, count)) {
    const best = transitions.reduce((a, b) => (worthOf(terrain, whole, b) > worthOf(terrain, whole, a) ? b : a));
    walks.push(walkThrough(terrain, whole, best));
  }
  return walks;
}

function greedyWalks(
  terrain: Terrain,
  all: ReadonlySet<number>,
  through: ReadonlyMap<number, readonly number[]>,
): Walk[] {
  const walks: Walk[] = [];
  const missing = new Set(all);
  while (missing.size > 0) {
    const prospect = prospectOf(terrain, missing);
    const before = missing.size;
    const walk = walkThrough(terrain, prospect, undefined);
    walks.push(walk);
    for (const way of waysOn(walk, terrain.runs)) missing.delete(way);
    if (missing.size < before) continue;
    const [left] = missing;
    const forced = walkThrough(terrain, prospect, through.get(left ?? -1)?.[0]);
    walks.push(forced);
    for (const way of waysOn(forced, terrain.runs)) missing.delete(way);
  }
  return walks;
}

function transitionsByWay({ transitions }: RunGraph): Map<number, number[]> {
  const by = new Map<number, number[]>();
  transitions.forEach(({ ways }, transition) => {
    for (const way of ways) {
      const list = by.get(way);
      if (list === undefined) by.set(way, [transition]);
      else list.push(transition);
    }
  });
  return by;
}

// ---- scenarios

const defaultSteps = 1000;
/** Longer paths are told by their ends. */
const longPath = 100;
const shownSteps = 5;

function scenarioOf(
  walk: Walk,
  runs: RunGraph,
  machine: Machine,
): { readonly value: ScenarioValue; readonly steps: number } {
  const answers = answersOn(walk, runs);
  const length = lengthOf(walk, runs);
  const first = runs.transitions[walk[0] ?? -1];
  const start = first?.start === machine.starts[0] ? undefined : first?.start;
  const settings = { ...noSettings, start, maxSteps: length > defaultSteps ? length : undefined };
  const asked: ScenarioValue = {
    name: nameOf(answers, start),
    settings,
    answers,
    loops: new Map(),
    order: [],
    expect: noExpectations,
  };
  const run = runOfScenario(asked, noSettings, machine);
  return { value: { ...asked, expect: expectationsFrom(run) }, steps: run.length };
}

/** By node in the order of the first question. The last answer repeats, so repetitions at the end go. */
function answersOn(walk: Walk, { transitions }: RunGraph): Map<NodeId, readonly string[]> {
  const answers = new Map<NodeId, string[]>();
  for (const transition of walk) {
    const given = transitions[transition]?.answer;
    if (given === undefined) continue;
    const list = answers.get(given.node);
    if (list === undefined) answers.set(given.node, [given.answer]);
    else list.push(given.answer);
  }
  for (const list of answers.values()) while (list.length > 1 && list.at(-1) === list.at(-2)) list.pop();
  return answers;
}

/** What the run does is what the scenario expects. */
export function expectationsFrom(run: Run): ScenarioValue['expect'] {
  const { status } = run;
  const kind = statusKinds.find((each) => each === status.kind) ?? 'completed';
  const path = pathOf(run);
  const isLong = path.length > longPath;
  return {
    ...noExpectations,
    status: [kind],
    end: status.kind === 'completed' ? status.ends : undefined,
    path: isLong ? [...path.slice(0, shownSteps), anySteps, ...path.slice(-shownSteps)] : path,
  };
}

// ---- names

const longName = 70;

/** `n13 No, then Yes; n20 again`. */
function nameOf(answers: ReadonlyMap<NodeId, readonly string[]>, start: NodeId | undefined): string {
  const parts = [...answers].map(([node, list]) => `${node} ${told(list)}`);
  if (start !== undefined) parts.unshift(`from ${start}`);
  const name = parts.length === 0 ? 'straight through' : parts.join('; ');
  return name.length > longName ? `${name.slice(0, longName - 1)}…` : name;
}

/** `No 3 times, then Yes`. */
function told(answers: readonly string[]): string {
  const groups: { answer: string; count: number }[] = [];
  for (const answer of answers) {
    const last = groups.at(-1);
    if (last?.answer === answer) last.count++;
    else groups.push({ answer, count: 1 });
  }
  return groups.map(({ answer, count }) => (count === 1 ? answer : `${answer} ${count} times`)).join(', then ');
}

function withOwnNames(scenarios: readonly ScenarioValue[]): ScenarioValue[] {
  const used = new Map<string, number>();
  return scenarios.map((scenario) => {
    const count = (used.get(scenario.name) ?? 0) + 1;
    used.set(scenario.name, count);
    return count === 1 ? scenario : { ...scenario, name: `${scenario.name} (${count})` };
  });
}
