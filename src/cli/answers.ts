/** The text of `--answers`: `n13=No,Yes; n20=again`. Double quotes keep commas, semicolons and equals signs. */

import { called, type Flow, type Machine, type NodeId, nearest } from '../index.ts';
import { type Attempt, type Failure, failure } from './failure.ts';

/** For each decision its answers, one per visit; the last one repeats. */
type Answers = ReadonlyMap<NodeId, readonly string[]>;

export function readAnswers(text: string, machine: Machine): Attempt<Answers> {
  const value = new Map<NodeId, readonly string[]>();
  const failures: Failure[] = [];
  for (const entry of split(text, ';')) {
    const [name = '', ...rest] = split(entry, '=');
    const node = withoutLane(name);
    const answers = split(rest.join('='), ',').map(unquoted);
    const problem = problemWith(entry, node, answers, machine);
    if (problem === undefined) value.set(node, [...(value.get(node) ?? []), ...answers]);
    else failures.push(problem);
  }
  return { value, failures };
}

/** Pieces between separators that stand outside quotes, trimmed; empty ones are left out. */
function split(text: string, separator: string): readonly string[] {
  const pieces = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

function unquoted(text: string): string {
  return text.replaceAll('"', '').trim();
}

/** `AuthService.n13` is `n13`. */
export function withoutLane(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function problemWith(entry: string, node: string, answers: readonly string[], machine: Machine): Failure | undefined {
  const { flow, exits } = machine;
  if (answers.length === 0) return failure(`'${entry}' in --answers has no answer.`, 'It is written n13=No,Yes.');
  if (!flow.nodes.has(node)) return unknownNode(node, flow);
  const exit = exits.get(node);
  if (exit?.kind !== 'choose') return failure(`Nothing is decided at ${called(node, flow)}.`);
  return undefined;
}

export function unknownNode(node: string, flow: Flow): Failure {
  const alike = nearest(node, flow.nodes.keys());
  return failure(`There is no node '${node}'.`, alike === undefined ? undefined : `Did you mean ${alike}?`);
}
