/** Ways to read which node is which. None is right for every edit; whoever calls them takes what changes least. */

import type { Node } from '../graph/graph.ts';
import { matchByNeighbors } from './match-neighbors.ts';
import { beginPairing, type KeyOf, type Pairer, pair, pairByKey } from './pairing.ts';
import { nameOf, type View, type Views } from './view.ts';

/** The ids stayed: the usual edit. Then by lane and label, by label alone, and by what stands around. */
export function matchByIds(views: Views): Pairer {
  const nodes = beginPairing();
  pairSameIds(nodes, views);
  pairNames(nodes, views);
  matchByNeighbors(nodes, views);
  return nodes;
}

/** The labels stayed, and ids were given anew, so that an old id may stand for another node. */
export function matchByNames(views: Views): Pairer {
  const nodes = beginPairing();
  pairNames(nodes, views);
  pairSameIds(nodes, views);
  matchByNeighbors(nodes, views);
  return nodes;
}

/** The same id means the same node when the label is the same; without labels, when lane or shape is. */
function pairSameIds(nodes: Pairer, [before, after]: Views): void {
  const olds = new Map(before.nodes.map((node) => [node.id, node]));
  for (const node of after.nodes) {
    const old = olds.get(node.id);
    if (old === undefined || nodes.newOf.has(old.id) || nodes.oldOf.has(node.id)) continue;
    const name = nameOf(node);
    if (name !== nameOf(old)) continue;
    const isAlike = before.laneOf(old) === after.laneOf(node) || old.shape === node.shape;
    if (name !== undefined || isAlike) pair(nodes, old.id, node.id);
  }
}

function pairNames(nodes: Pairer, [before, after]: Views): void {
  const both = [before.nodes, after.nodes] as const;
  const inLane = (view: View): KeyOf<Node> => {
    return (node) => named(node, (name) => [view.laneOf(node), name, node.shape]);
  };
  const inLaneOfAnyShape =
    (view: View): KeyOf<Node> =>
    (node) =>
      named(node, (name) => [view.laneOf(node), name]);
  const anywhere: KeyOf<Node> = (node) => named(node, (name) => [name]);
  pairByKey(nodes, both, [inLane(before), inLane(after)], true);
  pairByKey(nodes, both, [inLaneOfAnyShape(before), inLaneOfAnyShape(after)], true);
  pairByKey(nodes, both, [anywhere, anywhere], true);
}

function named(node: Node, key: (name: string) => readonly string[]): string | undefined {
  const name = nameOf(node);
  return name === undefined ? undefined : JSON.stringify(key(name));
}

// ---- by form

/** More rounds tell apart only nodes whose surroundings differ farther away. */
const mostRounds = 24;

/**
 * Both flows have the same form and only names of nodes differ; undefined when they have not. Nodes are told apart by
 * what they are and by what stands around them, farther and farther (color refinement, Weisfeiler and Leman 1968);
 * those that cannot be told apart are paired in source order.
 */
export function matchByForm(views: Views): Pairer | undefined {
  const [before, after] = views;
  if (before.nodes.length !== after.nodes.length) return undefined;
  let colors = refine(views, firstColors);
  for (let round = 0, count = 0; round < mostRounds && count < colors.count; round += 1) {
    count = colors.count;
    if (!isEven(views, colors)) return undefined;
    const known = colors;
    colors = refine(views, (view, node) => {
      const around = (view.links.get(node.id) ?? []).map(({ direction, node: other, label }) => {
        return `${direction} ${known.of(view, other)} ${label ?? ''}`;
      });
      return [known.of(view, node.id), ...around.sort()];
    });
  }
  return isEven(views, colors) ? pairColors(views, colors) : undefined;
}

interface Colors {
  readonly of: (view: View, node: string) => number;
  readonly count: number;
}

function firstColors(view: View, node: Node): readonly unknown[] {
  return [view.laneOf(node), nameOf(node), node.shape];
}

function refine(views: Views, describe: (view: View, node: Node) => readonly unknown[]): Colors {
  const numbers = new Map<string, number>();
  const byView = new Map(
    views.map((view) => {
      const colors = view.nodes.map((node) => {
        const key = JSON.stringify(describe(view, node));
        const color = numbers.get(key) ?? numbers.size;
        numbers.set(key, color);
        return [node.id, color] as const;
      });
      return [view, new Map(colors)] as const;
    }),
  );
  return { of: (view, node) => byView.get(view)?.get(node) ?? -1, count: numbers.size };
}

/** As many nodes of each color here as there. */
function isEven(views: Views, { of, count }: Colors): boolean {
  const surplus = new Int32Array(count);
  views.forEach((view, place) => {
    for (const { id } of view.nodes) {
      const color = of(view, id);
      surplus[color] = (surplus[color] ?? 0) + (place === 0 ? 1 : -1);
    }
  });
  return surplus.every((number) => number === 0);
}

function pairColors([before, after]: Views, { of }: Colors): Pairer {
  const nodes = beginPairing();
  const color = (view: View): KeyOf<Node> => {
    return ({ id }) => String(of(view, id));
  };
  pairByKey(nodes, [before.nodes, after.nodes], [color(before), color(after)]);
  return nodes;
}
