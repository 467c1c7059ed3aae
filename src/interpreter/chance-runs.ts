/**
 * Runs in which chance decides, one after the other on one board; of a run only sums are kept. A sample goes on for as
 * many firings as it is told, so that whoever has a clock and a keyboard can look up in between.
 */

import type { Groups } from '../graph/paths.ts';
import { type Board, emptyBoard, fire, front, lookAgain, mark } from './board.ts';
import { type ChanceOptions, defaultRuns, type RunEnding } from './chance.ts';
import { isOffered, limitsFor, stoppingSlot } from './limits.ts';
import type { Machine } from './machine.ts';
import { randomBelow } from './policy.ts';
import { chooses, type Tables } from './tables.ts';

/** Runs so far. Written to by `advance` alone. */
export interface Sample {
  readonly machine: Machine;
  /** How many runs there shall be, and how many are over. */
  readonly wanted: number;
  done: number;

  readonly seed: number;
  readonly maxSteps: number;
  /** The entry edge, -1 for none. */
  readonly entry: number;
  /** By way. */
  readonly weights: Float64Array;
  /** Undefined when no node takes any time. */
  readonly clock: Clock | undefined;

  /** The run at hand. */
  board: Board;
  runSeed: number;
  step: number;
  /** By way: the loops that it goes round. */
  readonly turns: Groups;

  readonly endings: Record<RunEnding, number>;
  readonly steps: Tally;
  /** By node; the counts of the run at hand stand on the board. */
  readonly visits: Tally;
  /** By loop of the machine. */
  readonly rounds: Tally;
  /** By node: runs in which a token ended there; and completed runs in which all tokens did. */
  readonly endedAt: Float64Array;
  readonly endedAlone: Float64Array;
  /** By the numbers of several nodes, ascending, or of none: completed runs in which tokens ended there. */
  readonly endedTogether: Map<string, number>;
  otherEnds: number;
}

/** Counts of one run, and what the runs before add up to. */
interface Tally {
  readonly current: Int32Array;
  readonly total: Float64Array;
  readonly squares: Float64Array;
  readonly most: Float64Array;
  /** Runs in which the count was not 0. */
  readonly runs: Float64Array;
}

/** All times are seconds. */
interface Clock {
  /** By node. */
  readonly least: Float64Array;
  readonly spread: Float64Array;
  /** By marked edge: when its token came to stand there. */
  readonly since: Float64Array;
  /** When the last firing of the run at hand was over. */
  latest: number;
  /** Of completed runs. */
  readonly taken: number[];
}

/** More ways to end than this are not told apart; branches side by side have as many as there are sets of them. */
const mostEndSets = 10_000;

// ---- beginning

export function beginSample(machine: Machine, options: ChanceOptions = {}): Sample {
  const { tables, starts } = machine;
  const { runs = defaultRuns, seed = 1, maxSteps = 1000, start = '' } = options;
  const { limits, exact } = limitsFor(tables, options.loops);
  const sample: Sample = {
    machine,
    wanted: runs,
    done: 0,
    seed,
    maxSteps,
    entry: starts.length === 0 ? -1 : tables.drawnCount + Math.max(0, starts.indexOf(start)),
    weights: weightsOf(machine, options),
    clock: clockOf(tables, options),
    board: emptyBoard(tables, limits, exact),
    runSeed: 0,
    step: 0,
    turns: turnsOf(machine),
    endings: { completed: 0, exhausted: 0, 'step-limit': 0 },
    steps: newTally(1),
    visits: newTally(tables.nodeCount),
    rounds: newTally(machine.loops.length),
    endedAt: new Float64Array(tables.nodeCount),
    endedAlone: new Float64Array(tables.nodeCount),
    endedTogether: new Map(),
    otherEnds: 0,
  };
  beginRun(sample);
  return sample;
}

function weightsOf({ tables, exits }: Machine, { weights = new Map() }: ChanceOptions): Float64Array {
  const all = new Float64Array(tables.firstWay.at(-1) ?? 0).fill(1);
  for (const [id, own] of weights) {
    const exit = exits.get(id);
    const first = tables.firstWay[tables.numberOf.get(id) ?? -1] ?? 0;
    if (exit?.kind !== 'choose') continue;
    exit.options.forEach(({ answer }, option) => {
      all[first + option] = Math.max(0, own.get(answer) ?? 1);
    });
  }
  return all;
}

function clockOf(tables: Tables, { durations = new Map() }: ChanceOptions): Clock | undefined {
  if (durations.size === 0) return undefined;
  const least = new Float64Array(tables.nodeCount);
  const spread = new Float64Array(tables.nodeCount);
  for (const [id, duration] of durations) {
    const node = tables.numberOf.get(id) ?? -1;
    least[node] = duration.least;
    spread[node] = duration.most - duration.least;
  }
  return { least, spread, since: new Float64Array(tables.edgeCount), latest: 0, taken: [] };
}

/** Loops without a limit too, which the board does not count. */
function turnsOf({ tables, loops }: Machine): Groups {
  const { start, items } = tables.waysOut;
  const loopOf = new Map(loops.flatMap(({ edges }, loop) => edges.map((edge) => [edge, loop] as const)));
  const found: number[] = [];
  const starts = [0];
  for (let way = 0; way + 1 < start.length; way++) {
    const edges = Array.from(items.subarray(start[way], start[way + 1]));
    found.push(...new Set(edges.flatMap((edge) => loopOf.get(tables.edges[edge] ?? '') ?? [])));
    starts.push(found.length);
  }
  return { start: Int32Array.from(starts), items: Int32Array.from(found) };
}

function newTally(size: number): Tally {
  return {
    current: new Int32Array(size),
    total: new Float64Array(size),
    squares: new Float64Array(size),
    most: new Float64Array(size),
    runs: new Float64Array(size),
  };
}

// ---- going on

/** Goes on for so many firings, or until all runs are over, which it then says. */
export function advance(sample: Sample, firings: number): boolean {
  for (let left = firings; left > 0 && sample.done < sample.wanted; left--) {
    const ending = fireNext(sample);
    if (ending !== undefined) endRun(sample, ending);
  }
  return sample.done >= sample.wanted;
}

/** The seed with which the policy `random` makes the same run, when all answers weigh the same. */
export function seedOfRun(seed: number, run: number): number {
  return randomBelow(2 ** 32, seed, run);
}

function beginRun(sample: Sample): void {
  const { board, entry, clock } = sample;
  sample.runSeed = seedOfRun(sample.seed, sample.done);
  sample.step = 0;
  if (clock !== undefined) {
    clock.latest = 0;
    clock.since[entry] = 0;
  }
  if (entry === -1) return;
  mark(board, entry);
  lookAgain(board);
}

function fireNext(sample: Sample): RunEnding | undefined {
  const { board } = sample;
  const node = front(board);
  if (node === -1) return 'completed';
  const way = drawWay(sample, node);
  if (way === -1) return 'exhausted';
  if (sample.step >= sample.maxSteps) return 'step-limit';
  fire(board, node, way);
  if (sample.clock !== undefined) passTime(sample, sample.clock, node, way);
  const { start, items } = sample.turns;
  const { current } = sample.rounds;
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const loop = items[place] ?? 0;
    current[loop] = (current[loop] ?? 0) + 1;
  }
  sample.step++;
  return undefined;
}

/** A way that limits leave, or -1. */
function drawWay({ board, weights, runSeed, step }: Sample, node: number): number {
  const { tables } = board;
  const first = tables.firstWay[node] ?? 0;
  if (!chooses(tables, node)) return tables.limited[node] === 1 && stoppingSlot(board, first) !== -1 ? -1 : first;
  const end = tables.firstWay[node + 1] ?? 0;
  let total = 0;
  let offered = 0;
  for (let way = first; way < end; way++) {
    if (!isOffered(board, node, way)) continue;
    total += weights[way] ?? 0;
    offered++;
  }
  // What limits leave may weigh nothing; then it is taken all the same.
  const added = total === 0 ? 1 : 0;
  let left = (randomBelow(2 ** 32, runSeed, step) / 2 ** 32) * (total === 0 ? offered : total);
  let found = -1;
  for (let way = first; way < end && left >= 0; way++) {
    const weight = (weights[way] ?? 0) + added;
    if (weight === 0 || !isOffered(board, node, way)) continue;
    found = way;
    left -= weight;
  }
  return found;
}

/** A node begins when the last of the tokens that it takes has come. Two tokens in one place go on as the later one. */
function passTime({ board, runSeed, step }: Sample, clock: Clock, node: number, way: number): void {
  const { last, tables } = board;
  const { since, least, spread } = clock;
  let time = 0;
  for (let index = 0; index < last.takenCount; index++) time = Math.max(time, since[last.taken[index] ?? 0] ?? 0);
  time += least[node] ?? 0;
  const range = spread[node] ?? 0;
  // The bits turned over: other numbers than those that choose ways.
  if (range > 0) time += (randomBelow(2 ** 32, ~runSeed, step) / 2 ** 32) * range;
  clock.latest = Math.max(clock.latest, time);
  const { start, items } = tables.waysOut;
  const merged = last.merged.subarray(0, last.mergedCount);
  for (let place = start[way] ?? 0; place < (start[way + 1] ?? 0); place++) {
    const edge = items[place] ?? 0;
    since[edge] = last.mergedCount > 0 && merged.includes(edge) ? Math.max(since[edge] ?? 0, time) : time;
  }
}

// ---- ending

function endRun(sample: Sample, ending: RunEnding): void {
  const { board, steps, visits, rounds } = sample;
  sample.done++;
  sample.endings[ending]++;
  steps.current[0] = sample.step;
  addTo(steps, steps.current);
  addTo(visits, board.visits);
  addTo(rounds, rounds.current);
  rounds.current.fill(0);
  for (const node of board.ends) sample.endedAt[node] = (sample.endedAt[node] ?? 0) + 1;
  if (ending === 'completed') {
    addEnds(sample);
    sample.clock?.taken.push(sample.clock.latest);
  }
  clearBoard(sample, ending);
  if (sample.done < sample.wanted) beginRun(sample);
}

function addTo({ total, squares, most, runs }: Tally, current: Int32Array): void {
  for (let index = 0; index < current.length; index++) {
    const count = current[index] ?? 0;
    if (count === 0) continue;
    total[index] = (total[index] ?? 0) + count;
    squares[index] = (squares[index] ?? 0) + count * count;
    runs[index] = (runs[index] ?? 0) + 1;
    if (count > (most[index] ?? 0)) most[index] = count;
  }
}

function addEnds(sample: Sample): void {
  const { endedAlone, endedTogether } = sample;
  const { ends } = sample.board;
  const [only] = ends;
  if (only !== undefined && ends.length === 1) {
    endedAlone[only] = (endedAlone[only] ?? 0) + 1;
    return;
  }
  const key = ends.toSorted((a, b) => a - b).join();
  const known = endedTogether.get(key);
  if (known === undefined && endedTogether.size >= mostEndSets) sample.otherEnds++;
  else endedTogether.set(key, (known ?? 0) + 1);
}

/** After a completed run no token is left, nobody waits, and no loop is active: only what was remembered goes. */
function clearBoard(sample: Sample, ending: RunEnding): void {
  const { board } = sample;
  if (ending !== 'completed') {
    sample.board = emptyBoard(board.tables, board.limits, board.exact);
    return;
  }
  board.visits.fill(0);
  for (const node of board.ends) board.hasEnded[node] = 0;
  board.ends.length = 0;
}
