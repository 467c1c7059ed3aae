import fc from 'fast-check';
import { allCodes } from '../../src/diagnostics/codes.ts';
import { type Diagnostic, type Edit, type Fix, type Related, severities } from '../../src/diagnostics/diagnostic.ts';
import type { Findings } from '../../src/report/findings.ts';
import { type Source, type Span, sourceOf } from '../../src/source/source.ts';

/** What may not stand in a report unless we wrote it: controls, halves of pairs, bidirectional and line signs. */
export const steering: RegExp = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;

const traps = [
  ...['\n', '\r', '\t', '\u0000', '\u001b[2J', '\u007f', '\u0085', '\u009b', '\u061c', '\u202e', '\u2066', '\u2028'],
  ...[
    '\ud800',
    '\udfff',
    '\ufffe',
    '\uffff',
    '\ufeff',
    '%',
    '%0A',
    '%25',
    '::',
    '::error::',
    '##[error]',
    ',',
    ':',
    '=',
  ],
  ...[
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    '<!--',
    '&amp;',
    '{0}',
    '{',
    '}',
    '](',
    '[x](1)',
    '\\](',
    '\\',
    '/',
    '../',
    'C:\\',
  ],
  ...[':1:1-2:2: error a-b ', 'größer', '日本', '👍🏽', 'n1', 'n1 -> n2', ' ', '#', '"x"'],
];

/** Texts of strangers. */
const hostileText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(fc.constantFrom(...traps), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
  maxLength: 12,
});

/** Findings in one source, wherever and whatever they say. */
export const anyFindings: fc.Arbitrary<Findings> = fc
  .record({ name: hostileText, text: hostileText, flow: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) })
  .chain(({ name, text, flow }) => {
    const source: Source = { ...sourceOf(name, text), flow };
    return fc.record({ source: fc.constant(source), diagnostics: fc.array(diagnosticIn(text), { maxLength: 4 }) });
  });

function diagnosticIn(text: string): fc.Arbitrary<Diagnostic> {
  return fc.record({
    code: fc.constantFrom(...allCodes()),
    severity: fc.constantFrom(...severities),
    message: hostileText,
    span: spanIn(text),
    hint: fc.option(hostileText, { nil: undefined }),
    related: fc.array(placeIn(text), { maxLength: 2 }),
    fixes: fc.array(fixIn(text), { maxLength: 2 }),
    steps: fc.array(placeIn(text), { maxLength: 3 }),
  });
}

function placeIn(text: string): fc.Arbitrary<Related> {
  return fc.record({ message: hostileText, span: spanIn(text), file: fc.option(hostileText, { nil: undefined }) });
}

function fixIn(text: string): fc.Arbitrary<Fix> {
  return fc.record({ title: hostileText, safe: fc.boolean(), edits: fc.array(editIn(text), { maxLength: 2 }) });
}

function editIn(text: string): fc.Arbitrary<Edit> {
  return fc.record({ span: spanIn(text), text: hostileText });
}

function spanIn(text: string): fc.Arbitrary<Span> {
  const offset = fc.integer({ min: 0, max: text.length });
  return fc.tuple(offset, offset).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
}
