import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/graph/graph.ts';
import { numberFlow, topologicalOrder } from '../../src/graph/paths.ts';
import { findCycles, bodyOf as numberedBody } from '../../src/interpreter/back-edges.ts';
import { buildMachine } from '../../src/interpreter/build-machine.ts';
import type { Machine, Run, TraceEvent } from '../../src/interpreter/machine.ts';
import { policies } from '../../src/interpreter/policy.ts';
import { replay } from '../../src/interpreter/replay.ts';
import { drive, simulate } from '../../src/interpreter/simulate.ts';
import {
  back,
  begin,
  enabled,
  eventAt,
  eventsOf,
  goTo,
  marksOf,
  pathOf,
  stateAt,
  step,
} from '../../src/interpreter/step.ts';
import { readTrace, traceLines } from '../../src/interpreter/trace.ts';
import { rounds } from '../long.ts';
import { makeFlow } from './make-flow.ts';
import { flows, randomFlow } from './random-flow.ts';
import { referenceBoard, referenceCycles } from './reference.ts';

const maxSteps = 60;

/** A flow read with or without reply edges, a start, a policy and a seed: all that decides a run. */
const cases = fc.record({
  flow: flows(),
  strictTokens: fc.boolean(),
  policy: fc.constantFrom(...policies.filter((policy) => policy !== 'none')),
  seed: fc.integer(),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Fewer flows than `many-flows.test.ts`, looked at more closely; what fails is shrunk. */
function check(property: (each: Case) => void): void {
  fc.assert(fc.property(cases, property), { numRuns: rounds(1000, 50_000), seed: 11 });
}

function run({ flow, strictTokens, policy, seed }: Case): Run {
  return simulate(buildMachine(flow, { strictTokens }), { policy, seed, maxSteps });
}

describe('the machine of any flow', () => {
  it('has the back edges, bodies and replies that the definition gives', () => {
    check(({ flow }) => {
      const machine = buildMachine(flow);
      const expected = referenceCycles(flow, machine.starts);
      expect([...machine.exits.keys()]).toEqual([...flow.nodes.keys()].filter((node) => expected.reached.has(node)));
      expect(machine.back).toEqual(expected.back);
      expect(machine.replies).toEqual(expected.replies);
      expect(bodiesOf(flow, machine)).toEqual(expected.bodies);
    });
  });

  it('has no cycle of forward edges, and reaches every node by them', () => {
    check(({ flow, strictTokens }) => {
      const machine = buildMachine(flow, { strictTokens });
      const forward = flow.edges.filter((edge) => !machine.back.has(edge.id) && machine.exits.has(edge.from.node));
      const dag = numberFlow({ ...flow, edges: forward }).graph;
      expect(topologicalOrder(dag)).toHaveLength(flow.nodes.size);
      const reached = new Set(machine.starts);
      for (const node of reached) for (const e of forward) if (e.from.node === node) reached.add(e.to.node);
      expect(reached.size).toBe(machine.exits.size);
    });
  });

  it('asks somewhere about every loop that governs anything', () => {
    check(({ flow }) => {
      for (const plan of buildMachine(flow).loops) expect(plan.asksAt.length).toBeGreaterThan(0);
    });
  });
});

/** Forks so wide, and flows so large, that the engine looks for waiting tokens in its other way. */
describe('a run with many tokens', () => {
  it('moves them as the definition says', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const machine = buildMachine(randomFlow(seed, 60, 2.2));
      const run = simulate(machine, { policy: 'random', seed, maxSteps: 300 });
      const board = referenceBoard(machine, machine.starts[0] ?? '');
      expect([...eventsOf(run)].map(board.fire).filter(Boolean)).toEqual([]);
    }
  });

  it('joins a wide fork at once', () => {
    const names = Array.from({ length: 120 }, (_, index) => `b${index}`);
    const branches = names.map((name, index) => (index % 3 === 0 ? `f -> ${name} -> j` : `f -> ${name} -> k`));
    const lane = names.map((name) => `[${name}]`).join(' ');
    const machine = buildMachine(
      makeFlow(`A: (s) [f] ${lane} [k] [j] (z)\ns -> f\n${branches.join('\n')}\nk -> j -> z`),
    );
    const run = simulate(machine);
    const board = referenceBoard(machine, 's');
    expect([...eventsOf(run)].map(board.fire).filter(Boolean)).toEqual([]);
    expect(pathOf(run).slice(-3)).toEqual(['k', 'j', 'z']);
    expect(run.length).toBe(125);
  });
});

describe('any run', () => {
  it('moves its tokens as the definition says, and never stands still', () => {
    check((each) => {
      const ran = run(each);
      const [start = ''] = ran.machine.starts;
      const board = referenceBoard(ran.machine, start);
      for (const event of eventsOf(ran)) {
        expect(board.fire(event)).toBeUndefined();
        if (event.step % 7 !== 0) continue;
        const state = goTo(ran, event.step);
        expect(enabled(state)).toEqual(board.queue);
        expect(new Set(marksOf(ran, stateAt(state)))).toEqual(board.marked);
      }
      if (ran.status.kind === 'completed') expect(board.marked.size).toBe(0);
      else expect(board.queue.length).toBeGreaterThan(0);
    });
  });

  it('moves its tokens as the definition says when somebody picks the order', () => {
    check(({ seed, ...each }) => {
      const machine = buildMachine(each.flow, each);
      const board = referenceBoard(machine, machine.starts[0] ?? '');
      let ran = begin(machine);
      for (let turn = 0; turn < maxSteps && board.queue.length > 0; turn++) {
        const pick = board.queue[Math.abs(seed + turn * 7) % board.queue.length] ?? '';
        const exit = machine.exits.get(pick);
        const answer =
          exit?.kind === 'choose' ? exit.options[Math.abs(seed + turn) % exit.options.length]?.answer : undefined;
        ran = step(ran, answer, { pick });
        if (ran.status.kind === 'exhausted') return;
        const event = eventAt(ran, ran.length);
        expect(event?.node).toBe(pick);
        if (event !== undefined) expect(board.fire(event)).toBeUndefined();
        expect(enabled(ran)).toEqual(board.queue);
      }
    });
  });

  it('ends, or comes to the last step allowed, or to a limit', () => {
    check((each) => {
      const ran = run(each);
      expect(['completed', 'step-limit', 'exhausted']).toContain(ran.status.kind);
      expect(ran.length).toBeLessThanOrEqual(maxSteps);
    });
  });

  it('is the same again', () => {
    check((each) => {
      const ran = run(each);
      const again = run(each);
      expect(again.status).toEqual(ran.status);
      expect([...eventsOf(again)]).toEqual([...eventsOf(ran)]);
    });
  });

  it('is shown as it happens as it is remembered', () => {
    check((each) => {
      const shown: TraceEvent[] = [];
      const ran = simulate(buildMachine(each.flow, each), { ...each, maxSteps, onEvent: (event) => shown.push(event) });
      expect([...eventsOf(ran)]).toEqual(shown);
    });
  });

  it('is the same whether somebody watches or not', () => {
    check((each) => {
      const watched = simulate(buildMachine(each.flow, each), { ...each, maxSteps, onEvent: () => {} });
      const alone = run(each);
      expect([...eventsOf(alone)]).toEqual([...eventsOf(watched)]);
      expect(alone.status).toEqual(watched.status);
      expect(alone.history.board.visits).toEqual(watched.history.board.visits);
    });
  });

  it('is what its trace replays', () => {
    check((each) => {
      const ran = run(each);
      const text = [...traceLines(ran, { ...each, flow: 'random.flow', hash: 'none' })].join('\n');
      const read = readTrace(text);
      if (read.kind !== 'trace') throw new Error(`line ${read.line}: ${read.why}`);
      const again = replay(ran.machine, read.trace);
      expect(again.kind).toBe('same');
      expect(again.run.status).toEqual(ran.status);
      expect([...eventsOf(again.run)]).toEqual([...eventsOf(ran)]);
    });
  });

  it('is not changed by going back, forward and elsewhere', () => {
    check(({ seed, ...each }) => {
      const ran = run({ ...each, seed });
      const before = [...eventsOf(ran)];
      const middle = goTo(ran, Math.abs(seed) % (ran.length + 1));
      const elsewhere = drive(middle, { policy: 'random', seed: seed + 1, maxSteps });
      expect(pathOf(elsewhere).slice(0, middle.length)).toEqual(pathOf(middle));
      drive(back(elsewhere), { policy: 'first', maxSteps });
      const samePolicy = drive(middle, { ...each, seed, maxSteps });
      expect([...eventsOf(ran)]).toEqual(before);
      expect([...eventsOf(samePolicy)]).toEqual(before);
      expect(samePolicy.status).toEqual(ran.status);
    });
  });

  it('never takes a loop round more often than its limit', () => {
    check((each) => {
      const ran = run(each);
      for (let length = 0; length <= ran.length; length++) {
        stateAt(ran, length).rounds.forEach((rounds, slot) => {
          expect(rounds).toBeLessThanOrEqual(ran.machine.tables.limits[slot] ?? 0);
        });
      }
    });
  });
});

function bodiesOf(flow: Flow, machine: Machine): Map<string, Set<string>> {
  const numbered = numberFlow(flow);
  const starts = machine.starts.map((id) => numbered.numberOf.get(id) ?? -1);
  const cycles = findCycles(flow, numbered, starts, false);
  const bodies = flow.edges.flatMap((edge, number): [string, Set<string>][] => {
    if (!machine.back.has(edge.id)) return [];
    return [[edge.id, new Set(numberedBody(cycles, [number]).map((node) => numbered.ids[node] ?? ''))]];
  });
  return new Map(bodies);
}
