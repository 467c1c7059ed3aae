import type { Pairing } from './changes.ts';
import { groupsOf } from './groups.ts';

/** A pairing in the making: a part has one partner at most, and keeps it. */
export interface Pairer extends Pairing {
  readonly newOf: Map<string, string>;
  readonly oldOf: Map<string, string>;
}

interface Part {
  readonly id: string;
}

/** What a part is compared by; undefined for one that takes no part in the comparison. */
export type KeyOf<P> = (part: P) => string | undefined;

export function beginPairing(): Pairer {
  return { newOf: new Map(), oldOf: new Map() };
}

export function pair(pairer: Pairer, before: string, after: string): void {
  pairer.newOf.set(before, after);
  pairer.oldOf.set(after, before);
}

/**
 * Pairs parts that are still alone and have the same key: the first with the first, the second with the second. With
 * `exactly`, only where as many have the key in both flows, since nobody knows else which one is new.
 */
export function pairByKey<P extends Part>(
  pairer: Pairer,
  [before, after]: readonly [readonly P[], readonly P[]],
  [oldKey, newKey]: readonly [KeyOf<P>, KeyOf<P>],
  exactly = false,
): void {
  const olds = groupsOf(before, (part) => (pairer.newOf.has(part.id) ? undefined : oldKey(part)));
  const all = groupsOf(after, (part) => (pairer.oldOf.has(part.id) ? undefined : newKey(part)));
  for (const [key, news] of all) {
    const group = olds.get(key) ?? [];
    if (exactly && group.length !== news.length) continue;
    group.forEach((old, place) => {
      const partner = news[place];
      if (partner !== undefined) pair(pairer, old.id, partner.id);
    });
  }
}
