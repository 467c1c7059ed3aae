import type { EdgeId, NodeId } from '../graph/graph.ts';
import type { Finding } from '../interpreter/exploration.ts';
import type { Clash, Subject, Trouble } from './rule.ts';
import { edgeIn } from './steps.ts';

interface Group {
  readonly nodes: ReadonlySet<NodeId>;
  readonly members: readonly Clash[];
}

/** Clashes with a node in common belong together, and one of them speaks for the others. */
export function clashTroubles(subject: Subject, clashes: readonly Clash[]): Trouble[] {
  let groups: readonly Group[] = [];
  for (const clash of clashes) groups = withClash(groups, clash, nodesOfClash(subject)(clash));
  return groups.map(({ members }) => troubleOf(subject, members));
}

function withClash(groups: readonly Group[], clash: Clash, nodes: readonly NodeId[]): Group[] {
  const isTouched = (group: Group): boolean => nodes.some((node) => group.nodes.has(node));
  const touched = groups.filter(isTouched);
  return [
    ...groups.filter((group) => !isTouched(group)),
    {
      nodes: new Set([...touched.flatMap((group) => [...group.nodes]), ...nodes]),
      members: [...touched.flatMap(({ members }) => members), clash],
    },
  ];
}

/** The ends of a merging edge, the end, or the two steps whose order matters. */
export function nodesOfClash(subject: Subject): (finding: Finding) => readonly NodeId[] {
  return (finding) => {
    if (finding.kind === 'merged-tokens') return endsOf(subject, finding.edge);
    if (finding.kind === 'order-dependent') return finding.nodes;
    return finding.kind === 'end-reached-twice' ? [finding.node] : [];
  };
}

function endsOf({ flow, machine }: Subject, id: EdgeId): readonly NodeId[] {
  const edge = edgeIn(flow, id);
  const assumed = machine.loops.find(({ loop }) => loop === id)?.implicit;
  return edge === undefined ? [assumed?.from ?? '', assumed?.to ?? ''] : [edge.from.node, edge.to.node];
}

/** The first merge speaks; an end that second tokens come to at once speaks for itself. */
function troubleOf(subject: Subject, members: readonly Clash[]): Trouble {
  const sorted = members.toSorted((a, b) => lengthOf(a) - lengthOf(b));
  const merge = sorted.find(({ kind }) => kind === 'merged-tokens');
  const target = merge === undefined ? undefined : nodesOfClash(subject)(merge)[1];
  const end = sorted.find((each) => each.kind === 'end-reached-twice' && (merge === undefined || each.node === target));
  const root = end ?? merge ?? sorted[0];
  if (root === undefined) throw new Error('a group has a member');
  return { root, effects: members.filter((member) => member !== root) };
}

function lengthOf(clash: Clash): number {
  return clash.kind === 'order-dependent' ? clash.witnesses[0].steps.length : clash.witness.steps.length;
}
