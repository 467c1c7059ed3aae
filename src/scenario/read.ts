/** The text of a scenario file to a `Draft`: its shape is checked here, its names in `bind.ts`. */

import type { Diagnosed, Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { policies } from '../interpreter/policy.ts';
import type { Source } from '../source/source.ts';
import type { Draft, DraftExpectations, DraftScenario, DraftSettings, Pair, Placed, Word } from './draft.ts';
import { durationIn } from './duration.ts';
import { propertyIn } from './read-property.ts';
import { type CoverageDemand, roundKinds, statusKinds } from './scenario.ts';
import {
  choice,
  choiceOrChoices,
  choices,
  entriesOf,
  type Known,
  known,
  pairs,
  percent,
  placed,
  refuse,
  share,
  spanOfEntry,
  under,
  unreadable,
  wholeNumber,
  word,
  wordOrWords,
  words,
} from './shape.ts';
import { type Entry, readYaml, type Value } from './yaml.ts';

export interface DraftRead extends Diagnosed<Draft | undefined> {
  /** For `laneflow-disable`; with their signs. */
  readonly comments: readonly Word[];
}

const mostSteps = 1_000_000;
const largestNumber = 2 ** 31 - 1;

const fileKeys = ['flow', 'defaults', 'scenarios', 'properties', 'coverage', 'weights', 'durations'] as const;
const settingKeys = ['policy', 'seed', 'maxSteps', 'start'] as const;
const scenarioKeys = ['name', 'answers', 'loops', 'order', 'expect', ...settingKeys] as const;
const expectKeys = ['status', 'end', 'path', 'visits', 'lanes', 'never', 'maxSteps'] as const;

/** No draft when there is nothing to look names up in: the text is no YAML, or names no flow. */
export async function readScenarioFile(source: Source): Promise<DraftRead> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const { value, mistake, comments } = await readYaml(source);
  if (mistake !== undefined) report(unreadable(mistake.span, mistake.message, mistake.hint));
  const draft = value === undefined ? undefined : draftOf(value, report);
  return { value: draft, diagnostics, comments };
}

/** What keeps the flow of a scenario file from being read, at the place that names it. */
export function scenarioProblem({ value }: DraftRead, message: string, hint: string | undefined): Diagnostic {
  return unreadable(value?.flow.span ?? { start: 0, end: 0 }, message, hint);
}

function draftOf(value: Value, report: Report): Draft | undefined {
  if (value.kind === 'nothing') return refuse(value, 'The file says nothing.', report, flowHint);
  const file = known(value, fileKeys, 'A scenario file', report);
  const flow = under(file.get('flow'), word, report);
  const defaults = file.get('defaults');
  const draft = {
    defaults: settingsIn(
      defaults === undefined ? new Map() : known(defaults.value, settingKeys, "'defaults'", report),
      report,
    ),
    scenarios: listUnder(file.get('scenarios'), report).flatMap((item) => scenarioIn(item, report) ?? []),
    properties: listUnder(file.get('properties'), report).flatMap((item) => propertyIn(item, report) ?? []),
    coverage: coverageIn(file.get('coverage'), report),
    weights: under(file.get('weights'), pairs(pairs(share)), report) ?? [],
    durations: under(file.get('durations'), pairs(durationIn), report) ?? [],
  };
  reportTwins(draft.scenarios, report);
  if (!file.has('flow') && value.kind === 'map') refuse(value, "The key 'flow' is missing.", report, flowHint);
  return flow === undefined ? undefined : { flow, ...draft };
}

const flowHint = "It begins with the flow it is about, such as 'flow: library.flow'.";

function listUnder(entry: Entry | undefined, report: Report): readonly Value[] {
  if (entry === undefined) return [];
  const { key, value } = entry;
  if (value.kind === 'list') return value.items;
  refuse(value, `'${key.text}' is a list; each entry begins with a dash.`, report);
  return [];
}

function settingsIn(keys: Known<(typeof settingKeys)[number]>, report: Report): DraftSettings {
  return {
    policy: under(keys.get('policy'), choice(policies), report),
    seed: under(keys.get('seed'), wholeNumber(0, largestNumber), report),
    maxSteps: under(keys.get('maxSteps'), wholeNumber(1, mostSteps), report),
    start: under(keys.get('start'), word, report),
  };
}

function scenarioIn(value: Value, report: Report): DraftScenario | undefined {
  const keys = known(value, scenarioKeys, 'A scenario', report);
  const name = under(keys.get('name'), word, report);
  const settings = new Map(settingKeys.flatMap((key) => entryIn(keys, key)));
  const scenario = {
    settings: settingsIn(settings, report),
    answers: answersIn(keys.get('answers'), report),
    loops: under(keys.get('loops'), pairs(wholeNumber(1, mostSteps)), report) ?? [],
    order: under(keys.get('order'), words, report) ?? [],
    expect: expectationsIn(keys.get('expect'), report),
  };
  if (!keys.has('name') && value.kind === 'map') refuse(value, 'A scenario needs a name.', report, nameHint);
  return name === undefined ? undefined : { name, ...scenario };
}

const nameHint = "Begin it with '- name: ' and a few words.";

function entryIn<K extends string>(keys: Known<string>, key: K): readonly (readonly [K, Entry])[] {
  const entry = keys.get(key);
  return entry === undefined ? [] : [[key, entry]];
}

/** Each with its place, since answers are what a report points at. */
function answersIn(entry: Entry | undefined, report: Report): readonly Pair<Placed<readonly Word[]>>[] {
  if (entry === undefined) return [];
  const entries = entriesOf(entry.value, "'answers'", report);
  return entries.flatMap((each) => {
    const value = under(each, wordOrWords, report);
    return value === undefined ? [] : [{ key: each.key, value: { value, span: spanOfEntry(each) } }];
  });
}

function expectationsIn(entry: Entry | undefined, report: Report): DraftExpectations {
  const keys = entry === undefined ? new Map() : known(entry.value, expectKeys, "'expect'", report);
  return {
    status: placed(keys.get('status'), choiceOrChoices(statusKinds), report),
    end: placed(keys.get('end'), words, report),
    path: placed(keys.get('path'), words, report),
    visits: placed(keys.get('visits'), pairs(wholeNumber(0, mostSteps)), report),
    lanes: placed(keys.get('lanes'), words, report),
    never: placed(keys.get('never'), words, report),
    maxSteps: placed(keys.get('maxSteps'), wholeNumber(0, mostSteps), report),
  };
}

function coverageIn(entry: Entry | undefined, report: Report): CoverageDemand | undefined {
  if (entry === undefined) return undefined;
  const keys = known(entry.value, ['nodes', 'edges', 'loops'], "'coverage'", report);
  return {
    nodes: under(keys.get('nodes'), percent, report),
    edges: under(keys.get('edges'), percent, report),
    loops: under(keys.get('loops'), choices(roundKinds), report) ?? [],
    span: spanOfEntry(entry),
  };
}

function reportTwins(scenarios: readonly DraftScenario[], report: Report): void {
  const first = new Map<string, Word>();
  for (const { name } of scenarios) {
    const twin = first.get(name.text);
    if (twin === undefined) first.set(name.text, name);
    else report({ ...twoAlike(name), related: [{ message: 'the first of them', span: twin.span, file: undefined }] });
  }
}

function twoAlike({ text, span }: Word): Diagnostic {
  return unreadable(
    span,
    `Two scenarios are called '${text}'.`,
    'Reports and --filter tell them apart by their names.',
  );
}
