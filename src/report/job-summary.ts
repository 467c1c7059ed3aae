/** What a page of a CI host shows of a whole command, as Markdown: counts by file, then the worst first. */

import { type Severity, severities } from '../diagnostics/diagnostic.ts';
import type { TestedFile } from '../scenario/test-scenarios.ts';
import { positionAt, type Source } from '../source/source.ts';
import { counted, type Findings, mostImportant, summarize, summaryLine } from './findings.ts';
import { markdownText } from './markdown.ts';
import { entriesOf, type ResultEntry } from './result-entries.ts';
import { summarizeTests, testSummaryLine } from './test-summary.ts';

/** The address of a file, to which `#L12` can be added. */
export type AddressOf = (name: string) => string;

const mostFiles = 100;
const mostFindings = 50;

/** `notes` are plain lines about what is not shown. */
export function checkSummary(findings: readonly Findings[], notes: readonly string[], addressOf: AddressOf): string {
  const parts = [
    '### laneflow check',
    markdownText(summaryLine(summarize(findings))),
    ...notes.map(markdownText),
    ...findingParts(findings, addressOf),
  ];
  return `${parts.join('\n\n')}\n\n`;
}

/** `flows` are the findings in flows that keep them from being run, `notes` plain lines about what is lacking. */
export function testSummary(
  files: readonly TestedFile[],
  flows: readonly Findings[],
  notes: readonly string[],
  addressOf: AddressOf,
): string {
  const parts = [
    '### laneflow test',
    markdownText(testSummaryLine(summarizeTests(files))),
    ...notes.map(markdownText),
    ...failureParts(files, addressOf),
    ...findingParts([...flows, ...files], addressOf),
  ];
  return `${parts.join('\n\n')}\n\n`;
}

// ---- findings

function findingParts(findings: readonly Findings[], addressOf: AddressOf): readonly string[] {
  const all = findings.flatMap(({ source, diagnostics }) => diagnostics.map((found) => ({ source, found })));
  if (all.length === 0) return [];
  const { shown, left } = mostImportant(findings, mostFindings);
  const kept = new Set(shown.flatMap(({ diagnostics }) => diagnostics));
  const worst = severities.flatMap((severity) =>
    all.filter(({ found }) => found.severity === severity && kept.has(found)),
  );
  const lines = worst.map(({ source, found: { code, severity, span, message } }) => {
    const place = linkTo(source, span.start, addressOf);
    return `- ${severity} ${place} ${markdownText(code)} ${markdownText(message)}`;
  });
  return [fileTable(findings, addressOf), [...lines, ...moreOf(left)].join('\n')];
}

function fileTable(findings: readonly Findings[], addressOf: AddressOf): string {
  const names = [...new Set(findings.map(({ source }) => source.name))];
  const rows = names.flatMap((name) => {
    const counts = countsOf(findings.filter(({ source }) => source.name === name));
    return counts.every((count) => count === 0) ? [] : [{ name, counts }];
  });
  const worst = rows.toSorted((a, b) => compareCounts(b.counts, a.counts));
  const lines = worst
    .slice(0, mostFiles)
    .map(({ name, counts }) => `| [${markdownText(name)}](${addressOf(name)}) | ${counts.join(' | ')} |`);
  const more = rows.length > mostFiles ? [`| and ${counted(rows.length - mostFiles, 'file')} more | | | |`] : [];
  return ['| file | errors | warnings | infos |', '| --- | ---: | ---: | ---: |', ...lines, ...more].join('\n');
}

/** As many numbers as there are severities. */
function countsOf(findings: readonly Findings[]): readonly number[] {
  const all = findings.flatMap(({ diagnostics }) => diagnostics);
  return severities.map((severity: Severity) => all.filter((found) => found.severity === severity).length);
}

function compareCounts(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((count, at) => count !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

function linkTo(source: Source, offset: number, addressOf: AddressOf): string {
  const { line } = positionAt(source, offset);
  return `[${markdownText(source.name)}:${line}](${addressOf(source.name)}#L${line})`;
}

function moreOf(left: number): readonly string[] {
  return left === 0 ? [] : [`- and ${left} more`];
}

// ---- tests

function failureParts(files: readonly TestedFile[], addressOf: AddressOf): readonly string[] {
  const failed = files.flatMap((file) =>
    entriesOf(file)
      .filter(({ isGood }) => !isGood)
      .map((entry) => failureLine(file, entry, addressOf)),
  );
  if (failed.length === 0) return [];
  return [[...failed.slice(0, mostFindings), ...moreOf(Math.max(0, failed.length - mostFindings))].join('\n')];
}

function failureLine(
  { source }: TestedFile,
  { kind, name, span, messages }: ResultEntry,
  addressOf: AddressOf,
): string {
  const text = messages.map((message) => message.text).join('; ');
  return `- ${kind} ${linkTo(source, span.start, addressOf)} ${markdownText(name)}: ${markdownText(text)}`;
}
