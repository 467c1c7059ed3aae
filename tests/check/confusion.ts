import { type Compiled, compile } from '../../src/compile.ts';
import { isCode } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { sourceOf } from '../../src/source/source.ts';
import { defects, type Planted, plantedFlow } from './planted-flow.ts';
import { soundFlow } from './sound-flow.ts';

/** What was said of sound flows, or of flows with one kind of mistake. */
export interface Row {
  readonly name: string;
  readonly flows: number;
  /** How many were told the mistake at its place; all, where there is none. */
  readonly found: number;
  /** How many were told nothing else that is loud, at no other place. */
  readonly alone: number;
  /** In how many flows each loud code was found. */
  readonly codes: ReadonlyMap<string, number>;
  /** The first flows in which it was not found; the sound ones of which something was said. */
  readonly missed: readonly string[];
}

const shownMisses = 3;

export function soundRow(count: number): Row {
  const flows = Array.from({ length: count }, (_, seed) => ({ text: soundFlow(seed + 1, 4 + (seed % 22)) }));
  return rowOf('sound', flows, (loud) => loud.length === 0);
}

/** `count` flows in all, as many of each kind. Kinds whose rules are not there yet are left out. */
export function plantedRows(count: number): Row[] {
  const names = Object.keys(defects);
  return names.flatMap((name) => {
    const flows = plantedFlows(name, Math.ceil(count / names.length));
    const known = flows.filter(({ code }) => isCode(code));
    return known.length === 0 ? [] : [rowOf(name, known, (loud, compiled, flow) => isFound(loud, compiled, flow))];
  });
}

function plantedFlows(name: string, count: number): Planted[] {
  const flows: Planted[] = [];
  for (let seed = 1; flows.length < count && seed < count * 20; seed++) {
    const flow = plantedFlow(seed, name);
    if (flow !== undefined) flows.push(flow);
  }
  return flows;
}

function rowOf<T extends { readonly text: string }>(
  name: string,
  flows: readonly T[],
  isRight: (loud: readonly Diagnostic[], compiled: Compiled, flow: T) => boolean,
): Row {
  const codes = new Map<string, number>();
  const missed: string[] = [];
  let [found, alone] = [0, 0];
  for (const flow of flows) {
    const compiled = compile(sourceOf(`${name}.flow`, flow.text));
    const loud = compiled.diagnostics.filter(({ severity }) => severity !== 'info');
    for (const code of new Set(loud.map((each) => each.code))) codes.set(code, (codes.get(code) ?? 0) + 1);
    const isGood = isRight(loud, compiled, flow);
    found += Number(isGood);
    alone += Number(isGood && loud.length <= 1);
    if (!isGood && missed.length < shownMisses) missed.push([...loud.map(told), flow.text].join('\n'));
  }
  return { name, flows: flows.length, found, alone, codes, missed };
}

function told({ code, message }: Diagnostic): string {
  return `${code}: ${message}`;
}

function isFound(loud: readonly Diagnostic[], { flow }: Compiled, { code, at }: Planted): boolean {
  const own = loud.filter((diagnostic) => diagnostic.code === code);
  if ('node' in at) return own.some(({ span }) => span.start === flow.nodes.get(at.node)?.span.start);
  if ('loop' in at) {
    const around = flow.loops[at.loop]?.span;
    return own.some(({ span }) => around !== undefined && span.start >= around.start && span.end <= around.end);
  }
  const edge = flow.edges.find(({ from, to }) => from.node === at.from && to.node === at.to);
  return own.some(({ span }) => span.start === edge?.span.start);
}
