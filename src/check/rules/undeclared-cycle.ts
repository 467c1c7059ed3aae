import { type Fix, fix, problem } from '../../diagnostics/diagnostic.ts';
import type { Edge, EdgeId, NodeId } from '../../graph/graph.ts';
import { referenceIn } from '../../graph/reference.ts';
import { cycleThrough } from '../../interpreter/facts.ts';
import { atEndOf } from '../amend.ts';
import type { Rule, Subject } from '../rule.ts';
import { elsewhere } from '../say.ts';

/** Ways are looked up for this many cycles; each costs a search through the flow. */
const mostSearched = 50;
const mostShown = 8;

/** Steps that repeat although no loop says so. Edges back to the same node are told once. */
export const undeclaredCycle: Rule = {
  code: 'undeclared-cycle',
  isAboutWhole: true,
  check(subject, report) {
    let searched = 0;
    for (const [edge, ...others] of edgesByTarget(subject)) {
      if (edge === undefined) continue;
      const cycle = searched++ < mostSearched ? cycleThrough(subject.machine, edge.id) : [];
      report(
        problem('undeclared-cycle', edge.span, `${wayOf(edge, cycle)} repeats without a loop.`, {
          hint: 'Name the repetition: loop [until …] and the nodes that are repeated.',
          related: others.map(({ span }) => elsewhere('leads back to the same node', span)),
          fixes: cycle.length === 0 ? [] : writeLoop(subject, cycle),
        }),
      );
    }
  },
};

/** Back edges without a loop, those into one node together; an edge from a node to itself is reported as that. */
function edgesByTarget({ flow, machine }: Subject): Iterable<readonly Edge[]> {
  const undeclared: ReadonlySet<EdgeId> = new Set(machine.facts.undeclared);
  const groups = new Map<NodeId, Edge[]>();
  for (const edge of flow.edges) {
    if (!undeclared.has(edge.id) || edge.from.node === edge.to.node) continue;
    const group = groups.get(edge.to.node);
    if (group === undefined) groups.set(edge.to.node, [edge]);
    else group.push(edge);
  }
  return groups.values();
}

function wayOf({ from, to }: Edge, cycle: readonly NodeId[]): string {
  if (cycle.length === 0) return `${from.node} → ${to.node}`;
  if (cycle.length <= mostShown) return cycle.join(' → ');
  return `${cycle.slice(0, mostShown - 2).join(' → ')} → … → ${cycle.slice(-2).join(' → ')}`;
}

/** A cycle ends where it begins. */
function writeLoop(subject: Subject, cycle: readonly NodeId[]): Fix[] {
  const { flow } = subject;
  const lane = flow.nodes.get(cycle[0] ?? '')?.lane;
  if (lane === undefined) return [];
  const members = cycle.slice(0, -1).map((id) => referenceIn(lane, id, flow));
  const edit = atEndOf(subject, lane, [`loop [until done] ${members.join(' ')}`]);
  return edit === undefined ? [] : [fix('Write a loop', false, edit)];
}
