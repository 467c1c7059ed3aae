/** What a person sees and types at a decision. */

import {
  displayWidth,
  type EdgeId,
  escapeTerminal,
  type Flow,
  type NodeId,
  type Option,
  type Question,
} from '../index.ts';
import type { Terminal } from './terminal.ts';

const shownSteps = 5;

/**
 * The decision, where the run has come from, and the ways out by number:
 *
 *     AuthService  ● n13 Code valid?   step 10: … n10 n11 n12 n4
 *       1  Yes → n14 Activate 2FA
 *       2  No  → n15 Show error message   loop1: retry until valid
 */
export function questionText(question: Question, path: readonly NodeId[], flow: Flow, terminal: Terminal): string {
  const { paint, symbols } = terminal.style;
  const node = flow.nodes.get(question.node);
  const lane = flow.lanes.find(({ id }) => id === node?.lane);
  const who = `${escapeTerminal(lane?.label ?? '')}  ${symbols.bullet} ${named(question.node, flow)}`;
  const came = path.length > shownSteps ? [symbols.ellipsis, ...path.slice(-shownSteps)] : path;
  const place = `step ${path.length + 1}: ${came.map(escapeTerminal).join(' ')}`;
  const fits = displayWidth(`${who}   ${place}`) <= terminal.style.width;
  return [
    `${paint.place(who)}${fits ? '   ' : '\n'}${paint.quiet(place)}`,
    ...optionLines(question, flow, terminal),
  ].join('\n');
}

function optionLines({ options, removed }: Question, flow: Flow, terminal: Terminal): readonly string[] {
  const answers = [...options, ...removed].map(({ answer }) => escapeTerminal(answer));
  const width = answers.reduce((widest, answer) => Math.max(widest, displayWidth(answer)), 0);
  const targets = new Map(flow.edges.map(({ id, to }) => [id, to.node]));
  return [...options, ...removed].map((option, index) => {
    const answer = answers[index] ?? '';
    const gap = ' '.repeat(width - displayWidth(answer));
    const number = index < options.length ? String(index + 1) : '-';
    const note = index < options.length ? loopNote(option, flow) : 'its loop allows no more rounds';
    const quiet = note === '' ? '' : terminal.style.paint.quiet(`   ${note}`);
    return `  ${number}  ${answer}${gap} ${terminal.style.symbols.arrow} ${goalOf(option, targets, flow)}${quiet}`;
  });
}

/** Where an option leads; with several edges, all of them. */
function goalOf({ edges }: Option, targets: ReadonlyMap<EdgeId, NodeId>, flow: Flow): string {
  const goals = edges.flatMap((edge) => targets.get(edge) ?? []).map((node) => named(node, flow));
  return goals.length === 0 ? 'the end of this branch' : goals.join(', ');
}

function named(node: NodeId, flow: Flow): string {
  return escapeTerminal(`${node} ${flow.nodes.get(node)?.label ?? ''}`);
}

function loopNote({ repeats }: Option, flow: Flow): string {
  const told = flow.loops.filter(({ id }) => repeats.includes(id)).map(({ id, condition }) => `${id}: ${condition}`);
  return escapeTerminal(told.join(', '));
}

export function promptText({ options }: Question): string {
  return `[1${options.length > 1 ? `-${options.length}` : ''}] or an answer, q to leave: `;
}

/** What was typed: a number of the list, or an answer as `--answers` takes it. */
export function answerFrom(typed: string, { options }: Question): string {
  const number = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
  return options[number - 1]?.answer ?? typed;
}

/** Why nothing happened, with what can be typed. */
export function refusalText(typed: string, { options, removed }: Question): string {
  const ways = options.map(({ answer }, index) => `${index + 1} ${answer}`).join(', ');
  const isRemoved = removed.some(({ answer }) => answer.toLowerCase() === typed.trim().toLowerCase());
  const why = isRemoved ? 'is not offered any more' : 'is no answer here';
  return escapeTerminal(`'${typed.trim()}' ${why}. It takes ${ways}.`);
}
