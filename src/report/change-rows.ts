/** What changed between two flows, in words; every output of `diff` reads the same rows. Nothing is escaped yet. */

import type { Aspect, Change, Changes, PartChange } from '../diff/changes.ts';
import { called } from '../graph/called.ts';
import type { Edge, EdgeId, Flow, Lane, Loop, Node } from '../graph/graph.ts';

export interface ChangeRow {
  readonly sign: '+' | '-' | '~' | '?';
  /** `node`. */
  readonly kind: string;
  /** `Desk.n4 "Pay"`; may be empty. */
  readonly name: string;
  /** `label "Yes" is now "Code fits"`, one for each thing that changed. */
  readonly words: readonly string[];
}

/** Renumbering of more nodes than this is one row. */
const mostRenumbered = 3;
/** How many of them the row names. */
const mostNamed = 6;

export function changeRows({ before, after, changes }: Changes): readonly ChangeRow[] {
  const renumbered = changes.filter(isRenumbering);
  const isOne = renumbered.length > mostRenumbered;
  const rows = changes.flatMap((change) => (isOne && isRenumbering(change) ? [] : [rowOf(change, before, after)]));
  return isOne ? [...rows, renumberingRow(renumbered, after)] : rows;
}

type Renumbering = Extract<PartChange, { readonly what: 'node'; readonly kind: 'changed' }>;

/** Nothing but its id is different. */
function isRenumbering(change: Change): change is Renumbering {
  return change.what === 'node' && change.kind === 'changed' && change.aspects.every(({ kind }) => kind === 'id');
}

function renumberingRow(changes: readonly Renumbering[], after: Flow): ChangeRow {
  const all = changes.length === after.nodes.size ? 'all ' : '';
  const told = changes.slice(0, mostNamed).map((change) => isNow(change.before.id, change.after.id));
  const more = changes.length - told.length;
  const words = `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return { sign: '~', kind: 'nodes', name: `${all}${changes.length} renumbered`, words: [words] };
}

function rowOf(change: Change, before: Flow, after: Flow): ChangeRow {
  switch (change.what) {
    case 'title':
    case 'description':
      return { sign: '~', kind: change.what, name: '', words: [textWords('', change.before, change.after)] };
    case 'lane-order':
      return { sign: '~', kind: 'lanes', name: '', words: [`order is now ${change.after.join(', ')}`] };
    default:
      return partRow(change, before, after);
  }
}

function partRow(change: PartChange, before: Flow, after: Flow): ChangeRow {
  switch (change.kind) {
    case 'added':
      return { sign: '+', ...nameOfPart(change, after, true), words: newWords(change) };
    case 'removed':
      return { sign: '-', ...nameOfPart(change, before, true), words: newWords(change) };
    case 'changed': {
      const hasLabel = !change.aspects.some(({ kind }) => kind === 'label');
      const words = aspectsInWords(change.aspects, before, after);
      return { sign: '~', ...nameOfPart(change, after, hasLabel), words };
    }
  }
}

/** What a part has that its name does not tell. */
function newWords(change: PartChange): readonly string[] {
  const part = change.kind === 'removed' ? change.before : change.after;
  if (change.what === 'edge') return 'to' in part && part.label !== undefined ? [quoted(part.label)] : [];
  return 'condition' in part ? [quoted(part.condition)] : [];
}

function nameOfPart(change: PartChange, flow: Flow, hasLabel: boolean): Pick<ChangeRow, 'kind' | 'name'> {
  const part = change.kind === 'removed' ? change.before : change.after;
  // What a change is about decides what its part is; the checks tell the compiler.
  if ('from' in part) return { kind: 'edge', name: edgeName(part) };
  if ('members' in part) return { kind: part.id, name: loopName(part, change.kind === 'changed') };
  if ('shape' in part) return { kind: 'node', name: nodeName(part, hasLabel) };
  return { kind: 'lane', name: laneName(part, hasLabel && flow.lanes.includes(part)) };
}

export function edgeName({ from, to }: Edge): string {
  return `${from.node} → ${to.node}`;
}

function loopName({ members }: Loop, isKnown: boolean): string {
  return isKnown ? '' : members.join(' ');
}

function nodeName({ id, lane, label }: Node, hasLabel: boolean): string {
  return `${lane}.${id}${hasLabel && label !== id ? ` ${quoted(label)}` : ''}`;
}

function laneName({ id, label }: Lane, hasLabel: boolean): string {
  return hasLabel && label !== id ? `${id} ${quoted(label)}` : id;
}

export function quoted(text: string): string {
  return `"${text}"`;
}

// ---- aspects

/** What is different about a part that changed; nothing for one that came or went. */
export function partInWords(change: PartChange, { before, after }: Changes): string {
  return change.kind === 'changed' ? aspectsInWords(change.aspects, before, after).join('; ') : '';
}

/** What is different about a part, one phrase for each aspect. */
function aspectsInWords(aspects: readonly Aspect[], before: Flow, after: Flow): readonly string[] {
  return aspects.map((aspect) => aspectInWords(aspect, before, after));
}

function aspectInWords(aspect: Aspect, before: Flow, after: Flow): string {
  switch (aspect.kind) {
    case 'id':
    case 'shape':
      return isNow(aspect.before, aspect.after);
    case 'lane':
      return `moved here from ${aspect.before}`;
    case 'label':
      return textWords('label ', aspect.before, aspect.after);
    case 'attribute':
      return textWords(`${aspect.key} `, aspect.before, aspect.after);
    case 'ways':
      return `ways out now in the order ${waysInWords(aspect.after, after)}`;
    case 'from':
      return `came from ${called(aspect.before, before)}`;
    case 'to':
      return `led to ${called(aspect.before, before)}`;
    case 'from-side':
      return `leaves at ${aspect.after ?? 'any side'}, was ${aspect.before ?? 'any side'}`;
    case 'to-side':
      return `arrives at ${aspect.after ?? 'any side'}, was ${aspect.before ?? 'any side'}`;
    case 'condition':
      return `condition ${isNow(quoted(aspect.before), quoted(aspect.after))}`;
    case 'members':
      return `members ${aspect.before.join(' ') || 'none'} are now ${aspect.after.join(' ') || 'none'}`;
  }
}

function textWords(what: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined || before === '') return `${what}${quoted(after ?? '')} is new`;
  if (after === undefined || after === '') return `${what}${quoted(before)} is gone`;
  return what + isNow(quoted(before), quoted(after));
}

function isNow(before: string, after: string): string {
  return `${before} is now ${after}`;
}

/** By their labels, else by where they lead. */
function waysInWords(ways: readonly EdgeId[], { edges, nodes }: Flow): string {
  const byId = new Map(edges.map((edge) => [edge.id, edge]));
  return ways
    .map((id) => {
      const edge = byId.get(id);
      return quoted(edge?.label ?? nodes.get(edge?.to.node ?? '')?.label ?? id);
    })
    .join(', ');
}
