import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import type { Findings } from '../../src/report/findings.ts';
import { reportJunit } from '../../src/report/junit.ts';
import { reportPretty } from '../../src/report/pretty.ts';
import { plainStyle } from '../../src/report/style.ts';
import { sourceOf } from '../../src/source/source.ts';
import { anyFindings, steering } from './any-findings.ts';
import { library, libraryFindings } from './fixtures.ts';

/** Of libxml2; many machines have it. */
const checker = 'xmllint';
const hasChecker = spawnSync(checker, ['--version']).status === 0;

describe('the junit report', () => {
  it('has a suite for each flow and a case for each tier; errors fail, the rest is output', () => {
    const lines = reportJunit([libraryFindings]).split('\n');
    const at = lines.findIndex((line) => line.includes('name="reference"'));
    expect(lines.slice(0, 4).map(withoutCounts)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="laneflow check" failures="1" errors="0" skipped="1">',
      '  <testsuite name="library.flow" failures="1" errors="0" skipped="1">',
      '    <testcase classname="library.flow" name="input" file="library.flow"/>',
    ]);
    expect(lines.slice(at, at + 15).join('\n')).toBe(
      `    <testcase classname="library.flow" name="reference" file="library.flow">
      <failure type="unknown-node" message="There is no node &apos;n44&apos;.">library.flow:10:23 error unknown-node
   9 │   n5: rectangle label:&quot;Wait a week&quot;
  10 │   n5.handle(right) -&gt; n44.handle(left)
     │                       ^^^ There is no node &apos;n44&apos;.
     = Did you mean n4 &quot;Copy free?&quot;?   offered: --fix --unsafe
     = library.flow:7:1  lane Desk begins here
</failure>
      <system-out>library.flow:11:21 warning missing-lane-prefix
  11 │   n4.handle(top) -&gt; n6.handle(bottom) [label=&quot;Yes&quot;]
     │                     ^^
     │ &apos;n6&apos; is in lane Reader, so it is written Reader.n6.
     = Write Reader.n6   fix: --fix
</system-out>
    </testcase>`,
    );
  });

  it('passes no tier that nobody asked for', () => {
    const report = reportJunit([{ source: library, diagnostics: [], unasked: ['flow'] }]);
    expect(report).toContain(`name="flow" file="library.flow">
      <skipped message="Not asked for."/>
    </testcase>`);
  });

  it('passes no tier of which only a part was looked at, unless it fails', () => {
    const partial = problem('exploration-incomplete', { start: 0, end: 1 }, 'Only 3 states were explored.');
    const endless = problem('endless-run', { start: 0, end: 1 }, 'No end can be reached.');
    const report = reportJunit([{ source: library, diagnostics: [partial] }]);
    expect(report).toContain(`name="flow" file="library.flow">
      <skipped message="Only partly checked, because the budget of states ended."/>
      <system-out>`);
    expect(reportJunit([{ source: library, diagnostics: [partial, endless] }])).toContain(
      'failures="1" errors="0" skipped="0"',
    );
  });

  it('passes every tier of a flow without findings', () => {
    const report = reportJunit([{ source: library, diagnostics: [] }]);
    expect(report).toMatch(/<testsuites name="laneflow check" tests="(\d+)" failures="0" errors="0" skipped="0">/);
    expect(countOf(report, '/>')).toBe(Number(/tests="(\d+)"/.exec(report)?.[1]));
  });

  it('says which tiers an ending error kept from being checked', () => {
    const found = problem('foreign-language', { start: 0, end: 1 }, 'This looks like Mermaid.');
    const report = reportJunit([{ source: sourceOf('a.flow', 'x'), diagnostics: [found] }]);
    const tests = Number(/tests="(\d+)"/.exec(report)?.[1]);
    expect(report).toMatch(/<testcase[^>]*name="input"[^>]*>\n +<failure type="foreign-language"/);
    expect(countOf(report, '<skipped message="Not checked, because of an earlier error."/>')).toBe(tests - 1);
    expect(report).toContain(`skipped="${tests - 1}"`);
  });

  it('names the flow of a Markdown file', () => {
    const source = { ...sourceOf('guide.md', 'x'), flow: 2 };
    expect(reportJunit([{ source, diagnostics: [] }])).toContain(
      '<testcase classname="guide.md#2" name="input" file="guide.md"/>',
    );
  });

  it('is a document even when no flow was read', () => {
    expect(reportJunit([])).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="laneflow check" tests="0" failures="0" errors="0" skipped="0">
</testsuites>
`,
    );
  });

  it('replaces what XML forbids and refers to what steers', () => {
    const source = sourceOf('\u0007\ufffe\ud800|\n\t\u0085\u202e|👍<&>"\'', 'x');
    expect(reportJunit([{ source, diagnostics: [] }])).toContain(
      '<testsuite name="\ufffd\ufffd\ufffd|&#xA;&#x9;&#x85;&#x202E;|👍&lt;&amp;&gt;&quot;&apos;"',
    );
  });

  it('is read back as it was meant, whatever strangers wrote', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const report = reportJunit([findings]);
        expect(report.replaceAll('\n', '')).not.toMatch(steering);
        expect(report).not.toContain(']]>');
        const { source, diagnostics } = findings;
        const texts = diagnostics.map((found) => reportPretty([{ source, diagnostics: [found] }], plainStyle));
        const shown = textsOf(report).join('\n');
        for (const text of texts) expect(shown).toContain(text.replace(/[\ufffe\uffff]/g, '\ufffd'));
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it.skipIf(!hasChecker)('is XML to xmllint, whatever strangers wrote', () => {
    const findings: Findings[] = fc.sample(anyFindings, { seed: 13, numRuns: 300 });
    const result = spawnSync(checker, ['--noout', '-'], { input: reportJunit(findings), encoding: 'utf8' });
    expect([result.status, result.stderr]).toEqual([0, '']);
  });
});

function withoutCounts(line: string): string {
  return line.replace(/ tests="\d+"/, '');
}

function countOf(text: string, piece: string): number {
  return text.split(piece).length - 1;
}

function textsOf(report: string): string[] {
  const found = report.matchAll(/<(?:failure[^>]*|system-out)>([^<]*)</g);
  return Array.from(found, ([, text = '']) => decodeXml(text));
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeXml(text: string): string {
  return text.replace(/&([^;]*);/g, (_, name: string) =>
    name.startsWith('#x') ? String.fromCodePoint(Number.parseInt(name.slice(2), 16)) : (entities.get(name) ?? ''),
  );
}
