/** Which stage finds a problem. Errors of the first three tiers stop drawing and export. */
export const tiers = [
  'input',
  'syntax',
  'reference',
  'structure',
  'decision',
  'loop',
  'flow',
  'style',
  'scenario',
  'config',
] as const;
export type Tier = (typeof tiers)[number];

/** What could not be read or looked up. Its errors cannot be switched off, and stop what works on the flow. */
export const readingTiers: readonly Tier[] = ['input', 'syntax', 'reference'];

export interface CodeInfo {
  readonly tier: Tier;
  readonly severity: 'error' | 'warning' | 'info' | 'off';
  /** Under profile `flowzap`, where it differs. */
  readonly flowzap?: 'error' | 'warning';
}

/** Every code, once. A code is never reused for another meaning. */
const codes = {
  'invalid-utf8': { tier: 'input', severity: 'error' },
  'control-character': { tier: 'input', severity: 'error' },
  'bidi-control': { tier: 'input', severity: 'warning' },
  'source-too-large': { tier: 'input', severity: 'error' },
  'too-many-nodes': { tier: 'input', severity: 'error' },
  'foreign-language': { tier: 'input', severity: 'error' },
  'no-lanes': { tier: 'input', severity: 'error' },
  'unexpected-text': { tier: 'syntax', severity: 'error' },
  'code-in-prose': { tier: 'syntax', severity: 'error' },
  'code-in-label': { tier: 'syntax', severity: 'error' },
  'missing-line-break': { tier: 'syntax', severity: 'error' },
  'lane-name-with-spaces': { tier: 'syntax', severity: 'error' },
  'unclosed-lane': { tier: 'syntax', severity: 'error' },
  'nested-lane': { tier: 'syntax', severity: 'error' },
  'unexpected-brace': { tier: 'syntax', severity: 'error' },
  'node-outside-lane': { tier: 'syntax', severity: 'error' },
  'missing-colon': { tier: 'syntax', severity: 'error' },
  'unknown-shape': { tier: 'syntax', severity: 'error' },
  'unknown-side': { tier: 'syntax', severity: 'error' },
  'unquoted-text': { tier: 'syntax', severity: 'error' },
  'unterminated-text': { tier: 'syntax', severity: 'error' },
  'mermaid-edge-label': { tier: 'syntax', severity: 'error' },
  'loop-without-brackets': { tier: 'syntax', severity: 'error' },
  'loop-with-body': { tier: 'syntax', severity: 'error' },
  'reserved-name': { tier: 'syntax', severity: 'error' },
  'node-attribute-equals': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'edge-attribute-colon': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'arrow-variant': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'chained-edge': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'shape-alias': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'quote-style': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'unknown-attribute': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'duplicate-attribute': { tier: 'syntax', severity: 'warning' },
  'unknown-escape': { tier: 'syntax', severity: 'warning' },
  'statement-outside-lane': { tier: 'syntax', severity: 'warning', flowzap: 'error' },
  'display-label-on-next-line': { tier: 'syntax', severity: 'info', flowzap: 'error' },
  'fence-in-flow-file': { tier: 'syntax', severity: 'info' },
  'prose-outside-lanes': { tier: 'syntax', severity: 'off', flowzap: 'error' },
  'extra-comment': { tier: 'syntax', severity: 'off', flowzap: 'warning' },
  'missing-handle': { tier: 'syntax', severity: 'off', flowzap: 'error' },
  'missing-display-label': { tier: 'syntax', severity: 'off', flowzap: 'error' },
  'node-id-form': { tier: 'syntax', severity: 'off', flowzap: 'error' },
  'unknown-node': { tier: 'reference', severity: 'error' },
  'unknown-lane': { tier: 'reference', severity: 'error' },
  'wrong-lane': { tier: 'reference', severity: 'error' },
  'duplicate-node': { tier: 'reference', severity: 'error' },
  'duplicate-lane': { tier: 'reference', severity: 'error' },
  'missing-lane-prefix': { tier: 'reference', severity: 'warning', flowzap: 'error' },
  'edge-in-foreign-lane': { tier: 'reference', severity: 'info', flowzap: 'error' },
  'id-gap': { tier: 'reference', severity: 'off', flowzap: 'warning' },
  'id-order': { tier: 'reference', severity: 'off' },
  'no-start-circle': { tier: 'structure', severity: 'info' },
  'start-guessed': { tier: 'structure', severity: 'warning' },
  'several-starts': { tier: 'structure', severity: 'warning' },
  'no-end-circle': { tier: 'structure', severity: 'info' },
  'implicit-end': { tier: 'structure', severity: 'info' },
  'intermediate-circle': { tier: 'structure', severity: 'info' },
  'unreachable-node': { tier: 'structure', severity: 'warning' },
  'isolated-node': { tier: 'structure', severity: 'warning' },
  'empty-lane': { tier: 'structure', severity: 'warning' },
  'duplicate-edge': { tier: 'structure', severity: 'warning' },
  'self-edge': { tier: 'structure', severity: 'warning' },
  'missing-label': { tier: 'structure', severity: 'warning' },
  'taskbox-without-owner': { tier: 'structure', severity: 'info' },
  'decision-without-outcome': { tier: 'decision', severity: 'error' },
  'single-outcome': { tier: 'decision', severity: 'warning' },
  'unlabelled-outcome': { tier: 'decision', severity: 'warning' },
  'duplicate-outcome': { tier: 'decision', severity: 'warning' },
  'same-target': { tier: 'decision', severity: 'warning' },
  'choice-on-task': { tier: 'decision', severity: 'warning' },
  'loop-without-cycle': { tier: 'loop', severity: 'warning' },
  'loop-misses-member': { tier: 'loop', severity: 'info' },
  'loop-extra-member': { tier: 'loop', severity: 'warning' },
  'loop-too-short': { tier: 'loop', severity: 'warning' },
  'loop-without-decision': { tier: 'loop', severity: 'info' },
  'loop-without-give-up': { tier: 'loop', severity: 'warning' },
  'loop-condition-unknown': { tier: 'loop', severity: 'info' },
  'loop-runs-once': { tier: 'loop', severity: 'warning' },
  'ambiguous-loop': { tier: 'loop', severity: 'warning' },
  'undeclared-cycle': { tier: 'loop', severity: 'info' },
  'endless-run': { tier: 'flow', severity: 'error' },
  'dead-edge': { tier: 'flow', severity: 'warning' },
  'merged-tokens': { tier: 'flow', severity: 'warning' },
  'end-reached-twice': { tier: 'flow', severity: 'warning' },
  'order-dependent': { tier: 'flow', severity: 'warning' },
  'mixed-merge': { tier: 'flow', severity: 'info' },
  'implicit-fork': { tier: 'flow', severity: 'info' },
  'early-end': { tier: 'flow', severity: 'info' },
  'reply-edge': { tier: 'flow', severity: 'info' },
  'exploration-incomplete': { tier: 'flow', severity: 'warning' },
  'long-label': { tier: 'style', severity: 'info' },
  'decision-question': { tier: 'style', severity: 'off' },
  'unanswered-request': { tier: 'style', severity: 'off' },
  'unreadable-scenario': { tier: 'scenario', severity: 'error' },
  'unknown-scenario-key': { tier: 'scenario', severity: 'error' },
  'unknown-answer': { tier: 'scenario', severity: 'error' },
  'ambiguous-answer': { tier: 'scenario', severity: 'error' },
  'unused-answer': { tier: 'scenario', severity: 'warning' },
  'redundant-scenario': { tier: 'scenario', severity: 'info' },
  'unreadable-config': { tier: 'config', severity: 'error' },
  'unknown-config-key': { tier: 'config', severity: 'error' },
  'unknown-rule': { tier: 'config', severity: 'error' },
  'unused-disable': { tier: 'config', severity: 'warning' },
} as const;

export type Code = keyof typeof codes;

export function infoOf(code: Code): CodeInfo {
  return codes[code];
}

/** Every code there is, in catalogue order. */
export function allCodes(): readonly Code[] {
  return Object.keys(codes) as Code[]; // the keys of the table are the codes, by definition
}

export function isCode(word: string): word is Code {
  return Object.hasOwn(codes, word);
}
