/** Fewest sets that hold everything: greedy, then without what is not needed, then by branch and bound in a budget. */

/** What a set holds, and how much it costs among sets that are as good. */
export interface Candidate {
  readonly items: ReadonlySet<number>;
  readonly cost: number;
}

/** Places in the search tree. */
const budget = 30_000;

/** Numbers of candidates, ascending. Covers what any of them holds. */
export function fewestSets(candidates: readonly Candidate[]): number[] {
  const useful = withoutCovered(candidates);
  const all = new Set(useful.flatMap((index) => [...(candidates[index]?.items ?? [])]));
  const greedy = leaveOut(candidates, greedyCover(candidates, useful, all));
  return branchAndBound(candidates, useful, all, greedy).toSorted((a, b) => a - b);
}

/** Leaves out sets that another one contains; of equal sets the cheapest stays. */
function withoutCovered(candidates: readonly Candidate[]): number[] {
  const bySize = candidates
    .map((_, index) => index)
    .toSorted((a, b) => sizeOf(candidates, b) - sizeOf(candidates, a) || costOf(candidates, a) - costOf(candidates, b));
  const kept: number[] = [];
  for (const index of bySize) {
    const items = candidates[index]?.items ?? new Set();
    if (items.size > 0 && !kept.some((other) => isSubset(items, candidates[other]?.items))) kept.push(index);
  }
  return kept;
}

function isSubset(items: ReadonlySet<number>, others: ReadonlySet<number> = new Set()): boolean {
  if (items.size > others.size) return false;
  for (const item of items) if (!others.has(item)) return false;
  return true;
}

function sizeOf(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.items.size ?? 0;
}

function costOf(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.cost ?? 0;
}

function greedyCover(candidates: readonly Candidate[], useful: readonly number[], all: ReadonlySet<number>): number[] {
  const missing = new Set(all);
  const chosen: number[] = [];
  while (missing.size > 0) {
    const best = useful.reduce((a, b) => (gain(candidates, b, missing) > gain(candidates, a, missing) ? b : a));
    chosen.push(best);
    for (const item of candidates[best]?.items ?? []) missing.delete(item);
  }
  return chosen;
}

function gain(candidates: readonly Candidate[], index: number, missing: ReadonlySet<number>): number {
  let count = 0;
  for (const item of candidates[index]?.items ?? []) if (missing.has(item)) count++;
  return count;
}

/** The dearest first, each set goes whose items the others hold. */
function leaveOut(candidates: readonly Candidate[], chosen: readonly number[]): number[] {
  let kept = chosen.slice();
  for (const index of chosen.toSorted((a, b) => costOf(candidates, b) - costOf(candidates, a))) {
    const others = kept.filter((each) => each !== index);
    const held = new Set(others.flatMap((each) => [...(candidates[each]?.items ?? [])]));
    if (isSubset(candidates[index]?.items ?? new Set(), held)) kept = others;
  }
  return kept;
}

interface Search {
  readonly candidates: readonly Candidate[];
  /** By item: who holds it. */
  readonly holders: ReadonlyMap<number, readonly number[]>;
  readonly largest: number;
  best: readonly number[];
  left: number;
}

function branchAndBound(
  candidates: readonly Candidate[],
  useful: readonly number[],
  all: ReadonlySet<number>,
  greedy: readonly number[],
): readonly number[] {
  const holders = new Map([...all].map((item) => [item, useful.filter((each) => candidates[each]?.items.has(item))]));
  const largest = Math.max(1, ...useful.map((index) => sizeOf(candidates, index)));
  const search: Search = { candidates, holders, largest, best: greedy, left: budget };
  branch(search, [], all);
  return search.best;
}

/** Tries every holder of the item that has fewest. Deep only as far as sets are chosen. */
function branch(search: Search, chosen: readonly number[], missing: ReadonlySet<number>): void {
  if (missing.size === 0) {
    if (chosen.length < search.best.length) search.best = chosen;
    return;
  }
  const atLeast = chosen.length + Math.ceil(missing.size / search.largest);
  if (atLeast >= search.best.length || search.left-- <= 0) return;
  const { candidates, holders } = search;
  const rarest = [...missing].reduce((a, b) => (countOf(holders, b) < countOf(holders, a) ? b : a));
  const byGain = (a: number, b: number): number => gain(candidates, b, missing) - gain(candidates, a, missing);
  for (const index of (holders.get(rarest) ?? []).toSorted(byGain)) {
    const rest = new Set([...missing].filter((item) => candidates[index]?.items.has(item) !== true));
    branch(search, [...chosen, index], rest);
  }
}

function countOf(holders: Search['holders'], item: number): number {
  return holders.get(item)?.length ?? 0;
}
