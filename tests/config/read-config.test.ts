import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { allCodes } from '../../src/diagnostics/codes.ts';
import { canBeDisabled } from '../../src/diagnostics/disable.ts';
import { readJson } from '../../src/source/json.ts';
import { positionAt, sourceOf } from '../../src/source/source.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/laneflow.config.schema.json'), 'utf8'));

describe('strict JSON', () => {
  it('is read as the engine reads it', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(readJson(text)).toMatchObject({ kind: 'value' });
      }),
      { seed: 41, numRuns: 2_000 },
    );
  });

  it('is refused where the engine refuses it, with a place inside the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '01',
      '1e5',
      'true',
      ' ',
      '\n',
      '//',
      "'",
      '\\',
      'ä',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const read = readJson(text);
        if (read.kind === 'mistake') expect(read.mistake.span.end).toBeLessThanOrEqual(text.length);
        // The engine lets a later setting win silently.
        const isDouble = read.kind === 'mistake' && read.mistake.message.endsWith('is set twice.');
        if (!isDouble) expect(read.kind === 'value').toBe(isJson(text));
      }),
      { seed: 42, numRuns: 20_000 },
    );
  });

  it.each([
    ['', '', 'The file ends where a value is expected.'],
    ['{', '', "A '}' is missing at the end."],
    ['{ "a": [1', '', "A ']' is missing at the end."],
    ['{ "a": 1, }', ',', "No comma stands before '}'."],
    ['[1, ]', ',', "No comma stands before ']'."],
    ['{ "a": 1 "b": 2 }', '"', 'A comma is missing before this.'],
    ['{ "a" 1 }', '"a"', "A ':' is missing after 'a'."],
    ['{ a: 1 }', 'a', 'A name stands in double quotes.'],
    ["{ 'a': 1 }", "'", 'Texts stand in double quotes.'],
    ['{ // note\n }', '/', 'JSON has no comments.'],
    ['{ "a": 1 } // note', '/', 'JSON has no comments.'],
    ['{} {}', '{', 'Nothing stands behind the last bracket.'],
    ['{ "a": strict }', 'strict', "'strict' is missing its double quotes."],
    ['{ "a": 01 }', '01', "'01' is not written as JSON writes numbers."],
    ['{ "a": "b }', '"', 'The text opened here has no closing quote.'],
    ['{ "a": "b\\c" }', '\\c', "'\\c' is no escape."],
    ['{ "a": "b\u0001" }', '\u0001', 'A control character stands in a text.'],
    ['{ "a": 1, "a": 2 }', '"a"', "'a' is set twice."],
    [`${'['.repeat(100_000)}`, '[', 'Brackets stand in more than 100 others.'],
  ])('says of %j what is wrong', (text, word, message) => {
    const read = readJson(text);
    expect(read).toMatchObject({ kind: 'mistake', mistake: { message } });
    if (read.kind === 'mistake') expect(text.slice(read.mistake.span.start, read.mistake.span.end)).toBe(word);
  });
});

describe('a configuration', () => {
  it.each([
    ['{ "theme2": 1 }', "1:3 unknown-config-key There is no setting 'theme2'."],
    ['{\n  "limits": { "node": 3 }\n}', "2:15 unknown-config-key There is no setting 'node'."],
    ['{ "rules": { "no-strat": "off" } }', "1:14 unknown-rule There is no rule 'no-strat'."],
    ['{ "rules": { "unknown-node": "off" } }', "1:14 unknown-rule 'unknown-node' is always an error."],
    ['{ "rules": { "self-edge": "loud" } }', "1:27 unreadable-config 'self-edge' is one of off, info, warning, error."],
    ['{ "profile": "lax" }', "1:14 unreadable-config 'profile' is one of default, strict, flowzap."],
    ['{ "maxWarnings": -1 }', "1:18 unreadable-config 'maxWarnings' is a whole number, at least 0."],
    ['{ "limits": { "nodes": 1.5 } }', "1:24 unreadable-config 'nodes' is a whole number, at least 1."],
    ['{ "test": { "coverage": { "edges": 101 } } }', "1:36 unreadable-config 'edges' is a number from 0 to 100."],
    [
      '{ "include": "flows" }',
      '1:14 unreadable-config \'include\' is a list of patterns, such as ["flows/**/*.flow"].',
    ],
    ['{ "render": [] }', "1:13 unreadable-config 'render' stands in braces."],
    ['[]', '1:1 unreadable-config The configuration stands in braces.'],
    ['{ "profile": "strict", }', "1:22 unreadable-config No comma stands before '}'."],
    ['{ "__proto__": {}, "constructor": 1 }', "1:3 unknown-config-key There is no setting '__proto__'."],
  ])('that says %j is told what is wrong', (text, told) => {
    const source = sourceOf('laneflow.config.json', text);
    const [first] = readConfig(source).diagnostics;
    const { line, column } = positionAt(source, first?.span.start ?? 0);
    expect(`${line}:${column} ${first?.code} ${first?.message}`).toBe(told);
  });

  it('suggests what was perhaps meant', () => {
    const hints = (text: string) => readConfig(sourceOf('c.json', text)).diagnostics.map(({ hint }) => hint);
    expect(hints('{ "maxWarning": 0, "rules": { "self-edg": "off" } }')).toEqual([
      'Did you mean maxWarnings?',
      'Did you mean self-edge?',
    ]);
  });

  it('keeps what is right beside what is wrong', () => {
    const text = '{ "profile": "strict", "limits": { "nodes": 7, "states": "x" } }';
    expect(readConfig(sourceOf('c.json', text)).value).toEqual({ profile: 'strict', limits: { nodes: 7 } });
  });

  it('agrees with the published schema about every value', () => {
    const fits = new Ajv({ strictTypes: false }).compile(schema);
    fc.assert(
      fc.property(anyConfig, (config) => {
        const { value, diagnostics } = readConfig(sourceOf('laneflow.config.json', JSON.stringify(config)));
        expect(diagnostics.length === 0).toBe(fits(config));
        if (diagnostics.length === 0) expect(value).toEqual(config);
      }),
      { seed: 43, numRuns: 5_000 },
    );
  });
});

/** Settings with right and wrong names and values. */
const anyValue = fc.constantFrom<unknown>(
  ...['strict', 'default', 'auto', 'dark', 'lanes', 'elk', 'best', 'down', 'right', 'happy', 'none', 'x', ''],
  ...[0, 1, 90, 101, -1, 1.5, 1e9, 1e300, true, null, [], {}, ['a/**'], [1], [''], { edges: 5 }, { edges: '5' }],
);
const rules = fc.dictionary(fc.constantFrom(...allCodes()), fc.constantFrom('off', 'info', 'warning', 'error', 'on'));
const changeable = fc.dictionary(fc.constantFrom(...allCodes().filter(canBeDisabled)), fc.constantFrom('off', 'error'));
const anyConfig = fc.oneof(
  { weight: 20, arbitrary: fc.dictionary(fc.constantFrom(...namesIn(schema)), anyValue, { maxKeys: 2 }) },
  {
    weight: 20,
    arbitrary: fc.record(
      { render: someOf('render'), limits: someOf('limits'), test: someOf('test') },
      { requiredKeys: [] },
    ),
  },
  { weight: 5, arbitrary: fc.record({ rules: fc.oneof(rules, changeable) }) },
  { weight: 1, arbitrary: anyValue },
);

function someOf(group: string): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.constantFrom(...namesIn(schema.properties[group])), anyValue, { maxKeys: 2 });
}

function namesIn(group: { readonly properties: object }): readonly string[] {
  return [...Object.keys(group.properties), 'strange'];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
