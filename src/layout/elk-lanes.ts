// Lanes by ELK alone, to compare with our own layout and to check it. ELK knows no bands, so every border between two
// lanes is a wall: a straight chain of tiny nodes, one in each layer. ELK runs twice: once without lanes, for layers and
// for the order in each; then with walls, in that order lane by lane. Sides are fixed ports, labels are nodes.

import { at } from './at.ts';
import {
  type ElkGraph,
  type ElkLink,
  type ElkNode,
  type ElkPlaces,
  type ElkRunner,
  type ElkSettings,
  layered,
  layersOf,
  layerWidth,
} from './elk.ts';
import { alongLayers, type ElkSketch, plateLane, sketchOf } from './elk-sketch.ts';
import type { Point } from './layout.ts';
import type { Problem } from './problem.ts';

/** Places in the drawing to the right, as ELK left them. */
export interface ElkLanes {
  /** By node: its middle. */
  readonly nodes: readonly Point[];
  /** By edge: corners from source to target. */
  readonly ways: readonly (readonly Point[])[];
  /** By edge: the middle of its label. */
  readonly labels: readonly (Point | undefined)[];
  /** Between two lanes each: where the border runs. */
  readonly borders: readonly number[];
}

/** Nothing when ELK gave up; `crooked` when something has no place, a wall is not straight or a node beyond its walls. */
export async function lanesByElk(problem: Problem, run: ElkRunner): Promise<ElkLanes | 'crooked' | undefined> {
  const flat = sketchOf(problem);
  const guess = await run(orderGraph(flat));
  if (guess === undefined) return undefined;
  if (guess.nodes.length !== flat.nodes.length) return 'crooked';
  const layers = layersOf(guess.nodes);
  const sketch = alongLayers(flat, layers);
  const graph = lanesGraph(sketch, layers, guess.nodes);
  const places = await run(graph);
  if (places === undefined) return undefined;
  return answers(graph, places) ? read(sketch, places) : 'crooked';
}

function answers({ nodes, edges }: ElkGraph, places: ElkPlaces): boolean {
  return places.nodes.length === nodes.length && places.ways.length === edges.length;
}

const orderOnly: ElkSettings = {
  ...layered,
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.nodePlacement.strategy': 'SIMPLE',
  'elk.edgeRouting': 'POLYLINE',
};

/** Nodes of one width, so that those of one layer stand at one x. */
function orderGraph({ nodes, links }: ElkSketch): ElkGraph {
  return {
    options: orderOnly,
    nodes: nodes.map((node) => ({ ...node, width: layerWidth })),
    edges: links.filter(({ from, to }) => from !== to),
  };
}

const wholeDrawing: ElkSettings = {
  ...layered,
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.layering.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.nodeSelfLoop': '14',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
};

/** Further than anything in one layer or lane reaches, so that numbers keep layers and lanes apart. */
const farApart = 1_000_000;

/** More than all other wishes for straight lines together. */
const wallStraightness = 10_000;

function lanesGraph(sketch: ElkSketch, layers: Int32Array, order: readonly Point[]): ElkGraph {
  const { problem, nodes, links, lanes, portGap } = sketch;
  const placed = nodes.map((node, index): ElkNode => {
    const x = at(layers, index) * farApart;
    const lane = at(lanes, index);
    return lane === plateLane ? { ...node, x } : placedAt(node, x, 2 * lane * farApart + at(order, index).y);
  });
  const count = layers.reduce((most, layer) => Math.max(most, layer + 1), 0);
  const walls = wallsOf(problem.laneCount - 1, count, nodes.length);
  return {
    options: { ...wholeDrawing, 'elk.spacing.portPort': String(portGap) },
    nodes: [...placed, ...walls.nodes],
    edges: [...links, ...walls.links],
  };
}

/** The place that the layering reads, and the one that the order reads: nodes without the latter go where they like. */
function placedAt(node: ElkNode, x: number, y: number): ElkNode {
  return { ...node, x, y, options: { ...node.options, 'elk.position': `(${x},${y})` } };
}

function wallsOf(
  count: number,
  layers: number,
  first: number,
): { readonly nodes: readonly ElkNode[]; readonly links: readonly ElkLink[] } {
  const nodes: ElkNode[] = [];
  const links: ElkLink[] = [];
  for (let wall = 0; wall < count; wall++) {
    for (let layer = 0; layer < layers; layer++) {
      const brick = first + nodes.length;
      nodes.push(
        placedAt({ width: 1, height: 1, ports: [], options: {} }, layer * farApart, (2 * wall + 1) * farApart),
      );
      if (layer > 0) links.push({ from: brick - 1, to: brick, straightness: wallStraightness });
    }
  }
  return { nodes, links };
}

/** ELK's places in our terms, when they are what was asked for. */
function read(sketch: ElkSketch, places: ElkPlaces): ElkLanes | 'crooked' {
  const borders = bordersOf(sketch, places);
  if (borders === undefined) return 'crooked';
  const { problem, nodes, legs, plates } = sketch;
  const middle = (node: number): Point => middleOf(at(places.nodes, node), at(nodes, node));
  const middles = problem.items.map((_, node) => middle(node));
  if (!middles.every((each, node) => isInLane(each, at(problem.items, node), borders))) return 'crooked';
  return {
    nodes: middles,
    ways: legs.map((own) => own.flatMap(({ link, turned }) => turnedIf(turned, at(places.ways, link)))),
    labels: plates.map((plate) => (plate < 0 ? undefined : middle(plate))),
    borders,
  };
}

function middleOf({ x, y }: Point, size: { readonly width: number; readonly height: number }): Point {
  return { x: x + size.width / 2, y: y + size.height / 2 };
}

function isInLane({ y }: Point, { lane, height }: Problem['items'][number], borders: readonly number[]): boolean {
  const [before, after] = [borders[lane - 1], borders[lane]];
  return (before === undefined || y - height / 2 > before) && (after === undefined || y + height / 2 < after);
}

function turnedIf(turned: boolean, points: readonly Point[]): readonly Point[] {
  return turned ? points.toReversed() : points;
}

/** px by which bricks of one wall may differ. */
const wallTolerance = 0.01;

function bordersOf({ problem, nodes }: ElkSketch, places: ElkPlaces): readonly number[] | undefined {
  const walls = problem.laneCount - 1;
  if (walls <= 0) return [];
  const bricks = places.nodes.slice(nodes.length);
  const length = bricks.length / walls;
  const borders = Array.from({ length: walls }, (_, wall) => at(bricks, wall * length).y + 0.5);
  const isStraight = bricks.every(
    ({ y }, brick) => Math.abs(y + 0.5 - at(borders, Math.floor(brick / length))) < wallTolerance,
  );
  return isStraight ? borders : undefined;
}
