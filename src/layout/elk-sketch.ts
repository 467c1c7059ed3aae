// A Problem as nodes, ports and links of ELK: sides are fixed ports, and a label is a node in the middle of its edge,
// since ELK keeps nodes from being run over, but not labels. Links never make a cycle; so ELK turns none of them.

import { at } from './at.ts';
import type { ElkLink, ElkNode, ElkSettings } from './elk.ts';
import type { Size } from './layout.ts';
import { gapOfPorts } from './node-size.ts';
import type { Problem, Wire } from './problem.ts';
import { turnedWires } from './reading-order.ts';
import { left, right, type Way } from './ways.ts';

export interface ElkSketch {
  readonly problem: Problem;
  /** Those of the flow, then the labels. */
  readonly nodes: readonly ElkNode[];
  /** By node: its lane, or `plateLane`. */
  readonly lanes: readonly number[];
  readonly links: readonly SketchLink[];
  /** By edge: its links from source to target. */
  readonly legs: readonly (readonly Leg[])[];
  /** By edge: the node that stands for its label, or −1. */
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
    if (wire.label === undefined) return [addLeg(sketching, from, to, isTurned)];
    const plate =
      wire.from === wire.to
        ? addBesideLoop(sketching, wire, wire.label.size)
        : addWithin(sketching, wire.label.size, isTurned);
    plates[edge] = plate.node;
    return [addLeg(sketching, from, plate.in, plate.turnsIn), addLeg(sketching, plate.out, to, plate.turnsOut)];
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
  const nodes = items.map((item) => ({ ...evened(item), options: fixedSides, ports: [] }));
  return { nodes, links: [] };
}

/** ELK places on whole pixels, so ports in the middle of odd heights would never face one another. */
function evened({ width, height }: Size): Size {
  return { width, height: 2 * Math.ceil(height / 2) };
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

function addLeg({ links }: Sketching, from: Port, to: Port, turned: boolean): Leg {
  const [first, second] = turned ? [to, from] : [from, to];
  const link = links.push({ from: first.node, to: second.node, fromPort: first.port, toPort: second.port });
  return { link: link - 1, turned };
}

/** A label as a node, where the edge enters it and goes on, and which of its two legs are turned. */
interface Plate {
  readonly node: number;
  readonly in: Port;
  readonly out: Port;
  readonly turnsIn: boolean;
  readonly turnsOut: boolean;
}

function addPlate({ nodes }: Sketching, size: Size): number {
  return nodes.push({ ...evened(size), options: fixedSides, ports: [] }) - 1;
}

/** The edge runs through the middle of its label. */
function addWithin(sketching: Sketching, size: Size, turned: boolean): Plate {
  const node = addPlate(sketching, size);
  const [before, after] = [addPort(sketching, node, left), addPort(sketching, node, right)];
  return { node, in: turned ? after : before, out: turned ? before : after, turnsIn: turned, turnsOut: turned };
}

/** Between a self-loop and the label beside it, px. */
const loopRoom = 3;

/** A self-loop runs out to its label, along that, and back. ELK's own labels of self-loops lie on other edges. */
function addBesideLoop(sketching: Sketching, { fromSide, toSide }: Wire, { width, height }: Size): Plate {
  const node = addPlate(sketching, { width: width + 2 * loopRoom, height });
  const isLeft = fromSide !== right && toSide !== right && (fromSide === left || toSide === left);
  const side = isLeft ? right : left;
  const [enter, leave] = [addPort(sketching, node, side), addPort(sketching, node, side)];
  return { node, in: enter, out: leave, turnsIn: isLeft, turnsOut: !isLeft };
}

/** That of the most crowded side. */
function portGapOf({ nodes }: Sketching): number {
  const counts = nodes.flatMap(({ ports }) =>
    sideNames.map((name) => ports.filter((port) => port['elk.port.side'] === name).length),
  );
  return gapOfPorts(counts.reduce((most, count) => Math.max(most, count), 0));
}
