/** Runs by chance as tables that fit 60 columns. */

import {
  type Amount,
  type Chance,
  type ChanceTitle,
  called,
  cellsOf,
  counted,
  displayWidth,
  type EndSet,
  escapeTerminal,
  type Flow,
  type Portion,
  percentiles,
  runEndings,
  type Style,
} from '../index.ts';

/** What the runs were drawn with. */
export interface ChanceSetting extends ChanceTitle {
  readonly hasWeights: boolean;
  readonly hasDurations: boolean;
}

const columns = 60;
const mostEndSets = 10;

/** A first cell that is cut to fit, and others at the right. */
type Row = readonly [name: string, ...cells: string[]];

export function chanceTable(chance: Chance, flow: Flow, setting: ChanceSetting, style: Style): string {
  const blocks = [headOf(chance, setting, style)];
  if (chance.runs > 0) blocks.push(...tablesOf(chance, flow).map((rows) => tableLines(rows, style)));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headOf({ runs }: Chance, { flow, seed, scenario, wanted, ...has }: ChanceSetting, style: Style): string[] {
  const known = has.hasWeights ? ['weights'] : [];
  if (has.hasDurations) known.push('durations');
  const from = scenario === undefined || known.length === 0 ? [] : [`${known.join(' and ')} from ${scenario}`];
  const equal = has.hasWeights ? [] : ['all answers equally likely'];
  const made = runs < wanted ? `interrupted after ${runs} of ${counted(wanted, 'run')}` : counted(runs, 'run');
  return [`${made} of ${flow}, seed ${seed}`, ...from, ...equal].map((line) =>
    cut(escapeTerminal(line), columns, style),
  );
}

function tablesOf(chance: Chance, flow: Flow): (readonly Row[])[] {
  const { statuses, ends, endSets, visits, loops, duration } = chance;
  const seen = runEndings.filter((ending) => statuses[ending].runs > 0);
  const tables = [
    table(['how runs end', 'share', '95 % interval'], seen, (ending) => [ending, ...shareCells(statuses[ending])]),
    table(['where tokens end', 'share', '95 % interval'], ends, (end) => [
      called(end.node, flow),
      ...shareCells(end.in),
    ]),
    endSetRows(chance),
    table(['visits in a run', 'mean', 'most', 'in runs'], visits, (each) => [
      called(each.node, flow),
      ...amountCells(each),
    ]),
    table(['rounds in a run', 'mean', 'most', 'in runs'], loops, (each) => [
      loopName(each.loop, flow),
      ...amountCells(each),
    ]),
  ];
  const hasSets = endSets.some(({ nodes }) => nodes.length > 1);
  const shown = tables.filter((rows, index) => rows.length > 1 && (hasSets || index !== 2));
  if (duration === undefined) return shown;
  const times: Row[] = [
    ['time of a completed run', ''],
    ['mean', timeText(duration.mean)],
    ['shortest', timeText(duration.least)],
    ...percentiles.map((percent): Row => [`${percent} % within`, timeText(duration.percentiles[percent])]),
    ['longest', timeText(duration.most)],
  ];
  return [...shown, times];
}

function table<T>(head: Row, items: readonly T[], rowOf: (item: T) => Row): readonly Row[] {
  return [head, ...items.map(rowOf)];
}

function endSetRows({ endSets, otherEnds, runs }: Chance): readonly Row[] {
  const nameOf = ({ nodes }: EndSet): string => (nodes.length === 0 ? 'nowhere' : nodes.join(', '));
  const first = endSets.slice(0, mostEndSets);
  const rows = table(['ends of a run together', 'share', '95 % interval'], first, (set) => [
    nameOf(set),
    ...shareCells(set.in),
  ]);
  const left = endSets.slice(mostEndSets).reduce((sum, set) => sum + set.in.runs, otherEnds);
  return left === 0 ? rows : [...rows, ['other ends', percent(left / runs), '']];
}

// ---- cells

function loopName(id: string, { loops }: Flow): string {
  return `${id} [${loops.find((loop) => loop.id === id)?.condition ?? ''}]`;
}

function shareCells({ share, low, high }: Portion): [string, string] {
  return [percent(share), `${(low * 100).toFixed(2)} to ${(high * 100).toFixed(2)}`];
}

function amountCells(amount: Amount): [string, string, string] {
  return [amount.mean.toFixed(2), String(amount.most), percent(amount.in.share)];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** `42.5 s`, `5m 3s`, `2h 5m`, `1d 4h`: as exact as anybody wants to know. */
function timeText(seconds: number): string {
  const place = units.findIndex(([, size]) => seconds >= size);
  const [unit, size] = units[place] ?? [];
  if (unit === undefined || size === undefined) return `${seconds.toFixed(1)} s`;
  const [smaller, part] = units[place + 1] ?? ['s', 1];
  const parts = Math.round(seconds / part);
  return `${Math.floor((parts * part) / size)}${unit} ${Math.round(((parts * part) % size) / part)}${smaller}`;
}

// ---- lines

function tableLines(rows: readonly Row[], style: Style): string[] {
  const widths = (rows[0] ?? [])
    .slice(1)
    .map((_, index) => Math.max(...rows.map((row) => (row[index + 1] ?? '').length)));
  const room = columns - widths.reduce((sum, width) => sum + width + 2, 0);
  return rows.map(([name, ...cells], index) => {
    const first = cut(escapeTerminal(name), room, style);
    const rest = cells.map((cell, place) => `  ${cell.padStart(widths[place] ?? 0)}`).join('');
    const line = `${first}${' '.repeat(room - displayWidth(first))}${rest}`.trimEnd();
    return index === 0 ? style.paint.place(line) : line;
  });
}

function cut(text: string, width: number, { symbols: { ellipsis } }: Style): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let left = width - ellipsis.length;
  for (const cell of cellsOf(text)) {
    left -= cell.width;
    if (left < 0) break;
    kept += cell.text;
  }
  return kept + ellipsis;
}
