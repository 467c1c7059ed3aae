import { escapeTerminal, type Findings, mostImportant, reportPretty, type Severity, type Style } from '../index.ts';
import { type ColorChoice, styleFor } from './color.ts';
import type { Failure } from './failure.ts';

/** What every command takes. */
export interface GlobalFlags {
  readonly cwd?: string;
  /** Which configuration; false for none, absent for the nearest. */
  readonly config?: string | false;
  readonly color: ColorChoice;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Where a command runs and how it speaks. Products go to stdout, everything else to stderr. */
export interface Terminal {
  /** Absolute; paths are resolved from here. */
  readonly folder: string;
  /** The only configuration, false for none, undefined for the nearest of each file. */
  readonly config: string | false | undefined;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
  /** For stderr. */
  readonly style: Style;
  /** For lists and answers on stdout. */
  readonly productStyle: Style;
  /** Somebody reads stdout as it comes. */
  readonly isProductSeen: boolean;
  /** Somebody can be asked and sees the question. */
  readonly isInteractive: boolean;
  /** The last line of stderr can be written anew. */
  readonly canRedraw: boolean;
}

export function openTerminal(flags: GlobalFlags, folder: string): Terminal {
  const isSeen = process.stderr.isTTY === true;
  return {
    folder,
    config: flags.config,
    isQuiet: flags.quiet === true,
    isVerbose: flags.verbose === true && flags.quiet !== true,
    style: styleFor(process.stderr, flags.color, process.env),
    productStyle: styleFor(process.stdout, flags.color, process.env),
    isProductSeen: process.stdout.isTTY === true || flags.color === 'always',
    isInteractive: isSeen && process.stdin.isTTY === true,
    canRedraw: isSeen && process.env.TERM !== 'dumb',
  };
}

/** What was asked for, byte for byte. */
export function product(text: string | Uint8Array): void {
  process.stdout.write(text);
}

/** Lines for people, already escaped; nothing under `--quiet`. */
export function say(terminal: Terminal, text: string): void {
  if (!terminal.isQuiet) process.stderr.write(`${text}\n`);
}

/** Why the exit code is not 0, already escaped; told even under `--quiet`. */
export function sayVerdict(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Errors are told even under `--quiet`. */
export function sayFailures(terminal: Terminal, failures: readonly Failure[]): void {
  for (const { message, hint, findings } of failures) {
    if (findings !== undefined) {
      process.stderr.write(reportPretty([findings], terminal.style));
      continue;
    }
    const more = hint === undefined ? '' : ` ${escapeTerminal(hint)}`;
    process.stderr.write(`${terminal.style.paint.error('error:')} ${escapeTerminal(message)}${more}\n`);
  }
}

/** Findings of at least these severities with the lines they are about, and an empty line after them. */
export function sayFindings(terminal: Terminal, findings: readonly Findings[], severities: readonly Severity[]): void {
  const asked = withSeverities(findings, terminal.isQuiet ? ['error'] : severities);
  const { shown, left } = mostImportant(asked);
  const report = reportPretty(shown, terminal.style);
  if (report !== '') process.stderr.write(`${report}\n`);
  if (left > 0) process.stderr.write(`and ${left} more; --format compact lists them all\n\n`);
}

export function withSeverities(findings: readonly Findings[], severities: readonly Severity[]): readonly Findings[] {
  return findings.map((each) => ({
    ...each,
    diagnostics: each.diagnostics.filter(({ severity }) => severities.includes(severity)),
  }));
}

/** Under `--verbose`, how long something took. */
export function sayTiming(terminal: Terminal, what: string, begun: number): void {
  sayTime(terminal, what, performance.now() - begun);
}

export function sayTime(terminal: Terminal, what: string, milliseconds: number): void {
  if (!terminal.isVerbose) return;
  say(terminal, terminal.style.paint.quiet(`${escapeTerminal(what)} in ${Math.round(milliseconds)} ms`));
}
