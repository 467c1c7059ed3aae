// What became of a flow: two flows, which part is which, and what differs. Data only.

import type { Edge, EdgeId, Flow, Lane, LaneId, Loop, Node, NodeId, Shape, Side } from '../graph/graph.ts';

export interface Changes {
  readonly before: Flow;
  readonly after: Flow;
  readonly pairs: Pairs;
  /** In the source order of the new flow; what was removed stands where it stood. */
  readonly changes: readonly Change[];
}

/** Which part of the old flow is which of the new one. */
export interface Pairs {
  readonly lanes: Pairing;
  readonly nodes: Pairing;
  readonly edges: Pairing;
  readonly loops: Pairing;
}

/** Both ways; parts without a partner are in neither map. */
export interface Pairing {
  readonly newOf: ReadonlyMap<string, string>;
  readonly oldOf: ReadonlyMap<string, string>;
}

export type Change = TextChange | LaneOrderChange | PartChange;

export interface TextChange {
  readonly what: 'title' | 'description';
  readonly kind: 'changed';
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Lanes that are in both flows, by their ids there. */
export interface LaneOrderChange {
  readonly what: 'lane-order';
  readonly kind: 'changed';
  readonly before: readonly LaneId[];
  readonly after: readonly LaneId[];
}

export type PartChange =
  | ChangeOf<'lane', Lane>
  | ChangeOf<'node', Node>
  | ChangeOf<'edge', Edge>
  | ChangeOf<'loop', Loop>;

type ChangeOf<W extends string, P> =
  | { readonly what: W; readonly kind: 'added'; readonly after: P }
  | { readonly what: W; readonly kind: 'removed'; readonly before: P }
  | {
      readonly what: W;
      readonly kind: 'changed';
      readonly before: P;
      readonly after: P;
      /** At least one. */
      readonly aspects: readonly Aspect[];
    };

/** One thing that differs between a part and its partner. Ids are those of the flow they come from. */
export type Aspect =
  /** Of lanes and nodes. Ids of edges and loops are counted out and nobody wrote them. */
  | { readonly kind: 'id'; readonly before: string; readonly after: string }
  | { readonly kind: 'lane'; readonly before: LaneId; readonly after: LaneId }
  | { readonly kind: 'shape'; readonly before: Shape; readonly after: Shape }
  | { readonly kind: 'label'; readonly before: string | undefined; readonly after: string | undefined }
  | {
      readonly kind: 'attribute';
      readonly key: string;
      readonly before: string | undefined;
      readonly after: string | undefined;
    }
  /** Of a node: its ways out that are in both flows come in another order. */
  | { readonly kind: 'ways'; readonly before: readonly EdgeId[]; readonly after: readonly EdgeId[] }
  | { readonly kind: 'from' | 'to'; readonly before: NodeId; readonly after: NodeId }
  | {
      readonly kind: 'from-side' | 'to-side';
      readonly before: Side | undefined;
      readonly after: Side | undefined;
    }
  | { readonly kind: 'condition'; readonly before: string; readonly after: string }
  | { readonly kind: 'members'; readonly before: readonly NodeId[]; readonly after: readonly NodeId[] };
