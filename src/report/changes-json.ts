import type { Behavior, BehaviorChange } from '../diff/behavior.ts';
import type { Change, Changes, PartChange } from '../diff/changes.ts';
import type { Edge, Lane, Loop, Node } from '../graph/graph.ts';
import type { Source } from '../source/source.ts';
import { behaviorRows } from './behavior-rows.ts';
import { escapeJson } from './escape.ts';
import { rangeJson } from './json.ts';

/** One JSON document with everything that is known (schemas/diff.schema.json); `sources`: old, new. */
export function reportChangesJson(
  changes: Changes,
  behavior: Behavior,
  sources: readonly [Source, Source],
  tool: string,
): string {
  const [before, after] = sources;
  const [old, now] = behavior.explored;
  const count = (kind: string): number => changes.changes.filter((change) => change.kind === kind).length;
  const report = {
    version: 1,
    tool,
    before: fileOf(before),
    after: fileOf(after),
    summary: {
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      behavior: behavior.changes.length,
    },
    changes: changes.changes.map((change) => changeJson(change, before, after)),
    behavior: {
      before: old,
      after: now,
      changes: behavior.changes.map((change) => behaviorJson(change, changes)),
    },
  };
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
}

function fileOf({ name, flow }: Source): object {
  return { file: name, flow: flow ?? null };
}

function changeJson(change: Change, old: Source, now: Source): object {
  switch (change.what) {
    case 'title':
    case 'description':
    case 'lane-order':
      return { what: change.what, kind: change.kind, before: change.before ?? null, after: change.after ?? null };
    default:
      return {
        what: change.what,
        kind: change.kind,
        before: change.kind === 'added' ? null : partJson(change.before, old),
        after: change.kind === 'removed' ? null : partJson(change.after, now),
        aspects: aspectsJson(change),
      };
  }
}

function aspectsJson(change: PartChange): readonly object[] {
  if (change.kind !== 'changed') return [];
  return change.aspects.map((aspect) => ({ ...aspect, before: aspect.before ?? null, after: aspect.after ?? null }));
}

function partJson(part: Lane | Node | Edge | Loop, source: Source): object {
  const range = rangeJson(source, part.span);
  if ('from' in part) {
    const port = ({ node, side }: Edge['from']): object => ({ node, side: side ?? null });
    return { id: part.id, from: port(part.from), to: port(part.to), label: part.label ?? null, range };
  }
  if ('members' in part) return { id: part.id, condition: part.condition, members: part.members, range };
  if ('shape' in part) {
    const attributes = Object.fromEntries(part.attributes);
    return { id: part.id, lane: part.lane, shape: part.shape, label: part.label, attributes, range };
  }
  return { id: part.id, label: part.label, range };
}

/** In words and by its facts; a run that shows a finding is left to `check`. */
function behaviorJson(change: BehaviorChange, changes: Changes): object {
  const complete = { states: 0, isComplete: true };
  const [row] = behaviorRows({ explored: [complete, complete], changes: [change] }, changes);
  const text = [row?.kind, row?.name, ...(row?.words ?? [])].filter((word) => word !== '').join(' ');
  if (change.kind !== 'finding') return { ...change, text };
  const { witness: _, witnesses: __, ...facts } = { witness: undefined, witnesses: undefined, ...change.finding };
  const { kind: finding, ...rest } = facts;
  return { kind: change.kind, of: change.of, finding, ...rest, text };
}
