/** Names of a scenario file, looked up in its flow. What is not there is reported with what was perhaps meant. */

import { type Diagnostic, problem, type Report } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { called } from '../graph/called.ts';
import type { Flow, LaneId, NodeId } from '../graph/graph.ts';
import { ambiguous, findAnswer } from '../interpreter/answers.ts';
import type { Exit, Machine, Option } from '../interpreter/machine.ts';
import type { Pair, Word } from './draft.ts';
import type { Target } from './scenario.ts';

/** `n13`, or `AuthService.n13`. */
export function nodeNamed({ text, span }: Word, flow: Flow, report: Report): NodeId | undefined {
  const dot = text.lastIndexOf('.');
  const name = text.slice(dot + 1);
  const node = flow.nodes.get(name);
  if (node === undefined) {
    report(problem('unknown-node', span, `There is no node '${name}'.`, { hint: nodeLike(name, flow) }));
    return undefined;
  }
  const lane = text.slice(0, Math.max(0, dot));
  if (dot === -1 || lane === node.lane) return name;
  const hint = `Did you mean ${node.lane}.${name}?`;
  if (flow.lanes.some(({ id }) => id === lane)) {
    report(problem('wrong-lane', span, `'${name}' is in lane ${node.lane}, not in ${lane}.`, { hint }));
  } else report(problem('unknown-lane', span, `There is no lane '${lane}'.`, { hint }));
  return undefined;
}

function nodeLike(name: string, { nodes }: Flow): string | undefined {
  const near = nearest(name, nodes.keys());
  const label = near === undefined ? undefined : nodes.get(near)?.label;
  if (near === undefined) return undefined;
  return `Did you mean ${near}${label === undefined || label === near ? '' : ` "${label}"`}?`;
}

export function laneNamed({ text, span }: Word, { lanes }: Flow, report: Report): LaneId | undefined {
  if (lanes.some(({ id }) => id === text)) return text;
  const near = nearest(
    text,
    lanes.map(({ id }) => id),
  );
  const hint = near === undefined ? `The lanes are ${lanes.map(({ id }) => id).join(', ')}.` : `Did you mean ${near}?`;
  report(problem('unknown-lane', span, `There is no lane '${text}'.`, { hint }));
  return undefined;
}

/** `lane:Bar` is a lane; any other word is a node, else an edge, else a lane. */
export function targetNamed(name: Word, flow: Flow, report: Report): Target | undefined {
  const { text, span } = name;
  if (text.startsWith('lane:')) {
    const id = laneNamed({ text: text.slice(5).trim(), span }, flow, report);
    return id === undefined ? undefined : { kind: 'lane', id };
  }
  if (!flow.nodes.has(text)) {
    if (flow.edges.some(({ id }) => id === text)) return { kind: 'edge', id: text };
    if (flow.lanes.some(({ id }) => id === text)) return { kind: 'lane', id: text };
  }
  const node = nodeNamed(name, flow, report);
  return node === undefined ? undefined : { kind: 'node', id: node };
}

/** Values by the nodes that are their keys. */
export function byNode<T>(pairs: readonly Pair<T>[], flow: Flow, report: Report): Map<NodeId, T> {
  const found = new Map<NodeId, T>();
  for (const { key, value } of pairs) {
    const node = nodeNamed(key, flow, report);
    if (node === undefined) continue;
    if (found.has(node)) report(twice(key, node));
    found.set(node, value);
  }
  return found;
}

function twice({ text, span }: Word, node: NodeId): Diagnostic {
  return problem('unreadable-scenario', span, `'${text}' is node ${node}, which is set above.`, { hint: 'Keep one.' });
}

// ---- answers

/** The option that an answer means; undefined when there is none or no way to tell, which is reported. */
export function optionNamed(answer: Word, node: NodeId, machine: Machine, report: Report): Option | undefined {
  const exit = machine.exits.get(node);
  const problem = exit === undefined ? undefined : answerProblem(answer, node, exit, machine);
  if (problem !== undefined) report(problem);
  return optionOf(answer.text, node, machine);
}

function optionOf(answer: string, node: NodeId, machine: Machine): Option | undefined {
  const exit = machine.exits.get(node);
  if (exit?.kind !== 'choose') return undefined;
  return exit.options[findAnswer(machine.tables.words.book(machine.tables.numberOf.get(node) ?? -1), answer)];
}

function answerProblem({ text, span }: Word, node: NodeId, exit: Exit, machine: Machine): Diagnostic | undefined {
  const name = called(node, machine.flow);
  if (exit.kind !== 'choose') return nothingDecided(span, name, machine);
  const answers = exit.options.map(({ answer }) => answer);
  const found = findAnswer(machine.tables.words.book(machine.tables.numberOf.get(node) ?? -1), text);
  if (found >= 0) return undefined;
  if (found === ambiguous) {
    const message = `'${text}' fits several ways out of ${name}.`;
    const targets = exit.options.map(({ answer, edges }) => `${answer} (${edges.join(', ')})`);
    return problem('ambiguous-answer', span, message, {
      hint: `Name one by its target or edge: ${targets.join(', ')}.`,
    });
  }
  const near = nearest(text, answers);
  const hint = near === undefined ? `They are ${answers.join(', ')}.` : `Did you mean ${near}?`;
  return problem('unknown-answer', span, `'${text}' is no way out of ${name}.`, { hint });
}

function nothingDecided(span: Word['span'], name: string, { exits, flow }: Machine): Diagnostic {
  const deciding = [...exits].filter(([, exit]) => exit.kind === 'choose').map(([id]) => called(id, flow));
  const hint =
    deciding.length === 0 ? 'This flow has no decision.' : `Decisions are ${deciding.slice(0, 5).join(', ')}.`;
  return problem('unknown-answer', span, `Nothing is decided at ${name}.`, { hint });
}
