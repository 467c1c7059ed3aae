/*
 * Questions about a directed graph: what leads where, how far, and past whom. Everything is iterative and
 * linear or nearly so; each function says its cost for n nodes and m edges. Nodes and edges are numbers,
 * so that interpreter, layout and rules can ask about any graph they make; `numberFlow` makes one of a Flow.
 */
import type { Flow, NodeId } from './graph.ts';

/** Edge `e` leads from node `from[e]` to node `to[e]`. Parallel edges and self edges are allowed. */
export interface Graph {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly outgoing: Groups;
  readonly incoming: Groups;
}

/** Lists of numbers in one array: group `g` is `items[start[g]]` up to, not including, `items[start[g + 1]]`. */
export interface Groups {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** A Flow in numbers: nodes and edges keep their source order. */
export interface NumberedFlow {
  readonly graph: Graph;
  readonly ids: readonly NodeId[];
  readonly numberOf: ReadonlyMap<NodeId, number>;
}

/** A forest as parents, -1 for roots, and an order in which parents stand before their children. */
export interface Forest {
  readonly parent: Int32Array;
  readonly order: Int32Array;
}

/** Where a node and all below it stand in a walk over a forest: `first[n]` up to and including `last[n]`. */
export interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

export function numberFlow(flow: Flow): NumberedFlow {
  const ids = [...flow.nodes.keys()];
  const numberOf = new Map(ids.map((id, index) => [id, index]));
  const from = new Int32Array(flow.edges.length);
  const to = new Int32Array(flow.edges.length);
  flow.edges.forEach((edge, index) => {
    from[index] = numberOf.get(edge.from.node) ?? -1;
    to[index] = numberOf.get(edge.to.node) ?? -1;
  });
  return { graph: graphOf(ids.length, from, to), ids, numberOf };
}

export function graphOf(nodeCount: number, from: Int32Array, to: Int32Array): Graph {
  return { nodeCount, from, to, outgoing: groupBy(nodeCount, from), incoming: groupBy(nodeCount, to) };
}

/** The indices of `keys` by key, ascending in each group. O(n + m). */
export function groupBy(groupCount: number, keys: Int32Array): Groups {
  const start = new Int32Array(groupCount + 1);
  for (const key of keys) start[key + 1] = (start[key + 1] ?? 0) + 1;
  for (let group = 0; group < groupCount; group++) start[group + 1] = (start[group + 1] ?? 0) + (start[group] ?? 0);
  const next = start.slice();
  const items = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? 0;
    const place = next[key] ?? 0;
    items[place] = index;
    next[key] = place + 1;
  }
  return { start, items };
}

/** One group, without copying. */
export function groupOf({ start, items }: Groups, group: number): Int32Array {
  return items.subarray(start[group], start[group + 1]);
}

/** The graph with only those edges for which `keeps` holds a 1; `edges` names them in the old numbers. */
export function filterEdges(graph: Graph, keeps: Uint8Array): { readonly graph: Graph; readonly edges: Int32Array } {
  const edges = numbersUpTo(graph.from.length).filter((edge) => keeps[edge] === 1);
  const from = edges.map((edge) => graph.from[edge] ?? 0);
  const to = edges.map((edge) => graph.to[edge] ?? 0);
  return { graph: graphOf(graph.nodeCount, from, to), edges };
}

/** 0, 1, … without the bound. */
export function numbersUpTo(bound: number): Int32Array {
  const numbers = new Int32Array(bound);
  for (let number = 0; number < bound; number++) numbers[number] = number;
  return numbers;
}

// ---- distance

/** Edges on a shortest way from the nearest root; -1 where no way leads. O(n + m). */
export function depths(graph: Graph, roots: Iterable<number>): Int32Array {
  const depth = new Int32Array(graph.nodeCount).fill(-1);
  const queue = new Int32Array(graph.nodeCount);
  let end = 0;
  const visit = (node: number, distance: number): void => {
    if (depth[node] !== -1) return;
    depth[node] = distance;
    queue[end++] = node;
  };
  for (const root of roots) visit(root, 0);
  for (let begin = 0; begin < end; begin++) {
    const node = queue[begin] ?? 0;
    const distance = (depth[node] ?? 0) + 1;
    const last = graph.outgoing.start[node + 1] ?? 0;
    for (let place = graph.outgoing.start[node] ?? 0; place < last; place++) {
      visit(graph.to[graph.outgoing.items[place] ?? 0] ?? 0, distance);
    }
  }
  return depth;
}

/**
 * The nodes of a shortest way, both ends included; of several the one by the earliest edges. At least one
 * edge long when both ends are the same. Empty where no way leads. `isAllowed` may keep edges out. O(n + m).
 */
export function shortestWay(graph: Graph, from: number, to: number, isAllowed: (edge: number) => boolean): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [from];
  for (let begin = 0; begin < queue.length && !cameFrom.has(to); begin++) {
    const node = queue[begin] ?? 0;
    for (const edge of groupOf(graph.outgoing, node)) {
      const target = graph.to[edge] ?? 0;
      if (!isAllowed(edge) || cameFrom.has(target) || (target === from && target !== to)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return cameFrom.has(to) ? walkBack(cameFrom, from, to) : [];
}

function walkBack(cameFrom: ReadonlyMap<number, number>, from: number, to: number): number[] {
  const way = [to];
  let node = to;
  do {
    node = cameFrom.get(node) ?? from;
    way.push(node);
  } while (node !== from);
  return way.reverse();
}

// ---- order

/**
 * Every node after all nodes that lead to it (Kahn 1962), first come first served, beginning in source
 * order. Nodes on cycles and behind them are missing. O(n + m).
 */
export function topologicalOrder(graph: Graph): Int32Array {
  const missing = new Int32Array(graph.nodeCount);
  for (const target of graph.to) missing[target] = (missing[target] ?? 0) + 1;
  const order = new Int32Array(graph.nodeCount);
  let end = 0;
  for (let node = 0; node < graph.nodeCount; node++) if (missing[node] === 0) order[end++] = node;
  for (let begin = 0; begin < end; begin++) {
    const node = order[begin] ?? 0;
    const last = graph.outgoing.start[node + 1] ?? 0;
    for (let place = graph.outgoing.start[node] ?? 0; place < last; place++) {
      const target = graph.to[graph.outgoing.items[place] ?? 0] ?? 0;
      const left = (missing[target] ?? 0) - 1;
      missing[target] = left;
      if (left === 0) order[end++] = target;
    }
  }
  return order.subarray(0, end);
}

/** Where each item stands: the inverse of an order; -1 for what is not in it. */
export function positions(order: Int32Array, count: number): Int32Array {
  const position = new Int32Array(count).fill(-1);
  order.forEach((item, index) => {
    position[item] = index;
  });
  return position;
}

// ---- strongly connected components

export interface Components {
  readonly count: number;
  /** The component of each node. Edges between components lead from higher to lower numbers. */
  readonly of: Int32Array;
}

interface ComponentSearch {
  /** When a node was found, from 1; 0 before. */
  readonly found: Int32Array;
  /** The earliest node still open that it reaches. */
  readonly low: Int32Array;
  readonly next: Int32Array;
  /** Nodes on the way from the root of the search. */
  readonly path: number[];
  /** Nodes found whose component is not known yet. */
  readonly open: number[];
  readonly of: Int32Array;
  foundCount: number;
  count: number;
}

/** The part of a graph that a walk along its edges needs. */
export type Ahead = Pick<Graph, 'nodeCount' | 'to' | 'outgoing'>;

/** Tarjan 1972, with its own stack. O(n + m). */
export function components(graph: Ahead): Components {
  const search: ComponentSearch = {
    found: new Int32Array(graph.nodeCount),
    low: new Int32Array(graph.nodeCount),
    next: graph.outgoing.start.slice(),
    path: [],
    open: [],
    of: new Int32Array(graph.nodeCount).fill(-1),
    foundCount: 0,
    count: 0,
  };
  for (let root = 0; root < graph.nodeCount; root++) {
    if (search.found[root] !== 0) continue;
    enter(search, root);
    while (search.path.length > 0) advance(graph, search);
  }
  return { count: search.count, of: search.of };
}

function enter(search: ComponentSearch, node: number): void {
  search.foundCount++;
  search.found[node] = search.foundCount;
  search.low[node] = search.foundCount;
  search.path.push(node);
  search.open.push(node);
}

function advance(graph: Ahead, search: ComponentSearch): void {
  const node = search.path[search.path.length - 1] ?? 0;
  const place = search.next[node] ?? 0;
  if (place === graph.outgoing.start[node + 1]) {
    leave(search, node);
    return;
  }
  search.next[node] = place + 1;
  const target = graph.to[graph.outgoing.items[place] ?? 0] ?? 0;
  if (search.found[target] === 0) enter(search, target);
  else if (search.of[target] === -1) lower(search, node, search.found[target] ?? 0);
}

function leave(search: ComponentSearch, node: number): void {
  search.path.pop();
  const above = search.path[search.path.length - 1];
  if (above !== undefined) lower(search, above, search.low[node] ?? 0);
  if (search.low[node] !== search.found[node]) return;
  for (let member = -1; member !== node; ) {
    member = search.open.pop() ?? node;
    search.of[member] = search.count;
  }
  search.count++;
}

function lower(search: ComponentSearch, node: number, low: number): void {
  if (low < (search.low[node] ?? 0)) search.low[node] = low;
}

// ---- dominators

interface DominatorSearch {
  /** Nodes in the order of a depth-first search; everything below counts in this order. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly parent: Int32Array;
  readonly semi: Int32Array;
  readonly dominator: Int32Array;
  /** The forest of nodes already treated, with paths compressed; -1 outside. */
  readonly ancestor: Int32Array;
  readonly label: Int32Array;
}

/**
 * The immediate dominator of each node: the last other node that every way from the root passes. -1 for
 * the root and for nodes it does not reach; the order holds only reached nodes. Lengauer and Tarjan 1979,
 * the simple version. O(m log n).
 */
export function dominators(graph: Graph, root: number): Forest {
  const search = beginDominators(graph, root);
  const bucket = lists(search.order.length);
  for (let node = search.order.length - 1; node > 0; node--) {
    findSemi(graph, search, node);
    bucket.add(search.semi[node] ?? 0, node);
    const parent = search.parent[node] ?? 0;
    search.ancestor[node] = parent;
    bucket.drain(parent, (waiting) => {
      const best = evaluate(search, waiting);
      search.dominator[waiting] = (search.semi[best] ?? 0) < (search.semi[waiting] ?? 0) ? best : parent;
    });
  }
  return finishDominators(graph, search);
}

function beginDominators(graph: Graph, root: number): DominatorSearch {
  const { order, parentPlace } = depthFirst(graph, root);
  const each = numbersUpTo(order.length);
  return {
    order,
    place: positions(order, graph.nodeCount),
    parent: parentPlace,
    semi: each,
    dominator: new Int32Array(order.length).fill(-1),
    ancestor: new Int32Array(order.length).fill(-1),
    label: each.slice(),
  };
}

/** Reached nodes in preorder, and the place in it of the node each was reached from. */
function depthFirst(graph: Graph, root: number): { readonly order: Int32Array; readonly parentPlace: Int32Array } {
  const next = graph.outgoing.start.slice();
  const place = new Int32Array(graph.nodeCount).fill(-1);
  const order = new Int32Array(graph.nodeCount);
  const parentPlace = new Int32Array(graph.nodeCount).fill(-1);
  const path = [root];
  place[root] = 0;
  order[0] = root;
  let count = 1;
  for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
    const index = next[node] ?? 0;
    if (index === graph.outgoing.start[node + 1]) {
      path.pop();
      continue;
    }
    next[node] = index + 1;
    const target = graph.to[graph.outgoing.items[index] ?? 0] ?? 0;
    if (place[target] !== -1) continue;
    parentPlace[count] = place[node] ?? 0;
    place[target] = count;
    order[count++] = target;
    path.push(target);
  }
  return { order: order.subarray(0, count), parentPlace };
}

function findSemi(graph: Graph, search: DominatorSearch, node: number): void {
  for (const edge of groupOf(graph.incoming, search.order[node] ?? 0)) {
    const source = search.place[graph.from[edge] ?? 0] ?? -1;
    if (source === -1) continue;
    const candidate = search.semi[evaluate(search, source)] ?? 0;
    if (candidate < (search.semi[node] ?? 0)) search.semi[node] = candidate;
  }
}

/** The node with the smallest semidominator on the way up from `node` in the forest of treated nodes. */
function evaluate(search: DominatorSearch, node: number): number {
  const { ancestor, label, semi } = search;
  if (ancestor[node] === -1) return label[node] ?? 0;
  const way: number[] = [];
  for (let step = node; ancestor[ancestor[step] ?? 0] !== -1; step = ancestor[step] ?? 0) way.push(step);
  for (const step of way.reverse()) {
    const above = ancestor[step] ?? 0;
    if ((semi[label[above] ?? 0] ?? 0) < (semi[label[step] ?? 0] ?? 0)) label[step] = label[above] ?? 0;
    ancestor[step] = ancestor[above] ?? 0;
  }
  return label[node] ?? 0;
}

function finishDominators(graph: Graph, { order, semi, dominator }: DominatorSearch): Forest {
  const parent = new Int32Array(graph.nodeCount).fill(-1);
  for (let node = 1; node < order.length; node++) {
    const found = dominator[node] ?? 0;
    if (found !== semi[node]) dominator[node] = dominator[found] ?? 0;
    parent[order[node] ?? 0] = order[dominator[node] ?? 0] ?? -1;
  }
  return { parent, order };
}

interface Lists {
  readonly add: (list: number, item: number) => void;
  readonly drain: (list: number, take: (item: number) => void) => void;
}

/** Lists over the same small numbers, each number in one list at a time. */
function lists(count: number): Lists {
  const head = new Int32Array(count).fill(-1);
  const next = new Int32Array(count);
  const add = (list: number, item: number): void => {
    next[item] = head[list] ?? -1;
    head[list] = item;
  };
  const drain = (list: number, take: (item: number) => void): void => {
    for (let item = head[list] ?? -1; item !== -1; item = next[item] ?? -1) take(item);
    head[list] = -1;
  };
  return { add, drain };
}

// ---- forests

/** A walk over the forest, so that "is below" becomes two comparisons. Nodes outside the order get -1. O(n). */
export function spansOf({ parent, order }: Forest): Spans {
  const size = new Int32Array(parent.length);
  for (const node of order) size[node] = 1;
  for (let index = order.length - 1; index >= 0; index--) {
    const node = order[index] ?? 0;
    const above = parent[node] ?? -1;
    if (above !== -1) size[above] = (size[above] ?? 0) + (size[node] ?? 0);
  }
  return placeSpans(parent, order, size);
}

function placeSpans(parent: Int32Array, order: Int32Array, size: Int32Array): Spans {
  const first = new Int32Array(parent.length).fill(-1);
  const last = new Int32Array(parent.length).fill(-1);
  const next = new Int32Array(parent.length);
  let nextRoot = 0;
  for (const node of order) {
    const above = parent[node] ?? -1;
    const place = above === -1 ? nextRoot : (next[above] ?? 0);
    const end = place + (size[node] ?? 0);
    if (above === -1) nextRoot = end;
    else next[above] = end;
    first[node] = place;
    last[node] = end - 1;
    next[node] = place + 1;
  }
  return { first, last };
}

/** Whether `node` is `above` or stands below it. */
export function isWithin({ first, last }: Spans, above: number, node: number): boolean {
  const place = first[node] ?? -1;
  return place !== -1 && place >= (first[above] ?? 0) && place <= (last[above] ?? -1);
}

// ---- reachability

/** Whether a way leads from one node to another; every node reaches itself. */
export type Reaches = (from: number, to: number) => boolean;

/** What a depth-first search over an acyclic graph leaves behind. */
interface Labels {
  /** A spanning forest: below means reached. */
  readonly tree: Spans;
  /** When a node was finished, and the earliest finish among all it reaches: outside means not reached. */
  readonly finish: Int32Array;
  readonly earliest: Int32Array;
}

/**
 * An index over an **acyclic** graph, in memory for six numbers a node and none for a pair. Most questions
 * are answered by two labelings (intervals in the manner of GRAIL, Yıldırım and others 2010, and a spanning
 * tree for the positive cases); the rest by a search that the labels keep narrow. Building is O(n + m),
 * a question O(1) as a rule and O(m) at worst.
 */
export function reachability(graph: Graph): Reaches {
  const order = topologicalOrder(graph);
  const position = positions(order, graph.nodeCount);
  const there = label(graph, false);
  const back = label(graph, true);
  const seen = new Int32Array(graph.nodeCount);
  const search: NarrowSearch = { graph, seen, round: 0, answer: (from, to) => answer(position, there, back, from, to) };
  return (from, to) => search.answer(from, to) ?? findNarrow(search, from, to);
}

/** What the labels alone can say. */
function answer(position: Int32Array, there: Labels, back: Labels, from: number, to: number): boolean | undefined {
  if (from === to) return true;
  if ((position[from] ?? 0) >= (position[to] ?? 0)) return false;
  if (isWithin(there.tree, from, to)) return true;
  return mayReach(there, from, to) && mayReach(back, from, to) ? undefined : false;
}

function mayReach({ finish, earliest }: Labels, from: number, to: number): boolean {
  return (earliest[from] ?? 0) <= (earliest[to] ?? 0) && (finish[to] ?? 0) <= (finish[from] ?? 0);
}

interface NarrowSearch {
  readonly graph: Graph;
  /** In which round a node was last looked at. */
  readonly seen: Int32Array;
  round: number;
  readonly answer: (from: number, to: number) => boolean | undefined;
}

function findNarrow(search: NarrowSearch, from: number, to: number): boolean {
  const { graph, seen } = search;
  const round = ++search.round;
  const stack = [from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const edge of groupOf(graph.outgoing, node)) {
      const target = graph.to[edge] ?? 0;
      if (seen[target] === round) continue;
      seen[target] = round;
      const known = search.answer(target, to);
      if (known === true) return true;
      if (known === undefined) stack.push(target);
    }
  }
  return false;
}

interface LabelSearch {
  readonly graph: Graph;
  readonly isReversed: boolean;
  readonly path: number[];
  /** How many ways out of a node have been looked at. */
  readonly next: Int32Array;
  readonly parent: Int32Array;
  readonly finished: Int32Array;
  readonly finish: Int32Array;
  readonly earliest: Int32Array;
  finishedCount: number;
}

/** A second labeling that takes ways out from last to first contradicts other pairs than the first one. */
function label(graph: Graph, isReversed: boolean): Labels {
  const numbers = (): Int32Array => new Int32Array(graph.nodeCount);
  const search: LabelSearch = {
    graph,
    isReversed,
    path: [],
    next: numbers(),
    parent: numbers().fill(-1),
    finished: numbers(),
    finish: numbers().fill(-1),
    earliest: numbers(),
    finishedCount: 0,
  };
  const sources = sourcesOf(graph);
  if (isReversed) sources.reverse();
  for (const root of sources) walk(search, root);
  return {
    tree: spansOf({ parent: search.parent, order: search.finished.reverse() }),
    finish: search.finish,
    earliest: search.earliest,
  };
}

/** Nodes without a way in. */
function sourcesOf({ nodeCount, incoming }: Graph): number[] {
  const all = Array.from({ length: nodeCount }, (_, node) => node);
  return all.filter((node) => incoming.start[node] === incoming.start[node + 1]);
}

function walk(search: LabelSearch, root: number): void {
  const { graph, path, next, parent, finish } = search;
  path.push(root);
  for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
    const index = next[node] ?? 0;
    next[node] = index + 1;
    const begin = graph.outgoing.start[node] ?? 0;
    const end = graph.outgoing.start[node + 1] ?? 0;
    if (index === end - begin) {
      finishNode(search, node);
      continue;
    }
    const place = search.isReversed ? end - 1 - index : begin + index;
    const target = graph.to[graph.outgoing.items[place] ?? 0] ?? 0;
    if (finish[target] !== -1) continue;
    parent[target] = node;
    path.push(target);
  }
}

function finishNode(search: LabelSearch, node: number): void {
  const { graph, earliest } = search;
  const when = search.finishedCount++;
  search.path.pop();
  search.finish[node] = when;
  search.finished[when] = node;
  let least = when;
  const end = graph.outgoing.start[node + 1] ?? 0;
  for (let place = graph.outgoing.start[node] ?? 0; place < end; place++) {
    const other = earliest[graph.to[graph.outgoing.items[place] ?? 0] ?? 0] ?? 0;
    if (other < least) least = other;
  }
  earliest[node] = least;
}
