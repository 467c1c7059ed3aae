import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import type { EdgeId, NodeId } from '../../src/graph/graph.ts';
import { joinsOf } from '../../src/interpreter/joins.ts';
import type { Machine } from '../../src/interpreter/machine.ts';

/*
 * A flow as a BPMN process, for an engine that knows nothing of laneflow. Every node is a task, which every token that
 * comes starts anew. In front of it stands a parallel gateway where the facts about joins say that it waits.
 * Behind it stands an exclusive gateway where it chooses, and a parallel one where a way has several edges.
 *
 * The process is a subprocess in a loop, since this engine is slow to begin: one run after the other.
 */

/** By node, how often it was entered. */
export type VisitCounts = Readonly<Record<NodeId, number>>;

/** By decision, the number of the option that each visit takes. */
export type Answers = ReadonlyMap<NodeId, readonly number[]>;

/**
 * The visits of each run, when nothing moves any more.
 *
 * The engine tells what lies on ways not taken that they are not. Where such ways come together again before a parallel
 * gateway, it hears of it twice, and goes on waiting for a second round that nobody began: all has been visited, and the
 * process does not end. So a run that stands still with all its visits made counts, and the next begins in a new engine.
 */
export async function runInBpmn(machine: Machine, runs: readonly Answers[]): Promise<readonly VisitCounts[]> {
  const source = bpmnOf(machine);
  const done: VisitCounts[] = [];
  while (done.length < runs.length) done.push(...(await runSome(machine, source, runs.slice(done.length))));
  return done;
}

/** At least one run. */
async function runSome(machine: Machine, source: string, runs: readonly Answers[]): Promise<readonly VisitCounts[]> {
  const ended: VisitCounts[] = [];
  let visits: Record<NodeId, number> = {};
  const listener = new EventEmitter();
  listener.on('activity.enter', ({ id }: { readonly id: string }) => {
    if (machine.exits.has(id)) visits[id] = (visits[id] ?? 0) + 1;
    if (id !== ids.between) return;
    ended.push(visits);
    visits = {};
  });
  const isTaken = (node: NodeId, option: number): boolean =>
    runs[ended.length]?.get(node)?.[(visits[node] ?? 0) - 1] === option;
  const services = { isTaken, hasMore: () => ended.length < runs.length, isOver: () => ended.length >= runs.length };
  await new Engine({ name: 'oracle', source, services }).execute({ listener });
  return ended.length < runs.length ? [...ended, visits] : ended;
}

const ids = { begin: '_begin', run: '_run', between: '_between', done: '_done', start: '_start' };

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="_all" targetNamespace="http://laneflow.test" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="_process" isExecutable="true">`;

function bpmnOf(machine: Machine): string {
  const lines = [
    `<startEvent id="${ids.begin}"/>`,
    sequence(ids.begin, ids.run),
    `<subProcess id="${ids.run}">`,
    ...runLines(machine),
    '</subProcess>',
    sequence(ids.run, ids.between),
    `<exclusiveGateway id="${ids.between}"/>`,
    sequence(ids.between, ids.run, 'hasMore()'),
    sequence(ids.between, ids.done, 'isOver()'),
    `<endEvent id="${ids.done}"/>`,
  ];
  return `${opening}${lines.join('\n')}</process></definitions>`;
}

function runLines(machine: Machine): string[] {
  const door = doorsOf(machine);
  const [first = ''] = machine.starts;
  const nodes = [...machine.exits].flatMap(([node, exit]) => {
    const gate = door(node);
    const wait = gate === node ? [] : [`<parallelGateway id="${gate}"/>`, sequence(gate, node)];
    const task = [...wait, `<task id="${node}"/>`];
    const targets = (edges: readonly EdgeId[]): string[] => edges.map((edge) => door(targetOf(machine, edge)));
    if (exit.kind !== 'choose') return [...task, ...wayLines(node, exit.kind === 'all' ? targets(exit.edges) : [], '')];
    const choice = `${node}_choice`;
    const ways = exit.options.flatMap(({ edges }, option) =>
      wayLines(choice, targets(edges), `isTaken("${node}", ${option})`, option),
    );
    return [...task, `<exclusiveGateway id="${choice}"/>`, sequence(node, choice), ...ways];
  });
  return [`<startEvent id="${ids.start}"/>`, sequence(ids.start, door(first)), ...nodes];
}

/** What a token on its way to a node comes to first. */
function doorsOf(machine: Machine): (node: NodeId) => string {
  const waiting = new Set(joinsOf(machine).flatMap(({ node, kind }) => (kind === 'wait' ? [node] : [])));
  return (node) => (waiting.has(node) ? `${node}_door` : node);
}

/** A way to several places leads to all of them; one that leads nowhere ends. */
function wayLines(from: string, targets: readonly string[], condition: string, way = 0): string[] {
  const [only, second] = targets;
  if (only === undefined) {
    const end = `${from}_end${way}`;
    return [`<endEvent id="${end}"/>`, sequence(from, end, condition)];
  }
  if (second === undefined) return [sequence(from, only, condition)];
  const fork = `${from}_fork${way}`;
  const branches = targets.map((target) => sequence(fork, target));
  return [`<parallelGateway id="${fork}"/>`, sequence(from, fork, condition), ...branches];
}

function targetOf({ flow, loops }: Machine, edge: EdgeId): NodeId {
  const drawn = flow.edges.find(({ id }) => id === edge);
  return drawn?.to.node ?? loops.find(({ loop }) => loop === edge)?.implicit?.to ?? '';
}

let flowNumber = 0;

function sequence(from: string, to: string, condition = ''): string {
  const ends = `id="_flow${flowNumber++}" sourceRef="${from}" targetRef="${to}"`;
  if (condition === '') return `<sequenceFlow ${ends}/>`;
  const call = condition.replaceAll('"', '&quot;');
  const test = `\${environment.services.${call}}`;
  return `<sequenceFlow ${ends}><conditionExpression xsi:type="tFormalExpression">${test}</conditionExpression></sequenceFlow>`;
}
