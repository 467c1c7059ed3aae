import type { EdgeId, LoopId, NodeId } from '../../src/graph/graph.ts';
import { bodyOf } from '../../src/interpreter/facts.ts';
import type { LoopPlan, Machine } from '../../src/interpreter/machine.ts';
import { referenceWaits, type TokenEdge, tokenEdgesOf } from './reference-waiting.ts';

/*
 * semantics.md 3, 4, 5.3 and 12 once more, as they are written there: states are texts in a Map, and every question
 * is asked of all of them. Tests compare the explorer with it on many small random flows.
 */

export interface ReferenceSpace {
  readonly states: ReadonlyMap<string, ReferenceState>;
  /** Of each start. */
  readonly first: readonly string[];
}

interface ReferenceState {
  readonly depth: number;
  readonly marked: ReadonlySet<EdgeId>;
  readonly moves: readonly ReferenceMove[];
  /** Enabled nodes that limits leave a way. */
  readonly able: readonly NodeId[];
}

export interface ReferenceMove {
  readonly node: NodeId;
  readonly answer: string | undefined;
  readonly out: readonly EdgeId[];
  readonly to: string;
}

interface Marks {
  readonly marked: ReadonlySet<EdgeId>;
  readonly rounds: ReadonlyMap<LoopId, number>;
}

type Limits = ReadonlyMap<LoopId, { readonly most: number; readonly isExact: boolean }>;

/** All states, or undefined when there are more than `most`. */
export function referenceSpace(
  machine: Machine,
  most: number,
  items: ReadonlyMap<LoopId, number> = new Map(),
): ReferenceSpace | undefined {
  const rules = rulesOf(machine, items);
  const first = machine.starts.map((start) => ({ marked: new Set([`entry ${start}`]), rounds: new Map() }));
  const depth = new Map(first.map((state) => [nameOf(state), 0]));
  const todo: Marks[] = [...first];
  const states = new Map<string, ReferenceState>();
  for (const state of todo) {
    if (todo.length > most) return undefined;
    const far = depth.get(nameOf(state)) ?? 0;
    const able = [...machine.exits.keys()].filter(
      (node) => rules.isEnabled(state.marked, node) && rules.offered(state, node).length > 0,
    );
    const moves = able.flatMap((node) =>
      rules.offered(state, node).map((option) => {
        const next = rules.fire(state, node, option.edges);
        if (!depth.has(nameOf(next))) {
          depth.set(nameOf(next), far + 1);
          todo.push(next);
        }
        return { node, answer: option.answer, out: option.edges, to: nameOf(next) };
      }),
    );
    states.set(nameOf(state), { depth: far, marked: state.marked, moves, able });
  }
  return { states, first: first.map(nameOf) };
}

function nameOf({ marked, rounds }: Marks): string {
  return JSON.stringify([[...marked].sort(), [...rounds].filter(([, count]) => count > 0).sort()]);
}

interface Rules {
  readonly isEnabled: (marked: ReadonlySet<EdgeId>, node: NodeId) => boolean;
  readonly offered: (state: Marks, node: NodeId) => readonly Offered[];
  readonly fire: (state: Marks, node: NodeId, out: readonly EdgeId[]) => Marks;
}

interface Offered {
  readonly answer: string | undefined;
  readonly edges: readonly EdgeId[];
  readonly repeats: readonly LoopId[];
}

function rulesOf(machine: Machine, items: ReadonlyMap<LoopId, number>): Rules {
  const entries = machine.starts.map((start) => ({ id: `entry ${start}`, from: '', to: start }));
  const edges = [...tokenEdgesOf(machine), ...entries];
  const into = (node: NodeId): TokenEdge[] => edges.filter((e) => e.to === node);
  const waits = referenceWaits(machine, edges);
  const limits = limitsOf(machine.loops, items);
  const bodies = new Map([...limits.keys()].map((loop) => [loop, new Set(bodyOf(machine, loop))]));
  const isEnabled: Rules['isEnabled'] = (marked, node) =>
    into(node).some((e) => marked.has(e.id)) && !waits(node, marked);
  const turned = (out: readonly EdgeId[]): LoopId[] =>
    machine.loops.filter((plan) => limits.has(plan.loop) && plan.edges.some((e) => out.includes(e))).map((p) => p.loop);
  const offered: Rules['offered'] = ({ rounds }, node) => {
    const all = waysOut(machine, node);
    const isAtLimit = (loop: LoopId): boolean => (rounds.get(loop) ?? 0) >= (limits.get(loop)?.most ?? Infinity);
    const mustGoOn = (loop: LoopId): boolean => limits.get(loop)?.isExact === true && !isAtLimit(loop);
    const isDriven = all.some((way) => way.repeats.some(mustGoOn));
    return all.filter(
      (way) => ![...way.repeats, ...turned(way.edges)].some(isAtLimit) && (!isDriven || way.repeats.some(mustGoOn)),
    );
  };
  const fire: Rules['fire'] = ({ marked, rounds }, node, out) => {
    const kept = [...marked].filter((id) => !into(node).some((e) => e.id === id));
    const next = new Set([...kept, ...out]);
    const counts = [...limits.keys()].map((loop): [LoopId, number] => {
      const isActive = edges.some((e) => next.has(e.id) && bodies.get(loop)?.has(e.to));
      return [loop, isActive ? (rounds.get(loop) ?? 0) + Number(turned(out).includes(loop)) : 0];
    });
    return { marked: next, rounds: new Map(counts) };
  };
  return { isEnabled, offered, fire };
}

function limitsOf(loops: readonly LoopPlan[], items: ReadonlyMap<LoopId, number>): Limits {
  const limits = new Map<LoopId, { most: number; isExact: boolean }>();
  for (const { loop, condition } of loops) {
    const count = items.get(loop);
    if (condition.kind === 'limit') limits.set(loop, { most: condition.rounds, isExact: condition.exact });
    if (condition.kind === 'each' && count !== undefined) limits.set(loop, { most: count - 1, isExact: true });
  }
  return limits;
}

function waysOut({ exits }: Machine, node: NodeId): Offered[] {
  const exit = exits.get(node);
  if (exit?.kind === 'choose') return [...exit.options];
  return [{ answer: undefined, edges: exit?.kind === 'all' ? exit.edges : [], repeats: [] }];
}

// ---- what the space says

/** By subject as `subjectsOf` of the tests names findings: the fewest steps that show it. */
export function referenceFindings(machine: Machine, { states }: ReferenceSpace): Map<string, number> {
  const found = new Map<string, number>();
  const note = (subject: string, steps: number): void => {
    found.set(subject, Math.min(steps, found.get(subject) ?? Infinity));
  };
  const taken = new Map<NodeId, Map<number, number>>();
  const used = new Set<EdgeId>();
  for (const state of states.values()) {
    for (const { node, out, to } of state.moves) {
      if (out.length === 0 && states.get(to)?.marked.size !== 0) note(`early-end ${node}`, state.depth + 1);
      const own = new Set(machine.flow.edges.filter((e) => e.to.node === node).map((e) => e.id));
      for (const edge of out) {
        used.add(edge);
        if (state.marked.has(edge) && !own.has(edge) && !isOwnLoop(machine, edge, node)) {
          note(`merged-tokens ${edge}`, state.depth + 1);
        }
      }
      const forward = [...own].filter((edge) => !machine.back.has(edge) && isTokenEdge(machine, edge));
      const count = forward.filter((edge) => state.marked.has(edge)).length;
      if (forward.length < 2 || count === 0) continue;
      const counts = taken.get(node) ?? new Map<number, number>();
      taken.set(node, counts.set(count, Math.min(counts.get(count) ?? Infinity, state.depth + 1)));
    }
    if (state.moves.length === 0 && state.marked.size > 0) note('no-way-left', state.depth);
    for (const [one, other] of dependentPairs(states, state)) {
      note(`order-dependent ${[one, other].toSorted().join(' ')}`, state.depth + 1);
    }
  }
  for (const [node, counts] of taken)
    if (counts.size > 1) note(`mixed-merge ${node}`, counts.get(Math.max(...counts.keys())) ?? 0);
  for (const edge of machine.flow.edges) {
    if (isTokenEdge(machine, edge.id) && !used.has(edge.id)) note(`dead-edge ${edge.id}`, 0);
  }
  return found;
}

function isTokenEdge({ exits, replies, flow }: Machine, edge: EdgeId): boolean {
  return !replies.has(edge) && exits.has(flow.edges.find((e) => e.id === edge)?.from.node ?? '');
}

function isOwnLoop({ loops }: Machine, edge: EdgeId, node: NodeId): boolean {
  return loops.some(({ loop, implicit }) => loop === edge && implicit?.to === node);
}

function dependentPairs(states: ReferenceSpace['states'], state: ReferenceState): [NodeId, NodeId][] {
  const sameMove = (a: ReferenceMove, b: ReferenceMove): boolean => a.node === b.node && a.out.join() === b.out.join();
  const after = (one: ReferenceMove, other: ReferenceMove): string | undefined =>
    states.get(one.to)?.moves.find((move) => sameMove(move, other))?.to;
  return state.moves.flatMap((one) =>
    state.moves
      .filter((other) => one.node < other.node)
      .filter((other) => {
        const [here, there] = [after(one, other), after(other, one)];
        return here === undefined || here !== there;
      })
      .map((other): [NodeId, NodeId] => [one.node, other.node]),
  );
}

/** States from which some of the wanted ones can be reached. */
function canReach({ states }: ReferenceSpace, isWanted: (name: string) => boolean): Set<string> {
  const found = new Set([...states.keys()].filter(isWanted));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [name, { moves }] of states) if (moves.some(({ to }) => found.has(to))) found.add(name);
  }
  return found;
}

/** By end node reached twice: nothing more. By set of nodes that go on for ever where no end can be reached: the same. */
export function referenceEndings(space: ReferenceSpace): Set<string> {
  const { states } = space;
  const found = new Set<string>();
  const nodes = new Set([...states.values()].flatMap(({ moves }) => moves.map(({ node }) => node)));
  for (const node of nodes) {
    const fires = (name: string): boolean =>
      states.get(name)?.moves.some((move) => move.node === node && move.out.length === 0) === true;
    const before = canReach(space, fires);
    const isTwice = [...states.values()].some(({ moves }) =>
      moves.some((move) => move.node === node && move.out.length === 0 && before.has(move.to)),
    );
    if (isTwice) found.add(`end-reached-twice ${node}`);
  }
  const mayEnd = canReach(space, (name) => states.get(name)?.marked.size === 0);
  for (const name of states.keys()) {
    if (mayEnd.has(name)) continue;
    const ahead = reachedFrom(space, name);
    const isRound = [...ahead].every((other) => reachedFrom(space, other).has(name));
    const firing = new Set([...ahead].flatMap((each) => states.get(each)?.moves.map(({ node }) => node) ?? []));
    if (isRound && firing.size > 0) found.add(`endless-run ${[...firing].toSorted().join(' ')}`);
  }
  return found;
}

function reachedFrom({ states }: ReferenceSpace, name: string): Set<string> {
  const reached = new Set([name]);
  for (const at of reached) for (const { to } of states.get(at)?.moves ?? []) reached.add(to);
  return reached;
}
