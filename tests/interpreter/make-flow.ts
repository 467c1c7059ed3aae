import type { Edge, Flow, Lane, Loop, Node, NodeId, Shape } from '../../src/graph/graph.ts';

/*
 * A Flow from a compact notation, so that tests of the interpreter do not depend on the parser:
 *
 *   Desk: (n1) [n2] <n3> {n4}          a lane; circle, rectangle, diamond, taskbox
 *   n1 -> n2 -> n3                     edges e1, e2
 *   n3 -> n4 : Yes                     the label of the last edge of the line
 *   loop [until done] n2 n3
 */

const nowhere = { start: 0, end: 0 };
const brackets: Readonly<Record<string, Shape>> = { '(': 'circle', '[': 'rectangle', '<': 'diamond', '{': 'taskbox' };

export function makeFlow(text: string): Flow {
  const lines = text.split('\n').map((line) => line.trim());
  const edges: Edge[] = [];
  const loops: Loop[] = [];
  const lanes: Lane[] = [];
  const nodes = new Map<NodeId, Node>();
  for (const line of lines.filter((each) => each !== '')) {
    if (line.startsWith('loop')) loops.push(loopOf(line, loops.length + 1));
    else if (line.includes('->')) edges.push(...edgesOf(line, edges.length + 1));
    else lanes.push(laneOf(line, nodes));
  }
  checkNames(nodes, edges, loops);
  return { title: 'made', description: undefined, lanes, nodes, edges, loops };
}

function laneOf(line: string, nodes: Map<NodeId, Node>): Lane {
  const [id = '', rest = ''] = line.split(':');
  const own = [...rest.matchAll(/([([<{])\s*(\w+)/g)].map(([, bracket = '', node = '']) => {
    nodes.set(node, nodeOf(node, id, brackets[bracket] ?? 'rectangle'));
    return node;
  });
  return { id, label: id, nodes: own, span: nowhere };
}

export function nodeOf(id: NodeId, lane: string, shape: Shape): Node {
  return { id, lane, shape, label: id, attributes: new Map(), span: nowhere };
}

function edgesOf(line: string, first: number): Edge[] {
  const [chain = '', label] = line.split(/\s:\s/);
  const ends = chain.split('->').map((end) => end.trim());
  return ends.slice(1).map((to, index) => {
    const isLast = index === ends.length - 2;
    return edgeOf(`e${first + index}`, ends[index] ?? '', to, isLast ? label : undefined);
  });
}

export function edgeOf(id: string, from: NodeId, to: NodeId, label: string | undefined): Edge {
  const port = (node: NodeId): Edge['from'] => ({ node, side: undefined });
  return { id, from: port(from), to: port(to), label, span: nowhere };
}

function loopOf(line: string, number: number): Loop {
  const [, condition = '', members = ''] = /^loop\s*\[(.*?)\]\s*(.*)$/.exec(line) ?? [];
  return { id: `loop${number}`, condition, members: members.split(/\s+/).filter(Boolean), span: nowhere };
}

function checkNames(nodes: ReadonlyMap<NodeId, Node>, edges: readonly Edge[], loops: readonly Loop[]): void {
  const used = [...edges.flatMap(({ from, to }) => [from.node, to.node]), ...loops.flatMap(({ members }) => members)];
  for (const name of used) if (!nodes.has(name)) throw new Error(`the test names no node ${name}`);
}
