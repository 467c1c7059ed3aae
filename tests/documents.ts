import fc from 'fast-check';

/*
 * Random documents. A document is written by rolling dice; the dice are the numbers that fast-check
 * draws and shrinks. A roll of 0 is always the simplest choice, and dice that have run out roll 0, so
 * a shrunk document is a short and plain one.
 */

/** In canonical form: formatting leaves it as it is. */
export const canonicalDocuments: fc.Arbitrary<string> = documents(writeCanonical, 120);

/** Without syntax errors, with every accepted form. */
export const looseDocuments: fc.Arbitrary<string> = documents(writeLoose, 120);

/** Loose documents with up to four accidents. */
export const damagedDocuments: fc.Arbitrary<string> = fc
  .tuple(looseDocuments, fc.uint8Array({ maxLength: 30, size: 'max' }))
  .map(([text, numbers]) => damage(text, diceOf(numbers)));

/** Any words in any order. */
export const wordSalads: fc.Arbitrary<string> = documents(writeSalad, 60);

interface Dice {
  /** 0 to sides - 1. */
  readonly roll: (sides: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  readonly one: (inAsMany: number) => boolean;
}

function documents(write: (dice: Dice) => string, most: number): fc.Arbitrary<string> {
  return fc.uint8Array({ maxLength: most, size: 'max' }).map((numbers) => write(diceOf(numbers)));
}

function diceOf(numbers: Uint8Array): Dice {
  let next = 0;
  const roll = (sides: number): number => (numbers[next++] ?? 0) % sides;
  return {
    roll,
    pick: (list) => list[roll(list.length)] ?? list[0],
    one: (inAsMany) => roll(inAsMany) === inAsMany - 1,
  };
}

// ---- what documents are made of

type Pool = readonly [string, ...string[]];

const laneIds: Pool = ['Desk', 'Mill', 'A', 'Night-Shift', 'Größe', '日本', '_lane', 'loop1', 'n1'];
const nodeIds: Pool = ['n1', 'n2', 'n3', 'n4', 'n5', 'größe', 'go-on', '_x', '東京2', 'circle', 'handle2', 'label'];
const shapes: Pool = ['rectangle', 'circle', 'diamond', 'taskbox'];
const shapeAliases: Pool = ['rect', 'box', 'process', 'step', 'decision', 'choice', 'start', 'end', 'Circle', 'RECT'];
const sides: Pool = ['right', 'left', 'top', 'bottom'];
const keys: Pool = ['label', 'owner', 'description', 'system'];
const proseLines: Pool = [
  'A reader takes a book home.',
  'Note: call the shop first',
  'Draft -> Final is the usual path',
  'n1 comes before n2',
  '- größer, "quoted" and (braced {so})',
  '#hash without a blank',
  '```flow',
  'loop the loop',
  'Desk: the first one',
  '    indented',
];
const comments: Pool = ['// stock', '# twice', '// a "quote } in it', '#tight', '## two', '//'];
const labels: Pool = ['Paper mill', 'größe', 'Pairs {a, b}', 'say "go"', 'A: n1', '// slashes', '# mark'];
const conditions: Pool = [
  'retry until valid',
  'up to  3 times',
  '',
  'a, b',
  'try // twice # now',
  '{x}',
  '"',
  'é 日本',
];
/** As they stand between straight quotes. */
const texts: Pool = [
  'Go',
  'Copy free?',
  '',
  'größer als 日本 👋',
  'say \\"go\\"',
  'C:\\\\temp\\\\n',
  'two\\nlines',
  '# no comment // either',
  'a } b { c ] d',
  "it's -> here: =",
  '\u202Eabc\u202C',
];

// ---- canonical

interface Ids {
  readonly lanes: readonly { readonly id: string; readonly nodes: readonly string[] }[];
  readonly all: readonly { readonly id: string; readonly lane: string }[];
}

/** Some lanes with some nodes; every id once. */
function chooseIds(dice: Dice): Ids {
  const lanesLeft = [...laneIds];
  const nodesLeft = [...nodeIds];
  const take = (left: string[]): string => left.splice(dice.roll(left.length), 1)[0] ?? 'n99';
  const lanes = listOf(dice, 1, 3, () => ({ id: take(lanesLeft), nodes: listOf(dice, 0, 3, () => take(nodesLeft)) }));
  return { lanes, all: lanes.flatMap(({ id, nodes }) => nodes.map((node) => ({ id: node, lane: id }))) };
}

function listOf<T>(dice: Dice, least: number, most: number, make: () => T): T[] {
  return Array.from({ length: least + dice.roll(most - least + 1) }, make);
}

function writeCanonical(dice: Dice): string {
  const ids = chooseIds(dice);
  const preface = listOf(dice, 0, 3, () => dice.pick(['# Title', '// first', ...proseLines]));
  const title = preface.indexOf('# Title');
  const isOnce = (line: string, index: number): boolean => line !== '# Title' || index === title;
  const lines = preface.filter(isOnce);
  for (const lane of ids.lanes) {
    lines.push(...canonicalLane(dice, ids, lane.id, lane.nodes));
    lines.push(...listOf(dice, 0, 1, () => dice.pick([...proseLines, ...comments])));
  }
  return withBlankLines(dice, lines).join(dice.pick(['\n', '\n', '\r\n', '\r']));
}

function canonicalLane(dice: Dice, ids: Ids, lane: string, nodes: readonly string[]): string[] {
  const label = dice.one(3) ? '' : ` # ${dice.pick(labels)}`;
  const statements = [
    ...nodes.map((node) => `${node}: ${canonicalNode(dice)}`),
    ...listOf(dice, 0, 2, () => canonicalEdge(dice, ids, lane, nodes)),
    ...(dice.one(4) ? [canonicalLoop(dice, ids)] : []),
  ].filter((statement) => statement !== '');
  const own = statements.map((statement) => (dice.one(6) ? `${statement} ${dice.pick(comments)}` : statement));
  if (dice.one(5)) own.splice(dice.roll(own.length + 1), 0, label === '' ? '// alone' : dice.pick(comments));
  return [`${lane} {${label}`, ...own.map((line) => `  ${line}`), '}'];
}

function canonicalNode(dice: Dice): string {
  const count = dice.roll(keys.length);
  const attributes = keys.slice(0, count).map((key) => `${key}:"${dice.pick(texts)}"`);
  const unknown = dice.one(12) ? ['priority:"1"'] : [];
  return [dice.pick(shapes), ...attributes, ...unknown].join(' ');
}

function canonicalEdge(dice: Dice, ids: Ids, lane: string, nodes: readonly string[]): string {
  const to = ids.all[dice.roll(Math.max(1, ids.all.length))];
  const from = nodes[dice.roll(Math.max(1, nodes.length))];
  if (from === undefined || to === undefined) return '';
  const target = to.lane === lane ? to.id : `${to.lane}.${to.id}`;
  const label = dice.one(2) ? ` [label="${dice.pick(texts)}"]` : '';
  return `${from}${handle(dice)} -> ${target}${handle(dice)}${label}`;
}

function handle(dice: Dice): string {
  return dice.one(2) ? `.handle(${dice.pick(sides)})` : '';
}

function canonicalLoop(dice: Dice, ids: Ids): string {
  const members = ids.all.filter(() => !dice.one(2)).map(({ id, lane }) => (dice.one(3) ? `${lane}.${id}` : id));
  return members.length === 0 ? '' : `loop [${dice.pick(conditions)}] ${members.join(' ')}`;
}

/** Single blank lines, none behind a header, before a `}` or at the end; the last line ends. */
function withBlankLines(dice: Dice, lines: readonly string[]): string[] {
  const spaced = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const mayFollow = before === undefined || !/^\S+ \{/.test(before);
    return line !== '}' && mayFollow && dice.one(6) ? ['', line] : [line];
  });
  return [...spaced, ''];
}

// ---- every accepted form

function writeLoose(dice: Dice): string {
  const ids = chooseIds(dice);
  const preface = listOf(dice, 0, 3, () => dice.pick(['# Title', '//first', '#', ' #  Two ', ...proseLines]));
  const pieces = preface.map((line) => line + lineEnds(dice));
  for (const lane of ids.lanes) {
    pieces.push(looseLane(dice, ids, lane.id, lane.nodes), outside(dice, ids));
  }
  return pieces.join('');
}

/** What follows a `}`: nothing, or text on the same line, or lines. */
function outside(dice: Dice, ids: Ids): string {
  const behind = dice.one(3) ? gap(dice) + outsideLine(dice, ids) : '';
  const below = listOf(dice, 0, 1, () => `${gap(dice)}${outsideLine(dice, ids)}${lineEnds(dice)}`);
  const ends = behind !== '' || below.length > 0 || !dice.one(6);
  return behind + (ends ? lineEnds(dice) : gap(dice)) + below.join('');
}

function outsideLine(dice: Dice, ids: Ids): string {
  const loose = [looseEdge(dice, ids), looseLoop(dice, ids)].filter((statement) => statement !== '');
  return dice.pick([...proseLines, ...comments, ...loose, ...loose, ...loose]);
}

function looseLane(dice: Dice, ids: Ids, lane: string, nodes: readonly string[]): string {
  const statements = [
    ...nodes.map((node) => looseNode(dice, node)),
    ...listOf(dice, 0, 3, () => looseEdge(dice, ids)),
    ...listOf(dice, 0, 1, () => looseLoop(dice, ids)),
  ].filter((statement) => statement !== '');
  const head = `${indent(dice)}${lane}${gap(dice)}{${gap(dice)}`;
  const [first] = statements;
  if (dice.one(8)) return first === undefined ? `${head}}` : `${head}${first}${gap(dice)}}`;
  const onHeader = dice.one(8) && first !== undefined;
  const items = (onHeader ? statements.slice(1) : statements).flatMap((statement) => [
    ...(dice.one(8) ? [dice.pick(comments)] : []),
    dice.one(8) ? `${statement}${gap(dice)}${dice.pick(comments)}` : statement,
  ]);
  const body = items.map((line) => `${indent(dice)}${line}${gap(dice)}${lineEnds(dice)}`).join('');
  const close = body !== '' && dice.one(6) && !/(?:#|\/\/)/.test(items.at(-1) ?? '') ? body.trimEnd() : body;
  return `${head}${onHeader ? first + gap(dice) + lineEnds(dice) : display(dice)}${close}${indent(dice)}}`;
}

function display(dice: Dice): string {
  const end = lineEnds(dice);
  const forms: Pool = [
    `#${gap(dice)}${dice.pick(labels)}${end}`,
    end,
    `\n${indent(dice)}# ${dice.pick([...labels, 'odd}', '}'])}${end}`,
    `#${end}`,
    `// said${end}`,
    `#${end}# note${end}`,
    `\n\n# note${end}`,
  ];
  return dice.pick(forms);
}

function looseNode(dice: Dice, id: string): string {
  const shape = dice.one(3) ? dice.pick(shapeAliases) : dice.pick(shapes);
  const attributes = listOf(dice, 0, 3, () => {
    const key = dice.pick([...keys, 'label', 'priority', 'größe']);
    return `${key}${gap(dice)}${dice.pick([':', ':', '='])}${gap(dice)}${text(dice)}${dice.pick(['', '', ',', ' ,'])}`;
  });
  return [`${id}${gap(dice)}:${gap(dice)}${shape}`, ...attributes].join(dice.pick([' ', '  ', '\u00A0', '\t']));
}

function looseEdge(dice: Dice, ids: Ids): string {
  const arrows = dice.one(6) ? 2 : 1;
  const first = endpoint(dice, ids);
  const rest = Array.from({ length: arrows }, () => {
    const arrow = dice.pick(['->', '->', '-->', '->>', '=>', '→']);
    return `${gap(dice)}${arrow}${gap(dice)}${endpoint(dice, ids)}${looseLabels(dice)}`;
  });
  return ids.all.length === 0 ? '' : first + rest.join('');
}

function endpoint(dice: Dice, ids: Ids): string {
  const end = ids.all[dice.roll(Math.max(1, ids.all.length))];
  const dot = dice.pick(['.', '.', ' . ', '\t.']);
  const prefix = dice.one(3) ? `${end?.lane}${dot}` : '';
  const side = dice.one(2) ? `${dot}handle(${gap(dice)}${dice.pick(sides)}${gap(dice)})` : '';
  return prefix + (end?.id ?? '') + side;
}

function looseLabels(dice: Dice): string {
  const sign = dice.pick(['=', '=', ':', ' = ']);
  const more = dice.one(6) ? `${dice.pick([', ', ' '])}color${sign}${text(dice)}` : '';
  return dice.pick(['', `${gap(dice)}[${gap(dice)}label${sign}${text(dice)}${more}${gap(dice)}]`, ' []']);
}

function looseLoop(dice: Dice, ids: Ids): string {
  const members = ids.all.filter(() => !dice.one(2)).map(({ id, lane }) => (dice.one(3) ? `${lane}.${id}` : id));
  const separator = dice.pick([' ', '  ', ', ', ',', ' , ']);
  const condition = `[${gap(dice)}${dice.pick(conditions)}${gap(dice)}]`;
  return members.length === 0 ? '' : `loop${gap(dice)}${condition}${gap(dice)}${members.join(separator)}`;
}

function text(dice: Dice): string {
  const written = dice.pick(texts);
  const plain = dice.pick(['Go', 'größer', 'a, b', '# [x] -> }']);
  return dice.pick([`"${written}"`, `"${written}"`, `"C:\\temp ${written}\\é"`, `'${plain}'`, `“${plain}”`]);
}

function gap(dice: Dice): string {
  return dice.pick(['', ' ', '', ' ', '  ', '\t', '\u00A0']);
}

function indent(dice: Dice): string {
  return dice.pick(['', '  ', '', '\t', ' \u00A0 ']);
}

function lineEnds(dice: Dice): string {
  return dice.pick(['\n', '\n', '\n\n', '\r\n', '\n \t\n\n', '\r', '\r\n\r\n']);
}

// ---- accidents

const nastySigns =
  '" \' { } [ ] ( ) : = . , # // \\ - -> --> ->> => → ==> ~> -.-> –> ⇒ -- < > * \\n \\" “ ” "Go" \'Go\' ‘Go’ «Go» |Yes| ' +
  'label:"x" label="x" [label="x"] loop handle .handle( .handle(left) .handle(up) n1 n2 n1: n1-> -n2 circle hexagon ' +
  'label A A.n1 ``` 0 _ 🎈 \u0007 \u001B \u0085 \u202E \u0301 \u2028 \u3000 \uFEFF \uD800';
const nastyWords: Pool = [
  '\n',
  ...['\r', '\r\n', '\n\n', ' ', '\t', '\u00A0', 'loop [', 'loop [x]', 'loop [x] n1 n2', 'n1: circle', 'n1 -> n2'],
  ...['n1 n2', 'A {', 'A { # B', '} B {', '{ #', '# Title', '# T }', '# {a}', '// c', '} }', 'Night Shift {'],
  ...['A { n1', 'A { n1 ->', 'x, n1'],
  ...nastySigns.split(' '),
];

/** Up to four characters, words or lines deleted, inserted, doubled or exchanged. */
function damage(document: string, dice: Dice): string {
  let text = document;
  for (let accidents = 1 + dice.roll(4); accidents > 0; accidents--) text = accident(text, dice);
  return text;
}

function accident(text: string, dice: Dice): string {
  const unit = dice.pick([/\S+|\s+/g, /./gs, /[^\r\n]*(?:\r\n|\r|\n|$)/g, /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu]);
  const pieces = text.match(unit) ?? [];
  const at = place(dice, pieces.length);
  const other = place(dice, pieces.length);
  const [here = '', there = ''] = [pieces[at], pieces[other]];
  const word = dice.pick(nastyWords);
  const changes = [
    () => pieces.splice(at, 0, word),
    () => pieces.splice(at, 1),
    () => pieces.splice(at, 1, word),
    () => pieces.splice(at, 0, here),
    () => pieces.splice(at, 1, there) && pieces.splice(other, 1, here),
    () => pieces.splice(other, 0, here),
  ];
  changes[dice.roll(changes.length)]?.();
  return pieces.join('');
}

function place(dice: Dice, length: number): number {
  return (dice.roll(256) * 256 + dice.roll(256)) % Math.max(1, length);
}

function writeSalad(dice: Dice): string {
  const separators: Pool = [' ', '', '\n', ' '];
  return listOf(dice, 0, 40, () => dice.pick(nastyWords) + dice.pick(separators)).join('');
}
