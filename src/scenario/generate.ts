/**
 * A small set of scenarios that together take every edge that a run can take: a minimum set cover over walks through
 * the graph of all runs, one of them for each way out and as greedy as can be otherwise.
 */

import type { EdgeId, NodeId } from '../graph/graph.ts';
import type { Machine, Run } from '../interpreter/machine.ts';
import { newTally } from '../interpreter/policy.ts';
import { simulate } from '../interpreter/simulate.ts';
import { eventsOf, pathOf } from '../interpreter/step.ts';
import { nodeOfWay } from '../interpreter/tables.ts';
import { growRunGraph, type RunGraph, waysOf } from './run-graph.ts';
import { runOfScenario } from './run-scenarios.ts';
import { anySteps, noExpectations, noSettings, type ScenarioValue, statusKinds } from './scenario.ts';
import { type Candidate, fewestSets } from './set-cover.ts';
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
  const walks = candidatesIn(runs).map((walk) => attemptOn(walk, runs));
  const attempts = runs.isWhole ? walks : [...walks, ...furtherAttempts(machine)];
  const picked = new Set(fewestSets(attempts));
  const chosen = attempts.filter((_, index) => picked.has(index));
  const covered = new Set(chosen.flatMap(({ items }) => [...items]));
  const scenarios = chosen.map((attempt) => scenarioOf(attempt, machine));
  const sorted = scenarios.toSorted((a, b) => a.steps - b.steps).map(({ value }) => value);
  return { scenarios: withOwnNames(sorted), missing: missingEdges(machine, covered), isWhole: runs.isWhole };
}

/** A run by its answers. */
interface Attempt extends Candidate {
  readonly start: NodeId | undefined;
  readonly given: readonly Given[];
  /** The ways that it takes. */
  readonly items: ReadonlySet<number>;
  /** Its steps. */
  readonly cost: number;
}

interface Given {
  readonly node: NodeId;
  readonly answer: string;
}

function attemptOn(walk: Walk, { transitions }: RunGraph): Attempt {
  const taken = walk.flatMap((transition) => transitions[transition] ?? []);
  return {
    start: taken[0]?.start,
    given: taken.flatMap(({ answer }) => answer ?? []),
    items: new Set(taken.flatMap(({ ways }) => ways)),
    cost: taken.reduce((sum, { steps }) => sum + steps, 0),
  };
}

/** Runs without anything new after which nothing more is tried. */
const mostInVain = 5;

/** Where there are too many states: runs that take what was taken least so far, from each start. */
function furtherAttempts(machine: Machine): Attempt[] {
  return machine.starts.flatMap((start) => {
    const tally = newTally(machine);
    const attempts: Attempt[] = [];
    const seen = new Set<number>();
    for (let inVain = 0; inVain < mostInVain; inVain++) {
      const run = simulate(machine, { start, policy: 'cover', tally });
      const attempt: Attempt = { start, given: givenIn(run), items: new Set(waysOf(run)), cost: run.length };
      if ([...attempt.items].some((way) => !seen.has(way))) inVain = -1;
      for (const way of attempt.items) seen.add(way);
      if (inVain === -1) attempts.push(attempt);
    }
    return attempts;
  });
}

function givenIn(run: Run): Given[] {
  return [...eventsOf(run)].flatMap(({ node, answer }) => (answer === undefined ? [] : [{ node, answer }]));
}

function missingEdges({ tables, exits, flow, loops }: Machine, covered: ReadonlySet<number>): EdgeId[] {
  const taken = new Set([...covered].flatMap((way) => tables.words.edgesOf(way)));
  const fired = new Set([...covered].map((way) => tables.nodes[nodeOfWay(tables, way)] ?? ''));
  const replies = new Set([...fired].flatMap((node) => tables.words.replies(tables.numberOf.get(node) ?? -1)));
  const drawn = flow.edges.filter(({ from }) => exits.has(from.node)).map(({ id }) => id);
  const assumed = loops.filter(({ implicit }) => implicit !== undefined).map(({ loop }) => loop);
  return [...drawn, ...assumed].filter((edge) => !taken.has(edge) && !replies.has(edge));
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

function waysOn(walk: Walk, { transitions }: RunGraph): readonly number[] {
  return walk.flatMap((transition) => transitions[transition]?.ways ?? []);
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
  { start: begun, given, cost }: Attempt,
  machine: Machine,
): { readonly value: ScenarioValue; readonly steps: number } {
  const answers = answersOf(given);
  const start = begun === machine.starts[0] ? undefined : begun;
  const asked: ScenarioValue = {
    name: nameOf(answers, start),
    settings: { ...noSettings, start, maxSteps: cost > defaultSteps ? cost : undefined },
    answers,
    loops: new Map(),
    order: [],
    expect: noExpectations,
  };
  const run = runOfScenario(asked, noSettings, machine);
  return { value: { ...asked, expect: expectationsFrom(run) }, steps: run.length };
}

/** By node in the order of the first question. The last answer repeats, so repetitions at the end go. */
function answersOf(given: readonly Given[]): Map<NodeId, readonly string[]> {
  const answers = new Map<NodeId, string[]>();
  for (const { node, answer } of given) {
    const list = answers.get(node);
    if (list === undefined) answers.set(node, [answer]);
    else list.push(answer);
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
