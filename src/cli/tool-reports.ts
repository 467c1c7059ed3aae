/** Findings for other programs, on standard output. */

import {
  annotationsLeft,
  type Findings,
  reportCompact,
  reportGithub,
  reportJson,
  reportJunit,
  reportSarif,
} from '../index.ts';
import type { Failure } from './failure.ts';
import { product, say, sayFailures, type Terminal, withSeverities } from './terminal.ts';
import { inWorkspace } from './workspace.ts';

export type ToolFormat = 'compact' | 'json' | 'github' | 'sarif' | 'junit';

interface Reporting {
  readonly format: ToolFormat;
  /** `laneflow` and its version. */
  readonly tool: string;
  readonly terminal: Terminal;
}

/** Failures without a place in a file are told on standard error, and in SARIF too. */
export function reportToTools(
  findings: readonly Findings[],
  failures: readonly Failure[],
  { format, tool, terminal }: Reporting,
): void {
  const placeless = failures.filter((each) => each.findings === undefined);
  sayFailures(terminal, placeless);
  const all = [...failures.flatMap((each) => each.findings ?? []), ...findings];
  if (all.length === 0 && placeless.length > 0 && format !== 'sarif') return;
  const wanted = terminal.isQuiet ? withSeverities(all, ['error']) : all;
  const shown = format === 'github' ? inWorkspace(wanted, terminal) : wanted;
  productForTools(reportIn(format, shown, placeless, tool), format, terminal);
}

/** What GitHub leaves out of its pages is said, since a page that looks whole is believed. */
export function productForTools(report: string, format: string, terminal: Terminal): void {
  product(report);
  const note = format === 'github' ? annotationsLeft(report) : undefined;
  if (note !== undefined) say(terminal, note);
}

function reportIn(
  format: ToolFormat,
  findings: readonly Findings[],
  failures: readonly Failure[],
  tool: string,
): string {
  switch (format) {
    case 'json':
      return reportJson(findings, tool);
    case 'github':
      return reportGithub(findings);
    case 'junit':
      return reportJunit(findings);
    case 'compact':
      return reportCompact(findings);
    case 'sarif': {
      const messages = failures.map(({ message }) => message);
      return reportSarif(findings, tool, messages);
    }
  }
}
