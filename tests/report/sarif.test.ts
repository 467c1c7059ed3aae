import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import { type Diagnostic, problem } from '../../src/diagnostics/diagnostic.ts';
import type { Findings } from '../../src/report/findings.ts';
import { hash } from '../../src/report/fingerprint.ts';
import { reportSarif } from '../../src/report/sarif.ts';
import { sourceOf } from '../../src/source/source.ts';
import { looseDocuments } from '../documents.ts';
import { anyFindings, steering } from './any-findings.ts';
import { library, libraryFindings } from './fixtures.ts';
import { sarifShape } from './sarif-shape.ts';

const tool = 'laneflow 1.2.3';
const fitsShape = new Ajv({ strict: false }).compile(sarifShape);
/** The schema of OASIS, from the one package that ships it. */
const officialSchema = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

describe('the sarif report', () => {
  it('tells rule, place, other places and fixes of a finding', () => {
    const run = runOf([libraryFindings]);
    const start = library.text.indexOf('n44');
    const region = {
      ...{ startLine: 10, startColumn: 23, endLine: 10, endColumn: 26 },
      ...{ charOffset: start, charLength: 3 },
    };
    const artifactLocation = { uri: 'library.flow', uriBaseId: 'SRCROOT', index: 0 };
    expect(run.results[0]).toEqual({
      ruleId: 'unknown-node',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'There is no node \'n44\'. Did you mean n4 "Copy free?"?' },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      partialFingerprints: { 'laneflowFinding/v1': expect.stringMatching(/^[0-9a-f]{16}:1$/) },
      relatedLocations: [
        {
          id: 0,
          message: { text: 'lane Desk begins here' },
          physicalLocation: {
            artifactLocation,
            region: {
              ...{ startLine: 7, startColumn: 1, endLine: 7, endColumn: 5 },
              ...{ charOffset: library.text.indexOf('Desk {'), charLength: 4 },
            },
          },
        },
      ],
      fixes: [
        {
          description: { text: 'Replace n44 with n4' },
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: 'n4' } }] },
          ],
          properties: { safe: false },
        },
      ],
    });
  });

  it('describes the rules that occur, once each', () => {
    const span = { start: 0, end: 1 };
    const diagnostics = [
      problem('implicit-end', span, 'One.'),
      problem('missing-handle', span, 'Two.'),
      problem('implicit-end', span, 'Three.'),
    ];
    const run = runOf([{ source: library, diagnostics }, libraryFindings]);
    expect(run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['implicit-end', 0, 'note'],
      ['missing-handle', 1, 'note'],
      ['implicit-end', 0, 'note'],
      ['unknown-node', 2, 'error'],
      ['missing-lane-prefix', 3, 'warning'],
    ]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([
      'implicit-end',
      'missing-handle',
      'unknown-node',
      'missing-lane-prefix',
    ]);
    expect(run.tool.driver.rules[1]).toEqual({
      id: 'missing-handle',
      shortDescription: { text: 'Missing handle' },
      helpUri: 'https://unpkg.com/laneflow@1.2.3/docs/rules/missing-handle.md',
      help: { text: 'Run "laneflow explain missing-handle" for the meaning and examples.' },
      defaultConfiguration: { enabled: false, level: 'note' },
      properties: { tier: 'syntax' },
    });
  });

  it('is a log even when nothing was found', () => {
    const run = runOf([]);
    expect(run).toMatchObject({ results: [], artifacts: [], columnKind: 'utf16CodeUnits' });
    expect(run.tool.driver).toEqual({ name: 'laneflow', semanticVersion: '1.2.3', rules: [] });
    expect(run.invocations).toEqual([{ executionSuccessful: true }]);
  });

  it('says what could not be read', () => {
    const log = JSON.parse(reportSarif([], tool, ["'a.flow' cannot be read: it is {gone}."]));
    expect(log.runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: "'a.flow' cannot be read: it is {{gone}}." } }],
      },
    ]);
  });

  it.each([
    ['docs/a b.flow', 'docs/a%20b.flow', 'SRCROOT'],
    ['../größe#1?.flow', '../gr%C3%B6%C3%9Fe%231%3F.flow', 'SRCROOT'],
    ['a:b.flow', 'a%3Ab.flow', 'SRCROOT'],
    ['flows\\a.flow', 'flows/a.flow', 'SRCROOT'],
    ['\ud800%2F.flow', '%EF%BF%BD%252F.flow', 'SRCROOT'],
    ['/home/me/a b.flow', 'file:///home/me/a%20b.flow', undefined],
    ['C:\\flows\\a b.flow', 'file:///C:/flows/a%20b.flow', undefined],
  ])('writes the file %j as %s', (name, uri, uriBaseId) => {
    const source = sourceOf(name, 'x');
    const [result] = runOf([{ source, diagnostics: [problem('self-edge', { start: 0, end: 1 }, 'Loops.')] }]).results;
    const expected = uriBaseId === undefined ? { uri, index: 0 } : { uri, uriBaseId, index: 0 };
    expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual(expected);
  });

  it('knows lines of other files only when they were read too', () => {
    const other = sourceOf('other.flow', 'A {\n  n1: circle\n}\n');
    const related = ['other.flow', 'gone.flow'].map((file) => ({ message: 'Here.', span: { start: 6, end: 8 }, file }));
    const found = problem('duplicate-node', { start: 0, end: 1 }, 'Twice.', { related });
    const run = runOf([
      { source: library, diagnostics: [found] },
      { source: other, diagnostics: [] },
    ]);
    expect(run.results[0]?.relatedLocations?.map(({ physicalLocation }) => physicalLocation)).toEqual([
      {
        artifactLocation: { uri: 'other.flow', uriBaseId: 'SRCROOT', index: 1 },
        region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 5, charOffset: 6, charLength: 2 },
      },
      {
        artifactLocation: { uri: 'gone.flow', uriBaseId: 'SRCROOT' },
        region: { charOffset: 6, charLength: 2 },
      },
    ]);
  });

  it('walks through the steps of a run, a thousand at most', () => {
    const steps = Array.from({ length: 1_200 }, (_, index) => ({
      ...{ message: `n${index + 1}`, file: undefined },
      span: { start: index % 9, end: (index % 9) + 1 },
    }));
    const found = problem('self-edge', { start: 0, end: 1 }, 'Loops.', { steps });
    const flows = runOf([{ source: library, diagnostics: [found] }]).results[0]?.codeFlows;
    const locations = flows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(locations).toHaveLength(1_000);
    expect(locations[999]?.location).toMatchObject({
      message: { text: 'n1000' },
      physicalLocation: { region: { startColumn: 1 } },
    });
  });

  it('lets no text of an author become a link or a placeholder', () => {
    const source = sourceOf('a.flow', 'x');
    const found = problem('unexpected-text', { start: 0, end: 1 }, String.raw`'[x](1) [y\](2) {0} a[1] \' is odd.`);
    expect(runOf([{ source, diagnostics: [found] }]).results[0]?.message.text).toBe(
      String.raw`'[x\](1) [y\\\](2) {{0}} a[1] \' is odd.`,
    );
  });

  it('fits the schema and is read back as it was meant, whatever strangers wrote', () => {
    fc.assert(
      fc.property(fc.array(anyFindings, { maxLength: 3 }), (findings) => {
        const report = reportSarif(findings, tool);
        expect(report.replaceAll('\n', '')).not.toMatch(steering);
        const log = JSON.parse(report);
        expectFit(fitsShape, log);
        expect(log.runs[0].results.map(({ message }: Result) => textOf(message))).toEqual(
          findings.flatMap(({ diagnostics }) => diagnostics.map(({ message, hint }) => sentences(message, hint))),
        );
      }),
      { seed: 14, numRuns: 1_000 },
    );
  });

  it('carries fixes that do what laneflow does', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        const { source, diagnostics } = compile(sourceOf('a.flow', text));
        const { results } = runOf([{ source, diagnostics }]);
        diagnostics.forEach((found, index) => {
          const [fix] = results[index]?.fixes ?? [];
          if (fix === undefined) expect(found.fixes).toEqual([]);
          else expect(afterFix(text, fix)).toBe(applyFixes(text, [bestFirst(found)], { unsafe: true }).text);
        });
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it('fits the schema of OASIS', () => {
    const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(officialSchema, 'utf8'));
    const ajv = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { uri: isUri, 'uri-reference': isUri, 'date-time': true },
    });
    const fitsOfficial = ajv.compile({ ...schema, $id: 'sarif' });
    const samples = fc.sample(fc.array(anyFindings, { maxLength: 3 }), { seed: 16, numRuns: 500 });
    for (const findings of [...samples, [libraryFindings], []])
      expectFit(fitsOfficial, JSON.parse(reportSarif(findings, tool, ['Broken {pipe}.'])));
  });
});

describe('the fingerprint of a finding', () => {
  it('stays when lines move, sides change and texts are written anew', () => {
    const moved = library.text
      .replace('# Borrow a book\n', '# Borrow a book\n\nHow it goes:\n\n')
      .replace('n5.handle(right)', '      n5.handle(top)')
      .replace('"Wait a week"', '"Wait for a week"')
      .replace('[label="Yes"]', '[label="Yes, it is"]');
    expect(printsOf(moved)).toEqual(printsOf(library.text));
    expect(new Set(printsOf(moved)).size).toBe(printsOf(moved).length);
  });

  it('changes with the node, and not with another mistake', () => {
    const before = printsOf(library.text);
    const other = printsOf(library.text.replace('n44', 'n45'));
    expect(other.filter((print) => before.includes(print))).toHaveLength(before.length - 1);
  });

  it('counts equal mistakes of a file, and starts anew in the next', () => {
    const text = 'A {\n  n1: circle\n  n1 -> n9\n  n1 -> n9\n}\n';
    const span = (nth: number) => ({ start: text.indexOf('n9') + nth * 11, end: text.indexOf('n9') + nth * 11 + 2 });
    const diagnostics = [0, 1].map((nth) => problem('unknown-node', span(nth), "There is no node 'n9'."));
    const findings = ['a.flow', 'b.flow'].map((name) => ({ source: sourceOf(name, text), diagnostics }));
    const prints = runOf(findings).results.map(printOf);
    expect(prints.map((print) => print.split(':')[1])).toEqual(['1', '2', '1', '2']);
    expect(new Set(prints).size).toBe(2);
  });

  it('stays when whole files move down', () => {
    fc.assert(
      fc.property(looseDocuments, (text) => {
        expect(printsOf(`\n\n\n${text}`)).toEqual(printsOf(text));
      }),
      { seed: 17, numRuns: 150 },
    );
  });

  it('hashes as FNV-1a does', () => {
    expect(['', 'a', 'foobar'].map(hash)).toEqual(['cbf29ce484222325', 'af63dc4c8601ec8c', '85944171f73967e8']);
  });

  it('looks at no more of a line of megabytes than it needs', () => {
    const source = sourceOf('a.flow', `A { ${'n1 -> n2 '.repeat(500_000)}}`);
    const diagnostics = Array.from({ length: 20_000 }, (_, index) =>
      problem('duplicate-edge', { start: 4 + index * 200, end: source.text.length }, 'Twice.'),
    );
    expect(runOf([{ source, diagnostics }]).results).toHaveLength(20_000);
  });
});

// ---- reading a log

interface Message {
  readonly text: string;
}

interface Region {
  readonly charOffset: number;
  readonly charLength: number;
}

interface Place {
  readonly physicalLocation: { readonly artifactLocation: object; readonly region: Region };
}

interface SarifFix {
  readonly artifactChanges: readonly {
    readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: Message }[];
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: Message;
  readonly locations: readonly Place[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly relatedLocations?: readonly Place[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly { readonly location: Place }[] }[];
  }[];
  readonly fixes?: readonly SarifFix[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly object[];
  readonly results: readonly Result[];
}

function runOf(findings: readonly Findings[]): Run {
  const log = JSON.parse(reportSarif(findings, tool));
  expectFit(fitsShape, log);
  return log.runs[0];
}

function expectFit(fits: ValidateFunction, log: unknown): void {
  fits(log);
  expect(fits.errors ?? []).toEqual([]);
}

/** As the standard says: `{{` is `{`, and `\]` is `]`. */
function textOf({ text }: Message): string {
  const brackets = text.replace(/\\+\](?=\()/g, (escaped) => `${escaped.slice(0, (escaped.length - 2) / 2)}]`);
  return brackets.replaceAll('{{', '{').replaceAll('}}', '}');
}

function sentences(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

function afterFix(text: string, { artifactChanges }: SarifFix): string {
  const replacements = artifactChanges.flatMap((change) => change.replacements);
  const fromTheEnd = replacements
    .map((replacement, index) => ({ ...replacement, index }))
    .sort((a, b) => b.deletedRegion.charOffset - a.deletedRegion.charOffset || b.index - a.index);
  return fromTheEnd.reduce((changed, { deletedRegion: { charOffset, charLength }, insertedContent }) => {
    return changed.slice(0, charOffset) + insertedContent.text + changed.slice(charOffset + charLength);
  }, text);
}

/** laneflow takes a safe fix before others; the log keeps them best first. */
function bestFirst(found: Diagnostic): Diagnostic {
  return { ...found, fixes: found.fixes.slice(0, 1) };
}

function printsOf(text: string): string[] {
  return runOf([compile(sourceOf('library.flow', text))]).results.map(printOf);
}

function printOf({ partialFingerprints }: Result): string {
  return partialFingerprints['laneflowFinding/v1'] ?? '';
}

/** RFC 3986 letters only, percent signs before two digits. */
function isUri(text: string): boolean {
  return /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/.test(text);
}
