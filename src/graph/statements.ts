import type * as ast from '../ast/ast.ts';
import type { Fix, Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';
import type { LaneId } from './graph.ts';
import * as say from './messages.ts';
import type { DeclaredLane, Names } from './resolve.ts';

/** An edge or loop, and where it stands. */
export interface Place {
  readonly statement: ast.Edge | ast.Loop;
  /** The lane it stands in; undefined outside lanes. */
  readonly lane: LaneId | undefined;
  /** No other statement shares its text, as the edges of a chain do; so it can go elsewhere. */
  readonly isAlone: boolean;
}

interface Found extends Place {
  /** Where it stands, or the end of the lane it is read in. */
  readonly order: number;
}

/**
 * All edges and loops in the order that numbers them. One that stands outside its lane is read at the
 * end of that lane, so the fix that moves it there leaves the flow as it is.
 */
export function placeStatements(
  document: ast.Document,
  source: Source,
  names: Names,
  report: Report,
): readonly Place[] {
  const found: Found[] = [];
  const reading: Reading = { source, names, report, held: new Set() };
  const sharing = sharingIn(document.items);
  for (const item of document.items) {
    if (item.kind === 'lane') found.push(...placesIn(item, reading));
    if (item.kind === 'edge' || item.kind === 'loop') found.push(placeOutside(item, !sharing.has(item), reading));
  }
  return found.sort((a, b) => a.order - b.order || a.statement.span.start - b.statement.span.start);
}

interface Reading {
  readonly source: Source;
  readonly names: Names;
  readonly report: Report;
  /** Lanes that wait for a statement that cannot move yet; later ones would overtake it. */
  readonly held: Set<LaneId>;
}

function placesIn(lane: ast.Lane, reading: Reading): Found[] {
  const found: Found[] = [];
  const sharing = sharingIn(lane.items);
  lane.items.forEach((statement, index) => {
    if (statement.kind !== 'edge' && statement.kind !== 'loop') return;
    const home = homeOf(statement, reading.names);
    const isAlone = !sharing.has(statement);
    const isHome = statement.kind === 'loop' || home === undefined || home.id === lane.name.text;
    const order = isHome ? statement.span.start : home.whole.end;
    found.push({ statement, lane: lane.name.text, isAlone, order });
    if (isHome) return;
    const isFree = isAlone && !uncoversLabel(lane, index);
    reading.report(say.edgeInForeignLane(statement, home, lane.name.text, movesOf(statement, home, isFree, reading)));
  });
  return found;
}

/** Without this first item, the note below it would be the lane's display label. */
function uncoversLabel(lane: ast.Lane, index: number): boolean {
  const next = lane.items[1];
  return index === 0 && lane.label === undefined && next?.kind === 'comment' && next.text.startsWith('#');
}

function placeOutside(statement: ast.Edge | ast.Loop, isAlone: boolean, reading: Reading): Found {
  const { names, report } = reading;
  const home = homeOf(statement, names);
  if (home !== undefined || !isOfLostNode(statement, names)) {
    const moves = home === undefined ? [] : movesOf(statement, home, isAlone, reading);
    report(say.statementOutsideLane(statement, home, moves));
  }
  return { statement, lane: undefined, isAlone, order: home?.whole.end ?? statement.span.start };
}

/** The fix that takes a statement home with its comment, unless an earlier one must go first. */
function movesOf(
  statement: ast.Edge | ast.Loop,
  home: DeclaredLane,
  isFree: boolean,
  { source, held }: Reading,
): readonly Fix[] {
  const { span, comment } = statement;
  const whole = { start: span.start, end: comment?.span.end ?? span.end };
  const moves = isFree && !held.has(home.id) ? say.moveInto(home, whole, source) : [];
  if (moves.length === 0) held.add(home.id);
  return moves;
}

/** Items that overlap with their neighbors: the middle of `a -> b -> c` belongs to two edges. */
function sharingIn(items: readonly ast.Item[]): ReadonlySet<ast.Item> {
  const sharing = new Set<ast.Item>();
  items.forEach((item, index) => {
    const next = items[index + 1];
    if (next !== undefined && next.span.start < item.span.end) sharing.add(item).add(next);
  });
  return sharing;
}

/** The node it begins at is told already, and goes where the node goes. */
function isOfLostNode(statement: ast.Edge | ast.Loop, { lost }: Names): boolean {
  const first = firstOf(statement);
  return first !== undefined && lost.has(first.node.text);
}

function firstOf(statement: ast.Edge | ast.Loop): ast.Reference | undefined {
  return statement.kind === 'edge' ? statement.from : statement.members[0];
}

/** The lane of an edge's source or of a loop's first member. */
function homeOf(statement: ast.Edge | ast.Loop, names: Names): DeclaredLane | undefined {
  const first = firstOf(statement);
  const node = first === undefined ? undefined : names.nodes.get(first.node.text);
  return node === undefined ? undefined : names.lanes.get(node.lane);
}
