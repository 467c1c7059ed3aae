import { optionFor } from './attempt.ts';
import type { Board } from './board.ts';
import type { Cruise } from './cruise.ts';
import { type History, packChoice } from './history.ts';
import type { Decider, Refusal } from './machine.ts';
import { decide } from './policy.ts';
import type { DriveOptions } from './simulate.ts';

/*
 * What is chosen where no limit stands in the way, remembered by node: answers become numbers of options, and a
 * policy that looks at nothing but the node becomes a number, too. -1 leaves the decision to those who see the board.
 */

type Choosing = DriveOptions & Required<Pick<DriveOptions, 'tally'>>;

export function chooserFor(history: History, options: Choosing): Cruise['choose'] {
  const { policy = 'happy', seed = 1, tally } = options;
  const { board } = history;
  const given: (Int32Array | undefined)[] = [];
  const usual: number[] = [];
  return (node, visitsBefore, step) => {
    if (!(node in given)) given[node] = givenAt(board, node, options);
    const answers = given[node];
    if (answers !== undefined) return answers[Math.min(visitsBefore, answers.length - 1)] ?? -1;
    const known = usual[node];
    if (known !== undefined) return known;
    // `first` and `happy` look at nothing but the node; `random` also at the step.
    if (policy !== 'first' && policy !== 'happy' && policy !== 'random') return -1;
    const choice = packed(decide(policy, { board, node, step, seed, tally }), policy);
    if (policy !== 'random') usual[node] = choice;
    return choice;
  };
}

function givenAt(board: Board, node: number, { answers, answersBy = 'scenario' }: Choosing): Int32Array | undefined {
  const texts = answers?.get(board.tables.nodes[node] ?? '') ?? [];
  if (texts.length === 0) return undefined;
  return Int32Array.from(texts, (text) => packed(optionFor(board, node, text), answersBy));
}

function packed(option: number | Refusal, by: Decider): number {
  return typeof option !== 'number' || option < 0 ? -1 : packChoice(option, by, false);
}
