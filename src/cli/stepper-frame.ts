/** What the stepper shows of a session, as lines of text for a width and a height. Nothing here writes to a terminal. */

import {
  displayWidth,
  type EdgeId,
  escapeTerminal,
  type Flow,
  type Lane,
  type NodeId,
  type Option,
  oneLine,
  outlookOf,
  pathOf,
  questionAt,
  type Style,
} from '../index.ts';
import { outcomeText } from './outcome.ts';
import { type Choice, choicesOf, isOver, recordedNext, type Session, wholeOf } from './session.ts';
import { type Line, lastWords, lineText, type Piece, wrapped } from './stepper-line.ts';

export interface Room {
  /** Lines at most; a frame that is redrawn has to fit on the screen. */
  readonly rows: number;
  /** Somebody can type. */
  readonly isAsking: boolean;
}

/**
 * Tokens by lane, the step and the path so far, the choices by number, and what can be typed:
 *
 *     User           n4 Scan QR code with app
 *     Auth Service   ● n13 Code valid?
 *     Backup Codes
 *     step 10   path … n10 n11 n12 n4
 *       1  Yes → n14 Activate 2FA
 *       2  No  → n15 Show error message   loop1: retry until valid
 *     [1-2] choose  [n]ext decision  …
 */
export function frame(session: Session, style: Style, { rows, isAsking }: Room): readonly string[] {
  const { width, symbols } = style;
  const below = [
    placeLine(session, style),
    ...withinRows(choiceLines(session, style), Math.max(4, Math.floor(rows / 3)), style),
    ...noticeLines(session, style),
    ...(session.isHelpOpen ? helpLines(style) : []),
    ...(isAsking ? footLines(session, style) : []),
  ];
  const lanes = laneLines(session, style, Math.max(1, rows - below.length));
  const lines = [...lanes, ...below].map((line) => lineText(line, width, symbols.ellipsis));
  return lines.length <= rows ? lines : lines.slice(lines.length - rows);
}

function withinRows(lines: readonly Line[], most: number, style: Style): readonly Line[] {
  if (lines.length <= most) return lines;
  const left = lines.length - most + 1;
  return [...lines.slice(0, most - 1), [{ text: `  and ${left} more`, paint: style.paint.quiet }]];
}

// ---- lanes

interface Tokens {
  readonly front: NodeId | undefined;
  readonly enabled: ReadonlySet<NodeId>;
  readonly waiting: ReadonlySet<NodeId>;
  /** The node that has just fired. */
  readonly fired: NodeId | undefined;
}

function tokensOf({ view, asked }: Session): Tokens {
  const { enabled, waiting } = outlookOf(view);
  const [fired] = pathOf(view, view.length - 1);
  return { front: asked ?? enabled[0], enabled: new Set(enabled), waiting: new Set(waiting), fired };
}

/** All lanes, or where they do not fit, those with a token first of all. */
function laneLines(session: Session, style: Style, most: number): readonly Line[] {
  const { lanes } = session.view.machine.flow;
  const tokens = tokensOf(session);
  const nameWidth = Math.min(
    Math.floor(style.width / 3),
    lanes.reduce((widest, { label }) => Math.max(widest, displayWidth(escapeTerminal(label))), 0),
  );
  const all = lanes.map((lane) => ({
    line: laneLine(lane, nameWidth, tokens, session, style),
    rank: rankOf(lane, tokens),
  }));
  if (all.length <= most) return all.map(({ line }) => line);
  const kept = new Set(all.toSorted((a, b) => b.rank - a.rank).slice(0, most - 1));
  const left = all.length - kept.size;
  const more: Line = [{ text: `and ${left} more lanes`, paint: style.paint.quiet }];
  return [...all.filter((each) => kept.has(each)).map(({ line }) => line), more];
}

function rankOf({ nodes }: Lane, { front, enabled, waiting, fired }: Tokens): number {
  if (nodes.some((node) => node === front)) return 4;
  if (nodes.some((node) => enabled.has(node))) return 3;
  if (nodes.some((node) => waiting.has(node))) return 2;
  return nodes.some((node) => node === fired) ? 1 : 0;
}

function laneLine({ label, nodes }: Lane, width: number, tokens: Tokens, { view }: Session, style: Style): Line {
  const name = lineText([{ text: label }], width, style.symbols.ellipsis);
  const gap = ' '.repeat(width - displayWidth(name) + 3);
  const { flow } = view.machine;
  const shown = nodes.flatMap((node) => nodePieces(node, tokens, flow, style));
  if (shown.length === 0) return [{ text: name }];
  return [{ text: name + gap }, ...shown.flatMap((piece, index) => (index === 0 ? [piece] : [{ text: '   ' }, piece]))];
}

function nodePieces(node: NodeId, { front, enabled, waiting, fired }: Tokens, flow: Flow, style: Style): Piece[] {
  const name = named(node, flow);
  const { paint, symbols } = style;
  if (node === front) return [{ text: `${symbols.bullet} ${name}`, paint: paint.place }];
  if (enabled.has(node)) return [{ text: `${symbols.bullet} ${name}` }];
  if (waiting.has(node)) return [{ text: `${name} (waits)`, paint: paint.info }];
  return node === fired ? [{ text: name, paint: paint.quiet }] : [];
}

function named(node: NodeId, flow: Flow): string {
  return `${node} ${oneLine(flow.nodes.get(node)?.label ?? '')}`;
}

// ---- where the run stands

/** More than fit on the widest screen. */
const longestPath = 200;

function placeLine(session: Session, { width, symbols, paint }: Style): Line {
  const { view, runs, current } = session;
  const run = runs.length === 1 ? '' : `run ${current + 1} of ${runs.length}   `;
  const place = `${run}${stepText(session)}`;
  const after = Math.max(0, view.length - longestPath);
  const words = pathOf(view, after);
  const room = width - displayWidth(place) - displayWidth('   path ');
  if (words.length === 0 || room < 10) return [{ text: place, paint: paint.place }];
  const path = lastWords(words, after === 0, room, symbols.ellipsis);
  return [
    { text: place, paint: paint.place },
    { text: `   path ${path}`, paint: paint.quiet },
  ];
}

function stepText(session: Session): string {
  const { view } = session;
  const whole = wholeOf(session);
  if (view.length === whole.length && isOver(view)) return outcomeText(view);
  const of = whole.length > view.length ? ` of ${whole.length.toLocaleString('en')}` : '';
  return `step ${(view.length + 1).toLocaleString('en')}${of}`;
}

// ---- choices

function choiceLines(session: Session, style: Style): readonly Line[] {
  const choices = choicesOf(session);
  const removed = removedHere(session, choices);
  const answers = [...choices.flatMap((each) => (each.kind === 'answer' ? [each.option] : [])), ...removed];
  const width = answers.reduce((widest, { answer }) => Math.max(widest, displayWidth(escapeTerminal(answer))), 0);
  const digits = String(choices.length).length;
  const lines = choices.map((choice, index): Line => {
    const isMarked = session.marked === index;
    const number = `${isMarked ? '>' : ' '} ${String(index + 1).padStart(digits)}  `;
    const head = { text: number, ...(isMarked && { paint: style.paint.place }) };
    return [head, ...choicePieces(choice, width, session, style)];
  });
  const gone = removed.map(({ answer }): Line => {
    const text = `  ${'-'.padStart(digits)}  ${answer}   its loop allows no more rounds`;
    return [{ text, paint: style.paint.quiet }];
  });
  return [...lines, ...gone];
}

function removedHere({ view }: Session, choices: readonly Choice[]): readonly Option[] {
  const [first] = choices;
  return first?.kind === 'answer' ? (questionAt(view, first.node)?.removed ?? []) : [];
}

function choicePieces(choice: Choice, width: number, session: Session, style: Style): readonly Piece[] {
  const { flow } = session.view.machine;
  const note = noteOn(choice, session, flow);
  const quiet = note === '' ? [] : [{ text: `   ${note}`, paint: style.paint.quiet }];
  if (choice.kind === 'fire') return [{ text: `fire ${named(choice.node, flow)}` }, ...quiet];
  const { option } = choice;
  const gap = ' '.repeat(width - displayWidth(escapeTerminal(option.answer)));
  return [{ text: `${option.answer}${gap} ${style.symbols.arrow} ${goalOf(option, session)}` }, ...quiet];
}

/** Where an option leads; with several edges, all of them. */
function goalOf({ edges }: Option, { view: { machine } }: Session): string {
  const { flow } = machine;
  const targets = new Map<EdgeId, NodeId>([
    ...machine.loops.flatMap(({ loop, implicit }) => (implicit === undefined ? [] : [[loop, implicit.to] as const])),
    ...flow.edges.map(({ id, to }) => [id, to.node] as const),
  ]);
  const goals = edges.flatMap((edge) => targets.get(edge) ?? []).map((node) => named(node, flow));
  return goals.length === 0 ? 'the end of this branch' : goals.join(', ');
}

function noteOn(choice: Choice, session: Session, flow: Flow): string {
  const notes: string[] = [];
  if (choice.kind === 'answer') {
    const { repeats } = choice.option;
    for (const { id, condition } of flow.loops) if (repeats.includes(id)) notes.push(`${id}: ${condition}`);
  }
  if (isRecorded(choice, session)) notes.push('taken');
  return notes.join(', ');
}

function isRecorded(choice: Choice, session: Session): boolean {
  const next = recordedNext(session);
  if (next?.node !== choice.node) return false;
  return choice.kind === 'fire' || next.answer === choice.option.answer;
}

// ---- below

function noticeLines({ notices }: Session, { width }: Style): readonly Line[] {
  const lines = notices.flatMap((notice) => folded(escapeTerminal(notice), width));
  return lines.map((text) => [{ text }]);
}

/** At blanks; a word that is too long is cut by the line. */
function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || displayWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

const prompts = {
  go: 'go to step: ',
  break: 'break at (again removes it): ',
  record: 'record to file: ',
  choose: 'number: ',
  compare: 'compare with run: ',
} as const;

function footLines(session: Session, style: Style): readonly Line[] {
  const { entry } = session;
  if (entry !== undefined) return [[{ text: prompts[entry.what], paint: style.paint.place }, { text: entry.text }]];
  return wrapped(keyWords(session), style.width).map((text) => [{ text, paint: style.paint.quiet }]);
}

function keyWords(session: Session): readonly string[] {
  const count = choicesOf(session).length;
  const choose = count === 0 ? '[Enter] step' : `[1${count > 1 ? `-${count}` : ''}] choose`;
  const runs = session.runs.length > 1 ? ['[Tab] run', '[=] compare'] : [];
  const first = isOver(session.view) ? [] : [choose, '[n]ext decision', '[l]ane', '[c]ontinue'];
  return [...first, '[b]ack', '[g]o to', '[f]ork', ...runs, '[r]ecord', '[s]vg', '[?] [q]'];
}

const keys: readonly (readonly [key: string, what: string])[] = [
  ['1 2 …', 'choose an answer, or which node fires'],
  ['Enter, Space', 'one step'],
  ['n  l  c', 'on to the next decision, lane, breakpoint or end'],
  ['b  ←  →', 'back and forward over the steps taken'],
  ['↑  ↓', 'mark a choice; Enter takes it'],
  ['g', 'go to a step by its number'],
  ['f', 'fork: keep this run and go on in a copy'],
  ['Tab  =', 'the next run; compare this run with another'],
  ['B', 'set or remove a breakpoint'],
  ['r', 'record the runs as scenarios'],
  ['s', 'save a drawing of this state and its path'],
  ['q', 'leave'],
];

const plainKeys: Readonly<Record<string, string>> = {
  '1 2 …': '1 2 ...',
  'b  ←  →': 'b  left right',
  '↑  ↓': 'up down',
};

function helpLines({ symbols, paint }: Style): readonly Line[] {
  const isPlain = symbols.ellipsis === '...';
  return keys.map(([key, what]) => {
    const name = isPlain ? (plainKeys[key] ?? key) : key;
    return [{ text: `  ${name.padEnd(14)}`, paint: paint.place }, { text: what }];
  });
}
