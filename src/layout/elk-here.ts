// ELK in the calling thread, loaded when first asked for: 0.5 s of work. For browsers and tests; it blocks its thread
// and nothing stops it, so a program for files runs it in a worker.

import type { ElkGraph, ElkPlaces } from './elk.ts';

/** Whatever ELK throws, a stack that overflowed included, means no places. */
export async function elkHere(graph: ElkGraph): Promise<ElkPlaces | undefined> {
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  try {
    const placed = await new elk.default().layout(written(graph));
    return (placed.children ?? []).map(({ x = 0, y = 0 }) => ({ x, y }));
  } catch {
    return undefined;
  }
}

/** In ELK's own JSON. It keeps the order of nodes. */
function written({ options, nodes, edges }: ElkGraph): Written {
  return {
    id: 'flow',
    layoutOptions: { ...options },
    children: nodes.map((size, index) => ({ id: `n${index}`, ...size })),
    edges: edges.map(({ from, to, shortness }, index) => ({
      id: `e${index}`,
      sources: [`n${from}`],
      targets: [`n${to}`],
      layoutOptions: { 'elk.layered.priority.shortness': String(shortness) },
    })),
  };
}

interface Written {
  id: string;
  layoutOptions: Record<string, string>;
  children: { id: string; width: number; height: number }[];
  edges: { id: string; sources: string[]; targets: string[]; layoutOptions: Record<string, string> }[];
}
