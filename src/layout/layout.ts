import type { EdgeId, LaneId, LoopId, NodeId, Shape, Side } from '../graph/graph.ts';

/** The border between layout and drawing: numbers (px, y downwards) and text, nothing to look up. */
export interface Layout {
  readonly size: Size;
  readonly direction: Direction;
  readonly title: TextBlock | undefined;
  /** Never painted; the drawing's description for readers of the page's structure. */
  readonly description: string | undefined;
  readonly lanes: readonly LaneBox[];
  readonly boxes: readonly Box[];
  readonly routes: readonly Route[];
  readonly loops: readonly LoopMark[];
}

/** `right`: lanes are rows and flows run to the right. `down`: lanes are columns. */
export const directions = ['right', 'down'] as const;
export type Direction = (typeof directions)[number];

/** How long the layout searches: one pass, a portfolio, or a portfolio and a hill climb. */
export const efforts = ['fast', 'normal', 'best'] as const;
export type Effort = (typeof efforts)[number];

/** `auto`: ELK competes where it pays. `lanes`: it is never asked. `elk`: it draws alone, for comparison. */
export const layouts = ['auto', 'lanes', 'elk'] as const;
export type Layouts = (typeof layouts)[number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

/** Lines already broken and placed; `full` is the whole text when something was cut. */
export interface TextBlock {
  readonly frame: Rect;
  readonly lines: readonly TextLine[];
  readonly fontSize: number;
  /** Turned by a quarter to the left, around the frame's center; lines are then placed as if upright about that center. */
  readonly turned: boolean;
  readonly full: string | undefined;
}

export interface TextLine {
  readonly text: string;
  /** The middle of the line. */
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  /** Measured width at the block's font size. */
  readonly width: number;
}

export interface LaneBox {
  readonly id: LaneId;
  readonly label: string;
  readonly frame: Rect;
  readonly header: Rect;
  readonly text: TextBlock;
}

export interface Box {
  readonly id: NodeId;
  readonly lane: LaneId;
  readonly shape: Shape;
  readonly frame: Rect;
  readonly label: string;
  readonly text: TextBlock;
  /** Owner and system of a taskbox, a smaller line below the label. */
  readonly note: TextBlock | undefined;
  /** Where the node stands in the flow: a circle without ways in is a start, without ways out an end. */
  readonly role: 'start' | 'end' | 'step';
  /** Shown on hover: the author's `description`. */
  readonly description: string | undefined;
}

export interface Route {
  readonly id: EdgeId;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly fromSide: Side;
  readonly toSide: Side;
  /** Corners from outline to outline; every piece is horizontal or vertical. */
  readonly points: readonly Point[];
  readonly label: RouteLabel | undefined;
  readonly back: boolean;
  /** The answer to a request; carries no token. */
  readonly reply: boolean;
  readonly loop: LoopId | undefined;
  /** Assumed by a loop without a drawn edge back. */
  readonly implicit: boolean;
}

export interface RouteLabel {
  readonly label: string;
  /** The plate behind the text. */
  readonly frame: Rect;
  readonly text: TextBlock;
}

export interface LoopMark {
  readonly id: LoopId;
  /** Only where loops share members; tabs and marks show it. */
  readonly number: number | undefined;
  readonly condition: string;
  readonly members: readonly NodeId[];
  /** Dashed frames behind members that stand together; empty when no frame fits. */
  readonly frames: readonly LoopFrame[];
  /** Members outside every frame, each with a small mark. */
  readonly marked: readonly NodeId[];
}

export interface LoopFrame {
  readonly frame: Rect;
  readonly members: readonly NodeId[];
  /** The condition on the first frame, a sign alone on the others. */
  readonly tab: TextBlock;
}
