import type { EdgeId, LoopId, NodeId } from '../graph/graph.ts';
import { attempt, optionFor, questionOf, statusOf } from './attempt.ts';
import { hasBit } from './bits.ts';
import { type Board, front, isReady, queueOf } from './board.ts';
import { eventOf, latestEvent } from './events.ts';
import { beginHistory, boardAt, branch, type History, nodeAt, refire } from './history.ts';
import { limitsFor } from './limits.ts';
import type { Decider, Machine, Question, Run, State, TraceEvent } from './machine.ts';
import { stateOf } from './snapshot.ts';
import { chooses } from './tables.ts';

/*
 * Runs as values: semantics.md 8. Nothing here changes a run that somebody holds. Stepping costs one firing;
 * going to an earlier step, or going on from one, costs the firings since the last kept board.
 */

export interface BeginOptions {
  /** How many items each loop over items has, at least 1; such a loop has no limit otherwise. */
  readonly loops?: ReadonlyMap<LoopId, number>;
}

/**
 * A run of no steps. A start that the machine does not have counts as the first one; `run.start` tells. The
 * run of a machine without starts, which is that of a flow without nodes, is completed and has no end.
 */
export function begin(machine: Machine, start?: NodeId, options: BeginOptions = {}): Run {
  const { tables } = machine;
  const index = Math.max(0, start === undefined ? 0 : machine.starts.indexOf(start));
  const entry = machine.starts.length === 0 ? -1 : tables.drawnCount + index;
  const history = beginHistory({ tables, entry, ...limitsFor(tables, options.loops) });
  return runOf(machine, machine.starts[index], history);
}

/** The run as it stands at the end of a history. */
export function runOf(machine: Machine, start: NodeId | undefined, history: History): Run {
  return { machine, start, length: history.length, status: statusOf(history.board), history };
}

// ---- stepping

export interface How {
  /** Who answers; the user when nobody is named. */
  readonly by?: Decider;
  /** Fire this enabled node instead of the scheduler's. */
  readonly pick?: NodeId;
}

/**
 * Fires one node. At a decision without an answer, or with one that does not fit, the run waits; with one that
 * a limit forbids it is exhausted. A run that is over, and a pick that is not enabled, give the same run; only a
 * pick goes on with an exhausted one.
 */
export function step(run: Run, answer?: string, { by = 'user', pick }: How = {}): Run {
  const { kind } = run.status;
  // Where a limit leaves the scheduler's node no way, another one may still be picked.
  if (kind === 'completed' || (kind === 'exhausted' && pick === undefined)) return run;
  const history = isAtEnd(run) ? run.history : branch(run.history, run.length);
  const { board } = history;
  const next = front(board);
  const node = pick === undefined ? next : (board.tables.numberOf.get(pick) ?? -1);
  if (node === -1 || !isReady(board, node)) return run;
  const isAnswered = answer !== undefined && chooses(board.tables, node);
  const option = isAnswered ? optionFor(board, node, answer) : undefined;
  const stopped = attempt(history, node, option, by);
  return stopped === undefined ? runOf(run.machine, run.start, history) : { ...run, status: stopped };
}

function isAtEnd({ length, history }: Run): boolean {
  return length === history.length;
}

/** The first steps of a run; the whole run, asking anew, when it has no more. */
export function goTo(run: Run, length: number): Run {
  const kept = Math.max(0, Math.min(run.length, Math.floor(length)));
  const board = boardOf(run, kept);
  const gone: Run = { ...run, length: kept, status: statusOf(board) };
  if (board !== run.history.board) boards.set(gone, board);
  return gone;
}

/** Of runs that were gone back to, so that looking at one again and again fires its steps once. */
const boards = new WeakMap<Run, Board>();

/** The run without its last step. */
export function back(run: Run): Run {
  return goTo(run, run.length - 1);
}

/** Not to be written to. */
export function boardOf(run: Run, length: number): Board {
  const { history } = run;
  if (length === history.length) return history.board;
  return (length === run.length ? boards.get(run) : undefined) ?? boardAt(history, length);
}

// ---- looking

/** Nodes that could fire now, the scheduler's choice first. */
export function enabled(run: Run): NodeId[] {
  const { nodes } = run.machine.tables;
  return queueOf(boardOf(run, run.length)).map((node) => nodes[node] ?? '');
}

/** What a node would be asked if it fired now; undefined for one that does not choose. */
export function questionAt(run: Run, node: NodeId): Question | undefined {
  const board = boardOf(run, run.length);
  const number = board.tables.numberOf.get(node) ?? -1;
  return chooses(board.tables, number) ? questionOf(board, number) : undefined;
}

/** Marks and rounds after some steps, all of them when no number is given. */
export function stateAt(run: Run, length: number = run.length): State {
  return stateOf(boardOf(run, Math.max(0, Math.min(run.length, length))));
}

/** Edges that hold a token, in source order; an entry edge, which nobody drew, counts as none. */
export function marksOf({ machine }: Run, { marks }: State): EdgeId[] {
  return machine.tables.edges.filter((name, edge) => name !== '' && hasBit(marks, edge));
}

/** The event of a step, counted from 1. Cheap for the last step of a run that was just stepped to. */
export function eventAt(run: Run, number: number): TraceEvent | undefined {
  const { history } = run;
  if (number < 1 || number > run.length) return undefined;
  const isLatest = number === history.length && history.board.last.node !== -1;
  if (isLatest) return latestEvent(history);
  const board = boardAt(history, number - 1);
  return eventOf(board, number, refire(history, board, number - 1));
}

/** All events of a run, or those after some step, made one after the other. */
export function* eventsOf(run: Run, after = 0): Generator<TraceEvent, void> {
  const board = boardAt(run.history, after);
  for (let number = after; number < run.length; number++) {
    yield eventOf(board, number + 1, refire(run.history, board, number));
  }
}

/** The nodes in the order in which they fired, or those after some step. */
export function pathOf({ machine, history, length }: Run, after = 0): NodeId[] {
  const count = Math.max(0, length - after);
  return Array.from({ length: count }, (_, number) => machine.tables.nodes[nodeAt(history, after + number)] ?? '');
}

// ---- comparing

export interface Difference {
  /** The first step that differs, from 1. */
  readonly step: number;
  /** The event there; undefined where a run has ended. */
  readonly left: TraceEvent | undefined;
  readonly right: TraceEvent | undefined;
  /** Nodes that only one of the runs fires from there on, in the order of firing. */
  readonly onlyLeft: readonly NodeId[];
  readonly onlyRight: readonly NodeId[];
}

/** Where two runs part: another node, or another way out. Undefined when they are the same as far as both go. */
export function compareRuns(left: Run, right: Run): Difference | undefined {
  const others = eventsOf(right);
  let number = 0;
  for (const event of eventsOf(left)) {
    const other = others.next().value;
    if (other === undefined || !isSame(event, other)) return difference(left, right, number);
    number++;
  }
  return right.length > number ? difference(left, right, number) : undefined;
}

function isSame(one: TraceEvent, other: TraceEvent): boolean {
  return (
    one.node === other.node && one.out.length === other.out.length && one.out.every((id, i) => id === other.out[i])
  );
}

function difference(left: Run, right: Run, shared: number): Difference {
  const [pathLeft, pathRight] = [pathOf(left).slice(shared), pathOf(right).slice(shared)];
  return {
    step: shared + 1,
    left: eventAt(left, shared + 1),
    right: eventAt(right, shared + 1),
    onlyLeft: without(pathLeft, pathRight),
    onlyRight: without(pathRight, pathLeft),
  };
}

function without(path: readonly NodeId[], other: readonly NodeId[]): NodeId[] {
  const known = new Set(other);
  return [...new Set(path)].filter((node) => !known.has(node));
}
