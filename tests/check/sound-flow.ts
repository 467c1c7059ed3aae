/*
 * Flows about which there is nothing to say: one start, ends as circles, decisions with labels, branches that come
 * together again, loops that are declared with all their nodes and have a way to give up where they have a limit.
 * They are built from blocks that have one node to come in by and one to leave by, nested in each other.
 */

/** The text of a sound flow: the same for the same seed. About `size` nodes, and some more. */
export function soundFlow(seed: number, size = 12): string {
  const builder = beginFlow(seed, size);
  const start = addNode(builder, 'circle', 'Request');
  const body = addBlock(builder, { mayEnd: true, depth: 0 });
  const end = addNode(builder, 'circle', 'Done');
  addEdge(builder, start, body.first);
  addEdge(builder, body.last, end);
  return textOf(builder);
}

interface Builder {
  readonly random: () => number;
  readonly lanes: readonly string[];
  readonly nodes: { readonly id: string; readonly lane: string; readonly text: string }[];
  readonly edges: { readonly from: number; readonly to: number; readonly label: string | undefined }[];
  readonly loops: { readonly condition: string; readonly members: readonly number[] }[];
  nodesLeft: number;
}

/** Nodes as numbers. `nodes`: all that lead from the first to the last. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly nodes: readonly number[];
}

interface Place {
  /** Whether a way may lead to an end of its own; not inside a fork, where the other branches would go on. */
  readonly mayEnd: boolean;
  readonly depth: number;
}

const answerPairs: readonly (readonly [string, string])[] = [
  ['Yes', 'No'],
  ['Approved', 'Rejected'],
  ['In stock', 'Sold out'],
  ['Card', 'Cash'],
];
const branchLabels = ['Order', 'Invoice', 'Notice', undefined, undefined];
const openConditions = ['until it fits', 'retry until valid', 'while something is missing'];
const limits = ['up to 3 attempts', 'retry up to 2 times', 'at most 4 until valid'];
const deepest = 5;

function beginFlow(seed: number, size: number): Builder {
  const random = numbers(seed);
  const lanes = ['Desk', 'Office', 'Store'].slice(0, 1 + Math.floor(random() * 3));
  return { random, lanes, nodes: [], edges: [], loops: [], nodesLeft: size };
}

function below(builder: Builder, limit: number): number {
  return Math.floor(builder.random() * limit);
}

function pick<T>(builder: Builder, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[below(builder, items.length)];
  if (item === undefined && items.length === 0) throw new Error('nothing to pick from');
  return item as T; // within the bounds of the list
}

function addNode(builder: Builder, shape: string, label: string): number {
  const number = builder.nodes.length + 1;
  const question = shape === 'diamond' ? '?' : '';
  const text = `n${number}: ${shape} label:"${label} ${number}${question}"`;
  builder.nodes.push({ id: `n${number}`, lane: pick(builder, builder.lanes), text });
  builder.nodesLeft--;
  return number - 1;
}

function addEdge(builder: Builder, from: number, to: number, label?: string): void {
  builder.edges.push({ from, to, label });
}

// ---- blocks

function addBlock(builder: Builder, place: Place): Block {
  const kinds = [addStep, addRow, addRow, addChoice, addFork, addLoop];
  if (builder.nodesLeft <= 0 || place.depth >= deepest) return addStep(builder);
  return pick(builder, kinds)(builder, { ...place, depth: place.depth + 1 });
}

function addStep(builder: Builder): Block {
  const node = addNode(builder, 'rectangle', 'Do work');
  return { first: node, last: node, nodes: [node] };
}

function addRow(builder: Builder, place: Place): Block {
  return joined(builder, addBlock(builder, place), addBlock(builder, place));
}

function joined(builder: Builder, one: Block, other: Block): Block {
  addEdge(builder, one.last, other.first);
  return { first: one.first, last: other.last, nodes: [...one.nodes, ...other.nodes] };
}

/** One way may lead past, or to an end of its own. */
function addChoice(builder: Builder, place: Place): Block {
  const first = addNode(builder, 'diamond', 'Does it fit');
  const [one, other] = pick(builder, answerPairs);
  const main = addBlock(builder, place);
  addEdge(builder, first, main.first, one);
  const last = addNode(builder, 'rectangle', 'Go on');
  addEdge(builder, main.last, last);
  const kind = below(builder, place.mayEnd ? 3 : 2);
  if (kind === 0) addEdge(builder, first, last, other);
  if (kind === 2) addGiveUp(builder, first, other);
  const side = kind === 1 ? addBlock(builder, place) : undefined;
  if (side !== undefined) addEdge(builder, first, side.first, other);
  if (side !== undefined) addEdge(builder, side.last, last);
  return { first, last, nodes: [first, ...main.nodes, ...(side?.nodes ?? []), last] };
}

function addGiveUp(builder: Builder, from: number, label: string): void {
  const step = addNode(builder, 'rectangle', 'Give up');
  const end = addNode(builder, 'circle', 'Ended early');
  addEdge(builder, from, step, label);
  addEdge(builder, step, end);
}

function addFork(builder: Builder, place: Place): Block {
  const first = addNode(builder, 'rectangle', 'Hand out');
  const last = addNode(builder, 'rectangle', 'Bring together');
  const branches = Array.from({ length: 2 + below(builder, 2) }, () => addBlock(builder, { ...place, mayEnd: false }));
  for (const branch of branches) {
    addEdge(builder, first, branch.first, pick(builder, branchLabels));
    addEdge(builder, branch.last, last);
  }
  return { first, last, nodes: [first, ...branches.flatMap(({ nodes }) => nodes), last] };
}

/** With a limit where there is a way to give up. */
function addLoop(builder: Builder, place: Place): Block {
  const head = addStep(builder);
  const body = joined(builder, head, addBlock(builder, place));
  const check = addNode(builder, 'diamond', 'Is it good');
  const after = addNode(builder, 'rectangle', 'Keep it');
  addEdge(builder, body.last, check);
  addEdge(builder, check, after, 'Yes');
  const isLimited = place.mayEnd && below(builder, 2) === 0;
  const back = isLimited ? addTriesLeft(builder, check) : addRepair(builder, check, place);
  addEdge(builder, back.last, head.first, isLimited ? 'Yes' : back.last === check ? 'No' : undefined);
  const members = [...new Set([...body.nodes, check, ...back.nodes])];
  builder.loops.push({ condition: pick(builder, isLimited ? limits : openConditions), members });
  return { first: head.first, last: after, nodes: [...members, after] };
}

function addTriesLeft(builder: Builder, check: number): Block {
  const tries = addNode(builder, 'diamond', 'Any tries left');
  addEdge(builder, check, tries, 'No');
  addGiveUp(builder, tries, 'No');
  return { first: tries, last: tries, nodes: [tries] };
}

function addRepair(builder: Builder, check: number, place: Place): Block {
  if (below(builder, 2) === 0) return { first: check, last: check, nodes: [] };
  const repair = addBlock(builder, place);
  addEdge(builder, check, repair.first, 'No');
  return repair;
}

// ---- text

function textOf(builder: Builder): string {
  const used = builder.lanes.filter((lane) => builder.nodes.some((node) => node.lane === lane));
  return ['# Sound', ...used.flatMap((lane) => laneLines(builder, lane)), ''].join('\n');
}

function laneLines({ nodes, edges, loops }: Builder, lane: string): string[] {
  const home = (node: number): string => nodes[node]?.lane ?? '';
  const name = (node: number): string => {
    return home(node) === lane ? `n${node + 1}` : `${home(node)}.n${node + 1}`;
  };
  const own = edges.filter(({ from }) => home(from) === lane);
  const ownLoops = loops.filter(({ members }) => home(members[0] ?? 0) === lane);
  return [
    `${lane} { # ${lane}`,
    ...nodes.filter((node) => node.lane === lane).map(({ text }) => `  ${text}`),
    ...own.map(
      ({ from, to, label }) => `  ${name(from)} -> ${name(to)}${label === undefined ? '' : ` [label="${label}"]`}`,
    ),
    ...ownLoops.map(({ condition, members }) => `  loop [${condition}] ${members.map(name).join(' ')}`),
    '}',
  ];
}

/** Numbers from 0 to 1, without 1 (a linear congruential generator; its high bits are good enough here). */
function numbers(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 4) / 2 ** 28;
  };
}
