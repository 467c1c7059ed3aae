// Flows for layout tests: a line reader for canonical flow text, and a seeded generator.

import type { Edge, Flow, Lane, Loop, LoopId, Node, Shape, Side } from '../../src/graph/graph.ts';

const nowhere = { start: 0, end: 0 };

interface Making {
  title: string;
  readonly lanes: Lane[];
  readonly nodes: Map<string, Node>;
  readonly edges: Edge[];
  readonly loops: Loop[];
}

/** Reads what the formatter writes, one statement a line; anything else is the title or skipped. */
export function flowOf(text: string): Flow {
  const making: Making = { title: '', lanes: [], nodes: new Map(), edges: [], loops: [] };
  let lane = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const header = /^(\S+) \{(?: # (.*))?$/.exec(line);
    if (header !== null) {
      lane = header[1] ?? '';
      making.lanes.push({ id: lane, label: header[2] ?? lane, nodes: [], span: nowhere });
    } else if (line.startsWith('}')) lane = '';
    else if (lane === '') making.title ||= line.replace(/^# /, '');
    else readStatement(line, lane, making);
  }
  const lanes = making.lanes.map((l) => ({
    ...l,
    nodes: [...making.nodes.values()].filter((n) => n.lane === l.id).map((n) => n.id),
  }));
  const edges = making.edges.filter((edge) => making.nodes.has(edge.from.node) && making.nodes.has(edge.to.node));
  return { title: making.title, description: undefined, lanes, nodes: making.nodes, edges, loops: making.loops };
}

function readStatement(line: string, lane: string, making: Making): void {
  const node = /^(\w+): (\w+)(.*)$/.exec(line);
  const loop = /^loop \[(.*?)\] (.*)$/.exec(line);
  const edge = /^(\S+) -> (\S+)(?: \[label="(.*)"\])?$/.exec(line);
  if (loop !== null) readLoop(loop, making);
  else if (node !== null) readNode(node, lane, making);
  else if (edge !== null) readEdge(edge, making);
}

function readNode([, id = '', shape = '', rest = '']: RegExpExecArray, lane: string, making: Making): void {
  const attributes = new Map([...rest.matchAll(/(\w+):"([^"]*)"/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
  // The generator and the pages below write known shapes only.
  making.nodes.set(id, {
    id,
    lane,
    shape: shape as Shape,
    label: attributes.get('label') ?? id,
    attributes,
    span: nowhere,
  });
}

function readLoop([, condition = '', members = '']: RegExpExecArray, making: Making): void {
  const id: LoopId = `loop${making.loops.length + 1}`;
  making.loops.push({ id, condition, members: members.split(' ').map((m) => m.split('.').at(-1) ?? m), span: nowhere });
}

function readEdge([, from = '', to = '', label]: RegExpExecArray, making: Making): void {
  const id = `e${making.edges.length + 1}`;
  making.edges.push({ id, from: readPort(from), to: readPort(to), label, span: nowhere });
}

function readPort(text: string): Edge['from'] {
  const side = /\.handle\((\w+)\)$/.exec(text);
  const name =
    text
      .replace(/\.handle\(\w+\)$/, '')
      .split('.')
      .at(-1) ?? text;
  return { node: name, side: side === null ? undefined : (side[1] as Side) };
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'check order invoice customer review send payment record approve notify archive update ticket stock plan release token audit draft label'.split(
    ' ',
  );

export interface FlowShape {
  readonly nodes: number;
  readonly lanes: number;
  /** Share of edges whose sides are written at random instead of fitting the step. */
  readonly wild?: number;
}

/** A process-like flow: a main path that hops between lanes, decisions with branches and ways back, some extras. */
export function randomFlow(seed: number, { nodes, lanes, wild = 0.12 }: FlowShape): string {
  const next = random(seed * 7919 + nodes * 31 + lanes);
  const pick = (count: number): number => Math.floor(next() * count);
  const phrase = (most: number): string =>
    Array.from({ length: 1 + pick(most) }, () => words[pick(words.length)] ?? '').join(' ');
  const laneOf: number[] = [];
  const shapeOf: Shape[] = [];
  let lane = pick(lanes);
  for (let n = 0; n < nodes; n++) {
    if (n > 0 && next() < 0.35)
      lane = next() < 0.8 ? Math.min(lanes - 1, Math.max(0, lane + (next() < 0.5 ? -1 : 1))) : pick(lanes);
    laneOf.push(lane);
    shapeOf.push(
      n === 0 || n === nodes - 1 ? 'circle' : next() < 0.17 ? 'diamond' : next() < 0.06 ? 'taskbox' : 'rectangle',
    );
  }
  const edges: string[][] = Array.from({ length: nodes }, () => []);
  const name = (from: number, to: number): string =>
    laneOf[from] === laneOf[to] ? `n${to + 1}` : `L${laneOf[to]}.n${to + 1}`;
  const sidePair = (from: number, to: number): readonly [Side, Side] | undefined => {
    const all: readonly Side[] = ['right', 'bottom', 'left', 'top'];
    if (next() < wild) return [all[pick(4)] ?? 'right', all[pick(4)] ?? 'left'];
    if (next() < 0.08) return undefined;
    const step = (laneOf[to] ?? 0) - (laneOf[from] ?? 0);
    if (step !== 0) return next() < 0.75 ? (step > 0 ? ['bottom', 'top'] : ['top', 'bottom']) : ['right', 'left'];
    return from < to ? ['right', 'left'] : next() < 0.5 ? ['top', 'top'] : ['bottom', 'bottom'];
  };
  const connect = (
    from: number,
    to: number,
    label?: string,
    sides: readonly [Side, Side] | undefined = sidePair(from, to),
  ): void => {
    const [a, b] = sides === undefined ? ['', ''] : [`.handle(${sides[0]})`, `.handle(${sides[1]})`];
    edges[from]?.push(`n${from + 1}${a} -> ${name(from, to)}${b}${label === undefined ? '' : ` [label="${label}"]`}`);
  };
  for (let n = 0; n + 1 < nodes; n++) {
    const isDecision = shapeOf[n] === 'diamond';
    connect(n, n + 1, isDecision ? 'Yes' : next() < 0.3 ? phrase(3) : undefined);
    if (!isDecision) continue;
    const isBack = next() < 0.4;
    const target = isBack ? Math.max(0, n - 1 - pick(6)) : Math.min(nodes - 1, n + 2 + pick(4));
    if (target === n + 1 || target === n) continue;
    const down = (laneOf[target] ?? 0) >= (laneOf[n] ?? 0);
    const sides: readonly [Side, Side] =
      laneOf[target] === laneOf[n]
        ? isBack
          ? ['bottom', 'bottom']
          : ['bottom', 'top']
        : down
          ? ['bottom', 'top']
          : ['top', 'bottom'];
    connect(n, target, 'No', next() < 0.75 ? sides : undefined);
  }
  for (let extra = pick(1 + Math.floor(nodes / 10)); extra > 0; extra--) {
    const [from, to] = [pick(nodes), pick(nodes)];
    connect(from, to, next() < 0.5 ? phrase(2) : undefined);
  }
  const loopLine =
    next() < 0.4 && nodes > 5
      ? [pick(nodes - 3)].map(
          (s) => `  loop [until ${phrase(2)}] n${s + 1} n${s + 2}${next() < 0.5 ? ` n${s + 3}` : ''}`,
        )
      : [];
  return laneText({
    lanes,
    laneOf,
    edges,
    loopLine,
    nodeLine: (n) =>
      `  n${n + 1}: ${shapeOf[n]} label:"${n === 0 ? 'Start' : n === nodes - 1 ? 'End' : shapeOf[n] === 'diamond' ? `${words[pick(words.length)]}?` : phrase(4)}"`,
  });
}

interface Lines {
  readonly lanes: number;
  readonly laneOf: readonly number[];
  readonly edges: readonly (readonly string[])[];
  readonly loopLine: readonly string[];
  readonly nodeLine: (node: number) => string;
}

function laneText({ lanes, laneOf, edges, loopLine, nodeLine }: Lines): string {
  const lines: string[] = ['Generated flow'];
  for (let lane = 0; lane < lanes; lane++) {
    lines.push(`L${lane} { # Lane ${lane}`);
    laneOf.forEach((l, n) => {
      if (l === lane) lines.push(nodeLine(n));
    });
    laneOf.forEach((l, n) => {
      if (l === lane) for (const edge of edges[n] ?? []) lines.push(`  ${edge}`);
    });
    if (lane === 0) lines.push(...loopLine);
    lines.push('}');
  }
  return lines.join('\n');
}
