import { compile } from '../../src/compile.ts';
import type { Code } from '../../src/diagnostics/codes.ts';
import type { Flow, NodeId } from '../../src/graph/graph.ts';
import { sourceOf } from '../../src/source/source.ts';
import { soundFlow } from './sound-flow.ts';

/* Sound flows with one mistake in each, and what has to be said of it where. */

export interface Planted {
  readonly text: string;
  readonly code: Code;
  /** Where it has to stand: a node, an edge, or a loop by its number from 0. */
  readonly at: { readonly node: NodeId } | { readonly from: NodeId; readonly to: NodeId } | { readonly loop: number };
}

/** A flow that can be changed. */
interface Draft {
  readonly lanes: readonly string[];
  readonly nodes: { id: NodeId; lane: string; shape: string; label: string }[];
  edges: { from: NodeId; to: NodeId; label: string | undefined }[];
  loops: { condition: string; members: readonly NodeId[] }[];
}

interface Garden {
  readonly draft: Draft;
  readonly below: (limit: number) => number;
}

type Plant = (garden: Garden) => Omit<Planted, 'text'> | undefined;

export const defects: Readonly<Record<string, Plant>> = {
  'unreachable part': (garden) => (garden.below(2) === 0 ? cutOff(garden) : extraPart(garden)),
  'endless cycle': (garden) => pickFrom([noWayOut, backToTheLast, trapBeside], garden.below)?.(garden),
  'merged tokens': (garden) => (garden.below(2) === 0 ? branchOutOfLoop(garden) : branchPastLoop(garden)),
  'end reached twice': endInLoop,
  'decision without outcome': withoutOutcome,
  'wrong loop': wrongLoop,
  'dead edge': secondWayBack,
};

/** The same for the same seed; undefined when the sound flow of this seed has no place for the mistake. */
export function plantedFlow(seed: number, defect: string): Planted | undefined {
  const { flow } = compile(sourceOf('sound.flow', soundFlow(seed, 6 + (seed % 18))), { explore: false });
  const draft = draftOf(flow);
  let state = seed;
  const below = (limit: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) % limit;
  };
  below(2);
  const planted = defects[defect]?.({ draft, below });
  return planted === undefined ? undefined : { text: textOf(draft), ...planted };
}

// ---- mistakes

/** A step that is led to by one edge only, and no longer. */
function cutOff({ draft, below }: Garden): ReturnType<Plant> {
  const edge = pickFrom(
    draft.edges.filter(({ from, to }) => {
      const isAlone = into(draft, to).length === 1 && outOf(draft, to).length > 0;
      return shapeOf(draft, from) === 'rectangle' && isAlone && !isInLoop(draft, to);
    }),
    below,
  );
  if (edge === undefined) return undefined;
  draft.edges = draft.edges.filter((each) => each !== edge);
  return { code: 'unreachable-node', at: { node: edge.to } };
}

function extraPart({ draft, below }: Garden): ReturnType<Plant> {
  const target = pickFrom(
    draft.nodes.filter(({ shape }) => shape === 'rectangle'),
    below,
  );
  if (target === undefined) return undefined;
  const [first, second] = [addNode(draft, target.lane, 'rectangle'), addNode(draft, target.lane, 'rectangle')];
  draft.edges.push(edgeTo(first, second), edgeTo(second, target.id));
  return { code: 'unreachable-node', at: { node: first } };
}

/** Two steps in a row: the second leads back to the first and nowhere else. */
function backToTheLast({ draft, below }: Garden): ReturnType<Plant> {
  const isStep = (id: NodeId): boolean => shapeOf(draft, id) === 'rectangle' && outOf(draft, id).length === 1;
  const edge = pickFrom(
    draft.edges.filter(({ from, to }) => {
      const shareLoop = draft.loops.some(({ members }) => members.includes(from) && members.includes(to));
      return isStep(from) && isStep(to) && laneOf(draft, from) === laneOf(draft, to) && !shareLoop;
    }),
    below,
  );
  const next = edge === undefined ? undefined : outOf(draft, edge.to)[0];
  if (edge === undefined || next === undefined || into(draft, edge.to).length > 1) return undefined;
  next.to = edge.from;
  return { code: 'endless-run', at: { node: edge.from } };
}

/** The way out of a loop without limit leads back as well. */
function noWayOut(garden: Garden): ReturnType<Plant> {
  const loop = simpleLoop(garden);
  if (loop === undefined) return undefined;
  const { draft } = garden;
  const out = outOf(draft, loop.check).find(({ label }) => label === 'Yes');
  if (out === undefined || laneOf(draft, loop.check) === '' || loop.hasExits) return undefined;
  out.to = loop.head;
  return { code: 'endless-run', at: { node: loop.head } };
}

/** One more way out of a decision, to where nothing leads on. */
function trapBeside({ draft, below }: Garden): ReturnType<Plant> {
  const decision = pickFrom(
    draft.nodes.filter(({ shape }) => shape === 'diamond'),
    below,
  );
  if (decision === undefined) return undefined;
  const [first, second] = [addNode(draft, decision.lane, 'rectangle'), addNode(draft, decision.lane, 'rectangle')];
  draft.edges.push(edgeTo(decision.id, first, 'Unclear'), edgeTo(first, second), edgeTo(second, first));
  return { code: 'endless-run', at: { node: first } };
}

/** Each round starts a branch that does not come back. */
function branchOutOfLoop(garden: Garden): ReturnType<Plant> {
  const head = headOfLoop(garden);
  if (head === undefined) return undefined;
  const { draft } = garden;
  const [step, end] = [addNode(draft, laneOf(draft, head), 'rectangle'), addNode(draft, laneOf(draft, head), 'circle')];
  draft.edges.push(edgeTo(head, step), edgeTo(step, end));
  return { code: 'merged-tokens', at: { from: head, to: step } };
}

/** Each round sends something to what waits for the loop to end. */
function branchPastLoop(garden: Garden): ReturnType<Plant> {
  const loop = simpleLoop(garden);
  const { draft } = garden;
  const after = loop === undefined ? undefined : outOf(draft, loop.check).find(({ label }) => label === 'Yes')?.to;
  if (loop === undefined || after === undefined) return undefined;
  draft.edges.push(edgeTo(loop.head, after));
  return { code: 'merged-tokens', at: { from: loop.head, to: after } };
}

function endInLoop(garden: Garden): ReturnType<Plant> {
  const head = headOfLoop(garden);
  if (head === undefined) return undefined;
  const end = addNode(garden.draft, laneOf(garden.draft, head), 'circle');
  garden.draft.edges.push(edgeTo(head, end));
  return { code: 'end-reached-twice', at: { node: end } };
}

function withoutOutcome({ draft, below }: Garden): ReturnType<Plant> {
  const decision = pickFrom(
    draft.nodes.filter(({ id, shape }) => shape === 'diamond' && !isInLoop(draft, id)),
    below,
  );
  if (decision === undefined) return undefined;
  draft.edges = draft.edges.filter(({ from }) => from !== decision.id);
  return { code: 'decision-without-outcome', at: { node: decision.id } };
}

function wrongLoop({ draft, below }: Garden): ReturnType<Plant> {
  const loop = draft.loops[below(Math.max(1, draft.loops.length))];
  if (loop === undefined) return loopAroundNothing(draft, below);
  const at = { loop: draft.loops.indexOf(loop) };
  const kind = below(3);
  if (kind === 0) {
    loop.condition = 'repeat 1 times';
    return { code: 'loop-runs-once', at };
  }
  if (kind === 1) {
    loop.members = [...loop.members, 'n1']; // the start
    return { code: 'loop-extra-member', at };
  }
  loop.members = loop.members.slice(0, 1);
  return { code: 'loop-too-short', at };
}

function loopAroundNothing(draft: Draft, below: Garden['below']): ReturnType<Plant> {
  const isStep = (id: NodeId): boolean => shapeOf(draft, id) === 'rectangle';
  const edge = pickFrom(
    draft.edges.filter(({ from, to }) => isStep(from) && isStep(to)),
    below,
  );
  if (edge === undefined) return undefined;
  draft.loops.push({ condition: 'until done', members: [edge.from, edge.to] });
  return { code: 'loop-without-cycle', at: { loop: draft.loops.length - 1 } };
}

/** Behind a loop of three rounds exactly, another way leads back to it. */
function secondWayBack(garden: Garden): ReturnType<Plant> {
  const loop = simpleLoop(garden);
  const { draft } = garden;
  const out = loop === undefined ? undefined : outOf(draft, loop.check).find(({ label }) => label === 'Yes');
  if (loop === undefined || out === undefined || loop.hasExits) return undefined;
  const decision = addNode(draft, laneOf(draft, loop.check), 'diamond');
  loop.loop.condition = 'repeat 3 times';
  draft.edges.push(edgeTo(decision, out.to, 'Fine'), edgeTo(decision, loop.head, 'Once more'));
  out.to = decision;
  return { code: 'dead-edge', at: { from: decision, to: loop.head } };
}

// ---- places for them

interface SimpleLoop {
  readonly loop: Draft['loops'][number];
  readonly head: NodeId;
  /** The decision that leads back to the head or out. */
  readonly check: NodeId;
  /** Whether other ways lead out of it. */
  readonly hasExits: boolean;
}

function simpleLoop({ draft, below }: Garden): SimpleLoop | undefined {
  const found = draft.loops.flatMap((loop): SimpleLoop[] => {
    const members = new Set(loop.members);
    const head = loop.members[0] ?? '';
    const back = draft.edges.find(({ from, to }) => to === head && members.has(from));
    const check = back?.from ?? '';
    if (shapeOf(draft, check) !== 'diamond' || back?.label !== 'No') return [];
    const hasExits = draft.edges.some(({ from, to }) => members.has(from) && !members.has(to) && from !== check);
    return [{ loop, head, check, hasExits }];
  });
  return pickFrom(found, below);
}

function headOfLoop({ draft, below }: Garden): NodeId | undefined {
  return pickFrom(draft.loops, below)?.members[0];
}

function pickFrom<T>(items: readonly T[], below: Garden['below']): T | undefined {
  return items.length === 0 ? undefined : items[below(items.length)];
}

function isInLoop({ loops }: Draft, id: NodeId): boolean {
  return loops.some(({ members }) => members.includes(id));
}

function into({ edges }: Draft, id: NodeId): Draft['edges'] {
  return edges.filter(({ to }) => to === id);
}

function outOf({ edges }: Draft, id: NodeId): Draft['edges'] {
  return edges.filter(({ from }) => from === id);
}

function shapeOf({ nodes }: Draft, id: NodeId): string {
  return nodes.find((node) => node.id === id)?.shape ?? '';
}

function laneOf({ nodes }: Draft, id: NodeId): string {
  return nodes.find((node) => node.id === id)?.lane ?? '';
}

function edgeTo(from: NodeId, to: NodeId, label?: string): Draft['edges'][number] {
  return { from, to, label };
}

function addNode(draft: Draft, lane: string, shape: string): NodeId {
  const id = `n${draft.nodes.length + 1}`;
  draft.nodes.push({ id, lane, shape, label: `Planted ${id}${shape === 'diamond' ? '?' : ''}` });
  return id;
}

// ---- text

function draftOf({ lanes, nodes, edges, loops }: Flow): Draft {
  return {
    lanes: lanes.map(({ id }) => id),
    nodes: [...nodes.values()].map(({ id, lane, shape, label }) => ({ id, lane, shape, label })),
    edges: edges.map(({ from, to, label }) => ({ from: from.node, to: to.node, label })),
    loops: loops.map(({ condition, members }) => ({ condition, members })),
  };
}

function textOf(draft: Draft): string {
  return draft.lanes.map((lane) => laneText(draft, lane)).join('');
}

function laneText(draft: Draft, lane: string): string {
  const name = (id: NodeId): string => (laneOf(draft, id) === lane ? id : `${laneOf(draft, id)}.${id}`);
  const nodes = draft.nodes.filter((node) => node.lane === lane);
  const edges = draft.edges.filter(({ from }) => laneOf(draft, from) === lane);
  const loops = lane === draft.lanes[0] ? draft.loops : [];
  const lines = [
    `${lane} { # ${lane}`,
    ...nodes.map(({ id, shape, label }) => `  ${id}: ${shape} label:"${label}"`),
    ...edges.map(({ from, to, label }) => `  ${name(from)} -> ${name(to)}${label ? ` [label="${label}"]` : ''}`),
    ...loops.map(({ condition, members }) => `  loop [${condition}] ${members.map(name).join(' ')}`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}
