/** What every reporter says of scenarios and properties: one entry each, with places in both files. */

import type { Witness } from '../interpreter/exploration.ts';
import type { Verdict } from '../interpreter/property.ts';
import { propertyText } from '../scenario/properties.ts';
import type { Mismatch, PropertyResult, ScenarioResult } from '../scenario/result.ts';
import type { TestedFile, TestedFlow } from '../scenario/test-scenarios.ts';
import { oneLine } from '../source/one-line.ts';
import type { Source, Span } from '../source/source.ts';
import { counted } from './findings.ts';

export interface ResultEntry {
  readonly kind: 'scenario' | 'property' | 'coverage';
  readonly isGood: boolean;
  readonly name: string;
  /** Its name or itself, in the scenario file. */
  readonly span: Span;
  /** One at least; what is good has one, without places. */
  readonly messages: readonly ResultMessage[];
}

export interface ResultMessage {
  readonly text: string;
  /** The first is in the scenario file. */
  readonly places: readonly ResultPlace[];
}

export interface ResultPlace {
  readonly source: Source;
  readonly span: Span;
  /** Undefined: what stands there. */
  readonly what: string | undefined;
}

/** Scenarios, then properties, in the order of the file; none when it was not run. */
export function entriesOf({ source, tested }: TestedFile): ResultEntry[] {
  if (tested === undefined) return [];
  return [
    ...tested.results.map((result) => scenarioEntry(result, source, tested)),
    ...tested.properties.map((result) => propertyEntry(result, source, tested)),
    ...demandEntries(source, tested),
  ];
}

function scenarioEntry({ scenario, run, mismatches }: ScenarioResult, source: Source, tested: TestedFlow): ResultEntry {
  const isGood = mismatches.length === 0;
  const messages = isGood
    ? [{ text: counted(run.length, 'step'), places: [] }]
    : mismatches.map((mismatch) => mismatchMessage(mismatch, source, tested.flow));
  return { kind: 'scenario', isGood, name: oneLine(scenario.name), span: scenario.places.name, messages };
}

function mismatchMessage({ expected, actual, span, places }: Mismatch, source: Source, flow: Source): ResultMessage {
  const own = { source, span, what: undefined };
  const others = places.map((place) => ({ source: flow, span: place.span, what: place.message }));
  return { text: `expected ${expected}, ${actual}`, places: [own, ...others] };
}

/** Told only when it is not met. */
function demandEntries(source: Source, { demand }: TestedFlow): ResultEntry[] {
  if (demand === undefined || demand.unmet.length === 0) return [];
  const places = [{ source, span: demand.span, what: undefined }];
  const messages = demand.unmet.map((text) => ({ text: `expected ${text}`, places }));
  return [{ kind: 'coverage', isGood: false, name: 'coverage', span: demand.span, messages }];
}

// ---- properties

function propertyEntry({ entry, verdict }: PropertyResult, source: Source, tested: TestedFlow): ResultEntry {
  const isGood = verdict.kind === 'holds';
  const shown = verdict.kind === 'fails' ? witnessPlaces(verdict.witness, tested) : [];
  const places = isGood ? [] : [{ source, span: entry.span, what: undefined }, ...shown];
  const text = verdictText(verdict, entry.property.fair);
  return {
    kind: 'property',
    isGood,
    name: propertyText(entry.property),
    span: entry.span,
    messages: [{ text, places }],
  };
}

function verdictText(verdict: Verdict, isFair: boolean): string {
  switch (verdict.kind) {
    case 'holds':
      return `holds in all ${isFair ? 'fair runs' : 'runs'}`;
    case 'fails':
      return failureText(verdict.witness);
    case 'vacuous':
      return 'tests nothing: its scope opens in no run';
    case 'unknown':
      return `unknown after ${counted(verdict.states, 'state')}; --max-states allows more`;
  }
}

/** `fails after 11 steps, at n14`. */
function failureText({ steps, cycle }: Witness): string {
  const last = steps.at(-1);
  const after = `fails after ${counted(steps.length, 'step')}${last === undefined ? '' : `, at ${last.node}`}`;
  return cycle.length === 0 ? after : `${after}, then ${cycle.map(({ node }) => node).join(' ')} for ever`;
}

const mostSteps = 20;

/** The last node of the run, with the way there. */
function witnessPlaces({ steps, cycle }: Witness, { flow, machine }: TestedFlow): ResultPlace[] {
  const last = (cycle.at(-1) ?? steps.at(-1))?.node;
  const node = last === undefined ? undefined : machine.flow.nodes.get(last);
  if (node === undefined) return [];
  const words = [...steps, ...cycle].map((each) => each.node + (each.answer === undefined ? '' : `=${each.answer}`));
  const path = [...(words.length > mostSteps ? ['…'] : []), ...words.slice(-mostSteps)];
  return [{ source: flow, span: node.span, what: path.join(' ') }];
}
