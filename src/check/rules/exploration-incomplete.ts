import { type Diagnostic, problem, type Related } from '../../diagnostics/diagnostic.ts';
import type { Flow } from '../../graph/graph.ts';
import type { Exploration } from '../../interpreter/exploration.ts';
import { loadState } from '../../interpreter/position.ts';
import { witnessTo } from '../../interpreter/witness.ts';
import type { Subject } from '../rule.ts';
import { elsewhere } from '../say.ts';
import { spanOfNode, stepsOf } from '../steps.ts';

/** The budget ended. What was found stands; what was not found is not known. */
export function explorationIncomplete({ flow, machine }: Subject, exploration: Exploration): Diagnostic[] {
  if (exploration.isComplete) return [];
  const states = exploration.states.toLocaleString('en-US');
  const message = `Only ${states} states were explored; the verdict is partial.`;
  const steps = stepsToRest(flow, exploration);
  const hint = 'Raise --max-states or limits.states, or draw parallel parts as flows of their own.';
  return [problem('exploration-incomplete', spanOfNode(flow, machine.starts[0] ?? ''), message, { hint, steps })];
}

/** A shortest run to where nothing is known any more. Without a budget for one state there is none. */
function stepsToRest(flow: Flow, { machine, options, search }: Exploration): Related[] {
  const { space, position } = search;
  const state = space.expandedCount;
  if (state >= space.stateCount) return [];
  loadState(position, space, state);
  const nodes = Array.from(
    position.targets.subarray(0, position.targetCount),
    (node) => machine.tables.nodes[node] ?? '',
  );
  const last = nodes.slice(0, 1).map((node) => elsewhere(`${node}, and nobody looked further`, spanOfNode(flow, node)));
  return [...stepsOf(flow, witnessTo(machine, options.loops, space, state)), ...last];
}
