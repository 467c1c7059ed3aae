import type { Code } from '../diagnostics/codes.ts';
import { type Diagnostic, problem, type Related } from '../diagnostics/diagnostic.ts';
import type { Exploration, Finding, Witness } from '../interpreter/exploration.ts';
import type { Subject, Telling, Trouble } from './rule.ts';
import { deadEdge } from './rules/dead-edge.ts';
import { earlyEnd } from './rules/early-end.ts';
import { endReachedTwice } from './rules/end-reached-twice.ts';
import { endlessRun } from './rules/endless-run.ts';
import { explorationIncomplete } from './rules/exploration-incomplete.ts';
import { mergedTokens } from './rules/merged-tokens.ts';
import { mixedMerge } from './rules/mixed-merge.ts';
import { orderDependent } from './rules/order-dependent.ts';
import { troublesOf } from './troubles.ts';

/** A diagnostic and the finding behind it. */
export interface Told {
  readonly diagnostic: Diagnostic;
  readonly finding: Finding;
  /** A run that shows it, where the finding has none of its own. */
  readonly witness: Witness | undefined;
}

/** What a flow is told about its runs. */
export interface RunOpinions {
  readonly told: readonly Told[];
  /** Of no finding: what was not looked at. */
  readonly others: readonly Diagnostic[];
  /** Whether all runs were looked at. */
  readonly isWhole: boolean;
}

/** All that needs an exploration. */
export const runCodes: readonly Code[] = [
  endlessRun,
  deadEdge,
  mergedTokens,
  endReachedTwice,
  orderDependent,
  mixedMerge,
  earlyEnd,
]
  .map(({ code }): Code => code)
  .concat('exploration-incomplete');

/** What was found by trying out all runs, to opinions about the flow. One for each trouble. */
export function checkRuns(subject: Subject, exploration: Exploration): RunOpinions {
  const told = troublesOf(subject, exploration).map((trouble) => tell(subject, trouble));
  return { told, others: explorationIncomplete(subject, exploration), isWhole: exploration.isComplete };
}

function tell(subject: Subject, { root, effects }: Trouble): Told {
  const { code, span, message, hint, related = [], steps, witness } = tellingOf(subject, root);
  const others = effects.map((effect) => relatedOf(tellingOf(subject, effect)));
  const diagnostic = problem(code, span, message, {
    related: [...related, ...others],
    ...(hint !== undefined && { hint }),
    ...(steps !== undefined && { steps }),
  });
  return { diagnostic, finding: root, witness };
}

/** `n3 → n8 gets a second token while the first waits`: the same sentence, as a clause. */
function relatedOf({ message, span }: Telling): Related {
  return { message: message.replace(/\.$/, ''), span, file: undefined };
}

function tellingOf(subject: Subject, finding: Finding): Telling & { readonly code: Code } {
  switch (finding.kind) {
    case 'endless-run':
    case 'no-way-left':
      return { code: endlessRun.code, ...endlessRun.tell(subject, finding) };
    case 'dead-edge':
      return { code: deadEdge.code, ...deadEdge.tell(subject, finding) };
    case 'merged-tokens':
      return { code: mergedTokens.code, ...mergedTokens.tell(subject, finding) };
    case 'end-reached-twice':
      return { code: endReachedTwice.code, ...endReachedTwice.tell(subject, finding) };
    case 'order-dependent':
      return { code: orderDependent.code, ...orderDependent.tell(subject, finding) };
    case 'mixed-merge':
      return { code: mixedMerge.code, ...mixedMerge.tell(subject, finding) };
    case 'early-end':
      return { code: earlyEnd.code, ...earlyEnd.tell(subject, finding) };
  }
}
