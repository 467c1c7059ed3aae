import { findAnswer } from '../../src/interpreter/answers.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import type { Claim, Happening, Scope } from '../../src/interpreter/property.ts';
import type { ReferenceMove, ReferenceSpace } from './reference-explorer.ts';

/*
 * semantics.md 11 once more: what a claim says of one run, asked of the list of its firings; and which endless runs
 * there are, asked of sets of answers that are given again and again.
 */

type Firing = Pick<ReferenceMove, 'node' | 'answer'>;
type Is = (firing: Firing) => boolean;

/** How a run that is over ended; undefined for a run that may go on. */
export type Over = 'completed' | 'exhausted' | undefined;

export function matcher(machine: Machine, happening: Happening): Is {
  switch (happening.kind) {
    case 'node':
      return ({ node }) => node === happening.node;
    case 'lane':
      return ({ node }) => machine.flow.nodes.get(node)?.lane === happening.lane;
    case 'outcome': {
      const { words, numberOf } = machine.tables;
      const number = numberOf.get(happening.node) ?? -1;
      const option = words.options(number)[findAnswer(words.book(number), happening.answer)];
      const isOnly = machine.exits.get(happening.node)?.kind !== 'choose';
      return ({ node, answer }) =>
        node === happening.node && option !== undefined && (isOnly || answer === option.answer);
    }
  }
}

/** Whether a run, or the beginning of one, breaks a claim for sure. */
export function breaks(machine: Machine, claim: Claim, run: readonly Firing[], over: Over): boolean {
  if (claim.kind === 'ends') return over === 'exhausted';
  if (claim.kind === 'never-together') return claim.what.every((what) => run.some(matcher(machine, what)));
  const is = matcher(machine, claim.what);
  const count = (part: readonly Firing[]): number => part.filter(is).length;
  const parts = partsOf(machine, claim.scope, run, over);
  if (claim.kind === 'always') return parts.always.some((part) => count(part) === 0);
  const most = claim.kind === 'at-most' ? claim.times : 0;
  return parts.never.some((part) => count(part) > most);
}

/** The parts of a run that are judged: where it has to happen, and where it must not. */
function partsOf(
  machine: Machine,
  scope: Scope,
  run: readonly Firing[],
  over: Over,
): { always: (readonly Firing[])[]; never: (readonly Firing[])[] } {
  const places = (happening: Happening): number[] =>
    run.flatMap((firing, place) => (matcher(machine, happening)(firing) ? [place] : []));
  switch (scope.kind) {
    case 'run':
      return { always: over === undefined ? [] : [run], never: [run] };
    case 'before': {
      const first = places(scope.of)[0];
      return { always: first === undefined ? [] : [run.slice(0, first)], never: [run.slice(0, first)] };
    }
    case 'after': {
      const after = places(scope.of).map((place) => run.slice(place + 1));
      return { always: over === undefined ? [] : after, never: after };
    }
    case 'between': {
      const closes = places(scope.closes);
      const between = places(scope.opens).flatMap((open) => {
        const close = closes.find((place) => place > open);
        return close === undefined ? [] : [run.slice(open + 1, close)];
      });
      return { always: between, never: between };
    }
  }
}

/** Whether what bounds the scope comes in a run. */
function opensIn(machine: Machine, claim: Claim, run: readonly Firing[]): boolean {
  if (claim.kind === 'ends' || claim.kind === 'never-together' || claim.scope.kind === 'run') return true;
  if (claim.scope.kind !== 'between') return run.some(matcher(machine, claim.scope.of));
  const [opens, closes] = [matcher(machine, claim.scope.opens), matcher(machine, claim.scope.closes)];
  const open = run.findIndex(opens);
  return open !== -1 && run.slice(open + 1).some(closes);
}

// ---- runs as a tree

export interface Tree {
  /** Steps of the shortest beginning that breaks the claim. */
  readonly broken: number | undefined;
  readonly isOpened: boolean;
  /** Whether all runs were seen to their end. */
  readonly isWhole: boolean;
}

/** Beginnings of runs, shortest first, up to some number of them. */
export function runTree(machine: Machine, { states, first }: ReferenceSpace, claim: Claim, most: number): Tree {
  const todo: { run: readonly ReferenceMove[]; at: string }[] = first.map((at) => ({ run: [], at }));
  let isOpened = false;
  for (const { run, at } of todo) {
    if (todo.length > most) return { broken: undefined, isOpened, isWhole: false };
    const state = states.get(at);
    if (state === undefined) throw new Error(`no state ${at}`);
    const over = state.moves.length > 0 ? undefined : state.marked.size > 0 ? 'exhausted' : 'completed';
    isOpened ||= opensIn(machine, claim, run);
    if (breaks(machine, claim, run, over)) return { broken: run.length, isOpened, isWhole: true };
    for (const move of state.moves) todo.push({ run: [...run, move], at: move.to });
  }
  return { broken: undefined, isOpened, isWhole: true };
}

// ---- runs that never end

/**
 * Whether some run never ends, owes what the claim asks for, and counts; undefined when there are too many answers to
 * try. Only for claims that an endless run can break.
 */
export function endlesslyBroken(
  machine: Machine,
  space: ReferenceSpace,
  claim: Claim,
  fair: boolean,
): boolean | undefined {
  const from = owingStates(machine, space, claim);
  if (from === undefined) return false;
  const pays: Is = claim.kind === 'always' ? matcher(machine, claim.what) : () => false;
  const reached = spread(space, from, (move) => !pays(move));
  const answers = new Set<string>();
  for (const at of reached)
    for (const move of space.states.get(at)?.moves ?? []) if (isAnswer(move)) answers.add(keyOf(move));
  if (answers.size > 7) return undefined;
  const sets = subsets([...answers]);
  return sets.some((given) => hasRound(space, reached, pays, new Set(given), fair));
}

/** Where runs that owe something begin to do so; undefined for claims that endless runs never break. */
function owingStates(machine: Machine, space: ReferenceSpace, claim: Claim): string[] | undefined {
  if (claim.kind === 'ends') return [...space.first];
  if (claim.kind !== 'always') return undefined;
  if (claim.scope.kind === 'run') return [...space.first];
  if (claim.scope.kind !== 'after') return undefined;
  const opens = matcher(machine, claim.scope.of);
  return [...space.states.values()].flatMap(({ moves }) => moves.filter(opens).map(({ to }) => to));
}

function spread(
  { states }: ReferenceSpace,
  from: readonly string[],
  isAllowed: (move: ReferenceMove) => boolean,
): Set<string> {
  const reached = new Set(from);
  for (const at of reached) for (const move of states.get(at)?.moves ?? []) if (isAllowed(move)) reached.add(move.to);
  return reached;
}

function isAnswer({ answer }: ReferenceMove): boolean {
  return answer !== undefined;
}

function keyOf({ node, answer, out }: ReferenceMove): string {
  return JSON.stringify([node, answer, out]);
}

function subsets(items: readonly string[]): string[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) =>
    items.filter((_item, place) => ((bits >> place) & 1) === 1),
  );
}

/** Whether a run can go on for ever giving just these answers, each again and again. */
function hasRound(
  space: ReferenceSpace,
  within: ReadonlySet<string>,
  pays: Is,
  given: ReadonlySet<string>,
  fair: boolean,
): boolean {
  const movesAt = (at: string): readonly ReferenceMove[] => space.states.get(at)?.moves ?? [];
  const isOpen = (at: string): boolean =>
    !fair || movesAt(at).every((move) => !isAnswer(move) || given.has(keyOf(move)));
  const nodes = [...within].filter(isOpen);
  const stays = (at: string): ReferenceMove[] =>
    movesAt(at).filter((m) => !pays(m) && nodes.includes(m.to) && (!isAnswer(m) || given.has(keyOf(m))));
  const ahead = new Map(nodes.map((at) => [at, closure(at, (each) => stays(each).map(({ to }) => to))]));
  return nodes.some((at) => {
    const part = [...(ahead.get(at) ?? [])].filter((other) => ahead.get(other)?.has(at));
    const moves = part.flatMap((each) => stays(each).filter(({ to }) => part.includes(to)));
    if (moves.length === 0) return false;
    const taken = new Set(moves.filter(isAnswer).map(keyOf));
    const offered = part.flatMap((each) => movesAt(each).filter(isAnswer).map(keyOf));
    const fired = new Set(moves.map(({ node }) => node));
    const starving = (space.states.get(at)?.able ?? []).filter(
      (node) => !fired.has(node) && part.every((each) => space.states.get(each)?.able.includes(node)),
    );
    return starving.length === 0 && (!fair || offered.every((each) => taken.has(each)));
  });
}

function closure(from: string, next: (at: string) => readonly string[]): Set<string> {
  const reached = new Set([from]);
  for (const at of reached) for (const to of next(at)) reached.add(to);
  return reached;
}
