// The Flow as numbers, always drawn to the right: nodes, edges and lanes are indices in source order.
// Direction `down` swaps sizes on the way in and coordinates on the way out, and nothing in between.

import type { Edge, EdgeId, Flow, LoopId, Node, NodeId, Shape } from '../graph/graph.ts';
import { at } from './at.ts';
import { type BackEdges, findBackEdges } from './back-edges.ts';
import type { Direction, Size } from './layout.ts';
import { measureLabel, measureNode, type NodeText, type WrappedText } from './node-size.ts';
import { chooseSides } from './sides.ts';
import { bottom, left, right, top, type Way } from './ways.ts';

export interface Problem {
  readonly direction: Direction;
  readonly laneCount: number;
  readonly items: readonly Item[];
  readonly wires: readonly Wire[];
  readonly loops: readonly LoopItem[];
}

/** A node to be placed. Width and height are those of the drawing to the right. */
interface Item {
  readonly id: NodeId;
  readonly lane: number;
  readonly shape: Shape;
  readonly width: number;
  readonly height: number;
  readonly text: NodeText;
}

/** An edge to be routed, with its sides decided. */
export interface Wire {
  readonly id: EdgeId;
  readonly from: number;
  readonly to: number;
  readonly fromSide: Way;
  readonly toSide: Way;
  /** Closes a cycle of the flow. */
  readonly back: boolean;
  readonly reply: boolean;
  readonly implicit: boolean;
  readonly loop: number;
  readonly label: LabelText | undefined;
}

export interface LabelText {
  readonly label: string;
  readonly text: WrappedText;
  /** Size of the plate in the drawing to the right. */
  readonly size: Size;
}

export interface LoopItem {
  readonly id: LoopId;
  /** Only where loops share members: then marks have to say whose they are. */
  readonly number: number | undefined;
  readonly condition: string;
  readonly members: readonly number[];
}

/** What the interpreter knows about cycles; the caller fills it from the Machine. */
export interface Cycles {
  readonly back: ReadonlySet<EdgeId>;
  readonly replies: ReadonlySet<EdgeId>;
  readonly loopOf: ReadonlyMap<EdgeId, LoopId>;
  /** Edges that a loop assumes where none is drawn. */
  readonly implicit: readonly { readonly loop: LoopId; readonly from: NodeId; readonly to: NodeId }[];
}

const noCycles: Cycles = { back: new Set(), replies: new Set(), loopOf: new Map(), implicit: [] };

export function pose(flow: Flow, direction: Direction, cycles: Cycles = noCycles): Problem {
  const nodes = [...flow.nodes.values()];
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const laneOf = new Map(flow.lanes.map((lane, index) => [lane.id, index]));
  const lanes = nodes.map((node) => laneOf.get(node.lane) ?? 0);
  const ends = endsOf(flow, cycles, indexOf);
  const back = findBackEdges(nodes.length, ends, (end) => cycles.back.has(end.id) || end.implicit);
  const sided = chooseSides(ends, lanes, nodes, back);
  const ports = countPorts(nodes.length, sided);
  const items = nodes.map((node, index) => itemOf(node, at(lanes, index), direction, at(ports, index)));
  const loops = flow.loops.map((loop, index) => ({
    id: loop.id,
    number: sharesMembers(flow, index) ? index + 1 : undefined,
    condition: loop.condition,
    members: loop.members.flatMap((member) => indexOf.get(member) ?? []),
  }));
  const loopIndex = new Map(loops.map((loop, index) => [loop.id, index]));
  const wires = sided.map((end, index) => wireOf(end, index, { back, cycles, loopIndex, direction }));
  return { direction, laneCount: flow.lanes.length, items, wires, loops };
}

function sharesMembers({ loops }: Flow, index: number): boolean {
  const own = new Set(at(loops, index).members);
  return loops.some(({ members }, other) => other !== index && members.some((member) => own.has(member)));
}

/** An edge by node indices; sides that the author left out are still missing. */
export interface End {
  readonly id: EdgeId;
  readonly from: number;
  readonly to: number;
  readonly fromSide: Way | undefined;
  readonly toSide: Way | undefined;
  readonly label: string | undefined;
  readonly loop: LoopId | undefined;
  readonly implicit: boolean;
}

export interface SidedEnd extends End {
  readonly fromSide: Way;
  readonly toSide: Way;
}

function endsOf(flow: Flow, cycles: Cycles, indexOf: ReadonlyMap<NodeId, number>): readonly End[] {
  const drawn = flow.edges.flatMap((edge) => endOf(edge, indexOf, cycles.loopOf.get(edge.id)));
  const assumed = cycles.implicit.flatMap(({ loop, from, to }): End[] => {
    const [a, b] = [indexOf.get(from), indexOf.get(to)];
    if (a === undefined || b === undefined) return [];
    const sides = { fromSide: undefined, toSide: undefined };
    return [{ id: `implicit-${loop}`, from: a, to: b, ...sides, label: undefined, loop, implicit: true }];
  });
  return [...drawn, ...assumed].sort(inDrawingOrder);
}

/** Not the order of lines in the text: who sorts their edges keeps the drawing. */
function inDrawingOrder(a: End, b: End): number {
  return a.from - b.from || a.to - b.to || sideOrder(a) - sideOrder(b) || labelOrder(a.label ?? '', b.label ?? '');
}

/** Sides left open come last. */
function sideOrder({ fromSide, toSide }: End): number {
  return 5 * (fromSide ?? 4) + (toSide ?? 4);
}

/** By code units, the same in every locale. */
function labelOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function endOf(edge: Edge, indexOf: ReadonlyMap<NodeId, number>, loop: LoopId | undefined): End[] {
  const [from, to] = [indexOf.get(edge.from.node), indexOf.get(edge.to.node)];
  if (from === undefined || to === undefined) return [];
  const [fromSide, toSide] = [wayOf(edge.from.side), wayOf(edge.to.side)];
  return [{ id: edge.id, from, to, fromSide, toSide, label: edge.label, loop, implicit: false }];
}

function wayOf(side: Edge['from']['side']): Way | undefined {
  if (side === undefined) return undefined;
  return ({ right, bottom, left, top } as const)[side];
}

/** How many edge ends each side of each node holds, in the order of the ways. */
function countPorts(nodeCount: number, ends: readonly SidedEnd[]): readonly (readonly number[])[] {
  const counts = Array.from({ length: nodeCount }, () => [0, 0, 0, 0]);
  const add = (node: number, side: Way): void => {
    const sides = at(counts, node);
    sides[side] = at(sides, side) + 1;
  };
  for (const end of ends) {
    add(end.from, end.fromSide);
    add(end.to, end.toSide);
  }
  return counts;
}

function itemOf(node: Node, lane: number, direction: Direction, ports: readonly number[]): Item {
  const text = measureNode(node, direction, ports);
  const { width, height } = turned(text.size, direction);
  return { id: node.id, lane, shape: node.shape, width, height, text };
}

interface WireContext {
  readonly back: BackEdges;
  readonly cycles: Cycles;
  readonly loopIndex: ReadonlyMap<LoopId, number>;
  readonly direction: Direction;
}

function wireOf(end: SidedEnd, index: number, context: WireContext): Wire {
  const { back, cycles, loopIndex, direction } = context;
  const loop = end.loop === undefined ? -1 : (loopIndex.get(end.loop) ?? -1);
  return {
    id: end.id,
    from: end.from,
    to: end.to,
    fromSide: end.fromSide,
    toSide: end.toSide,
    back: back.has(index),
    reply: cycles.replies.has(end.id),
    implicit: end.implicit,
    loop,
    label: labelOf(end.label, direction),
  };
}

export function labelOf(label: string | undefined, direction: Direction): LabelText | undefined {
  if (label === undefined || label.trim() === '') return undefined;
  const text = measureLabel(label);
  return { label, text, size: turned(text.size, direction) };
}

export function turned(size: Size, direction: Direction): Size {
  return direction === 'right' ? size : { width: size.height, height: size.width };
}
