import { type Diagnostic, problem } from '../../diagnostics/diagnostic.ts';
import type { Flow, Node, NodeId } from '../../graph/graph.ts';
import type { Rule } from '../rule.ts';

/** Parts that no run gets to. The first node of a part speaks for the others. */
export const unreachableNode: Rule = {
  code: 'unreachable-node',
  isAboutWhole: true,
  check({ flow, machine }, report) {
    const touched = new Set(flow.edges.flatMap((edge) => [edge.from.node, edge.to.node]));
    const lost = new Set(machine.facts.unreachable.filter((id) => touched.has(id)));
    for (const part of partsOf(flow, lost)) report(unreachablePart(flow, part));
  },
};

/** Unreachable nodes that hang together, the ones that others follow from first. */
function partsOf(flow: Flow, lost: ReadonlySet<NodeId>): NodeId[][] {
  const neighbors = new Map<NodeId, NodeId[]>([...lost].map((id) => [id, []]));
  const entered = new Set<NodeId>();
  for (const { from, to } of flow.edges) {
    if (!lost.has(from.node) || !lost.has(to.node)) continue;
    neighbors.get(from.node)?.push(to.node);
    neighbors.get(to.node)?.push(from.node);
    if (from.node !== to.node) entered.add(to.node);
  }
  const seen = new Set<NodeId>();
  return [...lost].flatMap((id) => {
    const part = collect(id, neighbors, seen);
    return part.length === 0 ? [] : [part.sort((a, b) => Number(entered.has(a)) - Number(entered.has(b)))];
  });
}

function collect(first: NodeId, neighbors: ReadonlyMap<NodeId, readonly NodeId[]>, seen: Set<NodeId>): NodeId[] {
  const part: NodeId[] = [];
  const todo = [first];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    part.push(id);
    todo.push(...(neighbors.get(id) ?? []));
  }
  return part;
}

function unreachablePart(flow: Flow, part: readonly NodeId[]): Diagnostic {
  const [first, ...others] = part.flatMap((id) => flow.nodes.get(id) ?? []);
  if (first === undefined) throw new Error('a part has a node');
  return problem('unreachable-node', first.span, `'${first.label}' (${first.id}) cannot be reached from the start.`, {
    hint: 'Draw an edge that leads to it, or remove it.',
    related: others.map(relatedTo),
  });
}

function relatedTo({ label, id, span }: Node): Diagnostic['related'][number] {
  return { message: `'${label}' (${id}) neither`, span, file: undefined };
}
