import type { NodeId } from '../graph/graph.ts';
import { findAnswer } from './answers.ts';
import type { Cruise } from './cruise.ts';
import { packChoice } from './history.ts';
import type { Decider, Machine } from './machine.ts';
import { type Policy, randomBelow } from './policy.ts';
import { chooses, type Tables, wayCount } from './tables.ts';

/*
 * What is chosen where nothing stands in the way, looked up beforehand: answers become numbers of options, and a
 * policy that looks at nothing but the node becomes a number, too. -1 leaves the decision to `decide` and its like.
 */

export interface Choosing {
  readonly answers?: ReadonlyMap<NodeId, readonly string[]>;
  readonly answersBy?: Decider;
  readonly policy?: Policy;
  readonly seed?: number;
}

export function chooserFor({ tables }: Machine, options: Choosing): Cruise['choose'] {
  const { policy = 'happy', seed = 1 } = options;
  const given = tables.nodes.map((id, node) => givenAt(tables, node, options.answers?.get(id) ?? [], options));
  const usual = tables.nodes.map((_, node) => usualAt(tables, node, policy));
  const isRandom = policy === 'random';
  return (node, visitsBefore, step) => {
    const answers = given[node];
    if (answers !== undefined) return answers[Math.min(visitsBefore, answers.length - 1)] ?? -1;
    if (isRandom) return packChoice(randomBelow(wayCount(tables, node), seed, step), policy, false);
    return usual[node] ?? -1;
  };
}

function givenAt(
  tables: Tables,
  node: number,
  answers: readonly string[],
  { answersBy = 'scenario' }: Choosing,
): Int32Array | undefined {
  if (answers.length === 0 || !chooses(tables, node)) return undefined;
  const book = tables.words.book(node);
  return Int32Array.from(answers, (answer) => packed(findAnswer(book, answer), answersBy));
}

/** For the policies that always choose the same at a node without limits. */
function usualAt(tables: Tables, node: number, policy: Policy): number {
  if (!chooses(tables, node)) return -1;
  if (policy === 'first') return packed(0, policy);
  return policy === 'happy' ? packed(leastCommitted(tables, node), policy) : -1;
}

function leastCommitted({ committed, firstWay }: Tables, node: number): number {
  const first = firstWay[node] ?? 0;
  const ways = committed.subarray(first, firstWay[node + 1]);
  return ways.indexOf(ways.reduce((least, level) => Math.min(least, level), Number.POSITIVE_INFINITY));
}

function packed(option: number, by: Decider): number {
  return option < 0 ? -1 : packChoice(option, by, false);
}
