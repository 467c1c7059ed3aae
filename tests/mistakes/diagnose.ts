import { compile } from '../../src/compile.ts';
import { fixAll } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.ts';
import { decodingProblem } from '../../src/diagnostics/input.ts';
import type { Flow } from '../../src/graph/graph.ts';
import { habitCodes } from '../../src/parser/habits.ts';
import { decode } from '../../src/source/decode.ts';
import { type Source, sourceOf } from '../../src/source/source.ts';

/* The one place of these tests that calls the code. */

export interface Diagnosis {
  /** What could be read of the bytes. */
  readonly text: string;
  /** Undefined when the bytes are no text. */
  readonly flow: Flow | undefined;
  /** As `check` tells them, with the rules that are off unless asked for. */
  readonly diagnostics: readonly Diagnostic[];
}

export function diagnose(bytes: Uint8Array, limit: number | undefined): Diagnosis {
  const decoded = decode(bytes, 'planted.flow', limit);
  const unreadable = decodingProblem(decoded);
  if (unreadable === undefined) return diagnoseSource(decoded.source);
  return { text: decoded.source.text, flow: undefined, diagnostics: [unreadable] };
}

export function diagnoseText(text: string): Diagnosis {
  return diagnoseSource(sourceOf('planted.flow', text));
}

function diagnoseSource(source: Source): Diagnosis {
  const { flow, diagnostics } = compile(source, { loudness: { profile: 'default', rules: asked } });
  return { text: source.text, flow, diagnostics };
}

/** Rules that are off unless somebody asks. */
const asked = Object.fromEntries(habitCodes.map((code) => [code, 'info' as const]));

/** What `check --fix --unsafe` leaves when it looks at these diagnostics. */
export function repair(text: string, isWanted: (diagnostic: Diagnostic) => boolean): string {
  const find = (source: Source) => diagnoseSource(source).diagnostics.filter(isWanted);
  return fixAll(sourceOf('planted.flow', text), find, { unsafe: true }).text;
}

/** The text after one fix, from its end so that offsets stay true. */
export function withFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  return edits.reduce((now, { span, text: written }) => now.slice(0, span.start) + written + now.slice(span.end), text);
}
