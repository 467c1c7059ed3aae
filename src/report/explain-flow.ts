import { called } from '../graph/called.ts';
import type { Edge, NodeId } from '../graph/graph.ts';
import { referenceIn } from '../graph/reference.ts';
import { bodyOf } from '../interpreter/facts.ts';
import { type JoinFact, joinsOf } from '../interpreter/joins.ts';
import type { Condition, LoopFact, LoopPlan, Machine } from '../interpreter/machine.ts';
import { wrap } from './code-frame.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';

/*
 * How laneflow understood a flow: where runs begin, what leads back and why, which edges are answers, who waits for
 * whom. What was read as drawn is not told.
 */

/** What is told about one matter; one line for each thing, none when there is nothing of the kind. */
export interface FlowTopic {
  readonly topic: 'start' | 'back edges' | 'loops' | 'assumed' | 'replies' | 'joins' | 'asked' | 'unreachable';
  readonly lines: readonly string[];
}

const columns = 60;
const indent = 13;
const mostNamed = 6;

/** For people: topics in a column, what is told beside them, in 60 columns. */
export function reportFlowTopics(topics: readonly FlowTopic[], { paint, symbols }: Style): string {
  const lines = topics.flatMap(({ topic, lines: told }) => {
    const texts = (told.length === 0 ? ['none'] : told).flatMap((line) => {
      const [first = '', ...more] = wrap(escapeTerminal(line.replaceAll('→', symbols.arrow)), columns - indent - 2);
      return [first, ...more.map((each) => `  ${each}`)];
    });
    return texts.map((text, index) =>
      index === 0 ? paint.place(topic) + ' '.repeat(indent - topic.length) + text : ' '.repeat(indent) + text,
    );
  });
  return lines.map((line) => `${line}\n`).join('');
}

export function explainFlow(machine: Machine): FlowTopic[] {
  return [
    { topic: 'start', lines: startLines(machine) },
    { topic: 'back edges', lines: backLines(machine) },
    { topic: 'loops', lines: loopLines(machine) },
    { topic: 'assumed', lines: assumedLines(machine) },
    { topic: 'replies', lines: replyLines(machine) },
    { topic: 'joins', lines: joinLines(machine) },
    { topic: 'asked', lines: askedLines(machine) },
    { topic: 'unreachable', lines: machine.facts.unreachable.map((id) => called(id, machine.flow)) },
  ];
}

// ---- names

function arrow({ flow }: Machine, from: NodeId, to: NodeId): string {
  return `${from} → ${referenceIn(flow.nodes.get(from)?.lane, to, flow)}`;
}

function edgeName(machine: Machine, { from, to }: Edge): string {
  return arrow(machine, from.node, to.node);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

// ---- where runs begin

function startLines(machine: Machine): string[] {
  const { how, starts } = machine.facts.start;
  const why = { circles: '', source: ': the only node without a way in', guessed: ': guessed', none: '' }[how];
  const names = starts.map((id) => called(id, machine.flow) + why);
  return starts.length < 2 ? names : names.map((name) => `${name}: a run uses one of them`);
}

// ---- what leads back

function backLines(machine: Machine): string[] {
  const { flow, back, replies, loops } = machine;
  const loopOf = new Map(loops.flatMap(({ loop, edges }) => edges.map((edge) => [edge, loop] as const)));
  return flow.edges.flatMap((edge) => {
    if (!back.has(edge.id) || replies.has(edge.id)) return [];
    const loop = loopOf.get(edge.id);
    return [`${edgeName(machine, edge)}: ${loop === undefined ? 'no loop names it' : `repeats ${loop}`}`];
  });
}

/** Its condition, what it covers of its list, and where it is decided. */
function loopLines(machine: Machine): string[] {
  const plans = new Map(machine.loops.map((plan) => [plan.loop, plan]));
  return machine.facts.loops.map((fact) => {
    const words = machine.flow.loops.find(({ id }) => id === fact.loop)?.condition ?? '';
    const plan = plans.get(fact.loop);
    return `${fact.loop} "${words}": ${plan === undefined ? whyIdle(fact) : planWords(machine, plan)}`;
  });
}

function whyIdle({ binding }: LoopFact): string {
  return binding.kind === 'ambiguous' ? `no effect, ${binding.keptBy} has its cycle` : 'no effect, no run comes here';
}

function planWords(machine: Machine, plan: LoopPlan): string {
  const answers = plan.asksAt.map((node) => `${node} (${answersAt(machine, plan, node)})`);
  const asked = answers.length === 0 ? 'never asked' : `asked at ${listed(answers)}`;
  return `${conditionWords(plan.condition)}; ${coverWords(machine, plan)}; ${asked}`;
}

function answersAt({ exits }: Machine, { loop }: LoopPlan, node: NodeId): string {
  const exit = exits.get(node);
  const options = exit?.kind === 'choose' ? exit.options.filter(({ repeats }) => repeats.includes(loop)) : [];
  return options.map(({ answer }) => answer).join(', ');
}

/** `repeats the 2 nodes it lists and User.n4`. */
function coverWords(machine: Machine, { loop }: LoopPlan): string {
  const { flow } = machine;
  const members = flow.loops.find(({ id }) => id === loop)?.members ?? [];
  const body = bodyOf(machine, loop);
  const lane = flow.nodes.get(members[0] ?? '')?.lane;
  const more = body.filter((id) => !members.includes(id)).map((id) => referenceIn(lane, id, flow));
  const covered = body.length - more.length;
  const listedPart = covered === members.length ? `the ${covered} nodes` : `${covered} of the ${members.length} nodes`;
  const extra = more.length > mostNamed ? [`${more.length} others`] : more;
  return `repeats ${listed([`${listedPart} it lists`, ...extra])}`;
}

function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'open':
      if (condition.guessed) return 'not understood, without limit';
      return condition.until === undefined ? 'while, without limit' : 'until, without limit';
    case 'limit':
      return condition.exact ? `${condition.rounds + 1} rounds` : `back ${timesOf(condition.rounds)} at most`;
    case 'each':
      return 'as many rounds as a scenario says';
    case 'note':
      return 'a note, without effect';
  }
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function assumedLines(machine: Machine): string[] {
  return machine.loops.flatMap(({ loop, implicit }) => {
    return implicit === undefined
      ? []
      : [`${arrow(machine, implicit.from, implicit.to)}: no edge leads back in ${loop}`];
  });
}

// ---- answers drawn as edges

/** The last condition of semantics.md 2.3 has two ways to be met. */
function replyLines(machine: Machine): string[] {
  const { flow, back, replies } = machine;
  return flow.edges.flatMap((edge) => {
    if (!replies.has(edge.id)) return [];
    const { from, to } = { from: edge.from.node, to: edge.to.node };
    const goesOn = flow.edges.some((other) => other.from.node === from && !back.has(other.id));
    const why = goesOn ? `${from} also leads on` : 'nothing is decided in between';
    return [`${edgeName(machine, edge)}: answers ${to}; every way to ${from} passes ${to}, and ${why}`];
  });
}

// ---- who waits for whom

function joinLines(machine: Machine): string[] {
  const facts = new Map(joinsOf(machine).map((fact) => [fact.node, fact]));
  return [...waysInOf(machine)].flatMap(([id, ways]) => {
    const edges = ways.filter((edge) => !machine.replies.has(edge.id));
    return edges.length < 2 ? [] : [`${called(id, machine.flow)} ${waitWords(machine, facts.get(id))}`];
  });
}

/** Edges into each node that can be reached; both in source order. */
function waysInOf({ flow, exits }: Machine): ReadonlyMap<NodeId, readonly Edge[]> {
  const ways = new Map<NodeId, Edge[]>([...exits.keys()].map((id) => [id, []]));
  for (const edge of flow.edges) if (exits.has(edge.from.node)) ways.get(edge.to.node)?.push(edge);
  return ways;
}

function waitWords({ flow }: Machine, fact: JoinFact | undefined): string {
  if (fact === undefined || fact.kind === 'merge') return 'waits for nobody';
  if (fact.kind === 'unknown') return 'was not looked at: too much comes before it';
  const from = new Map(flow.edges.map((edge) => [edge.id, edge.from.node]));
  const sources = [...new Set(fact.waysIn.map((edge) => from.get(edge) ?? ''))];
  return fact.kind === 'wait' ? `waits for ${listed(sources)}` : `waits for those of ${listed(sources)} that can come`;
}

// ---- questions of loops

function askedLines(machine: Machine): string[] {
  return machine.facts.loopDecisions.map(
    ({ node, loop }) => `${called(node, machine.flow)}: again or go on, for ${loop}`,
  );
}
