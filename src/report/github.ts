import { type Diagnostic, type Severity, severities } from '../diagnostics/diagnostic.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { escapeTerminal } from './escape.ts';
import { counted, type Findings } from './findings.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub Actions shows beside the lines of a pull request. The host shows the first ten of a
 * kind, so errors come first, and files take turns: no file with many hides the others.
 */
export function reportGithub(findings: readonly Findings[]): string {
  return severities.flatMap((severity) => inTurns(findings.map((each) => commandsFor(each, severity)))).join('');
}

/** The first of each list, then the second of each, and so on. */
function inTurns<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const turns = lists.flatMap((list) => list.map((item, turn) => ({ item, turn })));
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ item }) => item);
}

/** The host shows this many of each kind and step. */
const mostShown = 10;

/** Which of the workflow commands of a report the host does not show beside their lines; undefined when it shows all. */
export function annotationsLeft(report: string): string | undefined {
  const left = Object.values(commands).flatMap((command) => {
    const count = report.split(`::${command} file=`).length - 1 - mostShown;
    return count > 0 ? [counted(count, command)] : [];
  });
  if (left.length === 0) return undefined;
  return `GitHub shows the first ${mostShown} of a kind beside their lines; ${left.join(', ')} more are in this log.`;
}

function commandsFor({ source, diagnostics }: Findings, severity: Severity): readonly string[] {
  return diagnostics.filter((found) => found.severity === severity).map((found) => commandFor(source, found));
}

function commandFor(source: Source, { code, severity, message, hint, span, steps }: Diagnostic): string {
  const text = [message, ...(hint === undefined ? [] : [hint]), ...(steps.length > 0 ? [pathText(steps)] : [])].join(
    '\n',
  );
  return commandAt(source, span, { command: commands[severity], title: code, text });
}

/** More steps would hide the other findings beside a line. */
const mostSteps = 20;

function pathText(steps: Diagnostic['steps']): string {
  const shown = steps.slice(0, mostSteps).map(({ message }) => message);
  const rest = steps.length > mostSteps ? ` and ${steps.length - mostSteps} more` : '';
  return shown.join(' → ') + rest;
}

/** One workflow command about a place. */
export function commandAt(
  source: Source,
  span: Span,
  { command, title, text }: { readonly command: string; readonly title: string; readonly text: string },
): string {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  const properties = [
    `file=${property(source.name)}`,
    `line=${start.line}`,
    `col=${start.column}`,
    `endLine=${end.line}`,
    `endColumn=${end.column}`,
    `title=${property(title)}`,
  ];
  return `::${command} ${properties.join(',')}::${data(text)}\n`;
}

/** A workflow command about a whole file, on one line without its end. */
export function githubFileError(file: string, title: string, text: string): string {
  return `::error file=${property(file)},title=${property(title)}::${data(text)}`;
}

/** The host reads `%0A` as a line break; what else could steer its log is shown as in a terminal. */
function data(text: string): string {
  return escapeTerminal(text.replace(/[%\r\n]/g, percent));
}

function property(text: string): string {
  return escapeTerminal(text.replace(/[%\r\n:,]/g, percent));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
