/** The drawing in words, for those who hear it: lanes with their steps, then every connection, then the loops. */
import type { Box, Layout, LoopMark, Route } from '../layout/layout.ts';
import { type Compared, changeMarks, type Highlight, type Mark, markAt, routeId, type Visited } from './highlight.ts';

type Boxes = ReadonlyMap<string, Box>;

export function describe(layout: Layout, highlight?: Highlight): string {
  const boxes = boxesById(layout);
  const byLane = groupByLane(layout.boxes);
  return [
    ...(layout.description === undefined ? [] : [layout.description]),
    ...layout.lanes.map(
      (lane) => `${lane.label}: ${(byLane.get(lane.id) ?? []).map(stepInWords).join(', ') || 'empty'}.`,
    ),
    ...layout.routes.map((route) => routeInWords(route, boxes)),
    ...layout.loops.map((loop) => loopInWords(loop, boxes)),
    ...(highlight === undefined ? [] : highlightInWords(layout, highlight, boxes)),
  ].join('\n');
}

export function boxesById({ boxes }: Layout): Boxes {
  return new Map(boxes.map((box) => [box.id, box]));
}

function groupByLane(boxes: readonly Box[]): ReadonlyMap<string, readonly Box[]> {
  const byLane = new Map<string, Box[]>();
  for (const box of boxes) {
    const mates = byLane.get(box.lane);
    if (mates === undefined) byLane.set(box.lane, [box]);
    else mates.push(box);
  }
  return byLane;
}

export function stepInWords(box: Box): string {
  const note = box.note?.full ?? box.note?.lines.map((line) => line.text).join(' ');
  const kind = [kindOf(box), note].filter((word) => word !== undefined && word !== '').join(', ');
  return kind === '' ? box.label : `${box.label} (${kind})`;
}

function kindOf({ shape, role }: Box): string | undefined {
  switch (shape) {
    case 'circle':
      return role === 'step' ? 'event' : role;
    case 'diamond':
      return 'decision';
    case 'taskbox':
      return 'task';
    case 'rectangle':
      return undefined;
  }
}

export function routeInWords(route: Route, boxes: Boxes): string {
  const kind = route.implicit ? ' (assumed)' : route.reply ? ' (reply)' : route.back ? ' (back)' : '';
  const label = route.label === undefined ? '' : `: ${route.label.label}`;
  return `${nameOf(route.from, boxes)} → ${nameOf(route.to, boxes)}${kind}${label}`;
}

export function loopInWords(loop: LoopMark, boxes: Boxes): string {
  const members = loop.members.map((member) => nameOf(member, boxes)).join(', ');
  return `Loop${loop.condition === '' ? '' : ` (${loop.condition})`}: ${members}.`;
}

function nameOf(id: string, boxes: Boxes): string {
  return boxes.get(id)?.label ?? id;
}

// ---- what is painted over it

const mostTold = 200;

function highlightInWords(layout: Layout, highlight: Highlight, boxes: Boxes): readonly string[] {
  return [`${highlight.caption}.`, ...detailsInWords(layout, highlight, boxes)];
}

function detailsInWords(layout: Layout, highlight: Highlight, boxes: Boxes): readonly string[] {
  switch (highlight.look) {
    case 'trace':
      return pathInWords(highlight, boxes);
    case 'coverage':
      return gapsInWords(layout, highlight, boxes);
    case 'diff':
      return changesInWords(layout, highlight, boxes);
  }
}

function changesInWords(
  { lanes, boxes: all, routes, loops }: Layout,
  highlight: Compared,
  boxes: Boxes,
): readonly string[] {
  const parts = [
    ...lanes.map(({ id, label }) => ({ name: `lane ${label}`, change: highlight.lanes.get(id) })),
    ...all.map(({ id, label }) => ({ name: label, change: highlight.nodes.get(id) })),
    ...routes.map((route) => ({ name: routeInWords(route, boxes), change: highlight.edges.get(routeId(route)) })),
    ...loops.map(({ id, condition }) => ({ name: `loop ${condition}`, change: highlight.loops.get(id) })),
  ];
  return changeMarks.flatMap((mark) => {
    const marked = parts.flatMap(({ name, change }) => {
      if (change?.mark !== mark) return [];
      return [mark === 'changed' ? `${name} (${change.words})` : name];
    });
    return sentence(`${mark.charAt(0).toUpperCase()}${mark.slice(1)}`, marked, '; ');
  });
}

/** In the order of the steps, a node as often as it was visited. */
function pathInWords({ nodes }: Visited, boxes: Boxes): readonly string[] {
  const visits = [...nodes].flatMap(([id, { steps }]) => steps.map((step) => ({ step, name: nameOf(id, boxes) })));
  const names = visits.toSorted((a, b) => a.step - b.step).map(({ name }) => name);
  const tokens = [...nodes].flatMap(([id, { isNow }]) => (isNow ? [nameOf(id, boxes)] : []));
  return [...sentence('Path', names, ' → '), ...sentence('A token stands at', tokens, ', ')];
}

function gapsInWords({ boxes: all, routes }: Layout, highlight: Visited, boxes: Boxes): readonly string[] {
  const those = (mark: Mark): readonly string[] => [
    ...all.filter(({ id }) => markAt(highlight, 'nodes', id) === mark).map(({ label }) => label),
    ...routes
      .filter((route) => markAt(highlight, 'edges', routeId(route)) === mark)
      .map((route) => routeInWords(route, boxes)),
  ];
  return [...sentence('Not covered', those('miss'), '; '), ...sentence('Cannot be reached', those('out'), '; ')];
}

function sentence(about: string, names: readonly string[], between: string): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > mostTold ? ` and ${names.length - mostTold} more` : '';
  return [`${about}: ${names.slice(0, mostTold).join(between)}${more}.`];
}
