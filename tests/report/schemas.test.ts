import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { allCodes, tiers } from '../../src/diagnostics/codes.ts';
import { severities } from '../../src/diagnostics/diagnostic.ts';
import { canBeDisabled } from '../../src/diagnostics/disable.ts';
import { profiles } from '../../src/diagnostics/settle.ts';
import { policies } from '../../src/interpreter/policy.ts';
import { directions, efforts } from '../../src/layout/layout.ts';
import { themes } from '../../src/render/theme.ts';
import { reportCompact } from '../../src/report/compact.ts';
import { escapeTerminal } from '../../src/report/escape.ts';
import { reportJson } from '../../src/report/json.ts';
import { defaultSourceBytes } from '../../src/source/decode.ts';
import { positionAt, sourceOf } from '../../src/source/source.ts';
import { diagnose, diagnoseText } from '../mistakes/diagnose.ts';
import { mistakes } from '../mistakes/mistakes.ts';
import { anyFindings } from './any-findings.ts';
import { library, libraryFindings } from './fixtures.ts';

const folder = join(import.meta.dirname, '../../schemas');
const tool = 'laneflow 1.2.3';

describe('the schema of the json report', () => {
  const schema = readSchema('report.schema.json');
  const fits = compiled(schema);

  it('fits every report', () => {
    fc.assert(
      fc.property(fc.array(anyFindings, { maxLength: 3 }), (findings) => {
        expectFit(fits, JSON.parse(reportJson(findings, tool)));
      }),
      { seed: 21, numRuns: 2_000 },
    );
  });

  it('refuses what no report says', () => {
    const report = JSON.parse(reportJson([libraryFindings], tool));
    const [first] = report.diagnostics;
    expectFit(fits, report);
    const wrong = [
      { ...report, version: 2 },
      { ...report, summary: { ...report.summary, errors: -1 } },
      { ...report, diagnostics: [{ ...first, severity: 'fatal' }] },
      { ...report, diagnostics: [{ ...first, flow: 0 }] },
      { ...report, diagnostics: [{ ...first, more: 1 }] },
      { ...report, diagnostics: [{ ...first, range: { start: first.range.start } }] },
      { ...report, diagnostics: [{ ...first, hint: undefined }] },
    ];
    expect(wrong.filter((each) => fits(JSON.parse(JSON.stringify(each))))).toEqual([]);
  });

  it('names every tier and severity', () => {
    expect(at(schema, 'definitions.diagnostic.properties.tier.enum')).toEqual(tiers);
    expect(at(schema, 'definitions.diagnostic.properties.severity.enum')).toEqual(severities);
  });
});

describe('the schema of the configuration', () => {
  const name = 'laneflow.config.schema.json';
  const schema = readSchema(name);
  const fits = compiled(schema);

  it('accepts a full configuration and an empty one', () => {
    const full = {
      $schema: './node_modules/laneflow/schemas/laneflow.config.schema.json',
      profile: 'default',
      rules: { 'implicit-end': 'off', 'duplicate-edge': 'error' },
      maxWarnings: 0,
      limits: { sourceBytes: 5_000_000, nodes: 100_000, states: 200_000 },
      include: ['flows/**/*.flow'],
      exclude: ['**/draft/**'],
      render: { theme: 'auto', layout: 'lanes', effort: 'best', direction: 'right' },
      test: { policy: 'happy', coverage: { edges: 90 } },
    };
    for (const config of [full, {}]) expectFit(fits, config);
  });

  it.each([
    { theme2: 'dark' },
    { profile: 'lax' },
    { rules: { 'no-strat': 'off' } },
    { rules: { 'unknown-node': 'off' } },
    { rules: { 'implicit-end': 'loud' } },
    { maxWarnings: -1 },
    { limits: { nodes: 0 } },
    { include: 'flows' },
    { render: { theme: 'pink' } },
    { test: { coverage: { edges: 101 } } },
    [],
  ])('refuses %j', (config) => {
    expect(fits(config)).toBe(false);
  });

  it('names the choices that the program has', () => {
    expect(at(schema, 'properties.profile.enum')).toEqual(profiles);
    expect(at(schema, 'properties.rules.additionalProperties.enum')).toEqual(['off', ...severities.toReversed()]);
    expect(at(schema, 'properties.render.properties.theme.enum')).toEqual(themes);
    expect(at(schema, 'properties.render.properties.effort.enum')).toEqual(efforts);
    expect(at(schema, 'properties.render.properties.direction.enum')).toEqual(directions);
    expect(at(schema, 'properties.test.properties.policy.enum')).toEqual(policies);
    expect(at(schema, 'properties.limits.properties.sourceBytes.default')).toBe(defaultSourceBytes);
  });

  it('names every rule that can be changed; `npx vitest -u` writes them down', async () => {
    const text = readFileSync(join(folder, name), 'utf8');
    const codes = allCodes().filter(canBeDisabled);
    const list = codes.map((code) => `          ${JSON.stringify(code)}`).join(',\n');
    const written = text.replace(/("propertyNames": \{\s*"enum": \[)[^\]]*\]/, `$1\n${list}\n        ]`);
    await expect(written).toMatchFileSnapshot(join(folder, name));
  });
});

describe('the problem matcher', () => {
  const matchers = at(readSchema('../action/problem-matcher.json'), 'problemMatcher') as readonly Matcher[];

  it('reads the lines of a report', () => {
    expect(reportCompact([libraryFindings]).trimEnd().split('\n').map(readLine)).toEqual([
      {
        ...{ file: 'library.flow', line: '10', column: '23', severity: 'error', code: 'unknown-node' },
        message: "There is no node 'n44'.",
      },
      {
        ...{ file: 'library.flow', line: '11', column: '21', severity: 'warning', code: 'missing-lane-prefix' },
        message: "'n6' is in lane Reader, so it is written Reader.n6.",
      },
    ]);
  });

  it('knows infos as notices and every code', () => {
    const span = { start: 0, end: 0 };
    const diagnostics = allCodes().flatMap((code) =>
      severities.map((severity) => ({
        ...{ code, severity, span, message: 'Here.', hint: undefined },
        ...{ related: [], fixes: [], steps: [] },
      })),
    );
    const lines = reportCompact([{ source: library, diagnostics }])
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => readLine(line)).map((found) => [found?.code, found?.severity])).toEqual(
      diagnostics.map(({ code, severity }) => [code, severity === 'info' ? 'notice' : severity]),
    );
  });

  it('reads every line about every planted mistake, rule page and case page, under odd names', () => {
    const names = ['a b.flow', 'C:\\flows\\a.flow', '12:3-4:5: x.flow', 'ärger/流程.flow', 'error warning info.flow'];
    const pages = globSync(['docs/rules/*.md', 'tests/**/cases/*.md'], { cwd: join(folder, '..') });
    const flows = pages.flatMap((page) => {
      const text = readFileSync(join(folder, '..', page), 'utf8');
      return [...text.matchAll(/^```flow\n([\s\S]*?)^```$/gm)].map(([, flow = '']) => diagnoseText(flow));
    });
    const diagnoses = [...mistakes.map(({ planted }) => diagnose(planted.bytes, planted.limit)), ...flows];
    const read = diagnoses.flatMap(({ text, diagnostics }, index) => {
      const name = names[index % names.length] ?? '';
      const lines = reportCompact([{ source: sourceOf(name, text), diagnostics }])
        .split('\n')
        .slice(0, -1);
      return lines.map((line) => ({ name, found: readLine(line) }));
    });
    expect(read.length).toBeGreaterThan(300);
    expect(read.filter(({ name, found }) => found?.file !== name)).toEqual([]);
    const codes = diagnoses.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    expect(read.map(({ found }) => found?.code)).toEqual(codes);
  });

  it('reads every line as it was meant, whatever strangers wrote', () => {
    fc.assert(
      fc.property(anyFindings, ({ source, diagnostics }) => {
        fc.pre(!looksLikePlace(source.name));
        const lines = reportCompact([{ source, diagnostics }]).split('\n').slice(0, -1);
        const meant = diagnostics.map(({ code, severity, message, span }) => {
          const { line, column } = positionAt(source, span.start);
          return {
            ...{ file: escapeTerminal(source.name), line: `${line}`, column: `${column}`, code },
            ...{ severity: severity === 'info' ? 'notice' : severity, message: escapeTerminal(message) },
          };
        });
        expect(lines.map(readLine)).toEqual(meant);
      }),
      { seed: 22, numRuns: 5_000 },
    );
  });

  /** The first matcher that fits; what it does not read from the line it says itself. */
  function readLine(line: string): Readonly<Record<string, string>> | undefined {
    for (const { severity, pattern } of matchers) {
      const [{ regexp, ...groups }] = pattern;
      const match = new RegExp(regexp).exec(line);
      if (match === null) continue;
      const read = Object.entries(groups).map(([field, group]) => [field, match[group] ?? '']);
      return { ...(severity === undefined ? {} : { severity }), ...Object.fromEntries(read) };
    }
    return undefined;
  }
});

/** A file whose own name reads like the place behind a file name; no pattern could tell. */
function looksLikePlace(name: string): boolean {
  return /:[0-9]+:[0-9]+-[0-9]+:[0-9]+: (?:error|warning|info) /.test(name);
}

interface Matcher {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly [{ readonly regexp: string } & Readonly<Record<string, number>>];
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function compiled(schema: object): ValidateFunction {
  return new Ajv({ strictTypes: false, formats: { uri: true } }).compile(schema);
}

function expectFit(fits: ValidateFunction, value: unknown): void {
  fits(value);
  expect(fits.errors ?? []).toEqual([]);
}

/** The value at a path such as `properties.profile.enum`. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner: unknown, key) => Object(inner)[key], value);
}
