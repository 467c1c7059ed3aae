import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScenarioFile } from '../../src/scenario/read.ts';
import { decode } from '../../src/source/decode.ts';
import { positionAt, sourceOf } from '../../src/source/source.ts';

const valid = `flow: x.flow
scenarios:
  - name: a
    answers: { n1: [No, Yes, on, off, y, 1, 1.0, true, ~x, 0x1F] }
`;

describe('scenario files', () => {
  it('keep the words that older YAML took for truths, and numbers as they are written', async () => {
    const { value, diagnostics } = await read(valid);
    expect(diagnostics).toEqual([]);
    const words = value?.scenarios[0]?.answers[0]?.value.value.map(({ text }) => text);
    expect(words).toEqual(['No', 'Yes', 'on', 'off', 'y', '1', '1.0', 'true', '~x', '0x1F']);
  });

  it.each([
    ['CRLF', valid.replaceAll('\n', '\r\n')],
    ['JSON', '{"flow": "x.flow", "scenarios": [{"name": "a", "answers": {"n1": ["No", "Yes"]}}]}'],
    ['an anchor and its alias', 'flow: x.flow\nscenarios:\n  - name: &a a\n    answers: { n1: *a }\n'],
    ['comments and a start of document', `# hello\n---\n${valid}...\n`],
  ])('may be written with %s', async (_, text) => {
    const { value, diagnostics } = await read(text);
    expect(diagnostics).toEqual([]);
    expect(value?.scenarios).toHaveLength(1);
  });

  it('may begin with a byte order mark', async () => {
    const { source } = decode(new TextEncoder().encode(`\ufeff${valid}`), 'a.scenario.yaml');
    expect((await readScenarioFile(source)).diagnostics).toEqual([]);
  });

  it.each([
    ['', '1:1 The file says nothing.'],
    ['# only a comment\n', '2:1 The file says nothing.'],
    ['flow: [', "1:8 A ']' is missing before this."],
    ['flow: x\n\tdefaults: 1', '2:1 A tab stands where blanks belong.'],
    ['flow: a: b', "1:7 The value that begins here has a ':' of its own."],
    ['flow: "x', '1:9 The text has no closing quote.'],
    ['flow: "\\q"', "1:8 '\\q' is no escape."],
    ['flow: @x', "1:7 A text that begins with '@' stands in quotes."],
    ['flow x\nscenarios: []', "1:1 A ':' is missing after 'flow'."],
    ['flow: !secret x', "1:7 '!secret' is no type that is known here."],
    ['flow: x\n---\nflow: y', '2:1 A second document begins here.'],
    ['flow: x\nflow: y', "2:1 'flow' is set twice here."],
    ['flow: *x', "1:7 Nothing above is called '&x'."],
    ['flow: &x [*x]', "1:11 '*x' stands inside of what it names."],
    ['? [a]\n: b', '1:3 A key is one word or text.'],
    ['- a\n- b', "1:1 A scenario file has keys with values, such as 'name: right at once'."],
    ['<<: { flow: x }', "1:1 There is no key '<<' here."],
    ['flow: x\n defaults: {}', "1:7 The value that begins here has a ':' of its own."],
  ])('say what is wrong with %j', async (text, told) => {
    const source = sourceOf('a.scenario.yaml', text);
    const [first] = (await readScenarioFile(source)).diagnostics;
    const { line, column } = positionAt(source, first?.span.start ?? -1);
    expect(`${line}:${column} ${first?.message}`).toContain(told);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(50_000)],
    ['dashes', '- '.repeat(50_000)],
    ['questions', '? '.repeat(50_000)],
    ['indentation', Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('are refused when thousands of %s stand in each other', async (_, text) => {
    expect((await read(text)).diagnostics.map(({ message }) => message)).toEqual([
      'Values stand in too many others here.',
    ]);
  });

  it('are refused when aliases stand for millions of values', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? '1, 2, 3, 4, 5, 6, 7, 8' : `*l${level - 1}, `.repeat(8);
      return `k${level}: &l${level} [${inner}]`;
    });
    expect((await read(levels.join('\n'))).diagnostics.map(({ message }) => message)).toEqual([
      'Aliases stand for more than 500,000 values.',
    ]);
  });

  it('end in values or in findings inside of the text, whatever it is', async () => {
    const pieces = [
      'flow',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '#',
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '?',
      '---',
      '...',
      '\t',
      '\r',
      '%',
      '\0',
      '\ufeff',
      '\ud800',
      'name',
      'x',
      '1',
      'scenarios',
      'answers',
      'expect',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), async (parts) => {
        const text = parts.join('');
        const { value, diagnostics } = await read(text);
        if (value === undefined) expect(diagnostics).not.toEqual([]);
        for (const { span, message } of diagnostics) {
          expect([span.start >= 0, span.start <= span.end, span.end <= text.length]).toEqual([true, true, true]);
          expect(message).not.toMatch(/undefined|scalar|node end|flow map|collection/i);
        }
      }),
      { seed: 6, numRuns: 3000 },
    );
  });
});

function read(text: string): ReturnType<typeof readScenarioFile> {
  return readScenarioFile(sourceOf('a.scenario.yaml', text));
}
