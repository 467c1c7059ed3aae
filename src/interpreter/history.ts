import { type Board, emptyBoard, fire, lookAgain, mark } from './board.ts';
import { type Decider, deciders } from './machine.ts';
import { fromSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';
import type { Tables } from './tables.ts';

/*
 * The steps of a run. A step keeps which node fired and what was chosen, in two numbers; everything else
 * follows by firing again. Steps stand in chunks of fixed size that runs share, and every now and then the
 * board is kept as well, so that any step is reached by few firings. A run is a prefix of its history: going
 * on from the end appends, going on from an earlier step branches off with a copy of the last chunk only.
 */
export interface History {
  readonly origin: Origin;
  readonly chunks: Int32Array[];
  /** Boards after `interval`, `2 * interval`, … steps. */
  readonly snapshots: Snapshot[];
  readonly interval: number;
  length: number;
  /** The board after `length` steps. */
  board: Board;
}

/** Where a history begins: the machine, the entry edge (-1 for none) and the limits of the run. */
export interface Origin {
  readonly tables: Tables;
  readonly entry: number;
  readonly limits: Int32Array;
  readonly exact: Uint8Array;
}

const chunkSteps = 2048;

export function beginHistory(origin: Origin): History {
  // A snapshot has about three numbers a node; kept this seldom it costs about one number a step.
  const interval = Math.max(chunkSteps, origin.tables.nodeCount * 3);
  return { origin, chunks: [], snapshots: [], interval, length: 0, board: beginBoard(origin) };
}

function beginBoard({ tables, entry, limits, exact }: Origin): Board {
  const board = emptyBoard(tables, limits, exact);
  if (entry !== -1) mark(board, entry);
  lookAgain(board);
  return board;
}

/** Fires a node at the end of the history and writes it down. */
export function append(history: History, node: number, choice: number): void {
  const { board, chunks, length } = history;
  const chunk = chunks[(length / chunkSteps) | 0] ?? addChunk(chunks);
  const place = (length % chunkSteps) * 2;
  chunk[place] = node;
  chunk[place + 1] = choice;
  fireOption(board, node, optionOf(choice));
  history.length = length + 1;
  keepSnapshot(history);
}

/** To be called where the board stands after a multiple of the interval; elsewhere it does nothing. */
export function keepSnapshot(history: History): void {
  const { board, snapshots, interval, length } = history;
  if (length === (snapshots.length + 1) * interval) snapshots.push(takeSnapshot(board));
}

/** Where the next steps are written, and how many fit before the chunk ends or the board has to be kept. */
export interface Space {
  readonly numbers: Int32Array;
  readonly place: number;
  readonly room: number;
}

export function spaceIn({ chunks, snapshots, interval, length }: History): Space {
  const numbers = chunks[(length / chunkSteps) | 0] ?? addChunk(chunks);
  const inChunk = length % chunkSteps;
  const untilSnapshot = (snapshots.length + 1) * interval - length;
  return { numbers, place: 2 * inChunk, room: Math.min(chunkSteps - inChunk, untilSnapshot) };
}

function addChunk(chunks: Int32Array[]): Int32Array {
  const chunk = new Int32Array(chunkSteps * 2);
  chunks.push(chunk);
  return chunk;
}

function fireOption(board: Board, node: number, option: number): void {
  fire(board, node, (board.tables.firstWay[node] ?? 0) + option);
}

/** The first steps of a history, as one of its own. Other histories do not notice what is appended to it. */
export function branch(history: History, length: number): History {
  const { origin, interval } = history;
  const chunks = history.chunks.slice(0, Math.ceil(length / chunkSteps));
  const last = chunks.pop();
  if (last !== undefined) chunks.push(last.slice());
  const snapshots = history.snapshots.slice(0, Math.floor(length / interval));
  return { origin, chunks, snapshots, interval, length, board: boardAt(history, length) };
}

/** A board of one's own, as it was after some steps. */
export function boardAt(history: History, length: number): Board {
  const known = Math.min(Math.floor(length / history.interval), history.snapshots.length);
  const snapshot = history.snapshots[known - 1];
  const board = snapshot === undefined ? beginBoard(history.origin) : fromSnapshot(history.board, snapshot);
  for (let step = known * history.interval; step < length; step++) refire(history, board, step);
  return board;
}

/** Fires a recorded step, counted from 0, on a board that stands before it. Says what was chosen. */
export function refire(history: History, board: Board, step: number): number {
  const choice = choiceAt(history, step);
  fireOption(board, nodeAt(history, step), optionOf(choice));
  return choice;
}

/** Which node fired at a step, counted from 0. */
export function nodeAt({ chunks }: History, step: number): number {
  return chunks[(step / chunkSteps) | 0]?.[(step % chunkSteps) * 2] ?? 0;
}

/** What was chosen at a step, counted from 0. */
export function choiceAt({ chunks }: History, step: number): number {
  return chunks[(step / chunkSteps) | 0]?.[(step % chunkSteps) * 2 + 1] ?? 0;
}

// ---- a choice in one number: the option, who chose (from 1, 0 for nobody), and whether the user picked

const optionShift = 5;
const deciderMask = 15;
const byCode: readonly (Decider | undefined)[] = [undefined, ...deciders];

export function packChoice(option: number, by: Decider | undefined, isPick: boolean): number {
  return (option << optionShift) | (byCode.indexOf(by) << 1) | Number(isPick);
}

/** The number of the option; 0 where there is no choice. */
export function optionOf(choice: number): number {
  return choice >> optionShift;
}

export function deciderOf(choice: number): Decider | undefined {
  return byCode[(choice >> 1) & deciderMask];
}

export function isPicked(choice: number): boolean {
  return (choice & 1) === 1;
}
