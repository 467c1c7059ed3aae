/** What a drawing shows of a run, of a trace, of coverage and of changes. */
import type { Changes, PartChange } from './diff/changes.ts';
import type { Union } from './diff/union.ts';
import type { EdgeId, Flow, NodeId } from './graph/graph.ts';
import { buildMachine } from './interpreter/build-machine.ts';
import { type Coverage, type LoopRounds, percentOf, type Share, sharesOf } from './interpreter/coverage.ts';
import type { Machine, Run, Status, TraceEvent } from './interpreter/machine.ts';
import { replay } from './interpreter/replay.ts';
import { enabled, eventsOf } from './interpreter/step.ts';
import { endOf, type Trace, type TraceEnd } from './interpreter/trace.ts';
import type { Changed, Compared, Visited, Visits } from './render/highlight.ts';
import { partInWords } from './report/change-rows.ts';

/** The path so far and where its tokens stand, for a run that may still go on. */
export function highlightOfRun(run: Run): Visited {
  return highlightOfEvents(run.machine.flow, eventsOf(run), enabled(run), endOf(run));
}

/** As far as the trace still fits the flow it is the run again; else what its events say by name. */
export function highlightOfTrace(machine: Machine, trace: Trace): Visited {
  const { strictTokens } = trace.header;
  const own = machine.strictTokens === strictTokens ? machine : buildMachine(machine.flow, { strictTokens });
  const again = replay(own, trace);
  if (again.kind === 'same') return highlightOfRun(again.run);
  const { events, end } = trace;
  const last = events.at(-1)?.node;
  const now = end?.kind === 'completed' ? undefined : (end?.at ?? last);
  const ended = end ?? { kind: 'running', steps: events.length, ends: [], at: undefined, loop: undefined };
  return highlightOfEvents(machine.flow, events, now === undefined ? [] : [now], ended);
}

function highlightOfEvents(flow: Flow, events: Iterable<TraceEvent>, now: readonly NodeId[], end: TraceEnd): Visited {
  const nodes = new Map<NodeId, number[]>();
  const edges = new Map<EdgeId, number[]>();
  const marked = new Set<EdgeId>();
  for (const { step, node, in: taken, out, replies } of events) {
    note(nodes, node, step);
    for (const edge of taken) marked.delete(edge);
    for (const edge of out) {
      note(edges, edge, step);
      marked.add(edge);
    }
    for (const edge of replies) note(edges, edge, step);
  }
  const caption = endInWords(end, flow);
  return {
    look: 'trace',
    caption,
    nodes: visitsOf(nodes, new Set(now)),
    edges: visitsOf(edges, marked),
    loops: new Map(),
  };
}

function note(steps: Map<string, number[]>, id: string, step: number): void {
  const known = steps.get(id);
  if (known === undefined) steps.set(id, [step]);
  else known.push(step);
}

function visitsOf(all: ReadonlyMap<string, readonly number[]>, now: ReadonlySet<string>): ReadonlyMap<string, Visits> {
  const ids = [...new Set([...all.keys(), ...now])];
  return new Map(
    ids.map((id) => {
      const steps = all.get(id) ?? [];
      return [id, { count: steps.length, steps, isNow: now.has(id), isUnreachable: false }];
    }),
  );
}

function endInWords({ kind, steps, ends, at, loop }: TraceEnd, flow: Flow): string {
  const count = `${steps} ${steps === 1 ? 'step' : 'steps'}`;
  const named = (node: NodeId | undefined): string => flow.nodes.get(node ?? '')?.label ?? node ?? 'an unknown step';
  const words: Readonly<Record<Status['kind'], string>> = {
    completed: `A run of ${count}, completed${ends.length === 0 ? '' : ` at ${ends.map(named).join(' and ')}`}`,
    waiting: `A run after ${count}, waiting for an answer at ${named(at)}`,
    running: `A run after ${count}`,
    exhausted: `A run of ${count}, exhausted at ${named(at)}${loop === undefined ? '' : `, since ${loop} is limited`}`,
    'step-limit': `A run of ${count} without an end`,
  };
  return words[kind];
}

/** What was covered and how often, and what was not. */
export function highlightOfCoverage(coverage: Coverage): Visited {
  const { nodes, edges, loops, unreachable } = coverage;
  const shares = sharesOf(coverage);
  const parts = [shareInWords('nodes', shares.nodes), shareInWords('edges', shares.edges)];
  if (shares.loops.total > 0) parts.push(shareInWords('rounds of loops', shares.loops));
  return {
    look: 'coverage',
    caption: `Coverage: ${parts.join(', ')}`,
    nodes: countsOf(nodes, unreachable.nodes),
    edges: countsOf(edges, unreachable.edges),
    loops: new Map([...loops].map(([id, rounds]) => [id, roundsInWords(rounds)])),
  };
}

function shareInWords(name: string, share: Share): string {
  return `${name} ${share.covered} of ${share.total} (${percentOf(share)} %)`;
}

function countsOf(counts: ReadonlyMap<string, number>, unreachable: readonly string[]): ReadonlyMap<string, Visits> {
  const visits = (count: number, isUnreachable: boolean): Visits => ({ count, steps: [], isNow: false, isUnreachable });
  return new Map([
    ...unreachable.map((id) => [id, visits(0, true)] as const),
    ...[...counts].map(([id, count]) => [id, visits(count, false)] as const),
  ]);
}

function roundsInWords({ zero, one, limit }: LoopRounds): string {
  const told = [
    zero === undefined ? [] : [`left without a round: ${zero}`],
    one === undefined ? [] : [`left after one round: ${one}`],
    [`came to ${one === undefined ? 'its limit' : 'its limit, or to two rounds'}: ${limit}`],
  ];
  return told.flat().join('; ');
}

/** What came, went and changed, for a drawing of the union. What is of the whole flow is told in words. */
export function highlightOfChanges(changes: Changes, { changes: parts }: Union): Compared {
  const marked = (all: ReadonlyMap<string, PartChange>): ReadonlyMap<string, Changed> =>
    new Map([...all].map(([id, change]) => [id, { mark: change.kind, words: partInWords(change, changes) }]));
  const counts = (['added', 'removed', 'changed'] as const).map((kind) => ({
    kind,
    count: changes.changes.filter((change) => change.kind === kind).length,
  }));
  const told = counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
  return {
    look: 'diff',
    caption: `Changes: ${told.join(', ') || 'none in meaning'}`,
    lanes: marked(parts.lanes),
    nodes: marked(parts.nodes),
    edges: marked(parts.edges),
    loops: marked(parts.loops),
  };
}
