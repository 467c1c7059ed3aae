import type { Node } from '../graph/graph.ts';
import { at } from './at.ts';
import type { BackEdges } from './back-edges.ts';
import type { End, SidedEnd } from './problem.ts';
import { bottom, left, right, top, type Way } from './ways.ts';

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
    const wishes = wishesOf(step, back.has(index), end.from === end.to);
    const taken = at(nodes, end.from).shape === 'diamond' ? at(used, end.from) : new Set<Way>();
    const [fromWish, toWish] = wishFor(wishes, end.fromSide, taken);
    const fromSide = end.fromSide ?? fromWish;
    at(used, end.from).add(fromSide);
    return { ...end, fromSide, toSide: end.toSide ?? toWish };
  });
}

/** A pair of sides: where to leave and where to enter. */
type Wish = readonly [from: Way, to: Way];

interface Wishes {
  /** One for each side, those with the fewest bends first. */
  readonly bySide: readonly Wish[];
  /** When the way out would have to lead to the left, which looks like a way back. */
  readonly spare: Wish;
}

/** For a step to a lower lane (1), an upper one (−1) or the same (0). */
function wishesOf(step: number, isBack: boolean, isSelf: boolean): Wishes {
  if (isSelf) return around;
  if (step > 0) return downward;
  if (step < 0) return upward;
  return isBack ? backward : onward;
}

const onward: Wishes = {
  bySide: [
    [right, left],
    [bottom, top],
    [top, left],
    [left, right],
  ],
  spare: [bottom, left],
};
const downward: Wishes = {
  bySide: [
    [bottom, top],
    [right, top],
    [top, left],
    [left, top],
  ],
  spare: [bottom, left],
};
const upward: Wishes = {
  bySide: [
    [top, bottom],
    [right, bottom],
    [bottom, left],
    [left, bottom],
  ],
  spare: [top, left],
};
const backward: Wishes = {
  bySide: [
    [bottom, bottom],
    [top, top],
    [right, bottom],
    [left, right],
  ],
  spare: [bottom, bottom],
};
const around: Wishes = {
  bySide: [
    [right, bottom],
    [bottom, left],
    [top, right],
    [left, top],
  ],
  spare: [right, bottom],
};

/** The pair for a side that is written; else the first for a side that no other way out has. */
function wishFor({ bySide, spare }: Wishes, written: Way | undefined, taken: ReadonlySet<Way>): Wish {
  const fits = (from: Way): boolean => (written === undefined ? from !== left && !taken.has(from) : from === written);
  return bySide.find(([from]) => fits(from)) ?? spare;
}
