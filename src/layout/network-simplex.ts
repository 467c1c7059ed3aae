// Network simplex for layering: Gansner, Koutsofios, North, Vo, "A technique for drawing directed
// graphs", 1993, section 2. Finds integer ranks that keep every minimal length and make the weighted
// sum of lengths smallest.

import { at } from './at.ts';

/** rank(to) − rank(from) ≥ gap; every unit beyond costs `weight`. */
export interface Constraint {
  readonly from: number;
  readonly to: number;
  readonly gap: number;
  readonly weight: number;
}

/** Ranks from 0. The constraints must not contain a cycle. */
export function networkSimplex(nodes: number, constraints: readonly Constraint[]): Int32Array {
  const edges = [...constraints, ...rootEdges(nodes, constraints)];
  return normalized(improve(nodes, edges, earliestRanks(nodes + 1, edges)));
}

/** The same from ranks that keep the constraints already, for constraints that hold together without help. */
export function improveRanks(nodes: number, constraints: readonly Constraint[], start: Int32Array): Int32Array {
  const least = start.reduce((a, b) => Math.min(a, b), 0);
  const ranks = new Int32Array(nodes + 1);
  ranks.set(start);
  ranks[nodes] = least;
  return improve(nodes, [...constraints, ...rootEdges(nodes, constraints)], ranks);
}

const mostRounds = 4000;

function improve(nodes: number, edges: readonly Constraint[], ranks: Int32Array): Int32Array {
  const tree = growTightTree(nodes + 1, edges, ranks);
  labelTree(tree, nodes);
  computeCutValues(tree);
  for (let round = 0; round < mostRounds; round++) {
    const leaving = leavingEdge(tree);
    if (leaving < 0) break;
    exchange(tree, leaving);
  }
  return ranks.subarray(0, nodes);
}

/** Ranks as small as the constraints allow: longest paths in topological order. */
export function earliestRanks(nodes: number, edges: readonly Constraint[]): Int32Array {
  const { starts, list } = adjacency(nodes, edges, (edge) => edge.from);
  const waiting = new Int32Array(nodes);
  for (const edge of edges) waiting[edge.to] = at(waiting, edge.to) + 1;
  const ranks = new Int32Array(nodes);
  const queue: number[] = [];
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) queue.push(node);
  for (let head = 0; head < queue.length; head++) {
    const node = at(queue, head);
    for (let k = at(starts, node); k < at(starts, node + 1); k++) {
      const edge = at(edges, at(list, k));
      ranks[edge.to] = Math.max(at(ranks, edge.to), at(ranks, node) + edge.gap);
      const left = at(waiting, edge.to) - 1;
      waiting[edge.to] = left;
      if (left === 0) queue.push(edge.to);
    }
  }
  return ranks;
}

/** Edge indices grouped by one of their ends. */
function adjacency(
  nodes: number,
  edges: readonly Constraint[],
  endOf: (edge: Constraint) => number,
): { starts: Int32Array; list: Int32Array } {
  const starts = new Int32Array(nodes + 1);
  for (const edge of edges) starts[endOf(edge) + 1] = at(starts, endOf(edge) + 1) + 1;
  for (let node = 0; node < nodes; node++) starts[node + 1] = at(starts, node + 1) + at(starts, node);
  const next = starts.slice();
  const list = new Int32Array(edges.length);
  edges.forEach((edge, index) => {
    const place = at(next, endOf(edge));
    list[place] = index;
    next[endOf(edge)] = place + 1;
  });
  return { starts, list };
}

/** An invisible root in front of the nodes without predecessors keeps the graph in one piece. */
function rootEdges(nodes: number, constraints: readonly Constraint[]): readonly Constraint[] {
  const hasPredecessor = new Uint8Array(nodes);
  for (const constraint of constraints) hasPredecessor[constraint.to] = 1;
  const edges: Constraint[] = [];
  for (let node = 0; node < nodes; node++) {
    if (hasPredecessor[node] === 0) edges.push({ from: nodes, to: node, gap: 0, weight: 0 });
  }
  return edges;
}

interface Tree {
  readonly edges: readonly Constraint[];
  readonly ranks: Int32Array;
  readonly incident: { readonly starts: Int32Array; readonly list: Int32Array };
  /** Edge indices; the position is the tree edge's number. */
  readonly treeEdges: Int32Array;
  /** By edge: its position in `treeEdges`, or −1. */
  readonly place: Int32Array;
  readonly cut: Float64Array;
  /** Postorder numbers: the subtree of a node is low..lim. */
  readonly low: Int32Array;
  readonly lim: Int32Array;
  readonly parent: Int32Array;
  /** By node: the tree edge to its parent. */
  readonly parentEdge: Int32Array;
  readonly order: Int32Array;
}

function slackOf(edge: Constraint, ranks: Int32Array): number {
  return at(ranks, edge.to) - at(ranks, edge.from) - edge.gap;
}

/** Grows a spanning tree of tight edges, shifting the tree by the least slack where it stops. */
function growTightTree(nodes: number, edges: readonly Constraint[], ranks: Int32Array): Tree {
  const incident = incidence(nodes, edges);
  const place = new Int32Array(edges.length).fill(-1);
  const treeEdges: number[] = [];
  const inTree = new Uint8Array(nodes);
  const members = [nodes - 1];
  inTree[nodes - 1] = 1;
  for (let head = 0; members.length < nodes; ) {
    head = absorbTight(head);
    if (members.length === nodes) break;
    const best = leastSlack();
    const edge = at(edges, best);
    const shift = inTree[edge.to] === 1 ? -slackOf(edge, ranks) : slackOf(edge, ranks);
    for (const member of members) ranks[member] = at(ranks, member) + shift;
    head = 0;
  }
  return emptyTree(nodes, edges, ranks, incident, Int32Array.from(treeEdges), place);

  function absorbTight(from: number): number {
    let head = from;
    for (; head < members.length; head++) {
      const node = at(members, head);
      for (let k = at(incident.starts, node); k < at(incident.starts, node + 1); k++) {
        const index = at(incident.list, k);
        const edge = at(edges, index);
        const other = edge.from === node ? edge.to : edge.from;
        if (inTree[other] === 1 || slackOf(edge, ranks) !== 0) continue;
        inTree[other] = 1;
        members.push(other);
        place[index] = treeEdges.length;
        treeEdges.push(index);
      }
    }
    return head;
  }

  function leastSlack(): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    edges.forEach((edge, index) => {
      if (inTree[edge.from] === inTree[edge.to]) return;
      const slack = slackOf(edge, ranks);
      if (slack < least) [best, least] = [index, slack];
    });
    return best;
  }
}

function incidence(nodes: number, edges: readonly Constraint[]): { starts: Int32Array; list: Int32Array } {
  const starts = new Int32Array(nodes + 1);
  for (const edge of edges) {
    starts[edge.from + 1] = at(starts, edge.from + 1) + 1;
    starts[edge.to + 1] = at(starts, edge.to + 1) + 1;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1] = at(starts, node + 1) + at(starts, node);
  const next = starts.slice();
  const list = new Int32Array(2 * edges.length);
  const put = (node: number, index: number): void => {
    list[at(next, node)] = index;
    next[node] = at(next, node) + 1;
  };
  edges.forEach((edge, index) => {
    put(edge.from, index);
    put(edge.to, index);
  });
  return { starts, list };
}

function emptyTree(
  nodes: number,
  edges: readonly Constraint[],
  ranks: Int32Array,
  incident: Tree['incident'],
  treeEdges: Int32Array,
  place: Int32Array,
): Tree {
  return {
    edges,
    ranks,
    incident,
    treeEdges,
    place,
    cut: new Float64Array(treeEdges.length),
    low: new Int32Array(nodes),
    lim: new Int32Array(nodes),
    parent: new Int32Array(nodes).fill(-1),
    parentEdge: new Int32Array(nodes).fill(-1),
    order: new Int32Array(nodes),
  };
}

/** Numbers the tree below `start` in postorder, keeping the numbers of the rest. */
function labelTree(tree: Tree, start: number, firstNumber: number = 0): void {
  const { edges, incident, place, low, lim, parent, parentEdge, order } = tree;
  let number = firstNumber;
  const stack = [start];
  const cursor = [at(incident.starts, start)];
  low[start] = number;
  while (stack.length > 0) {
    const depth = stack.length - 1;
    const node = at(stack, depth);
    const k = at(cursor, depth);
    if (k === at(incident.starts, node + 1)) {
      lim[node] = number;
      order[number++] = node;
      stack.pop();
      cursor.pop();
      continue;
    }
    cursor[depth] = k + 1;
    const index = at(incident.list, k);
    if (at(place, index) < 0 || index === parentEdge[node]) continue;
    const edge = at(edges, index);
    const child = edge.from === node ? edge.to : edge.from;
    parent[child] = node;
    parentEdge[child] = index;
    low[child] = number;
    stack.push(child);
    cursor.push(at(incident.starts, child));
  }
}

/** Cut values from the leaves up: each needs only the edges at one node and the cut values below it. */
function computeCutValues(tree: Tree): void {
  for (let k = 0; k < tree.order.length - 1; k++) updateCut(tree, at(tree.order, k));
}

function updateCut(tree: Tree, node: number): void {
  const { edges, incident, place, cut, parentEdge } = tree;
  const own = at(parentEdge, node);
  const pointsUp = at(edges, own).from === node;
  let value = 0;
  for (let k = at(incident.starts, node); k < at(incident.starts, node + 1); k++) {
    const index = at(incident.list, k);
    const edge = at(edges, index);
    // In the direction of the tree edge counts as plus.
    const sign = (edge.from === node) === pointsUp ? 1 : -1;
    value += sign * edge.weight;
    const number = at(place, index);
    if (number < 0 || index === own) continue;
    // A child's cut value carries what leaves its subtree, in the child edge's own direction.
    value -= sign * at(cut, number);
  }
  cut[at(place, own)] = value;
}

function leavingEdge(tree: Tree): number {
  let best = -1;
  let least = -1e-9;
  for (let k = 0; k < tree.cut.length; k++) {
    const value = at(tree.cut, k);
    if (value < least) [best, least] = [k, value];
  }
  return best;
}

function exchange(tree: Tree, leaving: number): void {
  const { edges, treeEdges, place, ranks, low, lim } = tree;
  const leavingIndex = at(treeEdges, leaving);
  const edge = at(edges, leavingIndex);
  const tail = tree.parentEdge[edge.from] === leavingIndex ? edge.from : edge.to;
  const entering = enteringEdge(tree, tail, tail === edge.from);
  if (entering < 0) {
    tree.cut[leaving] = 0;
    return;
  }
  const slack = slackOf(at(edges, entering), ranks);
  const shift = tail === edge.from ? -slack : slack;
  for (let k = at(low, tail); k <= at(lim, tail); k++) {
    const node = at(tree.order, k);
    ranks[node] = at(ranks, node) + shift;
  }
  const ancestor = commonAncestor(tree, at(edges, entering));
  const path = [...pathUp(tree, at(edges, entering).from, ancestor), ...pathUp(tree, at(edges, entering).to, ancestor)];
  place[leavingIndex] = -1;
  treeEdges[leaving] = entering;
  place[entering] = leaving;
  labelTree(tree, ancestor, at(tree.low, ancestor));
  // Only the cut values on the cycle through both edges change; children before parents.
  const touched = path.sort((a, b) => at(lim, a) - at(lim, b));
  for (const node of touched) updateCut(tree, node);
}

function commonAncestor({ low, lim, parent }: Tree, { from, to }: Constraint): number {
  let node = from;
  while (at(low, node) > at(lim, to) || at(lim, node) < at(lim, to)) node = at(parent, node);
  return node;
}

function pathUp({ parent }: Tree, node: number, ancestor: number): readonly number[] {
  const path: number[] = [];
  for (let step = node; step !== ancestor; step = at(parent, step)) path.push(step);
  return path;
}

/**
 * The edge of least slack that crosses the cut the other way round. `tailBelow`: the leaving edge starts
 * in the subtree, so the entering edge must end there.
 */
function enteringEdge(
  { edges, incident, place, ranks, low, lim, order }: Tree,
  tail: number,
  tailBelow: boolean,
): number {
  const [lowest, highest] = [at(low, tail), at(lim, tail)];
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let n = lowest; n <= highest; n++) {
    const node = at(order, n);
    for (let k = at(incident.starts, node); k < at(incident.starts, node + 1); k++) {
      const index = at(incident.list, k);
      const edge = at(edges, index);
      if (at(place, index) >= 0) continue;
      if ((tailBelow ? edge.to : edge.from) !== node) continue;
      const other = at(lim, tailBelow ? edge.from : edge.to);
      if (other >= lowest && other <= highest) continue;
      const slack = slackOf(edge, ranks);
      if (slack < least || (slack === least && index < best)) [best, least] = [index, slack];
    }
  }
  return best;
}

function normalized(ranks: Int32Array): Int32Array {
  let least = Number.POSITIVE_INFINITY;
  for (const rank of ranks) least = Math.min(least, rank);
  return ranks.map((rank) => rank - (Number.isFinite(least) ? least : 0));
}
