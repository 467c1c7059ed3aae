import { positionAt } from '../source/source.ts';
import { escapeTerminal } from './escape.ts';
import type { Findings } from './findings.ts';

/** `file:line:col-endLine:endCol: severity code message`, one line each: for editors and `grep`. */
export function reportCompact(findings: readonly Findings[]): string {
  return findings.flatMap(linesOf).join('');
}

function linesOf({ source, diagnostics }: Findings): readonly string[] {
  const file = escapeTerminal(source.name);
  return diagnostics.map(({ code, severity, message, span }) => {
    const start = positionAt(source, span.start);
    const end = positionAt(source, span.end);
    const range = `${start.line}:${start.column}-${end.line}:${end.column}`;
    return `${file}:${range}: ${severity} ${code} ${escapeTerminal(message)}\n`;
  });
}
