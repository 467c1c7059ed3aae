import {
  type Findings,
  reportCompact,
  reportJson,
  type Summary,
  severities,
  summarize,
  summaryLine,
} from '../index.ts';
import { exitCodes } from './failure.ts';
import { findInputs } from './inputs.ts';
import { readAll } from './read.ts';
import { product, say, sayFailures, sayFindings, type Terminal, withSeverities } from './terminal.ts';

export interface CheckFlags {
  readonly format: 'pretty' | 'compact' | 'json';
  readonly maxWarnings?: number;
  readonly stdinFilename?: string;
}

/** Reports what is wrong. A file that cannot be read does not keep the others from being checked. */
export async function check(
  words: readonly string[],
  flags: CheckFlags,
  tool: string,
  terminal: Terminal,
): Promise<number> {
  const inputs = await findInputs(words, terminal.folder, flags.stdinFilename);
  const readings = await readAll(inputs.value, {}, terminal);
  const findings = readings.value.map((reading) => reading.findings);
  const failures = [...inputs.failures, ...readings.failures];
  sayFailures(terminal, failures);
  if (findings.length > 0) report(findings, flags.format, tool, terminal);
  return failures.length > 0 ? exitCodes.refused : verdict(summarize(findings), flags.maxWarnings, terminal);
}

function report(findings: readonly Findings[], format: CheckFlags['format'], tool: string, terminal: Terminal): void {
  const shown = terminal.isQuiet ? withSeverities(findings, ['error']) : findings;
  if (format === 'json') product(reportJson(shown, tool));
  else if (format === 'compact') product(reportCompact(shown));
  else {
    sayFindings(terminal, shown, severities);
    say(terminal, summaryLine(summarize(findings)));
  }
}

function verdict({ errors, warnings }: Summary, maxWarnings: number | undefined, terminal: Terminal): number {
  if (errors > 0) return exitCodes.findings;
  if (maxWarnings === undefined || warnings <= maxWarnings) return exitCodes.fine;
  say(terminal, `More warnings than --max-warnings ${maxWarnings} allows.`);
  return exitCodes.findings;
}
