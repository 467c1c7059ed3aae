import type { Rect } from '../../src/layout/layout.ts';

export type Nearby<T> = (around: Rect, reach: number) => Iterable<T>;

/** Px. */
const cell = 256;

/** Things by place: asks for those that may lie within `reach` px of a rectangle, in no order that means anything. */
export function nearbyIn<T>(things: readonly T[], rectOf: (thing: T) => Rect): Nearby<T> {
  const cells = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of keysOf(rectOf(thing), 0)) {
      const there = cells.get(key);
      if (there === undefined) cells.set(key, [thing]);
      else there.push(thing);
    }
  }
  return (around, reach) => new Set([...keysOf(around, reach)].flatMap((key) => cells.get(key) ?? []));
}

function* keysOf({ x, y, width, height }: Rect, reach: number): Iterable<string> {
  const cellOf = (place: number): number => Math.floor(place / cell);
  // A place that is no number has no neighbors; the rule for finite numbers reports it.
  for (let column = cellOf(x - reach); column <= cellOf(x + width + reach); column++) {
    for (let row = cellOf(y - reach); row <= cellOf(y + height + reach); row++) yield `${column} ${row}`;
  }
}
