import { bakery, type Planted, parcel, text } from './planted.ts';

/* Files with several mistakes. Every one must be told, and nothing that is none. */

export interface Several {
  readonly name: string;
  readonly planted: Planted;
  /** One entry for each mark, in order; each the codes that are equally right. */
  readonly expected: readonly (readonly string[])[];
}

function several(name: string, planted: Planted, ...expected: readonly (string | readonly string[])[]): Several {
  return { name, planted, expected: expected.map((code) => (typeof code === 'string' ? [code] : code)) };
}

export const multiple: readonly Several[] = [
  several(
    'three nodes on a line',
    text('Door { # Front door\n  a: circle label:"A" ⟦b⟧: circle label:"B" ⟦c⟧: circle label:"C"\n}\n'),
    'missing-line-break',
    'missing-line-break',
  ),
  several(
    'the same edge three times',
    bakery([
      'n8.handle(left)\n}',
      'n8.handle(left)\n  ⟦n6.handle(right) -> n7.handle(left)⟧\n  ⟦n6.handle(right) -> n7.handle(left)⟧\n}',
    ]),
    'duplicate-edge',
    'duplicate-edge',
  ),
  several(
    'both ends unknown',
    bakery(['n2.handle(right) -> n3.handle(left)', '⟦n22⟧.handle(right) -> ⟦n33⟧.handle(left)']),
    'unknown-node',
    'unknown-node',
  ),
  several(
    'both sides mistyped',
    bakery(['n2.handle(right) -> n3.handle(left)', 'n2.handle(⟦rigth⟧) -> n3.handle(⟦lefft⟧)']),
    'unknown-side',
    'unknown-side',
  ),
  several(
    'one edge with everything wrong',
    bakery([
      'n4.handle(bottom) -> Oven.n6.handle(top) [label="Yes"]',
      'n4.handle(⟦botom⟧) ⟦-->⟧ ⟦Ovn⟧.n6.handle(⟦tpo⟧) [⟦lable⟧=⟦Yes⟧]',
    ]),
    'unknown-side',
    'arrow-variant',
    'unknown-lane',
    'unknown-side',
    'unknown-attribute',
    'unquoted-text',
  ),
  several(
    'one node with everything wrong',
    bakery([
      'n7: taskbox label:"Sign the sheet" owner:"Mira"',
      "n7: ⟦taskbx⟧ ⟦lable⟧⟦=⟧⟦'Sign the sheet'⟧ ⟦ownr⟧:⟦Mira⟧",
    ]),
    'unknown-shape',
    'unknown-attribute',
    'node-attribute-equals',
    'quote-style',
    'unknown-attribute',
    'unquoted-text',
  ),
  several(
    'two lanes not closed',
    parcel(
      ['Courier {', '⟦Courier⟧ {'],
      ['[label="Parcel"]\n}\nBetween noon and one the desk is closed.\nDesk {', '[label="Parcel"]\n⟦Desk⟧ {'],
      ['Tenant.collect.handle(top)\n}', 'Tenant.collect.handle(top)'],
    ),
    'unclosed-lane',
    'unclosed-lane',
  ),
  several(
    'Mermaid lines inside a lane',
    bakery([
      'n3 n4 n5\n}',
      'n3 n4 n5\n  ⟦subgraph Rest⟧\n  ⟦A[Knead] --> B[Rest]⟧\n  ⟦%% slowly⟧\n  ⟦class A hot⟧\n  ⟦end⟧\n}',
    ]),
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
  ),
  several(
    'PlantUML lines inside a lane',
    bakery(['n3 n4 n5\n}', 'n3 n4 n5\n  ⟦start⟧\n  ⟦:Knead;⟧\n  ⟦if (soft?) then (yes)⟧\n  ⟦endif⟧\n  ⟦stop⟧\n}']),
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
  ),
  several(
    'Graphviz lines inside a lane',
    bakery(['n3 n4 n5\n}', 'n3 n4 n5\n  ⟦a [shape=box];⟧\n  ⟦b [shape=box];⟧\n  ⟦a -- b;⟧\n}']),
    'unexpected-text',
    'unexpected-text',
    'unexpected-text',
  ),
  several(
    'a mistake in the first and in the last line',
    bakery(
      ['# Bread for tomorrow', '⟦}⟧\n# Bread for tomorrow'],
      ['n7.handle(right) -> n8.handle(left)', 'n7.handle(right) ⟦->⟧'],
    ),
    'unexpected-brace',
    'unexpected-text',
  ),
  several(
    'two unknown nodes in a loop and one in an edge',
    bakery(['n5.handle(top) -> n3', 'n5.handle(top) -> ⟦n30⟧'], ['doubled] n3 n4 n5', 'doubled] n3 ⟦n40⟧ ⟦n50⟧']),
    'unknown-node',
    'unknown-node',
    'unknown-node',
  ),
  several(
    'an unknown lane, a wrong lane and an unknown node',
    parcel(['Desk.accept', '⟦Dsk⟧.accept'], ['Courier.leave', '⟦Tenant⟧.leave'], ['Tenant.collect', 'Tenant.⟦colect⟧']),
    'unknown-lane',
    'wrong-lane',
    'unknown-node',
  ),
  several(
    "a newcomer's first file",
    text(
      `My flow
Shop floor {
  n1: start label:Open
  n2 rectangle label:"Serve
  n3: decision label:"More guests?"
  n1 -> n2
  n2 -- > n3
}
`
        .replace('Shop floor', '⟦Shop floor⟧')
        .replace('start', '⟦start⟧')
        .replace('label:Open', 'label:⟦Open⟧')
        .replace('n2 rectangle label:"', '⟦n2⟧ rectangle label:⟦"⟧')
        .replace('decision', '⟦decision⟧')
        .replace('-- >', '⟦-- >⟧'),
    ),
    'lane-name-with-spaces',
    'shape-alias',
    'unquoted-text',
    'missing-colon',
    'unterminated-text',
    'shape-alias',
    ['unexpected-text', 'arrow-variant'],
  ),
  several(
    'a broken statement in every lane',
    parcel(
      ['arrive.handle(right) -> ring.handle(left)', 'arrive.handle(right) ⟦->⟧'],
      ['accept.handle(right) -> known.handle(left)', 'accept.⟦handel⟧(right) -> known.handle(left)'],
      ['collect.handle(right) -> done.handle(left)', 'collect.handle⟦()⟧ -> done.handle(left)'],
    ),
    'unexpected-text',
    'unexpected-text',
    ['unexpected-text', 'unknown-side'],
  ),
  several(
    'two statements outside the lanes',
    bakery(['n3 n4 n5\n}', 'n3 n4 n5\n}\n⟦n5 -> n2⟧\n⟦n9⟧: circle label:"Noon"']),
    'statement-outside-lane',
    'node-outside-lane',
  ),
  several(
    'a bell, a bad side and an unknown node',
    bakery(
      ['"Bake for an hour"', '"Bake⟦\u0007⟧ for an hour"'],
      ['n6.handle(right) -> n7.handle(left)', 'n6.handle(⟦up⟧) -> ⟦n77⟧.handle(left)'],
    ),
    'control-character',
    'unknown-side',
    'unknown-node',
  ),
  several(
    'an unclosed text and an unclosed lane',
    bakery(['Baker {', '⟦Baker⟧ {'], ['label:"Evening"', 'label:⟦"⟧Evening'], ['n5\n}\n', 'n5\n']),
    'unclosed-lane',
    'unterminated-text',
  ),
];

/** Forms that are no mistakes: nothing may be told about them. */
export const faultless: readonly (readonly [name: string, planted: Planted])[] = [
  ['tabs', bakery(['  n6: rectangle label:"Bake for an hour"', '\tn6:\trectangle\tlabel:"Bake for an hour"\t'])],
  ['no-break spaces', bakery(['n6: rectangle label', 'n6:\u00A0rectangle\u00A0label'])],
  [
    'no spaces at all',
    bakery(
      ['n6: rectangle label:"Bake for an hour"', 'n6:rectangle label:"Bake for an hour"'],
      ['n2.handle(right) -> n3.handle(left)', 'n2.handle(right)->n3.handle(left)'],
    ),
  ],
  [
    'spaces around signs',
    bakery(
      ['n6: rectangle label:"Bake for an hour"', 'n6 : rectangle label : "Bake for an hour"'],
      ['Oven.n6.handle(top) [label="Yes"]', 'Oven . n6 . handle ( top ) [ label = "Yes" ]'],
    ),
  ],
  [
    'commas between attributes and members',
    bakery(['label:"Sign the sheet" owner', 'label:"Sign the sheet", owner'], ['n3 n4 n5', 'n3, n4, n5']),
  ],
  ['a lane on one line', text('Door { ring: circle label:"Bell" }\n')],
  // A display label runs to the last brace of its line, so only the last lane on a line can have one.
  ['lanes side by side', text('Door { }  Hall { # Hall }\n')],
  ['prose with a colon', bakery(['A baker prepares', 'Note: call the shop first. A baker prepares'])],
  ['prose with an arrow', bakery(['A baker prepares', 'Draft -> Final is the usual path. A baker prepares'])],
  ['an empty label', bakery(['[label="Yes"]', '[label=""]'], ['[label="No"]', '[]'])],
  ['a prefix in the same lane', bakery(['n2.handle(right) -> n3.', 'Baker.n2.handle(right) -> Baker.n3.'])],
  ['no handles', bakery(['n2.handle(right) -> n3.handle(left)', 'n2 -> n3'])],
  [
    'comments of both kinds',
    bakery([
      'n8: circle label:"Bread is ready"',
      'n8: circle label:"Bread is ready" // at last\n  # and warm\n  // so warm',
    ]),
  ],
  ['a label with braces', bakery(['Oven { # Stone oven', 'Oven { # Stone {old} oven'])],
  ['a label with code words in quotes', bakery(['"Bake for an hour"', '"n1 -> n2 { loop [x] label=1 }"'])],
  [
    'names in other scripts',
    text('Küche { # Küche\n  café: circle label:"Öffnen"\n  開始: circle label:"開始"\n  café -> 開始\n}\n'),
  ],
  ['Windows line ends', text('Door { # Front door\r\n  ring: circle label:"Bell"\r\n}\r\n')],
  ['a byte order mark', text('\uFEFFDoor { # Front door\n  ring: circle label:"Bell"\n}\n')],
  ['escaped quotes', bakery(['"Bake for an hour"', '"Bake \\"gently\\" \\\\ long\\nand well"'])],
  [
    'shape words as names',
    text('step { # Step\n  start: circle label:"Go"\n  label: rectangle label:"Label it"\n  start -> label\n}\n'),
  ],
];
