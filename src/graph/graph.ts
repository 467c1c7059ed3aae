import { type Shape, type Side, shapes, sides } from '../ast/words.ts';
import type { Span } from '../source/source.ts';

export { type Shape, type Side, shapes, sides };

export type NodeId = string;
export type LaneId = string;
/** `e1`, `e2`, … in source order. */
export type EdgeId = string;
/** `loop1`, `loop2`, … in source order. */
export type LoopId = string;

/** A document with every name looked up. Ids are unique; every edge and loop member names a node that exists. */
export interface Flow {
  readonly title: string;
  readonly description: string | undefined;
  /** In source order, the order of drawing. */
  readonly lanes: readonly Lane[];
  /** In source order. */
  readonly nodes: ReadonlyMap<NodeId, Node>;
  readonly edges: readonly Edge[];
  readonly loops: readonly Loop[];
}

export interface Lane {
  readonly id: LaneId;
  /** What people read; the id when the author gave no display label. */
  readonly label: string;
  readonly nodes: readonly NodeId[];
  readonly span: Span;
}

export interface Node {
  readonly id: NodeId;
  readonly lane: LaneId;
  readonly shape: Shape;
  /** The label, else the description, else the id. */
  readonly label: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The name where the node is declared. */
  readonly span: Span;
}

export interface Edge {
  readonly id: EdgeId;
  readonly from: Port;
  readonly to: Port;
  readonly label: string | undefined;
  readonly span: Span;
}

/** Where an edge touches a node; without a side the layout chooses. */
export interface Port {
  readonly node: NodeId;
  readonly side: Side | undefined;
}

export interface Loop {
  readonly id: LoopId;
  readonly condition: string;
  readonly members: readonly NodeId[];
  readonly span: Span;
}
