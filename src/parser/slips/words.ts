import { form, id } from './pieces.ts';
import type { Slip } from './slip.ts';

/* Stray signs, remarks, and lines of other languages. */

/** What opens a remark elsewhere. */
const remark = String.raw`(?:%%+|'|\/\*+|<!--|--+|\/(?=\s)|-|\*|•|;|REM\b|rem\b)`;
const remarkEnd = String.raw`\s*(?:\*+\/|--+>)?`;

/** Marks of a list before a statement. */
export const bulletSlips: readonly Slip[] = [
  {
    example: '* n1 -> n2',
    form: form`^(?<wrong>[-*•+]|\d+[.)])\s+(?=[^\s\d])`,
    instead: '',
    hint: 'Leave it out.',
    isSure: true,
  },
];

export const signSlips: readonly Slip[] = [
  {
    example: 'n2 - > n3;',
    form: form`(?<![;,.\s])\s*(?<wrong>[;,.]+)$`,
    instead: '',
    hint: 'Leave it out.',
    isSure: true,
  },
  {
    example: 'n1 -> n2)',
    form: form`^\s*(?<wrong>[;,.:)\]}>|\\]+)$`,
    of: 'rest',
    instead: '',
    hint: 'Leave it out.',
    isSure: true,
  },
  {
    example: 'n1 -> n2\u200B',
    form: form`(?<wrong>[\u200B-\u200F\u2060\uFEFF\u00AD]+)`,
    instead: '',
    hint: 'Leave it out; it cannot be seen.',
    isSure: true,
  },
];

const asComment = '// $<words>';

export const remarkSlips: readonly Slip[] = [
  {
    example: '%% a remark',
    form: form`^(?<wrong>${remark}\s*(?<words>[\p{L}\p{N}].*?)${remarkEnd})$`,
    instead: asComment,
    hint: 'A comment begins with //.',
  },
  {
    example: 'n1 -> n2 %% a remark',
    form: form`^\s*(?<wrong>${remark}\s*(?<words>[\p{L}\p{N}].*?)${remarkEnd})$`,
    of: 'rest',
    instead: asComment,
    hint: 'A comment begins with //.',
  },
];

interface Elsewhere {
  /** The words such a line begins with. */
  readonly words: string;
  /** What we write for what they mean. */
  readonly hint: string;
}

const laneHint = 'A lane is written Name { # Label, with its closing brace on a line of its own.';

/** Lines of other languages. */
const elsewhere: readonly Elsewhere[] = [
  { words: 'start|begin', hint: 'A start is a circle: n1: circle label:"Start".' },
  { words: 'stop|finish|exit|detach|kill', hint: 'An end is a circle: n1: circle label:"Done".' },
  {
    words: 'if|elseif|elif|switch|case',
    hint: 'A decision is a diamond whose edges have labels: n1: diamond label:"…?".',
  },
  { words: 'else|endif|endswitch|fi', hint: 'The ways out of a diamond are edges with labels: n1 -> n2 [label="No"].' },
  { words: 'repeat|while|endwhile|until|for|do', hint: 'A repetition is written loop [condition] n1 n2.' },
  { words: 'fork|split|join', hint: 'A step with several edges takes all of them: n1 -> n2 and n1 -> n3.' },
  { words: 'note|legend|title|header|footer|caption', hint: 'A remark is a comment: // text.' },
  { words: 'subgraph|section|participant|actor|partition|swimlane|package', hint: laneHint },
  {
    words:
      'classDef|class|style|linkStyle|click|skinparam|accTitle|accDescr|rankdir|rank|splines|graph|flowchart|digraph|direction',
    hint: 'Sides are set by handles; colors and other looks are not part of a flow.',
  },
  { words: 'end', hint: "A lane ends with '}'." },
];

/** For lines that begin with a word of another language, and not with one used as a name: `end -> n2`. */
const wordSlips: readonly Slip[] = elsewhere.map(({ words, hint }) => ({
  example: words.split('|')[0] ?? '',
  form: form`^(?:${words})(?![\p{L}\p{M}\p{N}_-])(?!\s*(?:[:.[]|->))(?!.*:\s*(?:circle|rectangle|diamond|taskbox)).*$`,
  hint,
  instead: commented,
}));

const signedSlips: readonly Slip[] = [
  {
    example: ':Knead;',
    form: form`^:.*[;|<>/\]}]$`,
    hint: 'A step is a rectangle: n1: rectangle label:"…".',
    instead: commented,
  },
  { example: '|Oven|', form: form`^\|[^|]*\|.*$`, hint: laneHint, instead: commented },
  {
    example: 'node [shape=box]',
    form: form`^(?:node|edge|graph)\s*\[.*$`,
    hint: 'Every node has its own shape: n1: rectangle.',
    instead: commented,
  },
];

/** The words stay, as a comment. */
function commented(match: RegExpExecArray): string {
  return `// ${match[0]}`;
}

/** Whole lines that are something in another language. */
export const otherSlips: readonly Slip[] = [...signedSlips, ...wordSlips];

export const lastResorts: readonly Slip[] = [
  {
    example: 'then we wait',
    form: form`^(?!loop\b|${id}\s*[:.])[\p{L}\p{M}\p{N}][^"{}[\]=<>|]*$`,
    of: 'lost',
    instead: (match) => (/\.\s*handle|->/.test(match[0]) ? undefined : commented(match)),
    hint: 'A comment begins with //.',
  },
  {
    example: 'n1 -> n2 and so on',
    form: form`^\s*(?<wrong>[\p{L}\p{M}\p{N}&+*][^"{}[\]=<>|]*)$`,
    of: 'rest',
    instead: '// $<wrong>',
    hint: 'A comment begins with //.',
  },
];
