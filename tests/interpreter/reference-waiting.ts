import type { EdgeId, NodeId } from '../../src/graph/graph.ts';
import type { Machine } from '../../src/interpreter/machine.ts';

/*
 * semantics.md 4.1 once more, as it is written there: nodes wait for tokens that can still come to them without going
 * round a loop that they are in.
 */

/** An edge that carries tokens; drawn, or assumed for a loop. */
export interface TokenEdge {
  readonly id: EdgeId;
  readonly from: NodeId;
  readonly to: NodeId;
}

export function tokenEdgesOf({ flow, replies, exits, loops }: Machine): TokenEdge[] {
  const drawn = flow.edges.filter((e) => !replies.has(e.id) && exits.has(e.from.node));
  return [
    ...drawn.map((e) => ({ id: e.id, from: e.from.node, to: e.to.node })),
    ...loops.flatMap(({ loop, implicit }) => (implicit === undefined ? [] : [{ id: loop, ...implicit }])),
  ];
}

/** Whether a node with a token in front of it has to wait for another one. */
export type Waits = (node: NodeId, marked: ReadonlySet<EdgeId>) => boolean;

/** `edges` may hold more than those that carry tokens from node to node, for the marks of a start. */
export function referenceWaits(
  machine: Machine,
  edges: readonly { readonly id: EdgeId; readonly to: NodeId }[],
): Waits {
  const tokens = tokenEdgesOf(machine);
  const nests = nestsOf(machine, tokens);
  const free = new Map([...machine.exits.keys()].map((node) => [node, withoutRounds(tokens, nests, node)]));
  return (node, marked) => {
    const own = free.get(node) ?? [];
    const coming = new Set(own.filter((e) => e.to === node && !marked.has(e.id)).map((e) => e.from));
    for (const each of coming) for (const e of own) if (e.to === each) coming.add(e.from);
    return edges.some((e) => marked.has(e.id) && e.to !== node && coming.has(e.to));
  };
}

interface Nest {
  readonly members: ReadonlySet<NodeId>;
  readonly back: ReadonlySet<EdgeId>;
}

function withoutRounds(tokens: readonly TokenEdge[], nests: readonly Nest[], node: NodeId): readonly TokenEdge[] {
  const around = nests.filter(({ members }) => members.has(node));
  return tokens.filter((e) => !around.some(({ back }) => back.has(e.id)));
}

/** The rounds of 2.2 over the edges that carry tokens. */
function nestsOf({ flow, exits, starts }: Machine, tokens: readonly TokenEdge[]): Nest[] {
  const order = [...flow.nodes.keys()];
  const depth = new Map(starts.map((start) => [start, 0]));
  for (const [node, far] of depth) {
    for (const { from, to } of flow.edges) if (from.node === node && !depth.has(to.node)) depth.set(to.node, far + 1);
  }
  const nests: Nest[] = [];
  const todo: (readonly NodeId[])[] = [[...exits.keys()]];
  const back = new Set<EdgeId>();
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    const own = tokens.filter((e) => !back.has(e.id) && part?.includes(e.from) && part.includes(e.to));
    for (const component of cyclesOf(part, own)) {
      const [head] = component.toSorted(
        (a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || order.indexOf(a) - order.indexOf(b),
      );
      const found = own.filter((e) => e.to === head && component.includes(e.from)).map((e) => e.id);
      for (const id of found) back.add(id);
      nests.push({ members: new Set(component), back: new Set(found) });
      todo.push(component);
    }
  }
  return nests;
}

/** Strongly connected components, without single nodes that have no edge to themselves. */
function cyclesOf(part: readonly NodeId[], edges: readonly TokenEdge[]): NodeId[][] {
  const ahead = new Map(part.map((node) => [node, aheadOf(node, edges)]));
  const components = new Map<NodeId, NodeId[]>();
  for (const node of part) {
    const first = part.find((other) => ahead.get(node)?.has(other) && ahead.get(other)?.has(node));
    if (first !== undefined) components.set(first, [...(components.get(first) ?? []), node]);
  }
  return [...components.values()];
}

/** Nodes that one edge or more lead to. */
function aheadOf(node: NodeId, edges: readonly TokenEdge[]): Set<NodeId> {
  const ahead = new Set(edges.filter((e) => e.from === node).map((e) => e.to));
  for (const each of ahead) for (const e of edges) if (e.from === each) ahead.add(e.to);
  return ahead;
}
