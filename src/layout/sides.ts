import type { Node } from '../graph/graph.ts';
import { at } from './at.ts';
import type { BackEdges } from './back-edges.ts';
import { bottom, type End, left, right, type SidedEnd, top, type Way } from './problem.ts';

/** Decides every side that the author left open. Written sides are kept. */
export function chooseSides(
  ends: readonly End[],
  lanes: readonly number[],
  nodes: readonly Node[],
  back: BackEdges,
): readonly SidedEnd[] {
  const used = nodes.map(() => new Set<Way>());
  for (const end of ends) if (end.fromSide !== undefined) at(used, end.from).add(end.fromSide);
  return ends.map((end, index) => {
    const step = Math.sign(at(lanes, end.to) - at(lanes, end.from));
    const [fromWish, toWish] = naturalSides(step, back.has(index), end.from === end.to);
    const branches = at(nodes, end.from).shape === 'diamond' && end.fromSide === undefined;
    const fromSide = end.fromSide ?? (branches ? freeSide(fromWish, at(used, end.from)) : fromWish);
    at(used, end.from).add(fromSide);
    const toSide = end.toSide ?? targetSide(fromSide, toWish, fromWish, step);
    return { ...end, fromSide, toSide };
  });
}

/** The pair of sides with the fewest bends, given the step from lane to lane. */
function naturalSides(step: number, isBack: boolean, isSelf: boolean): readonly [Way, Way] {
  if (isSelf) return [right, bottom];
  if (step > 0) return [bottom, top];
  if (step < 0) return [top, bottom];
  return isBack ? [bottom, bottom] : [right, left];
}

function freeSide(wish: Way, used: ReadonlySet<Way>): Way {
  const order: readonly Way[] = [wish, right, bottom, top, left];
  return order.find((side) => !used.has(side)) ?? wish;
}

/** Where to enter when the way out is not the natural one. */
function targetSide(fromSide: Way, wish: Way, naturalFrom: Way, step: number): Way {
  if (fromSide === naturalFrom) return wish;
  if (step > 0) return fromSide === top ? left : top;
  if (step < 0) return fromSide === bottom ? left : bottom;
  if (wish === bottom) return fromSide === top ? top : bottom;
  if (fromSide === bottom) return top;
  return fromSide === top ? bottom : left;
}
