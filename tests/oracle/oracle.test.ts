import { describe, expect, it } from 'vitest';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import { explore } from '../../src/interpreter/explore.ts';
import { joinsOf } from '../../src/interpreter/joins.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { eventsOf, pathOf } from '../../src/interpreter/step.ts';
import { randomFlow, singleTokenFlow } from '../interpreter/random-flow.ts';
import { rounds } from '../long.ts';
import { type Answers, runInBpmn, type VisitCounts } from './as-bpmn.ts';
import { beginIn, goOn, type Standing, stateMachineOf } from './as-xstate.ts';
import { structuredFlow } from './structured-flow.ts';

/* Engines of other people run the same flows with the same answers. */

const maxSteps = 60;

function randomRun(machine: Machine, seed: number): Run {
  return simulate(machine, { policy: 'random', seed, maxSteps });
}

function visitsIn(path: readonly string[]): VisitCounts {
  const visits: Record<string, number> = {};
  for (const node of path) visits[node] = (visits[node] ?? 0) + 1;
  return visits;
}

describe('XState', () => {
  const runsOfFlow = 5;

  it('goes the same way, is offered the same answers, and ends where we do, in flows with one token', () => {
    const flows = rounds(200, 20_000);
    const seen = { runs: 0, limited: 0, completed: 0, exhausted: 0 };
    for (let seed = 1; seed <= flows; seed++) {
      const machine = buildMachine(singleTokenFlow(seed, 3 + (seed % 12)));
      const other = stateMachineOf(machine);
      for (let run = 0; run < runsOfFlow; run++) {
        const own = randomRun(machine, seed * runsOfFlow + run);
        const end = follow(own, beginIn(other));
        expect([seed, end.path]).toEqual([seed, pathOf(own)]);
        expect([seed, end.isOver]).toEqual([seed, own.status.kind === 'completed']);
        seen.runs++;
        seen.limited += Number([...eventsOf(own)].some(({ limit }) => limit !== undefined));
        seen.completed += Number(own.status.kind === 'completed');
        seen.exhausted += Number(own.status.kind === 'exhausted');
      }
    }
    expect(seen.runs).toBeGreaterThanOrEqual(1000);
    expect([seen.limited > 50, seen.completed > 500]).toEqual([true, true]);
  });
});

/** Sends the answers of a run. Whether XState offers what we do is asked on the way. */
function follow(run: Run, begun: Standing): Standing {
  let at = begun;
  for (const { node, answer, limit } of eventsOf(run)) {
    const exit = run.machine.exits.get(node);
    const all = exit?.kind === 'choose' ? exit.options.map((option) => option.answer) : [goOn];
    expect(at.offers(answer ?? goOn)).toBe(true);
    expect(all.every((each) => at.offers(each))).toBe(limit === undefined);
    at = at.send(answer ?? goOn);
  }
  if (run.status.kind === 'exhausted') {
    const exit = run.machine.exits.get(run.status.at);
    expect(exit?.kind === 'choose' && exit.options.some(({ answer }) => at.offers(answer))).toBe(false);
  }
  return at;
}

/** Milliseconds; on a busy machine it takes its time. */
const patience = rounds(300_000, 7_200_000);

describe('bpmn-engine', { timeout: patience }, () => {
  const runsOfFlow = 25;
  /** Nodes: this engine takes a millisecond to set up each of them for each run. */
  const largest = rounds(10, 40);
  it('visits every node as often as we do, in flows of blocks', async () => {
    expect(await compareWithBpmn(rounds(10, 400), (seed) => buildMachine(structuredFlow(seed)))).toEqual([]);
  });

  it('visits every node as often as we do, in any flow with a fork whose joins are not mixed', async () => {
    expect(
      await compareWithBpmn(rounds(14, 400), (seed) => buildMachine(randomFlow(seed, 4 + (seed % 5), 1.5))),
    ).toEqual([]);
  });

  /** What differs, in so many flows with a fork. */
  async function compareWithBpmn(wanted: number, machineOf: (seed: number) => Machine): Promise<object[]> {
    const differences: object[] = [];
    let compared = 0;
    for (let seed = 1; compared < wanted; seed++) {
      const machine = machineOf(seed);
      if (machine.exits.size > largest) continue;
      const own = Array.from({ length: runsOfFlow }, (_, run) => randomRun(machine, seed * runsOfFlow + run));
      if (own.some(({ status }) => status.kind !== 'completed') || !isComparable(machine)) continue;
      compared++;
      const visits = own.map((run) => visitsIn(pathOf(run)));
      const others = await runInBpmn(machine, own.map(answersOf));
      visits.forEach((each, run) => {
        if (!isEqual(each, others[run])) differences.push({ seed, run, ours: each, theirs: others[run] });
      });
    }
    return differences;
  }
});

/** Several tokens, joins of which both engines say the same, and no two tokens in one place. */
function isComparable(machine: Machine): boolean {
  const forks = [...machine.exits.values()].some((exit) => exit.kind === 'all' && exit.edges.length > 1);
  if (!forks || joinsOf(machine).some(({ kind }) => kind !== 'merge' && kind !== 'wait')) return false;
  const { isComplete, findings } = explore(machine, { maxStates: 5000 });
  const hasTwo = findings.some(
    ({ kind }) => kind === 'merged-tokens' || kind === 'end-reached-twice' || kind === 'mixed-merge',
  );
  return isComplete && !hasTwo;
}

function answersOf(run: Run): Answers {
  const answers = new Map<string, number[]>();
  for (const { node, answer } of eventsOf(run)) {
    const exit = run.machine.exits.get(node);
    if (exit?.kind !== 'choose') continue;
    const option = exit.options.findIndex((each) => each.answer === answer);
    answers.set(node, [...(answers.get(node) ?? []), option]);
  }
  return answers;
}

function isEqual(one: VisitCounts, other: VisitCounts | undefined): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other ?? {})]);
  return other !== undefined && [...keys].every((key) => one[key] === other[key]);
}
