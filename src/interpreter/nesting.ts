import {
  components,
  type Forest,
  type Graph,
  graphOf,
  groupBy,
  numbersUpTo,
  positions,
  type Spans,
  spansOf,
} from '../graph/paths.ts';

/*
 * The loop-nesting forest of semantics.md 2.2. There, components are searched again and again, each time
 * without the edges into the heads found so far, which is quadratic for deep nests. Here the same forest is
 * found from inside out. With all nodes in the order (depth, source), a node is the head of what is, among
 * itself and the later nodes, strongly connected with it; so nodes are added from last to first, and the
 * question is when the ends of each edge come to lie in one component. Divide and conquer over that time
 * answers it for all edges together in O(m log n).
 */

export interface Nesting {
  /** The parent of a node is the head of the innermost cycle around it, its own cycle as a head aside. */
  readonly forest: Forest;
  /** The component of a head is the head and everything below it. */
  readonly spans: Spans;
  /** How many heads stand above a node. */
  readonly level: Int32Array;
  /** By edge: 1 for those that lead to the head of a component they lie in. */
  readonly back: Uint8Array;
}

/** `depth` is -1 for nodes that are not reached; they are left out. */
export function findNesting(graph: Graph, depth: Int32Array): Nesting {
  const order = byDepth(depth);
  const search = beginSearch(graph, order);
  for (let task = search.tasks.pop(); task !== undefined; task = search.tasks.pop()) {
    if (task.edges.length === 0) continue;
    if (task.low === task.high) closeCycle(search, task);
    else split(search, task);
  }
  const forest = { parent: search.parent, order };
  return { forest, spans: spansOf(forest), level: levelsOf(forest), back: search.back };
}

/** Reached nodes by depth, equal depths in source order. */
function byDepth(depth: Int32Array): Int32Array {
  const deepest = depth.reduce((most, each) => Math.max(most, each), 0);
  const groups = groupBy(
    deepest + 2,
    depth.map((each) => each + 1),
  );
  return groups.items.slice(groups.start[1]);
}

/** Edges whose ends come to lie in one component at a time from `low` to `high`. */
interface Task {
  readonly low: number;
  readonly high: number;
  readonly edges: Int32Array;
}

interface Search {
  readonly graph: Graph;
  readonly order: Int32Array;
  /** When both ends of an edge have been added. */
  readonly added: Int32Array;
  readonly tasks: Task[];
  /** Where a node's component leads: in the end to its head. */
  readonly leader: Int32Array;
  readonly parent: Int32Array;
  readonly back: Uint8Array;
  /** Small numbers for the nodes of one task; valid where `inTask` holds the number of the task. */
  readonly local: Int32Array;
  readonly inTask: Int32Array;
  taskNumber: number;
}

function beginSearch(graph: Graph, order: Int32Array): Search {
  const rank = positions(order, graph.nodeCount);
  const { of } = components(graph);
  const rankOf = (node: number | undefined): number => rank[node ?? -1] ?? -1;
  // Only these ever come together.
  const edges = numbersUpTo(graph.from.length).filter((edge) => {
    const from = graph.from[edge] ?? 0;
    return rankOf(from) !== -1 && of[from] === of[graph.to[edge] ?? 0];
  });
  return {
    graph,
    order,
    added: graph.from.map((from, edge) => order.length - 1 - Math.min(rankOf(from), rankOf(graph.to[edge]))),
    tasks: [{ low: 0, high: order.length - 1, edges }],
    leader: numbersUpTo(graph.nodeCount),
    parent: new Int32Array(graph.nodeCount).fill(-1),
    back: new Uint8Array(graph.from.length),
    local: new Int32Array(graph.nodeCount),
    inTask: new Int32Array(graph.nodeCount),
    taskNumber: 0,
  };
}

/** Edges whose ends are together at the middle time go to the earlier half, all others to the later one. */
function split(search: Search, { low, high, edges }: Task): void {
  const middle = (low + high) >> 1;
  const areTogether = findTogether(search, edges, middle);
  const later = edges.filter((edge) => !areTogether(edge));
  search.tasks.push({ low: middle + 1, high, edges: later });
  // Taken from the stack first: the later half sees the components that the earlier one has closed.
  search.tasks.push({ low, high: middle, edges: edges.filter(areTogether) });
}

function findTogether(search: Search, edges: Int32Array, time: number): (edge: number) => boolean {
  const { graph, added, local, inTask } = search;
  const task = ++search.taskNumber;
  let count = 0;
  const numberOf = (node: number): number => {
    const leader = leaderOf(search, node);
    if (inTask[leader] !== task) {
      inTask[leader] = task;
      local[leader] = count++;
    }
    return local[leader] ?? 0;
  };
  const present = edges.filter((edge) => (added[edge] ?? 0) <= time);
  const from = present.map((edge) => numberOf(graph.from[edge] ?? 0));
  const to = present.map((edge) => numberOf(graph.to[edge] ?? 0));
  const { of } = components(graphOf(count, from, to));
  return (edge) =>
    (added[edge] ?? 0) <= time && of[numberOf(graph.from[edge] ?? 0)] === of[numberOf(graph.to[edge] ?? 0)];
}

/** The node added at this time becomes the head of all that its edges connect with it. */
function closeCycle(search: Search, { low, edges }: Task): void {
  const { graph, order, leader, parent, back } = search;
  const head = order[order.length - 1 - low] ?? 0;
  for (const edge of edges) {
    if (graph.to[edge] === head) back[edge] = 1;
    for (const end of [graph.from[edge] ?? 0, graph.to[edge] ?? 0]) {
      const inner = leaderOf(search, end);
      if (inner === head) continue;
      leader[inner] = head;
      parent[inner] = head;
    }
  }
}

/** Finds the head of a node's component so far, and shortens the way to it. */
function leaderOf({ leader }: Search, node: number): number {
  let top = node;
  while (leader[top] !== top) top = leader[top] ?? top;
  for (let step = node; step !== top; ) {
    const next = leader[step] ?? top;
    leader[step] = top;
    step = next;
  }
  return top;
}

function levelsOf({ parent, order }: Forest): Int32Array {
  const level = new Int32Array(parent.length);
  for (const node of order) {
    const above = parent[node] ?? -1;
    if (above !== -1) level[node] = (level[above] ?? 0) + 1;
  }
  return level;
}
