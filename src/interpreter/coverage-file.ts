/**
 * Coverage as text. JSON for ourselves, as schemas/coverage.schema.json says; reading takes nothing on trust. LCOV for
 * programs that show coverage beside the source.
 */
import { type Json, readJson } from '../source/json.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { listOf, mapOf, shaped, type Take, type Taken, takeCount, takeText, wrong } from '../source/take.ts';
import type { Coverage, LoopRounds } from './coverage.ts';
import type { Machine } from './machine.ts';

/** The coverage of one flow, with what tells whose it is. */
export interface CoveredFlow {
  /** The name of the flow's file. */
  readonly flow: string;
  /** Over the canonical text of the flow, as in traces. */
  readonly hash: string;
  readonly coverage: Coverage;
}

export function coverageJson(flows: readonly CoveredFlow[]): string {
  return `${JSON.stringify({ coverage: 1, flows: flows.map(plainFlow) }, undefined, 2)}\n`;
}

function plainFlow({ flow, hash, coverage: { nodes, edges, loops, unreachable } }: CoveredFlow): object {
  const plain = (counts: ReadonlyMap<string, unknown>): object => Object.fromEntries(counts);
  return { flow, hash, nodes: plain(nodes), edges: plain(edges), loops: plain(loops), unreachable };
}

// ---- reading

export type CoverageRead =
  | { readonly kind: 'coverage'; readonly flows: readonly CoveredFlow[] }
  /** `span` is the value that is wrong. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly span: Span };

/** Every text is read or refused with the place of its first mistake. Names that nobody knows are left alone. */
export function readCoverage(text: string): CoverageRead {
  const read = readJson(text);
  if (read.kind === 'mistake') return { kind: 'unreadable', ...read.mistake };
  const flows = takeFile(read.value);
  return 'mistake' in flows ? { kind: 'unreadable', ...flows.mistake } : { kind: 'coverage', flows: flows.value };
}

/** The number of the format comes first, since another one may have any shape. */
function takeFile(json: Json): Taken<readonly CoveredFlow[]> {
  const version = json.kind === 'object' ? json.members.find(({ key }) => key === 'coverage')?.value : undefined;
  if (version?.kind !== 'number')
    return wrong(json, "This is no coverage file: the number of its format, 'coverage', is missing.");
  if (version.value !== 1) return wrong(version, `Coverage files of format ${version.value} are not known here.`);
  const file = shaped({ flows: listOf(takeFlow) })(json, 'The file');
  return 'mistake' in file ? file : { value: file.value.flows };
}

function takeFlow(json: Json, name: string): Taken<CoveredFlow> {
  const taken = takeFields(json, name);
  if ('mistake' in taken) return taken;
  const { flow, hash, ...coverage } = taken.value;
  return { value: { flow, hash, coverage } };
}

function takeRounds(json: Json, name: string): Taken<LoopRounds> {
  return shaped<LoopRounds>({ zero: takeCount, one: takeCount, limit: takeCount }, ['zero', 'one'])(json, name);
}

const takeFields: Take<Omit<CoveredFlow, 'coverage'> & Coverage> = shaped({
  flow: takeText,
  hash: takeText,
  nodes: mapOf(takeCount),
  edges: mapOf(takeCount),
  loops: mapOf(takeRounds),
  unreachable: shaped({ nodes: listOf(takeText), edges: listOf(takeText) }),
});

// ---- LCOV

/** A flow with its coverage and the text it was read from. */
export interface CoveredSource {
  /** As LCOV names it: the path of the file. */
  readonly path: string;
  readonly source: Source;
  readonly machine: Machine;
  readonly coverage: Coverage;
}

/**
 * LCOV's tracefile (man geninfo): nodes are functions, the ways out of decisions are branches, and a line has the count
 * of what stands on it, the smallest when that is several things. Flows of one file share its record.
 */
export function coverageLcov(flows: readonly CoveredSource[]): string {
  const paths = [...new Set(flows.map(({ path }) => path))];
  return paths
    .flatMap((path) =>
      recordOf(
        path,
        flows.filter((flow) => flow.path === path),
      ),
    )
    .join('');
}

function recordOf(path: string, flows: readonly CoveredSource[]): string[] {
  const functions = flows.flatMap(functionsOf);
  const branches = flows.flatMap(branchesOf);
  const lines = linesOf(flows);
  const hit = (counts: readonly number[]): number => counts.filter((count) => count > 0).length;
  const record = [
    'TN:',
    `SF:${path.replace(/[\r\n]/g, ' ')}`,
    ...functions.map(({ line, name }) => `FN:${line},${name}`),
    ...functions.map(({ name, count }) => `FNDA:${count},${name}`),
    `FNF:${functions.length}`,
    `FNH:${hit(functions.map(({ count }) => count))}`,
    ...branches.map(({ line, block, option, taken }) => `BRDA:${line},${block},${option},${taken ?? '-'}`),
    `BRF:${branches.length}`,
    `BRH:${hit(branches.map(({ taken }) => taken ?? 0))}`,
    ...lines.map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${hit(lines.map(([, count]) => count))}`,
    'end_of_record',
  ];
  return record.map((line) => `${line}\n`);
}

function functionsOf({
  source,
  machine: { flow },
  coverage,
}: CoveredSource): { line: number; name: string; count: number }[] {
  const prefix = source.flow === undefined ? '' : `flow${source.flow}.`;
  return [...flow.nodes.values()].flatMap(({ id, span }) => {
    const count = coverage.nodes.get(id);
    return count === undefined ? [] : [{ line: lineOf(source, span), name: prefix + id, count }];
  });
}

interface Branch {
  readonly line: number;
  readonly block: number;
  readonly option: number;
  /** Undefined where the decision never came up. */
  readonly taken: number | undefined;
}

function branchesOf({ source, machine: { flow, exits }, coverage }: CoveredSource): Branch[] {
  let block = 0;
  return [...exits].flatMap(([id, exit]) => {
    const node = flow.nodes.get(id);
    if (node === undefined || exit.kind !== 'choose') return [];
    const line = lineOf(source, node.span);
    const asked = coverage.nodes.get(id) ?? 0;
    const own = block++;
    return takenCounts(exit.options, asked, coverage).map((taken, option) => {
      return { line, block: own, option, taken: asked === 0 ? undefined : taken };
    });
  });
}

/** An option without edges was taken whenever no other one was. */
function takenCounts(
  options: readonly { readonly edges: readonly string[] }[],
  asked: number,
  { edges }: Coverage,
): number[] {
  const counts = options.map((option) => (option.edges[0] === undefined ? 0 : (edges.get(option.edges[0]) ?? 0)));
  const rest = asked - counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, index) => (options[index]?.edges.length === 0 ? Math.max(0, rest) : count));
}

function linesOf(flows: readonly CoveredSource[]): [line: number, count: number][] {
  const counts = new Map<number, number>();
  for (const { source, machine, coverage } of flows) {
    const { nodes, edges, loops } = machine.flow;
    const add = (parts: Iterable<Part>, known: ReadonlyMap<string, number>): void => {
      for (const { id, span } of parts) {
        const count = known.get(id);
        const line = lineOf(source, span);
        if (count !== undefined) counts.set(line, Math.min(count, counts.get(line) ?? count));
      }
    };
    add(nodes.values(), coverage.nodes);
    // The edge that a loop assumes has the loop's name and stands on its line.
    add([...edges, ...loops], coverage.edges);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

interface Part {
  readonly id: string;
  readonly span: Span;
}

function lineOf(source: Source, { start }: Span): number {
  return positionAt(source, start).line;
}
