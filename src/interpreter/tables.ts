import type { EdgeId, LaneId, LoopId, NodeId } from '../graph/graph.ts';
import type { Graph, Groups, Reaches } from '../graph/paths.ts';
import type { AnswerBook } from './answers.ts';
import type { Option, Question, Status } from './machine.ts';

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
  /** 1 for edges that lead back and carry a token. */
  readonly back: Uint8Array;
  /** The drawing, without entry edges and implicit edges. */
  readonly drawn: Graph;

  /** By node: its first way out, and one more entry at the end. */
  readonly firstWay: Int32Array;
  readonly waysOut: Groups;
  /** By way: 1 when one of its edges leads back. */
  readonly leadsBack: Uint8Array;
  /**
   * By way: how far it is committed to a back edge. -1 when some continuation reaches an end; else the
   * nesting level of the outermost back edge that it can choose to come to.
   */
  readonly committed: Int32Array;

  /** By node: forward drawn edges into it. Groups hold edges. */
  readonly forwardIn: Groups;
  /** By node: 1 when a token in front of it may have to wait for another. */
  readonly mayWait: Uint8Array;
  /** Whether forward edges lead from one node to another. Built at the first question. */
  readonly reaches: Reaches;

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

  /** Words for the border, made once. */
  readonly words: Words;
}

export const unlimited: number = 2 ** 31 - 1;

export interface Words {
  /** By way: names of its edges. */
  readonly wayEdges: readonly (readonly EdgeId[])[];
  /** By edge: its name in a list of its own. */
  readonly alone: readonly (readonly EdgeId[])[];
  /** By node: names of the replies that leave it. */
  readonly replies: readonly (readonly EdgeId[])[];
  /** By node; undefined where nothing is chosen. */
  readonly options: readonly (readonly Option[] | undefined)[];
  readonly books: readonly (AnswerBook | undefined)[];
  /** By node: the question when no limit interferes, and the state of affairs when it alone is enabled. */
  readonly questions: readonly (Question | undefined)[];
  readonly next: readonly Status[];
}

/** How many ways out a node has. */
export function wayCount({ firstWay }: Tables, node: number): number {
  return (firstWay[node + 1] ?? 0) - (firstWay[node] ?? 0);
}

/** Whether a firing of this node needs an answer. */
export function chooses(tables: Tables, node: number): boolean {
  return wayCount(tables, node) > 1;
}
