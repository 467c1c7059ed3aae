import type { Flow } from '../graph/graph.ts';
import type { Pairs, PartChange } from './changes.ts';

type What = PartChange['what'];

interface Part {
  readonly what: What;
  readonly id: string;
  readonly start: number;
}

/** As a reader of the new source meets them; what was removed follows what it followed in the old one. */
export function inSourceOrder(
  before: Flow,
  after: Flow,
  pairs: Pairs,
  changes: readonly PartChange[],
): readonly PartChange[] {
  const places = new Map(partsOf(after).map((part, place) => [keyOf(part), place]));
  const removed = new Map<string, readonly [place: number, among: number]>();
  let last = -1;
  partsOf(before).forEach((part, among) => {
    const partner = pairs[`${part.what}s`].newOf.get(part.id);
    const place = partner === undefined ? undefined : places.get(keyOf({ what: part.what, id: partner }));
    if (place === undefined) removed.set(keyOf(part), [last, among]);
    else last = place;
  });
  const placed = changes.map((change) => {
    if (change.kind === 'removed') {
      const [place, among] = removed.get(keyOf({ what: change.what, id: change.before.id })) ?? [last, 0];
      return { change, place, among };
    }
    return { change, place: places.get(keyOf({ what: change.what, id: change.after.id })) ?? 0, among: -1 };
  });
  return placed.sort((a, b) => a.place - b.place || a.among - b.among).map(({ change }) => change);
}

function keyOf({ what, id }: Pick<Part, 'what' | 'id'>): string {
  return `${what} ${id}`;
}

/** Where they begin; flows that were never written keep the order of their lists. */
function partsOf({ lanes, nodes, edges, loops }: Flow): readonly Part[] {
  const all: Part[] = [];
  const add = (what: What, { id, span }: { readonly id: string; readonly span: { readonly start: number } }): void => {
    all.push({ what, id, start: span.start });
  };
  for (const lane of lanes) add('lane', lane);
  for (const node of nodes.values()) add('node', node);
  for (const edge of edges) add('edge', edge);
  for (const loop of loops) add('loop', loop);
  return all.sort((a, b) => a.start - b.start);
}
