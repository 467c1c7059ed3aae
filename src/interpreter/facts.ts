import type { EdgeId, LoopId, NodeId } from '../graph/graph.ts';
import { groupOf, shortestWay } from '../graph/paths.ts';
import { loopBody } from './decisions.ts';
import type { Binding } from './loops.ts';
import type { LoopBinding, LoopFact, Machine, MachineFacts } from './machine.ts';
import { namedEnds, namesOf, type Plan } from './plan.ts';
import type { Tables } from './tables.ts';

export function factsOf(plan: Plan, tables: Tables): MachineFacts {
  const { numbered, starts, cycles, tracks } = plan;
  const isUndeclared = (edge: number): boolean => tracks.back[edge] === 1 && tracks.loopOf[edge] === -1;
  return {
    start: { how: starts.how, starts: namesOf(plan, starts.nodes) },
    unreachable: numbered.ids.filter((_, node) => cycles.depth[node] === -1),
    loops: plan.flow.loops.flatMap((_, loop) => loopFact(plan, tables, loop)),
    undeclared: plan.flow.edges.filter((_, edge) => isUndeclared(edge)).map((edge) => edge.id),
    loopDecisions: loopDecisions(plan),
  };
}

function loopFact(plan: Plan, tables: Tables, loop: number): LoopFact[] {
  const [id, condition, binding] = [plan.flow.loops[loop]?.id, plan.conditions[loop], plan.bindings.loops[loop]];
  if (id === undefined || condition === undefined || binding === undefined) return [];
  const deciding = (plan.decisions.asksAt[loop] ?? []).flatMap((node) => decidingEdges(plan, loop, node));
  const names = deciding.sort((a, b) => a - b).map((edge) => tables.edges[edge] ?? '');
  return [{ loop: id, condition, binding: named(plan, tables, loop, binding), deciding: names }];
}

/** Drawn ways that the loop governs; a question of the loop itself is no drawn way. */
function decidingEdges({ decisions, tracks }: Plan, loop: number, node: number): number[] {
  const { firstWay, edges, again } = decisions.ways;
  const found: number[] = [];
  for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
    if (again[way] !== -1 || !decisions.governs.get(way)?.includes(loop)) continue;
    found.push(...groupOf(edges, way).filter((edge) => edge < tracks.drawnCount));
  }
  return found;
}

function named(plan: Plan, tables: Tables, loop: number, binding: Binding): LoopBinding {
  const loopId = (index: number): LoopId => plan.flow.loops[index]?.id ?? '';
  switch (binding.kind) {
    case 'bound':
      return {
        kind: 'bound',
        edges: binding.edges.map((edge) => tables.edges[edge] ?? ''),
        extra: extra(plan, loop, binding),
      };
    case 'implicit':
      return { kind: 'implicit', ...namedEnds(plan, binding) };
    case 'ambiguous': {
      const edge = binding.edge === undefined ? undefined : tables.edges[binding.edge];
      return { kind: 'ambiguous', edge, keptBy: loopId(binding.keptBy) };
    }
    case 'unreachable':
      return { kind: 'unreachable' };
  }
}

function extra(plan: Plan, loop: number, binding: Binding): NodeId[] {
  const body = new Set(namesOf(plan, loopBody(plan.cycles, binding)));
  return [...new Set(plan.flow.loops[loop]?.members)].filter((member) => !body.has(member));
}

function loopDecisions({ flow, numbered, decisions }: Plan): { node: NodeId; loop: LoopId }[] {
  const { firstWay, again } = decisions.ways;
  const found: { node: NodeId; loop: LoopId }[] = [];
  numbered.ids.forEach((id, node) => {
    for (let way = firstWay[node] ?? 0; way < (firstWay[node + 1] ?? 0); way++) {
      const loop = flow.loops[again[way] ?? -1]?.id;
      if (loop !== undefined) found.push({ node: id, loop });
    }
  });
  return found;
}

// ---- facts that are computed when asked for

/** The nodes a loop repeats, in source order; none for one that governs nothing. O(edges into the body). */
export function bodyOf({ flow, tables }: Machine, loop: LoopId): NodeId[] {
  const body = tables.loopNodes(flow.loops.findIndex(({ id }) => id === loop));
  return body.toSorted((a, b) => a - b).map((node) => tables.nodes[node] ?? '');
}

/** Nodes of a loop's body that the loop does not list, in source order. */
export function missesOf(machine: Machine, loop: LoopId): NodeId[] {
  const listed = new Set(machine.flow.loops.find(({ id }) => id === loop)?.members);
  return bodyOf(machine, loop).filter((node) => !listed.has(node));
}

/** A shortest cycle that a drawn edge closes, from its target round to its target again; empty if there is none. */
export function cycleThrough({ tables }: Machine, edge: EdgeId): NodeId[] {
  const number = tables.edges.indexOf(edge);
  const [from, to] = [tables.from[number], tables.to[number]];
  if (from === undefined || to === undefined || number >= tables.drawnCount) return [];
  const way = from === to ? [to] : shortestWay(tables.drawn, to, from, () => true);
  return way.length === 0 ? [] : [...way, to].map((node) => tables.nodes[node] ?? '');
}
