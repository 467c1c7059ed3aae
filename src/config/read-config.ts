/** The text of `laneflow.config.json` to a `Config`: what is right counts, what is wrong is told where it stands. */

import { allCodes, isCode } from '../diagnostics/codes.ts';
import { type Diagnosed, type Diagnostic, problem, severities } from '../diagnostics/diagnostic.ts';
import { canBeDisabled } from '../diagnostics/disable.ts';
import { profiles } from '../diagnostics/settle.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { policies } from '../interpreter/policy.ts';
import { directions, efforts, layouts } from '../layout/layout.ts';
import { themes } from '../render/theme.ts';
import { type Json, type Member, readJson } from '../source/json.ts';
import type { Source, Span } from '../source/source.ts';
import type { Config } from './config.ts';

/** What a value may be. */
type Shape =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly isWhole: boolean }
  | { readonly kind: 'text' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'rules' }
  | Group;

interface Group {
  readonly kind: 'group';
  readonly keys: ReadonlyMap<string, Shape>;
}

/** No engine holds a text of much more. */
const mostSourceBytes = 500_000_000;

const level: Shape = { kind: 'choice', choices: ['off', ...severities.toReversed()] };

const settings: Group = group({
  $schema: { kind: 'text' },
  profile: { kind: 'choice', choices: profiles },
  rules: { kind: 'rules' },
  maxWarnings: wholeFrom(0),
  limits: group({ sourceBytes: wholeFrom(1, mostSourceBytes), nodes: wholeFrom(1), states: wholeFrom(1) }),
  include: { kind: 'texts' },
  exclude: { kind: 'texts' },
  render: group({
    theme: { kind: 'choice', choices: themes },
    layout: { kind: 'choice', choices: layouts },
    effort: { kind: 'choice', choices: efforts },
    direction: { kind: 'choice', choices: directions },
  }),
  test: group({
    policy: { kind: 'choice', choices: policies },
    coverage: group({ edges: { kind: 'number', least: 0, most: 100, isWhole: false } }),
  }),
});

function group(keys: Readonly<Record<string, Shape>>): Group {
  return { kind: 'group', keys: new Map(Object.entries(keys)) };
}

function wholeFrom(least: number, most: number = Number.MAX_VALUE): Shape {
  return { kind: 'number', least, most, isWhole: true };
}

type Report = (diagnostic: Diagnostic) => void;

export function readConfig(source: Source): Diagnosed<Config> {
  const diagnostics: Diagnostic[] = [];
  const read = readJson(source.text);
  if (read.kind === 'mistake') {
    const { message, span } = read.mistake;
    return { value: {}, diagnostics: [problem('unreadable-config', span, message)] };
  }
  const value = plainValue(read.value, settings, 'The configuration', (diagnostic) => diagnostics.push(diagnostic));
  // `settings` above says what `Config` says, and a test compares both with the published schema.
  return { value: (value ?? {}) as Config, diagnostics };
}

/** A plain value of this shape; undefined when it is none, which has been reported then. */
function plainValue(json: Json, shape: Shape, name: string, report: Report): unknown {
  switch (shape.kind) {
    case 'group':
      return json.kind === 'object' ? groupOf(json.members, shape, report) : refuse(`${name} stands in braces.`);
    case 'rules':
      return json.kind === 'object' ? rulesOf(json.members, report) : refuse(`${name} stands in braces.`);
    case 'text':
      return json.kind === 'text' ? json.text : refuse(`${name} is a text in double quotes.`);
    case 'texts':
      return textsOf(json) ?? refuse(`${name} is a list of patterns, such as ["flows/**/*.flow"].`);
    case 'choice':
      return choiceIn(json, shape.choices) ?? refuse(`${name} is one of ${shape.choices.join(', ')}.`);
    case 'number':
      return numberIn(json, shape) ?? refuse(`${name} is a ${rangeOf(shape)}.`);
  }
  function refuse(message: string): undefined {
    report(problem('unreadable-config', firstLineOf(json), message));
  }
}

/** Of braces that are no object wanted, only the first sign is marked. */
function firstLineOf({ kind, span }: Json): Span {
  return kind === 'object' || kind === 'array' ? { start: span.start, end: span.start + 1 } : span;
}

function groupOf(members: readonly Member[], { keys }: Group, report: Report): object {
  const entries = members.flatMap(({ key, keySpan, value }) => {
    const shape = keys.get(key);
    if (shape === undefined) report(unknownKey(key, keySpan, [...keys.keys()]));
    const known = shape === undefined ? undefined : plainValue(value, shape, `'${key}'`, report);
    return known === undefined ? [] : [[key, known] as const];
  });
  return Object.fromEntries(entries);
}

function unknownKey(key: string, span: Span, keys: readonly string[]): Diagnostic {
  const near = nearest(key, keys);
  const hint = near === undefined ? `There are ${keys.join(', ')}.` : `Did you mean ${near}?`;
  return problem('unknown-config-key', span, `There is no setting '${key}'.`, { hint });
}

function rulesOf(members: readonly Member[], report: Report): object {
  const entries = members.flatMap(({ key, keySpan, value }) => {
    const refusal = ruleRefusal(key);
    if (refusal !== undefined) {
      report(problem('unknown-rule', keySpan, refusal.message, { hint: refusal.hint }));
      return [];
    }
    const severity = plainValue(value, level, `'${key}'`, report);
    return severity === undefined ? [] : [[key, severity] as const];
  });
  return Object.fromEntries(entries);
}

/** Why a word cannot be the name of a rule whose severity is set; undefined when it can. */
export function ruleRefusal(word: string): { readonly message: string; readonly hint: string } | undefined {
  if (!isCode(word)) {
    const near = nearest(word, allCodes());
    const hint = near === undefined ? 'laneflow explain lists all rules.' : `Did you mean ${near}?`;
    return { message: `There is no rule '${word}'.`, hint };
  }
  if (canBeDisabled(word)) return undefined;
  return { message: `'${word}' is always an error.`, hint: 'What could not be read or looked up stays an error.' };
}

function textsOf(json: Json): readonly string[] | undefined {
  if (json.kind !== 'array') return undefined;
  const texts = json.items.flatMap((item) => (item.kind === 'text' && item.text !== '' ? [item.text] : []));
  return texts.length === json.items.length ? texts : undefined;
}

function choiceIn(json: Json, choices: readonly string[]): string | undefined {
  return json.kind === 'text' && choices.includes(json.text) ? json.text : undefined;
}

type NumberShape = Extract<Shape, { kind: 'number' }>;

function numberIn(json: Json, { least, most, isWhole }: NumberShape): number | undefined {
  if (json.kind !== 'number' || json.value < least || json.value > most) return undefined;
  return isWhole && !Number.isInteger(json.value) ? undefined : json.value;
}

function rangeOf({ least, most, isWhole }: NumberShape): string {
  const noun = isWhole ? 'whole number' : 'number';
  return most === Number.MAX_VALUE ? `${noun}, at least ${least}` : `${noun} from ${least} to ${most}`;
}
