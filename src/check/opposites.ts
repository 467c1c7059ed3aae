/*
 * Labels that read as alternatives: one or the other, never both. Only a label that is one of these words as a
 * whole counts, since "Order ok" may be the name of a document that is handed on.
 */

interface Opposites {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const pairs: readonly Opposites[] = [
  { good: ['yes', 'y', 'true'], bad: ['no', 'n', 'false'] },
  {
    good: ['ok', 'okay', 'success', 'successful', 'succeeded', 'passed', 'pass', 'correct', 'valid'],
    bad: ['failed', 'fail', 'fails', 'failure', 'error', 'not ok', 'wrong', 'incorrect', 'invalid', 'timeout'],
  },
  {
    good: ['approved', 'approve', 'accepted', 'accept', 'confirmed', 'granted', 'allowed'],
    bad: ['rejected', 'reject', 'declined', 'decline', 'denied', 'refused', 'disapproved', 'not approved', 'forbidden'],
  },
  { good: ['found', 'exists'], bad: ['not found', 'missing'] },
  { good: ['available', 'in stock'], bad: ['unavailable', 'not available', 'out of stock', 'sold out'] },
  { good: ['complete'], bad: ['incomplete'] },
  { good: ['paid'], bad: ['unpaid', 'not paid'] },
];

export type Tone = 'good' | 'bad';

/** Labels of which at most one can be true; undefined when they do not read so. */
export function alternatives(labels: readonly string[]): readonly [good: string, bad: string] | undefined {
  const words = labels.map(bare);
  for (const pair of pairs) {
    const good = labels[words.findIndex((word) => pair.good.includes(word))];
    const bad = labels[words.findIndex((word) => pair.bad.includes(word))];
    if (good !== undefined && bad !== undefined) return [good, bad];
  }
  return undefined;
}

/** Whether a label says that something went well or not; undefined when it says neither. */
export function toneOf(label: string): Tone | undefined {
  const word = bare(label);
  if (pairs.some(({ good }) => good.includes(word))) return 'good';
  return pairs.some(({ bad }) => bad.includes(word)) ? 'bad' : undefined;
}

/** `Yes - paid` and `Yes!` are yes. */
function bare(label: string): string {
  const [first = ''] = label.toLowerCase().split(' - ');
  return first.trim().replace(/[.!?]$/, '');
}
