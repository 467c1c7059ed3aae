/** What two flows do differently when they run. Facts only; what was not explored is not guessed. */

import type { EdgeId, LoopId, NodeId } from '../graph/graph.ts';
import type { Exploration, Finding } from '../interpreter/exploration.ts';
import { explore } from '../interpreter/explore.ts';
import type { Condition, LoopBinding, Machine } from '../interpreter/machine.ts';
import type { Changes, Pairing, Pairs } from './changes.ts';
import { type Reach, reachOf } from './reach.ts';

export interface Behavior {
  /** How much of each flow was explored: old, new. */
  readonly explored: readonly [Extent, Extent];
  readonly changes: readonly BehaviorChange[];
}

interface Extent {
  readonly states: number;
  readonly isComplete: boolean;
}

/** Ids are those of the new flow; with `of`, of the flow it names. */
export type BehaviorChange =
  | { readonly kind: 'starts'; readonly before: readonly NodeId[]; readonly after: readonly NodeId[] }
  /** Whether any run completes. */
  | { readonly kind: 'completion'; readonly isPossible: boolean }
  /** Runs can now end there, or no longer can. */
  | { readonly kind: 'end'; readonly node: NodeId; readonly of: Of }
  | { readonly kind: 'node'; readonly node: NodeId; readonly isReached: boolean; readonly isNew: boolean }
  | { readonly kind: 'edge'; readonly edge: EdgeId; readonly isTaken: boolean; readonly isNew: boolean }
  | { readonly kind: 'reply'; readonly edge: EdgeId; readonly isReply: boolean }
  /** A node with several ways out now takes one of them and took all, or the reverse. */
  | { readonly kind: 'choice'; readonly node: NodeId; readonly chooses: boolean }
  | { readonly kind: 'limit'; readonly loop: LoopId; readonly before: Condition; readonly after: Condition }
  | { readonly kind: 'binding'; readonly loop: LoopId; readonly before: LoopBinding; readonly after: LoopBinding }
  /** `after`: it appeared. `before`: it is gone. */
  | { readonly kind: 'finding'; readonly finding: ComparedFinding; readonly of: Of };

type Of = 'before' | 'after';

export type ComparedFinding = Exclude<Finding, { readonly kind: 'dead-edge' | 'mixed-merge' | 'early-end' }>;

export interface BehaviorOptions {
  /** States of each flow to explore at most. */
  readonly maxStates?: number;
}

/** An empty flow has no runs, so that nothing is said of what they do. */
export function compareBehavior(
  before: Machine,
  after: Machine,
  { pairs }: Changes,
  options: BehaviorOptions = {},
): Behavior {
  const [old, now] = [sideOf(before, options), sideOf(after, options)];
  const isComparable = before.starts.length > 0 && after.starts.length > 0;
  return {
    explored: [extentOf(old.exploration), extentOf(now.exploration)],
    changes: isComparable ? changesBetween(old, now, pairs) : [],
  };
}

function changesBetween(old: Side, now: Side, pairs: Pairs): readonly BehaviorChange[] {
  const [before, after] = [old.machine, now.machine];
  return [
    ...startChanges(before, after, pairs.nodes),
    ...completionChanges(old, now),
    ...endChanges(old, now, pairs.nodes),
    ...findingChanges(old, now, pairs),
    ...nodeChanges(old, now, pairs.nodes),
    ...edgeChanges(old, now, pairs),
    ...replyChanges(before, after, pairs.edges),
    ...choiceChanges(before, after, pairs.nodes),
    ...loopChanges(before, after, pairs),
  ];
}

interface Side {
  readonly machine: Machine;
  readonly exploration: Exploration;
  readonly reach: Reach;
}

function sideOf(machine: Machine, options: BehaviorOptions): Side {
  const exploration = explore(machine, options);
  return { machine, exploration, reach: reachOf(exploration) };
}

function extentOf({ states, isComplete }: Exploration): Extent {
  return { states, isComplete };
}

function startChanges(before: Machine, after: Machine, { newOf }: Pairing): readonly BehaviorChange[] {
  const kept = new Set(before.starts.map((node) => newOf.get(node)));
  const isSame = before.starts.length === after.starts.length && after.starts.every((node) => kept.has(node));
  return isSame ? [] : [{ kind: 'starts', before: before.starts, after: after.starts }];
}

// ---- how runs end

/** Undefined when the budget ended before it was known. */
function completes({ exploration: { completes: found, isComplete } }: Side): boolean | undefined {
  return found || isComplete ? found : undefined;
}

function completionChanges(old: Side, now: Side): readonly BehaviorChange[] {
  const [could, can] = [completes(old), completes(now)];
  return could === undefined || can === undefined || could === can ? [] : [{ kind: 'completion', isPossible: can }];
}

function endChanges(old: Side, now: Side, { newOf, oldOf }: Pairing): readonly BehaviorChange[] {
  const [olds, news] = [new Set(old.exploration.ends), new Set(now.exploration.ends)];
  const lost = [...olds].filter((node) => now.exploration.isComplete && !news.has(newOf.get(node) ?? ''));
  const gained = [...news].filter((node) => old.exploration.isComplete && !olds.has(oldOf.get(node) ?? ''));
  return [
    ...lost.map((node) => ({ kind: 'end', node, of: 'before' }) as const),
    ...gained.map((node) => ({ kind: 'end', node, of: 'after' }) as const),
  ];
}

function findingChanges(old: Side, now: Side, pairs: Pairs): readonly BehaviorChange[] {
  const [olds, news] = [comparable(old), comparable(now)];
  const isSame = (one: ComparedFinding, other: ComparedFinding): boolean => {
    const names = namesIn(one, (kind, id) => pairs[kind].newOf.get(id));
    const others = namesIn(other, (_, id) => id);
    // A round that is drawn longer is still the same round.
    return (
      one.kind === other.kind && (one.kind === 'endless-run' ? names.some(isIn(others)) : names.every(isIn(others)))
    );
  };
  const gone = olds.filter((one) => now.exploration.isComplete && !news.some((other) => isSame(one, other)));
  const found = news.filter((other) => old.exploration.isComplete && !olds.some((one) => isSame(one, other)));
  return [
    ...gone.map((finding) => ({ kind: 'finding', finding, of: 'before' }) as const),
    ...found.map((finding) => ({ kind: 'finding', finding, of: 'after' }) as const),
  ];
}

function isIn(names: readonly (string | undefined)[]): (name: string | undefined) => boolean {
  return (name) => name !== undefined && names.includes(name);
}

function comparable({ exploration }: Side): readonly ComparedFinding[] {
  return exploration.findings.filter(
    (finding) => finding.kind !== 'dead-edge' && finding.kind !== 'mixed-merge' && finding.kind !== 'early-end',
  );
}

function namesIn(
  finding: ComparedFinding,
  nameOf: (kind: 'nodes' | 'edges', id: string) => string | undefined,
): readonly (string | undefined)[] {
  switch (finding.kind) {
    case 'endless-run':
    case 'order-dependent':
      return finding.nodes.map((node) => nameOf('nodes', node));
    case 'no-way-left':
      return [nameOf('nodes', finding.at)];
    case 'merged-tokens':
      return [nameOf('edges', finding.edge)];
    case 'end-reached-twice':
      return [nameOf('nodes', finding.node)];
  }
}

// ---- what can be reached

function nodeChanges(old: Side, now: Side, { oldOf }: Pairing): readonly BehaviorChange[] {
  return [...now.machine.flow.nodes.keys()].flatMap((node): readonly BehaviorChange[] => {
    const [isReached, partner] = [now.reach.node(node), oldOf.get(node)];
    if (isReached === undefined) return [];
    if (partner === undefined) return isReached ? [] : [{ kind: 'node', node, isReached, isNew: true }];
    const was = old.reach.node(partner);
    return was === undefined || was === isReached ? [] : [{ kind: 'node', node, isReached, isNew: false }];
  });
}

/** Where the node itself is reached in both flows: of others it is said already. */
function edgeChanges(old: Side, now: Side, { nodes, edges }: Pairs): readonly BehaviorChange[] {
  return now.machine.flow.edges.flatMap(({ id: edge, from }): readonly BehaviorChange[] => {
    const isTaken = now.reach.edge(edge);
    const partner = edges.oldOf.get(edge);
    if (isTaken === undefined || now.reach.node(from.node) === false) return [];
    if (partner === undefined) return isTaken ? [] : [{ kind: 'edge', edge, isTaken, isNew: true }];
    const was = old.reach.edge(partner);
    const wasThere = old.reach.node(nodes.oldOf.get(from.node) ?? '') !== false;
    return was === undefined || was === isTaken || !wasThere ? [] : [{ kind: 'edge', edge, isTaken, isNew: false }];
  });
}

function replyChanges(before: Machine, after: Machine, { oldOf }: Pairing): readonly BehaviorChange[] {
  return after.flow.edges.flatMap(({ id: edge }) => {
    const [partner, isReply] = [oldOf.get(edge), after.replies.has(edge)];
    return partner === undefined || before.replies.has(partner) === isReply ? [] : [{ kind: 'reply', edge, isReply }];
  });
}

function choiceChanges(before: Machine, after: Machine, { oldOf }: Pairing): readonly BehaviorChange[] {
  return [...after.flow.nodes.keys()].flatMap((node): readonly BehaviorChange[] => {
    const [was, is] = [forkOf(before, oldOf.get(node) ?? ''), forkOf(after, node)];
    return was === undefined || is === undefined || was === is ? [] : [{ kind: 'choice', node, chooses: is }];
  });
}

/** Whether one of several ways is taken, or all of them; undefined where there is one way at most. */
function forkOf({ exits }: Machine, node: NodeId): boolean | undefined {
  const exit = exits.get(node);
  if (exit === undefined || exit.kind === 'end') return undefined;
  const count = exit.kind === 'all' ? exit.edges.length : exit.options.length;
  return count < 2 ? undefined : exit.kind === 'choose';
}

// ---- loops

function loopChanges(before: Machine, after: Machine, { loops, ...pairs }: Pairs): readonly BehaviorChange[] {
  const olds = new Map(before.facts.loops.map((fact) => [fact.loop, fact]));
  return after.facts.loops.flatMap((now): readonly BehaviorChange[] => {
    const old = olds.get(loops.oldOf.get(now.loop) ?? '');
    if (old === undefined) return [];
    const isSameLimit = limitOf(old.condition) === limitOf(now.condition);
    const isSameBinding = bindingKey(old.binding, pairs, loops, true) === bindingKey(now.binding, pairs, loops, false);
    return [
      ...(isSameLimit ? [] : [{ kind: 'limit', loop: now.loop, before: old.condition, after: now.condition } as const]),
      ...(isSameBinding ? [] : [{ kind: 'binding', loop: now.loop, before: old.binding, after: now.binding } as const]),
    ];
  });
}

/** What of a condition decides over runs; its words do not. */
function limitOf(condition: Condition): string {
  switch (condition.kind) {
    case 'limit':
      return `${condition.exact ? 'exactly' : 'at most'} ${condition.rounds}`;
    case 'open':
      return 'open';
    case 'each':
    case 'note':
      return condition.kind;
  }
}

function bindingKey(
  binding: LoopBinding,
  { nodes, edges }: Omit<Pairs, 'loops'>,
  loops: Pairing,
  isOld: boolean,
): string {
  const name = ({ newOf }: Pairing, id: string | undefined): string =>
    isOld ? (newOf.get(id ?? '') ?? `-${id}`) : String(id);
  switch (binding.kind) {
    case 'bound':
      return `bound ${binding.edges
        .map((edge) => name(edges, edge))
        .toSorted()
        .join(' ')}`;
    case 'implicit':
      return `implicit ${name(nodes, binding.from)} ${name(nodes, binding.to)}`;
    case 'ambiguous':
      return `ambiguous ${name(loops, binding.keptBy)}`;
    case 'unreachable':
      return 'unreachable';
  }
}
