import type { EdgeId, Flow, NodeId } from '../graph/graph.ts';
import { numberFlow } from '../graph/paths.ts';
import { findCycles } from './back-edges.ts';
import { readCondition } from './condition.ts';
import { findDecisions } from './decisions.ts';
import { factsOf } from './facts.ts';
import { bindLoops } from './loops.ts';
import type { Exit, LoopPlan, Machine } from './machine.ts';
import { makeTables } from './make-tables.ts';
import { namedEnds, namesOf, type Plan } from './plan.ts';
import { findStarts } from './starts.ts';
import { chooses, type Tables } from './tables.ts';
import { findWays, layTracks } from './ways.ts';

export interface MachineOptions {
  /** Reply edges carry tokens like any other back edge. */
  readonly strictTokens?: boolean;
}

/** Any flow has a machine; one without nodes has a machine without starts. */
export function buildMachine(flow: Flow, { strictTokens = false }: MachineOptions = {}): Machine {
  const plan = planOf(flow, strictTokens);
  const tables = makeTables(plan);
  let exits: ReadonlyMap<NodeId, Exit> | undefined;
  return {
    flow,
    starts: namesOf(plan, plan.starts.nodes),
    // Made at the first look: drawing a flow needs none of it.
    get exits() {
      exits ??= exitsOf(plan, tables);
      return exits;
    },
    back: edgeSet(plan, plan.cycles.nesting.back),
    replies: edgeSet(plan, plan.cycles.reply),
    loops: loopPlans(plan, tables),
    facts: factsOf(plan, tables),
    strictTokens,
    tables,
  };
}

function planOf(flow: Flow, strictTokens: boolean): Plan {
  const numbered = numberFlow(flow);
  const starts = findStarts(flow, numbered);
  const cycles = findCycles(flow, numbered, starts.nodes, strictTokens);
  const bindings = bindLoops(flow, numbered, cycles);
  const tracks = layTracks(cycles, starts.nodes, bindings);
  const decisions = findDecisions(cycles, tracks, findWays(flow, tracks), bindings);
  const conditions = flow.loops.map((loop) => readCondition(loop.condition));
  return { flow, numbered, starts, cycles, bindings, tracks, decisions, conditions };
}

function edgeSet({ flow }: Plan, chosen: Uint8Array): ReadonlySet<EdgeId> {
  return new Set(flow.edges.filter((_, edge) => chosen[edge] === 1).map((edge) => edge.id));
}

function exitsOf({ numbered, cycles }: Plan, tables: Tables): ReadonlyMap<NodeId, Exit> {
  const exits = new Map<NodeId, Exit>();
  numbered.ids.forEach((id, node) => {
    if (cycles.depth[node] === -1) return;
    exits.set(id, exitOf(tables, node));
  });
  return exits;
}

function exitOf(tables: Tables, node: number): Exit {
  const { words, firstWay } = tables;
  if (chooses(tables, node)) return choiceAt(tables, node);
  const edges = words.edgesOf(firstWay[node] ?? 0);
  return edges.length === 0 ? { kind: 'end' } : { kind: 'all', edges };
}

/** The options are put into words when somebody asks for them. */
function choiceAt({ words }: Tables, node: number): Exit {
  return {
    kind: 'choose',
    get options() {
      return words.options(node);
    },
  };
}

function loopPlans(plan: Plan, tables: Tables): LoopPlan[] {
  return plan.flow.loops.flatMap((_, loop): LoopPlan[] => {
    const [id, binding, condition] = [plan.flow.loops[loop]?.id, plan.bindings.loops[loop], plan.conditions[loop]];
    if (id === undefined || condition === undefined) return [];
    const plain = { loop: id, condition, asksAt: namesOf(plan, plan.decisions.asksAt[loop] ?? []) };
    if (binding?.kind === 'implicit') return [{ ...plain, edges: [id], implicit: namedEnds(plan, binding) }];
    if (binding?.kind !== 'bound') return [];
    return [{ ...plain, edges: binding.edges.map((edge) => tables.edges[edge] ?? ''), implicit: undefined }];
  });
}
