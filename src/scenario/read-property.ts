/** An entry of `properties`: a verb, what it speaks of, and its scope (semantics.md, 11). */

import type { Report } from '../diagnostics/diagnostic.ts';
import type { DraftClaim, DraftProperty, DraftScope, Word } from './draft.ts';
import { choice, type Known, known, refuse, truth, under, wholeNumber, word, words } from './shape.ts';
import type { Value } from './yaml.ts';

const verbs = ['always', 'never', 'atMost', 'neverTogether', 'runs'] as const;
const scopes = ['before', 'after', 'between'] as const;
const keys = [...verbs, 'of', ...scopes, 'fair'] as const;
type Key = (typeof keys)[number];

const mostTimes = 1_000_000;

export function propertyIn(value: Value, report: Report): DraftProperty | undefined {
  const found = known(value, keys, 'A property', report);
  const fair = under(found.get('fair'), truth, report) ?? true;
  const claim = value.kind === 'map' ? claimIn(value, found, report) : undefined;
  return claim === undefined ? undefined : { claim, fair, span: value.span };
}

function claimIn(value: Value, found: Known<Key>, report: Report): DraftClaim | undefined {
  const named = verbs.filter((verb) => found.has(verb));
  const [verb] = named;
  if (verb === undefined || named.length > 1) {
    const message =
      verb === undefined ? 'This property claims nothing.' : `A property has one verb, not ${named.join(' and ')}.`;
    return refuse(value, message, report, `It has one of ${verbs.join(', ')}.`);
  }
  if (!fits(verb, found, value, report)) return undefined;
  switch (verb) {
    case 'always':
    case 'never':
      return scoped(under(found.get(verb), word, report), found, value, report, (what, scope) => ({
        kind: verb,
        what,
        scope,
      }));
    case 'atMost':
      return atMost(found, value, report);
    case 'neverTogether':
      return together(under(found.get(verb), words, report), found, report);
    case 'runs':
      return under(found.get(verb), choice(['end']), report) === undefined ? undefined : { kind: 'ends' };
  }
}

/** Words that go with another verb are refused rather than ignored. */
function fits(verb: (typeof verbs)[number], found: Known<Key>, value: Value, report: Report): boolean {
  const hasScope = verb === 'always' || verb === 'never' || verb === 'atMost';
  const alien = hasScope ? [] : scopes.filter((scope) => found.has(scope));
  if (found.has('of') && verb !== 'atMost') refuse(value, `'of' goes with 'atMost', not with '${verb}'.`, report);
  else if (alien.length > 0) refuse(value, `'${verb}' speaks of whole runs, so it has no '${alien[0]}'.`, report);
  else return true;
  return false;
}

function scoped(
  what: Word | undefined,
  found: Known<Key>,
  value: Value,
  report: Report,
  make: (what: Word, scope: DraftScope) => DraftClaim,
): DraftClaim | undefined {
  const scope = scopeIn(found, value, report);
  return what === undefined || scope === undefined ? undefined : make(what, scope);
}

function atMost(found: Known<Key>, value: Value, report: Report): DraftClaim | undefined {
  const times = under(found.get('atMost'), wholeNumber(0, mostTimes), report);
  if (!found.has('of')) return refuse(value, "'atMost' needs 'of'.", report, 'It is written { atMost: 2, of: n13 }.');
  const what = under(found.get('of'), word, report);
  if (times === undefined) return undefined;
  return scoped(what, found, value, report, (of, scope) => ({ kind: 'at-most', times, what: of, scope }));
}

function together(pair: readonly Word[] | undefined, found: Known<Key>, report: Report): DraftClaim | undefined {
  const [one, other, third] = pair ?? [];
  if (one !== undefined && other !== undefined && third === undefined) {
    return { kind: 'never-together', what: [one, other] };
  }
  const entry = found.get('neverTogether');
  if (pair !== undefined && entry !== undefined) {
    refuse(entry.value, "'neverTogether' names two, such as [n8, n9].", report);
  }
  return undefined;
}

function scopeIn(found: Known<Key>, value: Value, report: Report): DraftScope | undefined {
  const [scope, second] = scopes.filter((each) => found.has(each));
  if (second !== undefined) return refuse(value, `A property has one scope, not '${scope}' and '${second}'.`, report);
  if (scope === undefined) return { kind: 'run' };
  if (scope !== 'between') {
    const of = under(found.get(scope), word, report);
    return of === undefined ? undefined : { kind: scope, of };
  }
  return between(found, report);
}

function between(found: Known<Key>, report: Report): DraftScope | undefined {
  const pair = under(found.get('between'), words, report);
  const [opens, closes, third] = pair ?? [];
  if (opens !== undefined && closes !== undefined && third === undefined) return { kind: 'between', opens, closes };
  const entry = found.get('between');
  if (pair !== undefined && entry !== undefined) refuse(entry.value, "'between' names two, such as [n1, n7].", report);
  return undefined;
}
