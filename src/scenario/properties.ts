/** Properties of a scenario file, decided over all runs of its flow. */

import { checkProperties } from '../interpreter/check-properties.ts';
import { explore } from '../interpreter/explore.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Happening, Property, Scope } from '../interpreter/property.ts';
import type { PropertyResult } from './result.ts';
import type { PropertyEntry } from './scenario.ts';

/** The verdicts in the order of the entries. All runs are explored once, within so many states. */
export function checkEntries(
  entries: readonly PropertyEntry[],
  machine: Machine,
  maxStates: number | undefined,
): PropertyResult[] {
  if (entries.length === 0) return [];
  const exploration = explore(machine, maxStates === undefined ? {} : { maxStates });
  const verdicts = checkProperties(
    exploration,
    entries.map(({ property }) => property),
  );
  return entries.flatMap((entry, index) => {
    const verdict = verdicts[index];
    return verdict === undefined ? [] : [{ entry, verdict }];
  });
}

/** As people say it: `always n14 before n7`. */
export function propertyText({ claim, fair }: Property): string {
  return claimText(claim) + (fair ? '' : ', in unfair runs too');
}

function claimText(claim: Property['claim']): string {
  switch (claim.kind) {
    case 'always':
    case 'never':
      return `${claim.kind} ${happeningText(claim.what)}${scopeText(claim.scope)}`;
    case 'at-most':
      return `at most ${claim.times === 1 ? 'once' : `${claim.times} times`} ${happeningText(claim.what)}${scopeText(claim.scope)}`;
    case 'never-together':
      return `never together ${claim.what.map(happeningText).join(', ')}`;
    case 'ends':
      return 'every run ends';
  }
}

function scopeText(scope: Scope): string {
  switch (scope.kind) {
    case 'run':
      return '';
    case 'before':
    case 'after':
      return ` ${scope.kind} ${happeningText(scope.of)}`;
    case 'between':
      return ` between ${happeningText(scope.opens)} and ${happeningText(scope.closes)}`;
  }
}

/** As it stands in a scenario file. */
export function happeningText(happening: Happening): string {
  switch (happening.kind) {
    case 'node':
      return happening.node;
    case 'outcome':
      return `${happening.node}=${happening.answer}`;
    case 'lane':
      return `lane:${happening.lane}`;
  }
}
