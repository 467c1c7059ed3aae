// A Problem as nodes, ports and links of ELK: sides are fixed ports, and a label is a node in the middle of its edge,
// since ELK keeps nodes from being run over, but not labels. Links never make a cycle; so ELK turns none of them.

import { at } from './at.ts';
import { findBackEdges } from './back-edges.ts';
import { type ElkLink, type ElkNode, type ElkSettings, leadsBack } from './elk.ts';
import type { Size } from './layout.ts';
import { gapOfPorts } from './node-size.ts';
import { left, type Problem, right, type Way, type Wire } from './problem.ts';

export interface ElkSketch {
  readonly problem: Problem;
  /** Those of the flow, then the labels. */
  readonly nodes: readonly ElkNode[];
  /** By node: its lane, or `plateLane`. */
  readonly lanes: readonly number[];
  readonly links: readonly SketchLink[];
  /** By edge: its links from source to target. */
  readonly legs: readonly (readonly Leg[])[];
  /** By edge: the node that stands for its label, or −1. Labels of self-loops are left to ELK. */
  readonly plates: readonly number[];
  /** Between two ports of one side, px. */
  readonly portGap: number;
}

interface SketchLink extends ElkLink {
  readonly fromPort: number;
  readonly toPort: number;
}

interface Leg {
  readonly link: number;
  /** The link leads from the edge's target to its source. */
  readonly turned: boolean;
}

/** Labels may stand in any lane. */
export const plateLane: number = -1;

export function sketchOf(problem: Problem): ElkSketch {
  const sketching = startSketch(problem);
  const turned = turnedWires(problem);
  const plates = problem.wires.map(() => -1);
  const legs = problem.wires.map((wire, edge) => {
    const from = addPort(sketching, wire.from, wire.fromSide);
    const to = addPort(sketching, wire.to, wire.toSide);
    const isTurned = turned.has(edge);
    if (wire.label === undefined || wire.from === wire.to)
      return [addLeg(sketching, from, to, isTurned, wire.label?.size)];
    const plate = addPlate(sketching, wire.label.size);
    plates[edge] = plate.node;
    const [before, after] = isTurned ? [plate.right, plate.left] : [plate.left, plate.right];
    return [addLeg(sketching, from, before, isTurned), addLeg(sketching, after, to, isTurned)];
  });
  const { nodes, links } = sketching;
  const lanes = nodes.map((_, node) => problem.items[node]?.lane ?? plateLane);
  return { problem, nodes, lanes, links, legs, plates, portGap: portGapOf(sketching) };
}

/** The same with every link from an earlier layer to a later one: ELK itself turns some before it finds layers. */
export function alongLayers(sketch: ElkSketch, layers: Int32Array): ElkSketch {
  const isAgainst = ({ from, to }: ElkLink): boolean => at(layers, from) > at(layers, to);
  const links = sketch.links.map((link) => (isAgainst(link) ? reversed(link) : link));
  const legs = sketch.legs.map((own) =>
    own.map(({ link, turned }) => ({ link, turned: turned !== isAgainst(at(sketch.links, link)) })),
  );
  return { ...sketch, links, legs };
}

function reversed({ from, to, fromPort, toPort, ...rest }: SketchLink): SketchLink {
  return { ...rest, from: to, to: from, fromPort: toPort, toPort: fromPort };
}

interface Sketching {
  readonly nodes: SketchNode[];
  readonly links: SketchLink[];
}

interface SketchNode extends ElkNode {
  readonly ports: ElkSettings[];
}

const fixedSides: ElkSettings = { 'elk.portConstraints': 'FIXED_SIDE', 'elk.portAlignment.default': 'CENTER' };

function startSketch({ items }: Problem): Sketching {
  const nodes = items.map(({ width, height }) => ({ width, height, options: fixedSides, ports: [] }));
  return { nodes, links: [] };
}

/** One end of a link. */
interface Port {
  readonly node: number;
  readonly port: number;
}

const sideNames = ['EAST', 'SOUTH', 'WEST', 'NORTH'] as const;

function addPort({ nodes }: Sketching, node: number, side: Way): Port {
  return { node, port: at(nodes, node).ports.push({ 'elk.port.side': at(sideNames, side) }) - 1 };
}

function addLeg({ links }: Sketching, from: Port, to: Port, turned: boolean, label?: Size): Leg {
  const [first, second] = turned ? [to, from] : [from, to];
  const link = links.push({
    from: first.node,
    to: second.node,
    fromPort: first.port,
    toPort: second.port,
    ...(label !== undefined && { label }),
  });
  return { link: link - 1, turned };
}

function addPlate(sketching: Sketching, size: Size): { node: number; left: Port; right: Port } {
  const node = sketching.nodes.push({ ...size, options: fixedSides, ports: [] }) - 1;
  return { node, left: addPort(sketching, node, left), right: addPort(sketching, node, right) };
}

/** Ways back and to the left, then whatever still closes a cycle. */
function turnedWires({ items, wires }: Problem): ReadonlySet<number> {
  const turned = new Set<number>();
  const toggle = (edge: number): void => {
    if (!turned.delete(edge)) turned.add(edge);
  };
  wires.forEach((wire, edge) => {
    if (wire.from !== wire.to && leadsBack(wire)) turned.add(edge);
  });
  const arcs = wires.map(({ from, to }: Wire, edge) => (turned.has(edge) ? { from: to, to: from } : { from, to }));
  for (const edge of findBackEdges(items.length, arcs, () => false)) {
    if (at(wires, edge).from !== at(wires, edge).to) toggle(edge);
  }
  return turned;
}

/** That of the most crowded side. */
function portGapOf({ nodes }: Sketching): number {
  const counts = nodes.flatMap(({ ports }) =>
    sideNames.map((name) => ports.filter((port) => port['elk.port.side'] === name).length),
  );
  return gapOfPorts(counts.reduce((most, count) => Math.max(most, count), 0));
}
