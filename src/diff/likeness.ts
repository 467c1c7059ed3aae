/** How much two texts have in common, 0 to 1: pairs of neighboring letters (Dice 1945). */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  let total = 0;
  let shared = 0;
  for (const [letters, count] of a) shared += Math.min(count, b.get(letters) ?? 0);
  for (const count of [...a.values(), ...b.values()]) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

/** A label of megabytes is compared by its beginning. */
const mostLetters = 400;

function pairsOf(text: string): ReadonlyMap<string, number> {
  const letters = text.toLowerCase().slice(0, mostLetters);
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const letter = letters.slice(at, at + 2);
    pairs.set(letter, (pairs.get(letter) ?? 0) + 1);
  }
  return pairs;
}
