import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Code, infoOf } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Span } from '../../src/source/source.ts';
import { type Diagnosis, diagnose, diagnoseText, repair, withFix } from './diagnose.ts';
import { type Mistake, mistakes } from './mistakes.ts';
import { faultless, multiple, type Several } from './multiple.ts';
import { baseTexts } from './planted.ts';

/** How one mistake fared. Undefined: the question does not arise. */
interface Outcome {
  readonly mistake: Mistake;
  readonly diagnosis: Diagnosis;
  /** The diagnostic that speaks of the mistake. */
  readonly found: Diagnostic | undefined;
  readonly isCovered: boolean;
  readonly isSingle: boolean;
  readonly isSuggested: boolean | undefined;
  readonly isSaid: boolean | undefined;
  readonly isRepaired: boolean;
}

const outcomes = mistakes.map(outcomeOf);

describe('planted mistakes', () => {
  printFailures();
  printTable();

  it('begin with flows in which nothing is wrong', () => {
    for (const base of baseTexts) expect(diagnoseText(base).diagnostics.filter(isVisible)).toEqual([]);
  });

  it('are at least 130, each with a name of its own', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(130);
    const names = mistakes.map((mistake) => mistake.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('stand for every code of the tiers input, syntax and reference', () => {
    const planted = new Set(mistakes.flatMap((mistake) => mistake.codes));
    expect(catalogue().filter((code) => !planted.has(code))).toEqual([]);
  });

  it('are pointed at in 97 of 100 files', () => {
    expect(share(outcomes.map((outcome) => outcome.isCovered))).toBeGreaterThanOrEqual(97);
  });

  it('are told once and alone in 92 of 100 files', () => {
    expect(share(outcomes.map((outcome) => outcome.isSingle))).toBeGreaterThanOrEqual(92);
  });

  it('come with the right suggestion in 85 of 100 files that have one', () => {
    expect(share(outcomes.map((outcome) => outcome.isSuggested))).toBeGreaterThanOrEqual(85);
  });

  it('are repaired by fixes in 65 of 100 files', () => {
    expect(share(outcomes.map((outcome) => outcome.isRepaired))).toBeGreaterThanOrEqual(65);
  });

  it('are repaired by fixes in 85 of 100 files where a repair is known', () => {
    const asked = outcomes.filter((outcome) => outcome.mistake.repaired !== undefined);
    expect(share(asked.map((outcome) => outcome.isRepaired))).toBeGreaterThanOrEqual(85);
  });

  it('are told in the words of the design', () => {
    const other = outcomes.filter((outcome) => outcome.isSaid === false);
    expect(other.map(({ mistake, found }) => `${mistake.name}: ${found?.message}`)).toEqual([]);
  });
});

describe('messages', () => {
  const all = [...outcomes.map((outcome) => outcome.diagnosis), ...multiple.map(({ planted }) => diagnosisOf(planted))];
  const diagnostics = all.flatMap((diagnosis) => diagnosis.diagnostics);

  it('use no words of the machinery', () => {
    expect([...new Set(diagnostics.flatMap(wordsOf).filter(isJargon))]).toEqual([]);
  });

  it('are one sentence on one line', () => {
    const odd = diagnostics.map((diagnostic) => diagnostic.message).filter((message) => !/^[^\r\n]+\.$/.test(message));
    expect([...new Set(odd)]).toEqual([]);
  });
});

describe('files with several mistakes', () => {
  it.each(multiple)('tells all of: $name', (several) => {
    expect(untold(several)).toEqual([]);
  });

  it.each(multiple)('tells nothing else about: $name', (several) => {
    const errors = diagnosisOf(several.planted).diagnostics.filter(isError);
    const expected = several.expected.filter((codes) => codes.some(isErrorCode));
    expect(errors.map(tell)).toHaveLength(expected.length);
  });
});

describe('faultless forms', () => {
  it.each(faultless)('says nothing about %s', (_name, planted) => {
    expect(diagnosisOf(planted).diagnostics.filter(isVisible).filter(isAboutText).map(tell)).toEqual([]);
  });
});

describe('safe fixes', () => {
  it('leave the flow as it was read before', () => {
    const changed = outcomes.flatMap(({ mistake, diagnosis }) => {
      const fixes = diagnosis.diagnostics.flatMap((diagnostic) => diagnostic.fixes.filter((fix) => fix.safe));
      const unsafe = fixes.filter((fix) => {
        const after = diagnoseText(withFix(diagnosis.text, fix));
        return meaningOf(after) !== meaningOf(diagnosis);
      });
      return unsafe.map((fix) => `${mistake.name}: ${fix.title}`);
    });
    expect(changed).toEqual([]);
  });
});

// ---- one row

function outcomeOf(mistake: Mistake): Outcome {
  const diagnosis = diagnosisOf(mistake.planted);
  const { diagnostics } = diagnosis;
  const matching = diagnostics.filter((diagnostic) => mistake.codes.includes(diagnostic.code));
  const found = matching.find((diagnostic) => covers(diagnostic.span, mistake.planted.marks)) ?? matching[0];
  const strangers = diagnostics.filter((d) => isError(d) && !mistake.codes.includes(d.code));
  return {
    mistake,
    diagnosis,
    found,
    isCovered: found !== undefined && covers(found.span, mistake.planted.marks),
    isSingle: matching.length === 1 && strangers.length === 0,
    isSuggested: mistake.suggests === undefined ? undefined : suggests(found, mistake.suggests),
    isSaid: mistake.says === undefined || found === undefined ? undefined : found.message === mistake.says,
    isRepaired: isRepaired(mistake, diagnosis),
  };
}

function diagnosisOf(planted: Mistake['planted']): Diagnosis {
  return diagnose(planted.bytes, planted.limit);
}

/** A finger covers the culprit, and not much more: at most three times as much or twelve characters. */
function covers(span: Span, marks: readonly Span[]): boolean {
  if (marks.length === 0) return true;
  return marks.some((mark) => {
    const length = mark.end - mark.start;
    const contains = span.start <= mark.start && mark.end <= span.end;
    return contains && span.end - span.start <= Math.max(3 * length, length + 12);
  });
}

function suggests(found: Diagnostic | undefined, text: string): boolean {
  if (found === undefined) return false;
  const edits = found.fixes.flatMap((fix) => [fix.title, ...fix.edits.map((edit) => edit.text)]);
  return [found.hint ?? '', ...edits].some((offer) => offer.includes(text));
}

/** After the fixes no error is left, nothing of the kind we planted, and the line reads as it should. */
function isRepaired(mistake: Mistake, diagnosis: Diagnosis): boolean {
  const isWanted = (diagnostic: Diagnostic) => isVisible(diagnostic) || mistake.codes.includes(diagnostic.code);
  if (!diagnosis.diagnostics.some((diagnostic) => isWanted(diagnostic) && diagnostic.fixes.length > 0)) return false;
  const text = repair(diagnosis.text, isWanted);
  const left = diagnoseText(text).diagnostics.filter((d) => isError(d) || mistake.codes.includes(d.code));
  return left.length === 0 && withoutBlanks(text).includes(withoutBlanks(mistake.repaired ?? ''));
}

/** Spaces are the formatter's business. */
function withoutBlanks(text: string): string {
  return text.replace(/[ \t]/g, '');
}

// ---- several in one file

function untold({ planted, expected }: Several): string[] {
  const left = [...diagnosisOf(planted).diagnostics];
  return planted.marks.flatMap((mark, index) => {
    const codes = expected[index] ?? [];
    const at = left.findIndex(({ code, span }) => codes.includes(code) && (covers(span, [mark]) || within(span, mark)));
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [`${codes.join(' or ')} at '${planted.text.slice(mark.start, mark.end)}'`];
  });
}

function within(span: Span, mark: Span): boolean {
  return mark.start <= span.start && span.end <= mark.end;
}

// ---- diagnostics

function isVisible(diagnostic: Diagnostic): boolean {
  return infoOf(diagnostic.code).severity !== 'off';
}

/** Not an opinion about the flow, which rules give of small flows, too. */
function isAboutText({ code }: Diagnostic): boolean {
  return ['input', 'syntax', 'reference'].includes(infoOf(code).tier);
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

function isErrorCode(code: string): boolean {
  return infoOf(code as Code).severity === 'error';
}

/** Codes of the first three tiers, read from the source so that a new one asks for a row here. */
function catalogue(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../src/diagnostics/codes.ts'), 'utf8');
  const rows = [...text.matchAll(/'([a-z0-9-]+)': \{ tier: '(?:input|syntax|reference)'/g)];
  if (rows.length < 40) throw new Error('the list of codes is written in another way than this test reads it');
  return rows.map((match) => match[1] ?? '');
}

/** What people read, without the author's own words in quotes. */
function wordsOf(diagnostic: Diagnostic): string[] {
  const fixes = diagnostic.fixes.map((fix) => fix.title);
  const related = diagnostic.related.map((place) => place.message);
  const texts = [diagnostic.message, diagnostic.hint ?? '', ...fixes, ...related];
  return texts.map((text) => text.replace(/'[^']*'/g, "''"));
}

function isJargon(text: string): boolean {
  const words =
    /\b(?:CONSUME|SUBRULE|tokens?|expecting|expected|EOF|rule|identifiers?|pars(?:e|er|ing)|lexer|grammar|syntax|production|AST|undefined|null|NaN|exception|regex)\b/i;
  return (
    words.test(text) || /\bat \S+:\d+:\d+|\.ts\b|\[object|\b[A-Z][a-z]+(?:Open|Close|Name|Line|Brace|End)\b/.test(text)
  );
}

/** The flow without positions; ids of edges count, since loops and traces name them. */
function meaningOf(diagnosis: Diagnosis): string {
  const withoutSpans = (_key: string, value: unknown): unknown => {
    if (value instanceof Map) return [...value];
    if (typeof value === 'object' && value !== null && 'span' in value) return { ...value, span: undefined };
    return value;
  };
  return JSON.stringify(diagnosis.flow, withoutSpans);
}

// ---- figures

function share(answers: readonly (boolean | undefined)[]): number {
  const given = answers.filter((answer) => answer !== undefined);
  return (100 * given.filter(Boolean).length) / given.length;
}

function printTable(): void {
  const line = (name: string, answers: readonly (boolean | undefined)[]) => {
    const given = answers.filter((answer) => answer !== undefined);
    return `${name.padEnd(28)}${share(answers).toFixed(1).padStart(6)} %  ${given.filter(Boolean).length} of ${given.length}`;
  };
  const asked = outcomes.map((o) => (o.mistake.repaired === undefined ? undefined : o.isRepaired));
  const lines = [
    line(
      'points at the culprit',
      outcomes.map((o) => o.isCovered),
    ),
    line(
      'exactly one diagnostic',
      outcomes.map((o) => o.isSingle),
    ),
    line(
      'right suggestion',
      outcomes.map((o) => o.isSuggested),
    ),
    line(
      'repaired, of all',
      outcomes.map((o) => o.isRepaired),
    ),
    line('repaired, where asked for', asked),
    line(
      'words of the design',
      outcomes.map((o) => o.isSaid),
    ),
    line(
      'several in one file',
      multiple.map((several) => untold(several).length === 0),
    ),
  ];
  console.log(`${mistakes.length} planted mistakes\n${lines.join('\n')}`);
}

function printFailures(): void {
  const text = outcomes.flatMap((outcome) => {
    const { mistake, diagnosis } = outcome;
    const missing = missingOf(outcome);
    if (missing.length === 0) return [];
    const came = diagnosis.diagnostics
      .filter((d) => isVisible(d) || mistake.codes.includes(d.code))
      .map(
        (d) =>
          `    ${tell(d)} at ${JSON.stringify(diagnosis.text.slice(d.span.start, Math.min(d.span.end, d.span.start + 60)))} hint: ${d.hint} fixes: ${JSON.stringify(d.fixes.map((fix) => fix.edits.map((edit) => edit.text)))}`,
      );
    return [`- ${mistake.name} [${missing.join(', ')}] wants ${mistake.codes.join(' or ')}`, ...came];
  });
  console.log(text.join('\n'));
}

function missingOf(outcome: Outcome): string[] {
  const failed: (readonly [string, boolean])[] = [
    ['place', !outcome.isCovered],
    ['alone', !outcome.isSingle],
    ['suggestion', outcome.isSuggested === false],
    ['words', outcome.isSaid === false],
    ['repair', outcome.mistake.repaired !== undefined && !outcome.isRepaired],
  ];
  return failed.filter(([, hasFailed]) => hasFailed).map(([name]) => name);
}

function tell(diagnostic: Diagnostic): string {
  return `${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`;
}
