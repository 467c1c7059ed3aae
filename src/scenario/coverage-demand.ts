/** What a scenario file demands of coverage, against what its runs covered. */

import type { Coverage, RoundName } from '../interpreter/coverage.ts';
import { percentOf, sharesOf } from '../interpreter/coverage.ts';
import type { CoverageDemand, RoundKind } from './scenario.ts';

const roundNames: Readonly<Record<RoundKind, RoundName>> = { '0': 'zero', '1': 'one', limit: 'limit' };
const roundWords: Readonly<Record<RoundKind, string>> = {
  '0': 'no round',
  '1': 'one round',
  limit: 'its limit or two rounds',
};

/** What is not met, each as a clause: `90 percent of edges, 83 are covered`. */
export function unmetDemands(demand: CoverageDemand, coverage: Coverage): string[] {
  const shares = sharesOf(coverage);
  const shortfalls = (['nodes', 'edges'] as const).flatMap((kind) => {
    const [wanted, got] = [demand[kind], percentOf(shares[kind])];
    return wanted === undefined || got >= wanted ? [] : [`${wanted} % of ${kind}, ${got} % are covered`];
  });
  const rounds = demand.loops.flatMap((kind) =>
    [...coverage.loops].flatMap(([loop, counts]) =>
      counts[roundNames[kind]] === 0 ? [`${loop} with ${roundWords[kind]}, no run has that`] : [],
    ),
  );
  return [...shortfalls, ...rounds];
}
