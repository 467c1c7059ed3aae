import { findAnswer } from './answers.ts';
import type { Claim, Happening, Scope } from './property.ts';
import type { Tables } from './tables.ts';

/*
 * A claim as a small automaton that is shown the firings of a run, one after the other: semantics.md 11. Each firing
 * is a letter of three bits. Where the firing is several of the things a claim speaks of, "earlier", "after" and
 * "between" are strict: a firing is not before itself. So an interval is closed first, then the firing counts for what
 * is still open, then an interval is opened.
 */

export interface Monitor {
  readonly initial: number;
  /** -1 when the claim is broken, whatever comes. */
  readonly next: (state: number, letter: number) => number;
  /** Whether something still has to come: if the run ends here, or goes on for ever like this, the claim fails. */
  readonly owes: (state: number) => boolean;
  /** Whether a firing gives what was owed so far, even if it asks for it anew. */
  readonly pays: (letter: number) => boolean;
  /** Whether nothing that comes can break the claim. */
  readonly isSettled: (state: number) => boolean;
  /** Whether a firing closes an interval of the scope. */
  readonly closes: (state: number, letter: number) => boolean;
  /** Endless and exhausted runs fail. */
  readonly mustEnd: boolean;
}

export const broken = -1;

/** Bits of letters: what the claim is about; what opens the scope, or is its `before` or `after`; what closes it. */
const whatBit = 1;
export const opensBit = 2;
const closesBit = 4;

/** By way: the letter that its firing is. */
export function lettersOf(tables: Tables, claim: Claim): Uint8Array {
  const letters = new Uint8Array(tables.firstWay[tables.nodeCount] ?? 0);
  const write = (happening: Happening | undefined, bit: number): void => {
    if (happening === undefined) return;
    for (const way of waysOf(tables, happening)) letters[way] = (letters[way] ?? 0) | bit;
  };
  const [what, opens, closes] = happeningsOf(claim);
  write(what, whatBit);
  write(opens, opensBit);
  write(closes, closesBit);
  return letters;
}

function happeningsOf(claim: Claim): readonly (Happening | undefined)[] {
  switch (claim.kind) {
    case 'ends':
      return [];
    case 'never-together':
      return claim.what;
    case 'always':
    case 'never':
    case 'at-most':
      return [claim.what, ...boundsOf(claim.scope)];
  }
}

function boundsOf(scope: Scope): readonly Happening[] {
  switch (scope.kind) {
    case 'run':
      return [];
    case 'before':
    case 'after':
      return [scope.of];
    case 'between':
      return [scope.opens, scope.closes];
  }
}

/** What names nothing in the flow happens never; whoever reads properties has said so. */
function waysOf(tables: Tables, happening: Happening): number[] {
  if (happening.kind === 'lane') {
    return [...tables.nodes.keys()].filter((node) => tables.lanes[node] === happening.lane).flatMap(allWays(tables));
  }
  const node = tables.numberOf.get(happening.node);
  if (node === undefined) return [];
  if (happening.kind === 'node') return allWays(tables)(node);
  const option = findAnswer(tables.words.book(node), happening.answer);
  return option < 0 ? [] : [(tables.firstWay[node] ?? 0) + option];
}

function allWays({ firstWay }: Tables): (node: number) => number[] {
  return (node) => {
    const first = firstWay[node] ?? 0;
    return Array.from({ length: (firstWay[node + 1] ?? 0) - first }, (_, index) => first + index);
  };
}

// ---- automata

type Rules = Pick<Monitor, 'next'> & Partial<Monitor>;

function monitor(rules: Rules): Monitor {
  const never = (): boolean => false;
  return { initial: 0, owes: never, pays: never, isSettled: never, closes: never, mustEnd: false, ...rules };
}

export function monitorOf(claim: Claim): Monitor {
  switch (claim.kind) {
    case 'ends':
      return monitor({ next: () => 0, mustEnd: true });
    case 'never-together':
      return monitor({ next: (seen, letter) => ((seen | letter) === (whatBit | opensBit) ? broken : seen | letter) });
    case 'always':
      return scopedAlways(claim.scope);
    case 'never':
      return scopedAtMost(claim.scope, 0);
    case 'at-most':
      return scopedAtMost(claim.scope, claim.times);
  }
}

function has(letter: number, bit: number): boolean {
  return (letter & bit) !== 0;
}

function scopedAlways(scope: Scope): Monitor {
  switch (scope.kind) {
    case 'run':
      return monitor({
        next: (state, letter) => (state === 1 || has(letter, whatBit) ? 1 : 0),
        owes: (state) => state === 0,
        isSettled: (state) => state === 1,
      });
    case 'before':
      return monitor({ next: firstWhatThenOpens, isSettled: (state) => state === 1 });
    case 'after':
      // 1: something came that has to be followed.
      return monitor({
        next: (state, letter) => (has(letter, opensBit) ? 1 : has(letter, whatBit) ? 0 : state),
        owes: (state) => state === 1,
        pays: (letter) => has(letter, whatBit),
      });
    case 'between':
      return monitor({ next: oneInEach, closes: closing });
  }
}

function closing(state: number, letter: number): boolean {
  return state !== 0 && has(letter, closesBit);
}

function firstWhatThenOpens(state: number, letter: number): number {
  if (state === 1) return 1;
  if (has(letter, opensBit)) return broken;
  return has(letter, whatBit) ? 1 : 0;
}

/** 0: closed. 1: open, and it has not happened since the last opening. 2: open, and it has. */
function oneInEach(state: number, letter: number): number {
  if (state === 1 && has(letter, closesBit)) return broken;
  const kept = has(letter, closesBit) ? 0 : state;
  if (has(letter, opensBit)) return 1;
  return kept === 1 && has(letter, whatBit) ? 2 : kept;
}

function scopedAtMost(scope: Scope, times: number): Monitor {
  const counted = (count: number, letter: number): number => {
    if (!has(letter, whatBit)) return count;
    return count === times ? broken : count + 1;
  };
  switch (scope.kind) {
    case 'run':
      return monitor({ next: counted });
    case 'before': {
      const over = times + 1;
      const next = (state: number, letter: number): number =>
        state === over || has(letter, opensBit) ? over : counted(state, letter);
      return monitor({ next, isSettled: (state) => state === over });
    }
    case 'after': {
      // 0: not yet. From 1 on, one more than was counted.
      const next = (state: number, letter: number): number => {
        if (state === 0) return has(letter, opensBit) ? 1 : 0;
        const count = counted(state - 1, letter);
        return count === broken ? broken : count + 1;
      };
      return monitor({ next });
    }
    case 'between':
      return monitor({ next: mostInEach(times), closes: closing });
  }
}

/** 0: closed. From 1 on, one more than was counted since the first opening, up to one too many. */
function mostInEach(times: number): Monitor['next'] {
  return (state, letter) => {
    const isClosing = state !== 0 && has(letter, closesBit);
    if (isClosing && state - 1 > times) return broken;
    const kept = isClosing ? 0 : state;
    if (kept === 0) return has(letter, opensBit) ? 1 : 0;
    return has(letter, whatBit) ? Math.min(kept + 1, times + 2) : kept;
  };
}
