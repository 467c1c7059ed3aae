import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule, Subject } from './rule.ts';
import { emptyLane } from './rules/empty-lane.ts';
import { isolatedNode } from './rules/isolated-node.ts';
import { missingLabel } from './rules/missing-label.ts';
import { selfEdge } from './rules/self-edge.ts';
import { taskboxWithoutOwner } from './rules/taskbox-without-owner.ts';

const rules: readonly Rule[] = [emptyLane, isolatedNode, missingLabel, selfEdge, taskboxWithoutOwner];

/** The stage: a flow to opinions about it. */
export function check(subject: Subject): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) rule.check(subject, (diagnostic) => diagnostics.push(diagnostic));
  return diagnostics;
}
