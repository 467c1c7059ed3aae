import type { NodeId } from '../graph/graph.ts';
import {
  type Amount,
  type Chance,
  type ChanceOptions,
  type DurationChance,
  type EndSet,
  type Percentile,
  type Portion,
  percentiles,
  type RunEnding,
} from './chance.ts';
import { advance, beginSample, type Sample } from './chance-runs.ts';
import type { Machine } from './machine.ts';

/** Makes all runs at once. With a clock at hand, `beginSample` and `advance` leave room for other things. */
export function runByChance(machine: Machine, options: ChanceOptions = {}): Chance {
  const sample = beginSample(machine, options);
  advance(sample, Number.POSITIVE_INFINITY);
  return chanceOf(sample);
}

/** What the runs so far say. The run at hand does not count. */
export function chanceOf(sample: Sample): Chance {
  const { machine, done } = sample;
  const { loops } = machine;
  return {
    runs: done,
    steps: amountOf(sample, 'steps', 0),
    statuses: statusesOf(sample),
    ends: endsOf(sample),
    endSets: endSetsOf(sample),
    otherEnds: sample.otherEnds,
    visits: Array.from(machine.exits.keys(), (node) => {
      return { node, ...amountOf(sample, 'visits', machine.tables.numberOf.get(node) ?? -1) };
    }),
    loops: loops.map(({ loop }, index) => ({ loop, ...amountOf(sample, 'rounds', index) })),
    duration: durationOf(sample),
  };
}

function amountOf(sample: Sample, kind: 'steps' | 'visits' | 'rounds', index: number): Amount {
  const { total, squares, most, runs } = sample[kind];
  const { done } = sample;
  const sum = total[index] ?? 0;
  const mean = done === 0 ? 0 : sum / done;
  // The sums are whole numbers, so nothing is lost before the last line.
  const variance = done < 2 ? 0 : ((squares[index] ?? 0) - sum * mean) / (done - 1);
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, variance)),
    most: most[index] ?? 0,
    in: portionOf(runs[index] ?? 0, done),
  };
}

// ---- ends

function statusesOf({ endings, done }: Sample): Record<RunEnding, Portion> {
  return {
    completed: portionOf(endings.completed, done),
    exhausted: portionOf(endings.exhausted, done),
    'step-limit': portionOf(endings['step-limit'], done),
  };
}

/** Nodes that end tokens, and those that are asked whether to and can. */
function endsOf({ machine, endedAt, done }: Sample): { readonly node: NodeId; readonly in: Portion }[] {
  return [...machine.exits].flatMap(([node, exit]) => {
    const canEnd =
      exit.kind === 'end' || (exit.kind === 'choose' && exit.options.some(({ edges }) => edges.length === 0));
    const runs = endedAt[machine.tables.numberOf.get(node) ?? -1] ?? 0;
    return canEnd ? [{ node, in: portionOf(runs, done) }] : [];
  });
}

function endSetsOf({ machine: { tables }, endedAlone, endedTogether, done }: Sample): EndSet[] {
  const name = (node: number): NodeId => tables.nodes[node] ?? '';
  const alone = Array.from(endedAlone, (runs, node) => ({ nodes: [name(node)], runs }));
  const together = Array.from(endedTogether, ([key, runs]) => {
    return { nodes: key === '' ? [] : key.split(',').map((node) => name(Number(node))), runs };
  });
  return [...alone, ...together]
    .filter(({ runs }) => runs > 0)
    .sort((a, b) => b.runs - a.runs)
    .map(({ nodes, runs }) => ({ nodes, in: portionOf(runs, done) }));
}

// ---- shares

/** The 97.5 % point of the normal distribution. */
const normalPoint = 1.959963984540054;

/**
 * The score interval: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 * Unlike the usual one it also says something when nothing, or everything, was seen.
 */
function portionOf(runs: number, of: number): Portion {
  if (of === 0) return { runs, share: 0, low: 0, high: 1 };
  const share = runs / of;
  const square = normalPoint * normalPoint;
  const center = share + square / (2 * of);
  const reach = normalPoint * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const scale = 1 + square / of;
  return {
    runs,
    share,
    low: runs === 0 ? 0 : (center - reach) / scale,
    high: runs === of ? 1 : (center + reach) / scale,
  };
}

// ---- time

function durationOf({ clock }: Sample): DurationChance | undefined {
  if (clock === undefined || clock.taken.length === 0) return undefined;
  const taken = Float64Array.from(clock.taken).sort();
  const at = (percent: Percentile): number => taken[Math.ceil((taken.length * percent) / 100) - 1] ?? 0;
  return {
    mean: taken.reduce((sum, time) => sum + time, 0) / taken.length,
    least: taken[0] ?? 0,
    most: taken.at(-1) ?? 0,
    percentiles: Object.fromEntries(percentiles.map((percent) => [percent, at(percent)])) as Record<Percentile, number>,
  };
}
