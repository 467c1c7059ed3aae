import type { EdgeId, Flow, NodeId } from '../../src/graph/graph.ts';
import type { Machine, TraceEvent } from '../../src/interpreter/machine.ts';
import { referenceWaits, tokenEdgesOf } from './reference-waiting.ts';

/*
 * semantics.md 2.2, 2.3, 3 and 4 once more, as they are written there, with sets and no thought of speed. Tests
 * compare the interpreter with it on many random flows.
 */

export interface ReferenceCycles {
  readonly reached: ReadonlySet<NodeId>;
  readonly back: ReadonlySet<EdgeId>;
  readonly bodies: ReadonlyMap<EdgeId, ReadonlySet<NodeId>>;
  readonly replies: ReadonlySet<EdgeId>;
}

type Edge = Flow['edges'][number];

export function referenceCycles(flow: Flow, starts: readonly NodeId[]): ReferenceCycles {
  const depth = depthsFrom(flow.edges, starts);
  const reached = [...flow.nodes.keys()].filter((node) => depth.has(node));
  const back = new Set<EdgeId>();
  const bodies = new Map<EdgeId, Set<NodeId>>();
  const todo = [reached];
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    const inPart = new Set(part);
    const inside = flow.edges.filter((e) => inPart.has(e.from.node) && inPart.has(e.to.node) && !back.has(e.id));
    for (const component of componentsOf(part, inside)) {
      const members = new Set(component);
      const own = inside.filter((e) => members.has(e.from.node) && members.has(e.to.node));
      if (own.length === 0) continue;
      const head =
        component.toSorted(
          (a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || part.indexOf(a) - part.indexOf(b),
        )[0] ?? '';
      for (const edge of own.filter((e) => e.to.node === head)) {
        back.add(edge.id);
        bodies.set(edge.id, bodyOf(own, head, edge.from.node));
      }
      todo.push(component);
    }
  }
  return { reached: new Set(reached), back, bodies, replies: repliesOf(flow, starts, back, bodies) };
}

/** An edge from the head to itself repeats the head alone. */
function bodyOf(own: readonly Edge[], head: NodeId, source: NodeId): Set<NodeId> {
  if (source === head) return new Set([head]);
  return new Set([
    head,
    ...sourcesOf(
      own.filter((e) => e.from.node !== head),
      source,
    ),
  ]);
}

function repliesOf(
  flow: Flow,
  starts: readonly NodeId[],
  back: ReadonlySet<EdgeId>,
  bodies: ReadonlyMap<EdgeId, ReadonlySet<NodeId>>,
): Set<EdgeId> {
  const outOf = (node: NodeId): readonly Edge[] => flow.edges.filter((e) => e.from.node === node);
  const replies = flow.edges.filter((edge) => {
    const [u, v] = [flow.nodes.get(edge.from.node), flow.nodes.get(edge.to.node)];
    if (!back.has(edge.id) || u === undefined || v === undefined || u.lane === v.lane || u.shape === 'diamond')
      return false;
    const around = depthsFrom(
      flow.edges.filter((e) => e.from.node !== v.id),
      starts.filter((s) => s !== v.id),
    );
    const isDominated = u.id === v.id || !around.has(u.id);
    const goesOn = outOf(u.id).some((e) => !back.has(e.id));
    const decides = [...(bodies.get(edge.id) ?? [])].some(
      (n) => flow.nodes.get(n)?.shape === 'diamond' && outOf(n).length > 1,
    );
    const isListed = flow.loops.some(({ members }) => members.includes(u.id) && members.includes(v.id));
    return isDominated && (goesOn || !decides) && !isListed;
  });
  return new Set(replies.map((edge) => edge.id));
}

function depthsFrom(edges: readonly Edge[], starts: readonly NodeId[]): Map<NodeId, number> {
  const depth = new Map(starts.map((start) => [start, 0]));
  for (const [node, distance] of depth) {
    for (const edge of edges)
      if (edge.from.node === node && !depth.has(edge.to.node)) depth.set(edge.to.node, distance + 1);
  }
  return depth;
}

function sourcesOf(edges: readonly Edge[], node: NodeId): Set<NodeId> {
  const sources = new Set([node]);
  for (const each of sources) for (const edge of edges) if (edge.to.node === each) sources.add(edge.from.node);
  return sources;
}

function componentsOf(part: readonly NodeId[], edges: readonly Edge[]): NodeId[][] {
  const leadsTo = new Map(part.map((node) => [node, new Set(depthsFrom(edges, [node]).keys())]));
  const found: NodeId[][] = [];
  for (const node of part) {
    const own = found.find(([other = '']) => leadsTo.get(node)?.has(other) && leadsTo.get(other)?.has(node));
    if (own === undefined) found.push([node]);
    else own.push(node);
  }
  return found;
}

// ---- tokens

/** The tokens of one run, with the scheduler's queue. */
export interface ReferenceBoard {
  readonly queue: readonly NodeId[];
  readonly marked: ReadonlySet<EdgeId>;
  /** Fires as the event says. Returns what is wrong with the event, or undefined. */
  readonly fire: (event: TraceEvent) => string | undefined;
}

const entry = '(entry)';

export function referenceBoard(machine: Machine, start: NodeId): ReferenceBoard {
  const edges = [...tokenEdgesOf(machine), { id: entry, from: undefined, to: start }];
  const waits = referenceWaits(machine, edges);
  const nodes = [...machine.flow.nodes.keys()];
  const marked = new Set([entry]);
  const edgesInto = (node: NodeId): typeof edges => edges.filter((e) => e.to === node);
  const isEnabled = (node: NodeId): boolean => edgesInto(node).some((e) => marked.has(e.id)) && !waits(node, marked);
  let queue = nodes.filter(isEnabled);
  const fire = (event: TraceEvent): string | undefined => {
    if (!queue.includes(event.node)) return `${event.node} is not enabled`;
    if (event.picked !== (queue[0] !== event.node)) return `${event.node} is not what the scheduler fires`;
    const taken = edgesInto(event.node).filter((e) => marked.has(e.id));
    if (list(taken.filter((e) => e.id !== entry).map((e) => e.id)) !== list(event.in)) return `takes ${event.in}`;
    if (!outcomes(machine, event.node).some((out) => list(out) === list(event.out))) return `marks ${event.out}`;
    for (const edge of taken) marked.delete(edge.id);
    if (list(event.out.filter((id) => marked.has(id))) !== list(event.merged)) return `merges ${event.merged}`;
    for (const id of event.out) marked.add(id);
    const kept = queue.filter((node) => node !== event.node && isEnabled(node));
    queue = [...kept, ...nodes.filter((node) => isEnabled(node) && !kept.includes(node))];
    return undefined;
  };
  return {
    get queue() {
      return queue;
    },
    marked,
    fire,
  };
}

function list(ids: readonly string[]): string {
  return ids.toSorted().join(' ');
}

function outcomes({ exits }: Machine, node: NodeId): (readonly EdgeId[])[] {
  const exit = exits.get(node);
  if (exit === undefined) return [];
  if (exit.kind === 'end') return [[]];
  return exit.kind === 'all' ? [exit.edges] : exit.options.map((option) => option.edges);
}
