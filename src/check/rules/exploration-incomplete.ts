import { type Diagnostic, problem } from '../../diagnostics/diagnostic.ts';
import type { Exploration } from '../../interpreter/exploration.ts';
import type { Subject } from '../rule.ts';
import { spanOfNode } from '../steps.ts';

/** The budget ended. What was found stands; what was not found is not known. */
export function explorationIncomplete({ flow, machine }: Subject, exploration: Exploration): Diagnostic[] {
  if (exploration.isComplete) return [];
  const states = exploration.states.toLocaleString('en-US');
  const message = `Only ${states} states were explored; the verdict is partial.`;
  const hint = 'Raise --max-states or limits.states, or draw parallel parts as flows of their own.';
  return [problem('exploration-incomplete', spanOfNode(flow, machine.starts[0] ?? ''), message, { hint })];
}
