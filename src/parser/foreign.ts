/* Other languages that a file may be written in. */

const foreignForms: readonly (readonly [string, RegExp])[] = [
  [
    'Mermaid',
    /^(?:(?:graph|flowchart)(?:-elk)?(?:[ \t]+(?:TB|TD|BT|RL|LR))?;?|sequenceDiagram|stateDiagram(?:-v2)?|swimlane(?:-beta)?(?:[ \t]+\w+)?|classDiagram|erDiagram|journey|gantt|%%\{.*)$/,
  ],
  ['PlantUML', /^@start\w+.*$/],
  ['Graphviz', /^(?:strict[ \t]+)?(?:di)?graph(?:[ \t]+(?:\w+|"[^"]*"))?[ \t]*\{.*$/],
  ['BPMN', /^<(?:\?xml|(?:\w+:)?definitions)\b.*$/],
];

export interface Foreign {
  readonly language: string;
  readonly start: number;
  readonly end: number;
}

/** The other language whose first line this text begins with. */
export function foreignLanguage(text: string): Foreign | undefined {
  const first = /[^\s\uFEFF][^\r\n]*/.exec(text);
  if (first === null) return undefined;
  const line = first[0].trimEnd();
  if (line.length > 500) return undefined;
  const found = foreignForms.find(([, form]) => form.test(line));
  return found === undefined ? undefined : { language: found[0], start: first.index, end: first.index + line.length };
}
