import { endpoint, form, group, loopHead } from './pieces.ts';
import type { Known, Slip } from './slip.ts';

/* What people write instead of `loop [until it fits] n1 n2`. */

const conditions: readonly Slip[] = [
  {
    example: 'Loop [until warm] n1 n2',
    form: form`^(?<wrong>Loop|LOOP|while|until|repeat|for|foreach)\s*(?=\[)`,
    instead: 'loop ',
    hint: "A repetition is written 'loop [condition] n1 n2'.",
    isSure: true,
  },
  { example: 'loop: [until warm] n1 n2', form: form`^loop\s*(?<wrong>[:=])\s*(?=\[)`, instead: 'loop ', isSure: true },
  {
    example: 'loop (until warm) n1 n2',
    form: form`^loop\s*(?<wrong>[({"'“](?<condition>[^[\](){}"'“”]+)[)}"'”])`,
    instead: 'loop [$<condition>]',
    code: 'loop-without-brackets',
    isSure: true,
  },
  {
    example: 'loop until warm] n1 n2',
    form: form`^loop\s+(?<wrong>(?<condition>[^[\]]+)\])`,
    instead: 'loop [$<condition>]',
    code: 'loop-without-brackets',
    isSure: true,
  },
  {
    example: 'loop until warm: n1 n2',
    form: form`^loop\s+(?<wrong>(?<condition>[^[\]():]+):)`,
    instead: 'loop [$<condition>]',
    code: 'loop-without-brackets',
    isSure: true,
  },
  {
    example: 'loop [until warm n1 n2',
    form: form`^loop\s*(?<wrong>\[)(?<words>[^[\]]+)$`,
    instead: closedCondition,
    code: 'loop-without-brackets',
    hint: "Close the condition with ']'.",
    isSure: true,
  },
  {
    example: 'loop [until [really] warm] n1 n2',
    form: form`^loop\s*\[(?<before>[^[\]]*)(?<wrong>\[(?<inner>[^[\]]*)\](?<after>[^[\]]*)\])`,
    instead: 'loop [$<before>($<inner>)$<after>]',
    hint: 'A condition has no brackets in it.',
  },
];

/** The declared names at the end of the line are the members. */
function closedCondition(match: RegExpExecArray, known: Known): string | undefined {
  const words = group(match, 'words').trim().split(/\s+/);
  const last = words.findLastIndex((word) => !known.nodes.has(word.replace(/,$/, '')));
  if (last < 0 || last === words.length - 1) return undefined;
  return `loop [${words.slice(0, last + 1).join(' ')}] ${words.slice(last + 1).join(' ')}`;
}

const members: readonly Slip[] = [
  {
    example: 'loop [x]: n1 n2',
    form: form`^(?<head>${loopHead})\s*(?<wrong>[:=,]|->)`,
    instead: '$<head>',
    isSure: true,
  },
  {
    example: 'loop [x] (n1 n2)',
    form: form`^(?<head>${loopHead})\s*(?<wrong>[([]\s*(?<list>[^[\](){}]*)[)\]])$`,
    instead: '$<head> $<list>',
    isSure: true,
  },
  {
    example: 'loop [x] n1 -> n2',
    form: form`^(?<head>${loopHead}\s*${endpoint})(?<wrong>(?:\s*(?:->|[;&+])\s*${endpoint})+)$`,
    instead: (match) => group(match, 'head') + group(match, 'wrong').replace(/\s*(?:->|[;&+])\s*/g, ' '),
    hint: 'A loop lists its nodes with blanks between them.',
    isSure: true,
  },
  {
    example: 'loop [x] n1.handle(right)',
    form: form`^(?<head>${loopHead}.*?)\s*(?<wrong>\.\s*handle\s*\([^()]*\))`,
    instead: '$<head>',
    hint: 'A loop lists nodes without handles.',
    isSure: true,
  },
];

export const loopSlips: readonly Slip[] = [...conditions, ...members];
