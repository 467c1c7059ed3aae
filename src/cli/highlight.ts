/** What `--trace` and `--coverage` paint: the file they name, looked up for each flow. */
import { basename } from 'node:path';
import {
  type Compiled,
  type CoveredFlow,
  counted,
  escapeTerminal,
  type Highlight,
  highlightOfCoverage,
  highlightOfTrace,
  positionAt,
  readCoverage,
  type Source,
  type Trace,
} from '../index.ts';
import { type Attempt, type Failure, failure, refused } from './failure.ts';
import { flowName, type Input } from './inputs.ts';
import { say, type Terminal } from './terminal.ts';
import { hashOf, readText, traceIn } from './trace.ts';

export interface HighlightFlags {
  readonly trace?: string;
  readonly coverage?: string;
}

/** Recorded runs with the name of their file; undefined when no flag asks for any. */
type Recorded =
  | { readonly kind: 'trace'; readonly name: string; readonly trace: Trace }
  | { readonly kind: 'coverage'; readonly name: string; readonly flows: readonly CoveredFlow[] }
  | undefined;

/** A flow that is to be drawn. */
export interface Drawn {
  readonly input: Input;
  readonly compiled: Compiled;
}

/** By flow. Flows that nothing is known of are drawn plainly, which is said. */
export type Highlights = ReadonlyMap<Input, Highlight>;

export async function findHighlights(
  flows: readonly Drawn[],
  flags: HighlightFlags,
  terminal: Terminal,
): Promise<Attempt<Highlights>> {
  const recorded = await readRecorded(flags, terminal);
  if (recorded.value === undefined || flows.length === 0) return { value: new Map(), failures: recorded.failures };
  return recorded.value.kind === 'trace'
    ? highlightTrace(flows, recorded.value, terminal)
    : highlightCoverage(flows, recorded.value, terminal);
}

// ---- reading

async function readRecorded({ trace, coverage }: HighlightFlags, terminal: Terminal): Promise<Attempt<Recorded>> {
  const name = trace ?? coverage;
  if (name === undefined) return { value: undefined, failures: [] };
  if (trace !== undefined && coverage !== undefined) {
    const hint = 'Draw twice, with another -o each time.';
    return refused(failure('--trace and --coverage paint the same parts; one of them is possible.', hint));
  }
  const source = await readText(name, terminal);
  if ('message' in source) return refused(source);
  return trace === undefined ? asCoverage(name, source) : asTrace(name, source);
}

function asTrace(name: string, source: Source): Attempt<Recorded> {
  const { value, failures } = traceIn(name, source);
  return value === undefined ? { value, failures } : { value: { kind: 'trace', name, trace: value }, failures };
}

function asCoverage(name: string, source: Source): Attempt<Recorded> {
  const read = readCoverage(source.text);
  if (read.kind === 'coverage') return { value: { kind: 'coverage', name, flows: read.flows }, failures: [] };
  const { line, column } = positionAt(source, read.span.start);
  return refused(failure(`${name}:${line}:${column}: ${read.message}`));
}

// ---- for the flows

type Of<K> = Extract<Recorded, { readonly kind: K }>;

function highlightTrace(
  flows: readonly Drawn[],
  { name, trace }: Of<'trace'>,
  terminal: Terminal,
): Attempt<Highlights> {
  const [only, another] = flows;
  if (only === undefined || another !== undefined) {
    const message = `--trace is of one run of one flow, and there are ${counted(flows.length, 'flow')}.`;
    return {
      value: new Map(),
      failures: [failure(message, 'Name the file of the flow; --flow takes one of a Markdown file.')],
    };
  }
  const { flow, hash } = trace.header;
  const visited = trace.events.map(({ node }) => node);
  const isOther = hash !== hashOf(only.compiled);
  if (isOther && visited.length > 0 && sharedWith(only, visited) === 0) {
    return { value: new Map(), failures: [ofAnother(name, flow, only)] };
  }
  if (isOther) sayChanged(name, only, terminal);
  return { value: new Map([[only.input, highlightOfTrace(only.compiled.machine, trace)]]), failures: [] };
}

function ofAnother(name: string, flow: string, { input }: Drawn): Failure {
  return failure(`'${name}' is of another flow, '${flow}': none of its nodes is in '${flowName(input)}'.`);
}

/** How many of these nodes a flow has. */
function sharedWith({ compiled: { flow } }: Drawn, nodes: Iterable<string>): number {
  return [...new Set(nodes)].filter((node) => flow.nodes.has(node)).length;
}

function sayChanged(name: string, { input }: Drawn, terminal: Terminal): void {
  const [file, flow] = [escapeTerminal(name), escapeTerminal(flowName(input))];
  say(terminal, `${file} was recorded before ${flow} changed; what has the same name is painted`);
}

function highlightCoverage(
  flows: readonly Drawn[],
  { name, flows: covered }: Of<'coverage'>,
  terminal: Terminal,
): Attempt<Highlights> {
  const found = new Map<Input, Highlight>();
  for (const drawn of flows) {
    const own = coverageFor(drawn, covered);
    if (own === undefined) continue;
    if (own.hash !== hashOf(drawn.compiled)) sayChanged(name, drawn, terminal);
    found.set(drawn.input, highlightOfCoverage(own.coverage));
  }
  if (found.size === 0) return { value: found, failures: [noCoverage(name, flows, covered)] };
  for (const { input } of flows) {
    if (found.has(input)) continue;
    say(terminal, `${escapeTerminal(name)} has no coverage of ${escapeTerminal(flowName(input))}; it is drawn plainly`);
  }
  return { value: found, failures: [] };
}

/** By its text, else by its name; of several flows with one name, as in Markdown, the one with most nodes in common. */
function coverageFor(drawn: Drawn, covered: readonly CoveredFlow[]): CoveredFlow | undefined {
  const hash = hashOf(drawn.compiled);
  const same = covered.find((each) => each.hash === hash);
  if (same !== undefined) return same;
  const name = basename(drawn.compiled.source.name);
  const shared = (each: CoveredFlow): number =>
    sharedWith(drawn, [...each.coverage.nodes.keys(), ...each.coverage.unreachable.nodes]);
  const named = covered.filter((each) => basename(each.flow) === name && shared(each) > 0);
  return named.toSorted((a, b) => shared(b) - shared(a))[0];
}

function noCoverage(name: string, flows: readonly Drawn[], covered: readonly CoveredFlow[]): Failure {
  const [first] = flows;
  const wanted = flows.length === 1 && first !== undefined ? `'${flowName(first.input)}'` : 'these flows';
  const names = [...new Set(covered.map(({ flow }) => flow))].slice(0, 3);
  const hint =
    names.length === 0 ? 'It is of no flow at all.' : `It is of ${names.join(', ')}${covered.length > 3 ? ', …' : ''}.`;
  return failure(`'${name}' has no coverage of ${wanted}.`, hint);
}
