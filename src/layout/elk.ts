// ELK's layered algorithm (Schulze, Spönemann, von Hanxleden, "Drawing layered graphs with port constraints", 2014)
// as two things: a solver for our column problem, and an own opinion on columns and order. (A third, whole drawings, is
// elk-lanes.ts.) Builds graphs and reads places; who runs ELK, and where, is not known here.

import { at } from './at.ts';
import type { Layering } from './layerer.ts';
import type { Point, Size } from './layout.ts';
import type { Constraint } from './network-simplex.ts';
import type { Problem, Wire } from './problem.ts';
import { leadsBack } from './reading-order.ts';

/** Plain data that any thread may get. */
export interface ElkGraph {
  readonly options: ElkSettings;
  readonly nodes: readonly ElkNode[];
  readonly edges: readonly ElkLink[];
}

/** Options of ELK by their full names. */
export type ElkSettings = Readonly<Record<string, string>>;

/** With a place only where a strategy of ELK starts from one. */
export interface ElkNode extends Size, Partial<Point> {
  readonly options?: ElkSettings;
  /** By port, without size: its options. */
  readonly ports?: readonly ElkSettings[];
}

/** Ends are indices of nodes, and of the ports of these where an end has its own. */
export interface ElkLink {
  readonly from: number;
  readonly to: number;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly shortness?: number;
  readonly straightness?: number;
}

/**
 * By node: the upper left corner. By link: the corners of its way.
 * ELK's own result carries a counter that differs from run to run; this does not.
 */
export interface ElkPlaces {
  readonly nodes: readonly Point[];
  readonly ways: readonly (readonly Point[])[];
}

/** Nothing when ELK ran over its time or its stack: then ELK has no say. */
export type ElkRunner = (graph: ElkGraph) => Promise<ElkPlaces | undefined>;

export const layered: ElkSettings = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.randomSeed': '1',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.layering.strategy': 'NETWORK_SIMPLEX',
};

/** A layerer by ELK. Its ranks are checked, so they are right or absent. */
export function elkLayerer(run: ElkRunner): (layering: Layering) => Promise<Int32Array | undefined> {
  return async (layering) => {
    if (layering.nodes === 0) return new Int32Array();
    const places = await run(layeringGraph(layering));
    if (places === undefined || places.nodes.length < layering.nodes) return undefined;
    const ranks = layersOf(places.nodes).slice(0, layering.nodes);
    return keepsAll(layering.constraints, ranks) ? ranks : undefined;
  };
}

const layeringOnly: ElkSettings = {
  ...layered,
  'elk.layered.crossingMinimization.strategy': 'NONE',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
  'elk.layered.nodePlacement.strategy': 'SIMPLE',
  'elk.edgeRouting': 'POLYLINE',
  'elk.layered.thoroughness': '1000',
};

/** Weights times this, so that edges without weight, which ELK gives 1, never outvote one with. */
const weightScale = 1000;

/**
 * ELK keeps every edge at least one layer long. So each node v that someone may share a column with gets a companion
 * v⁺, tied to it more strongly than everything else together and so always in the next layer: u → v with gap 0 becomes
 * u → v⁺ with gap 1.
 */
function layeringGraph({ nodes, constraints }: Layering): ElkGraph {
  const companions = new Map<number, number>();
  const companionOf = (node: number): number => {
    const known = companions.get(node);
    if (known !== undefined) return known;
    companions.set(node, nodes + companions.size);
    return nodes + companions.size - 1;
  };
  const links = constraints.map(({ from, to, gap, weight }) => ({
    from,
    to: gap === 0 ? companionOf(to) : to,
    shortness: Math.max(1, weight * weightScale),
  }));
  const strongest = links.reduce((sum, { shortness }) => sum + shortness, 1);
  const ties = [...companions].map(([from, to]) => ({ from, to, shortness: strongest }));
  const unlike = unbalanced(nodes + companions.size, [...links, ...ties]);
  const all = nodes + companions.size + unlike.length;
  return {
    options: layeringOnly,
    nodes: Array.from({ length: all }, () => ({ width: 10, height: 10 })),
    edges: [...links, ...ties, ...unlike],
  };
}

/**
 * ELK moves nodes with as many ways in as out to emptier layers, whatever the weights say. A leaf behind each of them
 * makes the numbers differ and costs the same everywhere.
 */
function unbalanced(nodes: number, links: readonly ElkLink[]): readonly ElkLink[] {
  const surplus = new Int32Array(nodes);
  for (const { from, to } of links) {
    surplus[from] = at(surplus, from) + 1;
    surplus[to] = at(surplus, to) - 1;
  }
  const balanced = [...surplus.keys()].filter((node) => surplus[node] === 0);
  return balanced.map((from, index) => ({ from, to: nodes + index, shortness: 1 }));
}

/** By node: the number of its layer. Nodes of one width in one layer stand at one x. */
export function layersOf(places: readonly Point[]): Int32Array {
  const edges = [...new Set(places.map(({ x }) => Math.round(x)))].sort((a, b) => a - b);
  const layerAt = new Map(edges.map((x, layer) => [x, layer]));
  return Int32Array.from(places, ({ x }) => layerAt.get(Math.round(x)) ?? 0);
}

function keepsAll(constraints: readonly Constraint[], ranks: Int32Array): boolean {
  return constraints.every(({ from, to, gap }) => at(ranks, to) - at(ranks, from) >= gap);
}

const ownOpinion: ElkSettings = {
  ...layeringOnly,
  'elk.layered.thoroughness': '7',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

/** By node: the layer where ELK would put it, knowing nothing of lanes and little of sides. */
export async function elkLayers(problem: Problem, run: ElkRunner): Promise<Int32Array | undefined> {
  const places = await run(flatGraph(problem));
  return places === undefined || places.nodes.length !== problem.items.length ? undefined : layersOf(places.nodes);
}

/** Ways back and ways to the left are turned; of what is still a cycle, ELK turns an edge itself. */
function flatGraph({ items, wires }: Problem): ElkGraph {
  return {
    options: ownOpinion,
    nodes: items.map(({ height }) => ({ width: layerWidth, height })),
    edges: wires.filter(({ from, to }) => from !== to).map(linkOf),
  };
}

/** The same for all nodes, so that those of one layer stand at one x. */
export const layerWidth = 140;

function linkOf(wire: Wire): ElkLink {
  const [from, to] = leadsBack(wire) ? [wire.to, wire.from] : [wire.from, wire.to];
  return { from, to, shortness: 1 };
}
