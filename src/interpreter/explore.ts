import type { Exploration, ExploreOptions, Finding } from './exploration.ts';
import { findingsOf, subjectOf } from './findings.ts';
import type { Machine } from './machine.ts';
import { leavesOut, type Search, searchAllOrders, searchSpace } from './search-space.ts';
import { isComplete, isEnd } from './space.ts';

export const defaultMaxStates = 200_000;

/**
 * Tries out all runs of a flow, from all its starts: all answers that limits leave, and all orders of parallel
 * branches that can matter. What it finds is certain; when the budget ends, what it does not find is not known.
 */
export function explore(machine: Machine, options: ExploreOptions = {}): Exploration {
  const { maxStates = defaultMaxStates, loops = new Map(), reduce = true } = options;
  const chosen = { maxStates: Math.max(0, Math.floor(maxStates)), loops, reduce };
  const nobodyAsks = new Uint8Array(machine.tables.nodeCount);
  const search = searchSpace(machine.tables, { ...chosen, isVisible: reduce ? nobodyAsks : undefined });
  const { space } = search;
  const findings = findingsOf({ machine, loops, search });
  return {
    machine,
    options: chosen,
    isComplete: isComplete(space),
    states: space.stateCount,
    moves: space.moveCount,
    ...endsOf(machine, search),
    findings: leavesOut(search) && findings.some(hasRun) ? withShortestRuns(machine, chosen, findings) : findings,
    search,
  };
}

function endsOf({ tables }: Machine, { space, notes }: Search): Pick<Exploration, 'completes' | 'ends'> {
  const { firstWay, waysOut, nodes } = tables;
  const endsIn = (way: number): boolean => notes.isTaken[way] === 1 && waysOut.start[way] === waysOut.start[way + 1];
  const hasEnded = (node: number): boolean => {
    for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) if (endsIn(way)) return true;
    return false;
  };
  let completes = false;
  for (let state = 0; state < space.stateCount; state++) if (isEnd(space, state)) completes = true;
  return { completes, ends: nodes.filter((_, node) => hasEnded(node)) };
}

function hasRun({ kind }: Finding): boolean {
  return kind !== 'dead-edge';
}

/** Finds the same again among all orders, where runs are shorter, as far as the budget goes. */
function withShortestRuns(
  machine: Machine,
  options: Required<ExploreOptions>,
  findings: readonly Finding[],
): Finding[] {
  const search = searchAllOrders(machine.tables, options);
  const shorter = new Map(
    findingsOf({ machine, loops: options.loops, search }).map((finding) => [subjectOf(finding), finding]),
  );
  return findings.map((finding) => shorter.get(subjectOf(finding)) ?? finding);
}
