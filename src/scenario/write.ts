/**
 * Scenarios as the text of a scenario file, in a stable order and form. What is written reads back as the same values,
 * by YAML 1.2 as by tools that still know the `No` and `on` of YAML 1.1.
 */

import type { NodeId } from '../graph/graph.ts';
import type { Claim, Happening, Property, Scope } from '../interpreter/property.ts';
import { happeningText } from './properties.ts';
import { anySteps, type Expectations, noSettings, type ScenarioValue, type Settings, type Target } from './scenario.ts';

/** What can be written of a scenario file. */
export interface ScenarioText {
  /** Lines of remarks at the top. */
  readonly remarks?: readonly string[];
  /** From the new file on. */
  readonly flow: string;
  readonly defaults?: Settings;
  readonly scenarios: readonly ScenarioValue[];
  readonly properties?: readonly Property[];
}

export function writeScenarios({
  remarks = [],
  flow,
  defaults = noSettings,
  scenarios,
  properties = [],
}: ScenarioText): string {
  const lines = [
    ...remarks.map((remark) => `# ${remark.replace(unseen, ' ')}`),
    `flow: ${yamlWord(flow)}`,
    ...braced('defaults: ', settingEntries(defaults), ''),
    ...(scenarios.length === 0 ? [] : ['scenarios:', ...scenarios.flatMap(scenarioLines)]),
    ...(properties.length === 0 ? [] : ['properties:', ...properties.flatMap(propertyLines)]),
  ];
  return `${lines.join('\n')}\n`;
}

function settingEntries({ policy, seed, maxSteps, start }: Settings): string[] {
  return [
    ...(policy === undefined ? [] : [`policy: ${policy}`]),
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
    ...(maxSteps === undefined ? [] : [`maxSteps: ${maxSteps}`]),
    ...(start === undefined ? [] : [`start: ${yamlWord(start)}`]),
  ];
}

function scenarioLines({ name, settings, answers, loops, order, expect }: ScenarioValue): string[] {
  const given = [...answers].map(([node, list]) => `${yamlWord(node)}: ${oneOrMany(list.map(yamlWord))}`);
  return [
    `  - name: ${yamlWord(name)}`,
    ...settingEntries(settings).map((entry) => `    ${entry}`),
    ...braced('    answers: ', given, '    '),
    ...braced('    loops: ', countEntries(loops), '    '),
    ...(order.length === 0 ? [] : listLines('    order: ', '[', order.map(yamlWord), ']', '    ')),
    '    expect:',
    ...expectationLines(expect),
  ];
}

function expectationLines({ status, end, path, visits, lanes, never, maxSteps }: Expectations): string[] {
  const at = '      ';
  return [
    `${at}status: ${oneOrMany(status)}`,
    ...(end === undefined ? [] : listLines(`${at}end: `, '[', end.map(yamlWord), ']', at)),
    ...(path === undefined ? [] : listLines(`${at}path: `, '[', path.map(pathWord), ']', at)),
    ...(visits === undefined ? [] : listLines(`${at}visits: `, '{ ', countEntries(visits), ' }', at)),
    ...(lanes === undefined ? [] : listLines(`${at}lanes: `, '[', lanes.map(yamlWord), ']', at)),
    ...(never === undefined ? [] : listLines(`${at}never: `, '[', never.map(targetWord), ']', at)),
    ...(maxSteps === undefined ? [] : [`${at}maxSteps: ${maxSteps}`]),
  ];
}

function countEntries(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([id, count]) => `${yamlWord(id)}: ${count}`);
}

function pathWord(word: NodeId): string {
  return word === anySteps ? word : yamlWord(word);
}

function targetWord({ kind, id }: Target): string {
  return yamlWord(kind === 'lane' ? `lane:${id}` : id);
}

// ---- properties

function propertyLines({ claim, fair }: Property): string[] {
  const entries = [...claimEntries(claim), ...(fair ? [] : ['fair: false'])];
  return listLines('  - ', '{ ', entries, ' }', '    ');
}

function claimEntries(claim: Claim): string[] {
  switch (claim.kind) {
    case 'always':
    case 'never':
      return [`${claim.kind}: ${eventWord(claim.what)}`, ...scopeEntries(claim.scope)];
    case 'at-most':
      return [`atMost: ${claim.times}`, `of: ${eventWord(claim.what)}`, ...scopeEntries(claim.scope)];
    case 'never-together':
      return [`neverTogether: [${claim.what.map(eventWord).join(', ')}]`];
    case 'ends':
      return ['runs: end'];
  }
}

function scopeEntries(scope: Scope): string[] {
  if (scope.kind === 'run') return [];
  if (scope.kind !== 'between') return [`${scope.kind}: ${eventWord(scope.of)}`];
  return [`between: [${eventWord(scope.opens)}, ${eventWord(scope.closes)}]`];
}

function eventWord(happening: Happening): string {
  return yamlWord(happeningText(happening));
}

// ---- YAML

/** Letters, digits, blanks between words, and signs that mean nothing inside of a word. */
const plain = /^[\p{L}_][\p{L}\p{N}_]*(?:(?:[ .'/+-]+|[:=])[\p{L}\p{N}_]+)*[.!?]?$/u;
/** What some version of YAML takes for something else than a text. */
const taken = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;
/** What may not stand in YAML as it is, and what a reader does not see. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** A text that YAML reads as this text and nothing else. */
function yamlWord(text: string): string {
  if (plain.test(text) && !taken.test(text)) return text;
  return JSON.stringify(text).replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function oneOrMany(words: readonly string[]): string {
  const [only, second] = words;
  return only !== undefined && second === undefined ? only : `[${words.join(', ')}]`;
}

/** Nothing when there is nothing to say. */
function braced(prefix: string, entries: readonly string[], indent: string): string[] {
  return entries.length === 0 ? [] : listLines(prefix, '{ ', entries, ' }', indent);
}

const widest = 100;

/** One line, or where that would be too wide, a line for as many entries as fit. */
function listLines(prefix: string, open: string, items: readonly string[], close: string, indent: string): string[] {
  if (items.length === 0) return [`${prefix}${open}${close}`];
  const line = `${prefix}${open}${items.join(', ')}${close}`;
  if (line.length <= widest) return [line];
  const lines = [`${prefix}${open.trim()}`];
  let row = '';
  for (const item of items) {
    if (row !== '' && `${indent}  ${row} ${item},`.length > widest) {
      lines.push(`${indent}  ${row}`);
      row = '';
    }
    row += `${row === '' ? '' : ' '}${item},`;
  }
  return [...lines, `${indent}  ${row}`, `${indent}${close.trim()}`];
}
