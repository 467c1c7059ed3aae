import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from '../src/compile.ts';
import { placeCompiled } from '../src/draw.ts';
import type { Layout } from '../src/layout/layout.ts';
import { sourceOf } from '../src/source/source.ts';
import { hardFlows, smallFlows } from '../tests/layout/flow-sets.ts';
import { randomFlow } from '../tests/layout/make-flow.ts';
import { type Figures, figuresOf, hardGoals, measure, meets, smallGoals, total } from '../tests/layout/measures.ts';
import { brokenBands, brokenRules } from '../tests/layout/rules.ts';
import { byElk, elkGraph, loadElk, type RunElk } from './by-elk.ts';

/*
 * The measures of layout.md, section 2, beside their goals: how good drawings are, and what they cost in CPU time,
 * against elkjs and dot in the same run. `--quick` leaves out what takes long; `--cpu` and `--looks` print one half.
 */

// Bundled elsewhere before it runs, so this file's own place is in the arguments.
const root = join(dirname(process.argv[1] ?? ''), '..');
const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
const dotProgram = 'dot';
const childLimit = 120_000;

type Compiled = ReturnType<typeof compile>;

function compiled(text: string): Compiled {
  return compile(sourceOf('bench.flow', text));
}

function read(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

function seed(): Compiled {
  return compiled(read('tests', 'flows', 'seed.txt'));
}

/** A flow like those of the hard set, larger. */
function large(nodes: number): Compiled {
  return compiled(randomFlow(1, { nodes, lanes: 8 }));
}

async function printAll(): Promise<void> {
  const elk = await loadElk();
  if (!words.includes('--cpu')) await printLooks(elk);
  if (!words.includes('--looks')) await printCosts(elk);
}

// How drawings look.

interface FlowSet {
  readonly name: string;
  readonly goals: Figures;
  readonly flows: readonly Compiled[];
}

async function printLooks(elk: RunElk): Promise<void> {
  console.log('Drawings, at the default effort. In brackets the goal, ✗ where it is missed.\n');
  console.log(row(['flows', ...Object.values(columns).map(({ title }) => title), 'clean', 'violations', 'bands']));
  for (const set of flowSets()) {
    const own = set.flows.map((flow) => placeCompiled(flow));
    console.log(row([`${set.name} (${own.length})`, ...cells(own, set, true)]));
    const others = await Promise.all(own.map((layout) => byElk(layout, elk)));
    console.log(row(['  by elkjs', ...cells(others, set, false)]));
  }
  printSeed();
}

function flowSets(): readonly FlowSet[] {
  const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.flow'));
  const goalsOfSeed = { ...smallGoals, crossingsPerEdge: 0, bendsPerEdge: 8 / 18, straight: 0.83 };
  return [
    { name: 'seed', goals: goalsOfSeed, flows: [seed()] },
    { name: 'examples', goals: hardGoals, flows: examples.map((name) => compiled(read('examples', name))) },
    { name: 'small generated', goals: smallGoals, flows: smallFlows.map(compiled) },
    { name: 'hard generated', goals: hardGoals, flows: hardFlows.map(compiled) },
  ];
}

interface Column {
  readonly title: string;
  readonly show: (value: number) => string;
}

const columns: Readonly<Record<keyof Figures, Column>> = {
  crossingsPerEdge: { title: 'crossings/edge', show: (value) => value.toFixed(3) },
  bendsPerEdge: { title: 'bends/edge', show: (value) => value.toFixed(2) },
  straight: { title: 'straight', show: (value) => `${(100 * value).toFixed(0)} %` },
  lengthPerBound: { title: 'length/bound', show: (value) => value.toFixed(3) },
  areaPerNode: { title: 'area/node', show: (value) => `${(value / 1000).toFixed(1)}k` },
  worstDetour: { title: 'worst detour', show: (value) => value.toFixed(1) },
  mostBends: { title: 'most bends', show: (value) => value.toFixed(0) },
};

const figureNames = Object.keys(columns) as readonly (keyof Figures)[];

/** `isJudged`: beside the goals. */
function cells(layouts: readonly Layout[], { goals, flows }: FlowSet, isJudged: boolean): readonly string[] {
  const found = figuresOf(total(layouts.map(measure)));
  const broken = layouts.map((layout, index) => brokenRules(flows[index]?.flow ?? seed().flow, layout).length);
  const clean = broken.filter((count) => count === 0).length;
  const banded = layouts.filter((layout) => brokenBands(layout).length === 0).length;
  const figures = figureNames.map((name) => {
    const { show } = columns[name];
    if (!isJudged) return show(found[name]);
    return `${show(found[name])} (${show(goals[name])})${meets(goals, found, name) ? '' : ' ✗'}`;
  });
  const violations = broken.reduce((all, one) => all + one, 0);
  return [...figures, `${clean}/${layouts.length}`, String(violations), `${banded}/${layouts.length}`];
}

function printSeed(): void {
  const layout = placeCompiled(seed());
  const { width, height } = layout.size;
  const isMet = width <= 2100 && height <= 460;
  console.log(
    `\nThe seed is ${width.toFixed(0)} × ${height.toFixed(0)} px (2100 × 460)${isMet ? '' : ' ✗'}, with ${measure(layout).bends} bends (8).\n`,
  );
}

function row([name = '', ...others]: readonly string[]): string {
  return name.padEnd(22) + others.map((cell) => cell.padStart(19)).join('');
}

// What they cost.

interface Passes {
  readonly nodes: number;
  readonly goal?: number;
}

const passes: readonly Passes[] = [
  { nodes: 100, goal: 100 },
  { nodes: 500, goal: 600 },
  { nodes: 2_000, goal: 3_000 },
];
const longPasses: readonly Passes[] = [{ nodes: 5_000 }, { nodes: 10_000 }];

async function printCosts(elk: RunElk): Promise<void> {
  warmUp();
  console.log('CPU time in ms, user and system, warm. One pass (`fast`):');
  const flow = seed();
  const onSeed = costOf(flow);
  printCost('seed', onSeed, 10);
  const [ofHundred = 0] = passes.map(({ nodes, goal }) => printCost(`${nodes} nodes`, costOf(large(nodes)), goal));
  if (!isQuick) printLongPasses(ofHundred);
  const search = cpu(() => placeCompiled(flow, { effort: 'best' }));
  const times = search / onSeed;
  console.log(
    `  the full search on the seed: ${search.toFixed(0)} ms, × ${times.toFixed(1)} (25)${mark(times <= 25)}\n`,
  );
  await printOthers(elk);
}

function printCost(name: string, found: number, goal: number | undefined): number {
  const goalText = goal === undefined ? '' : ` (${goal})${mark(found <= goal)}`;
  console.log(`  ${name.padEnd(14)}${found.toFixed(0).padStart(8)}${goalText}`);
  return found;
}

function mark(isMet: boolean): string {
  return isMet ? '' : ' ✗';
}

/** Each in a process of its own, which ends at its limit. */
function printLongPasses(ofHundred: number): void {
  const found = longPasses.map(({ nodes }) => {
    const time = inChild(nodes);
    if (time === undefined) console.log(`  ${`${nodes} nodes`.padEnd(14)}    over ${childLimit / 1000} s ✗`);
    else printCost(`${nodes} nodes`, time, undefined);
    return time;
  });
  const last = found.at(-1);
  if (last === undefined) return;
  const growth = Math.log(last / ofHundred) / Math.log(100);
  console.log(`  from 100 to 10000 nodes as n^${growth.toFixed(2)} (1.3)${mark(growth <= 1.3)}`);
}

function inChild(nodes: number): number | undefined {
  const runner = join(root, 'scripts', 'run.mjs');
  const { stdout, status } = spawnSync(
    process.execPath,
    [runner, join(root, 'bench', 'layout.ts'), '--one', `${nodes}`],
    {
      timeout: childLimit,
      encoding: 'utf8',
    },
  );
  return status === 0 ? Number(stdout) : undefined;
}

/** The compiler of the engine works on other threads for a while, which counts as ours. */
function warmUp(): void {
  const flows = [seed(), large(100), large(500)];
  for (let spent = 0; spent < 3_000; ) for (const flow of flows) spent += once(() => onePass(flow));
}

function costOf(flow: Compiled): number {
  return cpu(() => onePass(flow));
}

function onePass(flow: Compiled): Layout {
  return placeCompiled(flow, { effort: 'fast' });
}

/** In ms: the median of some, or the first where that alone takes seconds. */
function cpu(work: () => unknown): number {
  const first = once(work);
  if (first > 2_000) return first;
  return median(Array.from({ length: first > 200 ? 3 : 11 }, () => once(work)));
}

function once(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  return since(start);
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function printOthers(elk: RunElk): Promise<void> {
  const dot = hasDot();
  console.log(
    `Others on the same flows, CPU time in ms and as multiple of one pass of ours${dot ? '' : '; dot is not installed'}:`,
  );
  for (const nodes of isQuick ? [20, 100] : [20, 100, 500]) {
    const drawn = onePass(large(nodes));
    const own = costOf(large(nodes));
    const others = [
      ratio('elkjs', await elkCost(drawn, elk), own),
      ...(dot ? [ratio('dot', dotCost(drawn), own)] : []),
    ];
    console.log(`  ${`${nodes} nodes`.padEnd(14)}${own.toFixed(1).padStart(8)}   ${others.join('   ')}`);
  }
}

function ratio(name: string, found: number | undefined, own: number): string {
  if (found === undefined) return `${name} over 60 s`;
  return `${name} ${found.toFixed(0).padStart(6)} × ${(found / own).toFixed(1)}`;
}

async function elkCost(drawn: Layout, elk: RunElk): Promise<number> {
  await elk(elkGraph(drawn));
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    await elk(elkGraph(drawn));
    times.push(since(start));
  }
  return median(times);
}

function hasDot(): boolean {
  return spawnSync(dotProgram, ['-V']).error === undefined;
}

/** Of the whole process, as the shell counts it; undefined when it ran into its limit. */
function dotCost(drawn: Layout): number | undefined {
  try {
    const text = execFileSync('sh', ['-c', `${dotProgram} -Tsvg >/dev/null 2>&1; times`], {
      input: dotText(drawn),
      encoding: 'utf8',
      timeout: 60_000,
    });
    const ofChildren = text.trim().split('\n').at(-1) ?? '';
    const parts = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => 60_000 * Number(m) + 1000 * Number(s));
    return parts.reduce((all, one) => all + one, 0);
  } catch {
    return undefined;
  }
}

/** Lanes as clusters, handles as compass points. */
function dotText(drawn: Layout): string {
  const compass = { right: 'e', left: 'w', top: 'n', bottom: 's' } as const;
  const lanes = drawn.lanes.map((lane, index) => {
    const nodes = drawn.boxes.filter((box) => box.lane === lane.id);
    const lines = nodes.map(
      ({ id, frame }) => `    ${id} [shape=box fixedsize=true width=${frame.width / 72} height=${frame.height / 72}]`,
    );
    return `  subgraph cluster_${index} {\n${lines.join('\n')}\n  }`;
  });
  const edges = drawn.routes.map(({ from, to, fromSide, toSide, label }) => {
    const text = label === undefined ? '' : ` [label=${JSON.stringify(label.label)}]`;
    return `  ${from}:${compass[fromSide]} -> ${to}:${compass[toSide]}${text}`;
  });
  return `digraph {\n  rankdir=LR\n  splines=ortho\n${lanes.join('\n')}\n${edges.join('\n')}\n}\n`;
}

if (words[0] === '--one') {
  warmUp();
  console.log(costOf(large(Number(words[1]))).toFixed(0));
} else await printAll();
