import type { NodeId } from '../../src/graph/graph.ts';
import type { ChanceOptions } from '../../src/interpreter/chance.ts';
import type { Machine } from '../../src/interpreter/machine.ts';
import { type ReferenceSpace, referenceSpace } from './reference-explorer.ts';

/*
 * A flow with one token at a time and answers by chance is an absorbing Markov chain. Its states are those of the
 * definition, a marked edge and the rounds; Kemeny and Snell, Finite Markov Chains (1960), chapter 3.
 */

export interface ExactChance {
  /** By node: the mean and the variance of its visits in a run. */
  readonly visits: ReadonlyMap<NodeId, Moments>;
  /** By node: the chance that the run ends there. */
  readonly ends: ReadonlyMap<NodeId, number>;
  readonly exhausted: number;
  readonly steps: number;
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Undefined when there are more than `most` states, several tokens, or runs without an end. */
export function exactChance(
  machine: Machine,
  most: number,
  weights: ChanceOptions['weights'] = new Map(),
): ExactChance | undefined {
  const space = referenceSpace(machine, most);
  const [first = ''] = space?.first ?? [];
  if (space === undefined) return undefined;
  const names = transientStates(space, first);
  if (names === undefined) return undefined;
  const moves = names.map((name) => weighted(space, name, weights));
  const numberOf = new Map(names.map((name, index) => [name, index]));
  const visitsFrom = inverse(
    moves.map((own, row) => {
      const line = names.map((_, column) => Number(row === column));
      for (const { to, chance } of own) {
        const column = numberOf.get(to);
        if (column !== undefined) line[column] = (line[column] ?? 0) - chance;
      }
      return line;
    }),
  );
  const means = visitsFrom[0] ?? [];
  const absorbed = (isWanted: (name: string, to: string) => boolean): number =>
    names.reduce((sum, name, index) => {
      const own = (moves[index] ?? []).filter(({ to }) => !numberOf.has(to) && isWanted(name, to));
      return sum + (means[index] ?? 0) * own.reduce((total, { chance }) => total + chance, 0);
    }, 0);
  const nodeOf = (name: string): NodeId => space.states.get(name)?.moves[0]?.node ?? '';
  const isOver = (name: string): boolean => space.states.get(name)?.marked.size === 0;
  const nodes = new Set(names.map(nodeOf));
  return {
    visits: new Map(
      [...nodes].map((node) => [node, momentsOf(visitsFrom, (index) => nodeOf(names[index] ?? '') === node)]),
    ),
    ends: new Map([...nodes].map((node) => [node, absorbed((name, to) => nodeOf(name) === node && isOver(to))])),
    exhausted: names.length === 0 ? 1 : absorbed((_, to) => !isOver(to)),
    steps: means.reduce((sum, mean) => sum + mean, 0),
  };
}

/** The first state first. Undefined unless each can come to a state without moves, one token at a time. */
function transientStates({ states }: ReferenceSpace, first: string): string[] | undefined {
  const names = new Set([first]);
  for (const name of names) for (const { to } of states.get(name)?.moves ?? []) names.add(to);
  const all = [...names];
  if (all.some((name) => (states.get(name)?.marked.size ?? 0) > 1)) return undefined;
  const ends = new Set(all.filter((name) => states.get(name)?.moves.length === 0));
  const ending = new Set(ends);
  for (let size = -1; size !== ending.size; ) {
    size = ending.size;
    for (const name of all) if (states.get(name)?.moves.some(({ to }) => ending.has(to))) ending.add(name);
  }
  return ending.size < all.length ? undefined : all.filter((name) => !ends.has(name));
}

function weighted(
  { states }: ReferenceSpace,
  name: string,
  weights: NonNullable<ChanceOptions['weights']>,
): { readonly to: string; readonly chance: number }[] {
  const moves = states.get(name)?.moves ?? [];
  const given = moves.map(({ node, answer = '' }) => weights.get(node)?.get(answer) ?? 1);
  const total = given.reduce((sum, weight) => sum + weight, 0);
  return moves.map(({ to }, index) => ({
    to,
    chance: total === 0 ? 1 / moves.length : (given[index] ?? 0) / total,
  }));
}

/** Of the visits to some states together, from the first one. */
function momentsOf(visitsFrom: readonly (readonly number[])[], isOwn: (index: number) => boolean): Moments {
  const own = [...visitsFrom.keys()].filter(isOwn);
  const [first = []] = visitsFrom;
  const mean = own.reduce((sum, at) => sum + (first[at] ?? 0), 0);
  const again = own.reduce((sum, at) => {
    return sum + (first[at] ?? 0) * own.reduce((later, other) => later + (visitsFrom[at]?.[other] ?? 0), 0);
  }, 0);
  return { mean, variance: 2 * again - mean - mean * mean };
}

/** By Gauss and Jordan, with the largest pivot of each column. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, index) => [...row, ...matrix.map((_, column) => Number(index === column))]);
  for (let column = 0; column < size; column++) {
    const rest = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
    const best = column + rest.indexOf(Math.max(...rest));
    const pivot = rows[best] ?? [];
    rows[best] = rows[column] ?? [];
    rows[column] = pivot.map((value) => value / (pivot[column] ?? 1));
    rows.forEach((row, index) => {
      const factor = row[column] ?? 0;
      if (index !== column && factor !== 0)
        rows[index] = row.map((value, at) => value - factor * (rows[column]?.[at] ?? 0));
    });
  }
  return rows.map((row) => row.slice(size));
}
