// The drawing that elkjs makes with its own options, for comparison: lanes as compound nodes, ports on the sides that
// the author names, right-angled routes, labels as ELK's labels. ELK's parts come back as a Layout, so that one
// ruler measures both.

import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Box, Layout, Point, Rect, Route } from '../src/layout/layout.ts';

/** Lane header as in our drawings, px. */
const header = 36;

/** `drawn` is our drawing of the same flow: sizes of nodes and labels, and the sides of edges. */
export function elkGraph(drawn: Layout): ElkNode {
  const titleRoom = drawn.title === undefined ? 0 : drawn.title.frame.height + 6;
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.randomSeed': '1',
      'elk.padding': `[top=${12 + titleRoom},left=12,bottom=12,right=12]`,
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
    },
    children: drawn.lanes.map((lane) => ({
      id: `lane ${lane.id}`,
      layoutOptions: {
        'elk.padding': `[top=12,left=${header + 12},bottom=12,right=12]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': '(92,92)',
      },
      children: drawn.boxes.filter((box) => box.lane === lane.id).map((box) => elkBox(box, drawn.routes)),
    })),
    edges: drawn.routes.map(elkEdge),
  };
}

function elkBox(box: Box, routes: readonly Route[]): ElkNode {
  const port = (id: string, side: string): ElkPort => ({
    id,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': elkSides[side] ?? 'EAST' },
  });
  return {
    id: box.id,
    width: box.frame.width,
    height: box.frame.height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_SIDE' },
    ports: routes.flatMap((route) => [
      ...(route.from === box.id ? [port(`${route.id} from`, route.fromSide)] : []),
      ...(route.to === box.id ? [port(`${route.id} to`, route.toSide)] : []),
    ]),
  };
}

const elkSides: Readonly<Record<string, string>> = { right: 'EAST', left: 'WEST', top: 'NORTH', bottom: 'SOUTH' };

function elkEdge({ id, label }: Route): ElkExtendedEdge {
  const ends = { id, sources: [`${id} from`], targets: [`${id} to`] };
  if (label === undefined) return ends;
  return { ...ends, labels: [{ text: label.label, width: label.frame.width, height: label.frame.height }] };
}

export type RunElk = (graph: ElkNode) => Promise<ElkNode>;

/** ELK loads in half a second, so only those who ask for it pay. */
export async function loadElk(): Promise<RunElk> {
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  return (graph) => new elk.default().layout(graph);
}

/** The same flow as `drawn`, by ELK. */
export async function byElk(drawn: Layout, run: RunElk): Promise<Layout> {
  const placed = await run(elkGraph(drawn));
  const lanes = new Map((placed.children ?? []).map((lane) => [lane.id, lane]));
  const nodes = new Map([...lanes.values()].flatMap((lane) => (lane.children ?? []).map((node) => [node.id, node])));
  const edges = new Map((placed.edges ?? []).map((edge) => [edge.id, edge]));
  const boxes = drawn.boxes.map((box) => {
    const frame = rectOf(nodes.get(box.id));
    return { ...box, frame, text: { ...box.text, frame } };
  });
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  return {
    ...drawn,
    size: { width: placed.width ?? 0, height: placed.height ?? 0 },
    lanes: drawn.lanes.map((lane) => {
      const frame = rectOf(lanes.get(`lane ${lane.id}`));
      return { ...lane, frame, header: { ...frame, width: header } };
    }),
    boxes,
    routes: drawn.routes.map((route) => elkRoute(route, edges.get(route.id), boxOf)),
    loops: [],
  };
}

function elkRoute(route: Route, edge: ElkExtendedEdge | undefined, boxes: ReadonlyMap<string, Box>): Route {
  const section = edge?.sections?.[0];
  if (section === undefined) return { ...route, points: [] };
  const corners = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({ x, y }));
  const label = edge?.labels?.[0];
  return {
    ...route,
    points: straightened(toOutlines(corners, boxes.get(route.from), boxes.get(route.to))),
    label: route.label === undefined || label === undefined ? undefined : { ...route.label, frame: rectOf(label) },
  };
}

/** ELK knows rectangles only; a drawing would lead the line on to the diamond or circle. */
function toOutlines(points: readonly Point[], from: Box | undefined, to: Box | undefined): readonly Point[] {
  const [first, ...others] = points;
  const last = others.pop();
  if (first === undefined || last === undefined) return points;
  return [onOutline(first, others[0] ?? last, from), ...others, onOutline(last, others.at(-1) ?? first, to)];
}

function onOutline(end: Point, next: Point, box: Box | undefined): Point {
  if (box === undefined || (box.shape !== 'diamond' && box.shape !== 'circle')) return end;
  const { x, y, width, height } = box.frame;
  const isLevel = Math.abs(next.y - end.y) < Math.abs(next.x - end.x);
  const [off, half, reach] = isLevel
    ? [end.y - y - height / 2, height / 2, width / 2]
    : [end.x - x - width / 2, width / 2, height / 2];
  const share = Math.min(1, Math.abs(off) / half);
  const depth = reach * (box.shape === 'diamond' ? share : 1 - Math.sqrt(1 - share * share));
  return isLevel
    ? { x: end.x + Math.sign(x + width / 2 - end.x) * depth, y: end.y }
    : { x: end.x, y: end.y + Math.sign(y + height / 2 - end.y) * depth };
}

/** Without corners where nothing turns, so that bends are counted alike. */
function straightened(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined || after === undefined) return true;
    const isAlong = (a: number, b: number, c: number): boolean => Math.abs(a - b) < 0.05 && Math.abs(b - c) < 0.05;
    return !isAlong(before.x, point.x, after.x) && !isAlong(before.y, point.y, after.y);
  });
}

function rectOf(
  part: { readonly x?: number; readonly y?: number; readonly width?: number; readonly height?: number } | undefined,
): Rect {
  return { x: part?.x ?? 0, y: part?.y ?? 0, width: part?.width ?? 0, height: part?.height ?? 0 };
}
