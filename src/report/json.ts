import { infoOf } from '../diagnostics/codes.ts';
import type { Diagnostic, Fix, Related } from '../diagnostics/diagnostic.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { escapeJson } from './escape.ts';
import { type Findings, summarize } from './findings.ts';
import { rulePage } from './rule-page.ts';

/** One JSON document with everything that is known; `tool` is `laneflow` and its version. */
export function reportJson(findings: readonly Findings[], tool: string): string {
  const diagnostics = findings.flatMap(({ source, diagnostics }) =>
    diagnostics.map((found) => diagnosticJson(source, found, tool)),
  );
  const report = { version: 1, tool, summary: summarize(findings), diagnostics };
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
}

export function diagnosticJson(source: Source, found: Diagnostic, tool: string): object {
  return {
    code: found.code,
    tier: infoOf(found.code).tier,
    severity: found.severity,
    file: source.name,
    flow: source.flow ?? null,
    message: found.message,
    hint: found.hint ?? null,
    range: rangeJson(source, found.span),
    related: found.related.map((place) => placeOf(source, place)),
    fixes: found.fixes.map((fix) => fixOf(source, fix)),
    steps: found.steps.map((place) => placeOf(source, place)),
    docs: rulePage(found.code, tool),
  };
}

/** A place in another file has offsets only: that file's text is not at hand. */
function placeOf(source: Source, { message, span, file }: Related): object {
  const range =
    file === undefined ? rangeJson(source, span) : { start: { offset: span.start }, end: { offset: span.end } };
  return { message, file: file ?? source.name, range };
}

function fixOf(source: Source, { title, safe, edits }: Fix): object {
  return { title, safe, edits: edits.map(({ span, text }) => ({ range: rangeJson(source, span), text })) };
}

export function rangeJson(source: Source, { start, end }: Span): object {
  return {
    start: { ...positionAt(source, start), offset: start },
    end: { ...positionAt(source, end), offset: end },
  };
}
