import { describe, expect, it } from 'vitest';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { reportPretty } from '../../src/report/pretty.ts';
import { asciiSymbols, plainStyle, type Style } from '../../src/report/style.ts';
import { type Span, sourceOf } from '../../src/source/source.ts';
import { libraryFindings, spanOf } from './fixtures.ts';

const escapeCharacter = String.fromCodePoint(0x1b);

function prettyOf(text: string, span: Span, message: string, style: Style = plainStyle): string {
  const source = sourceOf('a.flow', text);
  return reportPretty([{ source, diagnostics: [problem('duplicate-edge', span, message)] }], style);
}

function prettyAt(text: string, word: string, message: string, style: Style = plainStyle): string {
  return prettyOf(text, spanOf(sourceOf('a.flow', text), word), message, style);
}

describe('the pretty report', () => {
  it('shows the line, the line before an error, the message, the hint and other places', () => {
    expect(reportPretty([libraryFindings], plainStyle)).toBe(`library.flow:10:23 error unknown-node
   9 │   n5: rectangle label:"Wait a week"
  10 │   n5.handle(right) -> n44.handle(left)
     │                       ^^^ There is no node 'n44'.
     = Did you mean n4 "Copy free?"?   offered: --fix --unsafe
     = library.flow:7:1  lane Desk begins here

library.flow:11:21 warning missing-lane-prefix
  11 │   n4.handle(top) -> n6.handle(bottom) [label="Yes"]
     │                     ^^
     │ 'n6' is in lane Reader, so it is written Reader.n6.
     = Write Reader.n6   fix: --fix
`);
  });

  it('is empty when nothing was found', () => {
    expect(reportPretty([{ source: libraryFindings.source, diagnostics: [] }], plainStyle)).toBe('');
  });

  it('draws with ASCII where the terminal has no more', () => {
    expect(prettyAt('A { n1 -> n2 }', 'n2', 'Twice.', { ...plainStyle, symbols: asciiSymbols })).toBe(
      `a.flow:1:11 warning duplicate-edge
  1 | A { n1 -> n2 }
    |           ^^ Twice.
`,
    );
  });

  it('paints severity, carets and gutter with the given functions only', () => {
    const mark = (name: string) => (text: string) => `<${name} ${text}>`;
    const paint = {
      error: mark('e'),
      warning: mark('w'),
      info: mark('i'),
      place: mark('p'),
      quiet: mark('q'),
      good: mark('g'),
    };
    expect(prettyAt('A { n1 -> n2 }', 'n2', 'Twice.', { ...plainStyle, paint })).toBe(
      `<p a.flow:1:11> <w warning> <q duplicate-edge>
<q   1 │ >A { n1 -> n2 }
<q     │ >          <w ^^> Twice.
`,
    );
  });

  it('counts a tab as four columns and a wide character as two', () => {
    expect(prettyAt('\tn1: circle label:"日本 👍🏽 e\u0301" n1x', 'n1x', 'Here.')).toBe(
      `a.flow:1:32 warning duplicate-edge
  1 │     n1: circle label:"日本 👍🏽 e\u0301" n1x
    │                                  ^^^ Here.
`,
    );
  });

  it('shows the first and the last line of a longer range', () => {
    const text = 'A {\n  n1: circle\n  n2: circle\n  n3: circle\n}\n';
    expect(prettyOf(text, { start: 0, end: text.length }, 'Never closed.')).toBe(`a.flow:1:1 warning duplicate-edge
  1 │ A {
    │ ^^^
  … │
  5 │ }
    │ ^ Never closed.
`);
  });

  it('shows two neighboring lines without a gap, with CRLF as well', () => {
    const text = 'A {\r\n  n1: circle\r\n';
    expect(prettyOf(text, { start: 2, end: text.length }, 'Open.')).toBe(`a.flow:1:3 warning duplicate-edge
  1 │ A {
    │   ^
  2 │   n1: circle
    │   ^^^^^^^^^^ Open.
`);
  });

  it('puts a caret behind the last character for an empty range at the end', () => {
    expect(prettyOf('A {', { start: 3, end: 3 }, 'Open.')).toBe(`a.flow:1:4 warning duplicate-edge
  1 │ A {
    │    ^ Open.
`);
    expect(prettyOf('', { start: 0, end: 0 }, 'Empty.')).toBe(`a.flow:1:1 warning duplicate-edge
  1 │
    │ ^ Empty.
`);
  });

  it('cuts a long line around the range', () => {
    const text = `A { ${'n1 -> n2 '.repeat(30)}n99 ${'n3 -> n4 '.repeat(30)}}`;
    expect(prettyAt(text, 'n99', 'Unknown.', { ...plainStyle, width: 60 })).toBe(`a.flow:1:275 warning duplicate-edge
  1 │ … -> n2 n1 -> n2 n1 -> n2 n99 n3 -> n4 n3 -> n4 n3 ->…
    │                           ^^^ Unknown.
`);
  });

  it('cuts a range that is longer than the line', () => {
    const text = `  "${'x'.repeat(500)}"`;
    expect(prettyOf(text, { start: 2, end: text.length }, 'Long.', { ...plainStyle, width: 40 })).toBe(
      `a.flow:1:3 warning duplicate-edge
  1 │ …"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    │  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    │ Long.
`,
    );
  });

  it('keeps every line within the width, whatever the text', () => {
    const words = [
      '日本語'.repeat(40),
      `${'word '.repeat(40)}`,
      'x'.repeat(300),
      '\t'.repeat(90),
      escapeCharacter.repeat(90),
    ];
    for (const word of words) {
      for (const width of [60, 61, 80, 100]) {
        const text = `A { n1: circle label:"${word}" ${word} }`;
        const lines = prettyAt(text, word, `'${word}' again.`, { ...plainStyle, width }).split('\n');
        expect(lines.map(displayWidth).filter((columns) => columns > width)).toEqual([]);
      }
    }
  });

  it('lets nothing of the author steer the terminal', () => {
    const evil = `${escapeCharacter}[31m\u009b2J\u202egnp\u2028\ud800\u007f`;
    const source = sourceOf(`${evil}.flow`, `A { # ${evil}\n${evil} n1 }`);
    const found = problem('unexpected-text', spanOf(source, 'n1'), `'${evil}' does not belong here.`, {
      hint: evil,
      related: [{ message: evil, span: { start: 0, end: 1 }, file: evil }],
    });
    const report = reportPretty([{ source, diagnostics: [found] }], plainStyle);
    expect(report).toContain('\\u{1B}[31m\\u{9B}2J\\u{202E}gnp\\u{2028}\\u{D800}\\u{7F}');
    expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u);
  });

  it('prints the steps of a run, twenty at most', () => {
    const source = sourceOf('a.flow', 'A { n1 }');
    const span = { start: 4, end: 6 };
    const steps = Array.from({ length: 25 }, (_, index) => ({ message: `n${index + 1}`, span, file: undefined }));
    const report = reportPretty(
      [{ source, diagnostics: [problem('self-edge', span, 'Loops.', { steps })] }],
      plainStyle,
    );
    expect(report).toBe(`a.flow:1:5 warning self-edge
  1 │ A { n1 }
    │     ^^ Loops.
    = n1 → n2 → n3 → n4 → n5 → n6 → n7 → n8 → n9 → n10 → n11 → n12 → n13 → n14 →
      n15 → n16 → n17 → n18 → n19 → n20 and 5 more
`);
  });

  it('shortens a message that quotes a word of thousands of letters', () => {
    const report = prettyAt('A { n1 }', 'n1', `There is no node '${'n'.repeat(5000)}'.`);
    expect(report.length).toBeLessThan(700);
    expect(report).toMatch(/…\n$/);
  });

  it('looks at no more of a line of megabytes than the screen shows', () => {
    const text = `A { ${'n1 -> n2 '.repeat(500_000)}}`;
    const source = sourceOf('a.flow', text);
    const diagnostics = Array.from({ length: 20_000 }, (_, index) =>
      problem('duplicate-edge', { start: 4 + index * 200, end: 6 + index * 200 }, 'Twice.'),
    );
    expect(reportPretty([{ source, diagnostics }], plainStyle).split('\n')).toHaveLength(20_000 * 4);
  });
});
