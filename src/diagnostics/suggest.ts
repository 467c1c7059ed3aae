/**
 * The known word nearest to a mistyped one, or undefined when none is near: at most a third of its
 * letters may differ, in the optimal string alignment distance (Damerau 1964: insert, delete,
 * replace, swap neighbors). A difference in case costs half. Ties go to the first.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 0.5;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > bestDistance) continue;
    const distance = distanceBetween(word, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const longestWord = 200;

function distanceBetween(a: string, b: string, limit: number): number {
  if (a.toLowerCase() === b.toLowerCase()) return 0.5;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, old, older));
    if (Math.min(...row) > limit) return Number.POSITIVE_INFINITY;
    older = old;
    old = row;
  }
  return old[b.length] ?? Number.POSITIVE_INFINITY;
}

function cell(a: string, b: string, i: number, j: number, row: number[], old: number[], older: number[]): number {
  const same = a[i - 1] === b[j - 1];
  const cost = Math.min((row[j - 1] ?? 0) + 1, (old[j] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(cost, (older[j - 2] ?? 0) + 1) : cost;
}
