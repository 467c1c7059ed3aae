import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule, Subject } from './rule.ts';
import { ambiguousLoop } from './rules/ambiguous-loop.ts';
import { choiceOnTask } from './rules/choice-on-task.ts';
import { decisionQuestion } from './rules/decision-question.ts';
import { decisionWithoutOutcome } from './rules/decision-without-outcome.ts';
import { duplicateOutcome } from './rules/duplicate-outcome.ts';
import { emptyLane } from './rules/empty-lane.ts';
import { implicitEnd } from './rules/implicit-end.ts';
import { implicitFork } from './rules/implicit-fork.ts';
import { intermediateCircle } from './rules/intermediate-circle.ts';
import { isolatedNode } from './rules/isolated-node.ts';
import { longLabel } from './rules/long-label.ts';
import { loopConditionUnknown } from './rules/loop-condition-unknown.ts';
import { loopExtraMember } from './rules/loop-extra-member.ts';
import { loopMissesMember } from './rules/loop-misses-member.ts';
import { loopRunsOnce } from './rules/loop-runs-once.ts';
import { loopTooShort } from './rules/loop-too-short.ts';
import { loopWithoutCycle } from './rules/loop-without-cycle.ts';
import { loopWithoutDecision } from './rules/loop-without-decision.ts';
import { loopWithoutGiveUp } from './rules/loop-without-give-up.ts';
import { missingLabel } from './rules/missing-label.ts';
import { noEndCircle } from './rules/no-end-circle.ts';
import { noStartCircle } from './rules/no-start-circle.ts';
import { replyEdge } from './rules/reply-edge.ts';
import { sameTarget } from './rules/same-target.ts';
import { selfEdge } from './rules/self-edge.ts';
import { severalStarts } from './rules/several-starts.ts';
import { singleOutcome } from './rules/single-outcome.ts';
import { startGuessed } from './rules/start-guessed.ts';
import { taskboxWithoutOwner } from './rules/taskbox-without-owner.ts';
import { unansweredRequest } from './rules/unanswered-request.ts';
import { undeclaredCycle } from './rules/undeclared-cycle.ts';
import { unlabelledOutcome } from './rules/unlabelled-outcome.ts';
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
  decisionWithoutOutcome,
  singleOutcome,
  unlabelledOutcome,
  duplicateOutcome,
  sameTarget,
  choiceOnTask,
  loopWithoutCycle,
  loopMissesMember,
  loopExtraMember,
  loopTooShort,
  loopWithoutDecision,
  loopWithoutGiveUp,
  loopConditionUnknown,
  loopRunsOnce,
  ambiguousLoop,
  undeclaredCycle,
  implicitFork,
  replyEdge,
  longLabel,
  decisionQuestion,
  unansweredRequest,
];

/**
 * The stage: a flow to opinions about it. `isWhole`: nothing was left out of it because of an error. `isAsked`: whether
 * somebody hears of a code.
 */
export function check(subject: Subject, isWhole = true, isAsked = (_: Code): boolean => true): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    const isFitting = isWhole || rule.isAboutWhole !== true;
    if (isFitting && isAsked(rule.code)) rule.check(subject, (diagnostic) => diagnostics.push(diagnostic));
  }
  return diagnostics;
}
