import type { EdgeId, LaneId, LoopId, NodeId } from '../graph/graph.ts';
import type { Graph, Groups, Reaches } from '../graph/paths.ts';
import type { AnswerBook } from './answers.ts';
import type { Option, Question, Status } from './machine.ts';
import type { Nests } from './nests.ts';

/**
 * A machine in numbers, for the engine. Nodes are numbered in source order. Edges are the drawn ones in
 * source order, then an entry edge for each start, then the edges that loops assume. Ways out of all
 * nodes are numbered through; every node has at least one, and one without edges ends the token.
 */
export interface Tables {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly drawnCount: number;
  readonly nodes: readonly NodeId[];
  readonly lanes: readonly LaneId[];
  /** Empty for entry edges, which nobody drew. */
  readonly edges: readonly EdgeId[];
  readonly numberOf: ReadonlyMap<NodeId, number>;
  /** By edge. The source of an entry edge is -1. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The drawing, without entry edges and implicit edges. */
  readonly drawn: Graph;

  /** By node: its first way out, and one more entry at the end; by way: its edges. */
  readonly firstWay: Int32Array;
  readonly waysOut: Groups;
  /** By way: 1 when one of its edges leads round a loop of 4.1; a way without lets nobody wait who did not. */
  readonly leadsBack: Uint8Array;
  /**
   * By way: how far it is committed to a back edge. -1 when some continuation reaches an end; else the
   * nesting level of the outermost back edge that it can choose to come to.
   */
  readonly committed: Int32Array;

  /** By node: forward drawn edges into it. Groups hold edges. */
  readonly forwardIn: Groups;
  /** By node: all edges into it that carry tokens; and those that do not lead round a loop, whose tokens it waits for. */
  readonly into: Groups;
  readonly openIn: Groups;
  /** By node: 1 when a token in front of it may have to wait for another. */
  readonly mayWait: Uint8Array;
  /** Whether forward edges lead from one node to another. Built at the first question. */
  readonly reaches: Reaches;
  readonly nests: Nests;

  /** Loops that count, by slot, in source order. */
  readonly counted: readonly LoopId[];
  /** By slot: rounds allowed when no scenario says otherwise; `unlimited` for a loop over unknown items. */
  readonly limits: Int32Array;
  /** By slot: 1 when the limit must also be used up. */
  readonly exact: Uint8Array;
  /** By slot: 1 for a loop over items, whose number a scenario may give. */
  readonly overItems: Uint8Array;
  /** The body of a loop of the flow, in no order. */
  readonly loopNodes: (loop: number) => readonly number[];
  /** By slot: the body as bits by node. Built at the first round. */
  readonly bodyBits: (slot: number) => Int32Array;
  /** By way: slots that count a round when it is taken; slots at whose limit it is off; slots that decide here. */
  readonly turns: Groups;
  readonly stops: Groups;
  readonly drives: Groups;
  /** By node: 1 when one of its ways stands under a limit. */
  readonly limited: Uint8Array;

  readonly words: Words;
}

export const unlimited: number = 2 ** 31 - 1;

/** Names and ready-made values, each made when it is first needed. */
export interface Words {
  /** The names of a way's edges. */
  readonly edgesOf: (way: number) => readonly EdgeId[];
  /** An edge's name in a list of its own. */
  readonly alone: (edge: number) => readonly EdgeId[];
  /** The replies that leave a node. */
  readonly replies: (node: number) => readonly EdgeId[];
  /** For nodes that choose: the options, who means which, and the question when no limit interferes. */
  readonly options: (node: number) => readonly Option[];
  readonly book: (node: number) => AnswerBook;
  readonly question: (node: number) => Question;
  /** The state of affairs when a node alone is enabled. */
  readonly next: (node: number) => Status;
}

/** How many ways out a node has. */
export function wayCount({ firstWay }: Tables, node: number): number {
  return (firstWay[node + 1] ?? 0) - (firstWay[node] ?? 0);
}

/** Whether a firing of this node needs an answer. */
export function chooses(tables: Tables, node: number): boolean {
  return wayCount(tables, node) > 1;
}

/** Ways are numbered by node, so a search by halves finds the node. */
export function nodeOfWay({ firstWay, nodeCount }: Tables, way: number): number {
  let low = 0;
  let high = nodeCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstWay[middle] ?? 0) <= way) low = middle;
    else high = middle - 1;
  }
  return low;
}
