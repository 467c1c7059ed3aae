import type { Diagnostic, Related } from '../diagnostics/diagnostic.ts';
import { positionAt, type Source } from '../source/source.ts';
import { codeFrame, gutterWidth, type Row, wrap } from './code-frame.ts';
import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape.ts';
import type { Findings } from './findings.ts';
import type { Style } from './style.ts';

const mostSteps = 20;
/** A message quotes the author; a word of thousands of letters is cut. */
const longestMessage = 400;

/** Each finding with the lines it is about, an empty line between two. */
export function reportPretty(findings: readonly Findings[], style: Style): string {
  return findings
    .flatMap(({ source, diagnostics }) => diagnostics.map((found) => pretty(source, found, style)))
    .join('\n');
}

function pretty(source: Source, found: Diagnostic, style: Style): string {
  const margin = gutterWidth(source, found.span);
  const lines = [headline(source, found, style), ...body(source, found, margin, style)];
  for (const note of notesOf(source, found, style)) lines.push(...noteLines(note, margin, style));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function headline(source: Source, { code, severity, span }: Diagnostic, { paint }: Style): string {
  return `${paint.place(placeName(source, span.start))} ${paint[severity](severity)} ${paint.quiet(code)}`;
}

function placeName(source: Source, offset: number): string {
  const { line, column } = positionAt(source, offset);
  return `${escapeTerminal(source.name)}:${line}:${column}`;
}

/** The code frame with the message after its last carets, or below them where it does not fit. */
function body(source: Source, found: Diagnostic, margin: number, style: Style): readonly string[] {
  const rows = codeFrame(source, found.span, found.severity === 'error', style);
  const message = clipped(found.message, style);
  const carets = rows.at(-1)?.text ?? '';
  const room = style.width - margin - 3;
  const fits = displayWidth(carets) + 1 + displayWidth(message) <= room;
  const painted = rows.map((row) => paintRow(row, margin, found, style));
  if (fits) return [...painted.slice(0, -1), `${painted.at(-1) ?? ''} ${message}`];
  return [...painted, ...wrap(message, room).map((line) => gutter('', margin, style) + line)];
}

function clipped(text: string, style: Style): string {
  const short = text.length > longestMessage ? text.slice(0, longestMessage) : text;
  return escapeTerminal(short) + (short === text ? '' : style.symbols.ellipsis);
}

function paintRow(row: Row, margin: number, found: Diagnostic, style: Style): string {
  const text = row.kind === 'carets' ? row.text.replace(/\^+/, style.paint[found.severity]) : row.text;
  return gutter(row.gutter, margin, style) + text;
}

function gutter(text: string, margin: number, { paint, symbols }: Style): string {
  return paint.quiet(`${text.padStart(margin)} ${symbols.bar} `);
}

function notesOf(source: Source, found: Diagnostic, style: Style): readonly string[] {
  const notes = found.related.map((place) => relatedNote(source, place, style));
  if (found.steps.length > 0) notes.unshift(stepsNote(found.steps, style));
  const help = helpNote(found, style);
  return help === undefined ? notes : [help, ...notes];
}

/** The hint, or what the best fix does, and how to have it done. */
function helpNote({ hint, fixes: [best] }: Diagnostic, style: Style): string | undefined {
  if (best === undefined) return hint === undefined ? undefined : clipped(hint, style);
  const way = best.safe ? 'fix: --fix' : 'offered: --fix --unsafe';
  return `${clipped(hint ?? best.title, style)}   ${way}`;
}

function stepsNote(steps: readonly Related[], style: Style): string {
  const shown = steps.slice(0, mostSteps).map(({ message }) => clipped(message, style));
  const rest = steps.length > mostSteps ? ` and ${steps.length - mostSteps} more` : '';
  return shown.join(` ${style.symbols.arrow} `) + rest;
}

function relatedNote(source: Source, { message, span, file }: Related, style: Style): string {
  const place = file === undefined ? placeName(source, span.start) : escapeTerminal(file);
  return `${place}  ${clipped(message, style)}`;
}

/** `     = note`, and its further lines below its first. */
function noteLines(note: string, margin: number, style: Style): readonly string[] {
  const lead = `${' '.repeat(margin)} = `;
  return wrap(note, style.width - lead.length).map((line, index) =>
    index === 0 ? style.paint.quiet(lead) + line : ' '.repeat(lead.length) + line,
  );
}
