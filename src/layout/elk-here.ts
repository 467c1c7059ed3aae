// ELK in the calling thread, loaded when first asked for: 0.5 s of work. For browsers and tests; it blocks its thread
// and nothing stops it, so a program for files runs it in a worker.

import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { ElkGraph, ElkLink, ElkPlaces } from './elk.ts';
import type { Point } from './layout.ts';

/** Whatever ELK throws, a stack that overflowed included, means no places. */
export async function elkHere(graph: ElkGraph): Promise<ElkPlaces | undefined> {
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  try {
    return read(await new elk.default().layout(written(graph)));
  } catch {
    return undefined;
  }
}

/** In ELK's own JSON. It keeps the order of nodes and of edges. */
function written({ options, nodes, edges }: ElkGraph): ElkNode {
  return {
    id: 'flow',
    layoutOptions: { ...options },
    children: nodes.map(({ ports, options: own, ...size }, index) => ({
      id: nameOf(index),
      ...size,
      ...(own !== undefined && { layoutOptions: { ...own } }),
      ...(ports !== undefined && { ports: ports.map((port, place) => writtenPort(nameOf(index, place), port)) }),
    })),
    edges: edges.map(writtenEdge),
  };
}

function nameOf(node: number, port?: number): string {
  return port === undefined ? `n${node}` : `n${node}p${port}`;
}

function writtenPort(id: string, options: LayoutOptions): ElkPort {
  return { id, width: 0, height: 0, layoutOptions: { ...options } };
}

function writtenEdge(link: ElkLink, index: number): ElkExtendedEdge {
  const { from, to, fromPort, toPort, shortness, straightness } = link;
  return {
    id: `e${index}`,
    sources: [nameOf(from, fromPort)],
    targets: [nameOf(to, toPort)],
    layoutOptions: {
      ...(shortness !== undefined && { 'elk.layered.priority.shortness': String(shortness) }),
      ...(straightness !== undefined && { 'elk.layered.priority.straightness': String(straightness) }),
    },
  };
}

function read({ children = [], edges = [] }: ElkNode): ElkPlaces {
  return {
    nodes: children.map(pointOf),
    ways: edges.map(({ sections = [] }) =>
      sections.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
        [startPoint, ...bendPoints, endPoint].map(pointOf),
      ),
    ),
  };
}

function pointOf({ x = 0, y = 0 }: Partial<Point>): Point {
  return { x, y };
}
