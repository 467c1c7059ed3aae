import type { NodeId } from '../graph/graph.ts';
import { anySteps } from './scenario.ts';

/** Where a run leaves the path that was expected of it. */
export interface Departure {
  /** Steps that are as expected, or that `...` stands for; the next step is the one that is not. */
  readonly steps: number;
  /** What was expected next; undefined when the run should have been over. */
  readonly expected: NodeId | undefined;
  /** It could have come at any later step, behind `...`. */
  readonly isAnywhere: boolean;
}

/**
 * Compares a run with a pattern in which `...` stands for any steps. Pieces between dots are found as early as
 * possible, which finds a match whenever there is one. Undefined when the run fits.
 */
export function departure(pattern: readonly NodeId[], path: readonly NodeId[]): Departure | undefined {
  const [first = [], ...pieces] = piecesOf(pattern);
  const begun = sharedFrom(first, path, 0);
  if (begun < first.length) return { steps: begun, expected: first[begun], isAnywhere: false };
  let from = begun;
  const last = pieces.pop();
  if (last === undefined)
    return from === path.length ? undefined : { steps: from, expected: undefined, isAnywhere: false };
  for (const piece of pieces) {
    const found = find(piece, path, from);
    if (found === undefined) return farthest(piece, path, from);
    from = found + piece.length;
  }
  return departureAtEnd(last, path, from);
}

function piecesOf(pattern: readonly NodeId[]): NodeId[][] {
  const pieces: NodeId[][] = [[]];
  for (const node of pattern) {
    if (node === anySteps) pieces.push([]);
    else pieces.at(-1)?.push(node);
  }
  return pieces;
}

/** How many nodes of the piece stand at a place of the path. */
function sharedFrom(piece: readonly NodeId[], path: readonly NodeId[], at: number): number {
  const length = piece.findIndex((node, index) => path[at + index] !== node);
  return length === -1 ? piece.length : length;
}

function find(piece: readonly NodeId[], path: readonly NodeId[], from: number): number | undefined {
  for (let at = from; at + piece.length <= path.length; at++) {
    if (sharedFrom(piece, path, at) === piece.length) return at;
  }
  return undefined;
}

/** Where most of the piece was found, at first. */
function farthest(piece: readonly NodeId[], path: readonly NodeId[], from: number): Departure {
  let best = { at: from, length: 0 };
  for (let at = from; at < path.length; at++) {
    const length = sharedFrom(piece, path, at);
    if (length > best.length) best = { at, length };
  }
  return { steps: best.at + best.length, expected: piece[best.length], isAnywhere: best.length === 0 };
}

/** The last piece ends where the run ends. */
function departureAtEnd(piece: readonly NodeId[], path: readonly NodeId[], from: number): Departure | undefined {
  const at = path.length - piece.length;
  if (at >= from && sharedFrom(piece, path, at) === piece.length) return undefined;
  const found = find(piece, path, from);
  if (found === undefined) return farthest(piece, path, from);
  return { steps: found + piece.length, expected: undefined, isAnywhere: false };
}
