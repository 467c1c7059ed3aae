import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { TestedFile } from '../scenario/test-scenarios.ts';
import type { Findings } from './findings.ts';
import { escapeXml } from './junit.ts';
import { reportPretty } from './pretty.ts';
import { detailsOf } from './pretty-results.ts';
import { entriesOf, type ResultEntry } from './result-entries.ts';
import { plainStyle } from './style.ts';

/**
 * Test results for CI servers, in the XML that JUnit made common: a suite for each scenario file and a case for each
 * scenario and property. A file that could not be run is one case with an error; so is a flow with errors.
 */
export function reportJunitResults(files: readonly TestedFile[], flows: readonly Findings[]): string {
  const suites = [...flows.map(findingsSuite), ...files.map(fileSuite)];
  const counts = suites.reduce((sum, { count }) => add(sum, count), none);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="laneflow test"${attributesOf(counts)}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

interface Count {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Suite {
  readonly count: Count;
  readonly lines: readonly string[];
}

const none: Count = { tests: 0, failures: 0, errors: 0 };

function add(one: Count, other: Count): Count {
  return {
    tests: one.tests + other.tests,
    failures: one.failures + other.failures,
    errors: one.errors + other.errors,
  };
}

function attributesOf({ tests, failures, errors }: Count): string {
  return ` tests="${tests}" failures="${failures}" errors="${errors}" skipped="0"`;
}

function suite(name: string, count: Count, lines: readonly string[]): Suite {
  const title = escapeXml(name);
  return { count, lines: [`  <testsuite name="${title}"${attributesOf(count)}>`, ...lines, '  </testsuite>'] };
}

function fileSuite(file: TestedFile): Suite {
  if (file.tested === undefined) return findingsSuite(file);
  const entries = entriesOf(file);
  const failures = entries.filter(({ isGood }) => !isGood).length;
  const cases = entries.flatMap((entry) => caseLines(file, entry));
  const remarks = file.diagnostics.length === 0 ? [] : [`    <system-out>${textOf(file)}</system-out>`];
  return suite(file.source.name, { tests: entries.length, failures, errors: 0 }, [...cases, ...remarks]);
}

/** What kept it from being run; a scenario file without findings of its own waits for its flow. */
function findingsSuite({ source, diagnostics }: Findings): Suite {
  const name = escapeXml(source.name);
  const message = hasErrors(diagnostics) ? 'It has errors.' : 'Its flow has errors.';
  return suite(source.name, { tests: 1, failures: 0, errors: 1 }, [
    `    <testcase classname="${name}" name="file" file="${name}">`,
    `      <error type="not-run" message="${message}">${textOf({ source, diagnostics })}</error>`,
    '    </testcase>',
  ]);
}

function textOf(findings: Findings): string {
  return escapeLines(reportPretty([findings], plainStyle));
}

/** The line breaks are our own. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeXml).join('\n');
}

function caseLines({ source }: TestedFile, entry: ResultEntry): readonly string[] {
  const file = escapeXml(source.name);
  const attributes = `classname="${file}" name="${escapeXml(entry.name)}" file="${file}"`;
  if (entry.isGood) return [`    <testcase ${attributes}/>`];
  const [first] = entry.messages;
  return [
    `    <testcase ${attributes}>`,
    `      <failure type="${entry.kind}" message="${escapeXml(first?.text ?? '')}">${escapeLines(detailsOf(entry, plainStyle))}</failure>`,
    '    </testcase>',
  ];
}
