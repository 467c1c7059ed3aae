import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { escapeTerminal } from '../../src/report/escape.ts';
import type { Findings } from '../../src/report/findings.ts';
import { reportGithub } from '../../src/report/github.ts';
import { sourceOf } from '../../src/source/source.ts';
import { anyFindings, steering } from './any-findings.ts';
import { library, libraryFindings } from './fixtures.ts';

describe('the github report', () => {
  it('is one workflow command for each finding, the hint on a line of its own', () => {
    expect(reportGithub([libraryFindings])).toBe(
      `::error file=library.flow,line=10,col=23,endLine=10,endColumn=26,title=unknown-node::There is no node 'n44'.%0ADid you mean n4 "Copy free?"?
::warning file=library.flow,line=11,col=21,endLine=11,endColumn=23,title=missing-lane-prefix::'n6' is in lane Reader, so it is written Reader.n6.
`,
    );
  });

  it('puts errors of all files first, then warnings, then notices', () => {
    const source = sourceOf('b.flow', 'A {');
    const span = { start: 0, end: 1 };
    const diagnostics = [
      problem('implicit-end', span, 'One.'),
      problem('duplicate-edge', span, 'Two.'),
      problem('unclosed-lane', span, 'Three.'),
    ];
    const lines = reportGithub([{ source, diagnostics }, libraryFindings]).trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/file=([^,]*),.*title=([^:]*)::.*/, '$1 $2'))).toEqual([
      '::error b.flow unclosed-lane',
      '::error library.flow unknown-node',
      '::warning b.flow duplicate-edge',
      '::warning library.flow missing-lane-prefix',
      '::notice b.flow implicit-end',
    ]);
  });

  it('lets files take turns, so that one with many findings hides no other', () => {
    const span = { start: 0, end: 1 };
    const findingsOf = (name: string, count: number): Findings => ({
      source: sourceOf(name, 'A'),
      diagnostics: Array.from({ length: count }, (_, at) => problem('unexpected-text', span, `${at}`)),
    });
    const report = reportGithub([findingsOf('a.flow', 3), findingsOf('b.flow', 1), findingsOf('c.flow', 2)]);
    const order = [...report.matchAll(/file=(\w).*::(\d)$/gm)].map(([, file, at]) => `${file}${at}`);
    expect(order).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2']);
  });

  it('escapes what ends a property or a command', () => {
    const source = sourceOf('a,b:c%\r\n.flow', 'x');
    const found = { ...problem('unexpected-text', { start: 0, end: 1 }, ''), message: 'a,b:c%\r\n::\u001b\u202e' };
    expect(reportGithub([{ source, diagnostics: [found] }])).toBe(
      '::error file=a%2Cb%3Ac%25%0D%0A.flow,line=1,col=1,endLine=1,endColumn=2,title=unexpected-text::a,b:c%25%0D%0A::\\u{1B}\\u{202E}\n',
    );
  });

  it('is empty when nothing was found', () => {
    expect(reportGithub([{ source: library, diagnostics: [] }])).toBe('');
  });

  it('is read back by the host as it was meant, whatever strangers wrote', () => {
    fc.assert(
      fc.property(fc.array(anyFindings, { maxLength: 3 }), (findings) => {
        const report = reportGithub(findings);
        expect(report.replaceAll('\n', '')).not.toMatch(steering);
        const meant = findings.flatMap(({ source, diagnostics }) =>
          diagnostics.map(({ code, message, hint, steps }) => ({
            file: visible(source.name),
            title: code,
            data: visible([message, hint, pathOf(steps)].filter((text) => text !== undefined).join('\n')),
          })),
        );
        const read = report.split('\n').slice(0, -1).map(readCommand);
        expect(read.sort(byText)).toEqual(meant.sort(byText));
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });
});

function pathOf(steps: readonly { readonly message: string }[]): string | undefined {
  return steps.length === 0 ? undefined : steps.map(({ message }) => message).join(' → ');
}

/** What a reader sees: line breaks stay, since the host shows them. */
function visible(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((piece) => (/^[\r\n]$/.test(piece) ? piece : escapeTerminal(piece)))
    .join('');
}

interface Command {
  readonly file: string;
  readonly title: string;
  readonly data: string;
}

/** As the runner reads a line: up to the second `::`, properties apart at `,`, percent signs last. */
function readCommand(line: string): Command {
  const end = line.indexOf('::', 2);
  const list = line.slice(line.indexOf(' ') + 1, end).split(',');
  const properties = new Map(list.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  expect([...properties.keys()]).toEqual(['file', 'line', 'col', 'endLine', 'endColumn', 'title']);
  return {
    file: unescapeData(properties.get('file') ?? '')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%'),
    title: properties.get('title') ?? '',
    data: unescapeData(line.slice(end + 2)).replaceAll('%25', '%'),
  };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function byText(a: Command, b: Command): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
