// How much a drawing keeps of itself when its flow changes a little (issue: who edits must find their nodes again).

import { compile } from '../../src/compile.ts';
import { placeCompiled } from '../../src/draw.ts';
import type { Effort, Layout, Rect } from '../../src/layout/layout.ts';
import { sourceOf } from '../../src/source/source.ts';
import { random } from './make-flow.ts';

/** At the effort that users get when left out. */
export function drawn(text: string, effort?: Effort): Layout {
  return placeCompiled(compile(sourceOf('stable.flow', text)), effort === undefined ? {} : { effort });
}

export interface Flips {
  /** Orders of two nodes, left and right or above and below, that are the other way round in the second drawing. */
  readonly flipped: number;
  /** All orders of nodes that are in both drawings: two for each pair. */
  readonly orders: number;
}

export function flipsBetween(before: Layout, after: Layout): Flips {
  const frames = new Map(after.boxes.map((box) => [box.id, box.frame]));
  const both = before.boxes.flatMap(({ id, frame }) => {
    const other = frames.get(id);
    return other === undefined ? [] : [{ before: frame, after: other }];
  });
  let flipped = 0;
  both.forEach((p, index) => {
    for (const q of both.slice(index + 1)) {
      for (const axis of [across, downward])
        if (orderOf(axis(p.before), axis(q.before)) * orderOf(axis(p.after), axis(q.after)) < 0) flipped++;
    }
  });
  return { flipped, orders: both.length * (both.length - 1) };
}

function across({ x, width }: Rect): number {
  return x + width / 2;
}

function downward({ y, height }: Rect): number {
  return y + height / 2;
}

/** Within 1 px nobody sees an order. */
function orderOf(a: number, b: number): number {
  return Math.abs(a - b) <= 1 ? 0 : Math.sign(a - b);
}

/** Small changes to a flow's text. `seed` decides where. */
export const changes: Readonly<Record<ChangeName, (text: string, seed: number) => string>> = {
  relabelNode,
  lengthenNode,
  relabelEdge,
  addNode,
  addBackEdge,
  reorderEdges,
};

export type ChangeName = 'relabelNode' | 'lengthenNode' | 'relabelEdge' | 'addNode' | 'addBackEdge' | 'reorderEdges';

/** As long as it was: letters alone change. */
function relabelNode(text: string, seed: number): string {
  return replaceOne(text, seed, /(: \w+ label:")([^"]*)/g, rot);
}

function lengthenNode(text: string, seed: number): string {
  return replaceOne(text, seed, /(: \w+ label:")([^"]*)/g, (words) => `${words} once more`);
}

function relabelEdge(text: string, seed: number): string {
  return replaceOne(text, seed, /(\[label=")([^"]*)/g, rot);
}

function rot(words: string): string {
  return words.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + 13) % 26)));
}

function replaceOne(text: string, seed: number, pattern: RegExp, change: (words: string) => string): string {
  const found = [...text.matchAll(pattern)];
  const chosen = found[Math.floor(random(seed * 7919)() * found.length)];
  if (chosen === undefined) return text;
  const [all, head = '', words = ''] = chosen;
  return text.slice(0, chosen.index) + head + change(words) + text.slice(chosen.index + all.length);
}

/** One more step after some node, in its lane. */
function addNode(text: string, seed: number): string {
  return addAfter(text, seed, (id) => [
    '  n999: rectangle label:"One more step"',
    `  ${id}.handle(right) -> n999.handle(left)`,
  ]);
}

/** From some node to the first of its lane. */
function addBackEdge(text: string, seed: number): string {
  return addAfter(text, seed, (id, first) =>
    id === first ? [] : [`  ${id}.handle(bottom) -> ${first}.handle(bottom)`],
  );
}

type Added = (id: string, firstOfLane: string) => readonly string[];

/** At the end of the lane of a node that `seed` chooses. */
function addAfter(text: string, seed: number, added: Added): string {
  const lanes = text.split('\n}');
  const nodes = lanes.flatMap((lane, index) => nodesIn(lane).map((id) => ({ id, index })));
  const chosen = nodes[Math.floor(random(seed * 7919)() * nodes.length)];
  if (chosen === undefined) return text;
  const [first = chosen.id] = nodesIn(lanes[chosen.index] ?? '');
  const lines = added(chosen.id, first).map((line) => `\n${line}`);
  return lanes.map((lane, index) => (index === chosen.index ? lane + lines.join('') : lane)).join('\n}');
}

function nodesIn(lane: string): readonly string[] {
  return [...lane.matchAll(/^\s*(\w+): \w+/gm)].map(([, id = '']) => id);
}

/** Every lane's edges in another order. */
function reorderEdges(text: string, seed: number): string {
  const next = random(seed);
  const lanes = text.split('\n}').map((lane) => {
    const lines = lane.split('\n');
    const edges = lines.filter(isEdge).map((line) => ({ line, key: next() }));
    const shuffled = edges.sort((a, b) => a.key - b.key).values();
    return lines.map((line) => (isEdge(line) ? (shuffled.next().value?.line ?? line) : line)).join('\n');
  });
  return lanes.join('\n}');
}

function isEdge(line: string): boolean {
  return line.includes(' -> ');
}
