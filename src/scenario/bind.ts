/** A draft and its flow to a `ScenarioFile`: every name is looked up. What names nothing is reported and left out. */

import type { Diagnosed, Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { called } from '../graph/called.ts';
import type { LoopId, NodeId } from '../graph/graph.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Claim, Happening, Scope } from '../interpreter/property.ts';
import type { Span } from '../source/source.ts';
import type {
  Draft,
  DraftClaim,
  DraftExpectations,
  DraftProperty,
  DraftScenario,
  DraftScope,
  DraftSettings,
  Pair,
  Placed,
  Word,
} from './draft.ts';
import { byNode, laneNamed, nodeNamed, optionNamed, targetNamed } from './names.ts';
import {
  anySteps,
  type Expectations,
  type PropertyEntry,
  type Scenario,
  type ScenarioFile,
  type ScenarioPlaces,
  type Settings,
} from './scenario.ts';
import { unreadable } from './shape.ts';

export function bindScenarios(draft: Draft, machine: Machine): Diagnosed<ScenarioFile> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const value: ScenarioFile = {
    flow: draft.flow.text,
    defaults: settingsOf(draft.defaults, machine, report),
    scenarios: draft.scenarios.map((scenario) => scenarioOf(scenario, machine, report)),
    properties: draft.properties.flatMap((property) => propertyOf(property, machine, report)),
    coverage: draft.coverage,
    weights: weightsOf(draft, machine, report),
    durations: byNode(draft.durations, machine.flow, report),
  };
  return { value, diagnostics };
}

function settingsOf({ start, ...settings }: DraftSettings, machine: Machine, report: Report): Settings {
  const node = start === undefined ? undefined : nodeNamed(start, machine.flow, report);
  if (start === undefined || node === undefined || machine.starts.includes(node)) return { ...settings, start: node };
  const hint = `Runs begin at ${machine.starts.join(' or ')}.`;
  report(unreadable(start.span, `No run begins at ${called(node, machine.flow)}.`, hint));
  return { ...settings, start: undefined };
}

function scenarioOf(draft: DraftScenario, machine: Machine, report: Report): Scenario {
  const answers = byNode(draft.answers, machine.flow, report);
  for (const [node, { value }] of answers) for (const answer of value) optionNamed(answer, node, machine, report);
  return {
    name: draft.name.text,
    settings: settingsOf(draft.settings, machine, report),
    answers: mapped(answers, ({ value }) => value.map(({ text }) => text)),
    loops: itemsOf(draft.loops, machine, report),
    order: draft.order.flatMap((word) => nodeNamed(word, machine.flow, report) ?? []),
    expect: expectationsOf(draft.expect, machine, report),
    places: placesOf(draft, answers),
  };
}

function mapped<K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): Map<K, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function placesOf(
  { name, expect }: DraftScenario,
  answers: ReadonlyMap<NodeId, Placed<readonly Word[]>>,
): ScenarioPlaces {
  const spans = Object.entries(expect).flatMap(([key, at]) => (at === undefined ? [] : [[key, at.span] as const]));
  return {
    name: name.span,
    answers: mapped(answers, ({ span }) => span),
    answerWords: mapped(answers, ({ value }): readonly Span[] => value.map(({ span }) => span)),
    expect: Object.fromEntries(spans),
  };
}

/** Only loops over items have a number that the flow does not know. */
function itemsOf(pairs: readonly Pair<number>[], { flow, loops }: Machine, report: Report): Map<LoopId, number> {
  const found = new Map<LoopId, number>();
  for (const { key, value } of pairs) {
    const loop = flow.loops.find(({ id }) => id === key.text);
    const plan = loops.find((each) => each.loop === key.text);
    if (plan?.condition.kind === 'each') found.set(key.text, value);
    else if (loop === undefined)
      report(
        unknownLoop(
          key,
          flow.loops.map(({ id, condition }) => `${id} [${condition}]`),
        ),
      );
    else {
      const hint = 'Only loops such as [for each item] take a number from here.';
      report(unreadable(key.span, `${loop.id} [${loop.condition}] does not go over items.`, hint));
    }
  }
  return found;
}

function unknownLoop({ text, span }: Word, loops: readonly string[]): Diagnostic {
  const hint = loops.length === 0 ? 'The flow has no loop.' : `In the order of the flow they are ${loops.join(', ')}.`;
  return unreadable(span, `There is no loop '${text}'.`, hint);
}

function expectationsOf(draft: DraftExpectations, { flow }: Machine, report: Report): Expectations {
  const nodes = (words: readonly Word[] | undefined): readonly NodeId[] | undefined =>
    words?.flatMap((word) => nodeNamed(word, flow, report) ?? []);
  return {
    status: draft.status?.value ?? ['completed'],
    end: nodes(draft.end?.value),
    path: draft.path?.value.flatMap((word) => (isAnySteps(word) ? [anySteps] : (nodeNamed(word, flow, report) ?? []))),
    visits: draft.visits === undefined ? undefined : byNode(draft.visits.value, flow, report),
    lanes: draft.lanes?.value.flatMap((word) => laneNamed(word, flow, report) ?? []),
    never: draft.never?.value.flatMap((word) => targetNamed(word, flow, report) ?? []),
    maxSteps: draft.maxSteps?.value,
  };
}

function isAnySteps({ text }: Word): boolean {
  return text === anySteps || text === '…';
}

// ---- properties

function propertyOf({ claim, fair, span }: DraftProperty, machine: Machine, report: Report): PropertyEntry[] {
  const bound = claimOf(claim, machine, report);
  return bound === undefined ? [] : [{ property: { claim: bound, fair }, span }];
}

function claimOf(claim: DraftClaim, machine: Machine, report: Report): Claim | undefined {
  if (claim.kind === 'ends') return claim;
  if (claim.kind === 'never-together') {
    const [one, other] = claim.what.map((word) => happeningNamed(word, machine, report));
    return one === undefined || other === undefined ? undefined : { kind: claim.kind, what: [one, other] };
  }
  const what = happeningNamed(claim.what, machine, report);
  const scope = scopeOf(claim.scope, machine, report);
  return what === undefined || scope === undefined ? undefined : { ...claim, what, scope };
}

function scopeOf(scope: DraftScope, machine: Machine, report: Report): Scope | undefined {
  if (scope.kind === 'run') return scope;
  if (scope.kind !== 'between') {
    const of = happeningNamed(scope.of, machine, report);
    return of === undefined ? undefined : { kind: scope.kind, of };
  }
  const opens = happeningNamed(scope.opens, machine, report);
  const closes = happeningNamed(scope.closes, machine, report);
  return opens === undefined || closes === undefined ? undefined : { kind: scope.kind, opens, closes };
}

/** `n14`, `n13=No` or `lane:Bar`. */
function happeningNamed({ text, span }: Word, machine: Machine, report: Report): Happening | undefined {
  if (text.startsWith('lane:')) {
    const lane = laneNamed({ text: text.slice(5).trim(), span }, machine.flow, report);
    return lane === undefined ? undefined : { kind: 'lane', lane };
  }
  const [name = '', ...rest] = text.split('=');
  const node = nodeNamed({ text: name.trim(), span }, machine.flow, report);
  if (node === undefined || rest.length === 0) return node === undefined ? undefined : { kind: 'node', node };
  const option = optionNamed({ text: rest.join('=').trim(), span }, node, machine, report);
  return option === undefined ? undefined : { kind: 'outcome', node, answer: option.answer };
}

// ---- chance

function weightsOf({ weights }: Draft, machine: Machine, report: Report): ScenarioFile['weights'] {
  const found = new Map<NodeId, ReadonlyMap<string, number>>();
  for (const [node, pairs] of byNode(weights, machine.flow, report)) {
    const own = weightsAt(node, pairs, machine, report);
    const first = pairs[0]?.key;
    const exit = machine.exits.get(node);
    const isNothing = exit?.kind === 'choose' && exit.options.every(({ answer }) => own.get(answer) === 0);
    if (isNothing && first !== undefined) report(withoutWeight(first, called(node, machine.flow)));
    found.set(node, own);
  }
  return found;
}

function weightsAt(
  node: NodeId,
  pairs: readonly Pair<number>[],
  machine: Machine,
  report: Report,
): Map<string, number> {
  const own = new Map<string, number>();
  for (const { key, value } of pairs) {
    const option = optionNamed(key, node, machine, report);
    if (option === undefined) continue;
    if (own.has(option.answer)) report(unreadable(key.span, `'${key.text}' is ${option.answer}, which is set above.`));
    own.set(option.answer, value);
  }
  return own;
}

function withoutWeight({ span }: Word, name: string): Diagnostic {
  return unreadable(span, `No way out of ${name} has any weight.`, 'Give one of them more than 0.');
}
