import type { Document } from './ast/ast.ts';
import { commentsOf } from './ast/comments.ts';
import { check } from './check/check.ts';
import { infoOf } from './diagnostics/codes.ts';
import { type Diagnostic, hasErrors } from './diagnostics/diagnostic.ts';
import { characterProblems } from './diagnostics/input.ts';
import { defaultLoudness, type Loudness, settle, severityOf } from './diagnostics/settle.ts';
import type { Flow } from './graph/graph.ts';
import { resolve } from './graph/resolve.ts';
import { buildMachine } from './interpreter/build-machine.ts';
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
}

export interface CompileOptions {
  /** Reply edges carry tokens. */
  readonly strictTokens?: boolean;
  /** More nodes than this are not read; 100,000 when not set. */
  readonly maxNodes?: number;
  /** Profile and rules. */
  readonly loudness?: Loudness;
}

/** The pipeline. Runs on any text and never throws for one. */
export function compile(source: Source, options: CompileOptions = {}): Compiled {
  const document = parse(source, options);
  const flow = resolve(document.value, source);
  const machine = buildMachine(flow.value, options);
  const loudness = options.loudness ?? defaultLoudness;
  const asked = habitCodes.some((code) => severityOf(code, loudness) !== 'off') ? habits(document.value, source) : [];
  const found = [...characterProblems(source), ...document.diagnostics, ...asked, ...flow.diagnostics];
  const opinions = check({ flow: flow.value, machine, source, document: document.value }, !hasErrors(found));
  const comments = commentsOf(document.value);
  const diagnostics = settle(source, [...found, ...opinions], comments, firstLaneOf(document.value), loudness);
  return { source, document: document.value, flow: flow.value, machine, diagnostics };
}

function firstLaneOf(document: Document): number {
  return document.items.find((item) => item.kind === 'lane')?.span.start ?? document.span.end;
}

/** Errors of the first three tiers stop drawing and export. */
export function canDraw(compiled: Compiled): boolean {
  return !compiled.diagnostics.some(
    ({ code, severity }) => severity === 'error' && ['input', 'syntax', 'reference'].includes(infoOf(code).tier),
  );
}
