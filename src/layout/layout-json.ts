import type { Flow } from '../graph/graph.ts';
import type { Layout, Point, Rect } from './layout.ts';

interface JsonRect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The public form of a layout, layout.md section 8: plain data for JSON. */
export interface LayoutJson {
  readonly graph: {
    readonly lanes: readonly { readonly id: string; readonly label: string }[];
    readonly nodes: readonly { readonly id: string; readonly lane: string; readonly shape: string }[];
    readonly edges: readonly JsonEdge[];
  };
  readonly layout: {
    readonly width: number;
    readonly height: number;
    readonly orient: 'h' | 'v';
    readonly title?: JsonRect;
    readonly lanes: readonly (JsonRect & { readonly id: string; readonly head: JsonRect })[];
    readonly nodes: Readonly<Record<string, JsonRect>>;
    readonly edges: Readonly<Record<string, { readonly pts: readonly Point[]; readonly label?: JsonRect }>>;
    readonly frames: readonly (JsonRect & { readonly nodes: readonly string[]; readonly tab: JsonRect })[];
  };
}

/** Sides are those of the drawing: chosen where the author left them out, turned in direction `down`. */
interface JsonEdge {
  readonly id: string;
  readonly s: string;
  readonly t: string;
  readonly ss: string;
  readonly ts: string;
  readonly label?: string;
}

export function layoutJson(flow: Flow, layout: Layout): LayoutJson {
  return {
    graph: {
      lanes: flow.lanes.map(({ id, label }) => ({ id, label })),
      nodes: [...flow.nodes.values()].map(({ id, lane, shape }) => ({ id, lane, shape })),
      edges: layout.routes.map((route) => ({
        id: route.id,
        s: route.from,
        t: route.to,
        ss: route.fromSide,
        ts: route.toSide,
        ...(route.label === undefined ? {} : { label: route.label.label }),
      })),
    },
    layout: {
      width: layout.size.width,
      height: layout.size.height,
      orient: layout.direction === 'right' ? 'h' : 'v',
      ...(layout.title === undefined ? {} : { title: rectJson(layout.title.frame) }),
      lanes: layout.lanes.map((lane) => ({ id: lane.id, ...rectJson(lane.frame), head: rectJson(lane.header) })),
      nodes: Object.fromEntries(layout.boxes.map((box) => [box.id, rectJson(box.frame)])),
      edges: Object.fromEntries(
        layout.routes.map((route) => [
          route.id,
          { pts: route.points, ...(route.label === undefined ? {} : { label: rectJson(route.label.frame) }) },
        ]),
      ),
      frames: layout.loops.flatMap((loop) =>
        loop.frames.map(({ frame, members, tab }) => ({
          ...rectJson(frame),
          nodes: members,
          tab: rectJson(tab.frame),
        })),
      ),
    },
  };
}

function rectJson({ x, y, width, height }: Rect): JsonRect {
  return { x, y, w: width, h: height };
}
