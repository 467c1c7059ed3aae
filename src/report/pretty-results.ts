import { propertyText } from '../scenario/properties.ts';
import type { Mismatch, PropertyResult, PropertyVerdict, ScenarioResult } from '../scenario/result.ts';
import type { TestedFile } from '../scenario/test-scenarios.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import { wrap } from './code-frame.ts';
import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape.ts';
import { counted } from './findings.ts';
import type { Style } from './style.ts';

/** Names longer than this put what is said of them on a line of its own. */
const widestName = 40;
const longestExcerpt = 60;

/** What became of each scenario and property, file by file. What failed tells where, in both files. */
export function reportResults(files: readonly TestedFile[], style: Style): string {
  return files
    .flatMap((file) => fileLines(file, style))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function fileLines({ source, tested }: TestedFile, style: Style): readonly string[] {
  const header = style.paint.place(escapeTerminal(source.name));
  if (tested === undefined)
    return [header, `  ${style.paint.error(style.symbols.cross)} not run, because of the errors`];
  const scenarios = tested.results.map((result) => scenarioEntry(result, source, tested.flow, style));
  const entries = [...scenarios, ...tested.properties.map((result) => propertyEntry(result, source, style))];
  const widths = entries.map(({ name }) => displayWidth(name)).filter((width) => width <= widestName);
  const column = Math.max(0, ...widths);
  return [header, ...entries.flatMap((entry) => entryLines(entry, column, style))];
}

/** A line with a name and what is said of it, and lines below it. */
interface Entry {
  readonly isGood: boolean;
  readonly name: string;
  readonly messages: readonly Message[];
}

interface Message {
  readonly text: string;
  /** Place and what is there. */
  readonly places: readonly (readonly [place: string, what: string])[];
}

function entryLines({ isGood, name, messages }: Entry, column: number, style: Style): readonly string[] {
  const { paint, symbols } = style;
  const mark = isGood ? paint.good(symbols.check) : paint.error(symbols.cross);
  const width = Math.max(displayWidth(symbols.check), displayWidth(symbols.cross));
  const pad = ' '.repeat(width - displayWidth(isGood ? symbols.check : symbols.cross));
  const lead = `  ${mark}${pad} ${name}`;
  const from = 2 + width + 1 + column + 3;
  const texts = messages.map(({ text }) => wrap(text, Math.max(30, style.width - from)));
  const fits = displayWidth(name) <= column;
  const lines = fits ? [] : [lead];
  messages.forEach(({ places }, index) => {
    (texts[index] ?? []).forEach((text, row) => {
      const isFirst = fits && index === 0 && row === 0;
      lines.push(isFirst ? `${lead}${' '.repeat(column - displayWidth(name) + 3)}${text}` : ' '.repeat(from) + text);
    });
    lines.push(...placeLines(places, style));
  });
  return lines;
}

function placeLines(places: Message['places'], { paint }: Style): readonly string[] {
  const column = Math.max(0, ...places.map(([place]) => displayWidth(place)));
  return places.map(
    ([place, what]) => `    ${paint.quiet(place)}${' '.repeat(column - displayWidth(place) + 3)}${what}`,
  );
}

// ---- scenarios

function scenarioEntry(
  { scenario, run, mismatches }: ScenarioResult,
  source: Source,
  flow: Source,
  style: Style,
): Entry {
  const name = escapeTerminal(scenario.name);
  if (mismatches.length === 0)
    return { isGood: true, name, messages: [{ text: counted(run.length, 'step'), places: [] }] };
  return { isGood: false, name, messages: mismatches.map((each) => mismatchMessage(each, source, flow, style)) };
}

function mismatchMessage(
  { expected, actual, span, places }: Mismatch,
  source: Source,
  flow: Source,
  style: Style,
): Message {
  const own = [placeName(source, span), excerpt(source, span, style)] as const;
  const others = places.map((place) => [placeName(flow, place.span), escapeTerminal(place.message)] as const);
  return { text: escapeTerminal(`expected ${expected}, ${actual}`), places: [own, ...others] };
}

function placeName(source: Source, span: Span): string {
  const { line, column } = positionAt(source, span.start);
  return `${escapeTerminal(source.name)}:${line}:${column}`;
}

/** What stands there, as one line. */
function excerpt({ text }: Source, { start, end }: Span, { symbols }: Style): string {
  const whole = text
    .slice(start, Math.min(end, start + 4 * longestExcerpt))
    .replace(/\s+/g, ' ')
    .trim();
  return (
    escapeTerminal(whole.length > longestExcerpt ? whole.slice(0, longestExcerpt) : whole) +
    (whole.length > longestExcerpt ? symbols.ellipsis : '')
  );
}

// ---- properties

function propertyEntry({ entry, verdict }: PropertyResult, source: Source, style: Style): Entry {
  const name = escapeTerminal(propertyText(entry.property));
  const places =
    verdict.kind === 'holds' ? [] : [[placeName(source, entry.span), excerpt(source, entry.span, style)] as const];
  return {
    isGood: verdict.kind === 'holds',
    name,
    messages: [{ text: verdictText(verdict, entry.property.fair), places }],
  };
}

function verdictText(verdict: PropertyVerdict, isFair: boolean): string {
  const runs = isFair ? 'fair runs' : 'runs';
  switch (verdict.kind) {
    case 'holds':
      return `holds in all ${runs}`;
    case 'fails':
      return `fails after ${counted(verdict.run.length, 'step')}`;
    case 'vacuous':
      return 'tests nothing: its scope opens in no run';
    case 'unknown':
      return `unknown: ${counted(verdict.states, 'state')} were seen and the budget ended`;
  }
}
