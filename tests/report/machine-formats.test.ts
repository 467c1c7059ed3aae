import { describe, expect, it } from 'vitest';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { reportCompact } from '../../src/report/compact.ts';
import { counted, summarize, summaryLine } from '../../src/report/findings.ts';
import { reportJson } from '../../src/report/json.ts';
import { sourceOf } from '../../src/source/source.ts';
import { library, libraryFindings } from './fixtures.ts';

const escapeCharacter = String.fromCodePoint(0x1b);

describe('the compact report', () => {
  it('prints one line per finding', () => {
    expect(reportCompact([libraryFindings])).toBe(
      `library.flow:10:23-10:26: error unknown-node There is no node 'n44'.
library.flow:11:21-11:23: warning missing-lane-prefix 'n6' is in lane Reader, so it is written Reader.n6.
`,
    );
  });

  it('keeps one line per finding when a name holds a line break', () => {
    const source = sourceOf('a\nb.flow', 'x');
    const found = problem('unexpected-text', { start: 0, end: 1 }, `'${escapeCharacter}[2J' does not belong here.`);
    expect(reportCompact([{ source, diagnostics: [found] }])).toBe(
      "a\\u{A}b.flow:1:1-1:2: error unexpected-text '\\u{1B}[2J' does not belong here.\n",
    );
  });

  it('is empty when nothing was found', () => {
    expect(reportCompact([{ source: library, diagnostics: [] }])).toBe('');
  });
});

describe('the json report', () => {
  it('is one document with positions and offsets', () => {
    const report = JSON.parse(reportJson([libraryFindings], 'laneflow 1.2.3'));
    expect(report.version).toBe(1);
    expect(report.tool).toBe('laneflow 1.2.3');
    expect(report.summary).toEqual({ files: 1, errors: 1, warnings: 1, infos: 0, fixable: 1 });
    const start = library.text.indexOf('n44');
    const range = { start: { line: 10, column: 23, offset: start }, end: { line: 10, column: 26, offset: start + 3 } };
    const desk = library.text.indexOf('Desk {');
    expect(report.diagnostics[0]).toEqual({
      code: 'unknown-node',
      tier: 'reference',
      docs: 'https://unpkg.com/laneflow@1.2.3/docs/rules/unknown-node.md',
      severity: 'error',
      file: 'library.flow',
      flow: null,
      message: "There is no node 'n44'.",
      hint: 'Did you mean n4 "Copy free?"?',
      range,
      related: [
        {
          message: 'lane Desk begins here',
          file: 'library.flow',
          range: {
            start: { line: 7, column: 1, offset: desk },
            end: { line: 7, column: 5, offset: desk + 4 },
          },
        },
      ],
      fixes: [{ title: 'Replace n44 with n4', safe: false, edits: [{ range, text: 'n4' }] }],
      steps: [],
    });
  });

  it('is a document even when nothing was found', () => {
    expect(JSON.parse(reportJson([], 'laneflow 1.2.3'))).toEqual({
      version: 1,
      tool: 'laneflow 1.2.3',
      summary: { files: 0, errors: 0, warnings: 0, infos: 0, fixable: 0 },
      diagnostics: [],
    });
  });

  it('escapes what could steer a terminal and keeps its value', () => {
    const evil = `${escapeCharacter}\u009b\u202e\u2028\ud800\u007f\t`;
    const found = problem('unexpected-text', { start: 0, end: 1 }, evil);
    const report = reportJson([{ source: sourceOf(evil, 'x'), diagnostics: [found] }], 'laneflow 1.2.3');
    expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u);
    expect(JSON.parse(report).diagnostics[0].message).toBe(evil);
  });
});

describe('the summary', () => {
  it('counts files, severities and safe fixes', () => {
    expect(summaryLine(summarize([libraryFindings]))).toBe('1 file, 1 error, 1 warning (1 fixable with --fix)');
    expect(summaryLine({ files: 12, errors: 0, warnings: 3, infos: 2, fixable: 0 })).toBe(
      '12 files, 0 errors, 3 warnings, 2 infos',
    );
  });

  it('groups the digits of large numbers', () => {
    expect([counted(1, 'node'), counted(999, 'node'), counted(1234567, 'node')]).toEqual([
      '1 node',
      '999 nodes',
      '1,234,567 nodes',
    ]);
  });
});
