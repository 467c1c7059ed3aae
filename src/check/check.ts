import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule, Subject } from './rule.ts';
import { emptyLane } from './rules/empty-lane.ts';
import { implicitEnd } from './rules/implicit-end.ts';
import { intermediateCircle } from './rules/intermediate-circle.ts';
import { isolatedNode } from './rules/isolated-node.ts';
import { missingLabel } from './rules/missing-label.ts';
import { noEndCircle } from './rules/no-end-circle.ts';
import { noStartCircle } from './rules/no-start-circle.ts';
import { selfEdge } from './rules/self-edge.ts';
import { severalStarts } from './rules/several-starts.ts';
import { startGuessed } from './rules/start-guessed.ts';
import { taskboxWithoutOwner } from './rules/taskbox-without-owner.ts';
import { unreachableNode } from './rules/unreachable-node.ts';

/** In the order of the catalogue's tiers. */
const rules: readonly Rule[] = [
  emptyLane,
  implicitEnd,
  intermediateCircle,
  isolatedNode,
  missingLabel,
  noEndCircle,
  noStartCircle,
  selfEdge,
  severalStarts,
  startGuessed,
  taskboxWithoutOwner,
  unreachableNode,
];

/** The stage: a flow to opinions about it. `isWhole`: nothing was left out of it because of an error. */
export function check(subject: Subject, isWhole = true): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const fitting = rules.filter((rule) => isWhole || rule.isAboutWhole !== true);
  for (const rule of fitting) rule.check(subject, (diagnostic) => diagnostics.push(diagnostic));
  return diagnostics;
}
