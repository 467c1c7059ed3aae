import { nearest } from '../../diagnostics/suggest.ts';
import { box, shapeOfBox } from './nodes.ts';
import { endpoint, form, group, id, labelOf, labels, lines, quoted, side, text } from './pieces.ts';
import type { Known, Slip } from './slip.ts';

/* What people write instead of `n1.handle(right) -> n2.handle(left) [label="Yes"]`. */

/** Arrows with a head, so that the direction is clear. */
const headed = String.raw`-\s+-*>|-*[−‐‑–—]+\s*>|[-−–—]*›|[-–—]+&gt;|-\[[^\]]*\]-*>|-(?:up|down|left|right|[udlr])-*>|>{1,2}|->\s*->`;
const headless = String.raw`[-−–—]{1,4}|[=~]{1,3}|\.{2,}`;

const arrows: readonly Slip[] = [
  {
    example: 'n2 - > n3',
    form: form`^(?<from>${endpoint})\s*(?<wrong>${headed})\s*(?=${endpoint})`,
    instead: '$<from> -> ',
    isSure: true,
  },
  {
    example: 'n2 -- n3',
    form: form`^(?<from>${endpoint})\s*(?<wrong>${headless})\s*(?=${endpoint})`,
    instead: '$<from> -> ',
  },
  {
    example: 'n3 <- n2',
    form: form`^(?<to>${endpoint})\s*(?<wrong><[-=]{1,3})\s*(?<from>${endpoint})(?<labels>${labels})$`,
    instead: '$<from> -> $<to>$<labels>',
    hint: 'Write the edge from its source: source -> target.',
    isSure: true,
  },
  {
    example: 'n2 <-> n3',
    form: form`^(?<from>${endpoint})\s*(?<wrong><[-=]{1,3}>)\s*(?<to>${endpoint})$`,
    instead: (match) => lines(...bothWays(group(match, 'from'), group(match, 'to'))),
    hint: 'An edge goes one way; write one for each direction.',
  },
  {
    example: 'n2 n3',
    form: form`^(?<from>${endpoint})\s+(?<wrong>${endpoint})(?<labels>${labels})$`,
    instead: (match, known) =>
      [group(match, 'from'), group(match, 'wrong')].every((end) => isKnown(end, known))
        ? `${group(match, 'from')} -> ${group(match, 'wrong')}${group(match, 'labels')}`
        : undefined,
    hint: (match) => `An arrow is missing: ${group(match, 'from')} -> ${group(match, 'wrong')}`,
  },
  {
    example: 'n2 to n3',
    form: form`^(?<from>${endpoint})\s+(?<wrong>to|then|goes\s+to|leads\s+to)\s+(?<to>${endpoint})(?<labels>${labels})$`,
    instead: (match, known) =>
      ['from', 'to'].every((end) => isKnown(group(match, end), known))
        ? `${group(match, 'from')} -> ${group(match, 'to')}${group(match, 'labels')}`
        : undefined,
  },
  { example: '-> n3', form: form`^(?<wrong>-+>|→)(?!.*->)`, hint: "A node is missing before '->'." },
];

/** The way back leaves and enters where the author's edge does not, so it has no handles. */
function bothWays(from: string, to: string): readonly string[] {
  return [`${from} -> ${to}`, `${nodeOf(to)} -> ${nodeOf(from)}`];
}

/** `Oven.n6` from `Oven.n6.handle(top)`. */
function nodeOf(end: string): string {
  return end.replace(/\s*\.\s*handle\s*\(.*$/u, '');
}

function isKnown(end: string, known: Known): boolean {
  return known.nodes.has(nodeOf(end).replace(/^.*\./u, ''));
}

const targets: readonly Slip[] = [
  {
    example: 'n2 -> {n3 n5}',
    form: form`^(?<from>${endpoint})\s*->\s*(?<wrong>[{([]\s*(?<list>${endpoint}(?:[\s,;]+${endpoint})*)\s*[})\]])$`,
    instead: (match) => toEach(group(match, 'from'), group(match, 'list').split(/[\s,;]+/)),
    hint: 'Write one edge for each target.',
  },
  {
    example: 'n2 -> n3, n5',
    form: form`^(?<from>${endpoint})\s*->\s*(?<first>${endpoint})(?<wrong>(?:\s*[,&;+|]\s*${endpoint})+)$`,
    instead: (match) =>
      toEach(group(match, 'from'), [
        group(match, 'first'),
        ...group(match, 'wrong')
          .split(/[,&;+|]/)
          .slice(1),
      ]),
    hint: 'Write one edge for each target.',
  },
  {
    example: 'n2 & n3 -> n4',
    form: form`^(?<wrong>(?<list>${endpoint}(?:\s*[,&;+]\s*${endpoint})+))\s*->\s*(?<to>${endpoint}${labels})$`,
    instead: (match) =>
      lines(
        ...group(match, 'list')
          .split(/[,&;+]/)
          .map((from) => `${from.trim()} -> ${group(match, 'to')}`),
      ),
    hint: 'Write one edge for each source.',
  },
  {
    example: 'n6: rectangle label:"Bake" -> n2',
    form: form`^(?<id>${id})(?<node>\s*:.*[^\s-])\s*(?<wrong>->\s*(?<to>${endpoint}${labels}))$`,
    instead: (match) =>
      lines(group(match, 'id') + group(match, 'node'), `${group(match, 'id')} -> ${group(match, 'to')}`),
    hint: 'Write the edge on a line of its own.',
  },
  {
    example: 'n4 -> Oven/n6',
    form: form`->\s*(?<wrong>(?<lane>${id})\s*[:/\\]+\s*(?<node>${id}))`,
    instead: (match, known) =>
      known.lanes.has(group(match, 'lane')) ? `-> ${group(match, 'lane')}.${group(match, 'node')}` : undefined,
    isSure: true,
  },
  {
    example: 'n3 -> "Its label"',
    form: form`->\s*(?<wrong>"(?<label>[^"]*)")`,
    instead: (match, known) => {
      const node = known.labels.get(group(match, 'label'));
      return node === undefined ? undefined : `-> ${node}`;
    },
  },
  {
    example: 'n2[Knead] --> n3[Look]',
    form: form`^(?<from>${id})(?<first>[[({]+[^\])}]*[\])}]+)?\s*(?:-+>|=+>)\s*(?:\|(?<label>[^|]*)\|\s*)?(?<to>${id})(?<second>[[({]+[^\])}]*[\])}]+)?$`,
    instead: boxedEdge,
    hint: (match) => `Write the nodes on lines of their own: ${boxedNodes(match)[0] ?? ''}`,
  },
];

function toEach(from: string, list: readonly string[]): string {
  return lines(...list.map((to) => `${from} -> ${to.trim()}`));
}

/** Nodes that are declared elsewhere keep their declaration. */
function boxedEdge(match: RegExpExecArray, known: Known): string | undefined {
  const nodes = boxedNodes(match);
  if (nodes.length === 0) return undefined;
  const missing = nodes.filter((node) => !known.nodes.has(node.replace(/:.*$/, '')));
  const label = group(match, 'label');
  const brackets = label === '' ? '' : ` [label=${quoted(label)}]`;
  return lines(...missing, `${group(match, 'from')} -> ${group(match, 'to')}${brackets}`);
}

function boxedNodes(match: RegExpExecArray): string[] {
  const ends = [
    ['from', 'first'],
    ['to', 'second'],
  ] as const;
  return ends.flatMap(([name, written]) => {
    const found = boxForm().exec(group(match, written));
    if (found === null) return [];
    return [`${group(match, name)}: ${shapeOfBox(group(found, 'open'))} ${labelOf(group(found, 'text'))}`];
  });
}

const boxForm = form`^${box}$`;

const handles: readonly Slip[] = [
  {
    example: 'n2.handel(right) -> n3',
    form: form`\.\s*(?<wrong>(?!handle\b)\p{L}{4,10})\s*(?=\(\s*(?:${side})\s*\))`,
    instead: (match) => (nearest(group(match, 'wrong'), ['handle']) === undefined ? undefined : '.handle'),
    isSure: true,
  },
  {
    example: 'n2.handle[right] -> n3',
    form: form`(?<!\s)(?:\s*\.\s*|\s+)(?<wrong>handle\s*[[({:=.\s]\s*["']?(?<side>${side})["']?\s*[\])}]?)(?=\s|$|[-=[])`,
    instead: '.handle($<side>)',
    isSure: true,
  },
  {
    example: 'n2(right) -> n3',
    form: form`(?<=\w)(?<!handle)\s*(?<wrong>[([]\s*(?<side>${side})\s*[\])])`,
    instead: '.handle($<side>)',
    isSure: true,
  },
  {
    example: 'n2:right -> n3',
    form: form`^(?<from>${id}(?:\s*\.\s*${id})?)\s*(?<wrong>[:@]\s*(?<side>${side}))\s*(?=-)`,
    instead: '$<from>.handle($<side>) ',
    isSure: true,
  },
  { example: 'n2..handle(right) -> n3', form: form`(?<wrong>\.(?:\s*\.)+)\s*(?=handle\b)`, instead: '.', isSure: true },
  { example: 'n2.handle(right)) -> n3', form: form`\)(?<wrong>\s*\)+)`, instead: ')', isSure: true },
  {
    example: 'n2.handle(right, top) -> n3',
    form: form`(?<before>\.\s*handle\s*\(\s*(?:${side}))(?<wrong>(?:\s*[,;/|]\s*|\s+)[^()]*)\)`,
    instead: '$<before>)',
    hint: 'A handle has one side.',
  },
];

const edgeLabels: readonly Slip[] = [
  {
    example: 'n4 -. Yes .-> n6',
    form: form`^(?<from>${endpoint})\s*(?<wrong>-\.+\s*(?<label>[^\s.|][^.|]*)\.+-+>)\s*(?<to>${endpoint})$`,
    instead: (match) => `${group(match, 'from')} -> ${group(match, 'to')} [label=${quoted(group(match, 'label'))}]`,
    code: 'mermaid-edge-label',
    isSure: true,
  },
  { example: 'n4 -> n6, [label="Yes"]', form: form`(?<![,;:])(?<wrong>[,;:]+)\s*(?=\[)`, instead: ' ', isSure: true },
  {
    example: 'n4 -> n6 [label="Yes")',
    form: form`(?<head>\[\s*label\s*[:=]\s*(?:${text})\s*)(?<wrong>[)}>]+)$`,
    instead: '$<head>]',
    hint: "Close it with ']'.",
    isSure: true,
  },
  {
    example: 'n4 -> n6 (label="Yes")',
    form: form`(?<!\s)\s*(?<wrong>(?:,\s*)?(?:[({[]\s*)?label\s*[:=]\s*(?<text>${text})\s*[)}\]]?)$`,
    instead: ' [label=$<text>]',
    isSure: true,
  },
  {
    example: 'n4 [label="Yes"] -> n6',
    form: form`^(?<from>${endpoint})\s*(?<wrong>\[[^\]]*\])\s*(?<arrow>-+>)\s*(?<to>${endpoint})$`,
    instead: '$<from> $<arrow> $<to> $<wrong>',
    isSure: true,
  },
  {
    example: 'n4 -> [label="Yes"] n6',
    form: form`^(?<from>${endpoint})\s*(?<arrow>-+>)\s*(?<wrong>\[[^\]]*\])\s*(?<to>${endpoint})$`,
    instead: '$<from> $<arrow> $<to> $<wrong>',
    isSure: true,
  },
  {
    example: 'n2 -> n3 (Yes)',
    of: 'rest',
    form: form`^\s*(?<wrong>[({]\s*(?<text>[^\s(){}:=;"][^(){}:=;"]*)[)}])$`,
    instead: (match) => `[label=${quoted(group(match, 'text'))}]`,
  },
  {
    example: 'n2 -> n3 label = Yes',
    of: 'rest',
    form: form`^\s*(?<wrong>,?\s*label\s*[:=]\s*(?<text>[^\s(){}[\]:=;"][^(){}[\]:=;"]*))$`,
    instead: (match) => `[label=${quoted(group(match, 'text'))}]`,
  },
  {
    example: 'n2 -> n3 [label="Yes"] [label="No"]',
    form: form`(?<=\])\s*(?<wrong>\[[^\]]*\])$`,
    instead: '',
    hint: 'An edge has one label.',
  },
  { example: 'n2 -> n3 {style.stroke: red}', of: 'rest', form: form`^\s*(?<wrong>\{[^{}]*\})$`, instead: '' },
];

const names: readonly Slip[] = [
  {
    example: '"n2" -> "n3"',
    form: form`^["'[({]?\s*(?<from>${endpoint})\s*["'\])}]?\s*-+>\s*["'[({]?\s*(?<to>${endpoint})\s*["'\])}]?(?<labels>${labels})$`,
    instead: '$<from> -> $<to>$<labels>',
    hint: 'Names stand alone, without quotes or brackets.',
  },
];

export const edgeSlips: readonly Slip[] = [...arrows, ...handles, ...targets, ...edgeLabels, ...names];
