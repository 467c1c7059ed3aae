/** What runs do differently, in words. */

import type { Behavior, BehaviorChange, ComparedFinding } from '../diff/behavior.ts';
import type { Changes } from '../diff/changes.ts';
import { called } from '../graph/called.ts';
import type { Edge, EdgeId, Flow, NodeId } from '../graph/graph.ts';
import type { Condition, LoopBinding } from '../interpreter/machine.ts';
import { type ChangeRow, edgeName, quoted } from './change-rows.ts';

export function behaviorRows({ explored, changes }: Behavior, { before, after }: Changes): readonly ChangeRow[] {
  const [old, now] = explored;
  const rows = changes.filter((change) => !isGrouped(change)).map((change) => behaviorRow(change, before, after));
  return [
    ...rows,
    ...groupedRows(changes, after),
    ...(old.isComplete ? [] : [unknownRow('old', old.states)]),
    ...(now.isComplete ? [] : [unknownRow('new', now.states)]),
  ];
}

function unknownRow(which: 'old' | 'new', states: number): ChangeRow {
  const words = [`only ${states} of its states were explored, so more may have changed; --max-states explores more`];
  return { sign: '?', kind: `${which} flow`, name: '', words };
}

type Grouped = Extract<BehaviorChange, { readonly kind: 'node' | 'edge' }>;

function isGrouped(change: BehaviorChange): change is Grouped {
  return change.kind === 'node' || change.kind === 'edge';
}

/** One row for all that is reached no more, and so on: a cut edge leaves many nodes behind. */
function groupedRows(changes: readonly BehaviorChange[], after: Flow): readonly ChangeRow[] {
  const grouped = changes.filter(isGrouped);
  const edges = new Map(after.edges.map((edge) => [edge.id, edge]));
  return (['node', 'edge'] as const).flatMap((kind) =>
    ([true, false] as const).flatMap((isGood) =>
      ([false, true] as const).flatMap((isNew): readonly ChangeRow[] => {
        const group = grouped.filter(
          (each) => each.kind === kind && isPossible(each) === isGood && each.isNew === isNew,
        );
        if (group.length === 0) return [];
        const name = namesOf(group.map((each) => nameOf(each, after, edges)));
        const words = [reachWords(kind, isGood, isNew)];
        return [{ sign: isGood ? '+' : '-', kind: group.length > 1 ? `${kind}s` : kind, name, words }];
      }),
    ),
  );
}

function isPossible(change: Grouped): boolean {
  return change.kind === 'node' ? change.isReached : change.isTaken;
}

function nameOf(change: Grouped, after: Flow, edges: ReadonlyMap<EdgeId, Edge>): string {
  if (change.kind === 'node') return called(change.node, after);
  return edgeWords(edges.get(change.edge), change.edge);
}

function edgeWords(edge: Edge | undefined, id: EdgeId): string {
  if (edge === undefined) return id;
  return edge.label === undefined ? edgeName(edge) : `${edgeName(edge)} ${quoted(edge.label)}`;
}

const mostNamed = 12;

function namesOf(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ');
}

function reachWords(kind: 'node' | 'edge', isGood: boolean, isNew: boolean): string {
  const word = kind === 'node' ? 'be reached' : 'be taken';
  if (isGood) return `can now ${word}`;
  return isNew ? `new, and cannot ${word}` : `can no longer ${word}`;
}

type Single = Exclude<BehaviorChange, Grouped>;

function behaviorRow(change: Single, before: Flow, after: Flow): ChangeRow {
  switch (change.kind) {
    case 'starts':
      return row('~', 'start', '', `${names(change.before, before)} is now ${names(change.after, after)}`);
    case 'completion':
      return change.isPossible
        ? row('+', 'runs', '', 'some run can now complete')
        : row('-', 'runs', '', 'no run can complete any more');
    case 'end':
      return change.of === 'after'
        ? row('+', 'end', called(change.node, after), 'runs can now end here')
        : row('-', 'end', called(change.node, before), 'runs can no longer end here');
    case 'reply': {
      const edge = edgeWords(
        after.edges.find(({ id }) => id === change.edge),
        change.edge,
      );
      return row('~', 'edge', edge, change.isReply ? 'is now read as a reply' : 'is no longer read as a reply');
    }
    case 'choice': {
      const words = change.chooses ? 'now takes one of its ways, took all' : 'now takes all its ways, took one';
      return row('~', 'node', called(change.node, after), words);
    }
    case 'limit':
      return row('~', change.loop, '', `now repeats ${limitWords(change.after)}, was ${limitWords(change.before)}`);
    case 'binding':
      return row(
        '~',
        change.loop,
        '',
        `now ${bindingWords(change.after, after)}, ${bindingWords(change.before, before)} before`,
      );
    case 'finding':
      return findingRow(change.finding, change.of, change.of === 'after' ? after : before);
  }
}

function row(sign: ChangeRow['sign'], kind: string, name: string, words: string): ChangeRow {
  return { sign, kind, name, words: [words] };
}

function names(nodes: readonly NodeId[], flow: Flow): string {
  return nodes.map((node) => called(node, flow)).join(' or ') || 'nothing';
}

function limitWords(condition: Condition): string {
  switch (condition.kind) {
    case 'limit':
      return `${condition.exact ? 'exactly' : 'at most'} ${condition.rounds} ${condition.rounds === 1 ? 'time' : 'times'}`;
    case 'open':
      return 'without limit';
    case 'each':
      return `for each ${condition.of}`;
    case 'note':
      return 'as before, since its words are a remark';
  }
}

function bindingWords(binding: LoopBinding, flow: Flow): string {
  switch (binding.kind) {
    case 'bound': {
      const edges = binding.edges.map((id) =>
        edgeWords(
          flow.edges.find((edge) => edge.id === id),
          id,
        ),
      );
      return `governs ${edges.join(', ')}`;
    }
    case 'implicit':
      return `assumes ${binding.from} → ${binding.to}`;
    case 'ambiguous':
      return `governs nothing, as ${binding.keptBy} has its cycle`;
    case 'unreachable':
      return 'governs nothing, as it cannot be reached';
  }
}

/** Whatever is found here is a problem: `!` would say so, and signs say what came and went. */
function findingRow(finding: ComparedFinding, of: 'before' | 'after', flow: Flow): ChangeRow {
  const [sign, can] = of === 'after' ? (['+', 'can now'] as const) : (['-', 'can no longer'] as const);
  const runs = (name: string, words: string): ChangeRow => row(sign, 'runs', name, `${can} ${words}`);
  const list = (nodes: readonly NodeId[]): string => namesOf(nodes.map((node) => called(node, flow)));
  switch (finding.kind) {
    case 'endless-run':
      return runs('', `go round for ever without a way to an end: ${list(finding.nodes)}`);
    case 'no-way-left':
      return runs('', `get stuck at ${called(finding.at, flow)}, where a limit leaves no way`);
    case 'merged-tokens': {
      const edge = edgeWords(
        flow.edges.find(({ id }) => id === finding.edge),
        finding.edge,
      );
      return runs('', `send a second token along ${edge} while the first waits`);
    }
    case 'end-reached-twice':
      return runs('', `reach the end ${called(finding.node, flow)} twice`);
    case 'order-dependent':
      return runs('', `depend on which comes first: ${list(finding.nodes)}`);
  }
}
