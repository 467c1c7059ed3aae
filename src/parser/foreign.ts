/* Other languages that a file may be written in. */

export const scenarioFile = 'a scenario file';

const foreignForms: readonly (readonly [string, RegExp])[] = [
  [
    'Mermaid',
    /^(?:(?:graph|flowchart)(?:-elk)?(?:[ \t]+(?:TB|TD|BT|RL|LR))?;?|sequenceDiagram|stateDiagram(?:-v2)?|swimlane(?:-beta)?(?:[ \t]+\w+)?|classDiagram|erDiagram|journey|gantt|%%\{.*)$/,
  ],
  ['PlantUML', /^@start\w+.*$/],
  ['Graphviz', /^(?:strict[ \t]+)?(?:di)?graph(?:[ \t]+(?:\w+|"[^"]*"))?[ \t]*\{.*$/],
  ['SVG', /^<svg\b.*$/],
  ['HTML', /^<(?:!doctype|html)\b.*$/i],
  ['BPMN', /^<(?:\?xml|(?:\w+:)?definitions)\b.*$/],
  [scenarioFile, /^flow:[ \t]*["']?[^\s"']+\.(?:flow|fz|md|txt)(?:#\S*)?["']?[ \t]*(?:#.*)?$/],
];

/** What may stand before the line that tells the language: comments, a fence. */
const preamble = /^(?:%%(?!\{)|\/\/|#|'|\/\*|```|~~~)/;

export interface Foreign {
  readonly language: string;
  readonly start: number;
  readonly end: number;
  /** The first words for people in it, as a start for the author's own flow. */
  readonly words: string | undefined;
}

/** The other language that the first line behind comments, a fence and front matter shows. */
export function foreignLanguage(text: string): Foreign | undefined {
  const first = firstLine(text);
  if (first === undefined || first.line.length > 500) return undefined;
  const { line, start } = first;
  const found = foreignForms.find(([, form]) => form.test(line));
  if (found === undefined) return undefined;
  const end = start + line.length;
  return { language: found[0], start, end, words: wordsAfter(text, end) };
}

interface FirstLine {
  readonly line: string;
  readonly start: number;
}

function firstLine(text: string): FirstLine | undefined {
  let isFrontMatter = false;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].replace(/^[\s\uFEFF]+/, '');
    const start = match.index + match[0].length - line.length;
    if (line === '') continue;
    const isRule = line.trimEnd() === '---';
    if (isRule) isFrontMatter = !isFrontMatter;
    if (isRule || isFrontMatter || preamble.test(line)) continue;
    return { line: line.trimEnd(), start };
  }
  return undefined;
}

/** `Knead` in `A[Knead]`, `:Knead;`, `label="Knead"` or `Baker ->> Oven: Knead`. */
function wordsAfter(text: string, offset: number): string | undefined {
  const beginning = text.slice(offset, offset + 2000);
  const found = /[[({"|:][ \t]*"?([\p{L}\p{M}\p{N}][^[\](){}"|;:\r\n]{0,40})/u.exec(beginning);
  return found?.[1]?.trim();
}
