import {
  type Amount,
  type Chance,
  type DurationChance,
  type EndSet,
  type Portion,
  percentiles,
  runEndings,
} from './chance.ts';

/** What else there is to say about runs by chance. */
export interface ChanceTitle {
  /** The name of the flow's file. */
  readonly flow: string;
  readonly seed: number;
  /** The file that weights and durations are from; undefined for none. */
  readonly scenario: string | undefined;
  /** How many runs were asked for; fewer were made when somebody interrupted them. */
  readonly wanted: number;
}

/** As schemas/chance.schema.json says. Shares and means have six decimals. */
export function chanceJson(chance: Chance, { flow, seed, scenario, wanted }: ChanceTitle): string {
  const { runs, steps, statuses, ends, endSets, otherEnds, visits, loops, duration } = chance;
  const value = {
    chance: 1,
    flow,
    seed,
    scenario: scenario ?? null,
    runs,
    isPartial: runs < wanted,
    statuses: Object.fromEntries(runEndings.map((ending) => [ending, shareJson(statuses[ending])])),
    ends: Object.fromEntries(ends.map((end) => [end.node, shareJson(end.in)])),
    endSets: endSets.map(endSetJson),
    otherEnds,
    steps: amountJson(steps),
    visits: Object.fromEntries(visits.map((amount) => [amount.node, amountJson(amount)])),
    loops: Object.fromEntries(loops.map((amount) => [amount.loop, amountJson(amount)])),
    duration: duration === undefined ? null : durationJson(duration),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function endSetJson({ nodes, in: share }: EndSet): object {
  return { nodes, ...shareJson(share) };
}

function shareJson({ runs, share, low, high }: Portion): object {
  return { runs, share: rounded(share), low: rounded(low), high: rounded(high) };
}

function amountJson({ mean, deviation, most, in: share }: Amount): object {
  return { mean: rounded(mean), deviation: rounded(deviation), most, in: shareJson(share) };
}

function durationJson({ mean, least, most, percentiles: all }: DurationChance): object {
  const named = percentiles.map((percent) => [`p${percent}`, rounded(all[percent])]);
  return { mean: rounded(mean), least: rounded(least), ...Object.fromEntries(named), most: rounded(most) };
}

function rounded(number: number): number {
  return Number(number.toFixed(6));
}
