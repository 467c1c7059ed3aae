import type { Document } from './ast/ast.ts';
import { commentsOf } from './ast/comments.ts';
import { check } from './check/check.ts';
import { checkRuns, type RunOpinions, runCodes, type Told } from './check/check-runs.ts';
import type { Code } from './diagnostics/codes.ts';
import { type Diagnostic, hasErrors, isReadingError } from './diagnostics/diagnostic.ts';
import { characterProblems } from './diagnostics/input.ts';
import { defaultLoudness, type Loudness, settle, severityOf } from './diagnostics/settle.ts';
import type { Flow } from './graph/graph.ts';
import { resolve } from './graph/resolve.ts';
import { buildMachine } from './interpreter/build-machine.ts';
import type { Exploration } from './interpreter/exploration.ts';
import { explore } from './interpreter/explore.ts';
import type { Machine } from './interpreter/machine.ts';
import { habitCodes, habits } from './parser/habits.ts';
import { parse } from './parser/parse.ts';
import type { Source } from './source/source.ts';

/** All that is known of one source. */
export interface Compiled {
  readonly source: Source;
  readonly document: Document;
  readonly flow: Flow;
  readonly machine: Machine;
  /** By position, then severity, then code. */
  readonly diagnostics: readonly Diagnostic[];
  /** What trying out all runs has found, of what is in the diagnostics. */
  readonly told: readonly Told[];
}

export interface CompileOptions {
  /** Reply edges carry tokens. */
  readonly strictTokens?: boolean;
  /** More nodes than this are not read; 100,000 when not set. */
  readonly maxNodes?: number;
  /** Whether all runs are tried out; true unless told. It is done only where nothing is wrong that reading finds. */
  readonly explore?: boolean;
  /** States to see at most; 200,000 when not set. */
  readonly maxStates?: number;
  /** Profile and rules. */
  readonly loudness?: Loudness;
}

/** The pipeline. Runs on any text and never throws for one. */
export function compile(source: Source, options: CompileOptions = {}): Compiled {
  const document = parse(source, options);
  const flow = resolve(document.value, source);
  const machine = buildMachine(flow.value, options);
  const loudness = options.loudness ?? defaultLoudness;
  const isAsked = (code: Code): boolean => severityOf(code, loudness) !== 'off';
  const asked = habitCodes.some(isAsked) ? habits(document.value, source) : [];
  const found = [...characterProblems(source), ...document.diagnostics, ...asked, ...flow.diagnostics];
  const exploration = hasErrors(found) ? undefined : explorationOf(machine, loudness, options);
  const subject = { flow: flow.value, machine, source, document: document.value, exploration };
  const opinions = check(subject, !hasErrors(found), isAsked);
  const { told, others, isWhole } = exploration === undefined ? noOpinions : checkRuns(subject, exploration);
  const all = [...found, ...opinions, ...told.map(({ diagnostic }) => diagnostic), ...others];
  const comments = commentsOf(document.value);
  const diagnostics = settle(source, all, comments, firstLaneOf(document.value), loudness, isWhole ? [] : runCodes);
  return { source, document: document.value, flow: flow.value, machine, diagnostics, told: heardOf(told, diagnostics) };
}

const noOpinions: RunOpinions = { told: [], others: [], isWhole: false };

/** Trying out all runs is work, so it is done only when somebody hears of it. */
function explorationOf(
  machine: Machine,
  loudness: Loudness,
  { explore: isWanted, maxStates }: CompileOptions,
): Exploration | undefined {
  if (isWanted === false || runCodes.every((code) => severityOf(code, loudness) === 'off')) return undefined;
  return explore(machine, maxStates === undefined ? {} : { maxStates });
}

/** What settings and comments did not switch off. */
function heardOf(told: readonly Told[], diagnostics: readonly Diagnostic[]): Told[] {
  return told.flatMap(({ diagnostic: { steps }, ...rest }) => {
    const heard = diagnostics.find((each) => each.steps === steps); // settling copies all but the lists
    return heard === undefined ? [] : [{ diagnostic: heard, ...rest }];
  });
}

function firstLaneOf(document: Document): number {
  return document.items.find((item) => item.kind === 'lane')?.span.start ?? document.span.end;
}

/** Errors of the first three tiers stop drawing and export. */
export function canDraw(compiled: Compiled): boolean {
  return !compiled.diagnostics.some(isReadingError);
}
