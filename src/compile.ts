import type { Document } from './ast/ast.ts';
import { check } from './check/check.ts';
import { infoOf } from './diagnostics/codes.ts';
import { type Diagnostic, severities } from './diagnostics/diagnostic.ts';
import { characterProblems } from './diagnostics/input.ts';
import type { Flow } from './graph/graph.ts';
import { resolve } from './graph/resolve.ts';
import { buildMachine } from './interpreter/build-machine.ts';
import type { Machine } from './interpreter/machine.ts';
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
}

/** The pipeline. Runs on any text and never throws for one. */
export function compile(source: Source, options: CompileOptions = {}): Compiled {
  const document = parse(source);
  const flow = resolve(document.value, source);
  const machine = buildMachine(flow.value, options);
  const found = [...characterProblems(source), ...document.diagnostics, ...flow.diagnostics];
  const opinions = check({ flow: flow.value, machine });
  const diagnostics = settle([...found, ...opinions]);
  return { source, document: document.value, flow: flow.value, machine, diagnostics };
}

/** Leaves out what is switched off, and sorts. */
function settle(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics
    .filter((diagnostic) => infoOf(diagnostic.code).severity !== 'off')
    .sort((a, b) => a.span.start - b.span.start || rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
}

function rank(diagnostic: Diagnostic): number {
  return severities.indexOf(diagnostic.severity);
}

/** Errors of the first three tiers stop drawing and export. */
export function canDraw(compiled: Compiled): boolean {
  return !compiled.diagnostics.some(
    ({ code, severity }) => severity === 'error' && ['input', 'syntax', 'reference'].includes(infoOf(code).tier),
  );
}
