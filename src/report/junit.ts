import { allCodes, type Code, infoOf, type Tier, tiers } from '../diagnostics/codes.ts';
import { type Diagnostic, hasErrors, isReadingError } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';
import type { Findings } from './findings.ts';
import { reportPretty } from './pretty.ts';
import { plainStyle } from './style.ts';

/** After these nothing else is looked for in the source. */
const endings: readonly Code[] = ['invalid-utf8', 'source-too-large', 'too-many-nodes', 'foreign-language'];

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly source: Source;
  readonly tier: Tier;
  readonly diagnostics: readonly Diagnostic[];
  /** Why nobody looked; undefined when somebody did. */
  readonly skipped: string | undefined;
}

const becauseOfBudget = 'Only partly checked, because the budget of states ended.';
const becauseOfError = 'Not checked, because of an earlier error.';

/**
 * Test results for CI servers, in the XML that JUnit made common: a suite for each flow, a case for each tier. A case
 * fails by errors; warnings and infos are its output.
 */
export function reportJunit(findings: readonly Findings[]): string {
  const suites = findings.map(suiteOf);
  const cases = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="laneflow check"${countsOf(cases)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteOf({ source, diagnostics, unasked = [] }: Findings): Suite {
  const used = new Set(allCodes().map((code) => infoOf(code).tier));
  const cases = tiers
    .filter((tier) => used.has(tier))
    .map((tier) => caseOf(source, tier, diagnostics, !unasked.includes(tier)));
  // Flows are not asked about scenarios: `laneflow test` reports those.
  const asked = cases.filter((each) => each.tier !== 'scenario' || each.diagnostics.length > 0);
  return { name: source.flow === undefined ? source.name : `${source.name}#${source.flow}`, cases: asked };
}

function caseOf(source: Source, tier: Tier, all: readonly Diagnostic[], isAsked: boolean): Case {
  const diagnostics = all.filter(({ code }) => infoOf(code).tier === tier);
  return { source, tier, diagnostics, skipped: isAsked ? whySkipped(tier, diagnostics, all) : 'Not asked for.' };
}

/** A verdict that is only partial is no pass. */
function whySkipped(tier: Tier, own: readonly Diagnostic[], all: readonly Diagnostic[]): string | undefined {
  if (own.some(({ code }) => code === 'exploration-incomplete') && !hasErrors(own)) return becauseOfBudget;
  return own.length > 0 || isChecked(tier, all) ? undefined : becauseOfError;
}

function isChecked(tier: Tier, diagnostics: readonly Diagnostic[]): boolean {
  const ended = diagnostics.some(({ code }) => endings.includes(code));
  if (ended) return tier === 'input';
  // The flow tier explores only what could be read and looked up.
  return tier !== 'flow' || !diagnostics.some(isReadingError);
}

function countsOf(cases: readonly Case[]): string {
  const failures = cases.filter(({ diagnostics }) => hasErrors(diagnostics)).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  return ` tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function suiteLines({ name, cases }: Suite): readonly string[] {
  const title = escapeXml(name);
  return [
    `  <testsuite name="${title}"${countsOf(cases)}>`,
    ...cases.flatMap((each) => caseLines(each, title)),
    '  </testsuite>',
  ];
}

function caseLines(each: Case, suite: string): readonly string[] {
  const attributes = `classname="${suite}" name="${each.tier}" file="${escapeXml(each.source.name)}"`;
  const inside = [...skippedLines(each), ...failureLines(each), ...outputLines(each)];
  if (inside.length === 0) return [`    <testcase ${attributes}/>`];
  return [`    <testcase ${attributes}>`, ...inside, '    </testcase>'];
}

function skippedLines(each: Case): readonly string[] {
  return each.skipped === undefined ? [] : [`      <skipped message="${each.skipped}"/>`];
}

function failureLines({ source, diagnostics }: Case): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return [];
  const attributes = `type="${first.code}" message="${escapeXml(first.message)}"`;
  return [`      <failure ${attributes}>${textOf(source, errors)}</failure>`];
}

function outputLines({ source, diagnostics }: Case): readonly string[] {
  const others = diagnostics.filter(({ severity }) => severity !== 'error');
  return others.length === 0 ? [] : [`      <system-out>${textOf(source, others)}</system-out>`];
}

/** As in a terminal without color; the line breaks are our own. */
function textOf(source: Source, diagnostics: readonly Diagnostic[]): string {
  return reportPretty([{ source, diagnostics }], plainStyle).split('\n').map(escapeXml).join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 allows, and what steers an editor or a line of text. */
const unusual = /[&<>"'\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufffe\uffff]/gu;
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** For text and attributes; controls and invisible signs become references, and what XML forbids becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(unusual, (character) => {
    if (forbidden.test(character)) return '\ufffd';
    return entities[character] ?? `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`;
  });
}
