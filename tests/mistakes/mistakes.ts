import {
  answer,
  bakery,
  between,
  bytes,
  door,
  edge,
  header,
  inLane,
  latin1,
  loop,
  node,
  type Planted,
  parcel,
  text,
  withLimit,
} from './planted.ts';

/*
 * Mistakes that people make, and what a thoughtful newcomer would want to be told. Written from the
 * design, not from what the parser does. ⟦ ⟧ stand around the culprit; where two places are equally
 * right both are marked, and where the design leaves the code open both are named.
 */

export interface Mistake {
  readonly name: string;
  readonly planted: Planted;
  /** The code, or codes that are equally right. */
  readonly codes: readonly string[];
  /** Must stand in the hint or in a fix. */
  readonly suggests: string | undefined;
  /** What the text contains once `--fix --unsafe` has run; undefined: no fix is asked for. */
  readonly repaired: string | undefined;
  /** The sentence, where the design gives it. */
  readonly says: string | undefined;
}

interface More {
  readonly suggests?: string;
  readonly repaired?: string;
  readonly says?: string;
}

function row(name: string, planted: Planted, code: string | readonly string[], more: More = {}): Mistake {
  const codes = typeof code === 'string' ? [code] : code;
  return { name, planted, codes, suggests: more.suggests, repaired: more.repaired, says: more.says };
}

const plainEdge = 'n2.handle(right) -> n3.handle(left)';
const plainNode = 'n6: rectangle label:"Bake for an hour"';
const plainAnswer = 'n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"]';
const plainLoop = 'loop [until the dough has doubled] n3 n4 n5';

/** Section 11 of the language, row by row. */
const designTable: readonly Mistake[] = [
  row('equals in a node', node('n6: rectangle label⟦=⟧"Bake for an hour"'), 'node-attribute-equals', {
    says: "Attributes of a node are written with ':'.",
    suggests: ':',
    repaired: plainNode,
  }),
  row('colon in an edge', answer('n4.handle(bottom) -> Oven.n6.handle(top) [label⟦:⟧"Yes"]'), 'edge-attribute-colon', {
    says: "The label of an edge is written with '='.",
    suggests: '=',
    repaired: plainAnswer,
  }),
  row(
    'no colon and no label key',
    bakery(['n4: diamond label:"Has it doubled?"', '⟦n4⟧ diamond "Has it doubled?"']),
    'missing-colon',
    {
      says: "A ':' is missing after 'n4'.",
      repaired: 'n4: diamond label:"Has it doubled?"',
    },
  ),
  row('alias rect', node('n6: ⟦rect⟧ label:"Bake for an hour"'), 'shape-alias', {
    says: "'rect' means rectangle here.",
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a shape that does not exist', node('n6: ⟦hexagon⟧ label:"Bake for an hour"'), 'unknown-shape', {
    says: "There is no shape 'hexagon'.",
    suggests: 'diamond',
  }),
  row('side up', answer('n4.handle(bottom) -> Oven.n6.handle(⟦up⟧) [label="Yes"]'), 'unknown-side', {
    says: "A side is left, right, top or bottom, not 'up'.",
    suggests: 'top',
    repaired: plainAnswer,
  }),
  row('side centre', edge('n2.handle(⟦centre⟧) -> n3.handle(left)'), 'unknown-side', {
    says: "A side is left, right, top or bottom, not 'centre'.",
  }),
  row('long arrow', edge('n2.handle(right) ⟦-->⟧ n3.handle(left)'), 'arrow-variant', {
    says: "An edge is written with '->'.",
    suggests: '->',
    repaired: plainEdge,
  }),
  row('label between bars', answer('n4.handle(bottom) -->⟦|Yes|⟧ Oven.n6.handle(top)'), 'mermaid-edge-label', {
    says: 'The label of an edge stands in brackets after its target.',
    suggests: '[label="Yes"]',
    repaired: plainAnswer,
  }),
  row(
    'no lane before a target in another lane',
    answer('n4.handle(bottom) -> ⟦n6⟧.handle(top) [label="Yes"]'),
    'missing-lane-prefix',
    { says: "'n6' is in lane Oven, so it is written Oven.n6.", suggests: 'Oven.n6', repaired: plainAnswer },
  ),
  row(
    'the wrong lane before a target',
    answer('n4.handle(bottom) -> ⟦Baker⟧.n6.handle(top) [label="Yes"]'),
    'wrong-lane',
    { says: "'n6' is in lane Oven, not in Baker.", suggests: 'Oven', repaired: plainAnswer },
  ),
  row('a lane that does not exist', answer('n4.handle(bottom) -> ⟦Ovn⟧.n6.handle(top) [label="Yes"]'), 'unknown-lane', {
    says: "There is no lane 'Ovn'.",
    suggests: 'Oven',
    repaired: plainAnswer,
  }),
  row('a node that does not exist', edge('n2.handle(right) -> ⟦n33⟧.handle(left)'), 'unknown-node', {
    says: "There is no node 'n33'.",
    suggests: 'n3',
    repaired: plainEdge,
  }),
  row('the same id twice in a lane', inLane('⟦n1⟧: circle label:"Later"'), 'duplicate-node', {
    says: "'n1' is already declared at line 4.",
  }),
  row('the same lane twice', between('⟦Baker⟧ { # Night baker\n  n9: circle label:"Home"\n}'), 'duplicate-lane', {
    says: "Lane 'Baker' is already declared at line 3; both are read as one.",
  }),
  row('a lane name of two words', bakery(['Baker {', '⟦Night Baker⟧ {']), 'lane-name-with-spaces', {
    says: 'The name of a lane is one word.',
    suggests: 'NightBaker {',
    repaired: 'NightBaker { # Night baker',
  }),
  row('a lane that is not closed', bakery(['Baker {', '⟦Baker⟧ {'], ['n5\n}\n', 'n5\n']), 'unclosed-lane', {
    says: "Lane 'Baker' is never closed; lane 'Oven' begins at line 16.",
    suggests: '}',
    repaired: 'n3 n4 n5\n}\nOven {',
  }),
  row(
    'a lane inside a lane',
    bakery(['n5\n}\nOven {', 'n5\n⟦Oven⟧ {'], ['n8.handle(left)\n}', 'n8.handle(left)\n}\n}']),
    'nested-lane',
    { says: "Lanes cannot stand inside each other; 'Baker' is still open." },
  ),
  row('a brace too many', between('⟦}⟧'), 'unexpected-brace', {
    says: 'There is no open lane to close here.',
    repaired: 'n3 n4 n5\n}\n',
  }),
  row('a node before the lanes', bakery(['Baker {', '⟦n9⟧: circle label:"Noon"\nBaker {']), 'node-outside-lane', {
    says: "Node 'n9' is not inside a lane.",
    repaired: 'Baker {',
  }),
  row(
    'an edge after the last lane',
    text(`${doorWith('shut: circle label:"Shut"')}⟦open -> shut⟧\n`),
    'statement-outside-lane',
    { says: 'This edge is outside its lane.', suggests: 'Door', repaired: 'open -> shut\n}' },
  ),
  row(
    'the line break after the display label lost',
    header('Oven { # Stone oven ⟦⟦n9: circle⟧ label:"Hot"⟧'),
    'code-in-label',
    { says: 'Code stands in the display label, which runs to the end of the line.' },
  ),
  row(
    'two nodes on a line',
    bakery(['"Evening"\n  n2: rectangle', '"Evening" ⟦n2⟧: rectangle']),
    'missing-line-break',
    {
      says: 'A second statement begins here; each needs its own line.',
      repaired: 'n1: circle label:"Evening"\n  n2: rectangle',
    },
  ),
  row('no closing quote in a node', node('n6: rectangle label:⟦⟦"⟧Bake for an hour⟧'), 'unterminated-text', {
    says: 'The text opened here has no closing quote on this line.',
    suggests: '"',
    repaired: plainNode,
  }),
  row('a text of one word without quotes', node('n6: rectangle label:⟦Bake⟧'), 'unquoted-text', {
    says: 'Texts stand in double quotes.',
    suggests: '"Bake"',
    repaired: 'n6: rectangle label:"Bake"',
  }),
  row("a text in 'single' quotes", node("n6: rectangle label:⟦'Bake for an hour'⟧"), 'quote-style', {
    says: 'Texts stand in straight double quotes.',
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('an attribute without meaning', node('n6: rectangle label:"Bake" ⟦priority⟧:"1"'), 'unknown-attribute', {
    says: "'priority' has no meaning here; it is kept.",
  }),
  row('a loop without brackets', loop('loop ⟦until the dough has doubled⟧ n3 n4 n5'), 'loop-without-brackets', {
    says: 'The condition of a loop stands in brackets.',
    suggests: '[',
    repaired: plainLoop,
  }),
  row(
    'a loop with a body',
    loop('loop [until the dough has doubled] ⟦{⟧\n    n3.handle(top) -> n1.handle(top)\n  }'),
    'loop-with-body',
    { says: 'A loop lists node ids and has no body.' },
  ),
  row('a node called loop', inLane('⟦loop⟧: rectangle label:"Again"'), 'reserved-name', {
    says: "'loop' is a word of the language and cannot name a node.",
  }),
  row('the same edge twice', inLane('⟦n2.handle(right) -> n3.handle(left)⟧'), 'duplicate-edge', {
    says: 'This edge is already written at line 10.',
    repaired: 'n3 n4 n5\n}',
  }),
  row('a Mermaid file', text('⟦graph TD⟧\n  A[Start] --> B{Check?}\n  B -->|yes| C[Done]\n'), 'foreign-language', {
    says: 'This looks like Mermaid.',
    suggests: '{',
  }),
  row(
    'a PlantUML file',
    text('⟦@startuml⟧\n|Baker|\nstart\n:Knead the dough;\nif (doubled?) then (yes)\n  :Bake;\nendif\nstop\n@enduml\n'),
    'foreign-language',
    { says: 'This looks like PlantUML.', suggests: '{' },
  ),
  row(
    'a Graphviz file',
    text('⟦digraph g {⟧\n  start [shape=circle];\n  start -> bake [label=go];\n}\n'),
    'foreign-language',
    { says: 'This looks like Graphviz.', suggests: '{' },
  ),
  row('a fence around the file', text(`⟦\`\`\`flow⟧\n${doorWith('')}\`\`\`\n`), 'fence-in-flow-file', {
    says: 'The fence is read as prose.',
    repaired: 'Door { # Front door',
  }),
  row('an empty file', text('⟦⟧'), 'no-lanes', { says: 'There is no lane in this file.', suggests: '{' }),
  row('only prose', text('⟦⟧⟦The⟧ baker kneads, waits and bakes.\nThen we sell the bread.\n'), 'no-lanes', {
    says: 'There is no lane in this file.',
    suggests: '{',
  }),
  row('a Latin-1 file', latin1(text('Bar { # Caf⟦⟧é\n  n1: circle label:"Open"\n}\n')), 'invalid-utf8', {
    says: 'The file is not valid UTF-8 (byte 0xE9 at offset 11).',
    suggests: 'UTF-8',
  }),
];

/** The lane Door with one more line in it. */
function doorWith(line: string): string {
  const more = line === '' ? '' : `  ${line}\n`;
  return `Door { # Front door\n  ring: circle label:"Bell rings"\n  open: circle label:"Open"\n  ring -> open\n${more}}\n`;
}

const input: readonly Mistake[] = [
  row('a bell in a label', node('n6: rectangle label:"Bake⟦\u0007⟧ for an hour"'), 'control-character', {
    says: 'The character U+0007 cannot be drawn; it is left out.',
    repaired: plainNode,
  }),
  row('an escape character in an id', edge('n2.handle(right) -> n⟦\u001B⟧3.handle(left)'), 'control-character', {
    repaired: plainEdge,
  }),
  row('a zero byte at the end', text(`${doorWith('')}⟦\u0000⟧`), 'control-character', { repaired: 'Door {' }),
  row('a vertical tab between words', node('n6:⟦\u000B⟧ rectangle label:"Bake for an hour"'), 'control-character', {
    repaired: plainNode,
  }),
  row('a right-to-left override', node('n6: rectangle label:"Bake⟦\u202E⟧ for an hour"'), 'bidi-control', {
    says: 'The invisible character U+202E changes the reading order of this line.',
    repaired: plainNode,
  }),
  row('a right-to-left isolate in prose', between('Then it is ⟦\u2067⟧sold.'), 'bidi-control', {
    repaired: 'Then it is sold.',
  }),
  row('a Latin-1 file with a bad byte in the last line', latin1(text('A { # A\n}\nTsch⟦⟧üss')), 'invalid-utf8', {
    suggests: 'UTF-8',
  }),
  row(
    'half a UTF-16 character',
    bytes([0xff, 0xfe, 0x41, 0x00, 0x20, 0x00, 0x7b], [{ start: 2, end: 2 }]),
    'invalid-utf8',
  ),
  row(
    'a picture instead of a text',
    bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff], [{ start: 0, end: 0 }]),
    'invalid-utf8',
    {
      suggests: 'UTF-8',
    },
  ),
  row('a file over the limit', withLimit(text(`⟦⟧${doorWith('')}`), 50), 'source-too-large', {
    suggests: 'limits.sourceBytes',
  }),
  row('more nodes than the limit', text(`Door { # Front door\n${manyNodes(100_001)}}\n`), 'too-many-nodes', {
    says: 'The flow has more than 100,000 nodes.',
    suggests: 'limits.nodes',
  }),
  row('only comments', text('⟦⟧⟦//⟧ to be written\n// next week\n'), 'no-lanes', { suggests: '{' }),
  row('only blank lines', text('⟦⟧\n\n  \n⟦⟧'), 'no-lanes', { suggests: '{' }),
];

function manyNodes(count: number): string {
  return Array.from({ length: count }, (_, index) => `  n${index}: rectangle\n`).join('');
}

const fromMermaid: readonly Mistake[] = [
  row('flowchart LR', text('⟦flowchart LR⟧\n  start([Evening]) --> knead[Knead]\n'), 'foreign-language'),
  row('graph TD with a semicolon', text('\n⟦graph TD;⟧\n  A-->B;\n'), 'foreign-language'),
  row('a comment before flowchart', text('%% bread\n⟦flowchart TD⟧\n  A --> B\n'), 'foreign-language'),
  row('front matter before flowchart', text('---\ntitle: Bread\n---\n⟦flowchart TD⟧\n  A --> B\n'), 'foreign-language'),
  row('sequenceDiagram', text('⟦sequenceDiagram⟧\n  Baker->>Oven: dough\n'), 'foreign-language'),
  row('stateDiagram-v2', text('⟦stateDiagram-v2⟧\n  [*] --> Still\n'), 'foreign-language'),
  row('a Mermaid fence', text('⟦```mermaid\n⟦graph TD⟧⟧\n  A --> B\n```\n'), 'foreign-language'),
  row('graph TD inside a lane', inLane('⟦graph TD⟧'), 'unexpected-text'),
  row('a box in an edge', edge('⟦n2⟦[Knead]⟧ --> n3[Look]⟧'), 'unexpected-text', { suggests: 'n2: rectangle' }),
  row('a node in brackets', node('⟦n6⟦[Bake for an hour]⟧⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: plainNode,
  }),
  row('a node in brackets and quotes', node('⟦n6⟦["Bake for an hour"]⟧⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: plainNode,
  }),
  row('a node in round brackets', node('⟦n6⟦(Bake for an hour)⟧⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: plainNode,
  }),
  row('a circle in double brackets', bakery(['n1: circle label:"Evening"', '⟦n1⟦((Evening))⟧⟧']), 'unexpected-text', {
    suggests: 'n1: circle',
    repaired: 'n1: circle label:"Evening"',
  }),
  row(
    'a decision in braces',
    bakery(['n4: diamond label:"Has it doubled?"', '⟦⟦n4⟦{Has it doubled?⟧⟧}⟧']),
    'unexpected-text',
    {
      suggests: 'n4: diamond',
      repaired: 'n4: diamond label:"Has it doubled?"',
    },
  ),
  row(
    'a decision in an edge',
    bakery(['n3.handle(right) -> n4.handle(left)', '⟦n3 --> n4⟦{Has it doubled?⟧}⟧']),
    ['unexpected-text'],
    {
      suggests: 'n4: diamond',
    },
  ),
  row(
    'label between bars after a space',
    answer('n4.handle(bottom) --> ⟦|Yes|⟧ Oven.n6.handle(top)'),
    'mermaid-edge-label',
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row(
    'label between bars on our arrow',
    answer('n4.handle(bottom) ->⟦|Yes|⟧ Oven.n6.handle(top)'),
    'mermaid-edge-label',
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row('quoted label between bars', answer('n4.handle(bottom) -->⟦|"Yes"|⟧ Oven.n6.handle(top)'), 'mermaid-edge-label', {
    suggests: '[label="Yes"]',
    repaired: plainAnswer,
  }),
  row('label between dashes', answer('n4.handle(bottom) ⟦-- ⟦Yes⟧ -->⟧ Oven.n6.handle(top)'), 'mermaid-edge-label', {
    suggests: '[label="Yes"]',
    repaired: plainAnswer,
  }),
  row('label of two words between dashes', answer('n4 ⟦-- ⟦yes, twice⟧ -->⟧ Oven.n6'), 'mermaid-edge-label', {
    suggests: '[label="yes, twice"]',
    repaired: 'n4 -> Oven.n6 [label="yes, twice"]',
  }),
  row(
    'quoted label between dashes',
    answer('n4.handle(bottom) ⟦-- ⟦"Yes"⟧ -->⟧ Oven.n6.handle(top)'),
    'mermaid-edge-label',
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row('dotted arrow', edge('n2.handle(right) ⟦-.->⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row(
    'dotted arrow with a label',
    answer('n4.handle(bottom) ⟦-. ⟦Yes⟧ .->⟧ Oven.n6.handle(top)'),
    ['mermaid-edge-label', 'unexpected-text'],
    { repaired: plainAnswer },
  ),
  row('thick arrow', edge('n2.handle(right) ⟦==>⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('line without a head', edge('n2.handle(right) ⟦---⟧ n3.handle(left)'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('both ways', edge('n2.handle(right) ⟦<-->⟧ n3.handle(left)'), 'unexpected-text'),
  row('message arrow', edge('n2.handle(right) ⟦->>⟧ n3.handle(left)'), 'arrow-variant', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('%% comment in a lane', inLane('⟦⟦%%⟧ the dough needs rest⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// the dough needs rest',
  }),
  row('%% comment after an edge', edge('n2.handle(right) -> n3.handle(left) ⟦⟦%%⟧ slowly⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: `${plainEdge} // slowly`,
  }),
  row('semicolon after an edge', edge('n2.handle(right) -> n3.handle(left)⟦;⟧'), 'unexpected-text', {
    repaired: plainEdge,
  }),
  row('semicolon after a node', node('n6: rectangle label:"Bake for an hour"⟦;⟧'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('semicolon after a loop', loop('loop [until the dough has doubled] n3 n4 n5⟦;⟧'), 'unexpected-text', {
    repaired: plainLoop,
  }),
  row(
    'two edges with a semicolon between',
    bakery(['n2.handle(left)\n  n2.handle(right)', 'n2.handle(left)⟦;⟧ ⟦n2⟧.handle(right)']),
    ['unexpected-text', 'missing-line-break'],
    { repaired: 'n2.handle(left)\n  n2.handle(right)' },
  ),
  row('several targets with &', edge('n2.handle(right) -> n3.handle(left) ⟦& n5⟧'), 'unexpected-text'),
  row('a class line', inLane('⟦class n1 important⟧'), 'unexpected-text'),
  row('a click line', inLane('⟦click n1 "https://example.org"⟧'), 'unexpected-text'),
  row('a style line', inLane('⟦style n1 fill:gold⟧'), 'unexpected-text'),
  row('a class on a node', node('n6: rectangle label:"Bake for an hour"⟦:::hot⟧'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('subgraph instead of a lane', header('⟦subgraph Oven⟧ {'), 'lane-name-with-spaces', {
    suggests: 'Oven {',
    repaired: 'Oven {',
  }),
  row('a shape object', node('⟦⟦n6@⟧{ shape: rect, label: "Bake" }⟧'), 'unexpected-text'),
];

const fromPlantUml: readonly Mistake[] = [
  row('@startuml with a name', text('⟦@startuml bread⟧\nBaker -> Oven : dough\n@enduml\n'), 'foreign-language'),
  row('a step between colons', inLane('⟦:Knead again;⟧'), 'unexpected-text', { suggests: 'rectangle' }),
  row('a lane between bars', inLane('⟦|Oven|⟧'), 'unexpected-text', { suggests: '{' }),
  row('start', inLane('⟦start⟧'), 'unexpected-text', { suggests: 'circle' }),
  row('stop', inLane('⟦stop⟧'), 'unexpected-text', { suggests: 'circle' }),
  row('if then', inLane('⟦if (doubled?) then (yes)⟧'), 'unexpected-text', { suggests: 'diamond' }),
  row('else', inLane('⟦else (no)⟧'), 'unexpected-text'),
  row('endif', inLane('⟦endif⟧'), 'unexpected-text'),
  row('repeat while', inLane('⟦repeat while (not doubled?)⟧'), 'unexpected-text', { suggests: 'loop [' }),
  row('a note', inLane('⟦note right of n4: be patient⟧'), 'unexpected-text'),
  row('a comment with an apostrophe', inLane("⟦⟦'⟧ the dough needs rest⟧"), 'unexpected-text', {
    suggests: '//',
    repaired: '// the dough needs rest',
  }),
  row(
    'label after a colon',
    edge('n2.handle(right) -> n3.handle(left) ⟦: ⟦ready⟧⟧'),
    ['mermaid-edge-label', 'unexpected-text'],
    {
      suggests: '[label="ready"]',
      repaired: `${plainEdge} [label="ready"]`,
    },
  ),
  row(
    'label of three words after a colon',
    edge('n2 -> n3 ⟦: ⟦ready to look⟧⟧'),
    ['mermaid-edge-label', 'unexpected-text'],
    {
      suggests: '[label="ready to look"]',
      repaired: 'n2 -> n3 [label="ready to look"]',
    },
  ),
  row('an edge to a lane', edge('n2.handle(right) -> ⟦Oven⟧'), 'unknown-node', { suggests: 'Oven.' }),
  row('an edge from a lane', inLane('⟦Baker⟧ -> n3'), 'unknown-node', { suggests: 'Baker.' }),
  row(
    'a colored arrow',
    edge('n2.handle(right) ⟦-⟦[#green]⟧->⟧ n3.handle(left)'),
    ['unexpected-text', 'arrow-variant'],
    { repaired: plainEdge },
  ),
  row('a direction in the arrow', edge('n2.handle(right) ⟦-down->⟧ n3.handle(left)'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('an activity without @startuml', text('⟦⟧⟦|Baker|⟧\nstart\n:Knead;\nstop\n'), ['no-lanes', 'foreign-language'], {
    suggests: '{',
  }),
];

const fromD2: readonly Mistake[] = [
  row(
    'a D2 file',
    text('⟦⟧⟦direction⟧: right\nstart -> knead: go\nknead.shape: diamond\n'),
    ['no-lanes', 'foreign-language'],
    {
      suggests: '{',
    },
  ),
  row(
    'label after a colon without a space',
    edge('n2.handle(right) -> n3.handle(left)⟦: ⟦ready⟧⟧'),
    ['mermaid-edge-label', 'unexpected-text'],
    {
      suggests: '[label="ready"]',
      repaired: `${plainEdge} [label="ready"]`,
    },
  ),
  row(
    'quoted label after a colon',
    edge('n2.handle(right) -> n3.handle(left)⟦: ⟦"ready"⟧⟧'),
    ['mermaid-edge-label', 'unexpected-text'],
    {
      suggests: '[label="ready"]',
      repaired: `${plainEdge} [label="ready"]`,
    },
  ),
  row('a shape in braces', node('n6: ⟦{shape: ⟦rectangle⟧}⟧'), ['unexpected-text', 'unknown-shape'], {
    suggests: 'rectangle',
    repaired: 'n6: rectangle',
  }),
  row('a label and a shape in braces', node('n6: ⟦⟦Bake⟧ {shape: rectangle}⟧'), ['unexpected-text', 'unknown-shape']),
  row('a shape after a dot', node('⟦n6⟦.shape⟧: rectangle⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: 'n6: rectangle',
  }),
  row(
    'a label after the colon',
    node('n6: ⟦⟦Bake⟧ for an hour⟧'),
    ['unknown-shape', 'unexpected-text', 'unquoted-text'],
    {
      suggests: 'rectangle',
      repaired: plainNode,
    },
  ),
  row('a quoted label after the colon', node('⟦n6⟧⟦:⟧ ⟦"Bake for an hour"⟧'), ['unknown-shape', 'unexpected-text'], {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('braces after an edge', edge('n2.handle(right) -> n3.handle(left) ⟦{style.stroke: red⟧}'), 'unexpected-text', {
    repaired: plainEdge,
  }),
  row(
    'a lane with a colon',
    header('⟦Oven:⟧ { # Stone oven'),
    ['lane-name-with-spaces', 'unexpected-text', 'code-in-prose'],
    {
      suggests: 'Oven {',
      repaired: 'Oven { # Stone oven',
    },
  ),
  row('backwards', edge('⟦n3.handle(left) ⟦<-⟧ n2.handle(right)⟧'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('direction in a lane', inLane('⟦direction: ⟦right⟧⟧'), ['unexpected-text', 'unknown-shape']),
];

const fromDot: readonly Mistake[] = [
  row('digraph without a name', text('⟦digraph {⟧\n  a -> b\n}\n'), 'foreign-language'),
  row('strict graph', text('⟦strict graph g {⟧\n  a -- b\n}\n'), 'foreign-language'),
  row('a digraph after a comment', text('// bread\n⟦digraph bread {⟧\n  a -> b;\n}\n'), 'foreign-language'),
  row(
    'a BPMN file',
    text('⟦<?xml version="1.0" encoding="UTF-8"?>⟧\n<definitions></definitions>\n'),
    'foreign-language',
  ),
  row('an unquoted label', answer('n4.handle(bottom) -> Oven.n6.handle(top) [label=⟦Yes⟧]'), 'unquoted-text', {
    suggests: '"Yes"',
    repaired: plainAnswer,
  }),
  row(
    'an unquoted label and a semicolon',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"]⟦;⟧'),
    'unexpected-text',
    {
      repaired: plainAnswer,
    },
  ),
  row('a node with attributes in brackets', node('⟦n6 ⟦[shape=box]⟧⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: 'n6: rectangle',
  }),
  row('a node with a label in brackets', node('⟦n6 ⟦[label="Bake for an hour"]⟧⟧'), 'unexpected-text', {
    suggests: 'n6: rectangle',
    repaired: plainNode,
  }),
  row(
    'a shape and a label in brackets',
    node('n6: rectangle ⟦[⟧⟦label="Bake for an hour"]⟧'),
    ['unexpected-text', 'node-attribute-equals'],
    {
      suggests: 'label:',
      repaired: plainNode,
    },
  ),
  row('an undirected edge', edge('n2.handle(right) ⟦--⟧ n3.handle(left)'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('a setting of the graph', inLane('⟦⟦rankdir⟧=LR⟧'), ['unexpected-text', 'missing-colon']),
  row('defaults for nodes', inLane('⟦⟦node⟧ [shape=box]⟧'), 'unexpected-text'),
  row(
    'a color on an edge',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes", ⟦color⟧="red"]'),
    'unknown-attribute',
  ),
  row('several targets in braces', edge('n2.handle(right) -> ⟦{n3 n5}⟧'), 'unexpected-text'),
  row('a cluster instead of a lane', header('⟦subgraph cluster_oven⟧ {'), 'lane-name-with-spaces'),
];

/** Habits of people who write for FlowZap, and of other flow tools. */
const habits: readonly Mistake[] = [
  row(
    'ids that begin again in the next lane',
    parcel(['done: circle', '⟦ring⟧: rectangle label:"Call back"\n  done: circle']),
    'duplicate-node',
  ),
  row(
    'a node declared again where it is used',
    bakery(['n8: circle', '⟦n3⟧: rectangle label:"Look at the bowl"\n  n8: circle']),
    'duplicate-node',
  ),
  row('the display label on the next line', header('Oven {\n  ⟦# Stone oven⟧'), 'display-label-on-next-line', {
    repaired: 'Oven { # Stone oven',
  }),
  row(
    'an edge at the place of its target',
    bakery(
      ['  n5.handle(top) -> n3.handle(top)\n', ''],
      ['n8.handle(left)\n}', 'n8.handle(left)\n  ⟦⟦n5.handle(top)⟧ -> Baker.n3.handle(top)⟧\n}'],
    ),
    'edge-in-foreign-lane',
    {
      suggests: 'Baker',
      repaired: 'n5.handle(top) -> Baker.n3.handle(top)\n}\nOven',
    },
  ),
  row('an edge between the lanes', between('⟦n5.handle(right) -> Oven.n8.handle(top)⟧'), 'statement-outside-lane', {
    suggests: 'Baker',
    repaired: 'n5.handle(right) -> Oven.n8.handle(top)\n}',
  }),
  row(
    'a loop after the lanes',
    bakery(['  loop [until the dough has doubled] n3 n4 n5\n}', '}\n⟦loop [until the dough has doubled] n3 n4 n5⟧']),
    'statement-outside-lane',
    {
      suggests: 'Baker',
      repaired: `  ${plainLoop}\n}`,
    },
  ),
  row('an edge before the lanes', bakery(['Baker {', '⟦n1 -> n3⟧\nBaker {']), 'statement-outside-lane', {
    suggests: 'Baker',
    repaired: 'n1 -> n3\n}',
  }),
  row('a start shape', bakery(['n1: circle', 'n1: ⟦start⟧']), 'shape-alias', {
    suggests: 'circle',
    repaired: 'n1: circle',
  }),
  row('a decision shape', bakery(['n4: diamond', 'n4: ⟦decision⟧']), 'shape-alias', {
    suggests: 'diamond',
    repaired: 'n4: diamond',
  }),
  row('a process shape', node('n6: ⟦process⟧ label:"Bake for an hour"'), 'shape-alias', {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a gateway shape', bakery(['n4: diamond', 'n4: ⟦gateway⟧']), 'unknown-shape', { suggests: 'diamond' }),
  row('a task shape', bakery(['n7: taskbox', 'n7: ⟦task⟧']), 'unknown-shape', {
    suggests: 'taskbox',
    repaired: 'n7: taskbox',
  }),
  row('equals on a second attribute', bakery(['owner:"Mira"', 'owner⟦=⟧"Mira"']), 'node-attribute-equals', {
    repaired: 'owner:"Mira" system:"Paper"',
  }),
  row(
    'an unknown attribute on an edge',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes" ⟦weight⟧="2"]'),
    'unknown-attribute',
  ),
  row(
    'three nodes in a chain',
    bakery(['n1.handle(right) -> n2.handle(left)\n  n2.handle(right) -> n3.handle(left)', 'n1 -> n2 ⟦-> ⟦n3⟧⟧']),
    'chained-edge',
    {
      repaired: 'n1 -> n2\n  n2 -> n3',
    },
  ),
  row(
    'an edge once more without need',
    bakery(['n8.handle(left)\n}', 'n8.handle(left)\n  ⟦n6.handle(right) -> n7.handle(left)⟧\n}']),
    'duplicate-edge',
    {
      repaired: 'n8.handle(left)\n}',
    },
  ),
  row('a fence at the end only', text(`${doorWith('')}⟦\`\`\`⟧\n`), 'fence-in-flow-file', { repaired: 'Door {' }),
];

const nodeSlips: readonly Mistake[] = [
  row('no colon', node('⟦n6⟧ rectangle label:"Bake for an hour"'), 'missing-colon', {
    suggests: ':',
    repaired: plainNode,
  }),
  row('no colon, alias', node('⟦n6⟧ box'), ['missing-colon'], { repaired: 'n6: ' }),
  row('equals instead of the colon', node('⟦⟦n6⟧ =⟧ rectangle label:"Bake for an hour"'), 'missing-colon', {
    suggests: ':',
    repaired: plainNode,
  }),
  row(
    'semicolon instead of the colon',
    node('⟦n6⟧⟦;⟧ rectangle label:"Bake for an hour"'),
    ['missing-colon', 'unexpected-text'],
    {
      suggests: ':',
      repaired: plainNode,
    },
  ),
  row(
    'dash instead of the colon',
    node('⟦⟦n6⟧ ⟦-⟧⟧ rectangle label:"Bake for an hour"'),
    ['missing-colon', 'unexpected-text'],
    {
      suggests: ':',
      repaired: plainNode,
    },
  ),
  row('full-width colon', node('⟦n6⟧⟦：⟧rectangle label:"Bake for an hour"'), ['missing-colon', 'unexpected-text'], {
    suggests: ':',
    repaired: plainNode,
  }),
  row('doubled colon', node('n6:⟦:⟧ rectangle label:"Bake for an hour"'), 'unexpected-text', { repaired: plainNode }),
  row('doubled colon in an attribute', node('n6: rectangle label:⟦:⟧"Bake for an hour"'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row(
    'colon and equals in an attribute',
    node('n6: rectangle label:⟦=⟧"Bake for an hour"'),
    ['unexpected-text', 'node-attribute-equals'],
    {
      repaired: plainNode,
    },
  ),
  row(
    'no colon after label',
    node('n6: rectangle ⟦⟦label⟧ "Bake for an hour"⟧'),
    ['unexpected-text', 'missing-colon'],
    {
      suggests: ':',
      repaired: plainNode,
    },
  ),
  row('no label key', node('n6: rectangle ⟦"Bake for an hour"⟧'), 'unexpected-text', {
    suggests: 'label:',
    repaired: plainNode,
  }),
  row('no label key and no quotes', node('n6: rectangle ⟦Bake for an hour⟧'), ['unexpected-text', 'unquoted-text'], {
    suggests: 'label:',
    repaired: plainNode,
  }),
  row('a label in round brackets', node('n6: rectangle ⟦("Bake for an hour")⟧'), 'unexpected-text', {
    suggests: 'label:',
    repaired: plainNode,
  }),
  row('attributes in round brackets', node('n6: rectangle⟦(⟦label⟧:"Bake for an hour")⟧'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('no shape', node('⟦n6⟧:⟦⟧ label:"Bake for an hour"'), 'unknown-shape', {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('only a name and a colon', node('⟦n6⟧:'), 'unknown-shape', { suggests: 'rectangle', repaired: 'n6: rectangle' }),
  row('only a name', node('⟦n6⟧'), 'unexpected-text', { suggests: 'n6: rectangle', repaired: 'n6: rectangle' }),
  row(
    'the shape before the name',
    node('⟦⟦rectangle⟧ n6⟧ label:"Bake for an hour"'),
    ['unexpected-text', 'missing-colon'],
    {
      suggests: 'n6: rectangle',
      repaired: plainNode,
    },
  ),
  row(
    'the shape and a colon before the name',
    node('⟦rectangle: ⟦n6⟧⟧ label:"Bake for an hour"'),
    ['unexpected-text', 'unknown-shape'],
    {
      suggests: 'n6: rectangle',
      repaired: plainNode,
    },
  ),
  row(
    'the shape after the label',
    node('n6: ⟦⟧label:"Bake for an hour" ⟦rectangle⟧'),
    ['unexpected-text', 'unknown-shape'],
    {
      suggests: 'rectangle',
      repaired: plainNode,
    },
  ),
  row('the word node in front', node('⟦node⟧ n6: rectangle label:"Bake for an hour"'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('a number as name', inLane('⟦9⟧: rectangle label:"Sweep"'), 'unexpected-text', {
    suggests: 'n9',
    repaired: 'n9: rectangle label:"Sweep"',
  }),
  row('a name that begins with a digit', inLane('⟦⟦9⟧a⟧: rectangle label:"Sweep"'), 'unexpected-text'),
  row('a name of two words', inLane('⟦⟦sweep⟧ floor⟧: rectangle label:"Sweep"'), ['unexpected-text', 'missing-colon']),
  row('a name in quotes', inLane('⟦"Sweep"⟧: rectangle'), 'unexpected-text'),
  row('a name with a dot', inLane('n9⟦.1⟧: rectangle label:"Sweep"'), 'unexpected-text'),
  row('a lane before the name', node('⟦Oven⟦.⟧⟧n6: rectangle label:"Bake for an hour"'), 'unexpected-text', {
    suggests: 'n6:',
    repaired: plainNode,
  }),
  row('a mistyped shape', node('n6: ⟦rectange⟧ label:"Bake for an hour"'), 'unknown-shape', {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a mistyped diamond', bakery(['n4: diamond', 'n4: ⟦dimond⟧']), 'unknown-shape', {
    suggests: 'diamond',
    repaired: 'n4: diamond',
  }),
  row('swapped letters in circle', bakery(['n8: circle', 'n8: ⟦cirlce⟧']), 'unknown-shape', {
    suggests: 'circle',
    repaired: 'n8: circle',
  }),
  row('a shape in capitals', node('n6: ⟦RECTANGLE⟧ label:"Bake for an hour"'), 'shape-alias', {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a shape with a capital', bakery(['n8: circle', 'n8: ⟦Circle⟧']), 'shape-alias', {
    suggests: 'circle',
    repaired: 'n8: circle',
  }),
  row('a shape in quotes', node('n6: ⟦"rectangle"⟧ label:"Bake for an hour"'), ['unexpected-text', 'unknown-shape'], {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a mistyped attribute', node('n6: rectangle ⟦lable⟧:"Bake for an hour"'), 'unknown-attribute', {
    suggests: 'label',
    repaired: plainNode,
  }),
  row('an attribute with a capital', node('n6: rectangle ⟦Label⟧:"Bake for an hour"'), 'unknown-attribute', {
    suggests: 'label',
    repaired: plainNode,
  }),
  row('a mistyped owner', bakery(['owner:"Mira"', '⟦ownr⟧:"Mira"']), 'unknown-attribute', {
    suggests: 'owner',
    repaired: 'owner:"Mira"',
  }),
  row('text instead of label', node('n6: rectangle ⟦text⟧:"Bake for an hour"'), 'unknown-attribute'),
  row('the label twice', node('n6: rectangle label:"Bake for an hour" ⟦label⟧:"Bake"'), 'duplicate-attribute', {
    repaired: plainNode,
  }),
  row('the owner twice', bakery(['system:"Paper"', '⟦owner⟧:"Jon"']), 'duplicate-attribute', {
    repaired: 'owner:"Mira"\n',
  }),
  row('an attribute without a value', node('n6: rectangle ⟦⟦label⟧:⟧'), ['unexpected-text', 'unquoted-text'], {
    suggests: 'label:',
  }),
  row('a full stop at the end', node('n6: rectangle label:"Bake for an hour"⟦.⟧'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row(
    'three nodes lost their line breaks',
    bakery(['"Bake for an hour"\n  n7', '"Bake for an hour" ⟦n7⟧']),
    'missing-line-break',
    {
      repaired: 'n6: rectangle label:"Bake for an hour"\n  n7: taskbox',
    },
  ),
  row(
    'a node and an edge on a line',
    bakery(['"Bread is ready"\n  n6.handle', '"Bread is ready" ⟦n6⟧.handle']),
    'missing-line-break',
    {
      repaired: 'n8: circle label:"Bread is ready"\n  n6.handle(right)',
    },
  ),
  row('a node called handle', inLane('⟦handle⟧: rectangle label:"Door handle"'), 'reserved-name', {
    says: "'handle' is a word of the language and cannot name a node.",
  }),
  row(
    'a node called loop with an edge to it',
    bakery(
      ['n5: rectangle', '⟦loop⟧: rectangle'],
      ['-> n5.handle(left)', '-> loop.handle(left)'],
      ['  n5.handle(top) -> n3.handle(top)\n', ''],
      ['n3 n4 n5', 'n3 n4'],
    ),
    'reserved-name',
  ),
];

const edgeSlips: readonly Mistake[] = [
  row('no target', edge('n2.handle(right) ⟦->⟧'), 'unexpected-text'),
  row('no target but a label', answer('n4.handle(bottom) ⟦->⟧ [label="Yes"]'), 'unexpected-text'),
  row('no source', edge('⟦->⟧ n3.handle(left)'), 'unexpected-text'),
  row('half an edge after a node', node('n6: rectangle label:"Bake for an hour" ⟦n1 ⟦->⟧⟧'), 'unexpected-text'),
  row('no arrow', edge('n2.handle(right) ⟦⟧⟦n3.handle(left)⟧'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('no arrow and no handles', edge('⟦n2 ⟦n3⟧⟧'), 'unexpected-text', { repaired: 'n2 -> n3' }),
  row('only a source', edge('⟦n2.handle(right)⟧'), 'unexpected-text'),
  row('two arrows', edge('n2.handle(right) ⟦->⟧ ⟦->⟧ n3.handle(left)'), 'unexpected-text', { repaired: plainEdge }),
  row('a space in the arrow', edge('n2.handle(right) ⟦- >⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row(
    'only the head of the arrow',
    edge('n2.handle(right) ⟦>⟧ n3.handle(left)'),
    ['arrow-variant', 'unexpected-text'],
    { suggests: '->', repaired: plainEdge },
  ),
  row(
    'only the dash of the arrow',
    edge('n2.handle(right) ⟦-⟧ n3.handle(left)'),
    ['arrow-variant', 'unexpected-text'],
    { suggests: '->', repaired: plainEdge },
  ),
  row('double arrow', edge('n2.handle(right) ⟦=>⟧ n3.handle(left)'), 'arrow-variant', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('arrow character', edge('n2.handle(right) ⟦→⟧ n3.handle(left)'), 'arrow-variant', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('long dash in the arrow', edge('n2.handle(right) ⟦–>⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row(
    'very long dash in the arrow',
    edge('n2.handle(right) ⟦—>⟧ n3.handle(left)'),
    ['arrow-variant', 'unexpected-text'],
    { suggests: '->', repaired: plainEdge },
  ),
  row('minus sign in the arrow', edge('n2.handle(right) ⟦−>⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('angle sign in the arrow', edge('n2.handle(right) ⟦-›⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('heavy arrow character', edge('n2.handle(right) ⟦⇒⟧ n3.handle(left)'), ['arrow-variant', 'unexpected-text'], {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('html entity in the arrow', edge('n2.handle(right) ⟦-&gt;⟧ n3.handle(left)'), 'unexpected-text', {
    suggests: '->',
    repaired: plainEdge,
  }),
  row('handle with swapped letters', edge('n2.⟦handel⟧(right) -> n3.handle(left)'), 'unexpected-text', {
    suggests: 'handle',
    repaired: plainEdge,
  }),
  row('handles', edge('n2.handle(right) -> n3.⟦handles⟧(left)'), 'unexpected-text', {
    suggests: 'handle',
    repaired: plainEdge,
  }),
  row('Handle with a capital', edge('n2.⟦Handle⟧(right) -> n3.handle(left)'), 'unexpected-text', {
    suggests: 'handle',
    repaired: plainEdge,
  }),
  row('handle in brackets', edge('n2.handle⟦[right]⟧ -> n3.handle(left)'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('handle with a colon', edge('n2.handle⟦:⟧right -> n3.handle(left)'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('handle after a space', edge('n2 ⟦handle(right)⟧ -> n3.handle(left)'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('only the side', edge('n2⟦.⟦right⟧⟧ -> n3.handle(left)'), ['unexpected-text', 'unknown-node', 'unknown-side'], {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row(
    'only the side of a target',
    edge('n2.handle(right) -> n3⟦.⟦left⟧⟧'),
    ['unexpected-text', 'unknown-node', 'unknown-side'],
    { suggests: '.handle(left)', repaired: plainEdge },
  ),
  row('the side in round brackets', edge('n2⟦(right)⟧ -> n3.handle(left)'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('the side after a colon', edge('n2⟦:right⟧ -> n3.handle(left)'), ['unexpected-text', 'unknown-shape'], {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('no closing parenthesis', edge('n2.handle⟦(⟧right⟦⟧ -> n3.handle(left)'), 'unexpected-text', {
    suggests: ')',
    repaired: plainEdge,
  }),
  row('no closing parenthesis at the line end', edge('n2.handle(right) -> n3.handle⟦(⟧left⟦⟧'), 'unexpected-text', {
    suggests: ')',
    repaired: plainEdge,
  }),
  row('no opening parenthesis', edge('n2.⟦⟦handle⟧ right⟧) -> n3.handle(left)'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: plainEdge,
  }),
  row('two closing parentheses', edge('n2.handle(right)⟦)⟧ -> n3.handle(left)'), 'unexpected-text', {
    repaired: plainEdge,
  }),
  row('two closing parentheses at the line end', edge('n2.handle(right) -> n3.handle(left)⟦)⟧'), 'unexpected-text', {
    repaired: plainEdge,
  }),
  row('an empty handle', edge('n2.handle⟦()⟧ -> n3.handle(left)'), ['unexpected-text', 'unknown-side'], {
    suggests: '.handle(right)',
    repaired: '-> n3.handle(left)',
  }),
  row('a side in quotes', edge('n2.handle(⟦"right"⟧) -> n3.handle(left)'), ['unknown-side', 'unexpected-text'], {
    suggests: 'right',
    repaired: plainEdge,
  }),
  row('two sides', edge('n2.handle(right⟦, top⟧) -> n3.handle(left)'), 'unexpected-text'),
  row('side down', answer('n4.handle(⟦down⟧) -> Oven.n6.handle(top) [label="Yes"]'), 'unknown-side', {
    suggests: 'bottom',
    repaired: plainAnswer,
  }),
  row('side with a capital', edge('n2.handle(⟦Right⟧) -> n3.handle(left)'), 'unknown-side', {
    suggests: 'right',
    repaired: plainEdge,
  }),
  row('side in capitals', edge('n2.handle(right) -> n3.handle(⟦LEFT⟧)'), 'unknown-side', {
    suggests: 'left',
    repaired: plainEdge,
  }),
  row('side rigth', edge('n2.handle(⟦rigth⟧) -> n3.handle(left)'), 'unknown-side', {
    suggests: 'right',
    repaired: plainEdge,
  }),
  row('side buttom', answer('n4.handle(⟦buttom⟧) -> Oven.n6.handle(top) [label="Yes"]'), 'unknown-side', {
    suggests: 'bottom',
    repaired: plainAnswer,
  }),
  row('side north', answer('n4.handle(bottom) -> Oven.n6.handle(⟦north⟧) [label="Yes"]'), 'unknown-side', {
    repaired: plainAnswer,
  }),
  row('a corner', answer('n4.handle(bottom) -> Oven.n6.handle(⟦top-left⟧) [label="Yes"]'), 'unknown-side'),
  row(
    'a label without brackets',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦⟦label⟧="Yes"⟧'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row(
    'a label without brackets, with a colon',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦⟦label⟧:"Yes"⟧'),
    ['unexpected-text', 'mermaid-edge-label', 'edge-attribute-colon'],
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row(
    'a label after a comma',
    answer('n4.handle(bottom) -> Oven.n6.handle(top)⟦, label="Yes"⟧'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row(
    'brackets after a comma',
    answer('n4.handle(bottom) -> Oven.n6.handle(top)⟦,⟧ [label="Yes"]'),
    'unexpected-text',
    { repaired: plainAnswer },
  ),
  row(
    'only a text after the target',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦"Yes"⟧'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[label="Yes"]',
      repaired: plainAnswer,
    },
  ),
  row(
    'a bare word in brackets',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [⟦Yes⟧]'),
    ['unexpected-text', 'unquoted-text'],
    {
      suggests: 'label="Yes"',
      repaired: plainAnswer,
    },
  ),
  row('a bare text in brackets', answer('n4.handle(bottom) -> Oven.n6.handle(top) [⟦"Yes"⟧]'), 'unexpected-text', {
    suggests: 'label="Yes"',
    repaired: plainAnswer,
  }),
  row(
    'an edge label in round brackets',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦(label="Yes")⟧'),
    'unexpected-text',
    { suggests: '[label="', repaired: plainAnswer },
  ),
  row('a label in braces', answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦{label="Yes"⟧}'), 'unexpected-text', {
    suggests: '[label="',
    repaired: plainAnswer,
  }),
  row(
    'a label before the arrow',
    answer('n4.handle(bottom) ⟦[label="Yes"]⟧ -> Oven.n6.handle(top)'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[label="',
      repaired: plainAnswer,
    },
  ),
  row(
    'a label between arrow and target',
    answer('n4.handle(bottom) -> ⟦[label="Yes"]⟧ Oven.n6.handle(top)'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[label="',
      repaired: plainAnswer,
    },
  ),
  row('no closing bracket', answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦[⟧label="Yes"⟦⟧'), 'unexpected-text', {
    suggests: ']',
    repaired: plainAnswer,
  }),
  row(
    'no opening bracket',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦⟦label⟧="Yes"⟦]⟧⟧'),
    ['unexpected-text', 'mermaid-edge-label'],
    {
      suggests: '[',
      repaired: plainAnswer,
    },
  ),
  row('two closing brackets', answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"]⟦]⟧'), 'unexpected-text', {
    repaired: plainAnswer,
  }),
  row(
    'a parenthesis instead of the bracket',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) ⟦[⟧label="Yes"⟦)⟧'),
    'unexpected-text',
    { suggests: ']', repaired: plainAnswer },
  ),
  row('a mistyped label key', answer('n4.handle(bottom) -> Oven.n6.handle(top) [⟦lable⟧="Yes"]'), 'unknown-attribute', {
    suggests: 'label',
    repaired: plainAnswer,
  }),
  row(
    'a label key with a capital',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [⟦Label⟧="Yes"]'),
    'unknown-attribute',
    { suggests: 'label', repaired: plainAnswer },
  ),
  row(
    'two labels',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes" ⟦label⟧="Oui"]'),
    'duplicate-attribute',
    { repaired: plainAnswer },
  ),
  row('two pairs of brackets', answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"] ⟦[label="Oui"]⟧'), [
    'unexpected-text',
    'duplicate-attribute',
  ]),
  row(
    'an unquoted label of two words',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label=⟦it has⟧]'),
    'unquoted-text',
    {
      suggests: '"it has"',
      repaired: '[label="it has"]',
    },
  ),
  row('single quotes in an edge', answer("n4.handle(bottom) -> Oven.n6.handle(top) [label=⟦'Yes'⟧]"), 'quote-style', {
    suggests: '"Yes"',
    repaired: plainAnswer,
  }),
  row(
    'two edges on a line',
    bakery(['n2.handle(left)\n  n2.handle', 'n2.handle(left) ⟦n2⟧.handle']),
    'missing-line-break',
    {
      repaired: 'n2.handle(left)\n  n2.handle(right)',
    },
  ),
  row(
    'two edges with a comma between',
    bakery(['n2.handle(left)\n  n2.handle', 'n2.handle(left)⟦,⟧ ⟦n2⟧.handle']),
    ['missing-line-break', 'unexpected-text'],
    {
      repaired: 'n2.handle(left)\n  n2.handle(right)',
    },
  ),
  row(
    'an edge and a loop on a line',
    bakery(['n3.handle(top)\n  loop', 'n3.handle(top) ⟦loop⟧']),
    'missing-line-break',
    {
      repaired: 'n3.handle(top)\n  loop [',
    },
  ),
  row('two targets', edge('n2.handle(right) -> n3.handle(left)⟦, n5⟧'), 'unexpected-text'),
  row('two dots', edge('n2.⟦.⟧handle(right) -> n3.handle(left)'), 'unexpected-text', { repaired: plainEdge }),
  row(
    'colon between lane and node',
    answer('n4.handle(bottom) -> Oven⟦:⟧n6.handle(top) [label="Yes"]'),
    ['unexpected-text', 'unknown-node'],
    { suggests: 'Oven.n6', repaired: plainAnswer },
  ),
  row(
    'slash between lane and node',
    answer('n4.handle(bottom) -> Oven⟦/⟧n6.handle(top) [label="Yes"]'),
    ['unexpected-text', 'unknown-node'],
    { suggests: 'Oven.n6', repaired: plainAnswer },
  ),
  row(
    'node and lane swapped',
    answer('n4.handle(bottom) -> ⟦n6.⟦Oven⟧⟧.handle(top) [label="Yes"]'),
    ['unknown-node', 'unknown-lane'],
    { suggests: 'Oven', repaired: plainAnswer },
  ),
  row(
    'an invisible space in an id',
    edge('n2.handle(right) -> n3⟦\u200B⟧.handle(left)'),
    ['unexpected-text', 'unknown-node', 'control-character'],
    { repaired: plainEdge },
  ),
  row('words after an edge', edge('n2.handle(right) -> n3.handle(left) ⟦and so on⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: `${plainEdge} // and so on`,
  }),
];

const textSlips: readonly Mistake[] = [
  row(
    'no closing quote in an edge',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label=⟦"⟧Yes]'),
    'unterminated-text',
    {
      suggests: '"',
      repaired: plainAnswer,
    },
  ),
  row(
    'no closing quote before another attribute',
    bakery(
      ['label:"Sign the sheet" owner', 'label:⟦"⟧Sign the sheet⟦⟧ owner'],
      ['"Mira" system:"Paper"', '"⟦Mira" system:"Paper"⟧'],
    ),
    ['unterminated-text', 'unexpected-text', 'missing-line-break'],
  ),
  row(
    'no opening quote',
    node('n6: rectangle label:⟦⟧⟦Bake for an hour⟦"⟧⟧'),
    ['unquoted-text', 'unterminated-text', 'unexpected-text'],
    {
      suggests: '"Bake for an hour"',
      repaired: plainNode,
    },
  ),
  row(
    'no opening quote in an edge',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label=⟦⟧⟦Yes⟦"⟧⟧]'),
    ['unquoted-text', 'unterminated-text', 'unexpected-text'],
    {
      suggests: '"Yes"',
      repaired: plainAnswer,
    },
  ),
  row('no closing quote before the brace', text('Door { ring: circle label:⟦"⟧Bell }\n'), 'unterminated-text', {
    suggests: '"',
  }),
  row('a text of several words without quotes', node('n6: rectangle label:⟦Bake for an hour⟧'), 'unquoted-text', {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('a number without quotes', node('n6: rectangle label:⟦60⟧'), 'unquoted-text', {
    suggests: '"60"',
    repaired: 'label:"60"',
  }),
  row(
    'an unquoted text before another attribute',
    bakery(['label:"Sign the sheet"', 'label:⟦Sign the sheet⟧']),
    'unquoted-text',
    {
      suggests: '"Sign the sheet"',
      repaired: 'label:"Sign the sheet" owner:"Mira"',
    },
  ),
  row('typographic quotes', node('n6: rectangle label:⟦“Bake for an hour”⟧'), 'quote-style', {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('typographic single quotes', node('n6: rectangle label:⟦‘Bake for an hour’⟧'), ['quote-style', 'unquoted-text'], {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('German quotes', node('n6: rectangle label:⟦„Bake for an hour“⟧'), ['quote-style', 'unquoted-text'], {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('French quotes', node('n6: rectangle label:⟦«Bake for an hour»⟧'), ['quote-style', 'unquoted-text'], {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('backticks', node('n6: rectangle label:⟦`Bake for an hour`⟧'), ['quote-style', 'unquoted-text'], {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row('full-width quotes', node('n6: rectangle label:⟦＂Bake for an hour＂⟧'), ['quote-style', 'unquoted-text'], {
    suggests: '"Bake for an hour"',
    repaired: plainNode,
  }),
  row(
    'two closing typographic quotes',
    node('n6: rectangle label:⟦”Bake for an hour”⟧'),
    ['quote-style', 'unquoted-text'],
    { suggests: '"Bake for an hour"', repaired: plainNode },
  ),
  row(
    'a typographic quote at the end only',
    node('n6: rectangle label:⟦⟦"⟧Bake for an hour”⟧'),
    ['unterminated-text', 'quote-style', 'unquoted-text'],
    { suggests: '"', repaired: plainNode },
  ),
  row(
    'a typographic quote at the beginning only',
    node('n6: rectangle label:⟦⟦“⟧Bake for an hour"⟧'),
    ['unterminated-text', 'quote-style', 'unquoted-text'],
    { repaired: plainNode },
  ),
  row('quotes inside a text', node('n6: rectangle label:⟦"Bake "⟦⟦gently⟧" today"⟧⟧'), 'unexpected-text', {
    suggests: '\\"',
    repaired: '"Bake \\"gently\\" today"',
  }),
  row(
    'an apostrophe in single quotes',
    node("n6: rectangle label:⟦'The baker⟦'⟧s bread'⟧"),
    ['quote-style', 'unexpected-text', 'unquoted-text', 'unterminated-text'],
    {
      suggests: '"',
      repaired: 'label:"The baker\'s bread"',
    },
  ),
  row(
    'doubled quotes',
    node('n6: rectangle label:⟦"⟦"⟧⟦Bake for an hour""⟧⟧'),
    ['unexpected-text', 'unterminated-text'],
    { repaired: plainNode },
  ),
  row(
    'a text over two lines',
    node('n6: rectangle label:⟦⟦"⟧Bake⟧\n    for an hour"'),
    ['unterminated-text', 'unexpected-text'],
    { suggests: '\\n', repaired: 'label:"Bake\\nfor an hour"' },
  ),
  row('a path in a text', node('n6: rectangle label:"Save to C:⟦\\t⟧emp"'), 'unknown-escape', {
    says: "'\\t' is not an escape; both characters are kept.",
    repaired: 'C:\\\\temp',
  }),
  row(
    'an escaped percent sign',
    answer('n4.handle(bottom) -> Oven.n6.handle(top) [label="50⟦\\%⟧"]'),
    'unknown-escape',
    { repaired: '50\\\\%' },
  ),
  row('a backslash before the closing quote', node('n6: rectangle label:⟦⟦"⟧Bake\\"⟧'), 'unterminated-text'),
];

const laneSlips: readonly Mistake[] = [
  row(
    'the last lane is not closed',
    bakery(['Oven {', '⟦Oven⟧ {'], ['n8.handle(left)\n}', 'n8.handle(left)']),
    'unclosed-lane',
    {
      suggests: '}',
      repaired: 'n8.handle(left)\n}',
    },
  ),
  row(
    'the only lane is not closed',
    text('⟦Door⟧ { # Front door\n  ring: circle label:"Bell rings"'),
    'unclosed-lane',
    { suggests: '}', repaired: '\n}' },
  ),
  row(
    'the middle lane is not closed',
    parcel(['Desk {', '⟦Desk⟧ {'], ['Tenant.collect.handle(top)\n}', 'Tenant.collect.handle(top)']),
    'unclosed-lane',
    {
      suggests: '}',
      repaired: '}\nTenant {',
    },
  ),
  row(
    'the lane before prose is not closed',
    parcel(
      ['Courier {', '⟦Courier⟧ {'],
      ['[label="Parcel"]\n}\n', '[label="Parcel"]\n'],
      ['Between noon and one the desk is closed.', ''],
    ),
    'unclosed-lane',
    { suggests: '}', repaired: '}\n' },
  ),
  row(
    'a parenthesis instead of the brace',
    bakery(['Baker {', '⟦Baker⟧ {'], ['n5\n}\n', 'n5\n⟦)⟧\n']),
    ['unclosed-lane', 'unexpected-text'],
    { suggests: '}', repaired: '}\nOven' },
  ),
  row(
    'a bracket instead of the brace',
    bakery(['Baker {', '⟦Baker⟧ {'], ['n5\n}\n', 'n5\n⟦]⟧\n']),
    ['unclosed-lane', 'unexpected-text'],
    { suggests: '}', repaired: '}\nOven' },
  ),
  row(
    'the closing brace in a comment',
    bakery(['Baker {', '⟦Baker⟧ {'], ['n5\n}\n', 'n5 // done }\n']),
    'unclosed-lane',
    { suggests: '}', repaired: '}\nOven' },
  ),
  row(
    'end instead of the brace',
    bakery(['Baker {', '⟦Baker⟧ {'], ['n5\n}\n', 'n5\n⟦end⟧\n']),
    ['unclosed-lane', 'unexpected-text'],
    { suggests: '}', repaired: '}\nOven' },
  ),
  row('two closing braces', bakery(['n5\n}\n', 'n5\n}⟦}⟧\n']), 'unexpected-brace', { repaired: 'n5\n}' }),
  row('a brace too many at the end', bakery(['n8.handle(left)\n}', 'n8.handle(left)\n}\n⟦}⟧']), 'unexpected-brace', {
    repaired: 'n8.handle(left)\n}',
  }),
  row('a brace before the first lane', bakery(['Baker {', '⟦}⟧\nBaker {']), 'unexpected-brace', {
    repaired: 'Baker {',
  }),
  row(
    'closed before its edges',
    parcel(['"Unpacked"\n', '"Unpacked"\n⟦}⟧\n'], ['done.handle(left)\n}', 'done.handle(left)\n⟦}⟧']),
    'unexpected-brace',
    {
      repaired: 'collect.handle(right) -> done.handle(left)',
    },
  ),
  row(
    'closed before its nodes',
    parcel(
      [
        'Tenant { # Tenant\n  collect: rectangle label:"Fetch the parcel"\n  done',
        'Tenant { # Tenant\n  collect: rectangle label:"Fetch the parcel"\n⟦}⟧\n  ⟦done⟧',
      ],
      ['done.handle(left)\n}', 'done.handle(left)\n⟦}⟧'],
    ),
    ['node-outside-lane', 'unexpected-brace'],
  ),
  row(
    'a lane inside a lane, side by side',
    text(
      'Door { # Front door\n  ring: circle label:"Bell"\n  ⟦Hall⟧ { # Hall\n    open: circle label:"Open"\n  }\n}\n',
    ),
    'nested-lane',
  ),
  row('a lane inside a lane on one line', text('Door { ⟦Hall⟧ { } }\n'), 'nested-lane'),
  row(
    'a lane name of three words',
    parcel(['Tenant { # Tenant', '⟦Tenant upstairs left⟧ {'], ['Tenant.collect', 'TenantUpstairsLeft.collect']),
    'lane-name-with-spaces',
    {
      suggests: 'TenantUpstairsLeft { # Tenant upstairs left',
      repaired: 'TenantUpstairsLeft { # Tenant upstairs left',
    },
  ),
  row('a lane name of two words, used with one', header('⟦Stone Oven⟧ { # Stone oven'), 'lane-name-with-spaces', {
    suggests: 'StoneOven {',
    repaired: 'StoneOven { # Stone oven',
  }),
  row('the word lane in front', header('⟦⟦lane⟧ Oven⟧ { # Stone oven'), 'lane-name-with-spaces', {
    suggests: 'Oven {',
    repaired: 'Oven { # Stone oven',
  }),
  row('a lane name in quotes', header('⟦"Stone oven"⟧ {'), 'lane-name-with-spaces', {
    suggests: 'StoneOven {',
    repaired: 'StoneOven { # Stone oven',
  }),
  row(
    'a quoted label behind the name',
    header('⟦Oven ⟦"Stone oven"⟧⟧ {'),
    ['lane-name-with-spaces', 'unexpected-text'],
    { suggests: 'Oven { # Stone oven', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'the label before the brace',
    header('⟦Oven ⟦# Stone oven⟧⟧ {'),
    ['lane-name-with-spaces', 'unexpected-text', 'code-in-prose'],
    { suggests: 'Oven { # Stone oven', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'a label without #',
    header('Oven { ⟦Stone oven⟧'),
    ['unexpected-text', 'code-in-prose', 'lane-name-with-spaces', 'node-outside-lane'],
    { suggests: '# Stone oven', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'a quoted label after the brace',
    header('Oven { ⟦"Stone oven"⟧'),
    ['unexpected-text', 'code-in-prose', 'lane-name-with-spaces'],
    { suggests: '# Stone oven', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'a label attribute after the brace',
    header('Oven { ⟦⟦label⟧:"Stone oven"⟧'),
    ['unexpected-text', 'unknown-shape', 'code-in-prose'],
    { suggests: '# Stone oven', repaired: 'Oven { # Stone oven' },
  ),
  row('a lane name with a digit first', between('⟦⟦2⟧nd⟧ {\n  n9: circle label:"Noon"\n}'), [
    'lane-name-with-spaces',
    'unexpected-text',
  ]),
  row(
    'a lane name with an ampersand',
    between('⟦Salt⟦&⟧Pepper⟧ {\n  n9: circle label:"Noon"\n}'),
    'lane-name-with-spaces',
    { suggests: 'SaltPepper {', repaired: 'SaltPepper {' },
  ),
  row(
    'no opening brace',
    header('⟦Oven⟧⟦⟧ # Stone oven'),
    ['node-outside-lane', 'code-in-prose', 'unexpected-text', 'unexpected-brace', 'lane-name-with-spaces'],
    { suggests: 'Oven {', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'no brace and no label',
    header('⟦Oven⟧'),
    ['node-outside-lane', 'code-in-prose', 'unexpected-text', 'unexpected-brace', 'lane-name-with-spaces'],
    { suggests: 'Oven {', repaired: 'Oven {' },
  ),
  row(
    'a colon and indentation',
    bakery(['Oven { # Stone oven', '⟦Oven⟧⟦:⟧'], ['n8.handle(left)\n}', 'n8.handle(left)']),
    ['node-outside-lane', 'code-in-prose', 'unexpected-text', 'lane-name-with-spaces'],
    { suggests: 'Oven {' },
  ),
  row(
    'a parenthesis instead of the opening brace',
    header('⟦Oven ⟦(⟧⟧ # Stone oven'),
    ['node-outside-lane', 'code-in-prose', 'unexpected-text', 'unexpected-brace', 'lane-name-with-spaces'],
    { suggests: 'Oven {', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'a bracket instead of the opening brace',
    header('⟦Oven ⟦[⟧⟧ # Stone oven'),
    ['node-outside-lane', 'code-in-prose', 'unexpected-text', 'unexpected-brace', 'lane-name-with-spaces'],
    { suggests: 'Oven {', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'the brace on the next line',
    header('⟦Oven⟧\n⟦⟦{⟧ # Stone oven⟧'),
    ['unexpected-text', 'lane-name-with-spaces', 'node-outside-lane', 'code-in-prose', 'unexpected-brace'],
    { suggests: 'Oven {', repaired: 'Oven { # Stone oven' },
  ),
  row(
    'two opening braces',
    header('Oven {⟦{⟧ # Stone oven'),
    ['unexpected-text', 'lane-name-with-spaces', 'nested-lane'],
    { repaired: 'Oven { # Stone oven' },
  ),
  row('a lane behind the label of another', text('⟦Door⟧ { # Door }  ⟦Hall {⟧ # Hall }\n'), [
    'unclosed-lane',
    'code-in-label',
  ]),
  row('a lane called loop', between('⟦loop⟧ {\n  n9: circle label:"Noon"\n}'), 'reserved-name', {
    says: "'loop' is a word of the language and cannot name a lane.",
  }),
  row('a lane called handle', between('⟦handle⟧ {\n  n9: circle label:"Noon"\n}'), 'reserved-name'),
  row(
    'the same lane again with an edge',
    between('⟦Baker⟧ {\n  n9: circle label:"Noon"\n  n9.handle(right) -> n1.handle(left)\n}'),
    'duplicate-lane',
  ),
  row(
    'an edge in the display label',
    header('Oven { # Stone oven ⟦n6⟦.handle(⟧right) -> n8.handle(left)⟧'),
    'code-in-label',
  ),
  row(
    'all line breaks lost',
    text('Door { # Front door ⟦ring: circle⟧ label:"Bell" open: circle label:"Open" ring -> open }\n'),
    'code-in-label',
  ),
  row(
    'a loop in the display label',
    bakery(['Baker { # Night baker', 'Baker { # Night baker ⟦⟦loop [⟧until warm] n1 n2⟧']),
    'code-in-label',
  ),
  row(
    'the first node in the display label',
    bakery(['Oven { # Stone oven\n  n6: rectangle', 'Oven { # Stone oven ⟦n6: rectangle⟧']),
    'code-in-label',
  ),
  row('lone words in a lane', inLane('⟦then we wait for the morning⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// then we wait for the morning',
  }),
  row('a lone word in a lane', inLane('⟦morning⟧'), 'unexpected-text'),
  row('a list item in a lane', inLane('⟦⟦-⟧ wait for the morning⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: 'wait for the morning',
  }),
  row('a comment with one slash', inLane('⟦⟦/⟧ wait for the morning⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// wait for the morning',
  }),
  row('a comment with two dashes', inLane('⟦⟦--⟧ wait for the morning⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// wait for the morning',
  }),
  row('a block comment', inLane('⟦⟦/*⟧ wait for the morning */⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// wait for the morning',
  }),
  row('an HTML comment', inLane('⟦⟦<!--⟧ wait for the morning -->⟧'), 'unexpected-text', {
    suggests: '//',
    repaired: '// wait for the morning',
  }),
  row('handles in prose', between('Then run n7⟦.handle(⟧right) once more'), 'code-in-prose'),
  row('a label in prose', between('and n9 with ⟦label:"⟧Sold out" at noon'), 'code-in-prose'),
  row('an edge in prose', between('Usually ⟦n7 -> n8⟧ on Sundays'), 'code-in-prose'),
  row('a broken edge outside the lanes', between('⟦n7⟦.handle(⟧right)⟧ -> n8.handle(left'), 'code-in-prose'),
  row('a node outside the lanes', between('⟦n9⟧: rectangle label:"Sell"'), 'node-outside-lane', {
    repaired: '{ # Main',
  }),
  row('a node after the last lane', text(`${doorWith('')}⟦hall⟧: rectangle label:"Hall"\n`), 'node-outside-lane', {
    repaired: '{ # Main',
  }),
  row(
    'nodes and edges without any lane',
    text('⟦n1⟧: circle label:"Evening"\nn2: rectangle label:"Knead"\nn1 -> n2\n'),
    ['node-outside-lane', 'no-lanes'],
    { suggests: '{', repaired: 'main { # Main' },
  ),
  row('an alias outside the lanes', between('⟦n9⟧: box label:"Sell"'), 'node-outside-lane', { repaired: '{ # Main' }),
];

const loopSlips: readonly Mistake[] = [
  row('condition in round brackets', loop('loop ⟦(until the dough has doubled)⟧ n3 n4 n5'), 'loop-without-brackets', {
    suggests: '[until the dough has doubled]',
    repaired: plainLoop,
  }),
  row('condition in quotes', loop('loop ⟦"until the dough has doubled"⟧ n3 n4 n5'), 'loop-without-brackets', {
    suggests: '[until the dough has doubled]',
    repaired: plainLoop,
  }),
  row(
    'no closing bracket in a loop',
    loop('loop ⟦⟦[⟧until the dough has doubled⟦⟧⟧ n3 n4 n5'),
    ['loop-without-brackets', 'unexpected-text'],
    {
      suggests: ']',
      repaired: plainLoop,
    },
  ),
  row(
    'no opening bracket in a loop',
    loop('loop ⟦⟧⟦until the dough has doubled⟦]⟧⟧ n3 n4 n5'),
    ['loop-without-brackets', 'unexpected-text'],
    {
      suggests: '[',
      repaired: plainLoop,
    },
  ),
  row('no condition', loop('⟦loop⟦⟧ ⟦n3 n4 n5⟧⟧'), 'loop-without-brackets', { suggests: '[' }),
  row('only the word loop', inLane('⟦loop⟧'), 'loop-without-brackets', { suggests: 'loop [' }),
  // The grammar asks for a node, so there is no loop that could be too short.
  row('condition and no nodes', loop('⟦loop [until the dough has doubled]⟧'), ['unexpected-text', 'loop-too-short'], {
    suggests: 'n1 n2',
  }),
  row(
    'a colon after the word',
    loop('loop⟦:⟧ [until the dough has doubled] n3 n4 n5'),
    ['unexpected-text', 'loop-without-brackets', 'reserved-name'],
    { repaired: plainLoop },
  ),
  row('a colon after the condition', loop('loop [until the dough has doubled]⟦:⟧ n3 n4 n5'), 'unexpected-text', {
    repaired: plainLoop,
  }),
  row('a capital', loop('⟦Loop⟧ [until the dough has doubled] n3 n4 n5'), 'unexpected-text', {
    suggests: 'loop',
    repaired: plainLoop,
  }),
  row('the nodes in parentheses', loop('loop [until the dough has doubled] ⟦(n3 n4 n5)⟧'), 'unexpected-text', {
    repaired: plainLoop,
  }),
  row('the nodes in brackets', loop('loop [until the dough has doubled] ⟦[n3, n4, n5]⟧'), 'unexpected-text', {
    repaired: 'doubled] n3',
  }),
  row('the nodes as a chain', loop('loop [until the dough has doubled] n3 ⟦⟦->⟧ n4 -> n5⟧'), 'unexpected-text', {
    repaired: plainLoop,
  }),
  row(
    'the word and between the nodes',
    loop('loop [until the dough has doubled] n3 n4 ⟦and⟧ n5'),
    ['unknown-node', 'unexpected-text'],
    { repaired: plainLoop },
  ),
  row('a range of nodes', loop('loop [until the dough has doubled] n3⟦..⟧n5'), 'unexpected-text'),
  row('a body on one line', loop('loop [until the dough has doubled] ⟦{⟧ n3 n4 n5 }'), 'loop-with-body'),
  row('an empty body', loop('loop [until the dough has doubled] n3 n4 n5 ⟦{⟧ }'), 'loop-with-body'),
  row(
    'a body with a loop line per node',
    loop('loop [until the dough has doubled] ⟦{⟧\n    n3 -> n4\n    n4 -> n3\n  }'),
    'loop-with-body',
  ),
  row('a body without brackets', loop('loop ⟦⟦until the dough has doubled⟧ ⟦{⟧⟧\n    n3 -> n4\n  }'), [
    'loop-with-body',
    'loop-without-brackets',
  ]),
  row('brackets in the condition', loop('loop [until [really]⟦ doubled]⟧ n3 n4 n5'), [
    'unexpected-text',
    'loop-without-brackets',
    'unknown-node',
  ]),
  row('a mistyped node', loop('loop [until the dough has doubled] n3 n4 ⟦n55⟧'), 'unknown-node', {
    suggests: 'n5',
    repaired: plainLoop,
  }),
  row('a node of the wrong lane', loop('loop [until the dough has doubled] n3 n4 ⟦Oven⟧.n5'), 'wrong-lane', {
    suggests: 'Baker',
    repaired: 'Baker.n5',
  }),
  row(
    'a member with a handle',
    loop('loop [until the dough has doubled] n3 n4 n5⟦.handle(right)⟧'),
    'unexpected-text',
    { repaired: plainLoop },
  ),
  row('the word while', loop('⟦⟦while⟧ [the dough is small] n3 n4 n5⟧'), 'unexpected-text', {
    suggests: 'loop',
    repaired: 'loop [the dough is small] n3 n4 n5',
  }),
];

const referenceSlips: readonly Mistake[] = [
  row('a capital in an id', edge('n2.handle(right) -> ⟦N3⟧.handle(left)'), 'unknown-node', {
    suggests: 'n3',
    repaired: plainEdge,
  }),
  row('swapped letters in an id', parcel(['-> shelve.handle(top)', '-> ⟦shevle⟧.handle(top)']), 'unknown-node', {
    suggests: 'shelve',
    repaired: '-> shelve.handle(top)',
  }),
  row('a letter too few in an id', parcel(['ring.handle(bottom)', '⟦rng⟧.handle(bottom)']), 'unknown-node', {
    suggests: 'ring',
    repaired: '  ring.handle(bottom)',
  }),
  row(
    'underscore instead of hyphen',
    parcel(['-> hand-back.handle(left)', '-> ⟦hand_back⟧.handle(left)']),
    'unknown-node',
    { suggests: 'hand-back', repaired: '-> hand-back.handle(left)' },
  ),
  row(
    'a label instead of an id',
    parcel(['-> known.handle(left)', '-> ⟦"Name on the list?"⟧']),
    ['unexpected-text', 'unknown-node'],
    { suggests: 'known', repaired: '-> known' },
  ),
  row('a node nowhere like any other', edge('n2.handle(right) -> ⟦warehouse⟧.handle(left)'), 'unknown-node'),
  row(
    'a node that was taken out',
    bakery(
      ['  n5: rectangle label:"Wait half an hour"\n', ''],
      ['-> n5.handle(left)', '-> ⟦n5⟧.handle(left)'],
      ['  n5.handle(top) -> n3.handle(top)\n  loop [until the dough has doubled] n3 n4 n5\n', ''],
    ),
    'unknown-node',
  ),
  row(
    'an unknown node with a right lane',
    answer('n4.handle(bottom) -> Oven.⟦n66⟧.handle(top) [label="Yes"]'),
    'unknown-node',
    { suggests: 'n6', repaired: plainAnswer },
  ),
  row(
    'an unknown node with an unknown lane',
    answer('n4.handle(bottom) -> ⟦Ovn.⟦n66⟧⟧.handle(top) [label="Yes"]'),
    ['unknown-node', 'unknown-lane'],
    { suggests: 'n6', repaired: plainAnswer },
  ),
  row(
    'a lane without its capital',
    answer('n4.handle(bottom) -> ⟦oven⟧.n6.handle(top) [label="Yes"]'),
    'unknown-lane',
    { suggests: 'Oven', repaired: plainAnswer },
  ),
  row('a label instead of the lane', parcel(['Desk.accept', '⟦FrontDesk⟧.accept']), 'unknown-lane', {
    suggests: 'Desk',
    repaired: '-> Desk.accept',
  }),
  row('a mistyped lane', parcel(['Tenant.collect', '⟦Tennant⟧.collect']), 'unknown-lane', {
    suggests: 'Tenant',
    repaired: '-> Tenant.collect',
  }),
  row('the wrong lane of three', parcel(['Tenant.collect', '⟦Courier⟧.collect']), 'wrong-lane', {
    suggests: 'Tenant',
    repaired: '-> Tenant.collect',
  }),
  row(
    'the wrong lane before a source',
    parcel(['  shelve.handle(bottom)', '  ⟦Tenant⟧.shelve.handle(bottom)']),
    'wrong-lane',
    { suggests: 'Desk', repaired: 'shelve.handle(bottom) ->' },
  ),
  row('no lane before a far target', parcel(['Courier.leave', '⟦leave⟧']), 'missing-lane-prefix', {
    suggests: 'Courier.leave',
    repaired: '-> Courier.leave',
  }),
  row(
    'the numbers begin again in the next lane',
    bakery(['n8: circle', '⟦n1⟧: rectangle label:"Heat up"\n  n8: circle']),
    'duplicate-node',
  ),
  row('an id three times', inLane('n9: circle label:"Noon"\n  ⟦n9⟧: circle label:"Night"'), 'duplicate-node'),
];

/** Written when the table was full, to see how the parser fares with what it was not made for. */
const unforeseen: readonly Mistake[] = [
  row('a label without brackets and a semicolon', edge('n2 -> n3 ⟦label="ready";⟧'), 'unexpected-text', {
    suggests: '[label="ready"]',
    repaired: 'n2 -> n3 [label="ready"]',
  }),
  row('a bare label in round brackets', edge('n2 -> n3 ⟦(ready)⟧'), 'unexpected-text', {
    suggests: '[label="ready"]',
    repaired: 'n2 -> n3 [label="ready"]',
  }),
  row('a label without brackets and quotes', edge('n2 -> n3 ⟦label = ready⟧'), 'unexpected-text', {
    suggests: '[label="ready"]',
    repaired: 'n2 -> n3 [label="ready"]',
  }),
  row('a mistyped handle and a space in the arrow', edge('n2.⟦hnadle(right) -⟧ > n3'), 'unexpected-text', {
    suggests: '.handle(right)',
    repaired: 'n2.handle(right) -> n3',
  }),
  row(
    'a chain and a semicolon',
    bakery(['n1.handle(right) -> n2.handle(left)', 'n1 => n2 => n3⟦;⟧']),
    'unexpected-text',
    {
      repaired: 'n1 -> n2\n  n2 -> n3',
    },
  ),
  row('a comma after the shape', node('n6: rectangle⟦,⟧ label:"Bake for an hour"'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('the shape after a text', node('n6: ⟦"Bake for an hour" rectangle⟧'), ['unexpected-text', 'unknown-shape'], {
    suggests: 'rectangle',
    repaired: plainNode,
  }),
  row('a mistyped key without colon', node('n6: rectangle ⟦lable⟧ "Bake for an hour"'), 'unexpected-text', {
    suggests: 'label:',
    repaired: plainNode,
  }),
  row('a call', node('n6⟦ = rectangle("Bake for an hour")⟧'), ['unexpected-text', 'missing-colon'], {
    suggests: 'n6: rectangle',
    repaired: plainNode,
  }),
  row('the word to', edge('n2 ⟦to⟧ n3'), 'unexpected-text', { suggests: '->', repaired: 'n2 -> n3' }),
  row('names in quotes', edge('⟦"n2" -> "n3"⟧'), 'unexpected-text', { suggests: 'n2 -> n3', repaired: 'n2 -> n3' }),
  row('names in brackets', edge('⟦[n2] -> [n3]⟧'), 'unexpected-text', { suggests: 'n2 -> n3', repaired: 'n2 -> n3' }),
  row('two sources', edge('⟦n2, n1⟧ -> n3'), 'unexpected-text', { repaired: 'n2 -> n3\n  n1 -> n3' }),
  row('two labels in two brackets', edge('n2 -> n3 [label="a"] ⟦[label="b"]⟧'), 'unexpected-text', {
    repaired: 'n2 -> n3 [label="a"]',
  }),
  row('a text that ends with a quoted word', node('n6: rectangle label:⟦"Bake "gently""⟧'), 'unexpected-text', {
    repaired: '"Bake \\"gently\\""',
  }),
  row(
    'round brackets right behind loop',
    loop('loop⟦(until the dough has doubled)⟧ n3, n4, n5'),
    'loop-without-brackets',
    {
      repaired: 'loop [until the dough has doubled] n3',
    },
  ),
  row(
    'a colon behind a bare condition',
    loop('loop ⟦until the dough has doubled:⟧ n3 n4 n5'),
    'loop-without-brackets',
    {
      repaired: plainLoop,
    },
  ),
  row('an arrow behind the condition', loop('loop [until the dough has doubled] ⟦->⟧ n3 n4 n5'), 'unexpected-text', {
    repaired: plainLoop,
  }),
  row('a shape in brackets', node('n6: ⟦[rectangle]⟧ label:"Bake for an hour"'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('a colon between lane and node at the end', edge('n2 -> ⟦Oven⟦:⟧n6⟧'), 'unexpected-text', {
    suggests: 'Oven.n6',
    repaired: 'n2 -> Oven.n6',
  }),
  row('a bullet', node('⟦*⟧ n6: rectangle label:"Bake for an hour"'), 'unexpected-text', { repaired: plainNode }),
  row('a number before the line', node('⟦1.⟧ n6: rectangle label:"Bake for an hour"'), 'unexpected-text', {
    repaired: plainNode,
  }),
  row('an edge behind a node', node('n6: rectangle label:"Bake for an hour" ⟦-> n7⟧'), 'unexpected-text', {
    repaired: 'n6 -> n7',
  }),
  row('a sentence about a node', inLane('⟦n9 is a rectangle⟧'), 'unexpected-text'),
  row('a node declared in an edge', edge('n2 -> ⟦n9⟦: rectangle label:"Rest"⟧⟧'), [
    'unexpected-text',
    'mermaid-edge-label',
  ]),
  row('a bar between two targets', edge('n2 -> n3 ⟦| n5⟧'), 'unexpected-text', { repaired: 'n2 -> n3\n  n2 -> n5' }),
];

/** Rules that are off until somebody asks for them. */
const whenAsked: readonly Mistake[] = [
  row('prose under profile flowzap', text(`${doorHandled('')}⟦The⟦⟧ cat comes in as well.⟧\n`), 'prose-outside-lanes'),
  row('a comment under profile flowzap', text(doorHandled('  ⟦// mind the cat⟧\n')), 'extra-comment'),
  row('no handle on a source', door(['look.handle(right)', '⟦look⟧']), 'missing-handle', {
    suggests: '.handle(right)',
    repaired: 'look.handle(right) -> open.handle(left)',
  }),
  row('no handle on a target', door(['look.handle(left)', '⟦look⟧']), 'missing-handle', {
    suggests: '.handle(left)',
    repaired: 'ring.handle(right) -> look.handle(left)',
  }),
  row('no display label', text(doorHandled('').replace('Door { # Front door', '⟦Door⟧ {')), 'missing-display-label', {
    suggests: '#',
    repaired: 'Door { # Door',
  }),
  row(
    'an id of another form',
    text('Door { # Front door\n  n1: circle label:"Bell"\n  ⟦open⟧: circle label:"Open"\n}\n'),
    'node-id-form',
  ),
  row(
    'a gap in the ids',
    text(
      'Door { # Front door\n  n1: circle label:"Bell"\n  n2: rectangle label:"Look"\n  ⟦n4⟧: circle label:"Open"\n}\n',
    ),
    'id-gap',
  ),
  row(
    'ids out of order',
    text(
      'Door { # Front door\n  n1: circle label:"Bell"\n  ⟦n3⟧: rectangle label:"Look"\n  ⟦n2⟧: circle label:"Open"\n}\n',
    ),
    'id-order',
  ),
];

function doorHandled(line: string): string {
  return `Door { # Front door\n  n1: circle label:"Bell rings"\n  n2: circle label:"Open"\n  n1.handle(right) -> n2.handle(left)\n${line}}\n`;
}

export const mistakes: readonly Mistake[] = [
  ...designTable,
  ...input,
  ...fromMermaid,
  ...fromPlantUml,
  ...fromD2,
  ...fromDot,
  ...habits,
  ...nodeSlips,
  ...edgeSlips,
  ...textSlips,
  ...laneSlips,
  ...loopSlips,
  ...referenceSlips,
  ...unforeseen,
  ...whenAsked,
];
