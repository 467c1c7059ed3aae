import type { Shape } from '../../ast/words.ts';
import { nodeAttributes, shapeOf, shapes } from '../../ast/words.ts';
import { nearest } from '../../diagnostics/suggest.ts';
import { attributes, form, group, id, labelOf, quoted, text } from './pieces.ts';
import type { Slip } from './slip.ts';

/* What people write instead of `n1: rectangle label:"Bake"`. */

/** `[Bake]`, `((Start))`, `{Warm?}`: the text may stand in quotes and then have any sign in it. */
export const box: string = String.raw`(?<open>[[({]{1,3}|>)\s*(?<text>"[^"]*"|[^[\](){}"\s=][^[\](){}"=]*)\s*[\])}]{1,3}`;

/** What a box of Mermaid means. */
export function shapeOfBox(open: string): Shape {
  if (open === '{') return 'diamond';
  return open.startsWith('((') || open === '([' ? 'circle' : 'rectangle';
}

/** `shape=box, label="Bake"` as Graphviz, D2 and Mermaid write it; undefined when it is something else. */
function nodeFrom(name: string, inside: string, label: string): string | undefined {
  const pairs = [...inside.matchAll(/([\p{L}.]+)\s*[:=]\s*("[^"]*"|'[^']*'|[^\s,;"']+)/gu)];
  const values = new Map(pairs.map(([, key = '', value = '']) => [key, value]));
  if (!values.has('shape') && !values.has('label')) return undefined;
  const shape = shapeOf((values.get('shape') ?? '').replace(/["']/g, '')) ?? 'rectangle';
  if (label.trim() !== '' && !values.has('label')) values.set('label', label);
  const known = nodeAttributes.filter((key) => values.has(key));
  return [`${name}: ${shape}`, ...known.map((key) => `${key}:${quoted(values.get(key) ?? '')}`)].join(' ');
}

const foreignNodes: readonly Slip[] = [
  {
    example: 'n6 [shape=box, label="Bake"]',
    form: form`^(?!loop\b)(?<id>${id})\s*(?<wrong>\[(?<inside>[^\]]*)\])$`,
    instead: (match) => nodeFrom(group(match, 'id'), group(match, 'inside'), ''),
  },
  {
    example: 'n6@{ shape: rect }',
    form: form`^(?<id>${id})\s*@\s*\{(?<inside>[^{}]*)\}$`,
    instead: (match) => nodeFrom(group(match, 'id'), group(match, 'inside'), ''),
  },
  {
    example: 'n6: Bake {shape: rectangle}',
    form: form`^(?<id>${id})\s*:\s*(?<wrong>(?<label>[^{}:"]*)\{(?<inside>[^{}]*)\})$`,
    instead: (match) => nodeFrom(group(match, 'id'), group(match, 'inside'), group(match, 'label')),
  },
  {
    example: 'n6[Bake]',
    form: form`^(?!loop\b)(?<id>${id})\s*${box}$`,
    instead: (match) => nodeInBox(group(match, 'id'), match),
  },
  { example: 'n6: rectangle :::hot', form: form`(?<!\s)\s*(?<wrong>:::\s*[\w-]+)$`, instead: '', isSure: true },
  {
    example: 'n6.shape: rectangle',
    form: form`^(?<id>${id})(?<wrong>\.shape)\s*(?=:)`,
    instead: '$<id>',
    isSure: true,
  },
];

function nodeInBox(name: string, match: RegExpExecArray): string {
  return `${name}: ${shapeOfBox(group(match, 'open'))} ${labelOf(group(match, 'text'))}`;
}

const names: readonly Slip[] = [
  {
    example: '9: rectangle',
    form: form`^(?<wrong>\p{N}[\p{L}\p{M}\p{N}_-]*)\s*(?=:)`,
    instead: (match) => `n${group(match, 'wrong')}`,
    hint: (match) => `A name begins with a letter: n${group(match, 'wrong')}.`,
  },
  {
    example: 'n9.1: rectangle',
    form: form`^(?<id>${id})(?<wrong>(?:\.\p{N}+)+)\s*(?=:)`,
    instead: (match) => group(match, 'id') + group(match, 'wrong').replaceAll('.', '_'),
  },
  {
    example: 'Oven.n6: rectangle',
    form: form`^(?<wrong>${id}\s*\.)\s*(?=${id}\s*:)`,
    instead: '',
    hint: (match) => `A node stands in its lane and needs no lane before it: ${afterMatch(match)}`,
    isSure: true,
  },
  {
    example: 'node n6: rectangle',
    form: form`^(?<wrong>node|step|task|state|activity|action|shape)\s+(?=${id}\s*:)`,
    instead: '',
    isSure: true,
  },
  {
    example: 'sweep floor: rectangle',
    form: form`^(?<wrong>(?:${id}\s+){1,3}${id})\s*(?=:)`,
    instead: (match) => group(match, 'wrong').replace(/\s+/g, '-'),
    hint: 'The name of a node is one word.',
  },
  {
    example: '"Sweep": rectangle',
    form: form`^(?<wrong>"(?<text>[^"]*)")\s*:\s*(?<shape>${id})$`,
    instead: (match) => {
      const name =
        group(match, 'text')
          .match(/[\p{L}\p{M}\p{N}_]+/gu)
          ?.join('-') ?? '';
      return `${name}: ${group(match, 'shape')} ${labelOf(group(match, 'text'))}`;
    },
  },
  {
    example: 'rectangle n6 label:"Bake"',
    form: form`^(?<wrong>(?<shape>\p{L}+)\s*:?\s*(?<id>(?<=[\s:])${id}))\s*:?(?=\s|$)`,
    instead: (match) => {
      const shape = shapeOf(group(match, 'shape'));
      return shape === undefined || shapeOf(group(match, 'id')) !== undefined
        ? undefined
        : `${group(match, 'id')}: ${group(match, 'shape')}`;
    },
    isSure: true,
  },
  {
    example: 'n6',
    form: form`^${id}$`,
    instead: (match, known) =>
      /\p{N}/u.test(match[0]) && !known.nodes.has(match[0]) ? `${match[0]}: rectangle` : undefined,
  },
];

function afterMatch(match: RegExpExecArray): string {
  return match.input.slice(match.index + match[0].length);
}

const signs: readonly Slip[] = [
  {
    example: 'n6; rectangle',
    form: form`^(?<id>${id})\s*(?<wrong>[;,：.=–—-]|::+|:=)\s*(?=\p{L})`,
    instead: '$<id>: ',
    isSure: true,
  },
  {
    example: 'n6: rectangle label::"Bake"',
    form: form`(?<wrong>[:=：](?:\s*[:=：])+|：)\s*(?=["'“])`,
    instead: ':',
    isSure: true,
  },
  {
    example: 'n6: rectangle lable "Bake"',
    form: form`(?<=[\s(,[])(?<wrong>[a-zA-Z]{4,14})\s*(?=["“])`,
    instead: (match) => {
      const key = nearest(group(match, 'wrong'), nodeAttributes);
      return key === undefined ? undefined : `${key}:`;
    },
    isSure: true,
  },
  {
    example: 'n6: rectangle, label:"Bake"',
    form: form`^(?<head>${id}\s*:\s*\p{L}+)\s*(?<wrong>[,;:])\s*(?=[a-z]+\s*[:=])`,
    instead: '$<head> ',
    isSure: true,
  },
];

const shapesAndTexts: readonly Slip[] = [
  {
    example: 'n6: "rectangle" label:"Bake"',
    form: form`^(?<head>${id}\s*:)\s*(?<wrong>["'“](?<shape>\p{L}+)["'”])`,
    instead: '$<head> $<shape>',
    isSure: true,
  },
  {
    example: 'n6: [rectangle] label:"Bake"',
    form: form`^(?<head>${id}\s*:)\s*(?<wrong>[[({<]\s*(?<shape>\p{L}+)\s*[\])}>])`,
    instead: '$<head> $<shape>',
    isSure: true,
  },
  {
    example: 'n6: "Bake" rectangle',
    form: form`^(?<head>${id}\s*:)\s*(?<wrong>(?<text>${text})\s*(?<shape>\p{L}+))$`,
    instead: (match) => `${group(match, 'head')} ${group(match, 'shape')} ${labelOf(group(match, 'text'))}`,
    isSure: true,
  },
  {
    example: 'n6: "Bake"',
    form: form`^(?<head>${id}\s*:)\s*(?<wrong>${text})$`,
    instead: (match) => `${group(match, 'head')} rectangle ${labelOf(group(match, 'wrong'))}`,
  },
  {
    example: 'n6: label:"Bake" rectangle',
    form: form`^(?<head>${id}\s*:)\s*(?<attributes>${attributes})(?<wrong>\p{L}+)$`,
    instead: (match) => `${group(match, 'head')} ${group(match, 'wrong')} ${group(match, 'attributes').trim()}`,
    isSure: true,
  },
  {
    example: 'n6: Bake for an hour',
    form: form`^(?<head>${id}\s*:)\s*(?<wrong>[^"'“:=(){}[\]\s]+(?:\s+[^"'“:=(){}[\]\s]+)+)$`,
    instead: nodeOfWords,
  },
  {
    example: 'n6: rectangle ("Bake")',
    form: form`^(?<head>${id}\s*:\s*\p{L}+)\s*(?<wrong>[([{]\s*(?<text>${text})\s*[)\]}])$`,
    instead: (match) => `${group(match, 'head')} ${labelOf(group(match, 'text'))}`,
    isSure: true,
  },
  {
    example: 'n6: rectangle (label:"Bake")',
    form: form`^(?<head>${id}\s*:\s*\p{L}+)\s*(?<wrong>[([{]\s*(?<attributes>${attributes})[)\]}])$`,
    instead: (match) =>
      `${group(match, 'head')} ${group(match, 'attributes')
        .replace(/=\s*(?=["'“])/g, ':')
        .trim()}`,
    isSure: true,
  },
  {
    example: 'n6: rectangle Bake for an hour',
    form: form`^(?<head>${id}\s*:\s*\p{L}+)\s+(?<wrong>[^"'“:=(){}[\]%/;]+)$`,
    instead: (match) => `${group(match, 'head')} ${labelOf(group(match, 'wrong'))}`,
  },
];

/** Not when the first word is a shape, mistyped or not. */
function nodeOfWords(match: RegExpExecArray): string | undefined {
  const words = group(match, 'wrong');
  const [first = ''] = words.split(/\s/);
  if (shapeOf(first) !== undefined || nearest(first, shapes) !== undefined) return undefined;
  return `${group(match, 'head')} rectangle ${labelOf(words)}`;
}

export const nodeSlips: readonly Slip[] = [...signs, ...foreignNodes, ...names, ...shapesAndTexts];
