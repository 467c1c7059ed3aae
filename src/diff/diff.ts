/** What changed between two flows, in meaning: comments, spaces and the order of nodes are no change. */

import type { Edge, EdgeId, Flow, Lane, Loop, Node } from '../graph/graph.ts';
import type { Aspect, Change, Changes, LaneOrderChange, Pairing, Pairs } from './changes.ts';
import { groupsOf } from './groups.ts';
import { matchByForm, matchByIds, matchByNames } from './match-nodes.ts';
import { pairParts } from './match-parts.ts';
import { inSourceOrder } from './source-order.ts';
import { viewsOf } from './view.ts';

/** Of all ways to read which node is which, the one with the fewest changes; among equal ones, that the ids stayed. */
export function diffFlows(before: Flow, after: Flow): Changes {
  const views = viewsOf(before, after);
  let best = changesFor(before, after, matchByIds(views));
  for (const match of [matchByForm, matchByNames]) {
    if (costOf(best) <= 1) break;
    const nodes = match(views);
    const other = nodes === undefined ? best : changesFor(before, after, nodes);
    if (costOf(other) < costOf(best)) best = other;
  }
  return best;
}

/** Renumbering of whatever extent is one change, and a little more for every node. */
function costOf({ changes }: Changes): number {
  const aspects = changes.flatMap((change) => ('aspects' in change ? change.aspects : []));
  const renumbered = aspects.filter(({ kind }) => kind === 'id').length;
  const whole = changes.filter((change) => !('aspects' in change)).length;
  return whole + aspects.length - renumbered + (renumbered === 0 ? 0 : 1 + renumbered / 1000);
}

function changesFor(before: Flow, after: Flow, nodes: Pairing): Changes {
  const pairs = pairParts(before, after, nodes);
  const parts = [
    ...partChanges('lane', before.lanes, after.lanes, pairs.lanes, laneAspects),
    ...partChanges(
      'node',
      [...before.nodes.values()],
      [...after.nodes.values()],
      nodes,
      nodeAspects(before, after, pairs),
    ),
    ...partChanges('edge', before.edges, after.edges, pairs.edges, edgeAspects(pairs)),
    ...partChanges('loop', before.loops, after.loops, pairs.loops, loopAspects(pairs)),
  ];
  const whole = [...textChange('title', before, after), ...textChange('description', before, after)];
  const changes = [...whole, ...laneOrder(before, after, pairs.lanes), ...inSourceOrder(before, after, pairs, parts)];
  return { before, after, pairs, changes };
}

function textChange(what: 'title' | 'description', before: Flow, after: Flow): readonly Change[] {
  return before[what] === after[what] ? [] : [{ what, kind: 'changed', before: before[what], after: after[what] }];
}

function laneOrder(before: Flow, after: Flow, lanes: Pairing): readonly LaneOrderChange[] {
  const olds = before.lanes.flatMap(({ id }) => (lanes.newOf.has(id) ? [id] : []));
  const news = after.lanes.flatMap(({ id }) => (lanes.oldOf.has(id) ? [id] : []));
  const isSame = olds.every((id, place) => lanes.newOf.get(id) === news[place]);
  return isSame ? [] : [{ what: 'lane-order', kind: 'changed', before: olds, after: news }];
}

// ---- parts

interface Parts {
  readonly lane: Lane;
  readonly node: Node;
  readonly edge: Edge;
  readonly loop: Loop;
}

/** Removed ones, then added and changed ones. */
function partChanges<W extends keyof Parts>(
  what: W,
  before: readonly Parts[W][],
  after: readonly Parts[W][],
  { newOf, oldOf }: Pairing,
  aspectsOf: (old: Parts[W], now: Parts[W]) => readonly Aspect[],
): readonly PartOf<W>[] {
  const olds = new Map(before.map((part) => [part.id, part]));
  const removed = before
    .filter(({ id }) => !newOf.has(id))
    .map((part) => ({ what, kind: 'removed', before: part }) as const);
  const others = after.flatMap((part): readonly PartOf<W>[] => {
    const old = olds.get(oldOf.get(part.id) ?? '');
    if (old === undefined) return [{ what, kind: 'added', after: part }];
    const aspects = aspectsOf(old, part);
    return aspects.length === 0 ? [] : [{ what, kind: 'changed', before: old, after: part, aspects }];
  });
  return [...removed, ...others];
}

type PartOf<W extends keyof Parts> =
  | { readonly what: W; readonly kind: 'added'; readonly after: Parts[W] }
  | { readonly what: W; readonly kind: 'removed'; readonly before: Parts[W] }
  | {
      readonly what: W;
      readonly kind: 'changed';
      readonly before: Parts[W];
      readonly after: Parts[W];
      readonly aspects: readonly Aspect[];
    };

function laneAspects(old: Lane, now: Lane): readonly Aspect[] {
  const [before, after] = [labelOfLane(old), labelOfLane(now)];
  return [...idAspect(old.id, now.id), ...(before === after ? [] : [{ kind: 'label', before, after } as const])];
}

/** Without a display label a lane is called by its id, which is compared already. */
function labelOfLane({ id, label }: Lane): string | undefined {
  return label === id ? undefined : label;
}

function idAspect(before: string, after: string): readonly Aspect[] {
  return before === after ? [] : [{ kind: 'id', before, after }];
}

function nodeAspects(before: Flow, after: Flow, pairs: Pairs): (old: Node, now: Node) => readonly Aspect[] {
  const ways = [waysOut(before), waysOut(after)] as const;
  return (old, now) => [
    ...idAspect(old.id, now.id),
    ...(pairs.lanes.newOf.get(old.lane) === now.lane
      ? []
      : [{ kind: 'lane', before: old.lane, after: now.lane } as const]),
    ...(old.shape === now.shape ? [] : [{ kind: 'shape', before: old.shape, after: now.shape } as const]),
    ...attributeAspects(old, now),
    ...orderOfWays(ways[0].get(old.id) ?? [], ways[1].get(now.id) ?? [], pairs.edges),
  ];
}

function waysOut({ edges }: Flow): ReadonlyMap<string, readonly EdgeId[]> {
  const groups = groupsOf(edges, ({ from }) => from.node);
  return new Map([...groups].map(([node, group]) => [node, group.map(({ id }) => id)]));
}

function attributeAspects(old: Node, now: Node): readonly Aspect[] {
  const keys = new Set([...now.attributes.keys(), ...old.attributes.keys()]);
  return [...keys].flatMap((key): readonly Aspect[] => {
    const [before, after] = [old.attributes.get(key) || undefined, now.attributes.get(key) || undefined];
    if (before === after) return [];
    return [key === 'label' ? { kind: 'label', before, after } : { kind: 'attribute', key, before, after }];
  });
}

/** Answers are offered in this order. */
function orderOfWays(olds: readonly EdgeId[], news: readonly EdgeId[], edges: Pairing): readonly Aspect[] {
  const before = olds.filter((edge) => news.includes(edges.newOf.get(edge) ?? ''));
  const after = news.filter((edge) => olds.includes(edges.oldOf.get(edge) ?? ''));
  const isSame = before.every((edge, place) => edges.newOf.get(edge) === after[place]);
  return isSame ? [] : [{ kind: 'ways', before, after }];
}

function edgeAspects({ nodes }: Pairs): (old: Edge, now: Edge) => readonly Aspect[] {
  return (old, now) => [
    ...(['from', 'to'] as const).flatMap((kind): readonly Aspect[] => {
      const [before, after] = [old[kind], now[kind]];
      const isElsewhere = nodes.newOf.get(before.node) !== after.node;
      return [
        ...(isElsewhere ? [{ kind, before: before.node, after: after.node }] : []),
        ...(before.side === after.side
          ? []
          : [{ kind: `${kind}-side` as const, before: before.side, after: after.side }]),
      ];
    }),
    ...(old.label === now.label ? [] : [{ kind: 'label', before: old.label, after: now.label } as const]),
  ];
}

function loopAspects({ nodes }: Pairs): (old: Loop, now: Loop) => readonly Aspect[] {
  return (old, now) => {
    const isSame =
      old.members.length === now.members.length &&
      old.members.every((member, place) => nodes.newOf.get(member) === now.members[place]);
    return [
      ...(old.condition === now.condition
        ? []
        : [{ kind: 'condition', before: old.condition, after: now.condition } as const]),
      ...(isSame ? [] : [{ kind: 'members', before: old.members, after: now.members } as const]),
    ];
  };
}
